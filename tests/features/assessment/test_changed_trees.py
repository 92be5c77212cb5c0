"""What is known of an outcome follows its leaf into a changed tree (5.1.2.1.2, 5.1.2.2.2)."""

import copy
import uuid

import pytest

from backend.features.assessment.findings import findings_of
from backend.features.assessment.materials import checklist
from backend.features.assessment.queries.evidence import evidence_facts
from backend.features.assessment.trees import code_in, standard_code
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE, IndicatorTree
from tests.factories.assessments import make_outcome

pytestmark = pytest.mark.clause("5.1.2.1.2", "5.1.2.2.2")
NEW = {"visit_fen": 80_000, "consumable_fen": 46_000, "source": "测算", "year": 2025}
NOW = {"visit_fen": 95_000, "consumable_fen": 55_000, "source": "收费目录", "year": 2025}


@pytest.fixture(scope="module")
def changed() -> IndicatorTree:
    """临床成本 moved to 市场评估 as B4, 技术创新性 renamed, 团队分工 gone, an own leaf called E3."""
    body = copy.deepcopy(STANDARD_TREE.as_dict())
    body["version"] = "2.0"
    clinical, market, technical, _, team = body["root"]["children"]
    cost = clinical["children"].pop()
    cost["code"] = "B4"
    for question in cost["questions"]:
        question["code"] = question["code"].replace("A4", "B4")
    market["children"].append(cost)
    technical["children"][0]["name"] = "原创性"
    own = team["children"][2]
    own.update(name="合作意愿", clause="", definition="本机构自设")
    return IndicatorTree.from_dict(body)


def test_a_leaf_is_known_by_its_clause_with_name_or_code(changed):
    assert all(standard_code(leaf) == leaf.code for leaf in STANDARD_TREE.leaves)
    assert standard_code(changed.node("B4")) == "A4"
    assert standard_code(changed.node("C1")) == "C1"
    assert standard_code(changed.node("E3")) == ""
    assert (code_in(changed, "A4"), code_in(changed, "E3")) == ("B4", "")


def test_what_must_be_proven_goes_with_the_leaf_and_not_with_the_code(changed):
    lines = {line.code: line for line in checklist(changed, "drug")}
    assert not lines["C1"].may_waive  # renamed, still the innovation that clause 5.1.2.1.5-a asks
    assert lines["E3"].may_waive
    assert lines["B4"].may_waive
    assert lines["X-ethics"].leaf == "A2"


def test_figures_and_proposals_stand_at_the_leaf_that_asks_for_them(changed, house, as_, person):
    holder = person(Role.HOLDER)
    outcome = make_outcome(house, holder, maturity="pilot")
    base = as_(holder).post("/evidence-bases", json={"outcome_id": str(outcome)}).json()
    path = f"/evidence-bases/{base['id']}"
    as_(holder).put(f"{path}/cost", json={"new": NEW, "existing": NOW}, version=1)
    figure = {"kind": "test", "value": 1, "source": "测算"}
    kept = as_(holder).put(
        f"{path}/figures", version=2,
        json={"figures": [figure | {"name": "次均", "leaf": "A4"}, figure | {"name": "工时", "leaf": "E3"}]},
    )  # fmt: skip
    assert kept.status_code == 200
    with house.reading() as uow:
        own = evidence_facts(uow, outcome)
        moved = evidence_facts(uow, outcome, tree=changed)
    assert [f.leaf for f in own.figures] == ["A4", "E3"]
    assert [(f.leaf, f.leaf_name) for f in moved.figures] == [("B4", "临床成本"), ("", "")]
    assert {p.leaf for p in own.prefills} >= {"A4"}
    proposed = next(p for p in moved.prefills if p.leaf == "B4")
    assert proposed.leaf_name == "临床成本"
    assert not [p for p in moved.prefills if p.leaf in {"A4", "E3"}]
    assert (own.parts["A4"], moved.parts["B4"]) == ("cost", "cost")
    assert "E3" not in moved.parts
    said = {
        finding.code: dict(finding.facts)
        for finding in findings_of(changed, {"sheets": []}, moved.model_dump(mode="json"), {})
    }
    assert any("成本" in label or "费用" in label for label in said["B4"])
    assert "E3" not in said


def test_an_outcome_without_a_base_says_which_part_belongs_where(changed, house, person):
    outcome: uuid.UUID = make_outcome(house, person(Role.HOLDER))
    with house.reading() as uow:
        facts = evidence_facts(uow, outcome, tree=changed)
    assert facts.parts["C1"] == "novelty"
    assert set(facts.parts.values()) == {
        "utility", "cost", "market", "trend", "novelty", "stage", "interfaces", "rights", "team",
    }  # fmt: skip
