"""Experts whom the holder asks to keep away."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import Field

from backend.kernel.schema import Input, Schema
from backend.kernel.text import OptionalShortText, TextRule

MOST = 3


class AvoidedInput(Input):
    """One expert by name, with the organisation where names are common, and the reason."""

    name: Annotated[str, TextRule(2, 80)]
    organisation: OptionalShortText = ""
    reason: Annotated[str, TextRule(2, 500)]


class AvoidInput(Input):
    """All whom the holder asks to keep away; none takes the request back."""

    people: Annotated[list[AvoidedInput], Field(max_length=MOST)]


class AvoidedView(Schema):
    """One expert with the reason."""

    name: str
    organisation: str
    reason: str


class AvoidView(Schema):
    """The request; version 0: none was filed yet."""

    version: int
    outcome_id: uuid.UUID
    outcome_title: str
    number: str | None
    people: list[AvoidedView]
    most: int
    filed_by_name: str
    filed_at: datetime | None
    editable: bool
    closed_because: str
