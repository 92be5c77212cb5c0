"""What other features may ask about introductions."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from backend.features.matchmaking.models import Introduction
from backend.features.matchmaking.states import IntroductionStatus
from backend.kernel.errors import NotFound
from backend.kernel.uow import UnitOfWork


@dataclass(frozen=True)
class Parties:
    """The two sides of an introduction and the people who speak for them."""

    holder_org_id: uuid.UUID
    demander_org_id: uuid.UUID
    holder_user_id: uuid.UUID | None
    demander_user_id: uuid.UUID | None


@dataclass(frozen=True)
class EstablishedFact:
    """A matching project as the figure of 7.1.2.5 sees it."""

    id: uuid.UUID
    number: str
    outcome_id: uuid.UUID
    holder_org_id: uuid.UUID
    demander_org_id: uuid.UUID
    status: IntroductionStatus
    established_at: datetime
    ended_at: datetime | None


def parties(uow: UnitOfWork, introduction_id: uuid.UUID) -> Parties:
    """Return the sides of an introduction, whoever asks.

    Raises
    ------
    NotFound
        There is none.
    """
    row = uow.session.get(Introduction, introduction_id)
    if row is None:
        raise NotFound("对接不存在。")
    return Parties(row.holder_org_id, row.demander_org_id, row.holder_user_id, row.demander_user_id)


def established_in(uow: UnitOfWork, start: datetime, end: datetime) -> list[EstablishedFact]:
    """Return the introductions established in the half-open span [start, end), oldest first."""
    rows = uow.session.exec(
        select(Introduction)
        .where(col(Introduction.established_at) >= start, col(Introduction.established_at) < end)
        .order_by(col(Introduction.established_at), col(Introduction.id))
    ).all()
    return [
        EstablishedFact(
            row.id,
            row.number,
            row.outcome_id,
            row.holder_org_id,
            row.demander_org_id,
            row.status,
            row.established_at,
            row.ended_at,
        )
        for row in rows
        if row.established_at is not None
    ]
