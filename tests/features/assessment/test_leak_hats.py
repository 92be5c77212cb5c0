"""Whoever stands near an expert, was one, or organises: no other hat opens a panel (3.9)."""

import itertools
import re

import pytest

from backend.features.assessment.models import PanelMember
from backend.kernel.errors import Conflict
from backend.kernel.policy import Role
from tests.factories.assessments import SEATS, make_expert, make_outcome, make_panel, nominate
from tests.factories.people import make_person
from tests.features.assessment.leak_channels import hidden_team

pytestmark = pytest.mark.clause("5.2.1.2.8")


@pytest.fixture
def team(house):
    return hidden_team(house)


@pytest.fixture
def panel(house, team):
    return make_panel(house, team=team)


def test_another_hat_of_an_expert_opens_nothing(house, as_, panel):
    """What somebody may do as an expert they may not do under another hat, and the reverse."""
    panel.all_scored()
    task = f"/panel-tasks/{panel.members[1]}"
    for role in (Role.HOLDER, Role.DEMANDER, Role.ORG_ADMIN):
        other = as_(make_person(house, role, user_id=panel.experts[1].user_id))
        for part in ("", "/material", "/sheet", "/result", "/report", "/evidence"):
            assert other.get(f"{task}{part}").status_code == 404, (role, part)
        assert other.get(f"/assessments/{panel.assessment_id}").status_code == 404
    own = as_(make_person(house, Role.EXPERT, user_id=panel.holder.user_id))
    assert own.get(task).status_code == 404
    assert own.get(f"/assessments/{panel.assessment_id}").status_code == 404


INSIDE = ("", "/panel", "/candidates", "/result", "/report", "/agreement", "/swot", "/preliminary",
          "/meeting", "/blinding", "/maturity", "/report.pdf", "/archive.zip", "/capsule")  # fmt: skip


@pytest.mark.clause("5.1.1.1")
def test_whom_an_assessment_concerns_does_not_organise_it(house, as_, panel, drain):
    """An expert of the panel, or somebody of the holder's house, who is also platform staff."""
    panel.all_signed()
    base = f"/assessments/{panel.assessment_id}"
    concerned = [panel.experts[1].user_id, panel.holder.user_id]
    roles = (Role.OPERATOR, Role.AUDITOR)
    both = [as_(make_person(house, role, user_id=user)) for user in concerned for role in roles]
    elsewhere = make_person(house, Role.HOLDER).user_id
    others = [as_(make_person(house, role, user_id=u)) for u in (None, elsewhere) for role in roles]

    def nothing_opens():
        for client in both:
            for part in INSIDE:
                assert client.get(base + part).status_code == 404, part
            assert client.get("/assessments").json()["total"] == 0
            for action in ("release", "issue", "remind", "cancel"):
                refused = client.post(f"{base}/{action}", json={"reason": "x"}, version=1)
                assert refused.status_code == 404
            member = f"/panel-members/{panel.members[2]}"
            for change, field in (
                ("replace", "reason"), ("return-sheet", "reason"), ("exclude", "reason"),
                ("conflict-decision", "decision"),
            ):  # fmt: skip
                refused = client.post(f"{member}/{change}", json={field: "经核查"}, version=1)
                assert refused.status_code == 404, change
            waiting = client.get("/me/todos").text
            assert not any(
                str(hidden) in waiting for hidden in (panel.assessment_id, *panel.members)
            )
            # the inbox is the person's under every hat: what organisers are told is not in it
            assert not re.search("评分完成|核实|回避|替补", client.get("/me/inbox").text)
            # nor by what each expert is busy with
            for k in (0, 2):
                expert = client.get(f"/experts/{panel.member(k).expert_id}").json()
                assert expert["engagements"] == []

    drain()
    with house.unit_of_work() as uow:
        waiting = uow.session.get_one(PanelMember, panel.members[2])
        waiting.pending = [{"rule": "x", "label": "x", "evidence": "x", "hard": False}]
    nothing_opens()
    assert str(panel.members[2]) in others[0].get("/me/todos").text
    with house.unit_of_work() as uow:
        uow.session.get_one(PanelMember, panel.members[2]).pending = []
    for k in range(5):
        panel.score(k, 71.5)
        panel.advise(k)
        panel.submit(k)
    drain()
    told = others[0].get("/me/inbox").text
    assert "评分完成，待汇总" in told
    panel.release()
    nothing_opens()
    for client in others:
        assert client.get(f"{base}/panel").status_code == 200
        assert client.get(f"{base}/result").status_code == 200
        assert client.get("/assessments").json()["total"] == 1
    busy = others[0].get(f"/experts/{panel.member(0).expert_id}").json()["engagements"]
    assert len(busy) == 1
    # the own hats lose nothing
    assert as_(panel.holder).get(base).status_code == 200
    assert as_(panel.experts[1]).get(f"{base}/result").status_code == 200


@pytest.mark.clause("5.1.1.1")
def test_nobody_organises_for_the_own_house_or_sits_on_a_panel_they_organise(house, as_, panel):
    operator = make_person(house, Role.OPERATOR, user_id=panel.holder.user_id)
    outcome_id = make_outcome(house, panel.holder)
    refused = as_(operator).post("/assessments", json={"outcome_id": str(outcome_id)})
    assert refused.status_code == 403, refused.text
    assert as_(Role.OPERATOR).post(
        "/assessments", json={"outcome_id": str(outcome_id)}
    ).status_code == 201  # fmt: skip
    person = make_person(house, Role.EXPERT, user_id=panel.operator.user_id)
    _, expert_id = make_expert(house, person=person)
    with pytest.raises(Conflict, match="组织本次评估"):
        nominate(panel, expert_id)


def test_who_left_the_panel_learns_nothing_more(house, as_, panel, drain):
    """Recused or replaced while scoring: what comes after reaches them by no way."""
    panel.all_signed()
    leaving = panel.experts[0], panel.experts[2]
    staff, first = as_(panel.operator), as_(leaving[0])
    for k in (0, 2):
        panel.score(k, 66.0)
    body = {"reason": "曾为该项目顾问"}
    task = f"/panel-tasks/{panel.members[0]}"
    gone = first.post(f"{task}/recuse", json=body, version=panel.member(0).version)
    assert gone.status_code == 200
    path = f"/panel-members/{panel.members[2]}/replace"
    assert staff.post(path, json=body, version=panel.member(2).version).status_code == 200
    drain()
    before = {person: as_(person).get("/me/inbox").json()["total"] for person in leaving}
    for seat in (0, 2):
        newcomer, expert_id = make_expert(house, *SEATS[seat])
        nominate(panel, expert_id)
        panel.experts.append(newcomer)
        panel.sign(len(panel.members) - 1)
    for k in (1, 3, 4, 5, 6):
        panel.score(k, 71.5)
        panel.advise(k)
        panel.submit(k)
    panel.release()
    panel.write()
    for k in (1, 3, 4, 5, 6):
        panel.consent(k)
    panel.issue()
    drain()
    base = f"/assessments/{panel.assessment_id}"
    for person, k in zip(leaving, (0, 2), strict=True):
        client, task = as_(person), f"/panel-tasks/{panel.members[k]}"
        for part in ("/material", "/sheet", "/evidence"):
            assert client.get(task + part).status_code == 403, part
        for part in INSIDE:
            assert client.get(base + part).status_code == 404, part
        view = client.get(task).json()
        assert view["stage"] in {"recused", "replaced"}
        assert (view["can_open"], view["assessment_id"], view["available_actions"]) == (
            False, None, [],
        )  # fmt: skip
        assert client.get("/me/inbox").json()["total"] == before[person]
        assert client.get("/me/todos").json()["total"] == 0
    # what they had scored does not count and is not in the holder's report
    result = as_(panel.holder).get(f"{base}/result").json()
    assert result["total"] == pytest.approx(71.5)


def test_colleagues_of_an_expert_open_nothing(house, as_, panel):
    """Nobody stands in for an expert: not a colleague, not the administrator of the house."""
    panel.all_scored()
    org, task = panel.experts[1].org_id, f"/panel-tasks/{panel.members[1]}"
    for role in (Role.EXPERT, Role.ORG_ADMIN, Role.HOLDER):
        colleague = as_(make_person(house, role, org=org))
        for part in ("", "/material", "/sheet", "/result", "/report", "/evidence"):
            assert colleague.get(f"{task}{part}").status_code == 404, (role, part)
        put = colleague.put(f"{task}/sheet/notes", json={"advice": "代填"}, version=1)
        assert put.status_code == 404
        open_ = [t["link"] for t in colleague.get("/me/todos").json()["items"]]
        assert not any(str(panel.members[1]) in link for link in open_)


def test_the_old_panel_and_the_new_do_not_meet(house, as_, panel, team):
    """After a granted appeal each panel reads its own round only."""
    for k, _ in enumerate(panel.all_signed().experts):
        panel.score(k, 45.625, f"旧评语寻踪{k}")
        panel.advise(k, f"旧建议寻踪{k}")
        panel.submit(k)
    panel.release()
    panel.write()
    for k in range(5):
        panel.consent(k)
    panel.issue()
    path = f"/assessments/{panel.assessment_id}/appeal"
    version = panel.assessment().version
    filed = as_(panel.holder).post(path, json={"grounds": "遗漏证据"}, version=version).json()
    as_(panel.operator).post(
        f"/assessment-appeals/{filed['id']}/uphold", json={"reason": "成立"},
        version=filed["version"],
    )  # fmt: skip
    second = make_panel(
        house, holder=panel.holder, operator=panel.operator, outcome_id=panel.outcome_id,
        weights=False,
    ).all_signed()  # fmt: skip
    rounds = (panel, second)
    for mine, other in itertools.permutations(rounds):
        for person in mine.experts:
            client = as_(person)
            assert client.get(f"/assessments/{other.assessment_id}/result").status_code == 404
            for part in ("", "/material", "/sheet", "/result", "/report"):
                assert client.get(f"/panel-tasks/{other.members[0]}{part}").status_code == 404
    for person, member in zip(second.experts, second.members, strict=True):
        for part in ("", "/material", "/sheet", "/evidence"):
            text = as_(person).get(f"/panel-tasks/{member}{part}").text
            assert not re.search(r"旧评语|旧建议|45\.6|隐名寻踪", text), part
