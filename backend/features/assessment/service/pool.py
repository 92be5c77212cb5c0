"""Commands on an institution's pool: class outcomes by result or by hand (clause 5.1.2.3.8)."""

import json
import uuid

from sqlmodel import col, select

from backend.features.assessment.institution_events import PoolClassified
from backend.features.assessment.institution_models import PoolEntry
from backend.features.assessment.institution_states import PoolClass
from backend.features.assessment.queries.pool import issued_results, proposed_class
from backend.features.assessment.schemas.institution import ClassifyInput
from backend.features.outcomes.models import Outcome
from backend.kernel.errors import Invalid
from backend.kernel.outbox import OutboxEvent
from backend.kernel.uow import UnitOfWork


def classify(uow: UnitOfWork, data: ClassifyInput) -> tuple[list[Outcome], list[str]]:
    """Class several outcomes at once.

    Returns
    -------
    tuple
        The outcomes classed, and why others were left out.

    Raises
    ------
    Invalid
        An outcome of another institution, or a class by hand without its reason.
    """
    uow.require("pool_entry.classify")
    if data.pool_class is not None and not data.reason.strip():
        raise Invalid.field("/reason", "请说明归类理由；按评估结果归类则无需选择类别。")
    results = issued_results(uow, data.outcome_ids)
    done: list[Outcome] = []
    skipped: list[str] = []
    for position, outcome_id in enumerate(dict.fromkeys(data.outcome_ids)):
        outcome = uow.session.get(Outcome, outcome_id)
        if outcome is None or outcome.holder_org_id != uow.actor.org_id:
            raise Invalid.field(f"/outcome_ids/{position}", "不是本单位的成果。")
        found = results.get(outcome.id)
        if data.pool_class is not None:
            _put(uow, outcome, data.pool_class, data.reason, by_result=False)
        elif found is None:
            skipped.append(f"“{outcome.title}”尚无已出具的评估报告。")
            continue
        else:
            assessment, result = found
            wanted = proposed_class(result.total, passed=result.passed)
            _put(uow, outcome, wanted, data.reason, by_result=True, assessment_id=assessment.id)
        done.append(outcome)
    return done, skipped


def _put(
    uow: UnitOfWork,
    outcome: Outcome,
    pool_class: PoolClass,
    reason: str,
    *,
    by_result: bool,
    assessment_id: uuid.UUID | None = None,
) -> None:
    entry = uow.session.exec(
        select(PoolEntry).where(col(PoolEntry.outcome_id) == outcome.id)
    ).first()
    if entry is None:
        entry = uow.add(
            PoolEntry(
                outcome_id=outcome.id,
                org_id=outcome.holder_org_id,
                pool_class=pool_class,
                classified_at=uow.now(),
            )
        )
    entry.pool_class, entry.reason, entry.by_result = pool_class, reason, by_result
    entry.assessment_id = assessment_id
    entry.classified_by_name, entry.classified_at = uow.actor.name, uow.now()
    uow.record(
        PoolClassified(aggregate_id=entry.id, outcome_id=outcome.id, pool_class=pool_class.value)
    )


def classify_issued(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Class an outcome by its issued result; a class given by hand stays (subscriber)."""
    outcome_id = uuid.UUID(json.loads(event.payload)["outcome_id"])
    outcome = uow.session.get_one(Outcome, outcome_id)
    entry = uow.session.exec(
        select(PoolEntry).where(col(PoolEntry.outcome_id) == outcome_id)
    ).first()
    if entry is not None and not entry.by_result:
        return
    assessment, result = issued_results(uow, [outcome_id])[outcome_id]
    wanted = proposed_class(result.total, passed=result.passed)
    _put(uow, outcome, wanted, "按评估结果归类", by_result=True, assessment_id=assessment.id)
