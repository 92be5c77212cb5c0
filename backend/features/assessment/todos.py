"""What waits for organisers and for panel members."""

from datetime import UTC, datetime, time

from sqlmodel import col, select

from backend.features.assessment.delphi_todos import delphi_expert_todos, delphi_staff_todos
from backend.features.assessment.institution_todos import institution_todos
from backend.features.assessment.models import AhpSheet, Assessment, PanelMember, WeightSet
from backend.features.assessment.proceedings_models import AppealStatus, AssessmentAppeal
from backend.features.assessment.queries.tasks import own_tasks, task_row
from backend.features.assessment.states import (
    LIVING,
    UNDER_WAY,
    AhpSheetStatus,
    AssessmentStatus,
    WeightSetStatus,
)
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.clock import SHANGHAI
from backend.kernel.policy import Role
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork

STAFF_STEPS = {
    AssessmentStatus.PREPARING: "组建专家组",
    AssessmentStatus.SCORED: "汇总评分结果",
    AssessmentStatus.REPORTING: "编写与出具报告",
}
EXPERT_STEPS = {
    "declare": ("签署回避声明", ""),
    "score": ("评分", "/score"),
    "consent": ("确认评估报告", "/report"),
}


def _due(assessment: Assessment) -> datetime | None:
    if assessment.due_on is None:
        return None
    return datetime.combine(assessment.due_on, time(18), SHANGHAI).astimezone(UTC)


def assessment_todos(uow: UnitOfWork) -> list[Todo]:
    """Return what waits for the actor."""
    todos = institution_todos(uow)
    if uow.actor.role is Role.OPERATOR:
        todos += _for_staff(uow)
    if uow.actor.role is Role.EXPERT:
        todos += _for_expert(uow)
    return todos


def _for_staff(uow: UnitOfWork) -> list[Todo]:
    busy = select(Assessment.outcome_id).where(
        col(Assessment.status).not_in([AssessmentStatus.CANCELLED, AssessmentStatus.ISSUED])
    )
    waiting = uow.session.exec(
        select(Outcome)
        .where(col(Outcome.status) == OutcomeStatus.ACCEPTED, col(Outcome.id).not_in(busy))
        .limit(100)
    ).all()
    todos = [
        Todo("assessment", outcome.id, f"组织评估：{outcome.title}",
             f"/work/assessments/new?outcome={outcome.id}",
             outcome.accepted_at or outcome.created_at)
        for outcome in waiting
    ]  # fmt: skip
    running = uow.session.exec(
        select(Assessment)
        .where(uow.visible("assessment.inspect"), col(Assessment.status).in_(list(STAFF_STEPS)))
        .limit(100)
    ).all()
    todos += [
        Todo("assessment", a.id, f"{STAFF_STEPS[a.status]}：{a.outcome_title}",
             f"/work/assessments/{a.id}", a.updated_at, _due(a))
        for a in running
    ]  # fmt: skip
    appeals = uow.session.exec(
        select(AssessmentAppeal, Assessment)
        .join(Assessment, col(Assessment.id) == col(AssessmentAppeal.assessment_id))
        .where(
            uow.visible("assessment_appeal.uphold"),
            col(AssessmentAppeal.status) == AppealStatus.FILED,
        )
        .limit(100)
    ).all()
    todos += [
        Todo("assessment_appeal", appeal.id, f"处理申诉：{a.outcome_title}",
             f"/work/assessments/{a.id}/appeal", appeal.filed_at)
        for appeal, a in appeals
    ]  # fmt: skip
    return todos + _conflicts_to_judge(uow) + delphi_staff_todos(uow)


def _conflicts_to_judge(uow: UnitOfWork) -> list[Todo]:
    rows = uow.session.exec(
        select(PanelMember, Assessment)
        .join(Assessment, col(Assessment.id) == col(PanelMember.assessment_id))
        .where(
            uow.visible("panel_member.decide"),
            col(PanelMember.status).in_(LIVING),
            col(Assessment.status).in_(UNDER_WAY),
        )
        .order_by(col(PanelMember.updated_at))
    ).all()
    return [
        Todo("panel_conflict", member.id, f"核实利益关系：{assessment.outcome_title}",
             f"/work/assessments/{assessment.id}", member.updated_at)
        for member, assessment in rows
        if member.pending
    ]  # fmt: skip


def _for_expert(uow: UnitOfWork) -> list[Todo]:
    todos: list[Todo] = []
    for member, assessment in own_tasks(uow):
        row = task_row(uow, assessment, member)
        if row.stage in EXPERT_STEPS:
            label, path = EXPERT_STEPS[row.stage]
            todos.append(
                Todo("panel_task", member.id, f"{label}：{row.outcome_title}",
                     f"/work/panel-tasks/{member.id}{path}", member.created_at, _due(assessment))
            )  # fmt: skip
    todos += delphi_expert_todos(uow)
    sheets = uow.session.exec(
        select(AhpSheet, WeightSet)
        .join(WeightSet, col(WeightSet.id) == col(AhpSheet.weight_set_id))
        .where(
            uow.visible("ahp_sheet.open"),
            col(AhpSheet.status) == AhpSheetStatus.OPEN,
            col(WeightSet.status) == WeightSetStatus.DRAFT,
        )
        .limit(50)
    ).all()
    todos += [
        Todo("ahp_sheet", sheet.id, f"填写判断矩阵：{weight_set.title}",
             f"/work/ahp-sheets/{sheet.id}", sheet.created_at)
        for sheet, weight_set in sheets
    ]  # fmt: skip
    return todos
