"""Reads of the materials of one outcome: lines, what is missing, review (5.1.2.3.3, 5.1.2.3.4)."""

import uuid
from collections.abc import Sequence

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
from backend.features.assessment.materials import MaterialLine, checklist
from backend.features.assessment.queries.evidence import base_of, profile_gaps
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.evidence import EvidenceFile
from backend.features.assessment.schemas.institution import (
    BatchItemRow,
    BatchItemView,
    ItemAppealView,
    MaterialEntryView,
    MaterialLineView,
)
from backend.features.assessment.trees import system_by_id, tree_of
from backend.features.notifications.queries import history
from backend.features.outcomes.models import Outcome
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork


def materials_of(uow: UnitOfWork, item_id: uuid.UUID) -> list[BatchMaterial]:
    """Return what was filed for one outcome."""
    return list(
        uow.session.exec(
            select(BatchMaterial)
            .where(col(BatchMaterial.item_id) == item_id)
            .order_by(col(BatchMaterial.filed_at), col(BatchMaterial.id))
        ).all()
    )


def lines_of(uow: UnitOfWork, item: BatchItem) -> tuple[MaterialLine, ...]:
    """Return the checklist of one outcome."""
    batch = uow.session.get_one(EvaluationBatch, item.batch_id)
    outcome = uow.session.get_one(Outcome, item.outcome_id)
    return checklist(tree_of(system_by_id(uow, batch.system_id)), outcome.kind)


def open_lines(lines: Sequence[MaterialLine], filed: Sequence[BatchMaterial]) -> list[MaterialLine]:
    """Return the lines that are still missing: nothing filed, or returned and not renewed."""
    done = {material.code for material in filed if not material.returned}
    return [line for line in lines if line.code not in done]


def item_row(uow: UnitOfWork, item: BatchItem) -> BatchItemRow:
    """Return one line of an evaluation."""
    outcome = uow.session.get_one(Outcome, item.outcome_id)
    lines = lines_of(uow, item)
    missing = len(open_lines(lines, materials_of(uow, item.id)))
    return BatchItemRow(
        id=item.id,
        outcome_id=item.outcome_id,
        outcome_number=outcome.number,
        outcome_title=item.outcome_title,
        status=item.status,
        status_label=ITEM_WORKFLOW.label(item.status),
        filed=len(lines) - missing,
        lines=len(lines),
        percent=(len(lines) - missing) * 100 // len(lines),
        rounds=item.rounds,
        assessment_id=item.assessment_id,
    )


def item_view(uow: UnitOfWork, item: BatchItem) -> BatchItemView:
    """Return the materials of one outcome: who filed what when, and what is missing."""
    batch = uow.session.get_one(EvaluationBatch, item.batch_id)
    lines, filed = lines_of(uow, item), materials_of(uow, item.id)
    missing = {line.code for line in open_lines(lines, filed)}
    returned = {row["code"]: row["reason"] for row in item.field_returns}
    names = {
        row.id: row.name
        for row in uow.session.exec(
            select(StoredFile).where(
                col(StoredFile.id).in_({m.file_id for m in filed if m.file_id})
            )
        ).all()
    }
    working = batch.status is BatchStatus.STARTED
    base = base_of(uow, item.outcome_id)
    return BatchItemView(
        **item_row(uow, item).model_dump(),
        version=item.version,
        batch_id=batch.id,
        batch_number=batch.number,
        lines_list=[
            MaterialLineView(
                code=line.code,
                label=line.label,
                leaf=line.leaf,
                proofs=list(line.proofs),
                may_waive=line.may_waive,
                done=line.code not in missing,
                returned=returned.get(line.code, "") if line.code in missing else "",
                entries=[
                    MaterialEntryView(
                        id=entry.id,
                        file_id=entry.file_id,
                        file_name=names.get(entry.file_id, "") if entry.file_id else "",
                        waived=entry.waived,
                        returned=entry.returned,
                        note=entry.note,
                        filed_by_name=entry.filed_by_name,
                        filed_at=entry.filed_at,
                    )
                    for entry in filed
                    if entry.code == line.code
                ],
            )
            for line in lines
        ],
        files=[
            EvidenceFile(id=file.id, name=file.name, kind=file.kind)
            for file in outcome_files(uow, item.outcome_id)
        ],
        evidence_id=base.id if base else None,
        missing=[
            *(line.label for line in lines if line.code in missing),
            *profile_gaps(uow, item.outcome_id),
        ],
        appeal=ItemAppealView.model_validate(item.appeal) if item.appeal else None,
        rejections=item.rejections,
        integrity=item.integrity,
        reviewed_at=item.reviewed_at,
        reviewed_by_name=item.reviewed_by_name,
        editable=working
        and item.status is ItemStatus.COLLECTING
        and uow.allows("batch_item.file", item),
        history=history(uow, item.id, without=(MaterialFiled.name,)),
        is_demo=batch.is_demo,
        available_actions=[
            action
            for action in (ITEM_WORKFLOW.available(uow, item) if working else [])
            if action.action != "appeal" or item.appeal is None  # once
        ],
    )
