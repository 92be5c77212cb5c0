"""Snapshots of a round: the sheets as they lie encrypted, signed with the platform's key."""

import base64
import hashlib
import json
import uuid
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.models import Assessment, Score, ScoreSheet
from backend.features.assessment.proceedings_models import RoundSnapshot, SnapshotCause
from backend.features.assessment.queries.freezing import newest_snapshot, seal_of
from backend.features.assessment.states import SheetStatus
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]


def _text(token: bytes) -> str:
    return base64.b64encode(token).decode()


def sheets_held(uow: UnitOfWork, assessment_id: uuid.UUID) -> list[ScoreSheet]:
    """Return the sheets; on PostgreSQL a save under way is waited for, a later one waits."""
    statement = (
        select(ScoreSheet)
        .where(col(ScoreSheet.assessment_id) == assessment_id)
        .order_by(col(ScoreSheet.id))
        .with_for_update()
    )
    return list(uow.session.exec(statement).all())


def _content(uow: UnitOfWork, sheets: list[ScoreSheet]) -> str:
    scores: dict[uuid.UUID, list[Json]] = {sheet.id: [] for sheet in sheets}
    statement = select(Score).where(col(Score.sheet_id).in_(list(scores))).order_by(col(Score.leaf))
    for score in uow.session.exec(statement).all():
        scores[score.sheet_id].append(
            {
                "id": str(score.id),
                "leaf": score.leaf,
                "done": score.done,
                "sealed": _text(score.sealed),
            }
        )
    rows = [
        {
            "id": str(sheet.id),
            "status": sheet.status.value,
            "submitted_at": sheet.submitted_at.isoformat() if sheet.submitted_at else None,
            "sealed": _text(sheet.sealed),
            "scores": scores[sheet.id],
        }
        for sheet in sheets
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def take_snapshot(
    uow: UnitOfWork, assessment: Assessment, cause: SnapshotCause
) -> RoundSnapshot | None:
    """Keep all sheets as they lie now; None where nothing has changed since the last snapshot."""
    uow.session.flush()
    sheets = sheets_held(uow, assessment.id)
    content = _content(uow, sheets)
    digest = hashlib.sha256(content.encode()).hexdigest()
    number, newest = newest_snapshot(uow, assessment.id)
    if newest == digest:
        return None
    number += 1
    return uow.add(
        RoundSnapshot(
            assessment_id=assessment.id,
            number=number,
            cause=cause,
            content=content,
            sheets=len(sheets),
            submitted=sum(sheet.status is SheetStatus.SUBMITTED for sheet in sheets),
            sha256=digest,
            signature=seal_of(uow, assessment.id, number, digest),
            taken_by_name=uow.actor.name,
        )
    )
