"""Intervals of the weights of a whole tree from resampled experts (clause 5.1.2.2.4)."""

import time

import numpy as np
import pytest

from evaluation import (
    STANDARD_TREE,
    bootstrap_panel,
    bootstrap_tree,
    build_matrix,
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
ANSWERS = {
    "甲": PREFERENCES,
    "乙": {**PREFERENCES, "G": ["3", *PREFERENCES["G"][1:]], "B": ["3", "1", "1/3"]},
    "丙": {**PREFERENCES, "G": ["1", *PREFERENCES["G"][1:]], "E": ["2", "3", "2"]},
}


def _matrices(answers):
    size = {node.code: len(node.children) for node in STANDARD_TREE.inner}
    return {
        expert: {code: build_matrix(upper, size[code]) for code, upper in nodes.items()}
        for expert, nodes in answers.items()
    }


@pytest.mark.clause("5.1.2.2.4")
def test_leaves_are_bracketed_and_identical_experts_leave_no_spread():
    weighed = weights_from_panel(STANDARD_TREE, ANSWERS)
    found = bootstrap_tree(STANDARD_TREE, _matrices(ANSWERS), seed=1)
    assert found.names == STANDARD_TREE.leaf_codes
    assert found.weights.tolist() == pytest.approx(list(weighed.vector.leaves.values()))
    assert bool(np.all(found.low <= found.weights + 1e-12))
    assert bool(np.all(found.weights <= found.high + 1e-12))
    assert float((found.high - found.low).max()) > 0.005
    same = bootstrap_tree(STANDARD_TREE, _matrices({"甲": PREFERENCES, "乙": PREFERENCES}), seed=1)
    assert (same.high - same.low).max() == pytest.approx(0, abs=1e-9)


@pytest.mark.clause("5.1.2.2.4")
def test_a_resample_holds_the_same_experts_at_every_node():
    """A leaf's extremes are products along one expert's own path, never of two experts."""
    found = bootstrap_tree(STANDARD_TREE, _matrices(ANSWERS), seed=3, draws=400, level=0.999999)
    alone = [
        weights_from_panel(STANDARD_TREE, {name: ANSWERS[name]}).vector.leaves["B1"]
        for name in ANSWERS
    ]
    place = STANDARD_TREE.leaf_codes.index("B1")
    assert found.high[place] <= max(alone) + 1e-9
    assert found.low[place] >= min(alone) - 1e-9


def test_gaps_are_completed_once_per_different_resample():
    gaps = {"甲": PREFERENCES, "乙": {**PREFERENCES, "C": ["1", None, "3", "2", "3", None]}}
    stack = [expert["C"] for expert in _matrices(gaps).values()]
    start = time.perf_counter()
    found = bootstrap_panel(stack, seed=5, draws=2000)
    assert time.perf_counter() - start < 2.0
    second = weights_from_panel(STANDARD_TREE, {"乙": gaps["乙"]}).nodes["C"].weights
    first = weights_from_panel(STANDARD_TREE, {"甲": gaps["甲"]}).nodes["C"].weights
    both = np.sort(np.array([first, second, found.weights]), axis=0)
    # three different resamples: one expert twice, the other twice, both; a quarter each, a half
    assert found.low.tolist() == pytest.approx(both[0].tolist(), abs=1e-6)
    assert found.high.tolist() == pytest.approx(both[2].tolist(), abs=1e-6)
    assert found.skipped == 0
