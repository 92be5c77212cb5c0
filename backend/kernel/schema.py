"""The base of everything that crosses the API, and the shape of lists and actions."""

from datetime import date, datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")


class Schema(BaseModel):
    """What the API gives: built from rows, complete (defaults are always present)."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_serialization_defaults_required=True,
    )


FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)


class Input(BaseModel):
    """What the API takes: unknown fields are refused, and dates that no calendar can reckon with.

    A moment of the year 1 or 9999 is a date to the parser, yet shifting it into another time zone
    or counting working days from it fails.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _reckonable(cls, value: object) -> object:
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date) and not FIRST_DAY <= day <= LAST_DAY:
            raise PydanticCustomError(
                "day_range",
                "日期应在 {first} 年到 {last} 年之间",
                {"first": FIRST_DAY.year, "last": LAST_DAY.year},
            )
        return value


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
