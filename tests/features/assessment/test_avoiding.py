"""The holder names experts who should not judge; staff weigh it, experts never read of it."""

import json

import pytest

from backend.features.assessment.models import AvoidRequest
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.policy import Role
from tests.factories.assessments import (
    SEATS,
    approved_weights,
    make_expert,
    make_outcome,
    make_panel,
    nominate,
)
from tests.factories.people import make_person

pytestmark = pytest.mark.clause("5.1.1.1", "6.2.1")
REASON = "在研同类品种，存在直接竞争"


def ask(as_, holder, outcome, *people, version=0):
    return as_(holder).put(
        f"/outcomes/{outcome}/avoided-experts", json={"people": list(people)}, version=version
    )


def named(name, organisation="", reason=REASON):
    return {"name": name, "organisation": organisation, "reason": reason}


@pytest.fixture
def filed(house, as_, person):
    """An accepted outcome whose holder asks to keep the first expert away."""
    approved_weights(house)
    holder = person(Role.HOLDER)
    outcome = make_outcome(house, holder)
    expert = make_expert(house, *SEATS[0])
    assert ask(as_, holder, outcome, named(expert[0].actor.name)).status_code == 200
    return holder, outcome, expert


def test_the_request_is_kept_changed_and_taken_back(as_, filed):
    holder, outcome, (expert, _) = filed
    path = f"/outcomes/{outcome}/avoided-experts"
    kept = as_(holder).get(path).json()
    assert [p["name"] for p in kept["people"]] == [expert.actor.name]
    assert kept["editable"]
    more = ask(as_, holder, outcome, named("王某某"), named("李某某"), version=kept["version"])
    assert [p["name"] for p in more.json()["people"]] == ["王某某", "李某某"]
    stale = ask(as_, holder, outcome, named("赵某某"), version=kept["version"])
    assert stale.status_code == 412
    none = ask(as_, holder, outcome, version=more.json()["version"]).json()
    assert none["people"] == []


def test_at_most_three_each_once_and_with_a_reason(as_, house, person):
    holder = person(Role.HOLDER)
    outcome = make_outcome(house, holder)
    four = ask(as_, holder, outcome, *(named(f"专家{n}") for n in "一二三四"))
    assert four.status_code == 422
    assert four.json()["errors"][0]["pointer"] == "/people"
    twice = ask(as_, holder, outcome, named("王某某"), named("王 某某"))
    assert twice.json()["errors"][0]["pointer"] == "/people/1/name"
    silent = ask(as_, holder, outcome, named("王某某", reason=" "))
    assert silent.json()["errors"][0]["pointer"] == "/people/0/reason"
    assert as_(holder).get(f"/outcomes/{outcome}/avoided-experts").json()["version"] == 0


def test_staff_see_it_at_the_candidate_and_judge_it_with_a_reason(house, as_, filed):
    holder, outcome, (_, expert_id) = filed
    panel = make_panel(house, holder=holder, outcome_id=outcome, weights=False, seats=SEATS[1:])
    staff = as_(panel.operator)
    found = staff.get(f"/assessments/{panel.assessment_id}/candidates").json()
    assert found["avoided"] == 1
    row = next(c for c in found["candidates"] if c["expert_id"] == str(expert_id))
    assert (row["blocked"], row["suggested"]) == (False, False)
    assert [c["label"] for c in row["conflicts"]] == ["申请人请求回避"]
    assert REASON in row["conflicts"][0]["evidence"]
    version = staff.get(f"/assessments/{panel.assessment_id}/panel").json()["version"]
    body = {"expert_id": str(expert_id)}
    path = f"/assessments/{panel.assessment_id}/members"
    assert staff.post(path, json=body, version=version).status_code == 422
    judged = body | {"conflict_decision": "经核查无竞争关系"}
    assert staff.post(path, json=judged, version=version).status_code == 200


def test_the_lot_does_not_fall_on_who_is_to_be_kept_away(house, as_, filed):
    holder, outcome, (_, expert_id) = filed
    panel = make_panel(house, holder=holder, outcome_id=outcome, weights=False, seats=SEATS[1:2])
    free = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/candidates").json()["free"]
    drawn = as_(panel.operator).post(
        f"/assessments/{panel.assessment_id}/draw", json={"counts": {"clinical": free["clinical"]}},
        version=panel.assessment().version,
    )  # fmt: skip
    assert str(expert_id) not in {m["expert_id"] for m in drawn.json()["members"]}


def test_the_expert_reads_of_it_nowhere(house, as_, filed, drain):
    holder, outcome, (expert, expert_id) = filed
    panel = make_panel(house, holder=holder, outcome_id=outcome, weights=False, seats=SEATS[1:])
    nominate(panel, expert_id, decision="经核查无竞争关系")
    panel.experts.append(expert)
    panel.start()
    drain()
    seat = panel.members[-1]
    own = as_(expert)
    for path in (f"/panel-tasks/{seat}", "/panel-tasks", "/me/inbox", "/me/todos", "/experts/me"):
        text = own.get(path).text
        assert "请求" not in text, path
        assert REASON not in text, path
    assert own.get(f"/panel-tasks/{seat}").json()["conflicts"] == []
    panel.sign(len(panel.members) - 1)
    assert own.get(f"/outcomes/{outcome}/avoided-experts").status_code == 404


def test_another_organisation_means_another_person(house, as_, person):
    approved_weights(house)
    holder = person(Role.HOLDER)
    outcome = make_outcome(house, holder)
    expert, expert_id = make_expert(house, *SEATS[0])
    ask(as_, holder, outcome, named(expert.actor.name, "另一家远方医院"))
    panel = make_panel(house, holder=holder, outcome_id=outcome, weights=False, seats=SEATS[1:2])
    found = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/candidates").json()
    row = next(c for c in found["candidates"] if c["expert_id"] == str(expert_id))
    assert row["conflicts"] == []


def test_once_the_panel_stands_nobody_can_be_named(house, as_):
    panel = make_panel(house)
    panel.start()
    refused = ask(as_, panel.holder, panel.outcome_id, named("王某某"))
    assert refused.status_code == 409
    assert "评估已启动" in refused.json()["detail"]
    view = as_(panel.holder).get(f"/outcomes/{panel.outcome_id}/avoided-experts").json()
    assert (view["editable"], view["people"]) == (False, [])
    assert "评估已启动" in view["closed_because"]


def test_the_event_names_nobody(house, filed):
    from sqlmodel import select

    from backend.kernel.outbox import OutboxEvent

    with house.reading() as uow:
        event = uow.session.exec(
            select(OutboxEvent).where(OutboxEvent.name == "avoid_request.filed")
        ).one()
        row = uow.session.exec(select(AvoidRequest)).one()
    assert json.loads(event.payload)["count"] == 1
    assert row.people[0]["name"] not in event.payload
    assert REASON not in event.payload


@pytest.mark.clause("5.2.1.2.8")
def test_naming_somebody_does_not_tell_the_holder_whether_they_sit(house, as_, filed):
    """The edition for the holder counts no such finding: naming one would be asking about one."""
    holder, outcome, (expert, expert_id) = filed
    panel = make_panel(house, holder=holder, outcome_id=outcome, weights=False, seats=SEATS[1:])
    nominate(panel, expert_id, decision="经核查无竞争关系")
    panel.experts.append(expert)
    panel.all_issued()
    path = f"/assessments/{panel.assessment_id}/report/document"

    def told(who):
        facts = as_(who).get(path).json()["panel_facts"]
        return next(f["value"] for f in facts if f["label"] == "经核实参加")

    assert told(panel.operator).startswith("1 名专家")
    assert told(holder) == "没有专家存在须说明的关系"
    for route in (path, f"/assessments/{panel.assessment_id}", "/me/inbox"):
        assert expert.actor.name not in as_(holder).get(route).text


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AUDITOR])
def test_an_expert_does_not_read_requests_under_another_hat(house, as_, filed, role):
    _, outcome, (expert, _) = filed
    path = f"/outcomes/{outcome}/avoided-experts"
    assert as_(role).get(path).status_code == 200
    assert as_(make_person(house, role, user_id=expert.user_id)).get(path).status_code in {403, 404}


def test_before_another_assessment_experts_may_be_named_again(house, as_):
    panel = make_panel(house).all_issued(50.0)
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, panel.outcome_id).status = OutcomeStatus.ACCEPTED
    assert ask(as_, panel.holder, panel.outcome_id, named("王某某")).status_code == 200
