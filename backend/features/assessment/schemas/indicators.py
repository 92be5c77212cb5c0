"""Indicator systems as files: versions, import, export (clause 5.1.2.1.2)."""

import uuid
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backend.kernel.schema import Input, Schema
from backend.kernel.text import TextRule

FORMAT: Final = "hepabridge-indicator-tree/1"


def _code(value: str) -> str:
    if not (value.isascii() and value.isalnum()):
        raise PydanticCustomError("indicator_code", "编号只用字母和数字，如 A1")
    return value


Code = Annotated[str, StringConstraints(min_length=1, max_length=20), AfterValidator(_code)]
Name = Annotated[str, TextRule(1, 60)]
Short = Annotated[str, TextRule(0, 60)]
Line = Annotated[str, TextRule(1, 500)]
OptionalLine = Annotated[str, TextRule(0, 500)]
Lines = Annotated[list[Line], Field(max_length=40)]
Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class QuestionInput(Input):
    """A question under a leaf."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
    text: Line
    kind: Short = "text"
    unit: Short = ""
    required: bool = True
    options: Lines = Field(default_factory=list)


class AnchorInput(Input):
    """The written meaning of one score."""

    score: Points
    text: Line


class IndicatorInput(Input):
    """One node with everything below it."""

    code: Code
    name: Name
    clause: Short = ""
    definition: OptionalLine = ""
    children: Annotated[list["IndicatorInput"], Field(max_length=9)] = Field(default_factory=list)
    questions: Annotated[list[QuestionInput], Field(max_length=20)] = Field(default_factory=list)
    anchors: Annotated[list[AnchorInput], Field(max_length=21)] = Field(default_factory=list)
    categories: Annotated[list[Short], Field(max_length=10)] = Field(default_factory=list)
    data_driven: bool = False
    evidence: Lines = Field(default_factory=list)
    swot: Short = "internal"


class IndicatorTreeInput(Input):
    """A whole tree."""

    id: Annotated[str, TextRule(1, 60)]
    version: Annotated[str, TextRule(1, 20)]
    name: Annotated[str, TextRule(1, 120)]
    root: IndicatorInput
    source: OptionalLine = ""
    notes: Lines = Field(default_factory=list)


class IndicatorFileInput(Input):
    """An exported file; without `hash` the content was edited on purpose."""

    format: Literal["hepabridge-indicator-tree/1"] = FORMAT
    hash: Annotated[str, TextRule(0, 80)] = ""
    tree: IndicatorTreeInput


class IndicatorSystemRow(Schema):
    """One kept version.

    `in_force`: new assessments take it, since the newest approved weights are its weights.
    `weighted`: it has approved weights; without them no assessment by it can start (6.2.1).
    """

    id: uuid.UUID
    code: str
    version: str
    name: str
    hash: str
    source: str
    leaves: int
    comparisons: int
    is_standard: bool
    in_force: bool
    weighted: bool
    study_number: str
    created_at: datetime


class IndicatorSystemList(Schema):
    """All kept versions, newest first."""

    items: list[IndicatorSystemRow]


class ImportedSystem(IndicatorSystemRow):
    """What an import gave; the same content is kept once."""

    known: bool
