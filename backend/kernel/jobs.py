"""Scheduled work: a row per name and due time, so a job runs once however many workers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel

from backend.kernel.db import UTCDateTime
from backend.kernel.uow import House, UnitOfWork

log = structlog.get_logger()


class JobRun(SQLModel, table=True):
    """One run of one job."""

    __tablename__ = "job_runs"
    __audited__ = False

    name: str = Field(primary_key=True, max_length=60)
    due_at: datetime = Field(primary_key=True, sa_type=UTCDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    error: str = ""


@dataclass(frozen=True)
class Job:
    """A name, a rhythm and a function."""

    name: str
    every: timedelta
    run: Callable[[UnitOfWork], None]


def slot(at: datetime, every: timedelta) -> datetime:
    """Return the beginning of the period that a moment lies in."""
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=at.tzinfo)


def run_due(house: House, jobs: Sequence[Job]) -> int:
    """Run every job whose present slot has no run yet; return how many ran."""
    count = 0
    for job in jobs:
        due = slot(house.clock.now(), job.every)
        if not _claim(house, job.name, due):
            continue
        error = ""
        try:
            with house.unit_of_work() as uow:
                job.run(uow)
        except Exception as problem:  # noqa: BLE001 - one failing job must not stop the others
            error = repr(problem)[:500]
            log.warning("job failed", job=job.name, error=error)
        with house.database.writing() as session:
            row = session.get_one(JobRun, (job.name, due))
            row.finished_at, row.error = house.clock.now(), error
            session.commit()
        count += 1
    return count


def _claim(house: House, name: str, due: datetime) -> bool:
    with house.database.reading() as session:
        if session.get(JobRun, (name, due)) is not None:
            return False
    with house.database.writing() as session:
        return _insert(session, name, due)


def _insert(session: Session, name: str, due: datetime) -> bool:
    session.add(JobRun(name=name, due_at=due))
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        return False
    return True
