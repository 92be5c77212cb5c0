"""Real commits on a file database or on PostgreSQL: exactly one wins."""

import threading
from collections.abc import Iterator

import pytest
from sqlmodel import SQLModel, col, select

from backend.entrypoints.assembly import build_house
from backend.features.assessment import service as assessment
from backend.features.experts.models import TieKind
from backend.features.experts.service import record_organisation_tie
from backend.features.identity import service
from backend.features.identity.models import Organisation, OrganisationKind
from backend.features.identity.schemas import OrganisationInput
from backend.kernel import audit
from backend.kernel.db import Database
from backend.kernel.errors import Conflict, Stale
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Actor, Role
from backend.kernel.uow import House
from tests.factories.assessments import make_panel

STAFF = Actor(name="员", role=Role.OPERATOR)


@pytest.fixture
def real_house(request, settings, session_ports, tmp_path, worker_id) -> Iterator[House]:
    """A house over a database of its own, with real commits."""
    if request.config.getoption("--database") == "postgresql":
        from tests.postgres import fresh_database

        with fresh_database(f"race_{worker_id}") as url:
            yield from _house(url, settings, session_ports)
    else:
        yield from _house(f"sqlite:///{tmp_path / 'race.sqlite3'}", settings, session_ports)


def _house(url, settings, ports) -> Iterator[House]:
    database = Database(url)
    with database.writer.begin() as connection:
        SQLModel.metadata.create_all(connection)
        audit.ensure_guards(connection)
    yield build_house(settings, database=database, ports=ports)
    database.dispose()


def _race(jobs) -> list[str]:
    barrier, results = threading.Barrier(len(jobs)), []

    def go(job):
        barrier.wait()
        try:
            job()
            results.append("won")
        except (Conflict, Stale) as error:
            results.append(type(error).__name__)

    threads = [threading.Thread(target=go, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.clause("4.2.2")
def test_of_six_deciders_exactly_one_wins(real_house):
    with real_house.unit_of_work() as uow:
        org = service.add_organisation(
            uow, OrganisationInput(name="待审", kind=OrganisationKind.COMPANY)
        )

    def approve():
        with real_house.unit_of_work(STAFF) as uow:
            service.approve_organisation(uow, org.id, 1)

    def reject():
        with real_house.unit_of_work(STAFF) as uow:
            service.reject_organisation(uow, org.id, 1, "不符")

    results = _race([approve, reject] * 3)
    assert results.count("won") == 1
    assert len(results) == 6


def test_no_update_is_lost(real_house):
    with real_house.unit_of_work() as uow:
        org = uow.add(Organisation(name="计数", kind=OrganisationKind.COMPANY, note="0"))

    def add_one():
        for _ in range(25):
            while True:
                try:
                    with real_house.unit_of_work(STAFF) as uow:
                        row = uow.get(Organisation, org.id, "organisation.read")
                        row.note = str(int(row.note) + 1)
                    break
                except Stale:
                    continue

    assert _race([add_one] * 4) == ["won"] * 4
    with real_house.reading() as uow:
        note = uow.session.exec(select(Organisation.note).where(col(Organisation.id) == org.id))
        assert note.one() == "100"
        assert audit.verify(uow.session).checked == 101


def test_numbers_are_unique_and_without_gaps(real_house):
    from backend.kernel.ids import next_number

    numbers: list[str] = []

    def draw():
        for _ in range(20):
            with real_house.unit_of_work(STAFF) as uow:
                numbers.append(next_number(uow.session, "TT", uow.now()))

    with real_house.unit_of_work(STAFF) as uow:
        first = next_number(uow.session, "TT", uow.now())
    _race([draw] * 4)
    tails = sorted(int(number.rsplit("-", 1)[1]) for number in [first, *numbers])
    assert tails == list(range(1, 82))


@pytest.mark.clause("5.1.1.1")
def test_a_page_that_asks_for_three_things_ends_a_conflicted_seat_once(real_house):
    panel = make_panel(real_house).all_signed()
    with real_house.unit_of_work() as uow:
        record_organisation_tie(
            uow, panel.holder.org_id, panel.experts[0].org_id, TieKind.CONTRACT, reference="HT-9"
        )

    def settle():
        with real_house.unit_of_work() as uow:
            assessment.settle_seat(uow, panel.members[0])

    assert "won" in _race([settle] * 3)
    assert panel.member(0).status == "excluded"
    assert panel.sheet(0).status == "annulled"
    with real_house.reading() as uow:
        ended = uow.session.exec(
            select(OutboxEvent).where(col(OutboxEvent.name) == "panel_member.excluded")
        ).all()
        assert len(ended) == 1
