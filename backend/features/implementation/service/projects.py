"""Projects: opened by a signed agreement, planned, followed, reported on (6.4.2, 6.5.1)."""

import uuid
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import col, select

from backend.features.agreements import queries as agreements
from backend.features.agreements.models import Agreement
from backend.features.identity.queries import members_with_role, user_names
from backend.features.implementation.access import ProjectParty
from backend.features.implementation.events import (
    MilestoneAdded,
    MilestoneReached,
    MilestoneRescheduled,
    ProgressReported,
    ProjectOpened,
)
from backend.features.implementation.models import (
    Milestone,
    ProgressReport,
    Project,
    ProjectIssue,
    ProjectSide,
    ReportKind,
    Track,
)
from backend.features.implementation.schemas import (
    DoneInput,
    MilestoneChange,
    MilestoneInput,
    ProgressInput,
)
from backend.features.implementation.states import PROJECT_WORKFLOW, IssueStatus, ProjectStatus
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.filing import store_upload
from backend.kernel.ids import next_number
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

FIRST_VISIT = timedelta(days=14)
HANDOVER = timedelta(days=30)
LIVE = frozenset({ProjectStatus.RUNNING, ProjectStatus.SUSPENDED})


def open_project(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Open the project of a signed agreement with its service plan (subscriber, 6.4.2)."""
    known = uow.session.exec(
        select(Project.id).where(col(Project.agreement_id) == event.aggregate_id)
    ).first()
    if known is not None:
        return
    agreement = agreements.signed_agreement(uow, event.aggregate_id)
    signed_on = uow.ports.calendar.local_date(agreement.signed_at or uow.now())
    project = uow.add(
        Project(
            number=next_number(uow.session, "SS", uow.now()),
            agreement_id=agreement.id,
            outcome_id=agreement.outcome_id,
            holder_org_id=agreement.holder_org_id,
            demander_org_id=agreement.demander_org_id,
            title=agreement.title,
            started_on=max(signed_on, agreement.start_date or signed_on),
            planned_end_on=agreement.end_date,
            last_contact_at=agreement.signed_at or uow.now(),
            is_demo=agreement.is_demo,
        )
    )
    for step in _first_plan(uow, project, agreement):
        uow.add(step)
    uow.record(
        ProjectOpened(
            aggregate_id=project.id, agreement_id=agreement.id, outcome_id=agreement.outcome_id
        )
    )


def _first_plan(uow: UnitOfWork, project: Project, agreement: Agreement) -> list[Milestone]:
    """Return what follows from the agreement alone; both sides and staff add to it."""
    staff = members_with_role(uow, frozenset({Role.OPERATOR}))
    owner = user_names(uow, set(staff[:1])).get(staff[0], "") if staff else ""
    start, end = project.started_on, project.planned_end_on

    def step(track: Track, title: str, side: ProjectSide, due: date) -> Milestone:
        return Milestone(
            project_id=project.id, track=track, title=title, owner_side=side,
            owner_name=owner if side is ProjectSide.PLATFORM else "", due_on=due,
        )  # fmt: skip

    plan = [
        step(Track.SERVICE, "签约后首次回访：确认双方联系人与资料交接安排", ProjectSide.PLATFORM,
             start + FIRST_VISIT),
        step(Track.PROJECT, "技术资料交接", ProjectSide.HOLDER, start + HANDOVER),
    ]  # fmt: skip
    plan += [
        step(Track.PROJECT, f"付款：{item['condition']}"[:200], ProjectSide.DEMANDER,
             date.fromisoformat(item["due_on"]))
        for item in agreement.payments
        if item.get("due_on")
    ]  # fmt: skip
    if end is not None and end > start:
        plan += [
            step(Track.SERVICE, "中期跟进：核对里程碑与存在的问题", ProjectSide.PLATFORM,
                 start + (end - start) / 2),
            step(Track.PROJECT, "履行与验收", ProjectSide.DEMANDER, end),
            step(Track.SERVICE, "期末回访：了解实施效果，登记转化情况", ProjectSide.PLATFORM, end),
        ]  # fmt: skip
    return plan


def working_project(
    uow: UnitOfWork, project_id: uuid.UUID, expected_version: int | None = None
) -> Project:
    """Load a living project the actor may work on.

    Raises
    ------
    Conflict
        The project has ended.
    """
    project = uow.get(Project, project_id, "project.work", expected_version=expected_version)
    if project.status not in LIVE:
        raise Conflict("项目已结束，不能再修改。", status_now=project.status.value)
    return project


def side_of(uow: UnitOfWork, project: Project) -> ProjectSide | None:
    """Return for whom the actor works in a project."""
    if uow.actor.role is Role.OPERATOR:
        return ProjectSide.PLATFORM
    if not ProjectParty.holds(uow.session, uow.actor, project):
        return None
    return ProjectSide.HOLDER if uow.actor.org_id == project.holder_org_id else ProjectSide.DEMANDER


def fire(
    uow: UnitOfWork, project_id: uuid.UUID, action: str, expected_version: int, reason: str = ""
) -> Project:
    """Suspend, resume, complete or terminate a project."""
    project = uow.get(Project, project_id, f"project.{action}", expected_version=expected_version)
    if action == "complete" and _unsolved(uow, project.id):
        raise Conflict("尚有未解决的问题，解决后才能完成项目。")
    facts = {"reason": reason} if action in {"suspend", "terminate"} else {}
    PROJECT_WORKFLOW.fire(uow, project, action, **facts)
    return project


def _unsolved(uow: UnitOfWork, project_id: uuid.UUID) -> bool:
    statement = select(ProjectIssue.id).where(
        col(ProjectIssue.project_id) == project_id,
        col(ProjectIssue.status) != IssueStatus.RESOLVED,
    )
    return uow.session.exec(statement).first() is not None


def add_milestone(uow: UnitOfWork, project_id: uuid.UUID, data: MilestoneInput) -> Project:
    """Plan a step; the service plan is the platform's."""
    project = working_project(uow, project_id)
    if data.track is Track.SERVICE and side_of(uow, project) is not ProjectSide.PLATFORM:
        raise Invalid.field("/track", "服务计划由平台服务人员维护，请选择“实施里程碑”。")
    uow.add(Milestone(project_id=project.id, **data.model_dump()))
    uow.touch(project)
    uow.record(MilestoneAdded(aggregate_id=project.id, title=data.title))
    return project


def _milestone(uow: UnitOfWork, project: Project, milestone_id: uuid.UUID) -> Milestone:
    row = uow.session.get(Milestone, milestone_id)
    if row is None or row.project_id != project.id:
        raise NotFound("里程碑不存在。")
    if row.done_on is not None:
        raise Conflict("该里程碑已完成，不能再修改。")
    if row.track is Track.SERVICE and side_of(uow, project) is not ProjectSide.PLATFORM:
        raise Conflict("服务计划由平台服务人员维护。")
    return row


def change_milestone(
    uow: UnitOfWork,
    project_id: uuid.UUID,
    milestone_id: uuid.UUID,
    expected_version: int,
    data: MilestoneChange,
) -> Project:
    """Move or rename a step, with the reason; what it was stays in the audit trail."""
    project = working_project(uow, project_id, expected_version)
    row = _milestone(uow, project, milestone_id)
    row.title, row.due_on = data.title, data.due_on
    row.owner_side, row.owner_name = data.owner_side, data.owner_name
    uow.touch(project)
    uow.record(MilestoneRescheduled(aggregate_id=project.id, title=data.title, reason=data.reason))
    return project


def reach_milestone(
    uow: UnitOfWork,
    project_id: uuid.UUID,
    milestone_id: uuid.UUID,
    expected_version: int,
    data: DoneInput,
) -> Project:
    """Mark a step as reached.

    Raises
    ------
    Invalid
        The day lies in the future.
    """
    project = working_project(uow, project_id, expected_version)
    row = _milestone(uow, project, milestone_id)
    not_in_future(uow, data.done_on, "/done_on")
    row.done_on, row.done_note, row.done_by = data.done_on, data.note, uow.actor.user_id
    uow.touch(project)
    uow.record(MilestoneReached(aggregate_id=project.id, title=row.title))
    return project


def not_in_future(uow: UnitOfWork, day: date, pointer: str) -> None:
    """Refuse a day that has not come yet."""
    if day > uow.ports.calendar.local_date(uow.now()):
        raise Invalid.field(pointer, "日期不能晚于今天。")


def report(uow: UnitOfWork, project_id: uuid.UUID, data: ProgressInput) -> Project:
    """Take a progress report of a side, or the visit of staff; both count as contact (6.5.1)."""
    project = working_project(uow, project_id)
    not_in_future(uow, data.happened_on, "/happened_on")
    kind = (
        ReportKind.VISIT if side_of(uow, project) is ProjectSide.PLATFORM else ReportKind.PROGRESS
    )
    uow.add(
        ProgressReport(
            project_id=project.id,
            kind=kind,
            author_id=uow.actor.user_id,
            author_name=uow.actor.name,
            org_id=uow.actor.org_id,
            **data.model_dump(),
        )
    )
    project.last_contact_at = uow.now()
    uow.touch(project)
    uow.record(ProgressReported(aggregate_id=project.id, kind=kind.value))
    return project


def attach(
    uow: UnitOfWork, project_id: uuid.UUID, path: Path, name: str, declared: str | None
) -> StoredFile:
    """File a proof or other paper of a project."""
    project = working_project(uow, project_id)
    stored = store_upload(
        uow,
        path=path,
        name=name,
        declared=declared,
        subject_type="project",
        subject_id=project.id,
        kind="conversion_proof",
        org_id=uow.actor.org_id,
        label="confidential",
    )
    uow.touch(project)
    return stored
