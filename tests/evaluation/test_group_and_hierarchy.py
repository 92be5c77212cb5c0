"""Resampled panels, missing answers of whole experts, hierarchies with alternatives, totals."""

import math
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import (
    STANDARD_TREE,
    Anchor,
    DisconnectedComparisons,
    Indicator,
    IndicatorTree,
    InvalidInput,
    InvalidMatrix,
    UndefinedResult,
    aggregate_judgements,
    aggregate_priorities,
    ahp_command,
    bootstrap_panel,
    bootstrap_tree,
    build_matrix,
    complete,
    consensus_s_star,
    delphi_command,
    icc,
    kendall_w,
    permutation_p,
    priorities,
    synthesize,
    total_with_se,
    weights_from_panel,
)
from evaluation.ranks import mid_ranks, signed_rank_p

ANCHORS = (Anchor(0, "低"), Anchor(50, "中"), Anchor(100, "高"))


def leaf(code):
    return Indicator(code, code, anchors=ANCHORS)


SMALL = IndicatorTree(
    "t",
    "1",
    "小体系",
    Indicator(
        "G",
        "目标",
        children=(
            Indicator("A", "甲", children=(leaf("A1"), leaf("A2"), leaf("A3"))),
            Indicator("B", "乙", children=(leaf("B1"),)),
        ),
    ),
)


def panel_of(seed, m=8, gap=False):
    chance = np.random.default_rng(seed)
    panel = {}
    for k in range(m):
        nodes = {
            "G": build_matrix([int(chance.integers(1, 5))]),
            "A": build_matrix([int(v) for v in chance.integers(1, 5, 3)]),
        }
        if gap and k % 3 == 0:
            nodes["A"][0, 2] = nodes["A"][2, 0] = np.nan
        panel[f"e{k}"] = nodes
    return panel


def test_a_bootstrap_takes_unanswered_pairs():
    """Where everybody of a resample left a pair out it is completed; the panel value is the same."""
    whole = [build_matrix(["2", "4", "2"]), build_matrix(["3", "5", "2"])]
    gap = [*whole, build_matrix(["2", None, "3"])]
    found = bootstrap_panel(gap, seed=3, draws=300)
    assert found.skipped == 0
    assert found.weights == pytest.approx(
        priorities(aggregate_judgements(gap).matrix).weights, abs=1e-12
    )
    assert bool(np.all(found.low <= found.weights + 1e-12))
    assert bool(np.all(found.weights <= found.high + 1e-12))
    only_gaps = bootstrap_panel(gap[2:], seed=3, draws=20, method="rgm")
    assert only_gaps.weights == pytest.approx(complete(gap[2], "llsm").weights)


def test_resamples_that_connect_nothing_are_left_out_and_counted():
    halves = [build_matrix(["2", None, None]), build_matrix([None, None, "3"])]
    found = bootstrap_panel(halves, seed=5, draws=200)
    assert 60 < found.skipped < 140  # both experts are drawn in half of the resamples
    assert found.high == pytest.approx([0.6, 0.3, 0.1])
    with pytest.raises(DisconnectedComparisons):
        bootstrap_panel(halves[:1], seed=5)
    with pytest.raises(UndefinedResult, match="连起来"):
        bootstrap_panel([halves[0]] * 9 + [halves[1]], seed=4, draws=1)


def test_a_tree_is_resampled_by_expert_and_reproducible():
    panel = panel_of(1)
    first, again = (bootstrap_tree(SMALL, panel, seed=2, draws=300) for _ in range(2))
    assert first.low.tolist() == again.low.tolist()
    assert first.names == ("A1", "A2", "A3", "B1")
    study = weights_from_panel(SMALL, panel)
    assert first.weights == pytest.approx([study.vector.leaves[c] for c in first.names])
    # leaf weights sum to 1 in every resample, hence the covariance has no total variance
    assert float(first.covariance.sum()) == pytest.approx(0, abs=1e-15)
    assert bool(np.all(first.low <= first.weights))
    gaps = bootstrap_tree(SMALL, panel_of(1, gap=True), seed=2, draws=100)
    assert gaps.weights.sum() == pytest.approx(1)
    one = bootstrap_tree(SMALL, panel, seed=2, draws=5, expert_weights={"e0": 1.0})
    assert one.weights[3] == pytest.approx(priorities(panel["e0"]["G"]).weights[1])


def test_faulty_panels_of_a_tree():
    panel = panel_of(1)
    with pytest.raises(InvalidInput, match="panel"):
        bootstrap_tree(SMALL, {}, seed=1)
    with pytest.raises(InvalidInput, match="e0/A"):
        bootstrap_tree(SMALL, panel | {"e0": {"G": panel["e0"]["G"]}}, seed=1)
    with pytest.raises(InvalidMatrix):
        bootstrap_tree(SMALL, panel | {"e0": panel["e0"] | {"G": -np.ones((2, 2))}}, seed=1)


def test_an_expert_without_answer_does_not_count():
    nothing = [math.nan, math.nan]
    found = aggregate_priorities([[0.8, 0.2], nothing, [0.5, 0.5]], [0.5, 0.3, 0.2], "arithmetic")
    assert found.expert_weights == pytest.approx([5 / 7, 0, 2 / 7])
    assert found.weights == pytest.approx([(5 * 0.8 + 2 * 0.5) / 7, (5 * 0.2 + 2 * 0.5) / 7])
    with pytest.raises(InvalidInput):
        aggregate_priorities([nothing, nothing])
    with pytest.raises(InvalidInput, match="第1位专家第2项"):
        aggregate_priorities([[0.8, math.nan], [0.5, 0.5]])


def test_consensus_takes_the_letter_of_its_paper():
    p = [[0.75, 0.25], [0.25, 0.75]]
    assert consensus_s_star(p, M=3).S_star == pytest.approx(0, abs=1e-12)
    assert consensus_s_star(p, M=9, scale="2022").scale == "2022"


BELTON = {"goal": ["a", "b", "c"], "a": list("ABC"), "b": list("CBA"), "c": list("ABC")}
LOCAL = {"goal": [1 / 3] * 3, "a": [1, 9, 1], "b": [1, 1, 9], "c": [8, 9, 1]}


def test_a_hierarchy_is_synthesised_in_three_modes():
    """Belton and Gear 1983; the alternatives of criterion b stand in another order."""
    found = synthesize(BELTON, LOCAL, "distributive")
    assert found.alternatives == ("A", "B", "C")
    assert found.totals == pytest.approx([0.4512, 0.4697, 0.0791], abs=6e-5)
    assert synthesize(BELTON, LOCAL, "ideal").totals == pytest.approx([0.45, 0.475, 0.075])
    assert synthesize(BELTON, LOCAL).totals == pytest.approx([6, 19 / 3, 1])
    local = {n.code: [1 / len(n.children)] * len(n.children) for n in STANDARD_TREE.inner}
    scores = {code: [50.0, 60.0] for code in STANDARD_TREE.leaf_codes}
    assert synthesize({"goal": ["A", "B"]}, {"goal": [3, 1]}, "ideal").totals.tolist() == [
        0.75,
        0.25,
    ]
    assert synthesize(STANDARD_TREE, local | scores).totals == pytest.approx([50, 60])


@pytest.mark.parametrize(
    ("children", "local", "words"),
    [
        (BELTON, [[1, 2]], "按节点给值"),
        ({"a": ["x"], "b": ["y"]}, {}, "2 个根节点"),
        (BELTON, {"goal": [1 / 3] * 3, "a": [1, 9, 1], "b": [1, 1, 9]}, "c"),
        (BELTON, LOCAL | {"c": [8, 9]}, "c"),
        (BELTON | {"c": list("ABD")}, LOCAL, "c"),
        (
            {"goal": ["a", "b"], "a": ["x", "y"]},
            {"goal": [0.5, 0.5], "a": [0.5, 0.5]},
            "b：没有备选方案",
        ),
    ],
)
def test_hierarchies_that_cannot_be_synthesised(children, local, words):
    with pytest.raises(InvalidInput, match=words):
        synthesize(children, local)


def test_the_command_synthesises_a_hierarchy():
    nodes = {
        "goal": {"children": ["a", "b"], "upper": ["3"]},
        "a": {"children": ["A", "B"], "upper": ["2"]},
        "b": {"children": ["A", "B"], "upper": ["1/4"]},
    }
    code, lines = ahp_command({"nodes": nodes, "mode": "ideal"})
    assert code == 0
    assert lines[-3] == "备选方案（ideal）："
    reordered = dict(reversed(nodes.items()))  # the goal is found although it stands last
    assert ahp_command({"nodes": reordered, "mode": "ideal"})[1][-2:] == lines[-2:]
    assert ahp_command({"nodes": nodes, "mode": "best"})[0] == 2


def test_the_command_names_skipped_resamples_and_missing_ratings():
    halves = {"e1": ["2", None, None], "e2": [None, None, "3"], "e3": ["2", "6", "3"]}
    text = "\n".join(ahp_command({"experts": halves})[1])
    assert "自助区间" not in text  # a matrix that connects nothing is a fault of its expert
    assert "e1" in text
    rows = [[5, None, 3], [4, 4, 2], [5, 5, 3]]
    text = "\n".join(delphi_command({"scale_max": 5, "ratings": rows})[1])
    assert "缺评 1 处：专家1/条目2" in text


def test_weights_add_to_the_error_of_a_total():
    plain = total_with_se([70, 80], [3, 4], [0.5, 0.5], 70)
    assert plain.se == pytest.approx(2.5)
    spread = np.array([[0.01, -0.01], [-0.01, 0.01]])
    wider = total_with_se([70, 80], [3, 4], [0.5, 0.5], 70, weight_covariance=spread)
    assert wider.se == pytest.approx(math.sqrt(6.25 + 0.01 * 100))
    assert wider.p_pass < plain.p_pass
    assert wider.params["weight_error"] is True
    for scores, errors, shares in (([70], [3, 4], [1]), ([70, math.nan], [3, 4], [0.5, 0.5])):
        with pytest.raises(InvalidInput):
            total_with_se(scores, errors, shares)
    with pytest.raises(InvalidInput, match="协方差"):
        total_with_se([70, 80], [3, 4], [0.5, 0.5], weight_covariance=np.ones((3, 3)))


def test_results_cannot_be_changed():
    found = icc([[9, 2, 5], [6, 1, 3], [8, 4, 6]])
    with pytest.raises(AttributeError):
        found.n = 3
    assert isinstance(found.forms, MappingProxyType)
    with pytest.raises(TypeError):
        found.forms["ICC1"] = None
    weights = priorities([[1, 3], [1 / 3, 1]])
    with pytest.raises(ValueError, match="read-only"):
        weights.weights[0] = 1
    with pytest.raises(TypeError):
        weights.params["scale"] = "x"


def test_designs_too_large_to_enumerate_are_drawn():
    many = np.tile([1, 2, 3, 4, 5, 6, 7.0], (8, 1))
    many[1::2] = many[1::2, ::-1]
    p, exact = permutation_p(many, seed=1, draws=999)
    assert not exact
    assert p > 0.5
    with pytest.raises(InvalidInput, match="穷举"):
        permutation_p(many, seed=1, exact=True)
    tied = np.tile([1, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5], (90, 1))  # codes would overflow 63 bits
    assert permutation_p(tied, seed=1, draws=99)[1] is False
    assert kendall_w([[1, 2, 3], [1, 2, 3], [1, 2, 3]], p="permutation").p == pytest.approx(1 / 36)


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=2, max_size=6))
def test_mid_ranks_and_signed_ranks_are_those_of_scipy(rows):
    from scipy.stats import rankdata, wilcoxon

    table = np.array(rows, dtype=float)
    assert mid_ranks(table).tolist() == rankdata(table, axis=1).tolist()
    if (table[0] == table[1]).all():
        assert signed_rank_p(table[0], table[1]) == 1
    else:
        expected = wilcoxon(table[0], table[1], method="asymptotic").pvalue
        assert signed_rank_p(table[0], table[1]) == pytest.approx(expected, abs=1e-12)
