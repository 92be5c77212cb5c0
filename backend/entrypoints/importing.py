"""Hands a JSONL file to the feature that takes it, row by row, in one transaction."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from backend.features.demands.importing import import_demands
from backend.features.information.importing import import_information
from backend.features.outcomes.importing import import_outcomes
from backend.kernel.importing import RESULT_LABELS, ImportReport, read_jsonl
from backend.kernel.uow import House, UnitOfWork

Importer = Callable[[UnitOfWork, Iterable[tuple[int, Any]]], ImportReport]
IMPORTERS: dict[str, Importer] = {
    "outcomes": import_outcomes,
    "demands": import_demands,
    "information": import_information,
}


def run_import(house: House, kind: str, path: Path) -> ImportReport:
    """Import a file; refused rows do not stop the others."""
    with house.unit_of_work() as uow:
        return IMPORTERS[kind](uow, read_jsonl(path))


def report_lines(report: ImportReport) -> list[str]:
    """Return the report as lines for the console: one per row, then the counts."""
    lines = []
    for row in report.rows:
        why = "；".join((*row.reasons, *row.remarks))
        name = " ".join(part for part in (row.external_id, row.title) if part)
        lines.append(
            f"第 {row.line} 行\t{RESULT_LABELS[row.result]}\t{name}" + (f"\t{why}" if why else "")
        )
    return [*lines, report.summary()]
