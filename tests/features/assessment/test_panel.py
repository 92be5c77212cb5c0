"""Panels: composition, conflicts with evidence, proposals, start (clauses 5.1.1.1, 6.2.1)."""

import pytest

from backend.features.assessment import service
from backend.features.assessment.composition import check_composition
from backend.features.assessment.models import PanelMember
from backend.features.assessment.schemas.panels import AssessmentInput
from backend.features.assessment.trees import default_leaves
from backend.features.experts import service as expert_base
from backend.features.experts.models import Expert, ExpertCategory, SourceSector, TieKind
from backend.features.experts.schemas import TieInput
from backend.features.identity.models import Organisation
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE
from tests.factories.assessments import SEATS, make_expert, make_outcome, make_panel, nominate
from tests.factories.deals import make_deal, sign_deal

C, S = ExpertCategory, SourceSector


@pytest.mark.clause("5.1.1.1")
def test_clinicians_only_lack_two_kinds_and_cannot_start(house, as_):
    panel = make_panel(house, seats=((C.CLINICAL, S.HOSPITAL),) * 5)
    staff = as_(panel.operator)
    view = staff.get(f"/assessments/{panel.assessment_id}/panel").json()
    assert view["composition"]["problems"] == ["缺 工程技术/产业投资"]
    answer = staff.post(f"/assessments/{panel.assessment_id}/start", version=view["version"])
    assert answer.status_code == 409
    assert "缺 工程技术/产业投资" in answer.json()["detail"]
    with house.reading() as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == "accepted"


@pytest.mark.clause("5.1.1.1")
def test_four_experts_are_too_few(house):
    panel = make_panel(house, seats=SEATS[1:])
    with pytest.raises(Conflict, match="专家 4 名，至少 5 名"):
        panel.start()


@pytest.mark.clause("5.1.1.1")
def test_the_spread_of_sectors_is_counted():
    found = check_composition(SEATS)
    assert found.ok
    counts = {share.label: share.count for share in found.sectors}
    assert counts == {"政府": 0, "高校": 1, "科研院所": 1, "医疗机构": 1, "企业": 1, "投资机构": 1}


@pytest.mark.clause("6.2.1")
def test_without_approved_weights_nothing_starts(house):
    panel = make_panel(house, weights=False)
    with pytest.raises(Conflict, match="没有已批准的权重版本"):
        panel.start()


@pytest.mark.clause("6.2.1")
def test_start_moves_the_outcome_and_invites_the_panel(house, drain, as_):
    panel = make_panel(house)
    panel.start()
    drain()
    assert panel.assessment().status == "declaring"
    with house.reading() as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == "assessing"
    expert = as_(panel.experts[0])
    assert any("邀请您参加评估" in n["title"] for n in expert.get("/me/inbox").json()["items"])
    assert expert.get("/me/todos").json()["items"][0]["title"].startswith("签署回避声明")


def test_only_accepted_outcomes_and_only_one_running_assessment(house):
    panel = make_panel(house, weights=False)
    with house.unit_of_work(panel.operator.actor) as uow, pytest.raises(Conflict):
        service.create_assessment(uow, AssessmentInput(outcome_id=panel.outcome_id))
    draft = make_outcome(house, panel.holder, status="draft")
    with house.unit_of_work(panel.operator.actor) as uow, pytest.raises(Invalid):
        service.create_assessment(uow, AssessmentInput(outcome_id=draft))


@pytest.mark.clause("5.1.1.1")
def test_an_expert_of_the_holder_is_refused_with_evidence(house, as_):
    panel = make_panel(house, seats=(), weights=False)
    _, expert_id = make_expert(house, org=panel.holder.org_id)
    staff = as_(panel.operator)
    found = staff.get(f"/assessments/{panel.assessment_id}/candidates").json()["candidates"]
    mine = next(row for row in found if row["expert_id"] == str(expert_id))
    assert mine["blocked"]
    assert mine["conflicts"][0]["label"] == "同一单位"
    assert not mine["suggested"]
    answer = staff.post(
        f"/assessments/{panel.assessment_id}/members", json={"expert_id": str(expert_id)},
        version=panel.assessment().version,
    )  # fmt: skip
    assert answer.status_code == 409
    assert "同一单位" in answer.json()["detail"]


@pytest.mark.clause("5.1.1.1")
def test_an_affiliate_of_the_holder_is_refused(house):
    panel = make_panel(house, seats=(), weights=False)
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        uow.session.get_one(Organisation, person.org_id).parent_id = panel.holder.org_id
    with pytest.raises(Conflict, match="关联单位"):
        nominate(panel, expert_id)


@pytest.mark.clause("5.1.1.1")
def test_a_contract_between_the_organisations_is_refused(house):
    panel = make_panel(house, seats=(), weights=False)
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        expert_base.record_organisation_tie(
            uow, panel.holder.org_id, person.org_id, TieKind.CONTRACT, reference="HT-2026-000001"
        )
    with pytest.raises(Conflict, match="HT-2026-000001"):
        nominate(panel, expert_id)


@pytest.mark.clause("5.1.1.1")
def test_a_right_owned_by_the_experts_organisation_is_refused(house):
    panel = make_panel(house, seats=(), weights=False)
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        name = uow.session.get_one(Organisation, person.org_id).name
        uow.add(OutcomeIpRight(outcome_id=panel.outcome_id, type="invention", owner=f"甲；{name}"))
    with pytest.raises(Conflict, match="权利人单位"):
        nominate(panel, expert_id)


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(("kind", "hard"), [("kin", True), ("collaboration", False)])
def test_declared_ties_exclude_or_need_a_decision(house, kind, hard):
    panel = make_panel(house, seats=(), weights=False)
    person, expert_id = make_expert(house)
    with house.unit_of_work(person.actor) as uow:
        expert = uow.session.get_one(Expert, expert_id)
        tie = TieInput(org_id=panel.holder.org_id, org_name="持有方", kind=kind)
        expert_base.declare_tie(uow, expert_id, expert.version, tie)
    if hard:
        with pytest.raises(Conflict, match="亲属"):
            nominate(panel, expert_id, decision="仍然参加")
        return
    with pytest.raises(Invalid) as refusal:
        nominate(panel, expert_id)
    assert refusal.value.errors[0].pointer == "/conflict_decision"
    nominate(panel, expert_id, decision="合作已结束五年，经核实可参加")
    with house.reading() as uow:
        member = uow.session.get_one(PanelMember, panel.members[-1])
        assert member.conflicts[0]["rule"] == "declared_tie"
        assert member.conflict_decision


@pytest.mark.clause("5.1.1.1")
def test_proposals_have_reasons_and_fill_the_categories(house, as_):
    panel = make_panel(house, seats=(), weights=False)
    for category, sector in (*SEATS, (C.INVESTMENT, S.GOVERNMENT), (C.IP_LEGAL, S.COMPANY)):
        make_expert(house, category, sector)
    body = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/candidates").json()
    assert body["suggested"]["ok"]
    picked = [row for row in body["candidates"] if row["suggested"]]
    assert {row["category"] for row in picked} >= {"clinical", "engineering", "investment"}
    assert "领域匹配：药物研发" in picked[0]["reasons"]
    assert any(reason.startswith("在办任务") for reason in picked[0]["reasons"])


@pytest.mark.clause("5.1.1.1")
def test_leaves_go_to_their_category_property_and_team_to_all(house):
    dimensions = {
        category: {STANDARD_TREE.dimension_of(code).code for code in codes}
        for category in C
        for codes in [default_leaves(STANDARD_TREE, category)]
    }
    assert dimensions[C.CLINICAL] == {"A", "D", "E"}
    assert dimensions[C.INVESTMENT] == {"B", "D", "E"}
    assert dimensions[C.ENGINEERING] == {"C", "D", "E"}
    assert dimensions[C.IP_LEGAL] == {"D", "E"}


@pytest.mark.clause("5.1.1.1")
def test_another_assignment_needs_a_reason(house, as_):
    panel = make_panel(house, weights=False)
    staff = as_(panel.operator)
    path = f"/panel-members/{panel.members[0]}/leaves"
    body = {"leaves": ["A1", "B1"], "reason": ""}
    assert staff.put(path, json=body, version=1).status_code == 422
    body["reason"] = "该专家同时主持市场研究"
    view = staff.put(path, json=body, version=1).json()
    member = next(m for m in view["members"] if m["id"] == str(panel.members[0]))
    assert (member["leaves"], member["leaves_reason"]) == (["A1", "B1"], body["reason"])
    unknown = staff.put(path, json={"leaves": ["Z9"], "reason": "x"}, version=member["version"])
    assert unknown.json()["errors"][0]["pointer"] == "/leaves/0"


def test_a_leaf_that_nobody_judges_blocks_the_start(house, as_):
    panel = make_panel(house)
    for k in (0, 1):
        as_(panel.operator).put(
            f"/panel-members/{panel.members[k]}/leaves", json={"leaves": ["D1"], "reason": "试"},
            version=panel.member(k).version,
        )  # fmt: skip
    with pytest.raises(Conflict, match="临床需求"):
        panel.start()


def test_settings_and_members_change_only_before_the_start(house, as_):
    panel = make_panel(house)
    staff = as_(panel.operator)
    body = {"mode": "meeting", "due_on": "2026-12-31", "scope": "全部指标"}
    path = f"/assessments/{panel.assessment_id}"
    view = staff.put(path, json=body, version=panel.assessment().version).json()
    assert view["mode_label"] == "会议评审"
    panel.start()
    late = staff.put(path, json=body, version=panel.assessment().version)
    assert late.status_code == 409
    removal = staff.delete(f"/panel-members/{panel.members[0]}", version=panel.member(0).version)
    assert removal.status_code == 409


def test_cancelling_gives_the_outcome_back(house, as_):
    panel = make_panel(house)
    panel.start()
    staff = as_(panel.operator)
    path = f"/assessments/{panel.assessment_id}/cancel"
    assert staff.post(path, json={}, version=panel.assessment().version).status_code == 422
    done = staff.post(path, json={"reason": "持有方撤回"}, version=panel.assessment().version)
    assert done.json()["status"] == "cancelled"
    with house.reading() as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == "accepted"
    task = as_(panel.experts[0]).get(f"/panel-tasks/{panel.members[0]}").json()
    assert task["stage"] == "cancelled"


def test_reminders_go_to_those_with_open_work(house, as_, drain):
    panel = make_panel(house)
    panel.start()
    panel.sign(0)
    staff = as_(panel.operator)
    path = f"/assessments/{panel.assessment_id}/remind"
    assert staff.post(path, version=panel.assessment().version).status_code == 200
    drain()
    titles = [n["title"] for n in as_(panel.experts[1]).get("/me/inbox").json()["items"]]
    assert any(title.startswith("评估待办提醒") for title in titles)


def test_a_holder_sees_steps_and_no_panel(house, as_):
    panel = make_panel(house)
    holder = as_(panel.holder)
    assert holder.get(f"/assessments/{panel.assessment_id}").status_code == 404
    panel.start()
    view = holder.get(f"/assessments/{panel.assessment_id}").json()
    assert view["status_label"] == "签署声明"
    assert (view["panel_size"], view["signed"]) == (None, None)
    assert holder.get(f"/assessments/{panel.assessment_id}/panel").status_code == 403
    assert as_(Role.HOLDER).get(f"/assessments/{panel.assessment_id}").status_code == 404


@pytest.mark.clause("5.1.1.1")
def test_a_signed_agreement_makes_its_parties_conflicted(house, drain):
    deal = make_deal(house)
    sign_deal(house, deal)
    drain()
    panel = make_panel(house, holder=deal.holder, seats=(), weights=False)
    _, expert_id = make_expert(house, C.INVESTMENT, S.COMPANY, org=deal.demander.org_id)
    with pytest.raises(Conflict, match="合同关系"):
        nominate(panel, expert_id)
