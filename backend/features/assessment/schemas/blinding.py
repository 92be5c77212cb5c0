"""What staff see and decide before a double-blind panel opens."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import Field

from backend.features.assessment.models import Blindness
from backend.kernel.schema import Input, Schema
from backend.kernel.text import TextRule


class BlindCheckInput(Input):
    """Which files the panel gets, and why; `basis` says what was looked at."""

    basis: Annotated[str, TextRule(64, 64)]
    shown: Annotated[list[uuid.UUID], Field(max_length=500)] = Field(default_factory=list)
    reason: Annotated[str, TextRule(1, 500)]


class BlindWordView(Schema):
    """A word that points to the applicant."""

    text: str
    source: str


class BlindHitView(Schema):
    """A name of the applicant in a text: where, and the words around it."""

    place: str
    word: str
    around: str


class BlindFileView(Schema):
    """One file as it would go to the panel."""

    id: uuid.UUID
    name: str
    shown_name: str
    kind: str
    size: int
    cleanable: bool
    why_not: str
    left: list[str]
    unread: list[str]
    hits: list[BlindHitView]
    hits_total: int
    shown: bool


class BlindCheckView(Schema):
    """The check of a double-blind evaluation: words, hits, files, decision."""

    version: int
    blindness: Blindness
    blindness_label: str
    basis: str
    words: list[BlindWordView]
    facts: list[BlindHitView]
    files: list[BlindFileView]
    limits: list[str]
    current: bool
    reason: str
    decided_at: datetime | None
    decided_by: str
    editable: bool
