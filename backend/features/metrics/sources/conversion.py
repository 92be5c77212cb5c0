"""Conversion rate (7.1.2.1): accepted outcomes, and which of them are converted.

Two ways of counting stand side by side: outcomes accepted in the period, and the cohort accepted
at least N months before its end, which had time to be converted.
"""

import uuid
from collections import Counter, defaultdict
from datetime import UTC, datetime, time

from sqlmodel import col, select

from backend.features.agreements.queries import signed_outcomes
from backend.features.implementation.models import Conversion
from backend.features.implementation.queries import conversion_kind_label, conversions_of
from backend.features.implementation.states import CONVERSION_WORKFLOW, ConversionStatus
from backend.features.metrics.figures import Counted, Figure, Period, Variant, graded
from backend.features.metrics.formulas import months_before, share
from backend.features.metrics.registry import MetricCode
from backend.features.outcomes import queries as outcomes
from backend.features.outcomes.queries import AcceptedFact
from backend.features.outcomes.states import PUBLIC
from backend.kernel.clock import SHANGHAI
from backend.kernel.uow import UnitOfWork

CODE = MetricCode.CONVERSION
FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def count(uow: UnitOfWork, period: Period, readings: dict[str, str]) -> Figure:
    """Count both variants."""
    months = int(readings["conversion.cohort_months"])
    cohort_end = datetime.combine(
        months_before(period.end.astimezone(SHANGHAI).date(), months), time(), SHANGHAI
    )
    in_period = outcomes.accepted_in(uow, period.start, period.end)
    in_cohort = outcomes.accepted_in(uow, FIRST, cohort_end)
    return Figure(
        code=CODE,
        headline=readings["conversion.headline"],
        readings=readings,
        variants=(
            _variant(uow, "period", "本期受理的成果", in_period, period, readings),
            _variant(
                uow, "cohort", f"受理满 {months} 个月的成果（队列）", in_cohort, period, readings
            ),
        ),
    )


def _variant(
    uow: UnitOfWork,
    code: str,
    label: str,
    accepted: list[AcceptedFact],
    period: Period,
    readings: dict[str, str],
) -> Variant:
    facts = {fact.id: fact for fact in accepted}
    reported: dict[uuid.UUID, list[Conversion]] = defaultdict(list)
    for conversion in conversions_of(uow, set(facts)):
        reported[conversion.outcome_id].append(conversion)
    first: dict[uuid.UUID, Conversion] = {}
    for outcome_id, rows in reported.items():
        counted = [
            row
            for row in rows
            if row.status is ConversionStatus.CONFIRMED and row.happened_on <= period.last
        ]
        if counted:
            first[outcome_id] = counted[0]
    converted = set(first)
    if readings["conversion.counts"] == "signed":
        converted |= signed_outcomes(uow, set(facts))
    items = _items(uow, facts)
    value = share(len(converted), len(facts))
    kinds = Counter(conversion_kind_label(row.kind) for row in first.values())
    return Variant(
        code=code,
        label=label,
        numerator=tuple(
            _noted(items[key], _converted_note(first.get(key))) for key in facts if key in converted
        ),
        denominator=tuple(items[key] for key in facts),
        excluded=_excluded(uow, items, reported, converted, set(facts), period),
        value=value,
        extra=tuple((f"其中：{kind}", str(n)) for kind, n in sorted(kinds.items())),
        band=graded(CODE, value),
    )


def _items(uow: UnitOfWork, facts: dict[uuid.UUID, AcceptedFact]) -> dict[uuid.UUID, Counted]:
    briefs = outcomes.brief(uow, facts)
    return {
        key: Counted(
            id=key,
            kind="outcome",
            number=fact.number,
            title=fact.title,
            public_title=fact.title if fact.status in PUBLIC else "（未公开的成果）",
            link=f"/work/outcomes/{key}",
            on=fact.accepted_at.astimezone(SHANGHAI).date(),
            note=briefs[key].status_label,
            is_demo=briefs[key].is_demo,
        )
        for key, fact in facts.items()
    }


def _noted(item: Counted, note: str) -> Counted:
    return Counted(**{**item.__dict__, "note": note})


def _converted_note(conversion: Conversion | None) -> str:
    if conversion is None:
        return "协议已签订"
    return f"{conversion_kind_label(conversion.kind)}，{conversion.happened_on}"


def _excluded(
    uow: UnitOfWork,
    items: dict[uuid.UUID, Counted],
    reported: dict[uuid.UUID, list[Conversion]],
    converted: set[uuid.UUID],
    accepted: set[uuid.UUID],
    period: Period,
) -> tuple[Counted, ...]:
    """Return what a reader might expect in the numerator and why it is not there."""
    found = []
    for key, rows in reported.items():
        if key in converted:
            continue
        last = rows[-1]
        why = CONVERSION_WORKFLOW.label(last.status)
        if last.status is ConversionStatus.CONFIRMED:
            why = f"转化发生于统计期之后（{last.happened_on}）"
        found.append(_noted(items[key], f"转化申报：{why}"))
    elsewhere = uow.session.exec(
        select(Conversion.outcome_id)
        .where(
            col(Conversion.status) == ConversionStatus.CONFIRMED,
            col(Conversion.happened_on) >= period.first,
            col(Conversion.happened_on) <= period.last,
        )
        .distinct()
    ).all()
    for key, brief in outcomes.brief(uow, set(elsewhere) - accepted).items():
        found.append(
            Counted(
                id=key,
                kind="outcome",
                number=brief.number or "",
                title=brief.title,
                public_title=brief.title if brief.status in PUBLIC else "（未公开的成果）",
                link=f"/work/outcomes/{key}",
                on=brief.accepted_at.astimezone(SHANGHAI).date() if brief.accepted_at else None,
                note="本期内转化，但受理日期不在本口径的分母内",
                is_demo=brief.is_demo,
            )
        )
    return tuple(found)
