"""Reads for an expert: the own questionnaires, the group as median, quartiles and words."""

from typing import Any

from sqlmodel import col, select

from backend.features.assessment.delphi_computing import LEVELS
from backend.features.assessment.delphi_models import DelphiAnswer, DelphiRound, DelphiStudy
from backend.features.assessment.delphi_sealing import open_answer
from backend.features.assessment.delphi_states import (
    DELPHI_ANSWER_WORKFLOW,
    DelphiAnswerStatus,
    DelphiStatus,
)
from backend.features.assessment.schemas.delphi_tasks import (
    DelphiTaskItem,
    DelphiTaskRow,
    DelphiTaskView,
)
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]
BASES = {"practice": "实践经验", "theory": "理论分析", "peers": "国内外同行", "intuition": "直觉"}
EXTENTS = {"large": "大", "medium": "中", "small": "小"}
FAMILIARITIES = {
    "very": "很熟悉",
    "fairly": "较熟悉",
    "moderate": "一般熟悉",
    "little": "不太熟悉",
    "none": "不熟悉",
}
EXTENT_CODES = {label: code for code, label in EXTENTS.items()}
FAMILIARITY_CODES = {label: code for code, label in FAMILIARITIES.items()}


def task_page(uow: UnitOfWork, request: PageRequest) -> Page[DelphiTaskRow]:
    """Return my questionnaires."""
    statement = (
        select(DelphiAnswer, DelphiRound, DelphiStudy)
        .join(DelphiRound, col(DelphiRound.id) == col(DelphiAnswer.round_id))
        .join(DelphiStudy, col(DelphiStudy.id) == col(DelphiAnswer.study_id))
        .where(uow.visible("delphi_answer.read"))
    )
    order = ordering(request, {"created_at": col(DelphiAnswer.created_at)}, "-created_at")
    rows, total = fetch_page(uow.session, statement, request, order, col(DelphiAnswer.id))
    items = [task_row(answer, one, study) for answer, one, study in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def task_row(answer: DelphiAnswer, one: DelphiRound, study: DelphiStudy) -> DelphiTaskRow:
    """Return one line of my list."""
    return DelphiTaskRow(
        id=answer.id,
        study_number=study.number,
        title=study.title,
        round=one.number,
        status=answer.status,
        status_label=DELPHI_ANSWER_WORKFLOW.label(answer.status),
        open=is_open(study, one),
        due_on=one.due_on,
        rated=answer.rated,
        total=len(one.items),
        is_demo=study.is_demo,
        created_at=answer.created_at,
    )


def is_open(study: DelphiStudy, one: DelphiRound) -> bool:
    """Whether the round still takes answers."""
    return study.status is DelphiStatus.COLLECTING and one.closed_at is None


def is_outside(value: float | None, found: Json) -> bool:
    """Whether a rating lies outside the group's quartiles of the round before."""
    return value is not None and not found["q1"] <= value <= found["q3"]


def missing_of(one: DelphiRound, content: Json, group: Json) -> list[str]:
    """Say what a questionnaire lacks.

    Parameters
    ----------
    one
        The round that asks.
    content
        The questionnaire as it stands.
    group
        Result of the round before, empty in the first: whoever stays outside its quartiles is
        asked why, and nobody else.
    """
    statement = content.get("statement", {})
    missing = [] if statement.get("熟悉程度") else ["请选择对本领域的熟悉程度"]
    if any(not statement.get(label) for label in BASES.values()):
        missing.append("请填写四项判断依据")
    ratings, comments = content.get("ratings", {}), content.get("comments", {})
    missing += [
        f"“{item['name']}”请评分，或在意见中说明为何不评"
        for item in one.items
        if ratings.get(item["code"]) is None and not comments.get(item["code"])
    ]
    figures = {item["code"]: item for item in group.get("items", [])}
    for item in one.items:
        value, found = ratings.get(item["code"]), figures.get(item["code"])
        if found and is_outside(value, found) and not comments.get(item["code"]):
            missing.append(
                f"“{item['name']}”评 {value}，在上一轮四分位区间"
                f" {found['q1']:g}–{found['q3']:g} 之外，请写明理由"
            )
    return missing


def earlier(uow: UnitOfWork, answer: DelphiAnswer, one: DelphiRound) -> tuple[Json, Json]:
    """Return result and own answer of the round before; empty in the first."""
    before = uow.session.exec(
        select(DelphiRound).where(
            col(DelphiRound.study_id) == answer.study_id,
            col(DelphiRound.number) == one.number - 1,
        )
    ).first()
    if before is None or before.result is None:
        return {}, {}
    own = uow.session.exec(
        select(DelphiAnswer).where(
            col(DelphiAnswer.round_id) == before.id,
            col(DelphiAnswer.panelist_id) == answer.panelist_id,
        )
    ).first()
    returned = own is not None and own.status is DelphiAnswerStatus.SUBMITTED
    return before.result, open_answer(uow, own) if own is not None and returned else {}


def delphi_task_view(uow: UnitOfWork, answer: DelphiAnswer) -> DelphiTaskView:
    """Return my questionnaire with controlled feedback: no names, no single ratings of others."""
    one = uow.session.get_one(DelphiRound, answer.round_id)
    study = uow.session.get_one(DelphiStudy, answer.study_id)
    content = open_answer(uow, answer)
    group, own = earlier(uow, answer, one)
    figures = {item["code"]: item for item in group.get("items", [])}
    statement = content.get("statement", {})
    ratings, comments = content.get("ratings", {}), content.get("comments", {})
    items = []
    for item in one.items:
        code = item["code"]
        found = figures.get(code)
        items.append(
            DelphiTaskItem(
                **item,
                level_label=LEVELS.get(item["level"], f"{item['level']} 级指标"),
                value=ratings.get(code),
                comment=comments.get(code, ""),
                own_before=own.get("ratings", {}).get(code),
                median=found["median"] if found else None,
                q1=found["q1"] if found else None,
                q3=found["q3"] if found else None,
                n=found["n"] if found else None,
                comments=group.get("comments", {}).get(code, []),
            )
        )
    open_now = is_open(study, one)
    return DelphiTaskView(
        **task_row(answer, one, study).model_dump(),
        version=answer.version,
        purpose=study.purpose,
        message=one.message,
        changes=[change["text"] for change in one.changes],
        scale_max=study.scale_max,
        familiarity=FAMILIARITY_CODES.get(statement.get("熟悉程度", "")),
        basis={
            code: EXTENT_CODES[statement[label]]
            for code, label in BASES.items()
            if statement.get(label)
        },
        suggestions=content.get("suggestions", ""),
        items=items,
        group_suggestions=group.get("suggestions", []),
        missing=missing_of(one, content, group) if open_now else [],
        submitted_at=answer.submitted_at,
        available_actions=DELPHI_ANSWER_WORKFLOW.available(uow, answer) if open_now else [],
    )
