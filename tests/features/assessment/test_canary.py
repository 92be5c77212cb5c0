"""No expert's name and no unreleased score reaches anybody who may not see it (3.9, 5.2.1.2.8)."""

import io
import itertools
import sys

import pytest
import structlog
from sqlalchemy import text
from sqlmodel import select

from backend.features.notifications.models import Notice
from backend.kernel import logging
from backend.kernel.audit import AuditEntry
from backend.kernel.outbox import OutboxEvent
from tests.authz import engine
from tests.authz.engine import PRINCIPALS, build_people, call
from tests.authz.test_matrix import ROWS, TABLES
from tests.factories import assessments as factory
from tests.factories import people as people_factory
from tests.features.assessment.canaries import NOBODY, STAFF, plant, readable

# the administrator of accounts sees who has an account, and nothing of assessments
EXCEPTIONS = {("platform_admin", "/memberships")}
NAMES = ("name of an expert", "name of a recused expert", "name of a Delphi expert")


@pytest.fixture
def world(house, monkeypatch, drain):
    """Every expert has a name that occurs nowhere else."""
    count, make = itertools.count(1), people_factory.make_person

    def make_person(house, role, **kwargs):
        if role == "expert" and not kwargs.get("name"):
            kwargs["name"] = f"隐名CANARY{next(count):03d}号"
        return make(house, role, **kwargs)

    for module in (engine, factory):
        monkeypatch.setattr(module, "make_person", make_person)
    world = build_people(house)
    for table in TABLES.values():
        if hasattr(table, "build"):
            table.build(world)
    world.planted = plant(world, drain)
    return world


def _reads(world):
    """Yield every GET route with every id under which a secret could come out."""
    for row in {
        (r.path, str(r.target), str(r.query)): r for _, r in ROWS if r.method == "GET"
    }.values():
        yield row, row.url(world)
        parameters = [part[1:-1] for part in row.path.split("/") if part.startswith("{")]
        if len(parameters) == 1:
            for value in world.planted.ids.get(parameters[0], ()):
                yield row, row.path.replace("{" + parameters[0] + "}", str(value))
        if row.path.startswith("/library") and "q" in row.query:
            for canary in world.planted.canaries[::7]:
                yield row, row.path + f"?q={canary.text}"


def _leaks(canaries, principal, path, body):
    return [
        f"{canary.kind} “{canary.text}” to {principal} by GET {path}"
        for canary in canaries
        if canary.text in body
        and principal not in canary.readers
        and not (canary.kind in NAMES and (principal, path.split("?")[0]) in EXCEPTIONS)
    ]


@pytest.mark.clause("5.2.1.2.8")
def test_no_answer_tells_a_secret_to_anybody_else(world, app, client, house):
    planted, leaks, calls, met = world.planted, [], 0, set()
    for row, path in _reads(world):
        for principal in PRINCIPALS:
            headers = {}
            if principal != "visitor":
                headers["cookie"] = f"sid={world.people[principal].token}"
            client.cookies.clear()
            params = {} if "?" in path else dict(row.query)
            answer = client.get(f"/api/v1{path}", headers=headers, params=params)
            assert answer.status_code < 500, (path, principal, answer.text[:300])
            calls += 1
            told = str(dict(answer.headers))
            for body in (*readable(answer.content), told):
                squeezed = body.replace(", ", ",") if '"answers"' in body else body
                if "?q=" in path:  # a search may repeat what was asked for
                    squeezed = squeezed.replace(path.split("?q=")[1], "")
                leaks += _leaks(planted.canaries, principal, path, squeezed)
                met |= {c.text for c in planted.canaries if c.text in squeezed}
    assert calls > 1500
    assert not leaks, "\n".join(sorted(set(leaks))[:40])
    # the bait was good: everything that somebody may read was met by somebody
    hidden = [c for c in planted.canaries if c.readers and c.text not in met]
    assert not hidden, hidden


@pytest.mark.clause("5.2.1.2.8")
def test_notices_events_index_and_audit_carry_no_secret(world, house):
    planted = world.planted
    with house.reading() as uow:
        notices = uow.session.exec(select(Notice)).all()
        events = uow.session.exec(select(OutboxEvent)).all()
        audit = "".join(entry.changes for entry in uow.session.exec(select(AuditEntry)).all())
        sealed = str(
            [
                uow.session.execute(text(f"SELECT * FROM {table}")).all()
                for table in ("scores", "score_sheets", "report_consents", "delphi_answers",
                              "delphi_panelists")
            ]
        )  # fmt: skip
    assert len(notices) > 20
    inbox = "\n".join(f"{n.title} {n.body} {n.link}" for n in notices)
    payloads = "\n".join(event.payload for event in events)
    index = repr(vars(house.ports.search))
    assert "软肝颗粒" in index
    for canary in planted.canaries:
        recusal = canary.kind == "reason of a recusal"
        assert canary.text not in index, canary
        assert canary.text not in inbox, canary
        assert recusal or canary.text not in payloads, canary
        assert canary.text not in sealed, canary
        if canary.readers in {NOBODY, frozenset({"expert_own"})} and canary.kind != "judgements":
            assert canary.text not in audit, canary
    # staff alone read the reason of a recusal, in the history of the panel
    assert {c.readers for c in planted.canaries if c.kind == "reason of a recusal"} == {STAFF}


@pytest.mark.clause("5.2.1.2.8")
def test_the_log_carries_no_secret(world, app, client, monkeypatch, caplog):
    stream = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        logging.configure("debug")
        structlog.get_logger().info("the log is read")
        for row in [r for _, r in ROWS if r.method == "GET"]:
            for principal in ("operator", "expert_own", "holder_own", "visitor"):
                call(client, world, row, principal)
        sheet = f"/api/v1/panel-tasks/{world.planted.ids['member_id'][0]}/sheet/notes"
        cookie = {"cookie": f"sid={world.people['expert_own'].token}"}
        bad = client.put(sheet, headers=cookie, json={"advice": "建议CANARYlog", "x": 1})
        assert bad.status_code == 422
    logging.configure("warning")  # on the stream that outlives this test
    logged = stream.getvalue() + caplog.text
    assert "the log is read" in logged
    assert not [c for c in world.planted.canaries if c.text in logged]
    assert "建议CANARYlog" not in logged
