"""Technology maturity of an assessment from the proofs on file (clause 5.1.2.1.5-b)."""

import uuid

from sqlmodel import col, select

from backend.features.assessment.models import Assessment, MaturityProof
from backend.features.assessment.refusals import refusing
from backend.kernel.uow import UnitOfWork
from evaluation import TRL_SCALES, Component, Maturity, MaturityScale, trl_from_evidence

WHOLE = "整体"


def proofs_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> list[MaturityProof]:
    """Return the proofs on file."""
    return list(
        uow.session.exec(
            select(MaturityProof)
            .where(col(MaturityProof.assessment_id) == assessment_id)
            .order_by(col(MaturityProof.component), col(MaturityProof.code))
        ).all()
    )


def scale_of(assessment: Assessment) -> MaturityScale:
    """Return the scale chosen for an assessment."""
    return TRL_SCALES[assessment.scale_id]


def maturity_of(uow: UnitOfWork, assessment: Assessment) -> Maturity:
    """Return the level that the proofs carry: remove one and the level falls."""
    proofs = proofs_of(uow, assessment.id)
    names = sorted({proof.component for proof in proofs}) or [WHOLE]
    with refusing("/proofs"):
        return trl_from_evidence(
            [
                Component(name, frozenset(p.code for p in proofs if p.component == name))
                for name in names
            ],
            scale_of(assessment),
            licensed=assessment.licensed,
        )
