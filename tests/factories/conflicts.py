"""People and rights that a conflict rule compares."""

from backend.features.outcomes.rights import replace_rights
from backend.kernel.policy import Role
from tests.factories.assessments import make_expert
from tests.factories.people import make_person


def named(house, name):
    """An expert of this name, with an account."""
    return make_expert(house, person=make_person(house, Role.EXPERT, name=name))


def rights(house, outcome_id, *rows):
    """Patents of an outcome."""
    with house.unit_of_work() as uow:
        replace_rights(uow, outcome_id, [{"type": "invention", **row} for row in rows])
