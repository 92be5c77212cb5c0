"""Checking a file that the platform gave out."""

from datetime import date

from backend.features.assessment.archive_check import FileState
from backend.kernel.schema import Schema


class CheckedMemberView(Schema):
    """One file of an archive."""

    name: str
    state: FileState
    state_label: str
    listed: str
    found: str


class CapsuleCheckView(Schema):
    """A capsule recomputed; the lines that differ."""

    ok: bool
    figures: int
    total: float | None
    lines: list[str]


class FileCheckView(Schema):
    """What the platform can say of a file that was handed in for checking (clause 5.1.2.3.7)."""

    name: str
    kind: str
    kind_label: str
    size: int
    sha256: str
    issued: bool
    number: str
    issued_on: date | None
    verdict: str
    ok: bool
    members: list[CheckedMemberView]
    capsule: CapsuleCheckView | None
