"""The page of one project."""

from sqlmodel import col, select

from backend.features.agreements.models import Agreement
from backend.features.agreements.states import TRANSFER_MODE_LABELS, TransferMode
from backend.features.identity.queries import organisation_names
from backend.features.implementation.labels import (
    KIND_LABELS,
    REPORT_LABELS,
    SIDE_LABELS,
    TRACK_LABELS,
)
from backend.features.implementation.models import (
    Conversion,
    Milestone,
    ProgressReport,
    Project,
    ProjectIssue,
)
from backend.features.implementation.queries import project_rows
from backend.features.implementation.schemas import (
    ConversionView,
    FileView,
    IssueView,
    MilestoneView,
    ProgressView,
    ProjectView,
)
from backend.features.implementation.service.projects import LIVE, side_of
from backend.features.implementation.states import (
    CONVERSION_WORKFLOW,
    ISSUE_WORKFLOW,
    PROJECT_WORKFLOW,
    ConversionStatus,
    IssueStatus,
)
from backend.features.notifications.queries import history
from backend.features.outcomes import queries as outcomes
from backend.kernel.files import StoredFile
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork


def project_view(uow: UnitOfWork, project: Project) -> ProjectView:
    """Return one project with what the actor may do in it."""
    agreement = uow.session.get_one(Agreement, project.agreement_id)
    conversions = _conversions(uow, project)
    can_work = project.status in LIVE and uow.allows("project.work", project)
    return ProjectView(
        **project_rows(uow, [project])[0].model_dump(),
        version=project.version,
        agreement_id=agreement.id,
        agreement_number=agreement.number,
        introduction_id=agreement.introduction_id,
        outcome_id=project.outcome_id,
        my_side=side_of(uow, project),
        transfer_mode=TransferMode(agreement.transfer_mode),
        milestones=_milestones(uow, project),
        issues=_issues(uow, project),
        reports=_reports(uow, project),
        conversions=conversions,
        history=history(uow, project.id, *(c.id for c in conversions)),
        can_work=can_work,
        can_report_conversion=(
            can_work
            and uow.allows("conversion.report", project)
            and all(c.status is ConversionStatus.REFUSED for c in conversions)
        ),
        available_actions=PROJECT_WORKFLOW.available(uow, project),
    )


def _milestones(uow: UnitOfWork, project: Project) -> list[MilestoneView]:
    today = uow.ports.calendar.local_date(uow.now())
    rows = uow.session.exec(
        select(Milestone)
        .where(col(Milestone.project_id) == project.id)
        .order_by(col(Milestone.due_on), col(Milestone.id))
    ).all()
    views = []
    for row in rows:
        late = row.done_on is None and row.due_on < today
        views.append(
            MilestoneView(
                id=row.id,
                track=row.track,
                track_label=TRACK_LABELS[row.track],
                title=row.title,
                owner_side=row.owner_side,
                owner_side_label=SIDE_LABELS[row.owner_side],
                owner_name=row.owner_name,
                due_on=row.due_on,
                done_on=row.done_on,
                done_note=row.done_note,
                state="done" if row.done_on else "late" if late else "open",
                days_late=(today - row.due_on).days if late else 0,
            )
        )
    return views


def issue_view(uow: UnitOfWork, row: ProjectIssue) -> IssueView:
    """Return one problem."""
    today = uow.ports.calendar.local_date(uow.now())
    return IssueView(
        id=row.id,
        version=row.version,
        project_id=row.project_id,
        created_at=row.created_at,
        title=row.title,
        detail=row.detail,
        owner_side=row.owner_side,
        owner_side_label=SIDE_LABELS[row.owner_side],
        owner_name=row.owner_name,
        due_on=row.due_on,
        overdue=(
            row.status is not IssueStatus.RESOLVED and row.due_on is not None and row.due_on < today
        ),
        status=row.status,
        status_label=ISSUE_WORKFLOW.label(row.status),
        resolution=row.resolution,
        opened_by_name=row.opened_by_name,
        resolved_at=row.resolved_at,
        available_actions=ISSUE_WORKFLOW.available(uow, row),
    )


def _issues(uow: UnitOfWork, project: Project) -> list[IssueView]:
    rows = uow.session.exec(
        select(ProjectIssue)
        .where(col(ProjectIssue.project_id) == project.id)
        .order_by(col(ProjectIssue.created_at).desc(), col(ProjectIssue.id))
        .limit(200)
    ).all()
    return [issue_view(uow, row) for row in rows]


def _reports(uow: UnitOfWork, project: Project) -> list[ProgressView]:
    rows = uow.session.exec(
        select(ProgressReport)
        .where(col(ProgressReport.project_id) == project.id)
        .order_by(col(ProgressReport.created_at).desc(), col(ProgressReport.id))
        .limit(200)
    ).all()
    names = organisation_names(uow, {row.org_id for row in rows if row.org_id})
    return [
        ProgressView(
            id=row.id,
            kind=row.kind,
            kind_label=REPORT_LABELS[row.kind],
            created_at=row.created_at,
            happened_on=row.happened_on,
            author_name=row.author_name,
            org_name=names.get(row.org_id, "") if row.org_id else "",
            progress=row.progress,
            problems=row.problems,
            next_steps=row.next_steps,
        )
        for row in rows
    ]


def file_view(stored: StoredFile) -> FileView:
    """Return one file."""
    return FileView.model_validate(stored)


def conversion_view(uow: UnitOfWork, row: Conversion) -> ConversionView:
    """Return one conversion with its proof."""
    stored = uow.session.get(StoredFile, row.proof_file_id)
    brief = outcomes.brief(uow, {row.outcome_id}).get(row.outcome_id)
    return ConversionView(
        id=row.id,
        version=row.version,
        project_id=row.project_id,
        outcome_id=row.outcome_id,
        outcome_title=brief.title if brief else "",
        kind=row.kind,
        kind_label=KIND_LABELS[row.kind],
        transfer_mode=TransferMode(row.transfer_mode),
        transfer_mode_label=TRANSFER_MODE_LABELS[TransferMode(row.transfer_mode)],
        happened_on=row.happened_on,
        note=row.note,
        proof=file_view(stored) if stored else None,
        status=row.status,
        status_label=CONVERSION_WORKFLOW.label(row.status),
        reported_by_name=row.reported_by_name,
        created_at=row.created_at,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        decision_note=row.decision_note,
        available_actions=CONVERSION_WORKFLOW.available(uow, row),
        is_demo=row.is_demo,
    )


def _conversions(uow: UnitOfWork, project: Project) -> list[ConversionView]:
    rows = uow.session.exec(
        select(Conversion)
        .where(col(Conversion.project_id) == project.id)
        .order_by(col(Conversion.created_at).desc(), col(Conversion.id))
    ).all()
    return [conversion_view(uow, row) for row in rows]


def conversion_page(uow: UnitOfWork, request: PageRequest) -> Page[ConversionView]:
    """Return the reported conversions the actor may see."""
    statement = select(Conversion).where(uow.visible("conversion.read"))
    order = ordering(
        request,
        {"created_at": col(Conversion.created_at), "happened_on": col(Conversion.happened_on)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Conversion.id))
    items = [conversion_view(uow, row) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)
