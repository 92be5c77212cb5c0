"""The outbox: at least once, isolated, parked after eight attempts."""

import dataclasses
import uuid
from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlmodel import select

from backend.features.identity.models import Organisation, OrganisationKind
from backend.kernel.events import Event
from backend.kernel.outbox import OutboxDelivery, OutboxEvent
from backend.kernel.relay import MAX_ATTEMPTS, Relay, Subscriber


@dataclass(frozen=True, kw_only=True)
class Tried(Event):
    """Something for the tests."""

    name: ClassVar[str] = "trial.tried"
    label_zh: ClassVar[str] = "试"
    fact: str = ""


def _house(house, *names: str):
    return dataclasses.replace(house, subscriptions={"trial.tried": names})


def _record(house, fact: str = "") -> uuid.UUID:
    identity = uuid.uuid4()
    with house.unit_of_work() as uow:
        uow.record(Tried(aggregate_id=identity, fact=fact))
    return identity


def test_an_event_reaches_every_subscriber_once(house):
    house = _house(house, "a", "b")
    seen: list[tuple[str, str]] = []
    relay = Relay(house, {
        name: Subscriber(name, inside=lambda uow, e, name=name: seen.append((name, e.name)))
        for name in ("a", "b")
    })  # fmt: skip
    _record(house)
    relay.drain()
    relay.drain()
    assert sorted(seen) == [("a", "trial.tried"), ("b", "trial.tried")]


def test_a_failing_subscriber_does_not_hold_another_and_is_parked(house, clock):
    house = _house(house, "good", "bad")
    seen = []

    def broken(uow, event):
        uow.add(Organisation(name="半途", kind=OrganisationKind.COMPANY))
        raise RuntimeError("mail server down")

    relay = Relay(house, {
        "good": Subscriber("good", inside=lambda uow, e: seen.append(e.id)),
        "bad": Subscriber("bad", inside=broken),
    })  # fmt: skip
    _record(house)
    for _ in range(MAX_ATTEMPTS + 2):
        relay.drain()
        clock.advance(hours=3)
    assert len(seen) == 1
    with house.reading() as uow:
        rows = {d.subscriber: d for d in uow.session.exec(select(OutboxDelivery)).all()}
        assert uow.session.exec(select(Organisation)).all() == []
    assert rows["good"].done_at is not None
    assert rows["bad"].attempts == MAX_ATTEMPTS
    assert rows["bad"].parked_at is not None
    assert "mail server down" in rows["bad"].error


def test_a_crash_between_claim_and_work_is_made_good_after_the_lease(house, clock):
    house = _house(house, "a")
    seen = []
    relay = Relay(house, {"a": Subscriber("a", inside=lambda uow, e: seen.append(e.id))})
    _record(house)
    assert len(relay._claim(10)) == 1  # a worker that died here
    relay.drain()
    assert seen == []
    clock.advance(minutes=6)
    relay.drain()
    assert len(seen) == 1


def test_outside_subscribers_get_batches(house):
    house = _house(house, "index")
    sizes = []
    relay = Relay(
        house, {"index": Subscriber("index", outside=lambda uow, events: sizes.append(len(events)))}
    )
    for _ in range(5):
        _record(house)
    relay.drain()
    assert sizes == [5]


def test_handlers_can_cause_further_events(house):
    house = _house(house, "chain")
    facts = []

    def chain(uow, event):
        facts.append(event.payload)
        if '"first"' in event.payload:
            uow.record(Tried(aggregate_id=event.aggregate_id, fact="second"))

    _record(house, "first")
    Relay(house, {"chain": Subscriber("chain", inside=chain)}).drain()
    assert len(facts) == 2


def test_an_unknown_subscriber_is_counted_not_lost(house):
    house = _house(house, "gone")
    _record(house)
    Relay(house, {}).run_once()
    with house.reading() as uow:
        delivery = uow.session.exec(select(OutboxDelivery)).one()
        assert uow.session.get(OutboxEvent, delivery.event_id) is not None
    assert delivery.attempts == 1
    assert delivery.done_at is None


@pytest.mark.clause("4.2.4")
def test_staff_see_parked_deliveries_and_can_retry(house, clock, as_):
    from backend.kernel.policy import Role

    broken = _house(house, "send_notices")
    _record(broken)
    relay = Relay(broken, {"send_notices": Subscriber("send_notices", inside=_fail)})
    for _ in range(MAX_ATTEMPTS):
        relay.drain()
        clock.advance(hours=3)
    staff = as_(Role.OPERATOR)
    rows = staff.get("/deliveries").json()["items"]
    assert [row["subscriber"] for row in rows] == ["send_notices"]
    path = f"/deliveries/{rows[0]['event_id']}/send_notices/retry"
    assert staff.post(path).status_code == 204
    assert staff.get("/deliveries").json()["total"] == 0


def _fail(uow, event):
    raise RuntimeError("broken")
