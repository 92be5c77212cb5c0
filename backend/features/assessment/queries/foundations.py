"""Reads of what a result stands on beside the scores: proofs of maturity and SWOT."""

import uuid
from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from backend.features.assessment.maturity import maturity_of, proofs_of, scale_of
from backend.features.assessment.models import Assessment, MaturityProof
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.results import (
    CitedFile,
    ComponentView,
    LeafName,
    LevelView,
    MaturityItemView,
    MaturityView,
    ScaleView,
    StrategyView,
    SwotItemView,
    SwotView,
)
from backend.features.assessment.states import AssessmentStatus
from backend.features.assessment.swot import swot_of
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork
from evaluation import STRATEGIES, TRL_SCALES, EvidenceItem, IndicatorTree, MaturityScale


def _files(uow: UnitOfWork, assessment: Assessment) -> list[CitedFile]:
    """Return the files of the outcome, to be linked as proofs."""
    return [CitedFile(id=f.id, name=f.name) for f in outcome_files(uow, assessment.outcome_id)]


def _levels(
    scale: MaturityScale,
    part: str,
    proofs: Sequence[MaturityProof],
    names: Mapping[uuid.UUID, str],
) -> list[LevelView]:
    on_file = {proof.code: proof for proof in proofs if proof.component == part}

    def view(item: EvidenceItem) -> MaturityItemView:
        proof = on_file.get(item.code)
        return MaturityItemView(
            code=item.code,
            label=item.label,
            component=part,
            on_file=proof is not None,
            file_id=proof.file_id if proof else None,
            file_name=names.get(proof.file_id, "") if proof and proof.file_id else "",
            note=proof.note if proof else "",
        )

    return [
        LevelView(level=level.level, label=level.label, evidence=[view(i) for i in level.evidence])
        for level in scale.levels
    ]


def maturity_view(uow: UnitOfWork, assessment: Assessment) -> MaturityView:
    """Return the scale with what is on file and what the next level lacks."""
    scale = scale_of(assessment)
    found = maturity_of(uow, assessment)
    proofs = proofs_of(uow, assessment.id)
    names = {
        row.id: row.name
        for row in uow.session.exec(
            select(StoredFile).where(
                col(StoredFile.id).in_({p.file_id for p in proofs if p.file_id})
            )
        ).all()
    }
    parts = [
        ComponentView(
            name=part.name,
            essential=part.essential,
            level=part.level,
            levels=_levels(scale, part.name, proofs, names),
        )
        for part in found.components
    ]
    held = next(part for part in parts if part.essential and part.level == found.level)
    return MaturityView(
        version=assessment.version,
        scale_id=scale.id,
        scale_name=scale.name,
        scales=[ScaleView(id=s.id, name=s.name) for s in TRL_SCALES.values()],
        licensed=assessment.licensed,
        level=found.level,
        label=found.label,
        stage=found.stage,
        stage_label=found.stage_label,
        missing=[item.label for item in found.missing],
        levels=held.levels,
        components=parts,
        files=_files(uow, assessment),
        editable=_editable(uow, assessment),
    )


def swot_view(uow: UnitOfWork, assessment: Assessment, tree: IndicatorTree) -> SwotView:
    """Return the four lists with their links; the holder reads what was confirmed (5.1.2.2.1)."""
    swot = swot_of(assessment, tree)
    inside = uow.allows("assessment.inspect", assessment) or uow.allows(
        "assessment.read_sheets", assessment
    )
    files = _files(uow, assessment)
    by_id = {str(file.id): file for file in files}
    items = []
    for quadrant, group in swot.quadrants.items():
        for k, item in enumerate(group, start=1):
            if not (inside or item.confirmed):
                continue
            items.append(
                SwotItemView(
                    key=f"{quadrant}{k}",
                    quadrant=quadrant,
                    statement=item.statement,
                    indicator_code=item.indicator_code,
                    indicator_name=tree.node(item.indicator_code).name
                    if item.indicator_code
                    else "",
                    file_ids=[uuid.UUID(file_id) for file_id in item.evidence_ids],
                    files=[by_id[f] for f in item.evidence_ids if f in by_id],
                    rating=item.rating,
                    confirmed=item.confirmed,
                )
            )
    return SwotView(
        version=assessment.version,
        items=items,
        strategies=[
            StrategyView(type=s.type, type_label=STRATEGIES[s.type], text=s.text, uses=list(s.uses))
            for s in swot.strategies
        ],
        flags=list(swot.flags) if inside else [],
        files=files,
        leaves=[LeafName(code=leaf.code, name=leaf.name) for leaf in tree.leaves],
        editable=_editable(uow, assessment),
    )


def _editable(uow: UnitOfWork, assessment: Assessment) -> bool:
    closed = {AssessmentStatus.ISSUED, AssessmentStatus.CANCELLED}
    return assessment.status not in closed and uow.allows("assessment.update", assessment)
