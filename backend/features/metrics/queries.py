"""Reads of the figures, their records, settings and fixed values."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from backend.features.metrics.bands import SCALES, Scale
from backend.features.metrics.figures import Counted, Period, Variant, text
from backend.features.metrics.formulas import VERSION
from backend.features.metrics.models import MetricSetting, MetricSnapshot
from backend.features.metrics.readings import READINGS
from backend.features.metrics.registry import (
    NOT_OPEN,
    REGISTRY,
    MetricCode,
    MetricDefinition,
)
from backend.features.metrics.schemas import (
    BandView,
    FactView,
    MetricsView,
    MetricView,
    OptionView,
    Part,
    PartCountView,
    ReadingView,
    RecordList,
    RecordView,
    SnapshotDetail,
    SnapshotView,
    VariantView,
)
from backend.features.metrics.sources import figure
from backend.kernel.errors import Conflict
from backend.kernel.paging import PageRequest, fetch_page
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

NO_SAMPLE = "无样本"


def readings_now(uow: UnitOfWork) -> dict[str, str]:
    """Return every reading in force."""
    chosen = {row.key: row.value for row in uow.session.exec(select(MetricSetting)).all()}
    return {key: chosen.get(key, reading.default) for key, reading in READINGS.items()}


def reading_views(uow: UnitOfWork, code: MetricCode | None = None) -> list[ReadingView]:
    """Return the readings with their questions and alternatives."""
    rows = {row.key: row for row in uow.session.exec(select(MetricSetting)).all()}
    views = []
    for key, reading in READINGS.items():
        if code is not None and reading.code is not code:
            continue
        row = rows.get(key)
        value = row.value if row else reading.default
        views.append(
            ReadingView(
                key=key,
                clause=reading.clause,
                question=reading.question,
                value=value,
                value_label=reading.label(value),
                is_default=value == reading.default,
                options=[OptionView(value=v, label=text_) for v, text_ in reading.options],
                version=row.version if row else 0,
                reason=row.reason if row else "",
                changed_by_name=row.changed_by_name if row else "",
            )
        )
    return views


def metrics_view(uow: UnitOfWork, period: Period) -> MetricsView:
    """Return all seven indicators; those that are not live say so."""
    readings = readings_now(uow)
    fixed = {(row.code, row.variant): row for row in _fixed(uow, period)}
    views, has_demo = [], False
    for code, definition in REGISTRY.items():
        variants: list[VariantView] = []
        if definition.live:
            counted = figure(uow, code, period, readings)
            has_demo = has_demo or any(
                item.is_demo for v in counted.variants for item in (*v.denominator, *v.numerator)
            )
            variants = [
                _variant_view(definition, v, counted.headline, fixed.get((code, v.code)))
                for v in counted.variants
            ]
        views.append(
            MetricView(
                **_definition(definition),
                variants=variants,
                readings=reading_views(uow, code),
            )
        )
    return MetricsView(
        period_from=period.first,
        period_to=period.last,
        computed_at=uow.now(),
        has_demo=has_demo,
        can_configure=uow.allows("metric.configure"),
        can_fix=uow.allows("metric.snapshot"),
        metrics=views,
    )


def _definition(definition: MetricDefinition) -> dict[str, Any]:
    scale = SCALES[definition.code]
    return {
        "code": definition.code,
        "clause": definition.clause,
        "name_zh": definition.name_zh,
        "name_en": definition.name_en,
        "definition": definition.definition,
        "meaning": definition.meaning,
        "formula": definition.formula,
        "formula_version": VERSION,
        "unit": definition.unit,
        "scale_text": scale.text_zh,
        "bands": _bands(scale),
        "lower_closed": scale.lower_closed,
        "live": definition.live,
        "not_open_text": "" if definition.live else NOT_OPEN,
    }


def _bands(scale: Scale) -> list[BandView]:
    return [
        BandView(
            code=band.code,
            label_zh=band.label_zh,
            label_en=band.label_en,
            tone=band.tone,
            low=float(band.low) if band.low is not None else None,
            high=float(band.high) if band.high is not None else None,
        )
        for band in scale.bands
    ]


def _variant_view(
    definition: MetricDefinition, variant: Variant, headline: str, row: MetricSnapshot | None
) -> VariantView:
    names: tuple[Part, Part, Part] = ("numerator", "denominator", "excluded")
    return VariantView(
        code=variant.code,
        label=variant.label,
        is_headline=variant.code == headline,
        value=text(definition.code, variant.value),
        number=float(variant.value) if variant.value is not None else None,
        grade=variant.band.code if variant.band else "none",
        grade_label=variant.band.label_zh if variant.band else NO_SAMPLE,
        tone=variant.band.tone if variant.band else "none",
        counts=[
            PartCountView(part=name, label=label, count=len(variant.part(name)))
            for name, label in zip(names, definition.parts, strict=True)
        ],
        facts=[FactView(label=label, value=value) for label, value in variant.extra],
        warning=variant.warning,
        fixed=snapshot_view(row) if row else None,
    )


def record_list(
    uow: UnitOfWork,
    code: MetricCode,
    variant: str | None,
    part: Part,
    period: Period,
    request: PageRequest,
) -> RecordList:
    """Return one page of the records behind a figure.

    Without the right to details only numbers and public titles are given.

    Raises
    ------
    Conflict
        The indicator is not live yet.
    """
    definition = REGISTRY[code]
    if not definition.live:
        raise Conflict(NOT_OPEN)
    counted = figure(uow, code, period, readings_now(uow))
    chosen = counted.variant(variant or counted.headline)
    items = chosen.part(part)
    detail = uow.allows("metric.detail")
    start = (request.page - 1) * request.size
    labels = dict(zip(("numerator", "denominator", "excluded"), definition.parts, strict=True))
    return RecordList(
        code=code,
        variant=chosen.code,
        part=part,
        label=labels[part],
        items=[_record(item, detail=detail) for item in items[start : start + request.size]],
        total=len(items),
        page=request.page,
        size=request.size,
    )


def _record(item: Counted, *, detail: bool) -> RecordView:
    return RecordView(
        id=item.id,
        kind=item.kind,
        number=item.number,
        title=item.title if detail else item.public_title,
        on=item.on,
        note=item.note,
        link=item.link if detail else None,
        is_demo=item.is_demo,
    )


# --- fixed figures


def content_sha256(facts: Mapping[str, Any]) -> str:
    """Return the hash of a fixed figure."""
    plain = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def snapshot_facts(row: MetricSnapshot) -> dict[str, Any]:
    """Return what the hash of a fixed figure covers."""
    return {
        "code": row.code,
        "variant": row.variant,
        "period": [row.period_from.isoformat(), row.period_to.isoformat()],
        "value": row.value,
        "grade": row.grade,
        "counts": [row.numerator_count, row.denominator_count, row.excluded_count],
        "figures": row.figures,
        "ids": row.ids,
        "formula": row.formula_version,
        "readings": row.readings,
    }


def _fixed(uow: UnitOfWork, period: Period) -> list[MetricSnapshot]:
    return list(
        uow.session.exec(
            select(MetricSnapshot).where(
                col(MetricSnapshot.period_from) == period.first,
                col(MetricSnapshot.period_to) == period.last,
            )
        ).all()
    )


def snapshot_view(row: MetricSnapshot) -> SnapshotView:
    """Return a fixed figure."""
    code = MetricCode(row.code)
    grades = {band.code: band.label_zh for band in SCALES[code].bands}
    return SnapshotView(
        id=row.id,
        code=code,
        name_zh=REGISTRY[code].name_zh,
        variant=row.variant,
        period_from=row.period_from,
        period_to=row.period_to,
        value=row.value,
        grade=grades.get(row.grade, NO_SAMPLE),
        numerator_count=row.numerator_count,
        denominator_count=row.denominator_count,
        excluded_count=row.excluded_count,
        formula_version=row.formula_version,
        content_sha256=row.content_sha256,
        taken_at=row.taken_at,
        taken_by_name=row.taken_by_name or "系统",
    )


def snapshot_detail(row: MetricSnapshot) -> SnapshotDetail:
    """Return a fixed figure with the numbers of its records."""
    return SnapshotDetail(
        **snapshot_view(row).model_dump(),
        **{
            part: [entry["number"] for entry in row.ids.get(part, [])]
            for part in ("numerator", "denominator", "excluded")
        },
        readings=row.readings,
        intact=content_sha256(snapshot_facts(row)) == row.content_sha256,
    )


def snapshot_page(uow: UnitOfWork, request: PageRequest) -> Page[SnapshotView]:
    """Return the fixed figures, the newest period first."""
    statement = select(MetricSnapshot).where(uow.visible("metric.read"))
    rows, total = fetch_page(
        uow.session,
        statement,
        request,
        [col(MetricSnapshot.period_to).desc(), col(MetricSnapshot.code)],
        col(MetricSnapshot.id),
    )
    items = [snapshot_view(row) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def is_fixed(uow: UnitOfWork, period: Period, code: str, variant: str) -> uuid.UUID | None:
    """Return the fixed figure of a period, if there is one."""
    return next((r.id for r in _fixed(uow, period) if (r.code, r.variant) == (code, variant)), None)
