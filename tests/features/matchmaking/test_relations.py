"""Every permission on rows of these features reads the same one by one and as a list (5.2.1.2.8)."""

import pytest
from sqlmodel import col, select

from backend.features.demands.models import Demand
from backend.features.information.models import Article
from backend.features.library.models import LibraryRecord
from backend.features.matchmaking.models import Introduction, Suggestion
from tests.authz import demands, information, library, matchmaking
from tests.authz.engine import build_people

TABLES = {
    "article": Article,
    "demand": Demand,
    "introduction": Introduction,
    "library": LibraryRecord,
    "suggestion": Suggestion,
}


@pytest.mark.clause("5.2.1.2.8")
def test_both_readings_agree_for_everybody(house):
    world = build_people(house)
    for table in (information, library, demands, matchmaking):
        table.build(world)
    compared = 0
    with house.reading() as uow:
        for permission in house.policy.rules:
            model = TABLES.get(permission.partition(".")[0])
            if model is None:
                continue
            rows = uow.session.exec(select(model)).all()
            assert rows, model
            for name, person in world.people.items():
                listed = set(
                    uow.session.exec(
                        select(col(model.id)).where(house.policy.visible(person.actor, permission))
                    ).all()
                )
                one_by_one = {
                    row.id
                    for row in rows
                    if house.policy.allows(uow.session, person.actor, permission, row)
                }
                assert listed == one_by_one, (permission, name)
                compared += len(rows)
    assert compared > 1000
