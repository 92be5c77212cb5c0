"""What the API gives of the figures, and takes for their settings."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import StringConstraints

from backend.features.metrics.registry import MetricCode
from backend.kernel.schema import Input, Schema
from backend.kernel.text import MediumText

Part = Literal["numerator", "denominator", "excluded"]


class SettingInput(Input):
    """Another reading of an open question, and why."""

    value: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}$")]
    reason: MediumText


class SnapshotInput(Input):
    """The closed period whose figures are to be fixed."""

    period_from: date
    period_to: date


class BandView(Schema):
    """One grade."""

    code: str
    label_zh: str
    label_en: str
    tone: str
    low: float | None
    high: float | None


class OptionView(Schema):
    """One allowed value of a reading."""

    value: str
    label: str


class ReadingView(Schema):
    """An open question of the standard and how it is read here."""

    key: str
    clause: str
    question: str
    value: str
    value_label: str
    is_default: bool
    options: list[OptionView]
    version: int
    reason: str
    changed_by_name: str


class PartCountView(Schema):
    """One of the three lists behind a figure."""

    part: Part
    label: str
    count: int


class FactView(Schema):
    """A further figure."""

    label: str
    value: str


class SnapshotView(Schema):
    """A figure as it was fixed."""

    id: uuid.UUID
    code: MetricCode
    name_zh: str
    variant: str
    period_from: date
    period_to: date
    value: str | None
    grade: str
    numerator_count: int
    denominator_count: int
    excluded_count: int
    formula_version: str
    content_sha256: str
    taken_at: datetime
    taken_by_name: str


class SnapshotDetail(SnapshotView):
    """A fixed figure with the numbers of its records and the readings of that day."""

    numerator: list[str]
    denominator: list[str]
    excluded: list[str]
    readings: dict[str, str]
    intact: bool


class VariantView(Schema):
    """One way of counting."""

    code: str
    label: str
    is_headline: bool
    value: str | None
    number: float | None
    grade: str
    grade_label: str
    tone: str
    counts: list[PartCountView]
    facts: list[FactView]
    warning: str
    fixed: SnapshotView | None


class MetricView(Schema):
    """One indicator with everything its card shows."""

    code: MetricCode
    clause: str
    name_zh: str
    name_en: str
    definition: str
    meaning: str
    formula: str
    formula_version: str
    unit: str
    scale_text: str
    bands: list[BandView]
    lower_closed: bool
    live: bool
    not_open_text: str
    variants: list[VariantView]
    readings: list[ReadingView]


class MetricsView(Schema):
    """All seven indicators over a period."""

    period_from: date
    period_to: date
    computed_at: datetime
    has_demo: bool
    can_configure: bool
    can_fix: bool
    metrics: list[MetricView]


class RecordView(Schema):
    """One record behind a figure; the link is filled for those who may follow it."""

    id: uuid.UUID
    kind: str
    number: str
    title: str
    on: date | None
    note: str
    link: str | None
    is_demo: bool


class RecordList(Schema):
    """One page of the records behind a figure."""

    code: MetricCode
    variant: str
    part: Part
    label: str
    items: list[RecordView]
    total: int
    page: int
    size: int
