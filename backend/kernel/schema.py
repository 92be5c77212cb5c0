"""The base of everything that crosses the API, and the shape of lists and actions."""

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Schema(BaseModel):
    """What the API gives: built from rows, complete (defaults are always present)."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_serialization_defaults_required=True,
    )


class Input(BaseModel):
    """What the API takes: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Page(Schema, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: int
    page: int
    size: int


class ActionView(Schema):
    """An action the actor may take on this object now."""

    action: str
    label_zh: str
    label_en: str
    reason_required: bool = False
    confirm: bool = False


class HistoryView(Schema):
    """One line of an object's history."""

    at: datetime
    event: str
    label_zh: str
    actor_name: str
    detail: str = ""


class ReasonInput(Input):
    """A reason in words."""

    reason: str
