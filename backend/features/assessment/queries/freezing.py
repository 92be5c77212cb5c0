"""Snapshots of a round of scoring: whether they are genuine, and what organisers see of them."""

import hashlib
import uuid

from sqlmodel import col, select

from backend.features.assessment.models import Assessment
from backend.features.assessment.proceedings_models import RoundSnapshot, SnapshotCause
from backend.features.assessment.schemas.freezing import RoundSnapshotView, ScoringRoundView
from backend.features.assessment.states import AT_WORK
from backend.kernel.uow import UnitOfWork

CAUSES = {
    SnapshotCause.DAILY: "每日留存",
    SnapshotCause.COMPLETE: "评分全部提交",
    SnapshotCause.FREEZE: "冻结评分",
    SnapshotCause.RESTORE: "回退之前",
}
ADDRESS = {"table": "round_snapshots", "column": "signature"}


def _statement(assessment_id: uuid.UUID, number: int, digest: str) -> str:
    return f"{assessment_id}:{number}:{digest}"


def seal_of(uow: UnitOfWork, assessment_id: uuid.UUID, number: int, digest: str) -> str:
    """Return the keyed hash that only this platform can make."""
    return uow.ports.cipher.blind_index(_statement(assessment_id, number, digest), **ADDRESS)


def is_genuine(uow: UnitOfWork, row: RoundSnapshot) -> bool:
    """Whether content, place and signature of a snapshot belong together, under any live key."""
    digest = hashlib.sha256(row.content.encode()).hexdigest()
    text = _statement(row.assessment_id, row.number, digest)
    return row.signature in uow.ports.cipher.blind_indexes(text, **ADDRESS)


def newest_snapshot(uow: UnitOfWork, assessment_id: uuid.UUID) -> tuple[int, str]:
    """Return number and hash of the newest snapshot, (0, "") before the first."""
    statement = (
        select(RoundSnapshot.number, RoundSnapshot.sha256)
        .where(col(RoundSnapshot.assessment_id) == assessment_id)
        .order_by(col(RoundSnapshot.number).desc())
        .limit(1)
    )
    row = uow.session.exec(statement).first()
    return (row[0], row[1]) if row else (0, "")


def snapshots_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> list[RoundSnapshot]:
    """Return the snapshots of a round, newest first."""
    return list(
        uow.session.exec(
            select(RoundSnapshot)
            .where(col(RoundSnapshot.assessment_id) == assessment_id)
            .order_by(col(RoundSnapshot.number).desc())
        ).all()
    )


def round_view(uow: UnitOfWork, assessment: Assessment) -> ScoringRoundView:
    """Return whether the scoring is frozen, and its snapshots; no score is in it."""
    at_work = assessment.status in AT_WORK
    return ScoringRoundView(
        version=assessment.version,
        at_work=at_work,
        frozen_at=assessment.frozen_at,
        frozen_by_name=assessment.frozen_by_name,
        frozen_reason=assessment.frozen_reason,
        may_freeze=at_work and uow.allows("assessment.freeze", assessment),
        may_restore=at_work
        and assessment.frozen_at is not None
        and uow.allows("assessment.restore", assessment),
        snapshots=[
            RoundSnapshotView(
                id=row.id,
                number=row.number,
                taken_at=row.created_at,
                taken_by_name=row.taken_by_name,
                cause_label=CAUSES[row.cause],
                sheets=row.sheets,
                submitted=row.submitted,
                sha256=row.sha256,
                genuine=is_genuine(uow, row),
            )
            for row in snapshots_of(uow, assessment.id)
        ],
    )
