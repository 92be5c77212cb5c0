"""Handing in and taking back (6.1.1): number, frozen version, receipt, clock."""

import hashlib
import json
import uuid
from typing import Any

from backend.features.outcomes.errors import OutcomeIncomplete
from backend.features.outcomes.form import plain
from backend.features.outcomes.models import FormalReview, Outcome, OutcomeVersion
from backend.features.outcomes.queries import parts
from backend.features.outcomes.queries.facts import rights_of
from backend.features.outcomes.states import WORKFLOW, OutcomeStatus
from backend.features.service_desk import service as desk
from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.states import RequestKind
from backend.kernel.errors import FieldError
from backend.kernel.files import StoredFile
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork

KIND = RequestKind.FORMAL_REVIEW


def submit(uow: UnitOfWork, outcome_id: uuid.UUID, expected_version: int) -> Outcome:
    """Hand an application in: check, number, freeze, start the clock (6.1.1).

    Raises
    ------
    OutcomeIncomplete
        Something is missing or forbidden; every field is named.
    """
    outcome = uow.get(Outcome, outcome_id, "outcome.submit", expected_version=expected_version)
    _require_complete(uow, outcome)
    number = outcome.review_round + 1
    WORKFLOW.fire(uow, outcome, "submit", round=number)
    now = uow.now()
    outcome.number = outcome.number or next_number(uow.session, "CG", now)
    outcome.review_round = number
    outcome.submitted_at = now
    outcome.owner_id = outcome.owner_id or uow.actor.user_id
    _freeze(uow, outcome)
    request = _start_clock(uow, outcome)
    uow.add(FormalReview(outcome_id=outcome.id, round=number, opened_at=now, due_at=request.due_at))
    return outcome


def _require_complete(uow: UnitOfWork, outcome: Outcome) -> None:
    state = parts.completeness(parts.load_form(uow, outcome))
    missing = [item for section in state.sections for item in section.missing]
    if missing:
        raise OutcomeIncomplete(
            f"还有 {len(missing)} 处需要补全或更正：" + "、".join(m.label for m in missing[:6]),
            errors=tuple(FieldError(item.pointer, item.detail) for item in missing),
        )


def _file_facts(stored: StoredFile) -> dict[str, Any]:
    return {"name": stored.name, "size": stored.size, "sha256": stored.sha256}


def _freeze(uow: UnitOfWork, outcome: Outcome) -> None:
    snapshot = plain(outcome, rights_of(uow, outcome.id))
    files = [_file_facts(stored) for stored in parts.files_of(uow, outcome.id)]
    content = json.dumps(
        {"number": outcome.number, "form": snapshot, "files": files},
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    uow.add(
        OutcomeVersion(
            outcome_id=outcome.id,
            round=outcome.review_round,
            number=outcome.number or "",
            submitted_at=uow.now(),
            submitted_by=uow.actor.user_id,
            submitted_by_name=uow.actor.name,
            snapshot=snapshot,
            files=files,
            sha256=hashlib.sha256(content.encode()).hexdigest(),
        )
    )


def _start_clock(uow: UnitOfWork, outcome: Outcome) -> ServiceRequest:
    running = desk.resume(uow, outcome.id, KIND)
    return running or desk.open_request(
        uow,
        kind=KIND,
        subject_type="outcome",
        subject_id=outcome.id,
        title=outcome.title,
        link=f"/work/reviews/{outcome.id}",
        requester_org_id=outcome.holder_org_id,
        due_days=uow.ports.settings.formal_review_days,
    )


def withdraw(uow: UnitOfWork, outcome_id: uuid.UUID, expected_version: int, reason: str) -> Outcome:
    """Take an application back; it does not count in the figures."""
    outcome = uow.get(Outcome, outcome_id, "outcome.withdraw", expected_version=expected_version)
    was = outcome.status
    WORKFLOW.fire(uow, outcome, "withdraw", reason=reason)
    if was is not OutcomeStatus.DRAFT:
        desk.cancel(uow, outcome.id, KIND, reason)
        review = parts.review_of(uow, outcome.id, outcome.review_round)
        if review is not None and review.decision is None:
            review.decision, review.reason, review.decided_at = "withdrawn", reason, uow.now()
    return outcome
