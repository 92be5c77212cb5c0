"""Relations of people to rows: two readings that agree, also about rows that are not there."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from backend.features.outcomes.models import Outcome
from backend.kernel.errors import NotFound
from backend.kernel.policy import ANONYMOUS, SYSTEM, Role
from backend.kernel.records import Record
from tests.factories.people import make_person

pytestmark = pytest.mark.clause("5.2.1.2.8")


def _actors(world) -> Iterator[Any]:
    yield from (ANONYMOUS, SYSTEM)
    yield from (person.actor for person in world.people.values())
    # the platform's people who hold or judge something under another hat
    for who in ("holder_own", "expert_own"):
        user = world.people[who].user_id
        for role in (Role.OPERATOR, Role.AUDITOR):
            yield make_person(world.house, role, user_id=user).actor


def _relations(policy) -> Iterator[Any]:
    """Yield every relation of the policy that names the model it speaks of."""
    waiting = [relation for rule in policy.rules.values() for relation in rule.anyone_of]
    seen: set[int] = set()
    while waiting:
        relation = waiting.pop()
        waiting += getattr(relation, "parts", ())
        waiting += filter(None, [getattr(relation, "part", None)])
        if isinstance(getattr(relation, "model", None), type) and id(relation) not in seen:
            seen.add(id(relation))
            yield relation


def test_both_readings_of_a_relation_agree(world, house):
    """`holds` says of each row what `where` selects, for everybody."""
    compared = held = 0
    actors = list(_actors(world))
    with house.reading() as uow:
        for relation in _relations(house.policy):
            rows = uow.session.exec(select(relation.model)).all()
            for actor in actors:
                selected = uow.session.exec(
                    select(relation.model.id).where(relation.where(actor))
                ).all()
                holding = {row.id for row in rows if relation.holds(uow.session, actor, row)}
                assert holding == set(selected), (type(relation).__name__, actor.role)
                compared += len(rows)
                held += len(holding)
    assert compared > 500
    assert held > 50


def _models() -> list[type[Record]]:
    return [
        mapper.class_
        for mapper in SQLModel._sa_registry.mappers  # type: ignore[attr-defined]
        if issubclass(mapper.class_, Record)
    ]


def test_a_row_that_is_not_there_is_asked_about_like_one_that_is_hidden(world, house):
    """The question about it is answered without a fault, and never brings it into being."""
    models = _models()
    assert len(models) > 50
    reads = [name for name in house.policy.rules if name.endswith(".read")]
    for actor in _actors(world):
        with house.unit_of_work(actor) as uow:
            for model in models:
                absent = model(id=uuid.uuid4())
                for permission in reads:
                    uow.allows(permission, absent)
                with pytest.raises(NotFound):
                    uow.get(model, uuid.uuid4(), "outcome.read")
            with pytest.raises(NotFound):
                uow.get(Outcome, uuid.uuid4(), "outcome.update", expected_version=1)
            assert not uow.session.new
    hidden = world.people["holder_other"]
    with house.unit_of_work(hidden.actor) as uow:
        row = uow.session.exec(
            select(Outcome.id).where(col(Outcome.holder_org_id) != hidden.org_id)
        ).first()
        with pytest.raises(NotFound) as refused:
            uow.get(Outcome, row, "outcome.update", expected_version=99)
        with pytest.raises(NotFound) as missing:
            uow.get(Outcome, uuid.uuid4(), "outcome.update", expected_version=99)
        assert (refused.value.detail, refused.value.extra) == (
            missing.value.detail, missing.value.extra,
        )  # fmt: skip
