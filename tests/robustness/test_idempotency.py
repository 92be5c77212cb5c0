"""A creating request sent twice is done once, and a key belongs to one person (5.1.4.1)."""

import threading

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from backend.entrypoints.api import create_app
from backend.features.identity.models import Invitation
from backend.kernel import audit
from backend.kernel.idempotency import IdempotencyKey
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from tests.factories.people import make_person
from tests.robustness.judge import difference, faults, snapshot
from tests.robustness.operations import operations

# These open a session and set its cookie, which no stored answer may hold; the address or the
# single-use token keeps them from being done twice.
WITH_COOKIE = {
    "POST /auth/register",
    "POST /auth/accept-invitation",
    "POST /auth/setup",
    "POST /auth/login",
}
KEY = {"idempotency-key": "robust:0001"}


def _creating(app):
    for operation in operations(app):
        if operation.row.method == "POST" and operation.name not in WITH_COOKIE:
            yield operation


def test_a_repeated_creation_gives_the_first_answer_and_one_row(app, house, world, send):
    connection, wrong, created = house.database.connection, [], 0
    for operation in _creating(app):
        savepoint = connection.begin_nested()
        first = send(operation, headers=KEY)
        if first.status_code != 201:
            savepoint.rollback()
            continue
        created += 1
        before = snapshot(connection)
        again = send(operation, headers=KEY)
        changed = difference(before, snapshot(connection))
        if changed or (again.status_code < 400 and "idempotent-replay" not in again.headers):
            wrong.append(f"{operation.name}: done twice ({again.status_code}), changed {changed}")
        elif again.status_code >= 400:  # a business rule refuses the second, as for equal files
            wrong += [f"{operation.name}: {fault}" for fault in faults(again)]
        elif (again.status_code, again.json()) != (201, first.json()):
            wrong.append(f"{operation.name}: another answer {again.text[:200]}")
        else:
            wrong += _other_body_and_other_person(operation, world, send)
        savepoint.rollback()
    assert created >= 3
    assert not wrong, "\n".join(wrong)


def _other_body_and_other_person(operation, world, send) -> list[str]:
    wrong = []
    content = b'{"something":"else"}'
    if operation.is_upload:
        content = b"another file"
    if operation.schema is not None or operation.is_upload:
        other = send(operation, content=content, headers=KEY)
        if other.status_code != 422:
            wrong.append(f"{operation.name}: other body {other.status_code}")
        wrong += [f"{operation.name}: {fault}" for fault in faults(other)]
    cells = operation.row.expected()
    for who in (p for p, cell in cells.items() if cell == "ok" and p != operation.principal()):
        theirs = send(operation, who, headers=KEY)
        if "idempotent-replay" in theirs.headers:
            wrong.append(f"{operation.name}: {who} was given another person's answer")
        break
    return wrong


@pytest.mark.parametrize("key", ["short", "x" * 81, "with blank 1", "键键键键键键键键", "a\tb" * 4])
def test_a_bad_key_is_refused(app, world, send, key):
    operation = next(o for o in operations(app) if o.name == "POST /invitations")
    answer = send(operation, headers={"idempotency-key": key.encode("utf-8")})
    assert answer.status_code == 422
    assert not faults(answer)


def test_a_refused_request_does_not_use_its_key_up(app, house, world, send):
    operation = next(o for o in operations(app) if o.name == "POST /invitations")
    assert send(operation, content=b"{}", headers=KEY).status_code == 422
    assert send(operation, headers=KEY).status_code == 201


def test_of_eight_at_once_one_takes_effect(real_house):
    admin = make_person(real_house, Role.ORG_ADMIN)
    other = make_person(real_house, Role.ORG_ADMIN)
    app = create_app(real_house)
    barrier, answers = threading.Barrier(8), []
    with TestClient(app, raise_server_exceptions=False) as client:

        def post(token: str):
            headers = {"cookie": f"sid={token}", "idempotency-key": "at-once-0001"}
            body = {"email": "once@example.org", "role": "holder"}
            return client.post("/api/v1/invitations", json=body, headers=headers)

        def go():
            barrier.wait()
            answers.append(post(admin.token))

        threads = [threading.Thread(target=go) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        settled = [post(admin.token) for _ in range(2)]
        assert post(other.token).headers.get("idempotent-replay") is None

    assert {answer.status_code for answer in answers} <= {201, 409}
    bodies = {answer.text for answer in answers if answer.status_code == 201}
    assert len(bodies) == 1
    assert {answer.text for answer in settled} == bodies
    assert all(answer.headers["idempotent-replay"] == "true" for answer in settled)
    with real_house.reading() as uow:
        count = uow.session.execute(
            sa.select(sa.func.count()).where(Invitation.org_id == admin.org_id)
        ).scalar_one()
        keys = uow.session.execute(sa.select(sa.func.count()).select_from(IdempotencyKey))
        events = uow.session.execute(
            sa.select(sa.func.count()).where(OutboxEvent.name == "invitation.sent")
        ).scalar_one()
        assert (count, keys.scalar_one()) == (1, 2)
        assert events == 2  # one per person
        assert audit.verify(uow.session).ok
