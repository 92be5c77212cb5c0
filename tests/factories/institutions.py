"""Work groups and evaluations of an institution for tests."""

import uuid
from datetime import date

from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroup,
)
from backend.features.assessment.queries.batch_items import lines_of
from backend.features.assessment.queries.institution import items_of
from backend.features.assessment.schemas.institution import (
    EvaluationInput,
    GroupMemberInput,
    MaterialInput,
    WorkGroupInput,
)
from backend.features.assessment.service import institution as service
from backend.features.assessment.service import materials
from backend.kernel.filing import store_bytes
from backend.kernel.uow import House
from tests.factories.people import Person

MEMBER = {"name": "王主任", "duty": "组长", "background": "成果转化办公室，中药新药转化"}


def make_group(
    house: House, admin: Person, *, member: Person | None = None, file: bool = True,
    appointed: bool = True,
) -> uuid.UUID:  # fmt: skip
    """Make a work group; without file it is not appointed."""
    seat = MEMBER | ({"user_id": member.user_id} if member else {})
    with house.unit_of_work(admin.actor) as uow:
        group = service.create_group(
            uow, WorkGroupInput(name="成果评价工作组", members=[GroupMemberInput(**seat)])
        )
        if file:
            group.file_id = store_bytes(
                uow, content=b"%PDF-1.7\n%%EOF\n" + group.id.bytes, name="关于成立工作组的通知.pdf",
                media_type="application/pdf", subject_type="work_group", subject_id=group.id,
                kind="appointment", org_id=group.org_id,
            ).id  # fmt: skip
            uow.session.flush()
            if appointed:
                service.appoint_group(uow, group.id, group.version)
        return group.id


def make_evaluation(
    house: House, who: Person, group_id: uuid.UUID, outcome_ids: list[uuid.UUID],
    *, started: bool = True,
) -> uuid.UUID:  # fmt: skip
    """Make an evaluation of some outcomes."""
    with house.unit_of_work(who.actor) as uow:
        batch = service.draft_evaluation(
            uow,
            EvaluationInput(
                title="2026 年度院内成果评价",
                group_id=group_id,
                scope="慢性肝病方向",
                starts_on=date(2026, 11, 20),
                ends_on=date(2026, 12, 31),
                outcome_ids=outcome_ids,
            ),
        )
        uow.session.flush()
        if started:
            service.start_evaluation(uow, batch.id, batch.version)
        return batch.id


def item_of(house: House, batch_id: uuid.UUID, k: int = 0) -> BatchItem:
    with house.reading() as uow:
        return items_of(uow, batch_id)[k]


def outcome_paper(house: House, outcome_id: uuid.UUID) -> uuid.UUID:
    """File a paper of an outcome."""
    with house.unit_of_work() as uow:
        return store_bytes(
            uow, content=b"paper" + outcome_id.bytes, name="证明.txt", media_type="text/plain",
            subject_type="outcome", subject_id=outcome_id, kind="proof",
        ).id  # fmt: skip


def file_all(house: House, who: Person, item: BatchItem) -> None:
    """Put a paper under every line."""
    paper = outcome_paper(house, item.outcome_id)
    with house.unit_of_work(who.actor) as uow:
        row = uow.session.get_one(BatchItem, item.id)
        for line in lines_of(uow, row):
            materials.file_material(
                uow, row.id, line.code, row.version, MaterialInput(file_id=paper)
            )
            uow.session.flush()


def make_ready(house: House, admin: Person, item: BatchItem) -> None:
    """Collect everything and let the administrator find it in order."""
    file_all(house, admin, item)
    with house.unit_of_work(admin.actor) as uow:
        row = uow.session.get_one(BatchItem, item.id)
        materials.hand_over(uow, row.id, row.version)
        uow.session.flush()
        materials.clear_material(uow, row.id, row.version)


def group_of(house: House, group_id: uuid.UUID) -> WorkGroup:
    with house.reading() as uow:
        return uow.session.get_one(WorkGroup, group_id)


def batch_of(house: House, batch_id: uuid.UUID) -> EvaluationBatch:
    with house.reading() as uow:
        return uow.session.get_one(EvaluationBatch, batch_id)
