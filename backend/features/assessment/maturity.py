"""Technology maturity of an assessment from the proofs on file (clause 5.1.2.1.5-b)."""

import uuid
from collections.abc import Sequence

from sqlmodel import col, select

from backend.features.assessment.models import Assessment, MaturityProof
from backend.features.assessment.refusals import refusing
from backend.kernel.uow import UnitOfWork
from evaluation import TRL_SCALES, Component, Maturity, MaturityScale, trl_from_evidence

WHOLE = "整体"
SCALE_OF_KIND: dict[str, str] = {
    "drug": "trl-drug",
    "preparation": "trl-drug",
    "device": "trl-device",
    "diagnostic": "trl-ivd",
    "method": "trl-method",
    "software": "trl-method",
}
# a patent or a plan of research is judged as what it is about
SCALE_OF_FIELD: dict[str, str] = {
    "drug": "trl-drug",
    "process": "trl-drug",
    "device": "trl-device",
    "diagnostic_device": "trl-device",
    "ivd": "trl-ivd",
}


def proofs_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> list[MaturityProof]:
    """Return the proofs on file."""
    return list(
        uow.session.exec(
            select(MaturityProof)
            .where(col(MaturityProof.assessment_id) == assessment_id)
            .order_by(col(MaturityProof.component), col(MaturityProof.code))
        ).all()
    )


def scale_for(kind: str | None, field: str | None) -> str:
    """Return the maturity scale proposed for an outcome; organisers may choose another."""
    return SCALE_OF_KIND.get(kind or "") or SCALE_OF_FIELD.get(field or "", "trl-method")


def scale_of(assessment: Assessment) -> MaturityScale:
    """Return the scale chosen for an assessment."""
    return TRL_SCALES[assessment.scale_id]


def components_of(assessment: Assessment, proofs: Sequence[MaturityProof]) -> list[Component]:
    """Return the parts with the proofs of each; the level is that of the lowest essential one.

    A part without any proof is one of level 0, not one that does not count.
    """
    rows = assessment.components or [
        {"name": name, "essential": True}
        for name in sorted({proof.component for proof in proofs}) or [WHOLE]
    ]
    return [
        Component(
            row["name"],
            frozenset(p.code for p in proofs if p.component == row["name"]),
            row["essential"],
        )
        for row in rows
    ]


def maturity_of(uow: UnitOfWork, assessment: Assessment) -> Maturity:
    """Return the level that the proofs carry: remove one and the level falls."""
    with refusing("/components"):
        return trl_from_evidence(
            components_of(assessment, proofs_of(uow, assessment.id)),
            scale_of(assessment),
            licensed=assessment.licensed,
        )
