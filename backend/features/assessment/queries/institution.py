"""Reads of work groups and of an institution's evaluations (clauses 5.1.2.3.1 to 5.1.2.3.4)."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.institution_events import MaterialFiled
from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroup,
    WorkGroupMember,
)
from backend.features.assessment.institution_states import (
    BATCH_WORKFLOW,
    ITEM_WORKFLOW,
    WORK_GROUP_WORKFLOW,
    BatchStatus,
    ItemStatus,
    WorkGroupStatus,
)
from backend.features.assessment.models import IndicatorSystem
from backend.features.assessment.queries.batch_items import item_row
from backend.features.assessment.schemas.institution import (
    EvaluationRow,
    EvaluationView,
    GroupAccountView,
    GroupMemberView,
    InstitutionFileView,
    WorkGroupRow,
    WorkGroupView,
)
from backend.features.identity.models import Membership, User
from backend.features.identity.queries import organisation_names, role_label
from backend.features.identity.states import MembershipStatus
from backend.features.notifications.queries import history
from backend.kernel.files import StoredFile
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.policy import Role
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

NO_FILE = "缺少工作组成立文件"
SEATED = (Role.HOLDER, Role.ORG_ADMIN)  # those who can open the materials of their institution


def members_of_group(uow: UnitOfWork, group_id: uuid.UUID) -> list[WorkGroupMember]:
    """Return the members of a group in their order."""
    return list(
        uow.session.exec(
            select(WorkGroupMember)
            .where(col(WorkGroupMember.group_id) == group_id)
            .order_by(col(WorkGroupMember.position))
        ).all()
    )


def group_blockers(uow: UnitOfWork, group: WorkGroup) -> list[str]:
    """Return why a group may not evaluate: without file it cannot (clause 5.1.2.3.1)."""
    blockers = []
    if group.file_id is None:
        blockers.append(NO_FILE)
    if not members_of_group(uow, group.id):
        blockers.append("工作组没有成员")
    return blockers


def group_accounts(uow: UnitOfWork) -> list[GroupAccountView]:
    """Return the people of the own institution who may be seated with their account."""
    rows = uow.session.exec(
        select(Membership, User)
        .join(User, col(User.id) == col(Membership.user_id))
        .where(
            col(Membership.org_id) == uow.actor.org_id,
            col(Membership.status) == MembershipStatus.ACTIVE,
            col(Membership.role).in_(SEATED),
        )
        .order_by(col(User.name), col(User.id))
        .limit(300)
    ).all()
    found: dict[uuid.UUID, GroupAccountView] = {}
    for membership, user in rows:
        role = role_label(membership.role)
        if user.id in found:
            role = f"{found[user.id].role_label}、{role}"
        found[user.id] = GroupAccountView(user_id=user.id, name=user.name, role_label=role)
    return list(found.values())


def group_page(uow: UnitOfWork, request: PageRequest) -> Page[WorkGroupRow]:
    """Return the groups the actor may see."""
    statement = select(WorkGroup).where(uow.visible("work_group.read"))
    order = ordering(request, {"created_at": col(WorkGroup.created_at)}, "-created_at")
    rows, total = fetch_page(uow.session, statement, request, order, col(WorkGroup.id))
    names = organisation_names(uow, {row.org_id for row in rows})
    items = [
        WorkGroupRow(
            id=row.id,
            number=row.number,
            name=row.name,
            organisation_name=names[row.org_id],
            status=row.status,
            status_label=WORK_GROUP_WORKFLOW.label(row.status),
            members=len(members_of_group(uow, row.id)),
            has_file=row.file_id is not None,
            appointed_on=row.appointed_on,
            created_at=row.created_at,
            is_demo=row.is_demo,
        )
        for row in rows
    ]
    return Page(items=items, total=total, page=request.page, size=request.size)


def group_view(uow: UnitOfWork, group: WorkGroup) -> WorkGroupView:
    """Return a work group."""
    return WorkGroupView(
        id=group.id,
        version=group.version,
        number=group.number,
        name=group.name,
        purpose=group.purpose,
        organisation_name=organisation_names(uow, {group.org_id})[group.org_id],
        status=group.status,
        status_label=WORK_GROUP_WORKFLOW.label(group.status),
        appointed_on=group.appointed_on,
        file=file_view(uow, group.file_id),
        members=[
            GroupMemberView.model_validate(member) for member in members_of_group(uow, group.id)
        ],
        blockers=group_blockers(uow, group),
        editable=group.status is not WorkGroupStatus.DISSOLVED
        and uow.allows("work_group.update", group),
        history=history(uow, group.id),
        is_demo=group.is_demo,
        available_actions=WORK_GROUP_WORKFLOW.available(uow, group),
    )


def file_view(uow: UnitOfWork, file_id: uuid.UUID | None) -> InstitutionFileView | None:
    """Return a stored file."""
    stored = uow.session.get(StoredFile, file_id) if file_id else None
    if stored is None:
        return None
    return InstitutionFileView(
        id=stored.id,
        name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_at=stored.created_at,
        uploaded_by_name=stored.uploaded_by_name,
    )


def items_of(uow: UnitOfWork, batch_id: uuid.UUID) -> list[BatchItem]:
    """Return the outcomes of an evaluation."""
    return list(
        uow.session.exec(
            select(BatchItem)
            .where(col(BatchItem.batch_id) == batch_id)
            .order_by(col(BatchItem.position))
        ).all()
    )


def batch_blockers(uow: UnitOfWork, batch: EvaluationBatch) -> list[str]:
    """Return why an evaluation may not start (clauses 5.1.2.3.1, 5.1.2.3.2)."""
    group = uow.session.get_one(WorkGroup, batch.group_id)
    blockers = group_blockers(uow, group)
    if group.status is not WorkGroupStatus.APPOINTED:
        blockers.append("评价工作组尚未成立")
    if not items_of(uow, batch.id):
        blockers.append("没有列入成果")
    return blockers


def batch_page(
    uow: UnitOfWork, request: PageRequest, status: BatchStatus | None = None
) -> Page[EvaluationRow]:
    """Return the evaluations the actor may see."""
    statement = select(EvaluationBatch).where(uow.visible("evaluation_batch.read"))
    if status is not None:
        statement = statement.where(col(EvaluationBatch.status) == status)
    order = ordering(
        request,
        {"created_at": col(EvaluationBatch.created_at), "ends_on": col(EvaluationBatch.ends_on)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(EvaluationBatch.id))
    names = organisation_names(uow, {row.org_id for row in rows})
    counts = _counts(uow, [row.id for row in rows])
    groups = {
        group.id: group.name
        for group in uow.session.exec(
            select(WorkGroup).where(col(WorkGroup.id).in_({row.group_id for row in rows}))
        ).all()
    }
    items = [
        EvaluationRow(
            id=row.id,
            number=row.number,
            title=row.title,
            organisation_name=names[row.org_id],
            group_name=groups[row.group_id],
            status=row.status,
            status_label=BATCH_WORKFLOW.label(row.status),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            outcomes=sum(counts.get(row.id, {}).values()),
            ready=counts.get(row.id, {}).get(ItemStatus.READY, 0),
            started_at=row.started_at,
            started_by_name=row.started_by_name,
            is_demo=row.is_demo,
        )
        for row in rows
    ]
    return Page(items=items, total=total, page=request.page, size=request.size)


def _counts(
    uow: UnitOfWork, batch_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[ItemStatus, int]]:
    rows: Sequence[tuple[uuid.UUID, ItemStatus, int]] = uow.session.exec(
        select(col(BatchItem.batch_id), col(BatchItem.status), sa.func.count())
        .where(col(BatchItem.batch_id).in_(batch_ids))
        .group_by(col(BatchItem.batch_id), col(BatchItem.status))
    ).all()
    counts: dict[uuid.UUID, dict[ItemStatus, int]] = {}
    for batch_id, status, count in rows:
        counts.setdefault(batch_id, {})[status] = int(count)
    return counts


def batch_view(uow: UnitOfWork, batch: EvaluationBatch) -> EvaluationView:
    """Return an evaluation with its outcomes and what is missing."""
    group = uow.session.get_one(WorkGroup, batch.group_id)
    system = uow.session.get_one(IndicatorSystem, batch.system_id)
    items = items_of(uow, batch.id)
    draft = batch.status is BatchStatus.DRAFT
    return EvaluationView(
        id=batch.id,
        version=batch.version,
        number=batch.number,
        title=batch.title,
        organisation_name=organisation_names(uow, {batch.org_id})[batch.org_id],
        group_id=group.id,
        group_name=group.name,
        tree_name=system.name,
        tree_version=system.tree_version,
        scope=batch.scope,
        starts_on=batch.starts_on,
        ends_on=batch.ends_on,
        status=batch.status,
        status_label=BATCH_WORKFLOW.label(batch.status),
        started_at=batch.started_at,
        started_by_name=batch.started_by_name,
        items=[item_row(uow, item) for item in items],
        blockers=batch_blockers(uow, batch) if draft else [],
        editable=draft and uow.allows("evaluation_batch.update", batch),
        history=history(uow, batch.id, *(item.id for item in items), without=(MaterialFiled.name,)),
        is_demo=batch.is_demo,
        available_actions=BATCH_WORKFLOW.available(uow, batch),
    )


def led_by_group(uow: UnitOfWork, outcome_id: uuid.UUID) -> BatchItem | None:
    """Return the item of a running evaluation that this outcome belongs to."""
    return uow.session.exec(
        select(BatchItem)
        .join(EvaluationBatch, col(EvaluationBatch.id) == col(BatchItem.batch_id))
        .where(
            col(BatchItem.outcome_id) == outcome_id,
            col(EvaluationBatch.status) == BatchStatus.STARTED,
        )
        .order_by(col(BatchItem.created_at).desc(), col(BatchItem.id).desc())
    ).first()


def lead_blockers(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[str]:
    """Return what an assessment led by a work group lacks; nothing if none leads it."""
    item = led_by_group(uow, outcome_id)
    if item is None:
        return []
    batch = uow.session.get_one(EvaluationBatch, item.batch_id)
    group = uow.session.get_one(WorkGroup, batch.group_id)
    blockers = group_blockers(uow, group)
    if item.status is ItemStatus.REJECTED:
        blockers.append("单位评价工作组已决定不予评价")
    elif item.status is not ItemStatus.READY:
        row = item_row(uow, item)
        blockers.append(f"单位评价资料未齐备（{row.percent}%，{ITEM_WORKFLOW.label(item.status)}）")
    return blockers
