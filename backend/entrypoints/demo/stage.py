"""The stage of the demonstration: a house whose clock is moved through the past months."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from backend.entrypoints.assembly import build_relay
from backend.kernel.clock import SHANGHAI, FixedClock
from backend.kernel.policy import Actor
from backend.kernel.uow import House, RequestInfo, UnitOfWork

REQUEST = RequestInfo(request_id="demo")


class Stage:
    """Runs services as the people of the demonstration at moments of the past."""

    def __init__(self, house: House, begin: datetime) -> None:
        self.clock = FixedClock(begin)
        self.house = dataclasses.replace(house, clock=self.clock)
        self.relay = build_relay(self.house)

    @contextmanager
    def acting(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a unit of work as one of the people."""
        with self.house.unit_of_work(actor, REQUEST) as uow:
            yield uow

    def today(self) -> date:
        """Return the present day in Shanghai."""
        return self.house.ports.calendar.local_date(self.clock.at)

    def settle(self) -> None:
        """Deliver all events."""
        self.relay.drain()

    def catch_up(self, moment: datetime) -> None:
        """Jump forward to a moment, never back."""
        self.clock.at = max(self.clock.at, moment)

    def later(self, *, hours: float = 0.0, days: float = 0.0) -> None:
        """Let time pass; land within office hours of a working day."""
        self.clock.advance(hours=hours, days=days)
        local = self.clock.at.astimezone(SHANGHAI)
        calendar = self.house.ports.calendar
        if local.hour < 9:
            local = local.replace(hour=9)
        elif local.hour >= 17:
            local = (local + timedelta(days=1)).replace(hour=9)
        while not calendar.is_working_day(local.date()):
            local = (local + timedelta(days=1)).replace(hour=9)
        self.clock.at = local.astimezone(self.clock.at.tzinfo)
