"""Matching success (7.1.2.5): introductions that both sides agreed to, and their agreements."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import col, select

from backend.features.matchmaking.models import ContactNote, Introduction
from backend.features.matchmaking.states import WORKFLOW, ContactKind, IntroductionStatus
from backend.features.metrics.figures import Counted, Figure, Period, Variant, graded
from backend.features.metrics.formulas import share
from backend.features.metrics.registry import MetricCode
from backend.features.outcomes import queries as outcomes
from backend.features.outcomes.states import PUBLIC
from backend.kernel.clock import SHANGHAI
from backend.kernel.uow import UnitOfWork

CODE = MetricCode.MATCHING
MEETINGS = (ContactKind.MEETING, ContactKind.ONLINE, ContactKind.VISIT)


def count(uow: UnitOfWork, period: Period, readings: dict[str, str]) -> Figure:
    """Count introductions by the day of the double consent."""
    established = uow.session.exec(
        select(Introduction)
        .where(
            col(Introduction.established_at) >= period.start,
            col(Introduction.established_at) < period.end,
        )
        .order_by(col(Introduction.established_at), col(Introduction.id))
    ).all()
    waiting = uow.session.exec(
        select(Introduction)
        .where(
            col(Introduction.established_at).is_(None),
            col(Introduction.created_at) >= period.start,
            col(Introduction.created_at) < period.end,
        )
        .order_by(col(Introduction.created_at), col(Introduction.id))
    ).all()
    base = list(established)
    unmet: list[Introduction] = []
    if readings["matching.base"] == "met":
        met = set(
            uow.session.exec(
                select(ContactNote.introduction_id).where(
                    col(ContactNote.introduction_id).in_([row.id for row in established]),
                    col(ContactNote.kind).in_(MEETINGS),
                )
            ).all()
        )
        unmet = [row for row in base if row.id not in met]
        base = [row for row in base if row.id in met]
    agreed = [row for row in base if row.status is IntroductionStatus.AGREED]
    value = share(len(agreed), len(base))
    stages = Counter(WORKFLOW.label(row.status) for row in base)
    items = _items(uow, [*established, *waiting])
    return Figure(
        code=CODE,
        headline="all",
        readings=readings,
        variants=(
            Variant(
                code="all",
                label="本期成立的技术对接项目",
                numerator=tuple(items[str(row.id)] for row in agreed),
                denominator=tuple(items[str(row.id)] for row in base),
                excluded=tuple(items[str(row.id)] for row in [*unmet, *waiting]),
                value=value,
                extra=tuple((f"其中：{stage}", str(n)) for stage, n in sorted(stages.items())),
                band=graded(CODE, value),
            ),
        ),
    )


def _items(uow: UnitOfWork, rows: Sequence[Introduction]) -> dict[str, Counted]:
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    items = {}
    for row in rows:
        brief = briefs[row.outcome_id]
        moment = row.established_at or row.created_at
        items[str(row.id)] = Counted(
            id=row.id,
            kind="introduction",
            number=row.number,
            title=brief.title,
            public_title=brief.title if brief.status in PUBLIC else "（未公开的成果）",
            link=f"/work/introductions/{row.id}",
            on=moment.astimezone(SHANGHAI).date(),
            note=WORKFLOW.label(row.status),
            is_demo=row.is_demo,
        )
    return items
