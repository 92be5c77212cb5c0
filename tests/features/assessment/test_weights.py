"""Weights from judgement matrices, the pass rule (clauses 5.1.2.2.4, 6.2.1, 6.3.1)."""

import pytest
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import AhpSheet, WeightSet
from backend.features.assessment.schemas.weights import PassRuleInput
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE
from tests.factories.assessments import ANSWERS, approved_weights, make_expert

# Saaty's scale on three items: consistent would be 3, 6, 2; the circle below is not
BAD_B = ["5", "1/5", "5"]


def _study(house, experts=1):
    people = [make_expert(house) for _ in range(experts)]
    with house.unit_of_work() as uow:
        weight_set = service.create_weight_set(uow, "年度权重", [e for _, e in people])
        sheets = uow.session.exec(
            select(AhpSheet).where(col(AhpSheet.weight_set_id) == weight_set.id)
        ).all()
        by_user = {sheet.user_id: sheet.id for sheet in sheets}
        return weight_set.id, [(who, by_user[who.user_id]) for who, _ in people]


def _fill(client, sheet_id, answers):
    version = client.get(f"/ahp-sheets/{sheet_id}").json()["version"]
    saved = client.put(f"/ahp-sheets/{sheet_id}", json={"answers": answers}, version=version)
    assert saved.status_code == 200, saved.text
    done = client.post(f"/ahp-sheets/{sheet_id}/submit", version=saved.json()["version"])
    assert done.status_code == 200, done.text
    return done.json()


@pytest.mark.clause("5.1.2.2.4")
def test_thirty_one_comparisons_are_asked(house, as_):
    _, [(who, sheet_id)] = _study(house)
    sheet = as_(who).get(f"/ahp-sheets/{sheet_id}").json()
    assert sheet["total"] == 31
    assert [len(node["items"]) for node in sheet["nodes"]] == [5, 4, 3, 4, 3, 3]


@pytest.mark.clause("5.1.2.2.4")
def test_a_consistent_matrix_gives_its_weights_and_no_inconsistency(as_):
    answers = {"B": ["2", "4", "2"]}
    body = as_(Role.EXPERT).post("/judgements/compute", json={"answers": answers}).json()
    node = next(node for node in body["nodes"] if node["node"] == "B")
    assert [item["weight"] for item in node["items"]] == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert node["cr"] == pytest.approx(0, abs=1e-12)
    assert node["ri"] == pytest.approx(0.5247)
    assert body["leaves"] == []


@pytest.mark.clause("5.1.2.2.4")
def test_the_textbook_matrix_has_the_known_ratio(as_):
    # 3x3 with judgements 3, 5, 3: lambda_max 3.0385, CI 0.0193, CR 0.0367 with RI 0.5247
    body = as_(Role.EXPERT).post("/judgements/compute", json={"answers": {"B": ["3", "5", "3"]}})
    node = next(n for n in body.json()["nodes"] if n["node"] == "B")
    assert node["lambda_max"] == pytest.approx(3.0385, abs=1e-4)
    assert node["cr"] == pytest.approx(0.0367, abs=1e-4)
    assert [i["weight"] for i in node["items"]] == pytest.approx([0.637, 0.258, 0.105], abs=1e-3)


@pytest.mark.clause("5.1.2.2.4")
def test_an_unfinished_matrix_is_judged_or_names_what_is_unconnected(as_):
    client = as_(Role.EXPERT)
    body = client.post("/judgements/compute", json={"answers": {"B": ["3", None, "3"]}}).json()
    node = next(n for n in body["nodes"] if n["node"] == "B")
    assert (node["answered"], len(node["items"])) == (2, 3)
    body = client.post("/judgements/compute", json={"answers": {"B": ["3", None, None]}}).json()
    node = next(n for n in body["nodes"] if n["node"] == "B")
    assert node["items"] == []
    assert node["note"]


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"Z": ["1"]}, "/answers/Z"),
        ({"B": ["1"]}, "/answers/B"),
        ({"B": ["0", "1", "1"]}, "/answers/B"),
        ({"B": ["11", "1", "1"]}, "/answers/B"),
        ({"B": ["2.5", "1", "1"]}, "/answers/B"),
    ],
)
def test_a_wrong_judgement_is_refused_with_its_place(as_, answers, pointer):
    answer = as_(Role.EXPERT).post("/judgements/compute", json={"answers": answers})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.clause("5.1.2.2.4")
def test_an_inconsistent_matrix_cannot_be_approved_and_is_named_in_words(house, as_):
    weight_set_id, [(who, sheet_id)] = _study(house)
    sheet = _fill(as_(who), sheet_id, ANSWERS | {"B": BAD_B})
    node = next(n for n in sheet["computed"]["nodes"] if n["node"] == "B")
    assert not node["passed"]
    assert node["cr"] > 0.10
    staff = as_(Role.OPERATOR)
    view = staff.get(f"/weight-sets/{weight_set_id}").json()
    assert any("市场评估" in problem and "重要" in problem for problem in view["problems"])
    refused = staff.post(f"/weight-sets/{weight_set_id}/approve", version=view["version"])
    assert refused.status_code == 409
    assert "超过 0.1" in refused.json()["detail"]
    assert "改为" in refused.json()["detail"]


@pytest.mark.clause("5.1.2.2.4")
def test_the_expert_revises_at_most_twice_and_both_versions_are_kept(house, as_):
    weight_set_id, [(who, sheet_id)] = _study(house)
    expert, staff = as_(who), as_(Role.OPERATOR)
    _fill(expert, sheet_id, ANSWERS | {"B": BAD_B})
    for round_ in (1, 2):
        version = staff.get(f"/weight-sets/{weight_set_id}").json()["participants"][0]["version"]
        path = f"/ahp-sheets/{sheet_id}/return"
        assert staff.post(path, json={"reason": ""}, version=version).status_code == 422
        view = staff.post(path, json={"reason": "请复核市场评估"}, version=version).json()
        assert view["participants"][0]["returned"] == round_
        assert expert.get(f"/ahp-sheets/{sheet_id}").json()["return_reason"] == "请复核市场评估"
        _fill(expert, sheet_id, ANSWERS | {"B": BAD_B if round_ == 1 else ["2", "3", "2"]})
    version = staff.get(f"/weight-sets/{weight_set_id}").json()["participants"][0]["version"]
    third = staff.post(f"/ahp-sheets/{sheet_id}/return", json={"reason": "再看"}, version=version)
    assert third.status_code == 409
    with house.reading() as uow:
        assert [h["answers"]["B"] for h in uow.session.get_one(AhpSheet, sheet_id).history] == [
            BAD_B, BAD_B,
        ]  # fmt: skip


@pytest.mark.clause("5.1.2.2.3")
def test_a_panel_is_joined_by_geometric_means_and_approved_as_a_version(house, as_):
    weight_set_id, [(a, sheet_a), (b, sheet_b)] = _study(house, experts=2)
    _fill(as_(a), sheet_a, ANSWERS | {"G": ["4"] * 4 + ["1"] * 6})
    _fill(as_(b), sheet_b, ANSWERS)
    staff = as_(Role.OPERATOR)
    view = staff.get(f"/weight-sets/{weight_set_id}").json()
    assert view["problems"] == []
    done = staff.post(f"/weight-sets/{weight_set_id}/approve", version=view["version"]).json()
    assert (done["status"], done["revision"]) == ("approved", 1)
    # geometric mean of 4 and 1 is 2: the first dimension weighs 2/6, its leaves a quarter of it
    weights = {leaf["code"]: leaf["weight"] for leaf in done["leaves"]}
    assert weights["A1"] == pytest.approx(2 / 6 / 4)
    assert sum(weights.values()) == pytest.approx(1)
    assert approved_weights(house)
    with house.reading() as uow:
        revisions = uow.session.exec(select(WeightSet.revision).order_by(col(WeightSet.revision)))
        assert revisions.all() == [1, 2]


def test_an_unfinished_sheet_cannot_be_submitted_and_an_empty_study_not_approved(house, as_):
    weight_set_id, [(who, sheet_id)] = _study(house)
    expert = as_(who)
    version = expert.get(f"/ahp-sheets/{sheet_id}").json()["version"]
    refused = expert.post(f"/ahp-sheets/{sheet_id}/submit", version=version)
    assert refused.status_code == 422
    assert "0/31" in refused.json()["detail"]
    staff = as_(Role.OPERATOR)
    version = staff.get(f"/weight-sets/{weight_set_id}").json()["version"]
    assert staff.post(f"/weight-sets/{weight_set_id}/approve", version=version).status_code == 409


@pytest.mark.clause("5.1.2.2.4")
def test_pairs_may_be_skipped_as_long_as_a_level_hangs_together(house, as_):
    weight_set_id, [(who, sheet_id)] = _study(house)
    expert, staff = as_(who), as_(Role.OPERATOR)
    # G: 6 of 10 answered; A: the first item is compared with nothing
    g = ["1", "1", "1", "1", None, None, "1", None, None, "1"]
    apart = ANSWERS | {"G": g, "A": [None, None, None, "1", "1", "1"]}
    version = expert.get(f"/ahp-sheets/{sheet_id}").json()["version"]
    saved = expert.put(f"/ahp-sheets/{sheet_id}", json={"answers": apart}, version=version).json()
    assert not saved["may_submit"]
    refused = expert.post(f"/ahp-sheets/{sheet_id}/submit", version=saved["version"]).json()
    assert "已完成 24/31" in refused["detail"]
    assert "“临床评估”" in refused["detail"]
    sheet = _fill(expert, sheet_id, ANSWERS | {"G": g, "B": ["2", "2", None]})
    top, market = (
        next(n for n in sheet["computed"]["nodes"] if n["node"] == code) for code in "GB"
    )
    assert (top["answered"], top["total"], top["passed"]) == (6, 10, True)
    assert "跳过 4 组" in top["note"]
    assert top["cr_for_gaps"] == pytest.approx(0, abs=1e-9)
    assert "一致性无从检验" in market["note"]
    assert [item["weight"] for item in market["items"]] == pytest.approx([0.5, 0.25, 0.25])
    view = staff.get(f"/weight-sets/{weight_set_id}").json()
    assert view["nodes"][0]["experts"][0]["answered"] == 6
    done = staff.post(f"/weight-sets/{weight_set_id}/approve", version=view["version"]).json()
    assert done["status"] == "approved"


@pytest.mark.clause("5.1.2.2.4")
def test_gaps_do_not_flatter_a_contradiction_past_the_limit(house, as_):
    weight_set_id, [(who, sheet_id)] = _study(house)
    # the four answered pairs of A form a circle that contradicts itself; two pairs are skipped
    circle = {"A": ["2", None, "1/2", "2", None, "2"]}
    sheet = _fill(as_(who), sheet_id, ANSWERS | circle)
    node = next(n for n in sheet["computed"]["nodes"] if n["node"] == "A")
    assert node["cr"] < node["cr_for_gaps"]
    assert not node["passed"]
    view = as_(Role.OPERATOR).get(f"/weight-sets/{weight_set_id}").json()
    assert any("临床评估" in problem for problem in view["problems"])


@pytest.mark.clause("5.1.2.2.4")
def test_the_smallest_change_that_cures_a_matrix_is_offered_in_words(as_):
    answers = {"B": BAD_B}
    body = as_(Role.EXPERT).post("/judgements/compute", json={"answers": answers}).json()
    node = next(node for node in body["nodes"] if node["node"] == "B")
    assert node["triads"] == ["市场规模、市场趋势、商业化潜力"]
    assert "「" in node["words"][0]
    milder = {"B": ["3", "1", "1"]}
    body = as_(Role.EXPERT).post("/judgements/compute", json={"answers": milder}).json()
    node = next(node for node in body["nodes"] if node["node"] == "B")
    assert not node["passed"]
    change = node["changes"][0]
    assert change["cr_after"] <= node["limit"]
    answers = {"B": ["3", "1", "1"]}
    answers["B"][[(0, 1), (0, 2), (1, 2)].index((change["row"], change["column"]))] = change[
        "proposed"
    ]
    body = as_(Role.EXPERT).post("/judgements/compute", json={"answers": answers}).json()
    node = next(node for node in body["nodes"] if node["node"] == "B")
    assert node["cr"] == pytest.approx(change["cr_after"])
    assert node["passed"]


@pytest.mark.clause("5.1.2.2.4")
def test_the_group_shows_agreement_intervals_and_every_experts_own_ratio(house, as_):
    weight_set_id, people = _study(house, experts=3)
    tops = (["4"] * 4 + ["1"] * 6, ["1"] * 10, ["1/4"] * 4 + ["1"] * 6)
    for (who, sheet_id), top in zip(people, tops, strict=True):
        _fill(as_(who), sheet_id, ANSWERS | {"G": top})
    view = as_(Role.OPERATOR).get(f"/weight-sets/{weight_set_id}").json()
    top = next(node for node in view["nodes"] if node["node"] == "G")
    others = next(node for node in view["nodes"] if node["node"] == "B")
    assert others["consensus"] == pytest.approx(1)
    assert top["consensus"] < 0.85
    assert [e["cr"] for e in top["experts"]] == pytest.approx([0, 0, 0], abs=1e-9)
    first = top["intervals"][0]
    # an expert drawn three times: 4/8 at most, 1/17 at least; the panel together 1/5
    assert 1 / 17 - 1e-9 <= first["low"] < 1 / 5 < first["high"] <= 1 / 2 + 1e-9
    assert "1000 次" in view["interval_note"]
    leaf = view["leaf_sources"][0]
    assert leaf["ahp"] == leaf["weight"] == pytest.approx(1 / 20)
    assert leaf["low"] < leaf["ahp"] < leaf["high"]
    assert leaf["delphi"] is None
    assert view["cr_overall"] == pytest.approx(0, abs=1e-9)


@pytest.mark.clause("5.1.2.2.4")
def test_an_opinion_upheld_twice_counts_and_its_excess_is_on_record(house, as_):
    weight_set_id, [(who, sheet_id), (other, other_id)] = _study(house, experts=2)
    staff = as_(Role.OPERATOR)
    _fill(as_(other), other_id, ANSWERS | {"B": ["1", "1", "1"]})
    mild = ANSWERS | {"B": ["3", "1", "1"]}
    _fill(as_(who), sheet_id, mild)
    for _ in range(2):
        view = staff.get(f"/weight-sets/{weight_set_id}").json()
        assert len(view["problems"]) == 1
        assert view["flags"] == []
        mine = next(p for p in view["participants"] if p["over_limit"])
        staff.post(
            f"/ahp-sheets/{sheet_id}/return", json={"reason": "请复核"}, version=mine["version"]
        )
        _fill(as_(who), sheet_id, mild)
    view = staff.get(f"/weight-sets/{weight_set_id}").json()
    assert view["problems"] == []
    assert "按其意见计入" in view["flags"][0]
    staff.post(f"/weight-sets/{weight_set_id}/approve", version=view["version"])
    with house.reading() as uow:
        result = uow.session.get_one(WeightSet, weight_set_id).result
    assert result["over_limit_accepted"] == view["flags"]


def test_judgements_are_hidden_from_other_experts_and_locked_after_submission(house, as_):
    _, [(a, sheet_a), (b, _)] = _study(house, experts=2)
    _fill(as_(a), sheet_a, ANSWERS)
    other = as_(b)
    assert other.get(f"/ahp-sheets/{sheet_a}").status_code == 404
    assert as_(Role.OPERATOR).get(f"/ahp-sheets/{sheet_a}").status_code == 403
    mine = as_(a)
    version = mine.get(f"/ahp-sheets/{sheet_a}").json()["version"]
    late = mine.put(f"/ahp-sheets/{sheet_a}", json={"answers": ANSWERS}, version=version)
    assert late.status_code == 409


@pytest.mark.clause("5.1.2.1.2")
def test_the_tree_is_shown_with_anchors_and_its_hash(as_):
    body = as_(Role.HOLDER).get("/indicator-tree").json()
    assert body["hash"] == STANDARD_TREE.hash
    dimensions = body["root"]["children"]
    assert len(dimensions) == 5
    leaves = [leaf for dimension in dimensions for leaf in dimension["children"]]
    assert len(leaves) == 17
    assert all([a["score"] for a in leaf["anchors"]] == [0, 25, 50, 75, 100] for leaf in leaves)


@pytest.mark.clause("6.3.1")
def test_the_pass_rule_is_a_version_with_a_reason(house, as_):
    with house.unit_of_work() as uow:
        first = service.pass_rule_in_force(uow)
        assert (first.total, first.dimension_floor, len(first.vetoes)) == (60, 40, 3)
        service.set_pass_rule(uow, PassRuleInput(total=65, dimension_floor=45, reason="委员会决定"))
    body = as_(Role.HOLDER).get("/pass-rules").json()["items"]
    assert [(rule["revision"], rule["current"]) for rule in body] == [(2, True), (1, False)]
    denied = as_(Role.PLATFORM_ADMIN).post(
        "/pass-rules", json={"total": 10, "dimension_floor": 0, "reason": "放宽"}
    )
    assert denied.status_code == 403
    nan = as_(Role.OPERATOR).post(
        "/pass-rules", json={"total": 1000, "dimension_floor": 0, "reason": "错"}
    )
    assert nan.json()["errors"][0]["pointer"] == "/total"
