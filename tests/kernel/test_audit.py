"""The audit chain: append-only, complete, and a changed row is found."""

import json

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.identity.models import Organisation, OrganisationKind, User
from backend.kernel import audit
from backend.kernel.audit import AuditEntry


def _work(house, times: int = 5) -> None:
    for n in range(times):
        with house.unit_of_work() as uow:
            uow.add(Organisation(name=f"单位{n}", kind=OrganisationKind.COMPANY))


@pytest.mark.clause("5.2.1.2.8")
def test_every_commit_leaves_one_entry_with_before_and_after(house):
    _work(house, 1)
    with house.unit_of_work() as uow:
        org = uow.session.exec(select(Organisation)).one()
        org.note = "改过"
    with house.reading() as uow:
        entries = uow.session.exec(select(AuditEntry).order_by(col(AuditEntry.seq))).all()
        assert [e.seq for e in entries] == [1, 2]
        change = json.loads(entries[1].changes)[0]
        assert change["fields"] == {"note": ["", "改过"]}
        assert audit.verify(uow.session).ok


def test_a_rolled_back_change_leaves_nothing(house):
    def half_done():
        with house.unit_of_work() as uow:
            uow.add(Organisation(name="x", kind=OrganisationKind.COMPANY))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with house.reading() as uow:
        assert uow.session.exec(select(AuditEntry)).all() == []
        assert uow.session.exec(select(Organisation)).all() == []


def test_secrets_are_kept_as_keyed_hashes(house):
    with house.unit_of_work() as uow:
        uow.add(User(email="a@example.org", name="a", password_hash="$argon2$canary"))
    with house.reading() as uow:
        text = uow.session.exec(select(AuditEntry.changes)).one()
    assert "canary" not in text
    assert "hmac:" in text


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entries SET actor_name = 'x' WHERE seq = 2",
    "DELETE FROM audit_entries WHERE seq = 2",
])  # fmt: skip
def test_the_database_refuses_to_change_entries(house, statement):
    _work(house)
    with house.database.writing() as session, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.text(statement))


TAMPERINGS = {
    "content": "UPDATE audit_entries SET changes = '[]' WHERE seq = 3",
    "actor": "UPDATE audit_entries SET actor_name = 'x' WHERE seq = 3",
    "hash": "UPDATE audit_entries SET hash = prev WHERE seq = 3",
    "link": "UPDATE audit_entries SET prev = hash WHERE seq = 3",
    "gap": "DELETE FROM audit_entries WHERE seq = 3",
    "first": "DELETE FROM audit_entries WHERE seq = 1",
}


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize("kind", list(TAMPERINGS))
def test_a_row_changed_by_hand_is_found(house, engine, kind):
    _work(house)
    with house.database.writing() as session:
        if engine.dialect.name == "sqlite":
            for trigger in ("audit_no_update", "audit_no_delete", "audit_chain"):
                session.execute(sa.text(f"DROP TRIGGER {trigger}"))
        else:
            session.execute(sa.text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        session.execute(sa.text(TAMPERINGS[kind]))
        session.expire_all()
        report = audit.verify(session)
    assert not report.ok
    assert report.broken_seq in {1, 3, 4}
    assert report.reason


def test_entries_are_ordered_even_when_a_unit_writes_notes(house):
    with house.unit_of_work() as uow:
        uow.note("file.read", "file", None, name="a.pdf")
        uow.note("file.read", "file", None, name="b.pdf")
    with house.reading() as uow:
        assert audit.verify(uow.session).checked == 2
