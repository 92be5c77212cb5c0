"""Reads of projects and conversions."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.identity.queries import organisation_names
from backend.features.implementation.labels import KIND_LABELS
from backend.features.implementation.models import (
    Conversion,
    ConversionKind,
    Milestone,
    Project,
    ProjectIssue,
)
from backend.features.implementation.schemas import ProjectRow
from backend.features.implementation.states import (
    PROJECT_WORKFLOW,
    ConversionStatus,
    IssueStatus,
    ProjectStatus,
)
from backend.features.outcomes import queries as outcomes
from backend.kernel.errors import NotFound
from backend.kernel.files import StoredFile
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

CONTACT_DAYS = 90


def conversions_of(uow: UnitOfWork, outcome_ids: set[uuid.UUID]) -> list[Conversion]:
    """Return every reported conversion of these outcomes, for the figures (7.1.2.1)."""
    if not outcome_ids:
        return []
    return list(
        uow.session.exec(
            select(Conversion)
            .where(col(Conversion.outcome_id).in_(outcome_ids))
            .order_by(col(Conversion.happened_on), col(Conversion.id))
        ).all()
    )


def conversion_kind_label(kind: ConversionKind) -> str:
    """Return what makes an outcome converted, in words."""
    return KIND_LABELS[kind]


def contact_overdue(uow: UnitOfWork, project: Project) -> bool:
    """Tell whether a running project has not been heard of for 90 days (6.5.1)."""
    return (
        project.status is ProjectStatus.RUNNING
        and uow.now() - project.last_contact_at > timedelta(days=CONTACT_DAYS)
    )


def project_rows(uow: UnitOfWork, rows: Sequence[Project]) -> list[ProjectRow]:
    """Return lines of the list with what is late in each."""
    ids = [row.id for row in rows]
    today = uow.ports.calendar.local_date(uow.now())
    names = organisation_names(
        uow, {row.holder_org_id for row in rows} | {row.demander_org_id for row in rows}
    )
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    undone = defaultdict(list)
    for project_id, due_on in uow.session.exec(
        select(col(Milestone.project_id), col(Milestone.due_on)).where(
            col(Milestone.project_id).in_(ids), col(Milestone.done_on).is_(None)
        )
    ).all():
        undone[project_id].append(due_on)
    issues = dict(
        uow.session.exec(
            select(col(ProjectIssue.project_id), sa.func.count())
            .where(
                col(ProjectIssue.project_id).in_(ids),
                col(ProjectIssue.status) != IssueStatus.RESOLVED,
            )
            .group_by(col(ProjectIssue.project_id))
        ).all()
    )
    converted = set(
        uow.session.exec(
            select(Conversion.project_id).where(
                col(Conversion.project_id).in_(ids),
                col(Conversion.status) == ConversionStatus.CONFIRMED,
            )
        ).all()
    )
    return [
        ProjectRow(
            id=row.id,
            number=row.number,
            title=row.title,
            outcome_title=briefs[row.outcome_id].title if row.outcome_id in briefs else "",
            holder_name=names.get(row.holder_org_id, ""),
            demander_name=names.get(row.demander_org_id, ""),
            status=row.status,
            status_label=PROJECT_WORKFLOW.label(row.status),
            started_on=row.started_on,
            planned_end_on=row.planned_end_on,
            next_due_on=min(undone[row.id], default=None),
            late_milestones=sum(day < today for day in undone[row.id]),
            open_issues=issues.get(row.id, 0),
            last_contact_at=row.last_contact_at,
            contact_overdue=contact_overdue(uow, row),
            converted=row.id in converted,
            is_demo=row.is_demo,
        )
        for row in rows
    ]


def project_page(
    uow: UnitOfWork, request: PageRequest, status: ProjectStatus | None = None
) -> Page[ProjectRow]:
    """Return the projects the actor may see."""
    statement = select(Project).where(uow.visible("project.read"))
    if status is not None:
        statement = statement.where(col(Project.status) == status)
    order = ordering(
        request,
        {
            "created_at": col(Project.created_at),
            "last_contact_at": col(Project.last_contact_at),
            "planned_end_on": col(Project.planned_end_on),
        },
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Project.id))
    items = project_rows(uow, rows)
    return Page(items=items, total=total, page=request.page, size=request.size)


def project_file(uow: UnitOfWork, project: Project, file_id: uuid.UUID) -> StoredFile:
    """Return a file of a project.

    Raises
    ------
    NotFound
        It belongs to something else.
    """
    stored = uow.session.get(StoredFile, file_id)
    if stored is None or (stored.subject_type, stored.subject_id) != ("project", project.id):
        raise NotFound("文件不存在。")
    return stored
