"""Accounts, sessions and organisations over HTTP."""

import pytest

from backend.kernel.policy import Role

REGISTRATION = {
    "email": "li.ming@example.org",
    "password": "柴胡疏肝散很有用2026",
    "name": "李明",
    "role": "holder",
    "organisation": {"name": "示例中医院", "kind": "hospital", "credit_code": "91110108551385082Q"},
    "accept_terms": True,
}


@pytest.mark.clause("4.2.4")
def test_a_new_organisation_works_after_staff_admit_it(client, as_):
    answer = client.post("/api/v1/auth/register", json=REGISTRATION)
    assert answer.status_code == 201, answer.text
    assert answer.json()["hat"] is None
    assert len(answer.json()["pending"]) == 2

    staff = as_(Role.OPERATOR)
    todo = staff.get("/me/todos").json()["items"]
    assert [item["kind"] for item in todo] == ["organisation"]
    org = staff.get(f"/organisations/{todo[0]['id']}").json()
    assert {a["action"] for a in org["available_actions"]} == {"approve", "reject"}
    done = staff.post(f"/organisations/{org['id']}/approve", version=org["version"])
    assert done.status_code == 200, done.text
    assert done.json()["status"] == "approved"

    client.cookies.clear()
    me = client.post(
        "/api/v1/auth/login",
        json={"email": REGISTRATION["email"], "password": REGISTRATION["password"]},
    ).json()
    assert {hat["role"] for hat in me["hats"]} == {"holder", "org_admin"}


def test_wrong_password_and_unknown_address_get_the_same_answer(client):
    client.post("/api/v1/auth/register", json=REGISTRATION)
    client.cookies.clear()
    wrong = client.post(
        "/api/v1/auth/login", json={"email": REGISTRATION["email"], "password": "nonsense"}
    )
    unknown = client.post(
        "/api/v1/auth/login", json={"email": "nobody@example.org", "password": "nonsense"}
    )
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.json()["errors"] == unknown.json()["errors"]
    for _ in range(10):
        last = client.post(
            "/api/v1/auth/login", json={"email": REGISTRATION["email"], "password": "nonsense"}
        )
    assert last.status_code == 429
    assert last.json()["title"] == "操作过于频繁"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"password": "short"}, "/password"),
        ({"password": "1234567890"}, "/password"),
        ({"email": "not an address"}, "/email"),
        ({"email": "a\u0000b@example.org"}, "/email"),
        ({"name": "\ud800"}, "/name"),
        ({"name": "a\u0000"}, "/name"),
        ({"accept_terms": False}, "/accept_terms"),
        ({"role": "operator"}, "/role"),
        ({"surprise": 1}, "/surprise"),
        (
            {"organisation": {**REGISTRATION["organisation"], "credit_code": "91110108551385082X"}},
            "/organisation/credit_code",
        ),
    ],
)
def test_bad_registration_names_the_field(client, change, pointer):
    import json

    answer = client.post(
        "/api/v1/auth/register",
        content=json.dumps(REGISTRATION | change).encode(),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert pointer in [e["pointer"] for e in answer.json()["errors"]]
    assert not answer.json()["detail"].isascii()


def test_a_revoked_session_ends_at_the_next_request(as_, person, client):
    someone = person(Role.HOLDER)
    me = as_(someone)
    sessions = me.get("/me/sessions").json()
    assert len(sessions) == 1
    assert sessions[0]["current"]
    assert me.delete(f"/me/sessions/{sessions[0]['id']}").status_code == 204
    assert me.get("/me/sessions").status_code == 401


def test_an_idle_session_ends(as_, clock):
    me = as_(Role.HOLDER)
    clock.advance(minutes=29)
    assert me.get("/me/sessions").status_code == 200
    clock.advance(minutes=29)
    assert me.get("/me/sessions").status_code == 200
    clock.advance(minutes=31)
    assert me.get("/me/sessions").status_code == 401


def test_one_person_switches_hats(as_, person):
    holder = person(Role.HOLDER)
    expert = person(Role.EXPERT, user_id=holder.user_id)
    me = as_(holder)
    hats = me.get("/me").json()["hats"]
    assert {h["role"] for h in hats} == {"holder", "expert"}
    switched = me.post("/me/hat", json={"membership_id": str(expert.membership_id)})
    assert switched.json()["hat"]["role"] == "expert"
    stranger = person(Role.EXPERT)
    refused = me.post("/me/hat", json={"membership_id": str(stranger.membership_id)})
    assert refused.status_code == 404


def test_an_invited_person_joins_with_the_given_role_only(as_, client):
    admin = as_(Role.ORG_ADMIN)
    made = admin.post("/invitations", json={"email": "new@example.org", "role": "holder"})
    assert made.status_code == 201, made.text
    token = made.json()["link"].rsplit("/", 1)[1]
    body = {"token": token, "name": "新人", "password": "一句足够长的口令啊啊"}
    joined = client.post("/api/v1/auth/accept-invitation", json=body)
    assert joined.status_code == 201, joined.text
    assert joined.json()["hat"]["role"] == "holder"
    assert client.post("/api/v1/auth/accept-invitation", json=body).status_code == 404
    for role in ("operator", "platform_admin"):
        denied = admin.post("/invitations", json={"email": "x@example.org", "role": role})
        assert denied.status_code in {201, 422}


def test_stale_and_missing_versions_are_refused(as_, person):
    staff = as_(Role.OPERATOR)
    org = staff.get(f"/organisations/{person(Role.HOLDER).org_id}").json()
    path = f"/organisations/{org['id']}/suspend"
    assert staff.post(path, json={"reason": "核查"}).status_code == 428
    assert staff.post(path, json={"reason": "核查"}, version=99).status_code == 412
    assert staff.post(path, json={}, version=org["version"]).status_code == 422
    assert staff.post(path, json={"reason": "核查"}, version=org["version"]).status_code == 200


def test_cross_site_requests_are_refused(client):
    answer = client.post("/api/v1/auth/login", json={}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    answer = client.post("/api/v1/auth/login", json={}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
