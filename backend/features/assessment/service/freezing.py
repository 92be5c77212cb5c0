"""Freeze a round of scoring, keep signed snapshots of it, go back to one of them.

For the day on which something leaked or was tampered with: organisers stop the scoring, look at
what is known, and let it go on from a state that nobody had seen. Sheets stay encrypted throughout,
so whoever restores them reads none.
"""

import base64
import json
import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.models import Assessment, Score, ScoreSheet
from backend.features.assessment.proceedings_events import RoundFrozen, RoundRestored, RoundThawed
from backend.features.assessment.proceedings_models import RoundSnapshot, SnapshotCause
from backend.features.assessment.queries.freezing import is_genuine
from backend.features.assessment.service.progress import settle
from backend.features.assessment.service.snapshots import sheets_held, take_snapshot
from backend.features.assessment.states import (
    ASSESSMENT_WORKFLOW,
    AT_WORK,
    SCORE_SHEET_WORKFLOW,
    SheetStatus,
)
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]


def snapshot_rounds(uow: UnitOfWork) -> None:
    """Keep every round at work once a day (scheduled)."""
    statement = (
        select(Assessment)
        .where(col(Assessment.status).in_(AT_WORK), col(Assessment.frozen_at).is_(None))
        .order_by(col(Assessment.id))
    )
    for assessment in uow.session.exec(statement).all():
        take_snapshot(uow, assessment, SnapshotCause.DAILY)


def freeze_round(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, reason: str
) -> Assessment:
    """Stop the scoring: nobody saves or submits, nothing is released, until it goes on.

    Raises
    ------
    Conflict
        No scoring is under way, or it is frozen already.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.freeze", expected_version=expected_version
    )
    if assessment.status not in AT_WORK:
        label = ASSESSMENT_WORKFLOW.label(assessment.status)
        raise Conflict(f"评估处于“{label}”，没有可以冻结的评分。")
    if assessment.frozen_at is not None:
        raise Conflict("评分已经冻结。")
    assessment.frozen_at, assessment.frozen_by_name = uow.now(), uow.actor.name
    assessment.frozen_reason = reason
    take_snapshot(uow, assessment, SnapshotCause.FREEZE)
    uow.touch(assessment)
    uow.record(RoundFrozen(aggregate_id=assessment.id, reason=reason))
    return assessment


def _frozen(uow: UnitOfWork, assessment_id: uuid.UUID, permission: str, version: int) -> Assessment:
    assessment = uow.get(Assessment, assessment_id, permission, expected_version=version)
    if assessment.status not in AT_WORK or assessment.frozen_at is None:
        raise Conflict("评分没有冻结。请先冻结评分。")
    return assessment


def thaw_round(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, reason: str
) -> Assessment:
    """Let the scoring go on.

    Raises
    ------
    Conflict
        It is not frozen.
    """
    assessment = _frozen(uow, assessment_id, "assessment.freeze", expected_version)
    assessment.frozen_at, assessment.frozen_by_name, assessment.frozen_reason = None, "", ""
    uow.touch(assessment)
    uow.record(RoundThawed(aggregate_id=assessment.id, reason=reason))
    return assessment


def restore_snapshot(
    uow: UnitOfWork,
    assessment_id: uuid.UUID,
    snapshot_id: uuid.UUID,
    expected_version: int,
    reason: str,
) -> Assessment:
    """Put the sheets back to where they stood in a snapshot; what stood before is kept as one.

    Sheets that are annulled, or that came later, stay as they are.

    Raises
    ------
    NotFound
        The assessment has no such snapshot.
    Conflict
        The scoring is not frozen, or the snapshot does not carry the platform's signature.
    """
    assessment = _frozen(uow, assessment_id, "assessment.restore", expected_version)
    row = uow.session.get(RoundSnapshot, snapshot_id)
    if row is None or row.assessment_id != assessment.id:
        raise NotFound("没有这份快照。")
    if not is_genuine(uow, row):
        raise Conflict("快照与其签名不符，可能被改动，不能用于回退。")
    take_snapshot(uow, assessment, SnapshotCause.RESTORE)
    sheets = {str(sheet.id): sheet for sheet in sheets_held(uow, assessment.id)}
    for kept in json.loads(row.content):
        sheet = sheets.get(kept["id"])
        if sheet is not None and sheet.status is not SheetStatus.ANNULLED:
            _put_back(uow, sheet, kept, reason)
    uow.touch(assessment)
    settle(uow, assessment)
    uow.record(RoundRestored(aggregate_id=assessment.id, snapshot=row.number, reason=reason))
    return assessment


def _put_back(uow: UnitOfWork, sheet: ScoreSheet, kept: Json, reason: str) -> None:
    before = SheetStatus(kept["status"])
    if sheet.status is not before and before is not SheetStatus.ANNULLED:
        SCORE_SHEET_WORKFLOW.fire(uow, sheet, f"restore_{before.value}", reason=reason)
    at = kept["submitted_at"]
    sheet.submitted_at = datetime.fromisoformat(at) if at else None
    sheet.sealed = base64.b64decode(kept["sealed"])
    ids = [uuid.UUID(score["id"]) for score in kept["scores"]]
    uow.session.execute(
        sa.delete(Score).where(col(Score.sheet_id) == sheet.id, col(Score.id).not_in(ids))
    )
    rows = {
        score.id: score
        for score in uow.session.exec(select(Score).where(col(Score.sheet_id) == sheet.id)).all()
    }
    for kept_score in kept["scores"]:
        identity = uuid.UUID(kept_score["id"])
        score = rows.get(identity) or uow.add(
            Score(id=identity, sheet_id=sheet.id, leaf=kept_score["leaf"])
        )
        score.sealed, score.done = base64.b64decode(kept_score["sealed"]), kept_score["done"]
    uow.touch(sheet)
