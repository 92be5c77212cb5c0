"""Freezing a round of scoring and going back to a snapshot."""

import uuid
from datetime import datetime

from backend.kernel.schema import Input, Schema
from backend.kernel.text import MediumText


class FreezeInput(Input):
    """Why the scoring is stopped, goes on, or goes back."""

    reason: MediumText


class RoundSnapshotView(Schema):
    """A snapshot without its content."""

    id: uuid.UUID
    number: int
    taken_at: datetime
    taken_by_name: str
    cause_label: str
    sheets: int
    submitted: int
    sha256: str
    genuine: bool


class ScoringRoundView(Schema):
    """Whether the scoring is frozen, and to which snapshots it can go back."""

    version: int
    at_work: bool
    frozen_at: datetime | None
    frozen_by_name: str
    frozen_reason: str
    may_freeze: bool
    may_restore: bool
    snapshots: list[RoundSnapshotView]
