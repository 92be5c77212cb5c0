"""Agreement, severity and sensitivity stand beside the official total, never instead of it."""

import pytest

from backend.features.assessment.models import AssessmentResult
from backend.kernel.policy import Role
from tests.factories.assessments import make_panel

BASE = {"A": 62.0, "B": 58.0, "C": 64.0, "D": 60.0, "E": 66.0}


def _rater(shift, odd=None):
    def value(code):
        if odd and code == odd[0]:
            return odd[1]
        return BASE[code[0]] + 2 * int(code[1]) + shift

    return value


@pytest.fixture
def panel(house):
    """The third expert is lenient by ten points, the first gives one odd rating."""
    panel = make_panel(house).all_signed()
    for k, shift in enumerate((0.0, 1.0, 10.0, -1.0, 0.5)):
        panel.score(k, _rater(shift, ("E3", 5.0) if k == 0 else None))
        panel.advise(k)
        panel.submit(k)
    panel.release()
    return panel


@pytest.mark.clause("6.2.1")
def test_the_block_is_kept_with_the_result_and_leaves_the_total_alone(panel, house, as_):
    view = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/agreement").json()
    result = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/result").json()
    assert view["official_total"] == result["total"]
    assert view["corrected_total"] is not None
    assert view["corrected_total"] != pytest.approx(result["total"], abs=0.01)
    assert (view["low"], view["high"], view["p_pass"]) == (
        result["low"], result["high"], result["p_pass"],
    )  # fmt: skip
    assert view["distance"] == pytest.approx(result["total"] - 60.0)
    with house.reading() as uow:
        kept = uow.session.query(AssessmentResult).filter_by(
            assessment_id=panel.assessment_id
        ).one()  # fmt: skip
        assert kept.payload["review"]["corrected_total"] == view["corrected_total"]


@pytest.mark.clause("6.2.1")
def test_the_lenient_and_the_odd_are_found_under_pseudonyms(panel, as_):
    view = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/agreement").json()
    severities = sorted(row["severity"] for row in view["severity"])
    assert severities[-1] > 4
    odd = next(row for row in view["outlying_ratings"] if row["value"] == 5.0)
    assert odd["leaf"] == "E3"
    assert odd["z"] < -3.5
    assert odd["pseudonym"].startswith("专家 ")
    assert view["total_without_outliers"] > view["official_total"]
    assert view["agreement"]["name"] == "ICC(A,k)"
    assert view["agreement"]["low"] <= view["agreement"]["value"] <= view["agreement"]["high"]
    assert view["alpha"]["units"] > 0


@pytest.mark.clause("5.1.2.2.4")
def test_one_weight_at_a_time_crosses_where_the_closed_form_says(panel, as_):
    """With weight t on one leaf: t·s + (1 − t)·R = 60, R the total without that leaf."""
    staff = as_(panel.operator)
    view = staff.get(f"/assessments/{panel.assessment_id}/agreement").json()
    result = staff.get(f"/assessments/{panel.assessment_id}/result").json()
    expected = {}
    for leaf in result["leaves"]:
        weight, score = leaf["weight"], leaf["score"]
        rest = (result["total"] - weight * score) / (1 - weight)
        if score != rest and 0 <= (at := (60.0 - rest) / (score - rest)) <= 1:
            expected[leaf["code"]] = at
    found = {row["code"]: row["at"] for row in view["leaves"]["crossings"]}
    assert found == pytest.approx(expected)
    assert set(view["leaves"]["robust"]) == {leaf["code"] for leaf in result["leaves"]} - set(
        expected
    )
    chance = view["monte_carlo"]
    assert chance["draws"] == 1000
    assert chance["low"] < result["total"] < chance["high"]
    assert 0 <= chance["p_pass"] <= 1


def test_the_same_inputs_give_the_same_block(panel, as_):
    path = f"/assessments/{panel.assessment_id}/agreement"
    assert as_(panel.operator).get(path).json() == as_(panel.operator).get(path).json()


@pytest.mark.clause("5.2.1.2.8")
def test_the_holder_reads_the_panel_not_its_members(panel, as_, person):
    path = f"/assessments/{panel.assessment_id}/agreement"
    assert as_(panel.holder).get(path).status_code == 403
    panel.write()
    for k in range(len(panel.experts)):
        panel.consent(k)
    panel.issue()
    view = as_(panel.holder).get(path).json()
    assert view["withheld"]
    assert (view["severity"], view["outlying_ratings"], view["outlying_experts"]) == ([], [], [])
    assert view["outlying_count"] >= 1
    assert not any("专家 " in line for line in view["sentences"])
    assert as_(Role.HOLDER).get(path).status_code == 404
    assert "正式得分仍为" in "".join(view["sentences"])
