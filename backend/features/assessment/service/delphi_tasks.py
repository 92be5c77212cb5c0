"""Commands of an expert in a Delphi study: save, hand in, take back while the round is open."""

import uuid

from backend.features.assessment.delphi_events import DelphiAnswerSaved
from backend.features.assessment.delphi_models import DelphiAnswer, DelphiRound, DelphiStudy
from backend.features.assessment.delphi_sealing import open_answer, seal_answer
from backend.features.assessment.delphi_states import (
    DELPHI_ANSWER_WORKFLOW,
    DelphiAnswerStatus,
)
from backend.features.assessment.queries.delphi_tasks import (
    BASES,
    EXTENTS,
    FAMILIARITIES,
    earlier,
    is_open,
    missing_of,
)
from backend.features.assessment.schemas.delphi_tasks import DelphiAnswerInput
from backend.kernel.errors import Conflict, FieldError, Invalid
from backend.kernel.uow import UnitOfWork


def _mine(
    uow: UnitOfWork, answer_id: uuid.UUID, expected_version: int, action: str
) -> tuple[DelphiAnswer, DelphiRound, DelphiStudy]:
    answer = uow.get(
        DelphiAnswer, answer_id, f"delphi_answer.{action}", expected_version=expected_version
    )
    one = uow.session.get_one(DelphiRound, answer.round_id)
    study = uow.session.get_one(DelphiStudy, answer.study_id)
    if not is_open(study, one):
        raise Conflict("本轮征询已结束。")
    return answer, one, study


def save_delphi_answer(
    uow: UnitOfWork, answer_id: uuid.UUID, expected_version: int, data: DelphiAnswerInput
) -> DelphiAnswer:
    """Keep the questionnaire, encrypted (autosave).

    Raises
    ------
    Invalid
        An item that is not asked, asked twice, or a value off the scale.
    Conflict
        It is handed in, or the round is closed.
    """
    answer, one, study = _mine(uow, answer_id, expected_version, "save")
    if answer.status is not DelphiAnswerStatus.OPEN:
        raise Conflict("征询表已提交；本轮结束前可撤回修改。")
    known = {item["code"] for item in one.items}
    seen: set[str] = set()
    for k, rating in enumerate(data.ratings):
        if rating.code not in known or rating.code in seen:
            raise Invalid.field(f"/ratings/{k}/code", "条目不在本轮征询表中，或重复。")
        if rating.value is not None and rating.value > study.scale_max:
            raise Invalid.field(f"/ratings/{k}/value", f"应为 1 到 {study.scale_max} 的整数。")
        seen.add(rating.code)
    statement: dict[str, str] = {}
    if data.familiarity is not None:
        statement["熟悉程度"] = FAMILIARITIES[data.familiarity]
    if data.basis is not None:
        given = data.basis.model_dump()
        statement |= {
            label: EXTENTS[extent] for code, label in BASES.items() if (extent := given[code])
        }
    seal_answer(
        uow,
        answer,
        {
            "statement": statement,
            "ratings": {r.code: r.value for r in data.ratings if r.value is not None},
            "comments": {r.code: r.comment for r in data.ratings if r.comment},
            "suggestions": data.suggestions,
        },
    )
    answer.rated = sum(1 for rating in data.ratings if rating.value is not None)
    uow.record(DelphiAnswerSaved(aggregate_id=answer.id))
    return answer


def submit_delphi_answer(
    uow: UnitOfWork, answer_id: uuid.UUID, expected_version: int
) -> DelphiAnswer:
    """Hand the questionnaire in.

    Raises
    ------
    Invalid
        Something is missing: every place is named.
    """
    answer, one, _ = _mine(uow, answer_id, expected_version, "submit")
    group, _own = earlier(uow, answer, one)
    missing = missing_of(one, open_answer(uow, answer), group)
    if missing:
        raise Invalid(
            "征询表尚未完成：" + missing[0],
            errors=tuple(FieldError("/ratings", text) for text in missing),
        )
    DELPHI_ANSWER_WORKFLOW.fire(uow, answer, "submit")
    answer.submitted_at = uow.now()
    return answer


def revise_delphi_answer(
    uow: UnitOfWork, answer_id: uuid.UUID, expected_version: int
) -> DelphiAnswer:
    """Take the questionnaire back while the round is open."""
    answer, _, _ = _mine(uow, answer_id, expected_version, "revise")
    DELPHI_ANSWER_WORKFLOW.fire(uow, answer, "revise")
    answer.submitted_at = None
    return answer
