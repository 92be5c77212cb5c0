"""Every route × every principal, against the hand-written tables."""

import importlib
import pkgutil

import pytest

import tests.authz as package
from backend.web.routing import api_routes, permission_of
from tests.authz.engine import PRINCIPALS, Row, call, missing_routes, verdict

# the order in which worlds are built: a feature may use what those before it made
ORDER = (
    "identity", "taxonomy", "service_desk", "outcomes", "experts", "assessment",
    "assessment_delphi", "assessment_institution", "information",
    "library", "demands", "matchmaking", "agreements", "implementation", "metrics",
)  # fmt: skip
PRESENT = {module.name for module in pkgutil.iter_modules(package.__path__)}
TABLES = {name: importlib.import_module(f"tests.authz.{name}") for name in ORDER if name in PRESENT}
ROWS: list[tuple[str, Row]] = [(name, row) for name, table in TABLES.items() for row in table.ROWS]


def _routes(app) -> list[tuple[str, str]]:
    return [
        (method, route.path.removeprefix("/api/v1"))
        for route in api_routes(app)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]


@pytest.mark.clause("5.2.1.2.8")
def test_every_route_has_a_row_and_every_row_a_route(app):
    routes = _routes(app)
    assert not missing_routes([row for _, row in ROWS], routes)
    known = {f"{method} {path}" for method, path in routes}
    assert {f"{row.method} {row.path}" for _, row in ROWS} <= known


def test_every_route_names_a_permission_of_the_policy(app, house):
    for route in api_routes(app):
        assert permission_of(route) in house.policy.rules, route.path


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize("feature", list(TABLES))
def test_matrix(feature, app, client, house, world):
    """Each cell in its own savepoint, so no cell sees what another did."""
    mismatches, cells = [], 0
    connection = house.database.connection
    for name, row in ROWS:
        if name != feature:
            continue
        for principal, expected in row.expected().items():
            savepoint = connection.begin_nested()
            answer = call(client, world, row, principal)
            savepoint.rollback()
            cells += 1
            got = verdict(answer.status_code)
            if got != expected:
                mismatches.append(
                    f"{row.method} {row.path} as {principal}: {answer.status_code} "
                    f"({got}), expected {expected}: {answer.text[:160]}"
                )
    assert cells == len(PRINCIPALS) * sum(1 for name, _ in ROWS if name == feature)
    assert not mismatches, "\n".join(mismatches)
