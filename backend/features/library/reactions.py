"""What the library does when an assessment is issued (6.3.1)."""

import json
import uuid

from backend.features.assessment import queries as assessments
from backend.features.library.service import PassedResult, prepare_record
from backend.kernel.outbox import OutboxEvent
from backend.kernel.uow import UnitOfWork


def prepare_passed(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Subscriber of the issued assessment: what passed gets a record, what failed gets none.

    The event only says where to look; whether it passed is read from the result itself.
    """
    outcome_id = uuid.UUID(json.loads(event.payload)["outcome_id"])
    result = assessments.public_result(uow, outcome_id)
    if result is None or not result.passed:
        return
    prepare_record(
        uow,
        outcome_id,
        PassedResult(
            assessment_id=result.assessment_id,
            number=result.number,
            total=result.total,
            grade=result.grade,
            weight_version=result.weight_version,
            issued_at=result.issued_at,
            maturity_level=f"{result.maturity_label}（{result.maturity_stage}）",
            readiness=result.maturity_level or None,
            dimensions=tuple(
                {"code": code, "label": name, "score": score}
                for code, name, score in result.dimensions
            ),
            report_file_id=result.report_file_id,
        ),
    )
