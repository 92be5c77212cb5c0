"""HTTP itself: methods, addresses, pages, versions, sizes — for every operation."""

import asyncio

import pytest
from sqlmodel import SQLModel

from tests.robustness.judge import difference, faults, snapshot
from tests.robustness.operations import NOBODY_WROTE_IT, PREFIX, operations

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PAGES = ("page=0", "page=-1", "page=10001", "page=99999999999999999999", "page=1.5", "page=",
         "size=0", "size=101", "size=1000000", "size=-5", "sort=password_hash", "sort=id%3Bdrop",
         "sort=-", "sort=--created_at", "sort=" + "a" * 41)  # fmt: skip
VERSIONS = ('"abc"', "*", '""', '"-1"', '"1.5"', '"1", "2"', "x" * 200, '"99999999999999999999"',
            '"\u00b2"'.encode("latin-1"))  # fmt: skip

OWN_SETTINGS = {"PUT /me/profile"}  # one person, one form


def _judged(answers) -> list[str]:
    return [f"{name}: {fault}" for name, answer in answers for fault in faults(answer)]


def test_an_unknown_method_is_refused_by_name(app, world, client):
    taken: dict[str, set[str]] = {}
    for path, item in app.openapi()["paths"].items():
        taken[path] = {method.upper() for method in item}
    wrong = []
    for path, methods in taken.items():
        url = path.replace("{", "").replace("}", "")
        for method in (*METHODS, "TRACE", "PROPFIND", "BREW"):
            if method in methods:
                continue
            answer = client.request(method, url)
            if _is_other_route(taken, url, method):
                continue
            wrong += [f"{method} {path}: {fault}" for fault in faults(answer)]
            if answer.status_code != 405:
                wrong.append(f"{method} {path}: {answer.status_code}")
            elif set(answer.headers.get("allow", "").replace(" ", "").split(",")) & {method}:
                wrong.append(f"{method} {path}: allowed and refused")
    assert not wrong, "\n".join(wrong[:40])


def _is_other_route(taken: dict[str, set[str]], url: str, method: str) -> bool:
    """Tell whether another path, with parameters, takes this method at this address."""
    parts = url.split("/")
    for path, methods in taken.items():
        other = path.split("/")
        fits = len(other) == len(parts) and all(
            a.startswith("{") or a == b for a, b in zip(other, parts, strict=True)
        )
        if fits and method in methods:
            return True
    return False


@pytest.mark.parametrize("method", METHODS)
def test_an_unknown_address_is_a_problem(client, method):
    for path in ("/nothing", "/organisations/", "/me/nothing/at/all", "//", "/%2e%2e/me", "/ME"):
        answer = client.request(method, f"{PREFIX}{path}")
        assert answer.status_code == 404, (path, answer.status_code, answer.text[:100])
        assert not faults(answer)


@pytest.mark.clause("6.1.2")
def test_impossible_pages_and_sort_keys_are_refused(app, world, send):
    answers, lists = [], 0
    for operation in operations(app):
        if not {"page", "size"} <= set(operation.query):
            continue
        lists += 1
        for text in PAGES:
            if text.partition("=")[0] not in operation.query:
                continue
            answer = send(operation, url=f"{operation.row.path}?{text}")
            answers.append((f"{operation.name}?{text}", answer))
    assert lists >= 4
    assert not _judged(answers)
    accepted = [name for name, answer in answers if answer.status_code < 400]
    assert not accepted, accepted
    assert sum(answer.status_code == 422 for _, answer in answers) > len(answers) / 2


@pytest.mark.clause("6.1.2")
def test_a_change_needs_the_version_that_was_seen(app, house, world, send):
    """For every operation whose row has a version: none 428, garbage 422, stale 412."""
    connection, wrong, tried = house.database.connection, [], 0
    before = snapshot(connection)
    for operation in operations(app):
        if operation.row.version is None:
            continue
        tried += 1
        seen = operation.row.version(world)
        savepoint = connection.begin_nested()
        usual = send(operation).status_code
        savepoint.rollback()
        cases = [("none", {"version": None}, 428), ("stale", {"version": seen + 7}, 412)]
        cases += [
            (f"garbage {value!r}", {"version": None, "headers": {"if-match": value}}, 422)
            for value in VERSIONS
        ]
        for name, kwargs, expected in cases:
            savepoint = connection.begin_nested()
            answer = send(operation, **kwargs)
            as_ever = name == "stale" and answer.status_code == 409 == usual
            if answer.status_code != expected and not as_ever:  # its state refuses it anyway
                wrong.append(f"{operation.name} {name}: {answer.status_code} {answer.text[:160]}")
            wrong += [f"{operation.name} {name}: {fault}" for fault in faults(answer)]
            if answer.status_code < 400:
                savepoint.rollback()
            else:
                savepoint.commit()
        changed = difference(before, snapshot(connection))
        if changed:
            wrong.append(f"{operation.name} changed {changed}")
            before = snapshot(connection)
    assert tried >= 5
    assert not wrong, "\n".join(wrong[:40])


def test_every_replacing_route_has_a_version_in_its_row(app):
    """A PUT without If-Match would let the later of two people win unseen."""
    free = {
        operation.name
        for operation in operations(app)
        if operation.row.method in {"PUT", "PATCH"}
        and operation.row.version is None
        and operation.feature != NOBODY_WROTE_IT
    }
    assert free <= OWN_SETTINGS, free - OWN_SETTINGS


class Endless:
    """A body that counts how much of it was read."""

    def __init__(self, chunk: bytes, chunks: int) -> None:
        self.chunk, self.chunks, self.read = chunk, chunks, 0

    def __iter__(self):
        for _ in range(self.chunks):
            self.read += len(self.chunk)
            yield self.chunk


def exchange(
    app,
    *,
    path: str,
    headers: dict[str, str],
    body,
    method: str = "POST",
    breaks_off: bool = False,
):
    """Call the application without a client between, so that lengths can lie."""
    sent: list[dict] = []
    chunks = iter(body)

    async def receive():
        chunk = next(chunks, None)
        if chunk is None and breaks_off:
            return {"type": "http.disconnect"}
        if chunk is None:
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "client": ("203.0.113.9", 1), "server": ("testserver", 80),
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in
                    ({"host": "testserver", "content-type": "application/json"} | headers).items()],
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    if breaks_off:
        return None, "", sent
    status = next(m["status"] for m in sent if m["type"] == "http.response.start")
    kind = dict(next(m["headers"] for m in sent if m["type"] == "http.response.start"))
    text = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")
    return status, kind.get(b"content-type", b"").decode(), text.decode()


MEGABYTE = b"x" * 1024 * 1024


@pytest.mark.parametrize(
    ("headers", "most_read"),
    [
        ({"content-length": str(50 * 1024 * 1024)}, 0),
        ({"transfer-encoding": "chunked"}, 3 * len(MEGABYTE)),
        ({"content-length": "10"}, 3 * len(MEGABYTE)),
        ({"content-length": "\u00b2"}, 0),
        ({"content-length": "9" * 5000}, 0),
        ({"content-length": "-5"}, 0),
    ],
    ids=["declared", "chunked", "lying", "odd digit", "5000 digits", "negative"],
)
@pytest.mark.parametrize("path", ["/auth/login", "/me/profile", "/nothing"])
def test_a_body_over_the_limit_is_refused_without_reading_it(app, path, headers, most_read):
    body = Endless(MEGABYTE, 50)
    method = "PUT" if path == "/me/profile" else "POST"
    status, kind, text = exchange(
        app, path=f"{PREFIX}{path}", headers=headers, body=body, method=method
    )
    assert status in ({413} if headers.get("content-length", "1").isascii() else {400, 413}) | (
        {400} if headers.get("content-length") in {"-5", "9" * 5000} else set()
    ), (status, text)
    assert kind == "application/problem+json"
    assert body.read <= most_read


def test_a_parameter_called_attachments_does_not_lift_the_limit(app):
    """Only the upload routes may receive files; a path that looks like one may not."""
    for path in ("/outcomes/attachments", "/attachments", "/auth/login/attachments",
                 "/organisations/attachments/reject"):  # fmt: skip
        for headers in ({"content-length": str(50 * 1024 * 1024)}, {}):
            for method in ("POST", "PUT"):
                body = Endless(MEGABYTE, 50)
                status, _, text = exchange(
                    app, path=f"{PREFIX}{path}", headers=headers, body=body, method=method
                )
                assert status in {404, 405, 413}, (path, status, text)
                assert body.read <= 3 * len(MEGABYTE), (path, body.read)


def test_json_may_not_nest_too_deep_nor_hold_what_is_no_number(app, world, client, send):
    operation = next(o for o in operations(app) if o.name == "PUT /me/profile")
    for content in (b'{"name":' + b"[" * 21 + b"]" * 21 + b"}", b"[" * 100_000,
                    b'{"name":"n","locale":"zh","x":NaN}', b'{"name":"n","x":[-Infinity]}'):  # fmt: skip
        answer = send(operation, content=content)
        assert answer.status_code == 422, (content[:40], answer.text)
        assert not faults(answer)
    fine = rb'{"name":"NaN [[[[[[[[[[[[[[[[[[[[[[[[[ \" Infinity","locale":"zh"}'
    assert send(operation, content=fine).status_code == 200


def test_what_is_expected_is_said_in_chinese(app, world, send):
    operation = next(o for o in operations(app) if o.name == "PUT /me/profile")
    answer = send(operation, content=b'{"name":"n","locale":"fr"}')
    assert answer.json()["errors"] == [{"pointer": "/locale", "detail": "只能取：'zh'、'en'。"}]


def test_no_table_is_left_out_of_the_comparison(house):
    assert set(snapshot(house.database.connection)) >= set(SQLModel.metadata.tables) - {
        "login_failures"
    }
