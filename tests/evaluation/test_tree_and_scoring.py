"""Indicator tree, weights of the tree, sheets to total, pass rule."""

import json
import math

import numpy as np
import pytest

from evaluation import (
    STANDARD_TREE,
    Band,
    Bands,
    IndicatorTree,
    InvalidInput,
    MissingRating,
    PassRule,
    Rating,
    ScoreSheet,
    ScoringRule,
    UnknownChoice,
    Veto,
    decide,
    leaf_weights,
    missing_comments,
    review_panel,
    score_sheets,
    total_with_se,
    trimmed_mean,
    weights_from_matrices,
    weights_from_panel,
)
from evaluation.errors import InvalidMatrix

TREE = STANDARD_TREE
UPPERS = {
    "G": ["2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"],
    "A": ["2", "3", "3", "2", "2", "1"],
    "B": ["1", "2", "2"],
    "C": ["1/2", "1", "2", "2", "3", "2"],
    "D": ["1", "2", "2"],
    "E": ["2", "3", "2"],
}
EQUAL = {node.code: [1 / len(node.children)] * len(node.children) for node in TREE.inner}


def equal_weights():
    return leaf_weights(TREE, EQUAL)


def sheet(expert="e1", value=70.0, **changes):
    return ScoreSheet(expert, dict.fromkeys(TREE.leaf_codes, value) | changes)


@pytest.mark.clause("5.1.2.1.2")
def test_the_standard_tree_has_five_dimensions_seventeen_leaves_and_31_comparisons():
    assert [d.name for d in TREE.dimensions] == [
        "临床评估",
        "市场评估",
        "技术评估",
        "知识产权",
        "项目团队",
    ]
    assert len(TREE.leaves) == 17
    assert TREE.comparisons == 31


@pytest.mark.clause("5.1.2.1.1")
def test_every_leaf_has_anchors_from_0_to_100_and_questions():
    for leaf in TREE.leaves:
        assert [a.score for a in leaf.anchors] == [0, 25, 50, 75, 100]
        assert leaf.questions
        assert leaf.clause.startswith("5.1.2.1.")


@pytest.mark.clause("5.1.2.1.3")
def test_lettered_leaves_carry_the_letters_of_the_clause():
    letters = [(leaf.name, leaf.clause) for leaf in TREE.leaves[:11]]
    assert letters[0] == ("临床需求", "5.1.2.1.3-a")
    assert letters[6] == ("商业化潜力", "5.1.2.1.4-c")
    assert letters[10] == ("系统适配性", "5.1.2.1.5-d")
    assert {q.kind for q in TREE.node("A2").questions} == {"old_new"}
    assert len(TREE.node("A2").questions) == 5


@pytest.mark.clause("5.1.2.1.2")
def test_export_and_import_give_the_same_tree_hash():
    text = json.dumps(TREE.as_dict(), ensure_ascii=False)
    assert IndicatorTree.from_dict(json.loads(text)).hash == TREE.hash


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d["root"]["children"][0]["children"][1].update(code="A1"), "A1"),
        (lambda d: d["root"]["children"][0]["children"][0].update(anchors=[]), "A1"),
        (lambda d: d["root"]["children"][2].pop("name"), "/root/children/2"),
        (lambda d: d["root"].update(colour="red"), "/root"),
        (lambda d: d["root"]["children"][0]["children"][0]["questions"][0].update(kind="x"), "A1"),
        (
            lambda d: d["root"]["children"][0]["children"][0]["anchors"][0].update(score="a"),
            "score",
        ),
        (lambda d: d["root"].update(children=7), "/root/children"),
        (lambda d: d["root"].update(children=[]), "G"),
    ],
)
def test_a_faulty_tree_is_refused_with_its_place(change, place):
    data = json.loads(json.dumps(TREE.as_dict()))
    change(data)
    with pytest.raises(InvalidInput) as caught:
        IndicatorTree.from_dict(data)
    assert place in caught.value.where


def test_paths_and_unknown_codes():
    assert [n.code for n in TREE.path("C2")] == ["C", "C2"]
    assert TREE.dimension_of("E3").code == "E"
    with pytest.raises(UnknownChoice, match="Z9"):
        TREE.node("Z9")


@pytest.mark.clause("5.1.2.2.4")
def test_leaf_weights_are_products_along_the_path_and_sum_to_one():
    study = weights_from_matrices(TREE, UPPERS)
    assert math.isclose(sum(study.vector.leaves.values()), 1.0, abs_tol=1e-12)
    a = study.nodes["G"].weights[0] * study.nodes["A"].weights[0]
    assert math.isclose(study.vector.leaves["A1"], a, rel_tol=1e-12)
    assert study.passed
    assert study.cr_max == max(n.group.consistency.CR for n in study.nodes.values())
    assert 0 < study.cr_overall < study.cr_max


@pytest.mark.clause("5.1.2.2.4")
def test_a_panel_is_screened_per_expert_not_on_the_group_matrix():
    contradictory = UPPERS | {"B": ["9", "1/9", "9"]}
    study = weights_from_panel(TREE, {"e1": UPPERS, "e2": UPPERS, "e3": contradictory})
    assert study.over_limit == {"B": ("e3",)}
    assert not study.passed
    assert study.cr_max > 1
    node = study.nodes["B"].experts["e3"]
    assert node.consistency.triads
    assert "比「" in node.words[0]


@pytest.mark.clause("5.1.2.2.4")
def test_panel_faults_name_expert_node_and_cell():
    with pytest.raises(MissingRating) as missing:
        weights_from_panel(
            TREE, {"e1": UPPERS, "e2": {k: v for k, v in UPPERS.items() if k != "D"}}
        )
    assert missing.value.where == "e2/D"
    with pytest.raises(InvalidMatrix) as wrong:
        weights_from_panel(TREE, {"e1": UPPERS | {"B": ["1", "20", "2"]}})
    assert wrong.value.where.startswith("e1/B 第1行第3列")
    with pytest.raises(InvalidInput, match="A1"):
        weights_from_panel(TREE, {"e1": UPPERS | {"A1": ["1"]}})


def test_local_weights_must_fit_the_tree():
    with pytest.raises(InvalidInput) as caught:
        leaf_weights(TREE, EQUAL | {"B": [0.5, 0.5]})
    assert caught.value.where == "B"
    with pytest.raises(InvalidInput):
        leaf_weights(TREE, EQUAL | {"B": [0.5, 0.5, 0.5]})
    with pytest.raises(InvalidInput):
        leaf_weights(TREE, {"G": EQUAL["G"]})


def test_trimmed_mean_drops_one_each_side_of_five_and_none_of_four():
    assert trimmed_mean([0, 10, 20, 30, 100]) == 20
    assert trimmed_mean([0, 10, 20, 100]) == 32.5
    with pytest.raises(InvalidInput):
        trimmed_mean([])


@pytest.mark.clause("6.2.1")
def test_the_total_is_the_weighted_sum_of_leaf_scores_with_its_error():
    sheets = [sheet(f"e{k}", v) for k, v in enumerate((60.0, 70.0, 80.0))]
    card = score_sheets(TREE, equal_weights(), sheets)
    assert card.total == pytest.approx(70)
    leaf_se = 10 / math.sqrt(3)
    se = math.sqrt(sum((w * leaf_se) ** 2 for w in equal_weights().leaves.values()))
    assert card.se == pytest.approx(se)
    assert card.total == pytest.approx(math.fsum(leaf.contribution for leaf in card.leaves))
    assert card.low == pytest.approx(70 - 1.959964 * se, abs=1e-5)
    assert card.p_pass > 0.99
    assert card.decision.passed


@pytest.mark.clause("6.2.1")
def test_a_missing_rating_is_named_and_an_abstention_is_not_zero():
    ratings = dict.fromkeys(TREE.leaf_codes, 80.0)
    del ratings["C3"]
    with pytest.raises(MissingRating) as caught:
        score_sheets(TREE, equal_weights(), [ScoreSheet("e7", ratings)])
    assert caught.value.where == "e7/C3"
    ratings["C3"] = Rating(None, abstain_reason="不熟悉")
    card = score_sheets(TREE, equal_weights(), [ScoreSheet("e7", ratings), sheet("e8", 80.0)])
    assert card.leaf("C3").n == 1
    assert card.leaf("C3").abstentions == 1
    assert card.total == pytest.approx(80)
    with pytest.raises(MissingRating):
        score_sheets(TREE, equal_weights(), [sheet(C3=Rating(None))])


def test_a_leaf_without_any_score_makes_the_result_incomplete():
    silent = sheet(A1=Rating(None, abstain_reason="资料不足"))
    card = score_sheets(TREE, equal_weights(), [silent])
    assert card.total is None
    assert card.incomplete == ("A1",)
    assert card.decision.state == "incomplete"
    rule = ScoringRule(renormalise=True)
    again = score_sheets(TREE, equal_weights(), [silent], rule=rule)
    assert again.total == pytest.approx(70)
    assert again.incomplete == ("A1",)


@pytest.mark.clause("5.1.1.1")
def test_a_recused_expert_is_kept_but_not_counted_and_categories_split_the_leaves():
    a = ScoreSheet("c1", dict.fromkeys(TREE.leaf_codes[:4], 90.0), leaves=TREE.leaf_codes[:4])
    b = ScoreSheet("x1", dict.fromkeys(TREE.leaf_codes[4:], 50.0), leaves=TREE.leaf_codes[4:])
    out = ScoreSheet(
        "r1", dict.fromkeys(TREE.leaf_codes, 0.0), recused=True, recusal_reason="同单位"
    )
    card = score_sheets(TREE, equal_weights(), [a, b, out])
    assert card.dimensions[0].score == pytest.approx(90)
    assert card.dimensions[1].score == pytest.approx(50)
    assert card.recused == ("r1",)
    assert card.experts == ("c1", "x1")


@pytest.mark.parametrize("value", [-1, 100.5, math.nan, True])
def test_scores_off_the_scale_are_refused(value):
    with pytest.raises(InvalidInput) as caught:
        score_sheets(TREE, equal_weights(), [sheet(D2=value)])
    assert caught.value.where == "e1/D2"


def test_unknown_leaf_and_double_expert_are_refused():
    with pytest.raises(InvalidInput, match="Z1"):
        score_sheets(TREE, equal_weights(), [sheet(Z1=5.0)])
    with pytest.raises(InvalidInput, match="两份"):
        score_sheets(TREE, equal_weights(), [sheet(), sheet()])


@pytest.mark.clause("6.3.1")
def test_pass_rule_total_floor_and_veto():
    assert decide(60.0, {"A": 40.0}).passed
    assert decide(59.999, {"A": 90.0}).state == "failed"
    low = decide(80.0, {"A": 39.9, "B": 90.0}, names={"A": "临床评估"})
    assert low.state == "failed"
    assert "临床评估" in low.reasons[0]
    assert decide(90.0, {"A": 90.0}, [Veto("ethics", "未经伦理审查")]).state == "failed"
    assert decide(None, {"A": None}).state == "incomplete"
    assert decide(55.0, {"A": 50.0}, rule=PassRule(total=55.0)).passed
    with pytest.raises(InvalidInput):
        Veto("ethics", " ")
    with pytest.raises(UnknownChoice):
        Veto("mood", "x")


def test_a_sum_that_misses_the_limit_by_rounding_still_passes():
    total = sum([0.1] * 8) * 75
    assert total < 60
    assert decide(total, {"A": 40.0}).passed


def test_borderline_and_p_pass():
    card = score_sheets(TREE, equal_weights(), [sheet("a", 40.0), sheet("b", 84.0)])
    assert card.borderline
    assert 0.5 < card.p_pass < 0.75
    exact = total_with_se([60], [0], [1.0], 60)
    assert exact.p_pass == 1


def test_bands_cover_the_line_once():
    bands = Bands("x", "1", (Band(0, 50, "低"), Band(50, 100, "高")))
    assert [bands.of(v).label for v in (0, 49.9, 50, 100)] == ["低", "低", "高", "高"]
    with pytest.raises(InvalidInput):
        bands.of(101)
    with pytest.raises(InvalidInput):
        bands.of(-1)
    with pytest.raises(InvalidInput):
        Bands("x", "1", (Band(0, 50, "低"), Band(51, 100, "高")))


@pytest.mark.clause("5.1.2.1.1")
def test_extreme_scores_without_words_are_listed():
    mixed = sheet(A1=95.0, A2=Rating(5.0), A3=Rating(5.0, comment="依据充分"), A4=Rating(None))
    assert missing_comments(mixed) == ("A1", "A2")


@pytest.mark.clause("5.1.2.3.5")
def test_the_panel_review_stands_beside_the_official_total():
    rng = np.random.default_rng(1)
    truth = rng.uniform(55, 75, 17)
    shift = (0.0, 2.0, -14.0, 12.0, 1.0)
    sheets = [
        ScoreSheet(
            f"e{k}",
            dict(zip(TREE.leaf_codes, (truth + s + rng.normal(0, 1, 17)).tolist(), strict=True)),
        )
        for k, s in enumerate(shift)
    ]
    review = review_panel(TREE, equal_weights(), sheets)
    assert review.severity["e3"] > 8
    assert review.severity["e2"] < -8
    assert review.official_total == score_sheets(TREE, equal_weights(), sheets).total
    assert review.corrected_total == pytest.approx(review.official_total, abs=2)
    assert review.agreement.name == "ICC2k"
    assert review.alpha.alpha < 1
    assert review.notes == ()
    assert not review.second_review


@pytest.mark.clause("5.1.2.3.5")
def test_a_decision_that_severity_would_turn_asks_for_a_second_review():
    """A lenient expert rated half of the leaves: the other half looks harsh beside it."""
    codes = TREE.leaf_codes
    harsh = {c: 55.0 + (k % 2) for k, c in enumerate(codes)}
    lenient = {c: 75.0 + (k % 2) for k, c in enumerate(codes[:8])}
    also = {c: 56.0 - (k % 2) for k, c in enumerate(codes)}
    everyone = [
        ScoreSheet("a", harsh),
        ScoreSheet("b", lenient, leaves=codes[:8]),
        ScoreSheet("c", also),
    ]
    review = review_panel(TREE, equal_weights(), everyone, pass_rule=PassRule(total=60.0))
    assert review.official_total < 60 < review.corrected_total
    assert review.severity["b"] > 0 > review.severity["a"]
    assert review.second_review


def test_a_panel_of_one_has_no_agreement():
    review = review_panel(TREE, equal_weights(), [sheet()])
    assert (review.agreement, review.alpha, review.outliers, review.corrected_total) == (None,) * 4
    assert len(review.notes) == 3
    silent = sheet("e2", A1=Rating(None, abstain_reason="不熟悉"))
    first = sheet("e1", 60.0, A1=Rating(None, abstain_reason="不熟悉"), A2=90.0)
    partial = review_panel(TREE, equal_weights(), [first, silent])
    assert partial.official_total is None
    assert partial.corrected_total is None
    assert partial.severity
