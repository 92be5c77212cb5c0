"""Commands on what a result stands on beside the scores: proofs of maturity, SWOT."""

import uuid

from backend.features.assessment.events import AssessmentUpdated
from backend.features.assessment.maturity import proofs_of
from backend.features.assessment.models import Assessment, MaturityProof
from backend.features.assessment.queries.material import outcome_file
from backend.features.assessment.queries.panels import tree_of_assessment
from backend.features.assessment.queries.reports import report_hash
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.tasks import report_of
from backend.features.assessment.schemas.results import MaturityInput, SwotInput
from backend.features.assessment.states import AssessmentStatus
from backend.features.assessment.swot import checked
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.uow import UnitOfWork
from evaluation import TRL_SCALES

A = AssessmentStatus


def _open_for_change(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int
) -> Assessment:
    assessment = uow.get(
        Assessment, assessment_id, "assessment.update", expected_version=expected_version
    )
    if assessment.status in {A.ISSUED, A.CANCELLED}:
        raise Conflict("评估已结束，不能修改。")
    return assessment


def _changed(uow: UnitOfWork, assessment: Assessment, part: str) -> None:
    uow.touch(assessment)
    uow.session.flush()
    report = report_of(uow, assessment.id)
    if report is not None:
        result = result_of(uow, assessment.id)
        report.content_hash = report_hash(uow, assessment, report, result.input_hash)
    uow.record(AssessmentUpdated(aggregate_id=assessment.id, part=part))


def _check_parts(data: MaturityInput) -> None:
    names = [part.name for part in data.components]
    for k, name in enumerate(names):
        if name in names[:k]:
            raise Invalid.field(f"/components/{k}/name", "组成部分重名。")
    if data.components and not any(part.essential for part in data.components):
        raise Invalid.field("/components", "至少一个组成部分是必要的，等级取必要部分中最低者。")
    for k, proof in enumerate(data.proofs):
        if names and proof.component not in names:
            raise Invalid.field(f"/proofs/{k}/component", "没有列出这个组成部分。")


def set_maturity(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: MaturityInput
) -> Assessment:
    """Put the checked proofs on file; the level follows from them (clause 5.1.2.1.5-b).

    Raises
    ------
    Invalid
        Unknown scale or item, or a file that is not the outcome's; a proof needs file or note.
    """
    assessment = _open_for_change(uow, assessment_id, expected_version)
    scale = TRL_SCALES.get(data.scale_id)
    if scale is None:
        raise Invalid.field("/scale_id", "没有这张成熟度量表。")
    _check_parts(data)
    for k, proof in enumerate(data.proofs):
        if proof.code not in scale.evidence:
            raise Invalid.field(f"/proofs/{k}/code", "量表没有这项证据。")
        if proof.file_id is None and not proof.note.strip():
            raise Invalid.field(f"/proofs/{k}", "请关联材料，或写明证据所在。")
        if proof.file_id and outcome_file(uow, assessment.outcome_id, proof.file_id) is None:
            raise Invalid.field(f"/proofs/{k}/file_id", "不是该成果的材料。")
    keys = [(proof.component, proof.code) for proof in data.proofs]
    if len(set(keys)) != len(keys):
        raise Invalid.field("/proofs", "同一组成部分的同一证据只列一次。")
    for old in proofs_of(uow, assessment.id):
        uow.session.delete(old)
    uow.session.flush()
    assessment.scale_id, assessment.licensed = scale.id, data.licensed
    assessment.components = [part.model_dump() for part in data.components]
    for proof in data.proofs:
        uow.add(
            MaturityProof(
                assessment_id=assessment.id,
                component=proof.component,
                code=proof.code,
                file_id=proof.file_id,
                note=proof.note,
                checked_by=uow.actor.user_id,
                checked_at=uow.now(),
            )
        )
    _changed(uow, assessment, "maturity")
    return assessment


def set_swot(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: SwotInput
) -> Assessment:
    """Keep the four lists; a statement without leaf or file is refused (clause 5.1.2.2.1)."""
    assessment = _open_for_change(uow, assessment_id, expected_version)
    for k, item in enumerate(data.items):
        for file_id in item.file_ids:
            if outcome_file(uow, assessment.outcome_id, file_id) is None:
                raise Invalid.field(f"/items/{k}/file_ids", "不是该成果的材料。")
    items = [item.model_dump(mode="json") for item in data.items]
    strategies = [strategy.model_dump(mode="json") for strategy in data.strategies]
    checked(items, strategies, tree_of_assessment(uow, assessment))
    assessment.swot, assessment.strategies = items, strategies
    _changed(uow, assessment, "swot")
    return assessment
