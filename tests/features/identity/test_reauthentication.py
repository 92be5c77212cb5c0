"""Binding acts ask for the password again when it was given too long ago (step-up)."""

import hashlib
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from backend.features.identity.models import LoginSession, User
from backend.features.identity.passwords import hash_password
from backend.kernel.audit import AuditEntry
from backend.kernel.policy import Reauth, Role
from backend.web.routing import api_routes, permission_of
from tests.factories.assessments import make_panel

PASSWORD = "柴胡疏肝散很有用2026"
ACTS = {
    "panel_member.sign", "score_sheet.submit", "assessment.release", "assessment.issue",
    "assessment.restore",
    "assessment.reveal",
}  # fmt: skip


@pytest.fixture
def panel(house):
    panel = make_panel(house)
    panel.start()
    with house.unit_of_work() as uow:
        hashed = hash_password(PASSWORD)
        for person in (panel.experts[0], panel.operator):
            uow.session.get_one(User, person.user_id).password_hash = hashed
    return panel


@pytest.fixture
def sign(panel, client):
    """Sign the first declaration over HTTP; return the answer."""

    def sign():
        task = client.get(f"/api/v1/panel-tasks/{panel.members[0]}").json()
        return client.post(
            f"/api/v1/panel-tasks/{panel.members[0]}/sign",
            headers={"If-Match": f'"{task["version"]}"'},
            json={"name": task["expert_name"], "text_sha256": task["text_sha256"], "accept": True},
        )

    client.cookies.set("sid", panel.experts[0].token)
    return sign


def _age(house, person, minutes):
    """Turn the clock of one session back."""
    with house.unit_of_work() as uow:
        row = uow.session.exec(
            select(LoginSession).where(
                LoginSession.token_hash == hashlib.sha256(person.token.encode()).hexdigest()
            )
        ).one()
        then = None if minutes is None else uow.now() - timedelta(minutes=minutes)
        row.authenticated_at = then


@pytest.mark.clause("5.1.1.1")
def test_a_fresh_login_signs_without_being_asked(sign):
    assert sign().status_code == 200


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize("minutes", [10, 25, None])
def test_an_old_login_gives_the_password_and_the_same_request_goes_through(
    panel, house, client, sign, minutes
):
    _age(house, panel.experts[0], minutes)
    refused = sign()
    assert refused.status_code == 403
    assert refused.json()["type"] == "/problems/reauthentication-required"
    assert "10 分钟" in refused.json()["detail"]
    assert panel.member(0).signed_at is None
    before = client.cookies["sid"]
    answer = client.post("/api/v1/me/reauthenticate", json={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    # the session goes on under a new token, under the same hat
    assert answer.json()["hat"]["role"] == "expert"
    assert answer.cookies["sid"] != before
    assert sign().status_code == 200
    client.cookies.clear()
    old = client.get("/api/v1/me", headers={"cookie": f"sid={before}"})
    assert old.json()["user"] is None


def test_nine_minutes_are_not_too_long(panel, house, sign):
    _age(house, panel.experts[0], 9)
    assert sign().status_code == 200


def test_a_wrong_password_opens_nothing_and_ten_lock(panel, house, client, sign):
    _age(house, panel.experts[0], 60)
    for _ in range(10):
        wrong = client.post("/api/v1/me/reauthenticate", json={"password": "nonsense"})
        assert wrong.status_code == 422
        assert wrong.json()["errors"][0]["pointer"] == "/password"
    assert sign().status_code == 403
    right = client.post("/api/v1/me/reauthenticate", json={"password": PASSWORD})
    assert right.status_code == 429


def test_giving_the_password_again_is_on_record(panel, house, client, sign):
    client.post("/api/v1/me/reauthenticate", json={"password": PASSWORD})
    with house.reading() as uow:
        found = uow.session.exec(
            select(AuditEntry).where(sa.column("action") == "user.reauthenticated")
        ).all()
    assert [entry.actor_id for entry in found] == [panel.experts[0].user_id]
    assert PASSWORD not in repr(found)


@pytest.mark.clause("6.2.1")
def test_the_score_sheet_is_not_handed_in_with_an_old_login(house, as_):
    panel = make_panel(house)
    panel.start()
    for k in range(len(panel.members)):
        panel.sign(k)
    _age(house, panel.experts[0], 11)
    expert, path = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}/sheet"
    version = expert.get(path).json()["version"]
    answer = expert.post(f"{path}/submit", version=version)
    assert answer.json()["type"] == "/problems/reauthentication-required"
    # reading and saving go on
    notes = {"advice": "建议补充随访", "vetoes": []}
    assert expert.put(f"{path}/notes", version=version, json=notes).status_code == 200


@pytest.mark.clause("6.2.2")
@pytest.mark.parametrize("action", ["release", "issue"])
def test_release_and_issue_ask_the_organiser(house, as_, action):
    panel = make_panel(house)
    _age(house, panel.operator, 11)
    staff = as_(panel.operator)
    answer = staff.post(f"/assessments/{panel.assessment_id}/{action}", version=1)
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/reauthentication-required"


def test_the_policy_names_the_acts_and_each_has_its_own_route(house, app):
    rules = house.policy.rules.values()
    assert {r.permission for r in rules if r.reauth is Reauth.RECENT} == ACTS
    assert {r.permission for r in rules if r.reauth is Reauth.ALWAYS} == {"agreement.sign"}
    guarded = [route for route in api_routes(app) if permission_of(route) in ACTS]
    assert {permission_of(route) for route in guarded} == ACTS
    assert all(route.methods == {"POST"} for route in guarded)


def test_the_password_is_asked_of_nobody_who_is_not_there(client):
    answer = client.post("/api/v1/me/reauthenticate", json={"password": PASSWORD})
    assert answer.status_code == 401


def test_another_hat_keeps_the_moment_of_the_password(house, as_):
    expert = as_(Role.EXPERT)
    with house.reading() as uow:
        row = uow.session.exec(
            select(LoginSession).where(LoginSession.user_id == expert.person.user_id)
        ).one()
    assert row.authenticated_at is not None
    hat = {"membership_id": str(expert.person.membership_id)}
    assert expert.post("/me/hat", json=hat).status_code == 200
    assert expert.person.actor.authenticated_at == row.authenticated_at
