"""What waits for the sides of a project and for staff (6.5.1)."""

from datetime import UTC, datetime, time, timedelta

from sqlmodel import col, select

from backend.features.implementation.models import (
    Conversion,
    Milestone,
    Project,
    ProjectIssue,
    ProjectSide,
)
from backend.features.implementation.queries import CONTACT_DAYS
from backend.features.implementation.service.projects import side_of
from backend.features.implementation.states import (
    ConversionStatus,
    IssueStatus,
    ProjectStatus,
)
from backend.features.outcomes import queries as outcomes
from backend.kernel.clock import SHANGHAI
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork

SOON = timedelta(days=7)


def implementation_todos(uow: UnitOfWork) -> list[Todo]:
    """Return steps due, problems, silent projects and conversions to confirm."""
    return [*_steps(uow), *_problems(uow), *_silent(uow), *_conversions(uow)]


def _steps(uow: UnitOfWork) -> list[Todo]:
    today = uow.ports.calendar.local_date(uow.now())
    rows = uow.session.exec(
        select(Milestone, Project)
        .join(Project, col(Project.id) == col(Milestone.project_id))
        .where(
            col(Milestone.done_on).is_(None),
            col(Milestone.due_on) <= today + SOON,
            col(Project.status) == ProjectStatus.RUNNING,
            uow.visible("project.work"),
        )
        .order_by(col(Milestone.due_on))
        .limit(100)
    ).all()
    return [
        Todo(
            "milestone", step.id, f"{project.title}：{step.title}",
            f"/work/projects/{project.id}", step.created_at,
            datetime.combine(step.due_on, time(18), SHANGHAI).astimezone(UTC),
        )
        for step, project in rows
        if step.owner_side is side_of(uow, project)
    ]  # fmt: skip


def _problems(uow: UnitOfWork) -> list[Todo]:
    rows = uow.session.exec(
        select(ProjectIssue, Project)
        .join(Project, col(Project.id) == col(ProjectIssue.project_id))
        .where(
            col(ProjectIssue.status) != IssueStatus.RESOLVED,
            uow.visible("project_issue.resolve"),
        )
        .limit(100)
    ).all()
    todos = []
    for issue, project in rows:
        side = side_of(uow, project)
        # staff see every problem, so that none is left alone; a side sees its own
        if side is ProjectSide.PLATFORM or side is issue.owner_side:
            todos.append(
                Todo("project_issue", issue.id, f"待解决问题：{issue.title}",
                     f"/work/projects/{project.id}", issue.created_at)
            )  # fmt: skip
    return todos


def _silent(uow: UnitOfWork) -> list[Todo]:
    limit = uow.now() - timedelta(days=CONTACT_DAYS)
    rows = uow.session.exec(
        select(Project)
        .where(
            col(Project.status) == ProjectStatus.RUNNING,
            col(Project.last_contact_at) < limit,
            uow.visible("project.suspend"),
        )
        .limit(100)
    ).all()
    return [
        Todo("project_contact", row.id, f"超过 {CONTACT_DAYS} 天未联系：{row.title}",
             f"/work/projects/{row.id}", row.last_contact_at,
             row.last_contact_at + timedelta(days=CONTACT_DAYS))
        for row in rows
    ]  # fmt: skip


def _conversions(uow: UnitOfWork) -> list[Todo]:
    rows = uow.session.exec(
        select(Conversion)
        .where(
            col(Conversion.status) == ConversionStatus.REPORTED,
            uow.visible("conversion.confirm"),
        )
        .limit(100)
    ).all()
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    return [
        Todo("conversion", row.id,
             f"转化待确认：{briefs[row.outcome_id].title if row.outcome_id in briefs else ''}",
             f"/work/projects/{row.project_id}" if row.project_id
             else "/work/conversions",
             row.created_at)
        for row in rows
    ]  # fmt: skip
