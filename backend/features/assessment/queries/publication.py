"""What may be said of an issued result outside the panel (clause 6.3.1)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from backend.features.assessment.disclosure import withheld_of
from backend.features.assessment.maturity import maturity_of
from backend.features.assessment.models import Assessment, AssessmentResult, Report
from backend.features.assessment.queries.tasks import report_of
from backend.features.assessment.states import AssessmentStatus
from backend.features.assessment.trees import tree_of_hash
from backend.kernel.uow import UnitOfWork


@dataclass(frozen=True)
class PublicResult:
    """What may be said of an issued result outside the panel (clause 6.3.1).

    A dimension without a score was rated by too few experts to be told by itself (5.2.1.2.8).
    """

    assessment_id: uuid.UUID
    number: str
    total: float | None
    grade: str
    passed: bool
    issued_at: datetime
    maturity_level: int
    maturity_label: str
    maturity_stage: str
    dimensions: tuple[tuple[str, str, float | None], ...]
    weight_version: str
    report_file_id: uuid.UUID | None


def public_result(uow: UnitOfWork, outcome_id: uuid.UUID) -> PublicResult | None:
    """Return the newest issued result of an outcome."""
    row = uow.session.exec(
        select(Assessment, AssessmentResult)
        .join(AssessmentResult, col(AssessmentResult.assessment_id) == col(Assessment.id))
        .where(
            col(Assessment.outcome_id) == outcome_id,
            col(Assessment.status) == AssessmentStatus.ISSUED,
        )
        .order_by(col(Assessment.issued_at).desc())
    ).first()
    if row is None:
        return None
    assessment, result = row
    report: Report | None = report_of(uow, assessment.id)
    found = maturity_of(uow, assessment)
    weights = result.payload["weights"]
    hidden = withheld_of(tree_of_hash(uow, result.payload["tree"]["hash"]), result.payload)
    return PublicResult(
        assessment_id=assessment.id,
        number=assessment.number,
        total=result.total,
        grade=result.grade,
        passed=result.passed,
        issued_at=assessment.issued_at or result.computed_at,
        maturity_level=found.level,
        maturity_label=found.label,
        maturity_stage=found.stage_label,
        dimensions=tuple(
            (
                item["code"],
                item["name"],
                None if item["code"] in hidden.dimensions else item["score"],
            )
            for item in result.payload["card"]["dimensions"]
        ),
        weight_version=f"{weights['number']} 第 {weights['revision']} 版",
        report_file_id=report.pdf_file_id if report else None,
    )
