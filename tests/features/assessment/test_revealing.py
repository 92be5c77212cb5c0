"""Who stands behind a pseudonym: read by one act, after the release, with the reason on record."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from backend.features.identity.models import LoginSession, User
from backend.kernel.audit import AuditEntry
from backend.kernel.policy import Role
from tests.factories.assessments import make_panel

pytestmark = pytest.mark.clause("6.2.2")
REASON = {"reason": "核发评审费"}


@pytest.fixture
def released(house):
    return make_panel(house).all_released()


def reveal(as_, panel, who=None, body=REASON):
    return as_(who or panel.operator).post(f"/assessments/{panel.assessment_id}/reveal", json=body)


def records(house):
    with house.reading() as uow:
        return uow.session.exec(
            select(AuditEntry).where(
                col(AuditEntry.action).in_(["assessment.revealed", "assessment.pseudonyms_read"])
            )
        ).all()


def test_the_names_come_by_pseudonym_and_agree_with_the_result(released, as_, house):
    found = reveal(as_, released).json()
    with house.reading() as uow:
        names = {uow.session.get_one(User, e.user_id).name for e in released.experts}
    assert {row["name"] for row in found} == names
    letters = [row["pseudonym"] for row in found]
    assert letters == sorted(set(letters))
    result = as_(released.operator).get(f"/assessments/{released.assessment_id}/result").json()
    told = {part["pseudonym"] for leaf in result["leaves"] for part in leaf["contributions"]}
    assert told == set(letters)


def test_each_reading_is_on_record_with_its_reason_and_without_names(released, as_, house):
    names = [row["name"] for row in reveal(as_, released).json()]
    entries = records(house)
    assert [entry.object_id for entry in entries] == [released.assessment_id] * 2
    trail = "".join(entry.changes for entry in entries)
    assert "核发评审费" in trail
    assert not any(name in trail for name in names)
    panel = as_(released.operator).get(f"/assessments/{released.assessment_id}/panel").json()
    assert panel["can_reveal"]
    assert any(
        entry["label_zh"] == "查阅专家代号对应" and "核发评审费" in str(entry)
        for entry in panel["history"]
    )


def test_nobody_reads_them_before_the_release(house, as_):
    panel = make_panel(house)
    panel.start()
    panel.sign(0)
    assert reveal(as_, panel).status_code == 403
    shown = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/panel").json()
    assert not shown["can_reveal"]
    assert not records(house)


def test_neither_auditor_nor_panel_nor_holder_reads_them(released, as_, house):
    for who in (as_(Role.AUDITOR).person, released.experts[0], released.holder):
        assert reveal(as_, released, who).status_code in {403, 404}
    assert not records(house)


def test_the_purpose_must_be_named(released, as_, house):
    answer = reveal(as_, released, body={"reason": "  "})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/reason"
    assert not records(house)


def test_the_password_is_asked_again(released, as_, house):
    with house.unit_of_work() as uow:
        for row in uow.session.exec(
            select(LoginSession).where(col(LoginSession.user_id) == released.operator.user_id)
        ):
            row.authenticated_at = uow.now() - timedelta(minutes=11)
    answer = reveal(as_, released)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/reauthentication-required"
    assert not records(house)
