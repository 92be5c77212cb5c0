"""Reads a JSONL file row by row and hands it to the feature that takes it."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from backend.features.demands.service import import_demands
from backend.features.information.service import import_information
from backend.features.outcomes.service import import_outcomes
from backend.kernel.importing import ImportReport
from backend.kernel.uow import House, UnitOfWork

Importer = Callable[[UnitOfWork, Iterator[tuple[int, Any]]], ImportReport]
IMPORTERS: Mapping[str, Importer] = {
    "outcomes": import_outcomes,
    "demands": import_demands,
    "information": import_information,
}


def rows_of(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield (line number, parsed row); a line that is not JSON comes as its error."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                yield number, json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (UnicodeDecodeError, ValueError, RecursionError) as error:
                yield number, ValueError(f"不是有效的 JSON 行：{error}")


def run_import(house: House, kind: str, path: Path) -> ImportReport:
    """Import a file in one transaction; refused rows do not stop the others."""
    with house.unit_of_work() as uow:
        return IMPORTERS[kind](uow, rows_of(path))
