"""Commands on the materials of an evaluation: collect, hand over, review (5.1.2.3.3, .4)."""

import uuid

from sqlmodel import col, select

from backend.features.assessment.institution_events import MaterialFiled
from backend.features.assessment.institution_models import (
    BatchItem,
    BatchMaterial,
    EvaluationBatch,
)
from backend.features.assessment.institution_states import (
    ITEM_WORKFLOW,
    BatchStatus,
    ItemStatus,
)
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.batch_items import (
    lines_of,
    materials_of,
    open_lines,
)
from backend.features.assessment.queries.evidence import profile_gaps
from backend.features.assessment.queries.institution import led_by_group
from backend.features.assessment.queries.material import outcome_file
from backend.features.assessment.schemas.institution import (
    MaterialInput,
    MaterialReturnInput,
    RejectionInput,
)
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.filing import Upload, store_upload
from backend.kernel.uow import UnitOfWork


def _item(
    uow: UnitOfWork, item_id: uuid.UUID, permission: str, expected_version: int | None = None
) -> BatchItem:
    item = uow.get(BatchItem, item_id, permission, expected_version=expected_version)
    batch = uow.session.get_one(EvaluationBatch, item.batch_id)
    if batch.status is not BatchStatus.STARTED:
        raise Conflict("评价未启动或已结束，资料不能变动。")
    return item


def _collecting(
    uow: UnitOfWork, item_id: uuid.UUID, code: str, expected_version: int | None = None
) -> BatchItem:
    item = _item(uow, item_id, "batch_item.file", expected_version)
    if item.status is not ItemStatus.COLLECTING:
        raise Conflict("资料已提交审核，不能变动；如有遗漏，请工作组退回。")
    if code not in {line.code for line in lines_of(uow, item)}:
        raise NotFound("资料清单没有这一项。")
    return item


def file_material(
    uow: UnitOfWork, item_id: uuid.UUID, code: str, expected_version: int, data: MaterialInput
) -> BatchItem:
    """Put a file of the outcome under a line, or say why the line does not apply.

    Raises
    ------
    Invalid
        Not a file of this outcome, or a line that cannot be left out.
    """
    item = _collecting(uow, item_id, code, expected_version)
    line = next(line for line in lines_of(uow, item) if line.code == code)
    if data.waived == (data.file_id is not None):
        raise Invalid.field("/file_id", "请关联一份材料，或注明不适用的理由，二者取一。")
    if data.waived and (not line.may_waive or not data.note.strip()):
        raise Invalid.field(
            "/note", "请写明不适用的理由。" if line.may_waive else "该项为必备资料，不能免交。"
        )
    if data.file_id and outcome_file(uow, item.outcome_id, data.file_id) is None:
        raise Invalid.field("/file_id", "不是该成果的材料。")
    _file(uow, item, code, data.file_id, waived=data.waived, note=data.note)
    return item


def _file(
    uow: UnitOfWork,
    item: BatchItem,
    code: str,
    file_id: uuid.UUID | None,
    *,
    waived: bool = False,
    note: str = "",
) -> None:
    uow.add(
        BatchMaterial(
            item_id=item.id,
            code=code,
            file_id=file_id,
            waived=waived,
            note=note,
            filed_by=uow.actor.user_id,
            filed_by_name=uow.actor.name,
            filed_at=uow.now(),
        )
    )
    uow.touch(item)
    uow.record(MaterialFiled(aggregate_id=item.id, code=code))


def upload_material(
    uow: UnitOfWork, item_id: uuid.UUID, file: Upload, *, code: str, note: str
) -> BatchItem:
    """Take a new file into the outcome's material and under a line."""
    item = _collecting(uow, item_id, code)
    filed = [entry.file_id for entry in materials_of(uow, item.id) if entry.code == code]
    known = uow.session.exec(
        select(StoredFile.id).where(
            col(StoredFile.id).in_([file_id for file_id in filed if file_id]),
            col(StoredFile.sha256) == file.sha256,
        )
    ).first()
    if known is not None:
        raise Conflict("该项下已有同一份文件。")
    stored = store_upload(
        uow,
        path=file.path,
        name=file.name,
        declared=file.media_type,
        subject_type="outcome",
        subject_id=item.outcome_id,
        kind="proof",
        org_id=item.org_id,
    )
    _file(uow, item, code, stored.id, note=note)
    return item


def remove_material(
    uow: UnitOfWork, item_id: uuid.UUID, expected_version: int, material_id: uuid.UUID
) -> BatchItem:
    """Take an entry off a line; the file stays with the outcome."""
    entry = uow.session.get(BatchMaterial, material_id)
    item = _item(uow, item_id, "batch_item.file", expected_version)
    if entry is None or entry.item_id != item.id:
        raise NotFound("没有这条资料记录。")
    _collecting(uow, item_id, entry.code)
    uow.session.delete(entry)
    uow.touch(item)
    uow.record(MaterialFiled(aggregate_id=item.id, code=entry.code))
    return item


def hand_over(uow: UnitOfWork, item_id: uuid.UUID, expected_version: int) -> BatchItem:
    """Hand complete materials to the group; less than everything is refused (5.1.2.3.3).

    Raises
    ------
    Conflict
        What is missing, by name.
    """
    item = _item(uow, item_id, "batch_item.hand_over", expected_version)
    missing = open_lines(lines_of(uow, item), materials_of(uow, item.id))
    names = [*(line.label for line in missing), *profile_gaps(uow, item.outcome_id)]
    if names and item.status is ItemStatus.COLLECTING:
        raise Conflict(
            f"资料尚缺 {len(names)} 项：{'、'.join(names)}。",
            missing=[line.code for line in missing],
        )
    ITEM_WORKFLOW.fire(uow, item, "hand_over")
    item.rounds += 1
    uow.touch(item)
    return item


def _review(uow: UnitOfWork, item: BatchItem) -> None:
    item.reviewed_at, item.reviewed_by_name = uow.now(), uow.actor.name
    uow.touch(item)


def return_material(
    uow: UnitOfWork, item_id: uuid.UUID, expected_version: int, data: MaterialReturnInput
) -> BatchItem:
    """Send single lines back; they count as missing until something newer is filed."""
    item = _item(uow, item_id, "batch_item.return", expected_version)
    known = {line.code for line in lines_of(uow, item)}
    for k, line in enumerate(data.lines):
        if line.code not in known:
            raise Invalid.field(f"/lines/{k}/code", "资料清单没有这一项。")
    ITEM_WORKFLOW.fire(uow, item, "return", reason=data.reason)
    item.field_returns = [{"code": line.code, "reason": line.reason} for line in data.lines]
    wrong = {line.code for line in data.lines}
    for entry in materials_of(uow, item.id):
        if entry.code in wrong:
            entry.returned = True
    _review(uow, item)
    return item


def clear_material(uow: UnitOfWork, item_id: uuid.UUID, expected_version: int) -> BatchItem:
    """Find the materials in order: the outcome may be assessed."""
    item = _item(uow, item_id, "batch_item.clear", expected_version)
    ITEM_WORKFLOW.fire(uow, item, "clear")
    item.field_returns = []
    _review(uow, item)
    return item


def reject_item(
    uow: UnitOfWork, item_id: uuid.UUID, expected_version: int, data: RejectionInput
) -> BatchItem:
    """Refuse the evaluation for errors of principle; only an appeal leads on (5.1.2.3.4)."""
    item = _item(uow, item_id, "batch_item.reject", expected_version)
    ITEM_WORKFLOW.fire(uow, item, "reject", reason="；".join(data.reasons)[:500])
    item.rejections, item.integrity = data.reasons, data.integrity
    _review(uow, item)
    return item


def appeal_refusal(
    uow: UnitOfWork, item_id: uuid.UUID, expected_version: int, grounds: str
) -> BatchItem:
    """Appeal against a refusal, once; the platform decides, not those who refused.

    Raises
    ------
    Conflict
        It was appealed before.
    """
    item = _item(uow, item_id, "batch_item.appeal", expected_version)
    if item.appeal is not None:
        raise Conflict("对同一项决定只能申诉一次。")
    ITEM_WORKFLOW.fire(uow, item, "appeal", reason=grounds)
    item.appeal = {
        "grounds": grounds,
        "filed_by_name": uow.actor.name,
        "filed_at": uow.now().isoformat(),
        "decision": "",
        "upheld": None,
        "decided_by_name": "",
        "decided_at": None,
    }
    return item


def decide_refusal(
    uow: UnitOfWork, item_id: uuid.UUID, expected_version: int, action: str, reason: str
) -> BatchItem:
    """Uphold the appeal (the materials are reviewed again) or dismiss it."""
    item = _item(uow, item_id, f"batch_item.{action}", expected_version)
    ITEM_WORKFLOW.fire(uow, item, action, reason=reason)
    item.appeal = (item.appeal or {}) | {
        "decision": reason,
        "upheld": action == "overturn",
        "decided_by_name": uow.actor.name,
        "decided_at": uow.now().isoformat(),
    }
    if action == "overturn":
        item.rejections = []
    return item


def link_assessment(uow: UnitOfWork, assessment: Assessment) -> None:
    """Note the assessment that a running evaluation of the institution leads to."""
    item = led_by_group(uow, assessment.outcome_id)
    if item is not None:
        item.assessment_id = assessment.id
