"""Commands on the figures: choosing a reading, fixing a closed period."""

from datetime import timedelta

from sqlmodel import col, select

from backend.features.metrics import queries
from backend.features.metrics.events import MetricSettingChanged, MetricSnapshotTaken
from backend.features.metrics.figures import Counted, Period, Variant, text
from backend.features.metrics.formulas import VERSION
from backend.features.metrics.models import MetricSetting, MetricSnapshot
from backend.features.metrics.readings import check_value
from backend.features.metrics.registry import MetricCode
from backend.features.metrics.schemas import SettingInput
from backend.features.metrics.sources import LIVE, figure
from backend.kernel.errors import Conflict, Stale
from backend.kernel.uow import UnitOfWork


def change_setting(
    uow: UnitOfWork, key: str, expected_version: int, data: SettingInput
) -> MetricSetting:
    """Choose another reading; figures fixed before keep theirs.

    Raises
    ------
    Invalid
        The reading or the value does not exist.
    Stale
        Somebody else changed it in between.
    """
    uow.require("metric.configure")
    check_value(key, data.value)
    row = uow.session.exec(select(MetricSetting).where(col(MetricSetting.key) == key)).first()
    if (row.version if row else 0) != expected_version:
        raise Stale("该口径已被他人修改，请刷新后再试。")
    if row is None:
        row = MetricSetting(key=key, value=data.value)
    row.value, row.reason = data.value, data.reason[:500]
    row.changed_by, row.changed_by_name = uow.actor.user_id, uow.actor.name
    uow.touch(row)
    uow.session.add(row)
    uow.session.flush()
    uow.record(
        MetricSettingChanged(aggregate_id=row.id, key=key, value=data.value, reason=data.reason)
    )
    return row


def take_snapshots(uow: UnitOfWork, period: Period) -> list[MetricSnapshot]:
    """Fix the figures of a closed period, with the records behind them (7.1).

    Raises
    ------
    Conflict
        The period has not ended, or its figures are fixed already.
    """
    uow.require("metric.snapshot")
    if period.last >= uow.ports.calendar.local_date(uow.now()):
        raise Conflict("统计期尚未结束，结束后才能定格。")
    taken = _take(uow, period)
    if not taken:
        raise Conflict("该统计期的指标已定格，不能更改。")
    return taken


def _take(uow: UnitOfWork, period: Period) -> list[MetricSnapshot]:
    readings = queries.readings_now(uow)
    return [
        _fix(uow, period, code, variant, readings)
        for code in LIVE
        for variant in figure(uow, code, period, readings).variants
        if queries.is_fixed(uow, period, code, variant.code) is None
    ]


def _fix(
    uow: UnitOfWork, period: Period, code: MetricCode, variant: Variant, readings: dict[str, str]
) -> MetricSnapshot:
    row = MetricSnapshot(
        code=code,
        variant=variant.code,
        period_from=period.first,
        period_to=period.last,
        value=text(code, variant.value),
        grade=variant.band.code if variant.band else "none",
        numerator_count=len(variant.numerator),
        denominator_count=len(variant.denominator),
        excluded_count=len(variant.excluded),
        figures=dict(variant.extra),
        ids={
            part: [_named(item) for item in variant.part(part)]
            for part in ("numerator", "denominator", "excluded")
        },
        formula_version=VERSION,
        readings={key: value for key, value in readings.items() if key.startswith(f"{code}.")},
        content_sha256="",
        taken_at=uow.now(),
        taken_by=uow.actor.user_id,
        taken_by_name=uow.actor.name,
    )
    row.content_sha256 = queries.content_sha256(queries.snapshot_facts(row))
    uow.add(row)
    uow.record(MetricSnapshotTaken(aggregate_id=row.id, code=code, value=row.value or ""))
    return row


def _named(item: Counted) -> dict[str, str]:
    return {"id": str(item.id), "number": item.number}


def fix_last_quarter(uow: UnitOfWork) -> None:
    """Fix the quarter that ended last, once (job)."""
    today = uow.ports.calendar.local_date(uow.now())
    first_month = (today.month - 1) // 3 * 3 + 1
    last = today.replace(month=first_month, day=1) - timedelta(days=1)
    first = last.replace(month=last.month - 2, day=1)
    _take(uow, Period(first, last))
