"""What waits in Delphi studies."""

from datetime import UTC, date, datetime, time

from sqlmodel import col, select

from backend.features.assessment.delphi_models import DelphiAnswer, DelphiRound, DelphiStudy
from backend.features.assessment.delphi_states import DelphiAnswerStatus, DelphiStatus
from backend.kernel.clock import SHANGHAI
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def _due(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(18), SHANGHAI).astimezone(UTC)


def delphi_expert_todos(uow: UnitOfWork) -> list[Todo]:
    """Return my open questionnaires."""
    rows = uow.session.exec(
        select(DelphiAnswer, DelphiRound, DelphiStudy)
        .join(DelphiRound, col(DelphiRound.id) == col(DelphiAnswer.round_id))
        .join(DelphiStudy, col(DelphiStudy.id) == col(DelphiAnswer.study_id))
        .where(
            uow.visible("delphi_answer.read"),
            col(DelphiAnswer.status) == DelphiAnswerStatus.OPEN,
            col(DelphiRound.closed_at).is_(None),
        )
        .limit(50)
    ).all()
    return [
        Todo("delphi_answer", answer.id, f"填写指标征询表：{study.title}（第 {one.number} 轮）",
             f"/work/delphi-tasks/{answer.id}", answer.created_at, _due(one.due_on))
        for answer, one, study in rows
    ]  # fmt: skip


def delphi_staff_todos(uow: UnitOfWork) -> list[Todo]:
    """Return studies that stand between two rounds."""
    rows = uow.session.exec(
        select(DelphiStudy).where(col(DelphiStudy.status) == DelphiStatus.REVIEWING).limit(50)
    ).all()
    return [
        Todo("delphi_study", study.id, f"审阅本轮结果，决定下一轮或结束：{study.title}",
             f"/work/delphi-studies/{study.id}", study.updated_at)
        for study in rows
    ]  # fmt: skip
