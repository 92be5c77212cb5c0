"""The formal review: checklist, return, acceptance, refusal (6.1.2)."""

import uuid
from collections.abc import Sequence

from backend.features.outcomes import checklist
from backend.features.outcomes.errors import ReviewIncomplete
from backend.features.outcomes.events import OutcomeReviewSaved
from backend.features.outcomes.form import is_known, label_of
from backend.features.outcomes.models import FormalReview, Outcome
from backend.features.outcomes.queries import parts
from backend.features.outcomes.schemas import FieldReturnInput, FormalReviewInput
from backend.features.outcomes.states import WORKFLOW, OutcomeStatus
from backend.features.service_desk import service as desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.uow import UnitOfWork

KIND = RequestKind.FORMAL_REVIEW


def _present(uow: UnitOfWork, outcome: Outcome) -> FormalReview:
    review = parts.review_of(uow, outcome.id, outcome.review_round)
    if review is None:
        raise NotFound("该成果尚未提交，没有形式审查记录。")
    return review


def _checked(rows: Sequence[FieldReturnInput]) -> list[dict[str, str]]:
    for index, row in enumerate(rows):
        if not is_known(row.pointer):
            raise Invalid.field(f"/field_returns/{index}/pointer", f"没有这个栏目：{row.pointer}")
    if len({row.pointer for row in rows}) != len(rows):
        raise Invalid.field("/field_returns", "同一栏目只填一条退回意见。")
    return [{"pointer": row.pointer, "reason": row.reason} for row in rows]


def save_review(
    uow: UnitOfWork, outcome_id: uuid.UUID, data: FormalReviewInput, expected_version: int
) -> Outcome:
    """Save the checklist; the first time counts as the first response to the holder."""
    outcome = uow.get(Outcome, outcome_id, "outcome.review", expected_version=expected_version)
    if outcome.status is not OutcomeStatus.SUBMITTED:
        raise Conflict(
            f"当前状态为“{WORKFLOW.label(outcome.status)}”，不在形式审查中。",
            status_now=outcome.status.value,
        )
    strange = set(data.checklist) - checklist.codes_for(outcome)
    if strange:
        raise Invalid.field(f"/checklist/{min(strange)[:40]}", "审查清单中没有这一项。")
    review = _present(uow, outcome)
    review.checklist = {code: answer.model_dump() for code, answer in data.checklist.items()}
    review.field_returns = _checked(data.field_returns)
    _sign(uow, review)
    desk.respond(uow, outcome.id, KIND)
    uow.touch(outcome)
    uow.record(OutcomeReviewSaved(aggregate_id=outcome.id, round=review.round))
    return outcome


def _sign(uow: UnitOfWork, review: FormalReview) -> None:
    review.reviewer_id, review.reviewer_name = uow.actor.user_id, uow.actor.name


def _decide(uow: UnitOfWork, review: FormalReview, decision: str, reason: str) -> None:
    review.decision, review.reason, review.decided_at = decision, reason, uow.now()
    _sign(uow, review)


def accept(
    uow: UnitOfWork, outcome_id: uuid.UUID, expected_version: int, reason: str = ""
) -> Outcome:
    """Accept an application whose checklist is answered throughout without a "no" (6.1.2).

    Raises
    ------
    ReviewIncomplete
        Items are open or answered with "no".
    """
    outcome = uow.get(Outcome, outcome_id, "outcome.accept", expected_version=expected_version)
    review = _present(uow, outcome) if outcome.status is OutcomeStatus.SUBMITTED else None
    if review is not None:
        _require_answers(outcome, review)
    WORKFLOW.fire(uow, outcome, "accept", round=outcome.review_round, reason=reason)
    if review is not None:
        _decide(uow, review, "accepted", reason)
    outcome.accepted_at = uow.now()
    desk.complete(uow, outcome.id, KIND)
    return outcome


def _require_answers(outcome: Outcome, review: FormalReview) -> None:
    items = checklist.items_for(outcome)
    answers = {code: answer.get("answer") for code, answer in review.checklist.items()}
    unanswered = [item.text for item in items if item.code not in answers]
    refused = [item.text for item in items if answers.get(item.code) == "no"]
    if unanswered:
        raise ReviewIncomplete(f"还有 {len(unanswered)} 项未审：{unanswered[0]}")
    if refused:
        raise ReviewIncomplete(f"有 {len(refused)} 项不符合，不能受理：{refused[0]}")
    if review.field_returns:
        names = "、".join(label_of(row["pointer"]) for row in review.field_returns[:5])
        raise ReviewIncomplete(f"仍有标为退回的栏目（{names}），请先清除或退回补正。")


def send_back(
    uow: UnitOfWork,
    outcome_id: uuid.UUID,
    expected_version: int,
    reason: str,
    rows: Sequence[FieldReturnInput] = (),
) -> Outcome:
    """Return an application for correction; the clock stands still meanwhile (6.1.2).

    Fields named here replace those saved with the checklist; without any they are kept.
    """
    outcome = uow.get(Outcome, outcome_id, "outcome.return", expected_version=expected_version)
    WORKFLOW.fire(uow, outcome, "return", round=outcome.review_round, reason=reason)
    review = _present(uow, outcome)
    if rows:
        review.field_returns = _checked(rows)
    _decide(uow, review, "returned", reason)
    desk.pause(uow, outcome.id, KIND)
    return outcome


def refuse(uow: UnitOfWork, outcome_id: uuid.UUID, expected_version: int, reason: str) -> Outcome:
    """Refuse an application for good, with its reason (6.1.2)."""
    outcome = uow.get(Outcome, outcome_id, "outcome.refuse", expected_version=expected_version)
    WORKFLOW.fire(uow, outcome, "refuse", round=outcome.review_round, reason=reason)
    _decide(uow, _present(uow, outcome), "refused", reason)
    desk.complete(uow, outcome.id, KIND)
    return outcome
