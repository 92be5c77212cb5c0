"""Combining weights, synthesis, sensitivity; AHPy as a development oracle."""

import warnings

import numpy as np
import pytest

from evaluation import (
    STANDARD_TREE,
    InvalidInput,
    UndefinedResult,
    additive,
    build_matrix,
    complete,
    consistency,
    consistent_matrix,
    critic,
    entropy,
    game_theory,
    geometric,
    hierarchy_weights,
    multiplicative,
    priorities,
    rating_intensities,
    sensitivity_mc,
    sensitivity_oat,
    standard_deviation,
    synthesize,
    weight_uncertainty,
)

A, B = [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]


def test_additive_multiplicative_geometric_by_hand():
    assert additive(A, B).weights == pytest.approx([0.35, 0.25, 0.4])
    assert additive(A, B, 0.9).shares == pytest.approx((0.9, 0.1))
    assert multiplicative(A, B).weights == pytest.approx(np.array([10, 6, 12]) / 28)
    root = np.sqrt([0.1, 0.06, 0.12])
    assert geometric(A, B).weights == pytest.approx(root / root.sum())
    with pytest.raises(InvalidInput):
        additive(A, B, 1.5)
    with pytest.raises(InvalidInput):
        additive(A, B[:2])
    with pytest.raises(InvalidInput):
        additive(A, [0.5, 0.5, 0.5])
    with pytest.raises(UndefinedResult):
        multiplicative([1, 0], [0, 1])


def test_game_theory_is_never_negative_and_falls_back_when_ill_conditioned():
    result = game_theory([A, B])
    assert sum(result.shares) == pytest.approx(1)
    assert min(result.shares) >= 0
    gram = np.array([A, B]) @ np.array([A, B]).T
    raw = np.linalg.solve(gram, np.diag(gram))
    assert game_theory([A, B], nonneg=False).shares == pytest.approx(raw / raw.sum())
    near = game_theory([A, [0.50001, 0.29999, 0.2]])
    assert near.shares == (0.5, 0.5)
    assert near.fallback
    rng = np.random.default_rng(0)
    for _ in range(50):
        pair = rng.dirichlet(np.ones(5), 2)
        assert min(game_theory(pair).shares) >= 0
    with pytest.raises(InvalidInput):
        game_theory([A])


def test_entropy_by_hand_and_its_limits():
    x = np.array([[1.0, 1.0], [1.0, 3.0]])
    e = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75)) / np.log(2)
    assert entropy(x).weights == pytest.approx([0, (1 - e) / (1 - e)])
    with pytest.raises(UndefinedResult):
        entropy([[1, 2]])
    with pytest.raises(InvalidInput):
        entropy([[1, -2], [1, 1]])
    with pytest.raises(InvalidInput, match="第2列"):
        entropy([[1, 0], [1, 0]])
    with pytest.raises(UndefinedResult):
        entropy([[1, 1], [1, 1]])


def test_critic_and_standard_deviation():
    with pytest.raises(UndefinedResult):
        critic([[1, 2], [2, 1]])
    with pytest.raises(UndefinedResult, match="第2列"):
        critic([[1, 2], [2, 2], [3, 2]])
    assert standard_deviation([[0, 0], [2, 6]]).weights == pytest.approx([0.25, 0.75])
    with pytest.raises(InvalidInput):
        critic([[1, np.nan], [2, 2], [3, 2]])


def test_rank_reversal_of_belton_and_gear():
    """Adding a copy of B reverses A and B in the distributive mode only."""
    w = [1 / 3] * 3
    three = np.array([[1, 9, 8], [9, 1, 9], [1, 1, 1]], dtype=float)
    four = np.vstack([three, three[1]])
    plain, copied = synthesize(w, three, "distributive"), synthesize(w, four, "distributive")
    assert plain.totals == pytest.approx([0.4512, 0.4697, 0.0791], abs=6e-5)
    assert copied.totals == pytest.approx([0.3654, 0.2889, 0.0568, 0.2889], abs=6e-5)
    assert plain.order[0] == 1
    assert copied.order[0] == 0
    assert synthesize(w, three, "ideal").totals[:2] == pytest.approx([0.450, 0.475], abs=6e-4)
    assert synthesize(w, four, "ideal").totals[:2] == pytest.approx([0.305, 0.322], abs=6e-4)
    assert synthesize(w, four).totals[:3] == pytest.approx(synthesize(w, three).totals)


def test_synthesis_faults():
    with pytest.raises(InvalidInput):
        synthesize([0.5, 0.5], [[1, 2, 3]])
    with pytest.raises(InvalidInput):
        synthesize([0.5, 0.5], [[1, np.nan]])
    with pytest.raises(InvalidInput):
        synthesize([0.5, 0.5], [[0, 1], [0, 2]], "ideal")
    assert rating_intensities([0.5, 0.25, 0.25]).tolist() == [1, 0.5, 0.5]


def test_hierarchies_may_share_children_and_cycles_are_named():
    shared = hierarchy_weights(
        "G",
        {"G": ["A", "B"], "A": ["x", "y"], "B": ["x", "y"]},
        {"G": [0.5, 0.5], "A": [1, 0], "B": [0, 1]},
    )
    assert shared.leaves == {"x": 0.5, "y": 0.5}
    with pytest.raises(InvalidInput, match="G → A → G"):
        hierarchy_weights("G", {"G": ["A"], "A": ["G"]}, {"G": [1], "A": [1]})
    with pytest.raises(InvalidInput, match="A"):
        hierarchy_weights("G", {"G": ["A"], "A": ["x"]}, {"G": [1]})
    with pytest.raises(InvalidInput):
        hierarchy_weights("Z", {"G": ["A"]}, {"G": [1]})


def test_one_weight_at_a_time_by_hand():
    """w = (.5 .5), scores (80 40) and (50 60): totals 60 and 55, equal at t = .4."""
    result = sensitivity_oat([0.5, 0.5], [[80, 40], [50, 60]], 58)
    rank = next(c for c in result.crossings if c.kind == "rank" and c.criterion == 0)
    assert rank.at == pytest.approx(0.4)
    mark = next(c for c in result.crossings if c.kind == "pass" and c.criterion == 0)
    assert mark.at == pytest.approx(0.45)
    assert result.most_critical.distance == pytest.approx(0.05)
    robust = sensitivity_oat([0.5, 0.5], [[80, 90], [50, 60]], 30)
    assert robust.robust == (0, 1)
    assert robust.most_critical is None
    with pytest.raises(InvalidInput):
        sensitivity_oat([0.5, 0.6], [[1, 2]])
    with pytest.raises(InvalidInput):
        sensitivity_oat([0.5, 0.5], [[1, 2, 3]])
    with pytest.raises(InvalidInput):
        sensitivity_oat([0.5, 0.5], [[1, np.nan]])


def test_monte_carlo_is_reproducible_and_centred():
    matrix = build_matrix(["3", "5", "2"])
    scores = [[80, 40, 60], [50, 60, 70]]
    first = sensitivity_mc(matrix, scores, seed=3, limit=60)
    again = sensitivity_mc(matrix, scores, seed=3, limit=60)
    assert first.low.tolist() == again.low.tolist()
    assert first.rank_acceptability.sum(axis=1) == pytest.approx([1, 1])
    assert (first.low <= first.totals).all()
    assert (first.totals <= first.high).all()
    still = sensitivity_mc(matrix, scores, seed=3, sigma=0.0, draws=5)
    assert still.low == pytest.approx(still.high)
    steps = sensitivity_mc(matrix, scores, seed=3, perturb="step", draws=50)
    assert (steps.weights_low < steps.weights_high).all()
    assert first.p_pass.shape == (2,)


def test_monte_carlo_over_the_tree():
    uppers = {
        n.code: [2] * (len(n.children) * (len(n.children) - 1) // 2) for n in STANDARD_TREE.inner
    }
    trees = {code: build_matrix(upper) for code, upper in uppers.items()}
    scores = np.linspace(50, 80, 17)[None, :]
    result = sensitivity_mc(trees, scores, seed=1, tree=STANDARD_TREE, limit=60, draws=100)
    assert result.weights_low.shape == (17,)
    assert 0 <= result.p_pass[0] <= 1
    with pytest.raises(InvalidInput):
        sensitivity_mc(trees, scores, seed=1)
    with pytest.raises(InvalidInput, match="B"):
        sensitivity_mc(
            {k: v for k, v in trees.items() if k != "B"}, scores, seed=1, tree=STANDARD_TREE
        )
    with pytest.raises(InvalidInput, match="D"):
        sensitivity_mc(trees | {"D": trees["A"]}, scores, seed=1, tree=STANDARD_TREE)


def test_uncertainty_of_one_judgement():
    assert weight_uncertainty(3, 0.5) == (
        pytest.approx(0.028, abs=6e-4),
        pytest.approx(-0.036, abs=6e-4),
    )
    with pytest.raises(InvalidInput):
        weight_uncertainty(1, 2)


def ahpy_weights(matrix, random_index="dd"):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ahpy

        names = [f"c{k:02d}" for k in range(len(matrix))]
        pairs = {
            (names[i], names[j]): float(matrix[i, j])
            for i in range(len(matrix))
            for j in range(i + 1, len(matrix))
            if not np.isnan(matrix[i, j])
        }
        compare = ahpy.Compare("x", pairs, precision=8, random_index=random_index)
    weights = compare.local_weights
    return np.array([weights[name] for name in names]), compare.consistency_ratio


def test_weights_and_cr_agree_with_ahpy():
    rng = np.random.default_rng(11)
    for n in (3, 4, 6, 8):
        truth = rng.dirichlet(np.ones(n) * 4)
        noise = np.exp(rng.normal(0, 0.2, (n, n)))
        upper = (consistent_matrix(truth) * noise)[np.triu_indices(n, 1)]
        matrix = build_matrix(np.clip(upper, 1 / 9, 9).tolist())
        theirs, ratio = ahpy_weights(matrix)
        assert priorities(matrix).weights == pytest.approx(theirs, abs=1e-7)
        assert pytest.approx(ratio, abs=1e-6) == consistency(matrix, ri_table="donegan_dodd").CR


def test_completion_agrees_with_ahpy():
    matrix = build_matrix(["3", None, "5", "2", "4", "3"])
    theirs, _ = ahpy_weights(matrix)
    assert complete(matrix).weights == pytest.approx(theirs, abs=1e-4)
