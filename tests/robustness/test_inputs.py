"""No input of any kind gets a 5xx, and a refused request changes nothing (6.1.2, 5.2.1.2.8).

Per place of a body one value after the other is put in by a fixed rotation, so that over all
places every value is tried many times; the exemplar feature gets all values at all places.
"""

import dataclasses
import itertools
import os
from collections.abc import Iterator
from typing import Any

import pytest

from backend.adapters.search.embedded import EmbeddedIndex
from backend.features.library.service import reindex
from backend.web.routing import api_routes
from tests.authz.test_matrix import TABLES
from tests.robustness import nasty
from tests.robustness.judge import difference, faults, snapshot
from tests.robustness.operations import (
    NOBODY_WROTE_IT,
    Operation,
    operations,
    part_at,
    put,
    spots,
    url_of,
)

PER_PLACE = 5  # values tried at each place of a body
PER_PARAMETER = 8
PER_OPERATION = 6  # whole bodies tried at each operation
EXEMPLAR = "identity"
ALL = "HEPABRIDGE_ALL_VALUES"  # every value at every place of every feature: minutes
Attempt = tuple[str, dict[str, Any]]


def _rotation(values: tuple[Any, ...], size: int) -> Iterator[list[Any]]:
    """Yield `size` values at a time, forever, stepping so that neighbours differ in kind."""
    step = next(s for s in (37, 41, 43, 47) if len(values) % s)
    order = [values[(n * step) % len(values)] for n in range(len(values))]
    endless = itertools.cycle(order)
    while True:
        yield list(itertools.islice(endless, min(size, len(values))))


def _bodies(operation: Operation, world: Any, rotation: Iterator[list[bytes]]) -> Iterator[Attempt]:
    if operation.schema is None:
        return
    body = operation.body(world)
    for place in spots(operation.schema, operation.components, body):
        marked = put(body, place, nasty.MARK, operation.schema, operation.components)
        part = part_at(operation.schema, place, operation.components)
        for value in dict.fromkeys((*next(rotation), *nasty.fitting(part))):
            name = f"/{'/'.join(map(str, place))} = {value[:60]!r}"
            yield name, {"content": nasty.with_value(marked, value)}


def _whole(operation: Operation, world: Any, rotation: Iterator[list[Any]]) -> Iterator[Attempt]:
    if operation.schema is None:
        return
    ready = {name: (c, k) for name, c, k in nasty.whole_bodies(operation.body(world))}
    for name in next(rotation):
        content, kind = ready[name]
        yield f"body: {name}", {"content": content, "headers": {"content-type": kind}}


def _parameters(
    operation: Operation, world: Any, rotation: Iterator[list[str]]
) -> Iterator[Attempt]:
    url = url_of(operation, world)
    for name in operation.query:
        for text in dict.fromkeys((*next(rotation), *nasty.URL_ALWAYS)):
            yield f"?{name}={text[:60]}", {"url": f"{url}?{name}={text}"}
    if operation.query:
        doubled = "&".join(f"{name}=1&{name}=2" for name in operation.query)
        yield "all parameters twice", {"url": f"{url}?{doubled}&unheard_of=1"}
    for name in operation.path:
        for text in next(rotation):
            path = url_of(operation, world, instead={name: text})
            yield f"path {path[:80]}", {"url": path}


WHOLE_NAMES = tuple(name for name, _, _ in nasty.whole_bodies({}))


@pytest.mark.clause("6.1.2")
@pytest.mark.parametrize("feature", [*TABLES, NOBODY_WROTE_IT])
def test_nasty_input_gets_a_problem_and_changes_nothing(feature, app, house, world, send):
    every = feature == EXEMPLAR or ALL in os.environ
    values = _rotation(nasty.VALUES, len(nasty.VALUES) if every else PER_PLACE)
    texts = _rotation(nasty.URL_TEXTS, len(nasty.URL_TEXTS) if every else PER_PARAMETER)
    wholes = _rotation(WHOLE_NAMES, len(WHOLE_NAMES) if every else PER_OPERATION)
    connection = house.database.connection
    found: list[str] = []
    for operation in operations(app):
        if operation.feature != feature:
            continue
        attempts = list(
            itertools.chain(
                _bodies(operation, world, values),
                _whole(operation, world, wholes),
                _parameters(operation, world, texts),
            )
        )
        found += _run(operation, attempts, connection, send)
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:60])


def _run(
    operation: Operation, attempts: list[Attempt], connection: Any, send: Any, *, each: bool = False
) -> list[str]:
    """Try all attempts; what is accepted is rolled back, what is refused must leave no trace.

    The database is compared once for all attempts, and after each only to name the culprit.
    """
    found = []
    before = snapshot(connection)
    whole = connection.begin_nested()
    for name, kwargs in attempts:
        savepoint = connection.begin_nested()
        answer = send(operation, **kwargs)
        refused = answer.status_code >= 400
        if each and refused and (changed := difference(before, snapshot(connection))):
            found.append(f"{operation.name} {name}: {answer.status_code} but changed {changed}")
        elif not each:
            found += [f"{operation.name} {name}: {fault}" for fault in faults(answer)]
        if each or not refused:
            savepoint.rollback()
        else:
            savepoint.commit()
    changed = difference(before, snapshot(connection))
    whole.rollback()
    if changed:
        found += _run(operation, attempts, connection, send, each=True)
        found.append(f"{operation.name}: refusals changed {changed}")
    return found


@pytest.mark.clause("6.1.2")
def test_most_examples_are_accepted_so_that_values_reach_the_services(app, house, world, send):
    connection, refused, tried = house.database.connection, [], 0
    for operation in operations(app):
        if operation.schema is None or operation.feature == NOBODY_WROTE_IT:
            continue
        tried += 1
        savepoint = connection.begin_nested()
        answer = send(operation)
        if answer.status_code >= 300:
            refused.append(f"{operation.name} {answer.status_code}: {answer.text[:200]}")
        savepoint.rollback()
    assert len(refused) < 0.25 * tried, "\n".join(refused)


@pytest.mark.clause("6.3.1")
def test_no_search_text_breaks_the_real_engine(app, house, world, send, tmp_path):
    """The tests' memory engine forgives; the embedded one parses and tokenises."""
    engine = EmbeddedIndex(tmp_path / "search")
    ports = dataclasses.replace(house.ports, search=engine)
    app.state.house = dataclasses.replace(house, ports=ports)
    with app.state.house.reading() as uow:
        reindex(uow)
    found = []
    for operation in operations(app):
        if "q" not in operation.query:
            continue
        for text in (*nasty.URL_TEXTS, *nasty.SEARCH_TEXTS):
            answer = send(operation, url=f"{url_of(operation, world)}?q={text}")
            found += [f"{operation.name}?q={text[:60]}: {fault}" for fault in faults(answer)]
    engine.close()
    assert not found, "\n".join(found[:40])


def test_every_operation_is_tried(app):
    routes = {
        (method, route.path)
        for route in api_routes(app)
        for method in (route.methods or ())
        if method != "HEAD"
    }
    assert {(o.row.method, f"/api/v1{o.row.path}") for o in operations(app)} == routes
    assert len(nasty.VALUES) >= 60
