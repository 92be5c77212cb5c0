"""No route tells by its answer, its refusal or its cost what it hides (reliability: 3.9)."""

import re
import uuid
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from backend.web.routing import api_routes
from tests.factories.assessments import make_panel
from tests.features.assessment.leak_channels import (
    Scene,
    changes,
    hidden_team,
    outsiders_of,
    paths,
    readings,
    sorted_readings,
    told,
)
from tests.robustness.operations import sample

pytestmark = pytest.mark.clause("5.2.1.2.8")
ROOT = Path(__file__).parents[3]
READ = frozenset({"GET"})
CHANGE = frozenset({"POST", "PUT", "DELETE"})


@pytest.fixture
def scene(house):
    """Everybody has signed; the first expert has scored and not handed in."""
    before = make_panel(house)
    before.start()
    people = {"holder": before.holder, "operator": before.operator, "weights": False}
    panel = make_panel(house, team=hidden_team(house), **people).all_signed()
    panel.score(0, 66.0, "自己的评语")
    # three assessments of one house: a list of one has no order that could tell anything
    make_panel(house, **people).start()
    return Scene(panel, outsiders_of(house, panel))


class Watch:
    """Reads everything as everybody, always at the same moment, after different deeds."""

    def __init__(self, scene, app, as_, house, clock, drain):
        self.scene, self.app, self.as_, self.house = scene, app, as_, house
        self.clock, self.drain, self.start = clock, drain, clock.now()
        # the colleague of an expert is an expert, too; without a hat nothing of this is listed
        self.people = {
            who: person
            for who, person in scene.outsiders.items()
            if who not in {"another expert", "without a hat"}
        }
        drain()

    def after(self, deeds, people, minutes, *, whole=False):
        """Return what is answered after deeds that took some minutes; then undo them.

        Everybody reads what may concern them; on the whole, everything.
        """
        savepoint = self.house.database.connection.begin_nested()
        self.clock.at = self.start
        self.clock.advance(minutes=minutes)
        deeds()
        self.clock.at = self.start
        self.clock.advance(minutes=25)
        self.drain()
        answers = {}
        for who, person in people.items():
            client = self.as_(person)
            lists = sorted_readings(self.app, client) if who == "holder" else []
            everything = {path for _, path in paths(self.app, self.scene.ids(), READ)}
            own = dict.fromkeys((*readings(self.app, self.scene, who), *lists))
            for path in own | (dict.fromkeys(sorted(everything)) if whole else {}):
                answers[who, path] = told(client.get(path))
        savepoint.rollback()
        return answers


@pytest.fixture
def watch(scene, app, as_, house, clock, drain):
    return Watch(scene, app, as_, house, clock, drain)


def _differing(first, other):
    return sorted(
        (*key, *_where(first[key], other[key])) for key in first if first[key] != other[key]
    )


def _where(one, two):
    """Return what two answers say where they begin to differ."""
    pairs = zip(one[1], two[1], strict=False)
    at = next((k for k, pair in enumerate(pairs) if len(set(pair)) > 1), 0)
    return [side[1][max(0, at - 60) : at + 60] for side in (one, two)]


def test_no_answer_depends_on_what_an_expert_does(scene, watch, as_):
    """Nothing done, or read, scored low and high and handed in a while ago: the same answers.

    So neither cells, counts, totals, order, versions, times nor figures tell of it.
    """
    panel, people = scene.panel, scene.outsiders | {"expert of the panel": scene.panel.experts[0]}

    def work():
        for k, value in ((1, 23.5), (2, 91.25), (3, 17.0), (4, 66.0)):
            task = f"/panel-tasks/{panel.members[k]}"
            for part in ("material", "evidence", "sheet"):
                assert as_(panel.experts[k]).get(f"{task}/{part}").status_code == 200
            panel.score(k, value, "评语" * k)
            panel.advise(k, f"建议{k}")
        for k in (1, 2, 3):
            panel.submit(k)

    idle = watch.after(lambda: None, people, 1, whole=True)
    worked = watch.after(work, people, 3, whole=True)
    assert len(idle) > 60 * len(people)
    assert sum(status == 200 for status, _, _ in idle.values()) > 15 * len(people)
    assert not _differing(idle, worked)


def test_a_result_that_is_not_issued_is_told_to_nobody(scene, watch):
    """Passed or failed, agreed or not: until the report is issued the same answers."""
    panel = scene.panel

    def conclude(value, dissent):
        for k in range(5):
            panel.score(k, value, "评语")
            panel.advise(k, f"建议{dissent}")
            panel.submit(k)
        panel.release()
        panel.write(transfer_advice=f"转化{dissent}")
        for k in range(4):
            panel.consent(k, dissent)

    failed = watch.after(lambda: conclude(23.5, "不同意"), watch.people, 3)
    passed = watch.after(lambda: conclude(91.25, ""), watch.people, 3)
    assert panel.assessment().status == "scoring", "undone"
    assert len(failed) > 250
    assert sum(status == 200 for status, _, _ in failed.values()) > 15 * len(watch.people)
    assert not _differing(failed, passed)


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
    if "json" not in answer.headers["content-type"]:
        return answer.content
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


def test_hidden_and_absent_look_and_cost_the_same(scene, app, as_, house):
    """A refusal never says that there is something to refuse.

    The same words, and the same statements run: so the time cannot tell them apart either.
    """
    connection, ran = house.database.connection, []

    def count(_connection, _cursor, statement, *_):
        ran.append(re.sub(r"SAVEPOINT \w+", "SAVEPOINT", statement))

    compared = read = 0
    for who, person, hidden in _strangers(scene):
        client = as_(person)
        for name, real in hidden:
            for method, path in paths(app, {name: real}, READ | CHANGE):
                if str(real) not in path:
                    continue
                seen = []
                for identity in (real, uuid.uuid4()):
                    ran.clear()
                    with _listening(connection, count):
                        # a list says who may read it; what it says is empty for both
                        answer = client.request(
                            method, path.replace(str(real), str(identity)), json={}, version=1
                        )
                    seen.append((told(answer, identity), list(ran)))
                assert seen[0] == seen[1], (who, method, path)
                compared += 1
                read += method == "GET"
    assert compared > 250
    assert read > 120


@contextmanager
def _listening(connection, listener):
    sa.event.listen(connection, "before_cursor_execute", listener)
    try:
        yield
    finally:
        sa.event.remove(connection, "before_cursor_execute", listener)


def test_no_refusal_tells_what_it_hides(scene, app, as_, house):
    """Every change is tried by everybody; no answer repeats a secret."""
    panel = scene.panel
    for k in (1, 2, 3):
        panel.score(k, 71.0 + k / 8, f"评语{k}寻踪")
        panel.advise(k)
        panel.submit(k)
    secrets = [f"评语{k}寻踪" for k in (1, 2, 3)]
    secrets += [f"{71.0 + k / 8}" for k in (1, 2, 3)]
    secrets += [person.actor.name for person in panel.experts[1:]]
    tried, refused = 0, Counter()
    people = scene.outsiders | {"expert of the panel": panel.experts[0]}
    document = app.openapi()
    for who, person in people.items():
        client, near = as_(person), "holder" in who or who == "expert of the panel"
        for method, path, template in changes(app, scene.ids()):
            # those near it also say something of the right form, so that the rules are reached
            bodies = [{}, _body(document, method, template)] if near else [{}]
            for body in bodies:
                savepoint = house.database.connection.begin_nested()
                answer = client.request(method, path, json=body, version=1)
                savepoint.rollback()
                tried += 1
                refused[answer.status_code] += 1
                assert answer.status_code < 500, (method, path)
                told_ = answer.text.replace(person.actor.name, "·")
                assert not [secret for secret in secrets if secret in told_], (method, path)
    assert tried > 700
    assert not refused[401], "everybody stayed logged in"
    assert all(refused[status] for status in (403, 404, 409, 412, 422)), refused


def _body(document, method, template):
    operation = document["paths"][template][method.lower()]
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return sample(content["schema"], document["components"]["schemas"]) if content else {}


# what streams, calendars, pictures of people and open meters are made of
NOT_BUILT = re.compile(
    r"event-stream|EventSource|WebSocket|text/calendar|VCALENDAR|\.ics\b|[aA]vatar|identicon|"
    r"prometheus|openmetrics|statsd",
)


def test_channels_that_do_not_exist(app):
    """What needs a test of its own once it is built: streams, calendars, pictures, meters."""
    document = app.openapi()
    types = {
        kind
        for operations in document["paths"].values()
        for operation in operations.values()
        for answer in operation["responses"].values()
        for kind in answer.get("content", {})
    }
    assert types == {"application/json", "application/problem+json", "application/octet-stream"}
    # beside the described routes nothing is served but the description and the pages
    described = set(document["paths"])
    beside = {route.path for route in app.routes if getattr(route, "path", None)} - described
    assert {path for path in beside if not path.startswith("/assets")} == {
        "/api/v1/openapi.json", "/{path:path}",
    }  # fmt: skip
    assert {context.path for context in api_routes(app)} == described
    fields = {
        name
        for schema in document["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }
    assert len(fields) > 500
    assert not {name for name in fields if re.search(r"avatar|picture|photo|calendar", name)}
    sources = [
        *(ROOT / "backend").rglob("*.py"),
        *(f for kind in ("ts", "tsx") for f in (ROOT / "frontend/src").rglob(f"*.{kind}")),
    ]
    assert len(sources) > 600
    met = {str(f.relative_to(ROOT)): NOT_BUILT.findall(f.read_text("utf-8")) for f in sources}
    assert not {name: found for name, found in met.items() if found}


def test_the_interface_shows_no_data(scene, app):
    """The published description is made of the code alone."""
    text = str(app.openapi())
    assert "'example" not in text
    for person in (*scene.panel.experts, scene.panel.holder):
        assert person.actor.name not in text
        assert str(person.user_id) not in text
