"""Directories of the embedded index: one per generation, a CURRENT file, locks between processes.

Layout of the data folder: ``CURRENT`` holds the name of the generation that serves;
``gen-<schema>-<language>-<number>/`` are generations; ``broken-…`` were moved aside.
"""

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backend.kernel.search import SearchUnavailable

_NAME: Final = re.compile(r"gen-([0-9a-f]{8})-([0-9a-f]{12})-(\d{6})")
KEPT_BROKEN: Final = 2
JOURNAL: Final = "changes.jsonl"


@dataclass(frozen=True, slots=True)
class GenerationName:
    """What a generation was built with; the text form is its directory name."""

    schema: str
    language: str
    number: int

    def __str__(self) -> str:
        """Return the directory name."""
        return f"gen-{self.schema}-{self.language}-{self.number:06d}"

    @classmethod
    def parse(cls, text: str) -> "GenerationName | None":
        """Read a directory name; None when it is none of ours."""
        match = _NAME.fullmatch(text.strip())
        return cls(match[1], match[2], int(match[3])) if match else None


class Store:
    """The folder that holds the generations."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def path(self, name: GenerationName) -> Path:
        """Return the directory of a generation."""
        return self.root / str(name)

    def current(self) -> GenerationName | None:
        """Return the generation that serves, if any."""
        try:
            return GenerationName.parse((self.root / "CURRENT").read_text(encoding="ascii"))
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def new(self, schema: str, language: str) -> GenerationName:
        """Create the directory of the next generation."""
        numbers = [n.number for p in self.root.glob("gen-*") if (n := GenerationName.parse(p.name))]
        name = GenerationName(schema, language, max(numbers, default=0) + 1)
        self.path(name).mkdir()
        return name

    def switch(self, name: GenerationName) -> None:
        """Let a generation serve, atomically, and surviving a power cut."""
        with tempfile.NamedTemporaryFile(
            "w", encoding="ascii", dir=self.root, prefix="CURRENT.", delete=False
        ) as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self.root / "CURRENT")
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def move_aside(self, name: GenerationName) -> str:
        """Put a damaged or foreign generation where nobody opens it; keep the last few."""
        for attempt in range(1000):
            target = self.root / f"broken-{attempt:03d}-{name}"
            if not target.exists():
                break
        else:
            raise SearchUnavailable("too many broken generations")
        source = self.path(name)
        if source.exists():
            source.rename(target)
        else:
            target.mkdir()
        for old in sorted(self.root.glob("broken-*"), key=lambda p: p.stat().st_mtime)[
            :-KEPT_BROKEN
        ]:
            shutil.rmtree(old, ignore_errors=True)
        return target.name

    def drop_older(self, serving: GenerationName) -> None:
        """Delete all but the serving and the previous generation, which others may still read."""
        names = sorted(
            (n for p in self.root.glob("gen-*") if (n := GenerationName.parse(p.name))),
            key=lambda n: n.number,
        )
        previous = [n for n in names if n.number < serving.number][-1:]
        for name in names:
            if name != serving and name not in previous:
                shutil.rmtree(self.path(name), ignore_errors=True)

    # ---- locks between processes ---------------------------------------------------------

    @contextmanager
    def lock(self, kind: str, *, wait: bool) -> Iterator[None]:
        """Hold the lock ``kind`` of this folder; the kernel frees it when the process dies."""
        with (self.root / f"{kind}.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise SearchUnavailable(f"search index: another process holds {kind}") from None
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)

    def building(self) -> Path | None:
        """Return the journal of the rebuild under way in some process, if there is one.

        Call it under the ``write`` lock, which a rebuild holds while it starts and ends.
        """
        marker = self.root / "BUILDING"
        if not marker.exists():
            return None
        try:
            with self.lock("rebuild", wait=False):
                marker.unlink(missing_ok=True)  # its process died
                return None
        except SearchUnavailable:
            name = GenerationName.parse(marker.read_text(encoding="ascii"))
            return self.path(name) / JOURNAL if name else None

    def mark_building(self, name: GenerationName) -> None:
        """Tell writers to note their changes for the generation under construction."""
        (self.root / "BUILDING").write_text(f"{name}\n", encoding="ascii")

    def unmark_building(self) -> None:
        """Tell writers that nothing is under construction."""
        (self.root / "BUILDING").unlink(missing_ok=True)


def read_journal(path: Path) -> Iterator[tuple[str, dict[str, object] | None]]:
    """Yield (id, document or None when deleted) in the order of the writes."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            yield entry["id"], entry["doc"]


def append_journal(path: Path, entries: list[tuple[str, dict[str, object] | None]]) -> None:
    """Note changes for the generation under construction."""
    with path.open("a", encoding="utf-8") as file:
        for doc_id, doc in entries:
            file.write(json.dumps({"id": doc_id, "doc": doc}, ensure_ascii=False) + "\n")
