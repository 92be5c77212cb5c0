"""A right that has ended is gone at the next request, at every route (ASVS 7.4, 8.3.2).

For each person of the matrix and each event, all routes that let this person in before are asked
again: with the hat gone, only what somebody without a hat may is left; with the session gone, only
what a visitor may.
"""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import col

from backend.features.identity import service
from backend.features.identity.models import LoginSession, Membership, Organisation, User
from tests.authz.engine import PRINCIPALS, Row, World, call, verdict
from tests.authz.test_matrix import TABLES
from tests.factories.people import make_person

WITH_HAT = [who for who in PRINCIPALS if who not in {"visitor", "nobody", "ex_holder"}]
# what belongs to the person and not to the hat
OF_THE_PERSON = {"DELETE /me/sessions/{session_id}"}


def _end_membership(world: World, who: str) -> None:
    with world.uow() as uow:
        membership = uow.session.get_one(Membership, world.people[who].membership_id)
        service.end_membership(uow, membership.id, membership.version, "离职")


def _suspend_organisation(world: World, who: str) -> None:
    with world.uow() as uow:
        organisation = uow.session.get_one(Organisation, world.people[who].org_id)
        service.suspend_organisation(uow, organisation.id, organisation.version, "核查")


def _revoke_session(world: World, who: str) -> None:
    person = world.people[who]
    with world.uow(who) as uow:
        ids = uow.session.execute(
            sa.select(LoginSession.id).where(col(LoginSession.user_id) == person.user_id)
        ).scalars()
        for session_id in ids.all():
            service.end_session(uow, session_id)


def _change_password(world: World, who: str) -> None:
    """Change it in another session of the same person."""
    person = world.people[who]
    other = make_person(world.house, None, user_id=person.user_id)
    with world.house.unit_of_work(other.actor) as uow:
        service.change_password(uow, "!changed")


def _deactivate(world: World, who: str) -> None:
    with world.uow() as uow:
        uow.session.get_one(User, world.people[who].user_id).is_active = False


def _log_out(world: World, who: str) -> None:
    with world.uow(who) as uow:
        service.log_out(uow)


def _idle(world: World, who: str) -> None:
    with world.uow() as uow:
        uow.session.execute(
            sa.update(LoginSession)
            .where(col(LoginSession.user_id) == world.people[who].user_id)
            .values(expires_at=world.house.clock.now())
        )


HAT_EVENTS: dict[str, Callable[[World, str], None]] = {
    "membership ended": _end_membership,
    "organisation suspended": _suspend_organisation,
}
SESSION_EVENTS: dict[str, Callable[[World, str], None]] = {
    "session revoked": _revoke_session,
    "password changed": _change_password,
    "user deactivated": _deactivate,
    "logged out": _log_out,
    "session expired": _idle,
}


def _former_rights(who: str) -> Iterator[Row]:
    for table in TABLES.values():
        for row in table.ROWS:
            if row.expected()[who] == "ok":
                yield row


def _ask(world: World, client, house, who: str, left: str) -> tuple[int, list[str]]:
    """Ask all former rights again; `left` is the principal whose rights are left."""
    connection, wrong, asked = house.database.connection, [], 0
    for row in _former_rights(who):
        name = f"{row.method} {row.path}"
        if left == "nobody" and name in OF_THE_PERSON:
            continue
        asked += 1
        savepoint = connection.begin_nested()
        answer = call(client, world, row, who)
        savepoint.rollback()
        got, may = verdict(answer.status_code), row.expected()[left]
        if got == "5xx" or (got == "ok" and may != "ok") or (left == "visitor" and got != may):
            wrong.append(f"{name}: {answer.status_code}, {left} gets {may}")
    return asked, wrong


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize("event", [*HAT_EVENTS, *SESSION_EVENTS])
def test_nothing_is_left_of_former_rights(event, app, client, house, world):
    connection, wrong, asked = house.database.connection, [], 0
    people = WITH_HAT
    if event in SESSION_EVENTS:  # no hat matters here: three people per event, others each time
        first = 3 * list(SESSION_EVENTS).index(event)
        people = [WITH_HAT[(first + n) % len(WITH_HAT)] for n in range(3)]
    for who in people:
        savepoint = connection.begin_nested()
        if event in HAT_EVENTS:
            HAT_EVENTS[event](world, who)
            number, found = _ask(world, client, house, who, "nobody")
        else:
            SESSION_EVENTS[event](world, who)
            number, found = _ask(world, client, house, who, "visitor")
        asked += number
        wrong += [f"{who}, {event}: {what}" for what in found]
        savepoint.rollback()
    assert asked > 8 * len(people)
    assert not wrong, "\n".join(wrong)


def test_the_events_take_only_what_they_should(client, house, world):
    """Another session of the same person, and a colleague, go on after a revocation."""
    person = world.people["holder_own"]
    colleague = make_person(house, person.role, org=person.org_id)
    second = make_person(house, None, user_id=person.user_id)
    with house.unit_of_work(second.actor) as uow:
        service.end_session(uow, person.actor.session_id)

    def who_am_i(token: str):
        client.cookies.clear()
        return client.get("/api/v1/me", headers={"cookie": f"sid={token}"}).json()["user"]

    assert who_am_i(person.token) is None
    assert who_am_i(second.token)["id"] == str(person.user_id)
    assert who_am_i(colleague.token)["id"] == str(colleague.user_id)


def test_a_remembered_actor_would_be_noticed(app, client, house, world):
    """The comparison itself: an application that remembers who somebody was fails it."""
    actors = {person.token: person.actor for person in world.people.values()}
    app.state.authenticate = lambda _, token: actors[token]
    _end_membership(world, "holder_own")
    _, wrong = _ask(world, client, house, "holder_own", "nobody")
    assert len(wrong) > 5
