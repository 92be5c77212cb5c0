"""Commands of an institution: work group, start form, evaluation (5.1.2.3.1, 5.1.2.3.2)."""

import uuid
from collections.abc import Sequence

from sqlmodel import col, select

from backend.features.assessment.institution_events import (
    EvaluationDrafted,
    EvaluationUpdated,
    WorkGroupCreated,
    WorkGroupUpdated,
)
from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroup,
    WorkGroupMember,
)
from backend.features.assessment.institution_states import (
    BATCH_WORKFLOW,
    WORK_GROUP_WORKFLOW,
    BatchStatus,
    ItemStatus,
    WorkGroupStatus,
)
from backend.features.assessment.queries.institution import (
    batch_blockers,
    group_blockers,
    items_of,
    members_of_group,
)
from backend.features.assessment.schemas.institution import (
    EvaluationInput,
    GroupMemberInput,
    WorkGroupInput,
)
from backend.features.assessment.trees import standard_system
from backend.features.identity.models import Membership
from backend.features.identity.states import MembershipStatus
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.filing import Upload, store_upload
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork

GROUP, BATCH = WorkGroupStatus, BatchStatus
NOT_EVALUATED = frozenset({OutcomeStatus.WITHDRAWN, OutcomeStatus.REFUSED, OutcomeStatus.DRAFT})


def _own_org(uow: UnitOfWork) -> uuid.UUID:
    if uow.actor.org_id is None:
        raise Conflict("请以单位身份操作。")
    return uow.actor.org_id


def create_group(uow: UnitOfWork, data: WorkGroupInput, *, is_demo: bool = False) -> WorkGroup:
    """Put a work group together."""
    uow.require("work_group.create")
    group = uow.add(
        WorkGroup(
            number=next_number(uow.session, "GZ", uow.now()),
            org_id=_own_org(uow),
            name=data.name,
            purpose=data.purpose,
            appointed_on=data.appointed_on,
            is_demo=is_demo,
        )
    )
    _seat(uow, group, data.members)
    uow.record(WorkGroupCreated(aggregate_id=group.id))
    return group


def update_group(
    uow: UnitOfWork, group_id: uuid.UUID, expected_version: int, data: WorkGroupInput
) -> WorkGroup:
    """Change name, purpose or members."""
    group = _living_group(uow, group_id, expected_version)
    group.name, group.purpose = data.name, data.purpose
    group.appointed_on = data.appointed_on
    for member in members_of_group(uow, group.id):
        uow.session.delete(member)
    uow.session.flush()
    _seat(uow, group, data.members)
    uow.touch(group)
    uow.record(WorkGroupUpdated(aggregate_id=group.id))
    return group


def _living_group(uow: UnitOfWork, group_id: uuid.UUID, expected_version: int | None) -> WorkGroup:
    group = uow.get(WorkGroup, group_id, "work_group.update", expected_version=expected_version)
    if group.status is GROUP.DISSOLVED:
        raise Conflict("工作组已撤销，不能修改。")
    return group


def _seat(uow: UnitOfWork, group: WorkGroup, members: Sequence[GroupMemberInput]) -> None:
    for position, member in enumerate(members):
        if member.user_id is not None and not _belongs(uow, member.user_id, group.org_id):
            raise Invalid.field(f"/members/{position}/user_id", "该账户不是本单位的成员。")
        uow.add(WorkGroupMember(group_id=group.id, position=position, **member.model_dump()))


def _belongs(uow: UnitOfWork, user_id: uuid.UUID, org_id: uuid.UUID) -> bool:
    found = uow.session.exec(
        select(Membership.id).where(
            col(Membership.user_id) == user_id,
            col(Membership.org_id) == org_id,
            col(Membership.status) == MembershipStatus.ACTIVE,
        )
    ).first()
    return found is not None


def attach_appointment(uow: UnitOfWork, group_id: uuid.UUID, file: Upload) -> StoredFile:
    """File the appointment; the newest counts, earlier ones stay on file."""
    group = _living_group(uow, group_id, None)
    current = uow.session.get(StoredFile, group.file_id) if group.file_id else None
    if current is not None and current.sha256 == file.sha256:
        raise Conflict("该文件已经上传。")
    stored = store_upload(
        uow,
        path=file.path,
        name=file.name,
        declared=file.media_type,
        subject_type="work_group",
        subject_id=group.id,
        kind="appointment",
        org_id=group.org_id,
    )
    group.file_id = stored.id
    uow.touch(group)
    uow.record(WorkGroupUpdated(aggregate_id=group.id))
    return stored


def appointment_file(uow: UnitOfWork, group_id: uuid.UUID, file_id: uuid.UUID) -> StoredFile:
    """Return an appointment file; the reading is recorded.

    Raises
    ------
    NotFound
        The group has no such file.
    """
    group = uow.get(WorkGroup, group_id, "work_group.read")
    stored = uow.session.get(StoredFile, file_id)
    if stored is None or (stored.subject_type, stored.subject_id) != ("work_group", group.id):
        raise NotFound("没有这份文件。")
    uow.note("file.read", "work_group", group.id, file_id=stored.id, name=stored.name)
    return stored


def appoint_group(uow: UnitOfWork, group_id: uuid.UUID, expected_version: int) -> WorkGroup:
    """Appoint the group: without file and members it does not stand (clause 5.1.2.3.1).

    Raises
    ------
    Conflict
        The appointment file or the members are missing.
    """
    group = uow.get(WorkGroup, group_id, "work_group.appoint", expected_version=expected_version)
    blockers = group_blockers(uow, group)
    if blockers and group.status is GROUP.DRAFT:
        raise Conflict("不能成立：" + "；".join(blockers), blockers=blockers)
    WORK_GROUP_WORKFLOW.fire(uow, group, "appoint")
    return group


def dissolve_group(
    uow: UnitOfWork, group_id: uuid.UUID, expected_version: int, reason: str
) -> WorkGroup:
    """End a group's work; evaluations it leads have to be finished first."""
    group = uow.get(WorkGroup, group_id, "work_group.dissolve", expected_version=expected_version)
    running = uow.session.exec(
        select(EvaluationBatch.id).where(
            col(EvaluationBatch.group_id) == group.id,
            col(EvaluationBatch.status) == BATCH.STARTED,
        )
    ).first()
    if running is not None:
        raise Conflict("工作组还有进行中的评价，请先办结或取消。")
    WORK_GROUP_WORKFLOW.fire(uow, group, "dissolve", reason=reason)
    return group


def draft_evaluation(
    uow: UnitOfWork, data: EvaluationInput, *, is_demo: bool = False
) -> EvaluationBatch:
    """Write a start form; the tree version is the one in force (clause 5.1.2.3.2)."""
    uow.require("evaluation_batch.create")
    org_id = _own_org(uow)
    group = _group_of(uow, data.group_id, org_id)
    _check_dates(data)
    batch = uow.add(
        EvaluationBatch(
            number=next_number(uow.session, "PC", uow.now()),
            org_id=org_id,
            group_id=group.id,
            system_id=standard_system(uow).id,
            title=data.title,
            scope=data.scope,
            starts_on=data.starts_on,
            ends_on=data.ends_on,
            is_demo=is_demo,
        )
    )
    _list_outcomes(uow, batch, data.outcome_ids)
    uow.record(EvaluationDrafted(aggregate_id=batch.id))
    return batch


def change_evaluation(
    uow: UnitOfWork, batch_id: uuid.UUID, expected_version: int, data: EvaluationInput
) -> EvaluationBatch:
    """Change a start form that has not started."""
    batch = uow.get(
        EvaluationBatch, batch_id, "evaluation_batch.update", expected_version=expected_version
    )
    if batch.status is not BATCH.DRAFT:
        raise Conflict("评价已启动，启动表不再修改。")
    _check_dates(data)
    batch.group_id = _group_of(uow, data.group_id, batch.org_id).id
    batch.title, batch.scope = data.title, data.scope
    batch.starts_on, batch.ends_on = data.starts_on, data.ends_on
    for item in items_of(uow, batch.id):
        uow.session.delete(item)
    uow.session.flush()
    _list_outcomes(uow, batch, data.outcome_ids)
    uow.touch(batch)
    uow.record(EvaluationUpdated(aggregate_id=batch.id))
    return batch


def _check_dates(data: EvaluationInput) -> None:
    if data.ends_on < data.starts_on:
        raise Invalid.field("/ends_on", "结束日期不能早于开始日期。")


def _group_of(uow: UnitOfWork, group_id: uuid.UUID, org_id: uuid.UUID) -> WorkGroup:
    group = uow.session.get(WorkGroup, group_id)
    if group is None or group.org_id != org_id or group.status is GROUP.DISSOLVED:
        raise Invalid.field("/group_id", "请选择本单位的评价工作组。")
    return group


def _list_outcomes(
    uow: UnitOfWork, batch: EvaluationBatch, outcome_ids: Sequence[uuid.UUID]
) -> None:
    seen: set[uuid.UUID] = set()
    for position, outcome_id in enumerate(outcome_ids):
        outcome = uow.session.get(Outcome, outcome_id)
        pointer = f"/outcome_ids/{position}"
        if outcome is None or outcome.holder_org_id != batch.org_id or outcome_id in seen:
            raise Invalid.field(pointer, "不是本单位的成果，或重复列入。")
        if outcome.number is None or outcome.status in NOT_EVALUATED:
            raise Invalid.field(pointer, f"成果“{outcome.title}”尚未提交或已结束，不能列入评价。")
        seen.add(outcome_id)
        uow.add(
            BatchItem(
                batch_id=batch.id,
                org_id=batch.org_id,
                outcome_id=outcome.id,
                outcome_title=outcome.title,
                position=position,
            )
        )


def start_evaluation(
    uow: UnitOfWork, batch_id: uuid.UUID, expected_version: int
) -> EvaluationBatch:
    """Start: date and person are on record (clause 5.1.2.3.2).

    Raises
    ------
    Conflict
        The group is not appointed by a file, or nothing is listed.
    """
    batch = uow.get(
        EvaluationBatch, batch_id, "evaluation_batch.start", expected_version=expected_version
    )
    blockers = batch_blockers(uow, batch)
    if blockers and batch.status is BATCH.DRAFT:
        raise Conflict("不能启动：" + "；".join(blockers), blockers=blockers)
    BATCH_WORKFLOW.fire(uow, batch, "start")
    batch.started_at = uow.now()
    batch.started_by, batch.started_by_name = uow.actor.user_id, uow.actor.name
    return batch


def finish_evaluation(
    uow: UnitOfWork, batch_id: uuid.UUID, expected_version: int
) -> EvaluationBatch:
    """Close an evaluation whose outcomes are all ready or refused."""
    batch = uow.get(
        EvaluationBatch, batch_id, "evaluation_batch.finish", expected_version=expected_version
    )
    waiting = [
        item.outcome_title
        for item in items_of(uow, batch.id)
        if item.status in {ItemStatus.COLLECTING, ItemStatus.REVIEWING, ItemStatus.APPEALED}
    ]
    if waiting and batch.status is BATCH.STARTED:
        raise Conflict(f"还有 {len(waiting)} 项成果的资料未办结：{'、'.join(waiting[:3])}。")
    BATCH_WORKFLOW.fire(uow, batch, "finish")
    return batch


def cancel_evaluation(
    uow: UnitOfWork, batch_id: uuid.UUID, expected_version: int, reason: str
) -> EvaluationBatch:
    """Call an evaluation off."""
    batch = uow.get(
        EvaluationBatch, batch_id, "evaluation_batch.cancel", expected_version=expected_version
    )
    BATCH_WORKFLOW.fire(uow, batch, "cancel", reason=reason)
    return batch
