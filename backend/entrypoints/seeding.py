"""Fills a new database: the terms every installation needs, and the demonstration."""

from collections.abc import Callable
from datetime import datetime, timedelta

from backend.features.taxonomy.service import seed_terms
from backend.kernel.jobs import JobRun
from backend.kernel.uow import House

DEMO_MARK = "demo-seed"


def seed_basics(house: House) -> None:
    """Load the controlled lists; repeatable."""
    with house.unit_of_work() as uow:
        seed_terms(uow)


def is_seeded(house: House) -> bool:
    """Whether the demonstration was loaded whole."""
    with house.reading() as uow:
        mark = uow.session.get(JobRun, (DEMO_MARK, _epoch(house)))
        return mark is not None and mark.finished_at is not None


def _epoch(house: House) -> datetime:
    now = house.clock.now()
    return now - timedelta(seconds=now.timestamp())


def seed_demo(house: House, say: Callable[[str], object], published: int | None = None) -> None:
    """Load the real data and walk part of it through the whole process, once.

    `published` outcomes reach the library, all of the demonstration by default.
    """
    from backend.entrypoints.demo.applications import PUBLISHED
    from backend.entrypoints.demo.people import write_accounts
    from backend.entrypoints.demo.walk import run_demo

    accounts = house.ports.settings.data / "demo-accounts.json"
    if not is_seeded(house):
        seed_basics(house)
        run_demo(house, say, PUBLISHED if published is None else published)
        with house.database.writing() as session:
            session.merge(
                JobRun(name=DEMO_MARK, due_at=_epoch(house), finished_at=house.clock.now())
            )
            session.commit()
    if not accounts.exists():
        write_accounts(accounts)
