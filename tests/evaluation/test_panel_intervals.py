"""Intervals of the weights of a whole tree from resampled experts."""

import numpy as np
import pytest

from evaluation import (
    STANDARD_TREE,
    Indicator,
    IndicatorTree,
    InvalidInput,
    bootstrap_panel,
    build_matrix,
    panel_intervals,
    weights_from_panel,
)

PREFERENCES = {
    "G": ["2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"],
    "A": ["1", "3", "3", "3", "3", "1"],
    "B": ["2", "1", "1/2"],
    "C": ["1", "2", "3", "2", "3", "2"],
    "D": ["1", "1", "1"],
    "E": ["1", "2", "2"],
}


def _panel():
    one = PREFERENCES
    two = {**PREFERENCES, "G": ["3", *PREFERENCES["G"][1:]], "B": ["3", "1", "1/3"]}
    three = {**PREFERENCES, "G": ["1", *PREFERENCES["G"][1:]], "E": ["2", "3", "2"]}
    return {"甲": one, "乙": two, "丙": three}


@pytest.mark.clause("5.1.2.2.4")
def test_a_node_has_the_interval_of_the_bootstrap_of_its_matrices():
    weighed = weights_from_panel(STANDARD_TREE, _panel())
    found = panel_intervals(STANDARD_TREE, weighed, seed=7)
    alone = bootstrap_panel([build_matrix(a["G"], 5) for a in _panel().values()], seed=7)
    for k, code in enumerate(weighed.nodes["G"].items):
        assert found.local[code] == pytest.approx((alone.low[k], alone.high[k]))
    assert "G" not in found.local
    assert (found.draws, found.seed, found.level) == (1000, 7, 0.95)


@pytest.mark.clause("5.1.2.2.4")
def test_leaves_are_bracketed_and_identical_experts_leave_no_spread():
    weighed = weights_from_panel(STANDARD_TREE, _panel())
    found = panel_intervals(STANDARD_TREE, weighed, seed=1)
    assert set(found.leaves) == set(STANDARD_TREE.leaf_codes)
    for code, (low, high) in found.leaves.items():
        assert low <= weighed.vector.leaves[code] <= high
    assert any(high - low > 0.005 for low, high in found.leaves.values())
    same = weights_from_panel(STANDARD_TREE, {"甲": PREFERENCES, "乙": PREFERENCES})
    for low, high in panel_intervals(STANDARD_TREE, same, seed=1, draws=50).leaves.values():
        assert high - low == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("aggregation", ["aip_geometric", "aip_arithmetic"])
def test_aggregated_priorities_are_resampled_as_they_are_aggregated(aggregation):
    weighed = weights_from_panel(STANDARD_TREE, _panel(), aggregation=aggregation)
    found = panel_intervals(STANDARD_TREE, weighed, seed=3, draws=200)
    for code, weight in zip(weighed.nodes["B"].items, weighed.nodes["B"].weights, strict=True):
        low, high = found.local[code]
        assert low <= weight <= high
    # drawn thrice, the second expert stands alone: the extreme of what can happen
    whole = panel_intervals(STANDARD_TREE, weighed, seed=3, draws=400, level=1.0)
    second = weighed.nodes["B"].experts["乙"].weights
    assert whole.local["B1"][1] == pytest.approx(second[0])


def test_gaps_an_only_child_and_experts_without_weight_are_bearable():
    leaf = STANDARD_TREE.leaves[0]
    two = [
        Indicator("X1", "甲项", anchors=leaf.anchors),
        Indicator("X2", "乙项", anchors=leaf.anchors),
    ]
    tree = IndicatorTree(
        "t", "1", "小树",
        Indicator("G", "目标", children=(
            Indicator("X", "维度一", children=tuple(two)),
            Indicator("Y", "维度二", children=(Indicator("Y1", "独项", anchors=leaf.anchors),)),
            Indicator("Z", "维度三", anchors=leaf.anchors),
        )),
    )  # fmt: skip
    panel = {
        "甲": {"G": ["2", None, "2"], "X": ["1"]},
        "乙": {"G": ["2", "4", "2"], "X": ["3"]},
    }
    weighed = weights_from_panel(tree, panel, expert_weights={"甲": 1, "乙": 0})
    found = panel_intervals(tree, weighed, seed=5, draws=300)
    assert found.leaves["Y1"] == pytest.approx(found.local["Y"])
    assert found.leaves["Z"] == pytest.approx((1 / 7, 1 / 7), abs=1e-6)
    # only resamples without the first expert see the second one
    assert found.local["X1"] == pytest.approx((1 / 2, 3 / 4))


def test_one_expert_has_no_interval():
    weighed = weights_from_panel(STANDARD_TREE, {"甲": PREFERENCES})
    with pytest.raises(InvalidInput, match="至少两位"):
        panel_intervals(STANDARD_TREE, weighed, seed=1)
    assert np.isfinite(weighed.cr_max)
