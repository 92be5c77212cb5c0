"""No route tells by its answer, its refusal or its cost what it hides (reliability: 3.9)."""

import re
import uuid

import pytest
import sqlalchemy as sa

from backend.kernel.policy import Role
from tests.factories.assessments import SEATS, make_expert, make_panel
from tests.factories.people import make_person
from tests.features.assessment.leak_channels import Scene, outsiders_of, paths, told

pytestmark = pytest.mark.clause("5.2.1.2.8")
READ = frozenset({"GET"})
CHANGE = frozenset({"POST", "PUT", "DELETE"})


@pytest.fixture
def scene(house):
    """Everybody has signed; the first expert has scored and not handed in."""
    team = [
        make_expert(house, *seat, person=make_person(house, Role.EXPERT, name=f"隐名寻踪{k}号"))
        for k, seat in enumerate(SEATS)
    ]
    panel = make_panel(house, team=team).all_signed()
    panel.score(0, 66.0, "自己的评语")
    return Scene(panel, outsiders_of(house, panel))


def _everything(scene, app, as_, people):
    """Return what every readable route answers to each of the people."""
    answers = {}
    for who, person in people.items():
        client = as_(person)
        for method, path in paths(app, scene.ids(), READ):
            answers[who, path] = told(client.request(method, path))
    return answers


def test_no_answer_depends_on_a_hidden_score(scene, app, as_, house):
    """Other scores, the same answers: so neither counts, order, versions nor totals tell them."""
    people = scene.outsiders | {"expert of the panel": scene.panel.experts[0]}
    connection, seen = house.database.connection, []
    for value, comment in ((23.5, "评语甲"), (91.25, "另一条长得多的评语乙乙乙乙")):
        savepoint = connection.begin_nested()
        for k in (1, 2, 3, 4):
            scene.panel.score(k, value, comment)
            scene.panel.advise(k, f"建议：{comment}")
        for k in (1, 2, 3):
            scene.panel.submit(k)
        seen.append(_everything(scene, app, as_, people))
        savepoint.rollback()
    first, second = seen
    assert len(first) > 60 * len(people)
    assert sum(status == 200 for status, _, _ in first.values()) > 15 * len(people)
    differing = sorted(key for key in first if first[key] != second[key])
    assert not differing


def test_no_search_finds_a_hidden_name_or_comment(scene, app, as_):
    panel = scene.panel
    panel.score(1, 71.0, "独特评语寻踪")
    hidden = (panel.experts[1].actor.name, "独特评语寻踪")
    document = app.openapi()["paths"]
    searching = [
        (method, path)
        for method, path in paths(app, {}, READ)
        if "'q'" in str(document[f"/api/v1{path}"]["get"].get("parameters"))
    ]
    assert len(searching) >= 8
    for person in scene.outsiders.values():
        client = as_(person)
        for method, path in searching:
            nothing = client.request(method, path, params={"q": "查无此词"})
            for text in hidden:
                found = client.request(method, path, params={"q": text})
                assert found.status_code == nothing.status_code, path
                assert _found(found) == _found(nothing), (path, text)


def _found(answer):
    """Return what a search found, without how it understood the question."""
    body = answer.json()
    if isinstance(body, list):
        return body
    return {k: body.get(k) for k in ("items", "total", "facets", "suggestions", "detail")}


def _strangers(scene):
    """Yield who may not know that the panel exists, with the ids that are hidden from them."""
    ids = scene.ids()
    for who, person in scene.outsiders.items():
        hidden = ["member_id"]
        if not who.startswith("holder"):
            hidden += ["assessment_id", "subject_id"]
        yield who, person, [(name, ids[name]) for name in hidden]


def test_hidden_and_absent_look_the_same(scene, app, as_):
    """A refusal never says that there is something to refuse."""
    compared = 0
    for who, person, hidden in _strangers(scene):
        client = as_(person)
        for name, real in hidden:
            absent = uuid.uuid4()
            for method, path in paths(app, {name: real}, READ | CHANGE):
                if str(real) not in path:
                    continue
                other = path.replace(str(real), str(absent))
                # a list says who may read it; what it says is empty for both
                one = told(client.request(method, path, json={}, version=1), real)
                two = told(client.request(method, other, json={}, version=1), absent)
                assert one == two, (who, method, path)
                compared += 1
    assert compared > 250


def test_hidden_and_absent_cost_the_same(scene, app, as_, house):
    """The same statements run for both, so the time cannot tell them apart."""
    connection, ran = house.database.connection, []

    def count(_connection, _cursor, statement, *_):
        ran.append(re.sub(r"SAVEPOINT \w+", "SAVEPOINT", statement))

    sa.event.listen(connection, "before_cursor_execute", count)
    compared = 0
    try:
        for who, person, hidden in _strangers(scene):
            client = as_(person)
            for name, real in hidden:
                for method, path in paths(app, {name: real}, READ):
                    if str(real) not in path:
                        continue
                    costs = []
                    for identity in (real, uuid.uuid4()):
                        ran.clear()
                        client.request(method, path.replace(str(real), str(identity)))
                        costs.append(list(ran))
                    assert costs[0] == costs[1], (who, path)
                    compared += 1
    finally:
        sa.event.remove(connection, "before_cursor_execute", count)
    assert compared > 120


def test_no_refusal_tells_what_it_hides(scene, app, as_):
    """Every change is tried by everybody with nothing in it; no answer repeats a secret."""
    panel = scene.panel
    for k in (1, 2, 3):
        panel.score(k, 71.0 + k / 8, f"评语{k}寻踪")
        panel.advise(k)
        panel.submit(k)
    secrets = [f"评语{k}寻踪" for k in (1, 2, 3)]
    secrets += [f"{71.0 + k / 8}" for k in (1, 2, 3)]
    secrets += [person.actor.name for person in panel.experts[1:]]
    tried = refused = 0
    people = scene.outsiders | {"expert of the panel": panel.experts[0]}
    for person in people.values():
        client = as_(person)
        for method, path in paths(app, scene.ids(), CHANGE):
            for body in ({}, {"reason": "x", "items": [], "scores": []}):
                answer = client.request(method, path, json=body, version=1)
                assert answer.status_code < 500, (method, path)
                own = person.actor.name
                for secret in secrets:
                    assert secret == own or secret not in answer.text, (method, path)
                tried += 1
                refused += answer.status_code >= 400
    assert tried > 700
    assert refused > 0.8 * tried


def test_channels_that_do_not_exist(app):
    """What would need a test of its own if it were built: streams, calendars, pictures, meters."""
    document = app.openapi()
    types = {
        kind
        for operations in document["paths"].values()
        for operation in operations.values()
        for answer in operation["responses"].values()
        for kind in answer.get("content", {})
    }
    assert types == {"application/json", "application/problem+json", "application/octet-stream"}

    def routes(owner):
        for route in owner.routes:
            yield route
            if hasattr(route, "routes") and route.routes:
                yield from routes(route)

    assert not [r for r in routes(app) if "WebSocket" in type(r).__name__]
    fields = {
        name
        for schema in document["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }
    assert len(fields) > 500
    assert not {name for name in fields if re.search(r"avatar|picture|photo|calendar", name)}
    operating = {"/metrics", "/stats", "/debug", "/calendar.ics"}
    assert not operating & {getattr(route, "path", "") for route in app.routes}


def test_the_interface_shows_no_data(scene, app):
    """The published description is made of the code alone."""
    text = str(app.openapi())
    assert "'example" not in text
    for person in (*scene.panel.experts, scene.panel.holder):
        assert person.actor.name not in text
        assert str(person.user_id) not in text
