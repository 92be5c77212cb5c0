"""The stations after acceptance, moved by the platform when another feature reports them."""

import uuid

from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries.facts import outcome_by_id
from backend.features.outcomes.states import AUTOMATIC, WORKFLOW, OutcomeStatus
from backend.kernel.policy import SYSTEM
from backend.kernel.uow import UnitOfWork

# A second agreement or conversion on the same outcome leaves it where it is.
ALREADY: dict[str, frozenset[OutcomeStatus]] = {
    "contract": frozenset({OutcomeStatus.CONTRACTED, OutcomeStatus.CONVERTED}),
    "convert": frozenset({OutcomeStatus.CONVERTED}),
    "publish": frozenset({OutcomeStatus.PUBLISHED}),
}


def mark(uow: UnitOfWork, outcome_id: uuid.UUID, action: str) -> Outcome:
    """Move an outcome as the platform, in the caller's transaction.

    Raises
    ------
    NotFound
        There is no such outcome.
    Conflict
        Its state does not allow the action.
    """
    if action not in AUTOMATIC:
        raise ValueError(f"{action} is not an automatic action of outcomes")
    outcome = outcome_by_id(uow, outcome_id)
    if outcome.status in ALREADY.get(action, frozenset()):
        return outcome
    with uow.acting_as(SYSTEM):
        WORKFLOW.fire(uow, outcome, action)
    return outcome
