"""Experts drawn by lot: nobody chooses, anybody can draw again (clause 5.1.1.1)."""

import hashlib
import uuid

import pytest
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.lots import draw, lot, same_again
from backend.features.assessment.models import Assessment, PanelDraw, PanelMember
from backend.features.assessment.schemas.panels import AssessmentInput, DrawInput
from backend.features.experts import service as expert_base
from backend.features.experts.models import ExpertCategory
from backend.kernel.policy import Role
from tests.factories.assessments import (
    SEATS,
    approved_weights,
    make_expert,
    make_outcome,
    make_panel,
)

pytestmark = pytest.mark.clause("5.1.1.1")
C = ExpertCategory


@pytest.fixture
def prepared(house, person):
    """An assessment in preparation, three free clinicians and two engineers."""
    approved_weights(house)
    operator = person(Role.OPERATOR)
    outcome = make_outcome(house, person(Role.HOLDER))
    clinicians = [make_expert(house)[1] for _ in range(3)]
    engineers = [make_expert(house, C.ENGINEERING)[1] for _ in range(2)]
    with house.unit_of_work(operator.actor) as uow:
        made = service.create_assessment(uow, AssessmentInput(outcome_id=outcome)).id
    return operator, made, clinicians, engineers


def _draw(as_, prepared, counts, version=1):
    operator, made, *_ = prepared
    return as_(operator).post(f"/assessments/{made}/draw", json={"counts": counts}, version=version)


def _draws(house, made):
    with house.reading() as uow:
        return uow.session.exec(select(PanelDraw).where(col(PanelDraw.assessment_id) == made)).all()


def test_the_smallest_hashes_of_seed_and_id_are_drawn_and_may_be_worked_out_by_hand():
    pool = [uuid.UUID(int=n) for n in range(1, 8)]
    by_hand = sorted((hashlib.sha256(f"00c0ffee|{p}".encode()).hexdigest(), str(p)) for p in pool)
    assert draw("00c0ffee", pool, 3) == [expert for _, expert in by_hand[:3]]
    assert draw("00c0ffee", reversed(pool), 3) == draw("00c0ffee", pool, 3)
    assert lot("00c0ffee", pool[0]) in {digest for digest, _ in by_hand}
    with pytest.raises(ValueError, match="8 of 7"):
        draw("00c0ffee", pool, 8)


def test_every_expert_is_drawn_equally_often():
    """1,000 seeds, 2 of 5: each expects 400 with a deviation of 15.5; six deviations are allowed."""
    pool = [uuid.UUID(int=n) for n in range(5)]
    hits = dict.fromkeys(map(str, pool), 0)
    for seed in range(1000):
        for expert in draw(str(seed), pool, 2):
            hits[expert] += 1
    assert all(abs(count - 400) < 93 for count in hits.values()), hits


def test_the_draw_fills_the_panel_and_holds_when_drawn_again(house, as_, prepared):
    operator, made, clinicians, engineers = prepared
    view = _draw(as_, prepared, {"clinical": 2, "engineering": 1}).json()
    assert sorted(m["category"] for m in view["members"]) == ["clinical", "clinical", "engineering"]
    assert all(m["reasons"][0] == "随机抽取" for m in view["members"])
    (row,) = _draws(house, made)
    # whoever gave the weights is in the base and free as well
    assert {str(e) for e in clinicians} <= set(row.pool["clinical"])
    assert set(row.pool["engineering"]) == {str(e) for e in engineers}
    drawn = {m["expert_id"] for m in view["members"]}
    assert drawn == {*row.drawn["clinical"], *row.drawn["engineering"]}
    assert same_again(row.seed, row.counts, row.pool, row.drawn)
    (shown,) = as_(Role.AUDITOR).get(f"/assessments/{made}/draws").json()
    assert shown["holds"]
    assert [lot["drawn"] for lot in shown["categories"][1]["lots"]] == [True, False]
    history = as_(operator).get(f"/assessments/{made}/panel").json()["history"]
    assert any(row.seed in entry["detail"] for entry in history)


def test_an_exchanged_name_is_noticed(house, as_, prepared):
    _, made, *_ = prepared
    _draw(as_, prepared, {"clinical": 1})
    with house.unit_of_work() as uow:
        row = uow.session.exec(select(PanelDraw)).one()
        other = next(e for e in row.pool["clinical"] if e not in row.drawn["clinical"])
        row.drawn = {"clinical": [other]}
    (shown,) = as_(Role.AUDITOR).get(f"/assessments/{made}/draws").json()
    assert not shown["holds"]


def test_nobody_with_a_finding_or_without_time_is_in_the_pool(house, as_, prepared):
    operator, made, *_ = prepared
    with house.reading() as uow:
        holder_org = uow.session.get_one(Assessment, made).holder_org_id
    _, own = make_expert(house, org=holder_org)
    _, busy = make_expert(house, max_load=1)
    with house.unit_of_work() as uow:
        expert_base.engage(uow, busy, "assessment", uuid.uuid4(), "另一次评估")
    free = as_(operator).get(f"/assessments/{made}/candidates").json()
    assert free["free"]["engineering"] == 2
    _draw(as_, prepared, {"clinical": 1})
    (row,) = _draws(house, made)
    assert not {str(own), str(busy)} & set(row.pool["clinical"])
    assert len(row.pool["clinical"]) == free["free"]["clinical"]


def test_too_many_are_refused_by_category_and_nobody_is_put_on(house, as_, prepared):
    operator, made, *_ = prepared
    refused = _draw(as_, prepared, {"clinical": 1, "engineering": 3, "investment": 1})
    assert refused.status_code == 422
    assert [e["pointer"] for e in refused.json()["errors"]] == [
        "/counts/engineering", "/counts/investment",
    ]  # fmt: skip
    assert "只有 2 名" in refused.json()["errors"][0]["detail"]
    assert _draw(as_, prepared, {"clinical": 0}).status_code == 422
    assert as_(operator).get(f"/assessments/{made}/panel").json()["members"] == []
    assert _draws(house, made) == []


@pytest.mark.clause("5.1.2.3.6")
def test_the_report_says_who_was_drawn_and_who_gave_the_weights_too(house, as_):
    def facts(panel):
        path = f"/assessments/{panel.assessment_id}/report/document"
        found = as_(panel.operator).get(path).json()["panel_facts"]
        return {fact["label"]: fact["value"] for fact in found}

    team = [make_expert(house, *seat) for seat in SEATS]
    approved_weights(house, team[0])
    panel = make_panel(house, weights=False, team=team[:3])
    with house.unit_of_work(panel.operator.actor) as uow:
        data = DrawInput(counts={"engineering": 1, "investment": 1})
        service.draw_panel(uow, panel.assessment_id, panel.assessment().version, data)
    with house.reading() as uow:
        people = {expert: person for person, expert in team}
        for row in uow.session.exec(
            select(PanelMember)
            .where(col(PanelMember.assessment_id) == panel.assessment_id)
            .order_by(col(PanelMember.created_at), col(PanelMember.id))
        ).all()[3:]:
            panel.members.append(row.id)
            panel.experts.append(people[row.expert_id])
    (draw_row,) = _draws(house, panel.assessment_id)
    drawn = facts(panel.all_released())
    assert drawn["与权重专家重叠"] == "1 名评分专家也参加了权重征集"
    assert drawn["随机抽取"] == f"2 名经随机抽取，种子 {draw_row.seed}"
    chosen = facts(make_panel(house).all_released())
    assert chosen["与权重专家重叠"] == "没有评分专家参加过权重征集"
    assert "随机抽取" not in chosen
