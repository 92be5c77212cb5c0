"""The decision of staff on a double-blind evaluation, and files on their way to its panel."""

import uuid

from backend.features.assessment.blinding import basis_of, files_of, panel_veil, shown_files
from backend.features.assessment.events import AssessmentUpdated
from backend.features.assessment.models import Assessment, Blindness
from backend.features.assessment.schemas.blinding import BlindCheckInput
from backend.features.assessment.states import BEFORE_RELEASE
from backend.kernel.errors import Conflict, Invalid, NotFound, UnsupportedMedia
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork


def decide_blinding(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: BlindCheckInput
) -> Assessment:
    """Keep which files a double-blind panel gets, with the reason.

    Raises
    ------
    Conflict
        Not double-blind, too late, or names or files have changed since they were looked at.
    Invalid
        A file is not the outcome's, or its metadata cannot be taken out.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.update", expected_version=expected_version
    )
    if assessment.blindness is not Blindness.DOUBLE:
        raise Conflict("本次评估不是双盲评估，无须核对。")
    if assessment.status not in BEFORE_RELEASE:
        raise Conflict("评分结果已发布，不能再改核对结论。")
    basis = basis_of(uow, assessment)
    if data.basis != basis:
        raise Conflict("名称清单或附件已变化，请刷新后重新核对。")
    rows = {row.id: row for row in files_of(uow, assessment.outcome_id)}
    for position, file_id in enumerate(data.shown):
        if file_id not in rows:
            raise Invalid.field(f"/shown/{position}", "不是该成果的附件。")
        try:
            with uow.ports.files.open(rows[file_id].sha256) as source:
                uow.ports.cleaner.clean(source, rows[file_id].name)
        except UnsupportedMedia as problem:
            raise Invalid.field(
                f"/shown/{position}",
                f"“{rows[file_id].name}”不能提供给专家：{problem.detail}请换用其他格式上传。",
            ) from problem
    assessment.blind_check = {
        "basis": basis,
        "shown": [str(file_id) for file_id in data.shown],
        "reason": data.reason,
        "by": str(uow.actor.user_id),
        "at": uow.now().isoformat(),
    }
    uow.record(AssessmentUpdated(aggregate_id=assessment.id, part="blinding"))
    return assessment


def veiled_file(
    uow: UnitOfWork, assessment: Assessment, stored: StoredFile
) -> tuple[str, bytes] | None:
    """Return name and cleaned content for a double-blind panel; None: the file goes as it is.

    Raises
    ------
    NotFound
        Staff keep the file back, or it came after their decision.
    Conflict
        The metadata cannot be taken out: better no file than a name.
    """
    shown = shown_files(assessment)
    if shown is None:
        return None
    if str(stored.id) not in shown:
        raise NotFound("没有这份材料。")
    try:
        with uow.ports.files.open(stored.sha256) as source:
            content = uow.ports.cleaner.clean(source, stored.name).content
    except UnsupportedMedia as problem:
        raise Conflict("该文件的元数据无法去除，暂不能提供，请联系平台工作人员。") from problem
    return panel_veil(uow, assessment).text(stored.name), content
