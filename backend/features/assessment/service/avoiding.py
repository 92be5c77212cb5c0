"""The holder asks that named experts do not judge (clause 5.1.1.1)."""

import uuid

from backend.features.assessment.events import AvoidanceAsked
from backend.features.assessment.models import AvoidRequest
from backend.features.assessment.queries.avoiding import closed_because, request_of
from backend.features.assessment.schemas.avoiding import AvoidInput
from backend.features.outcomes.models import Outcome
from backend.kernel.errors import Conflict, Invalid, Stale
from backend.kernel.person_names import person_key
from backend.kernel.uow import UnitOfWork


def ask_to_avoid(
    uow: UnitOfWork, outcome_id: uuid.UUID, expected_version: int, data: AvoidInput
) -> Outcome:
    """Keep whom the holder names; the panel's organisers weigh each with a reason on record.

    Raises
    ------
    Conflict
        Not handed in yet, or the panel stands.
    Invalid
        Somebody is named twice.
    Stale
        Somebody else changed the request meanwhile.
    """
    outcome = uow.get(Outcome, outcome_id, "avoid_request.file")
    if why := closed_because(uow, outcome):
        raise Conflict(why)
    keys = [(person_key(p.name), p.organisation.strip()) for p in data.people]
    for k, key in enumerate(keys):
        if key in keys[:k]:
            raise Invalid.field(f"/people/{k}/name", "该专家已列出，请合并理由。")
    row = request_of(uow, outcome.id)
    current = row.version if row else 0
    if current != expected_version:
        raise Stale("内容已被他人修改，请刷新后再试。", current_version=current)
    if row is None:
        row = uow.add(AvoidRequest(outcome_id=outcome.id))
    row.people = [person.model_dump() for person in data.people]
    row.filed_by_name, row.filed_at = uow.actor.name, uow.now()
    uow.record(AvoidanceAsked(aggregate_id=row.id, outcome_id=outcome.id, count=len(data.people)))
    return outcome
