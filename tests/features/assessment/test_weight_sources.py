"""Delphi beside AHP: both sources and their combination are stored (5.1.2.2.3, 5.1.2.2.4)."""

import json

import pytest
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import AhpSheet, WeightSet
from evaluation import STANDARD_TREE, recompute
from tests.factories.assessments import ANSWERS, make_expert, make_panel
from tests.factories.delphi import make_study


def _rate(k, code):
    return 5 if code in {"A", "A1"} else (3 if code == "B" else 4)


@pytest.fixture
def study(house):
    study = make_study(house, 4)
    study.run(_rate)
    study.close("一轮即达成一致")
    return study


def _weights(house, as_, study, **body):
    who, expert_id = make_expert(house)
    staff = as_(study.operator)
    made = staff.post(
        "/weight-sets",
        json={"title": "两种来源", "expert_ids": [str(expert_id)],
              "delphi_study_id": str(study.study_id)},
    ).json()  # fmt: skip
    if body:
        made = staff.put(
            f"/weight-sets/{made['id']}/delphi", version=made["version"],
            json={"study_id": str(study.study_id)} | body,
        ).json()  # fmt: skip
    with house.unit_of_work(who.actor) as uow:
        sheet = uow.session.exec(select(AhpSheet).where(col(AhpSheet.user_id) == who.user_id)).one()
        answers = ANSWERS | {"G": ["3", "1", "1", "1", "1", "1", "1", "1", "1", "1"]}
        service.save_answers(uow, sheet.id, sheet.version, answers)
        uow.session.flush()
        service.submit_answers(uow, sheet.id, sheet.version)
    return staff, staff.get(f"/weight-sets/{made['id']}").json()


@pytest.mark.clause("5.1.2.2.3")
def test_the_additive_combination_by_hand(house, as_, study):
    """Delphi local weights of the dimensions: 5 3 4 4 4 of 20; leaves of A: 5 4 4 4 of 17."""
    staff, view = _weights(house, as_, study, method="additive", theta=0.5)
    delphi = {row["code"]: row["weight"] for row in view["delphi_leaves"]}
    assert delphi["A1"] == pytest.approx(5 / 20 * 5 / 17)
    assert delphi["B1"] == pytest.approx(3 / 20 / 3)
    ahp = {row["code"]: row["weight"] for row in view["ahp_leaves"]}
    dimension = sum(ahp[leaf.code] for leaf in STANDARD_TREE.dimensions[0].children)
    joined = {row["code"]: row["weight"] for row in view["leaves"]}
    assert joined["A1"] == pytest.approx((dimension + 5 / 20) / 2 * (1 / 4 + 5 / 17) / 2)
    assert sum(joined.values()) == pytest.approx(1.0)
    assert view["source_label"].startswith("层次分析与德尔菲研究 DF-")
    done = staff.post(f"/weight-sets/{view['id']}/approve", version=view["version"]).json()
    assert done["status"] == "approved"
    with house.reading() as uow:
        kept = uow.session.exec(select(WeightSet).order_by(col(WeightSet.revision).desc())).first()
        sources = kept.result["sources"]
        assert sources["combination"] == {"method": "additive", "theta": 0.5}
        assert sources["delphi"]["hash"] == study.study().conclusion_hash
        assert sources["ahp"]["leaves"]["A1"] == pytest.approx(ahp["A1"])
        assert kept.result["leaves"]["A1"] == joined["A1"]


@pytest.mark.clause("5.1.2.2.3")
def test_an_assessment_with_both_sources_scores_and_recomputes(house, as_, study):
    staff, view = _weights(house, as_, study)
    staff.post(f"/weight-sets/{view['id']}/approve", version=view["version"])
    panel = make_panel(house, weights=False).all_issued(lambda code: 60.0 + 4 * int(code[1]))
    joined = {row["code"]: row["weight"] for row in view["leaves"]}
    result = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/result").json()
    expected = sum(weight * (60.0 + 4 * int(code[1])) for code, weight in joined.items())
    assert result["total"] == pytest.approx(expected)
    capsule = json.loads(
        as_(panel.operator).get(f"/assessments/{panel.assessment_id}/capsule").content
    )
    assert recompute(capsule).ok
    assert capsule["results"]["score"]["total"] == pytest.approx(expected)
    chance = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/agreement").json()
    assert chance["monte_carlo"]["basis"] == "combined_weights"
    pdf = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/report.pdf")
    assert pdf.content.startswith(b"%PDF")


def test_only_a_closed_study_of_the_same_tree_can_be_joined(house, as_, study):
    open_study = make_study(house, 3, operator=study.operator)
    staff, view = _weights(house, as_, study)
    path = f"/weight-sets/{view['id']}/delphi"
    refusal = staff.put(
        path, json={"study_id": str(open_study.study_id)}, version=view["version"]
    ).json()
    assert refusal["errors"][0]["pointer"] == "/study_id"
    open_study.run(lambda k, code: 4)
    open_study.run(lambda k, code: 4, drop=[{"code": "C4", "reason": "重复"}])
    open_study.close("结束")
    other = staff.put(path, json={"study_id": str(open_study.study_id)}, version=view["version"])
    assert "指标体系版本" in other.json()["detail"]
    alone = staff.put(path, json={}, version=view["version"]).json()
    assert alone["source_label"] == "层次分析（专家两两比较）"
    assert alone["leaves"] == alone["ahp_leaves"]
    approved = staff.post(f"/weight-sets/{view['id']}/approve", version=alone["version"]).json()
    late = staff.put(path, json={}, version=approved["version"])
    assert late.status_code == 409
