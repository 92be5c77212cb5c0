"""Every status × action cell of every workflow of the house."""

import dataclasses
import itertools
import uuid
from types import SimpleNamespace

import pytest

from backend.kernel.errors import Conflict
from backend.kernel.workflow import Workflow
from backend.wiring.features import WORKFLOWS

CELLS = [
    pytest.param(workflow, status, action, id=f"{workflow.aggregate}-{status.value}-{action}")
    for workflow in WORKFLOWS
    for status, action in itertools.product(workflow.states, workflow.by_action)
]


class _Uow:
    """Allows everything and remembers events."""

    def __init__(self) -> None:
        self.events = []

    def require(self, permission, obj=None):
        self.permission = permission

    def record(self, event):
        self.events.append(event)


def _facts(event_type) -> dict:
    values = {"str": "事由", "UUID": uuid.uuid4(), "bool": True, "int": 1, "float": 1.0}
    facts = {}
    for field in dataclasses.fields(event_type):
        if field.name == "aggregate_id":
            continue
        name = getattr(field.type, "__name__", str(field.type))
        facts[field.name] = values.get(name)
    return facts


@pytest.mark.clause("4.2.2")
@pytest.mark.parametrize(("workflow", "status", "action"), CELLS)
def test_only_the_cells_of_the_table_move(workflow, status, action):
    unguarded = Workflow(
        workflow.aggregate,
        workflow.states,
        [dataclasses.replace(t, guard=None) for t in workflow.by_action.values()],
    )
    transition = unguarded.by_action[action]
    uow, obj = _Uow(), SimpleNamespace(id=uuid.uuid4(), status=status)
    facts = _facts(transition.event) | ({"reason": "事由"} if transition.reason_required else {})
    if status in transition.sources:
        unguarded.fire(uow, obj, action, **facts)
        assert obj.status is transition.target
        assert [type(e) for e in uow.events] == [transition.event]
        assert uow.permission == f"{workflow.aggregate}.{action}"
    else:
        with pytest.raises(Conflict):
            unguarded.fire(uow, obj, action, **facts)
        assert obj.status is status
        assert uow.events == []


def test_diagrams_name_every_action():
    for workflow in WORKFLOWS:
        text = workflow.diagram()
        assert all(t.label_zh in text for t in workflow.by_action.values())
