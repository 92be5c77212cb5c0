"""What every answer carries and never carries, whatever the route and the status (ASVS 3.4, 14.3)."""

import dataclasses
import re

import pytest
from fastapi.testclient import TestClient

from backend.entrypoints.api import create_app
from backend.entrypoints.assembly import build_house
from backend.features.identity import service
from backend.features.identity.passwords import hash_password
from backend.kernel.settings import Settings
from tests.authz.engine import PRINCIPALS, call
from tests.authz.test_matrix import TABLES
from tests.robustness.judge import difference, faults, snapshot
from tests.robustness.operations import PREFIX, operations

PASSWORD = "一句足够长的口令2026"
COOKIE_ROUTES = {
    "POST /auth/login",
    "POST /auth/logout",
    "POST /auth/register",
    "POST /auth/accept-invitation",
    "POST /auth/setup",
}


def _missing(answer, *, api: bool = True) -> list[str]:
    headers = answer.headers
    wrong = []
    if headers.get("x-content-type-options") != "nosniff":
        wrong.append("nosniff")
    csp = headers.get("content-security-policy", "")
    if "frame-ancestors 'none'" not in csp or "default-src" not in csp:
        wrong.append(f"CSP {csp!r}")
    if re.search(r"script-src[^;]*('unsafe-inline'|'unsafe-eval'|\*)", csp):
        wrong.append(f"CSP {csp!r} lets scripts in")
    if not re.fullmatch("[0-9a-f]{16}", headers.get("x-request-id", "")):
        wrong.append("X-Request-ID")
    if headers.get("referrer-policy") is None or headers.get("x-frame-options") != "DENY":
        wrong.append("Referrer-Policy or X-Frame-Options")
    if api and "no-store" not in headers.get("cache-control", ""):
        wrong.append(f"Cache-Control {headers.get('cache-control')!r}")
    if any(name in headers for name in ("server", "x-powered-by", "access-control-allow-origin")):
        wrong.append("tells its server or opens itself to other sites")
    return wrong


@pytest.mark.clause("5.2.1.2.8")
def test_every_route_answers_with_the_headers_of_the_house(app, client, house, world):
    """Each row of the matrix as its first allowed person, as a stranger, and as one refused."""
    connection, wrong, seen = house.database.connection, [], set()
    for table in TABLES.values():
        for row in table.ROWS:
            cells = row.expected()
            name = f"{row.method} {row.path}"
            some = {cell: who for who, cell in reversed(cells.items())} | {"visitor": "visitor"}
            for who in dict.fromkeys(some.values()):
                savepoint = connection.begin_nested()
                answer = call(client, world, row, who)
                savepoint.rollback()
                seen.add(answer.status_code)
                wrong += [f"{name} as {who}: {what}" for what in _missing(answer)]
                if "set-cookie" in answer.headers and name not in COOKIE_ROUTES:
                    wrong.append(f"{name} as {who} sets a cookie")
    assert {200, 401, 403, 404} <= seen
    assert not wrong, "\n".join(wrong[:40])


def test_answers_beside_the_routes_carry_them_too(app, client, house):
    def broken(*_):
        raise RuntimeError("a secret detail")

    answers = {
        "unknown": client.get(f"{PREFIX}/nothing"),
        "method": client.patch(f"{PREFIX}/me"),
        "too large": client.post(f"{PREFIX}/auth/login", content=b"x" * 2_000_000),
        "cross site": client.post(f"{PREFIX}/auth/login", headers={"sec-fetch-site": "cross-site"}),
        "bad length": client.post(f"{PREFIX}/auth/login", headers={"content-length": "x"}),
        "deep": client.post(
            f"{PREFIX}/auth/login", content=b"[" * 99, headers={"content-type": "application/json"}
        ),
        "openapi": client.get(f"{PREFIX}/openapi.json"),
    }
    app.state.authenticate = broken
    answers["broken"] = client.get(f"{PREFIX}/me", headers={"cookie": "sid=x"})
    assert [a.status_code for a in answers.values()] == [404, 405, 413, 403, 400, 422, 200, 500]
    assert not {name: missing for name, a in answers.items() if (missing := _missing(a))}
    assert "secret" not in answers["broken"].text
    assert answers["broken"].headers["content-type"] == "application/problem+json"
    assert answers["broken"].json()["request_id"] == answers["broken"].headers["x-request-id"]
    for name in ("unknown", "method", "too large", "cross site", "deep"):
        assert not faults(answers[name]), name


@pytest.mark.parametrize("path", ["/", "/library", "/nothing/at/all", "/favicon.ico", "/apiary"])
def test_pages_carry_a_policy_and_no_cookie(client, path):
    answer = client.get(path)
    assert answer.status_code in {200, 503}
    assert "set-cookie" not in answer.headers
    if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
        assert not _missing(answer, api=False)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://evil.example@testserver.example"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ],
    ids=lambda h: " ".join(h.values()),
)
def test_no_changing_route_serves_another_site(app, house, world, send, headers):
    before = snapshot(house.database.connection)
    tried = 0
    for operation in operations(app):
        if operation.changes:
            tried += 1
            answer = send(operation, headers=headers)
            assert answer.status_code == 403, (operation.name, answer.text)
            assert answer.json()["type"] == "/problems/cross-site"
    assert tried >= 15
    assert not difference(before, snapshot(house.database.connection))


def test_the_own_site_is_served(app, world, send):
    operation = next(o for o in operations(app) if o.name == "PUT /me/profile")
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}):
        assert send(operation, headers=headers).status_code == 200


def test_no_route_answers_a_preflight(app, client):
    for operation in operations(app):
        answer = client.options(
            f"{PREFIX}{operation.row.path}",
            headers={"origin": "https://evil.example", "access-control-request-method": "POST"},
        )
        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers


def _log_in(client):
    return client.post(
        f"{PREFIX}/auth/login", json={"email": "cookie@example.org", "password": PASSWORD}
    )


def _with_account(house):
    with house.unit_of_work() as uow:
        service.add_user(
            uow, email="cookie@example.org", name="c", password_hash=hash_password(PASSWORD)
        )


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, house):
    _with_account(house)
    first, second = _log_in(client), _log_in(client)
    cookie = first.headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie
    tokens = {a.cookies["sid"] for a in (first, second)}
    assert len(tokens) == 2
    assert all(len(token) >= 43 for token in tokens), "256 bits"


def test_in_production_the_cookie_is_bound_to_the_host_and_tls(house, settings):
    production = Settings(
        mode="production",
        data=settings.data,
        secret_key=settings.secret_key,
        public_url="https://hepabridge.example.org",
        search_engine="memory",
        rate_factor=1000,
        _env_file=None,
    )
    ports = dataclasses.replace(house.ports, settings=production)
    real = build_house(production, database=house.database, clock=house.clock, ports=ports)
    _with_account(real)
    base = "https://testserver"
    with TestClient(create_app(real), base_url=base, raise_server_exceptions=False) as client:
        answer = _log_in(client)
        assert answer.status_code == 200, answer.text
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-sid=")
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= parts
        assert not any(part.startswith("domain") for part in parts)
        assert int(re.search(r"max-age=(\d+)", answer.headers["strict-transport-security"])[1]) >= (
            31_536_000
        )
        assert client.get(f"{PREFIX}/me").json()["user"]["email"] == "cookie@example.org"
        out = client.post(f"{PREFIX}/auth/logout").headers.get_list("set-cookie")
        assert any(c.startswith("__Host-sid=") and "Max-Age=0" in c for c in out)


def test_every_principal_of_the_matrix_was_known():
    assert "visitor" in PRINCIPALS
