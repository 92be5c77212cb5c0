"""AHP of one matrix: entry, priorities, consistency, gaps, repair."""

import math
from fractions import Fraction

import numpy as np
import pytest

from evaluation import (
    RANDOM_INDEX_TABLES,
    DisconnectedComparisons,
    InvalidInput,
    InvalidMatrix,
    UnknownChoice,
    aggregate_judgements,
    aggregate_priorities,
    analyse,
    bootstrap_panel,
    build_matrix,
    compare_methods,
    complete,
    consensus_s_star,
    consistency,
    consistency_batch,
    consistent_matrix,
    harker_replacement,
    judgement_errors,
    judgement_in_words,
    order_violations,
    parse_judgement,
    priorities,
    random_index,
    read_matrix,
    suggest_repair,
    validate_matrix,
    worst_in_words,
)
from evaluation.repair_words import ratio_in_words

HOUSE = read_matrix(
    [
        ["1", "5", "3", "7", "6", "6", "1/3", "1/4"],
        ["1/5", "1", "1/3", "5", "3", "3", "1/5", "1/7"],
        ["1/3", "3", "1", "6", "3", "4", "6", "1/5"],
        ["1/7", "1/5", "1/6", "1", "1/3", "1/4", "1/7", "1/8"],
        ["1/6", "1/3", "1/3", "3", "1", "1/2", "1/5", "1/6"],
        ["1/6", "1/3", "1/4", "4", "2", "1", "1/5", "1/6"],
        ["3", "5", "1/6", "7", "5", "5", "1", "1/2"],
        ["4", "7", "5", "8", "6", "6", "2", "1"],
    ]
)
DRINKS = build_matrix(
    [
        "9",
        "5",
        "2",
        "1",
        "1",
        "1/2",
        "1/3",
        "1/9",
        "1/9",
        "1/9",
        "1/9",
        "1/3",
        "1/4",
        "1/3",
        "1/9",
        "1/2",
        "1",
        "1/3",
        "2",
        "1/2",
        "1/3",
    ]
)


def test_fractions_are_read_exactly():
    assert parse_judgement("1/3") == Fraction(1, 3)
    assert parse_judgement(" .5 ") == Fraction(1, 2)
    for bad in ("", "a", "1/0", "0", "-2", float("nan"), float("inf")):
        with pytest.raises(InvalidMatrix):
            parse_judgement(bad)


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([[1, 5], ["1/4", 1]], "第1行第2列"),
        ([[1, 0.0222, 2], [45, 1, 2], [0.5, 0.5, 1]], "第1行第2列"),
        ([[1, 2, 2], [0.5, 2, 1], [0.5, 1, 1]], "第2行第2列"),
        ([[1, 2, np.nan], [0.5, 1, 1], [0.5, 1, 1]], "第1行第3列"),
        ([[1, -2], [-0.5, 1]], "第1行第2列"),
    ],
)
def test_a_wrong_matrix_is_refused_with_its_cell(rows, place):
    array = np.array([[float(Fraction(v)) if isinstance(v, str) else v for v in r] for r in rows])
    with pytest.raises(InvalidMatrix) as caught:
        validate_matrix(array)
    assert place in caught.value.where


def test_stack_faults_name_the_matrix():
    stack = np.stack([DRINKS, DRINKS, DRINKS]).copy()
    stack[1, 0, 2] = 7
    with pytest.raises(InvalidMatrix, match="第2个矩阵第1行第3列"):
        validate_matrix(stack)


def test_rounded_reciprocals_pass_and_labels_are_checked():
    validate_matrix([[1, 3], [0.333, 1]])
    with pytest.raises(InvalidMatrix):
        validate_matrix([[1, 3], [0.333, 1]], items=["a"])
    with pytest.raises(InvalidMatrix):
        validate_matrix([[1, 3], [0.333, 1]], items=["a", "a"])
    with pytest.raises(InvalidMatrix):
        validate_matrix(np.ones((2, 3)))
    with pytest.raises(InvalidMatrix):
        validate_matrix(np.ones((16, 16)))
    with pytest.raises(InvalidMatrix):
        build_matrix([2.5], scale="saaty")
    with pytest.raises(InvalidMatrix):
        build_matrix([1, 2])
    with pytest.raises(UnknownChoice):
        build_matrix([2], scale="fuzzy")


def test_four_methods_on_the_house_matrix():
    """Saaty 1990; the weighted least squares column was solved independently."""
    published = {
        "eigenvector": [0.1730, 0.0540, 0.1881, 0.0175, 0.0310, 0.0363, 0.1668, 0.3332],
        "rgm": [0.175, 0.063, 0.149, 0.019, 0.036, 0.042, 0.167, 0.350],
        "wls": [0.1427, 0.0543, 0.1213, 0.0301, 0.0465, 0.0465, 0.0891, 0.4695],
    }
    for method, weights in published.items():
        assert priorities(HOUSE, method).weights == pytest.approx(weights, abs=6e-4)
    orders = compare_methods(HOUSE)
    assert orders["eigenvector"][:4] == (7, 2, 0, 6)
    assert orders["rgm"][:4] == (7, 0, 6, 2)
    assert orders["column_mean"][1:4] == (6, 0, 2)


def test_eigenvector_equals_numpy_on_random_matrices():
    rng = np.random.default_rng(5)
    for n in range(1, 10):
        upper = rng.choice([1 / 9, 1 / 5, 1 / 2, 1, 3, 7, 9], size=n * (n - 1) // 2)
        matrix = build_matrix(upper.tolist(), n)
        values, vectors = np.linalg.eig(matrix)
        k = int(np.argmax(values.real))
        expected = np.abs(vectors[:, k].real)
        result = priorities(matrix)
        assert result.weights == pytest.approx(expected / expected.sum(), abs=1e-12)
        assert result.lambda_max == pytest.approx(values[k].real, abs=1e-11)


def test_the_batch_gives_the_same_as_one_by_one():
    stack = np.stack([DRINKS, DRINKS.T])
    batch = consistency_batch(stack, "saaty_2005")
    for k in range(2):
        one = consistency(stack[k], ri_table="saaty_2005")
        assert batch.CR[k] == pytest.approx(one.CR, abs=1e-13)
        assert batch.GCI[k] == pytest.approx(one.GCI, abs=1e-13)
        assert batch.weights[k] == pytest.approx(priorities(stack[k]).weights, abs=1e-13)
    with pytest.raises(InvalidInput):
        consistency_batch(DRINKS)
    with pytest.raises(InvalidInput):
        consistency(stack)


def test_every_cr_names_its_table():
    by_table = {name: consistency(DRINKS, ri_table=name) for name in RANDOM_INDEX_TABLES}
    assert pytest.approx(0.022, abs=6e-4) == by_table["saaty_2005"].CR
    assert pytest.approx(0.0235, abs=6e-5) == by_table["donegan_dodd"].CR
    assert by_table["alonso_lamata"].ri_table == "alonso_lamata"
    assert consistency(DRINKS).ri_table == "alonso_lamata"
    assert pytest.approx(0.0804, abs=6e-5) == by_table["saaty_2005"].GCI
    with pytest.raises(UnknownChoice):
        consistency(DRINKS, ri_table="own")
    with pytest.raises(InvalidInput):
        random_index(11, "donegan_dodd")


def test_the_linear_form_is_not_the_table():
    assert random_index(3, "alonso_lamata_linear") == pytest.approx(0.479, abs=6e-4)
    assert random_index(4, "alonso_lamata_linear") == pytest.approx(0.909, abs=1e-3)
    assert random_index(12, "saaty_1980") == 1.48


def test_two_elements_are_always_consistent():
    result = consistency([[1, 9], [1 / 9, 1]])
    assert (result.CI, result.CR, result.passed) == (0, 0, True)


def test_circular_triads_are_listed():
    matrix = build_matrix(["2", "1/2", "2"])
    assert consistency(matrix).triads == ((0, 1, 2),)
    assert consistency(matrix.T).triads == ((0, 2, 1),)
    assert consistency(DRINKS).triads == ()


def test_lambda_from_weights_needs_weights():
    w = priorities(HOUSE, "column_mean")
    estimated = consistency(HOUSE, w, lambda_from="weights")
    assert estimated.lambda_max != pytest.approx(consistency(HOUSE).lambda_max, abs=1e-3)
    with pytest.raises(InvalidInput):
        consistency(HOUSE, lambda_from="weights")


def test_order_violations_of_a_consistent_matrix_are_none():
    w = np.array([0.5, 0.3, 0.2])
    assert order_violations(consistent_matrix(w), w) == ()
    assert order_violations(HOUSE, priorities(HOUSE).weights)
    with pytest.raises(InvalidMatrix):
        consistent_matrix([0.5, 0])


def gap(matrix, *pairs):
    out = np.array(matrix, dtype=float)
    for i, j in pairs:
        out[i, j] = out[j, i] = np.nan
    return out


FOUR = gap([[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, 1], [1 / 2, 1 / 4, 1, 1]], (2, 3))


@pytest.mark.parametrize(
    ("method", "weights"),
    [
        ("lambda_min", [0.3738, 0.3920, 0.0985, 0.1357]),
        ("harker", [0.3736, 0.3921, 0.0982, 0.1361]),
        ("llsm", [0.3742, 0.3916, 0.0988, 0.1353]),
    ],
)
def test_three_completions_of_a_gap(method, weights):
    """Bozoki, Fulop & Ronyai 2010, example with one missing comparison."""
    result = complete(FOUR, method)
    assert result.weights == pytest.approx(weights, abs=6e-5)
    assert (result.answered, result.total, result.connected) == (5, 6, True)


def test_a_tree_of_answers_is_consistent_and_has_no_usable_cr():
    tree = gap(HOUSE, *[(i, j) for i in range(8) for j in range(i + 1, 8) if j != i + 1])
    result = analyse(tree)
    assert pytest.approx(0, abs=1e-9) == result.consistency.CR
    assert result.CR_for_gaps is None
    assert result.completion is not None
    assert result.completion.answered == 7


def test_a_disconnected_graph_lists_its_components():
    broken = gap(HOUSE[:4, :4], (0, 2), (0, 3), (1, 2), (1, 3))
    with pytest.raises(DisconnectedComparisons) as caught:
        complete(broken, items=["甲", "乙", "丙", "丁"])
    assert caught.value.details["components"] == ((0, 1), (2, 3))
    assert "甲、乙；丙、丁" in caught.value.message


def test_one_sided_gap_is_refused():
    bad = np.array(FOUR)
    bad[2, 3] = 2.0
    with pytest.raises(InvalidMatrix, match="只缺一侧"):
        complete(bad)


def test_the_worst_judgement_of_the_house_matrix():
    """Neighbourhood against condition, e = 5.32, proposal 1/2.18 (Saaty 2003)."""
    repair = suggest_repair(HOUSE, ri_table="saaty_1980")
    assert repair.needed
    assert repair.worst[0].pair == (2, 6)
    assert repair.worst[0].size == pytest.approx(5.32, abs=0.005)
    harker = next(p for p in repair.proposals if p.kind == "harker" and p.pair == (2, 6))
    assert harker.proposed == pytest.approx(0.459, abs=6e-4)
    assert harker.CR_after == pytest.approx(0.0828, abs=1e-3)
    assert harker_replacement(HOUSE, (2, 6)) == harker.proposed
    assert {p.kind for p in repair.proposals} == {"nearest_scale", "harker"}


def test_the_one_step_search_finds_a_small_change():
    matrix = build_matrix(["3", "5", "3"])
    assert not suggest_repair(matrix).needed
    bad = build_matrix(["3", "2", "3"])
    repair = suggest_repair(bad)
    assert repair.needed
    best = repair.one_step[0]
    assert best.CR_after <= 0.10
    assert best.steps <= 2
    changed = np.array(bad)
    changed[best.pair] = best.proposed
    changed[best.pair[::-1]] = 1 / best.proposed
    assert pytest.approx(best.CR_after, abs=1e-12) == consistency(changed).CR


def test_errors_of_a_consistent_matrix_are_one():
    assert all(
        math.isclose(e.size, 1, abs_tol=1e-9)
        for e in judgement_errors(consistent_matrix([3, 2, 1]))
    )
    with pytest.raises(InvalidInput):
        judgement_errors(HOUSE, [0.5, 0.5])
    with pytest.raises(InvalidInput):
        harker_replacement(HOUSE, (0, 9))
    with pytest.raises(InvalidInput):
        harker_replacement([[1, 2], [0.5, 1]], (0, 1))


def test_judgements_in_words():
    assert judgement_in_words(3, "临床", "市场") == "「临床」比「市场」稍微重要（3）"
    assert judgement_in_words(1 / 5, "临床", "市场") == "「市场」比「临床」明显重要（5）"
    assert judgement_in_words(1, "临床", "市场") == "「临床」与「市场」同等重要"
    assert "介于稍微与明显之间" in judgement_in_words(4, "临床", "市场")
    # a > b and b > c, but c > a: the words say which way the others point, and which way to go
    lines = worst_in_words(suggest_repair(build_matrix(["3", "1/5", "3"])), ["甲", "乙", "丙"])
    (line,) = [line for line in lines if line.startswith("「丙」比「甲」明显重要（5）")]
    assert "，而其余判断合起来意味着「" in line
    assert "倍（" in line
    assert "；若改为「" in line
    assert ratio_in_words(0.5, "甲", "乙") == "「乙」约为「甲」的 2.00 倍"
    assert ratio_in_words(1.0, "甲", "乙") == "「甲」与「乙」权重相当"


def test_analysis_of_the_house_matrix_warns():
    result = analyse(HOUSE)
    assert not result.passed
    assert not result.ranks_agree
    assert result.words
    assert result.as_dict()["method"] == "eigenvector"
    assert analyse(HOUSE).inputs_hash == result.inputs_hash
    assert analyse(HOUSE.T).inputs_hash != result.inputs_hash


def test_missing_answers_renormalise_the_expert_weights():
    a, b = build_matrix([4, 2, 2]), build_matrix([None, 2, 2])
    group = aggregate_judgements([a, b, build_matrix([1, 8, 2])], [0.5, 0.25, 0.25])
    assert group.upper[0] == pytest.approx(4 ** (2 / 3))
    assert group.upper[1] == pytest.approx(2**0.75 * 8**0.25)
    assert group.answered[0, 1] == 2
    nobody = aggregate_judgements([b, b])
    assert np.isnan(nobody.upper[0])


def test_group_input_faults():
    with pytest.raises(InvalidInput):
        aggregate_judgements([DRINKS, DRINKS], [1.0])
    with pytest.raises(InvalidInput):
        aggregate_judgements([DRINKS, DRINKS], [0.0, 0.0])
    with pytest.raises(InvalidMatrix):
        aggregate_judgements(DRINKS)
    with pytest.raises(InvalidMatrix):
        bootstrap_panel(DRINKS, seed=1)
    with pytest.raises(InvalidInput):
        aggregate_priorities([[0.5, 0.5], [1.0, 0.0]])
    with pytest.raises(InvalidInput, match="第2位专家"):
        aggregate_priorities([[0.5, 0.5], [1.0, 0.5]], how="arithmetic")
    with pytest.raises(InvalidInput):
        aggregate_priorities([0.5, 0.5])
    with pytest.raises(InvalidInput):
        aggregate_priorities([[0.5, -0.5], [1.0, 0.5]])


def test_consensus_words_clusters_and_clipping():
    same = [[0.6, 0.3, 0.1]] * 4
    assert consensus_s_star(same).word == "很高"
    split = [[0.8, 0.1, 0.1], [0.75, 0.15, 0.1], [0.1, 0.1, 0.8], [0.1, 0.15, 0.75]]
    divided = consensus_s_star(split)
    assert divided.S_star < 0.65
    assert divided.clusters[0] == divided.clusters[1] != divided.clusters[2]
    assert divided.clusters[2] == divided.clusters[3]
    extreme = consensus_s_star(np.eye(3))
    assert extreme.clipped
    assert extreme.S_star == 0
    assert extreme.raw < 0
    with pytest.raises(InvalidInput):
        consensus_s_star([[1.0], [1.0]])
    with pytest.raises(InvalidInput):
        consensus_s_star(same, 1)


def test_bootstrap_is_reproducible_and_brackets_the_weights():
    rng = np.random.default_rng(0)
    stack = [build_matrix(rng.choice([1, 2, 3, 4], size=6).tolist()) for _ in range(12)]
    first, again = bootstrap_panel(stack, seed=7), bootstrap_panel(stack, seed=7)
    assert first.low.tolist() == again.low.tolist()
    assert bool(np.all(first.low <= first.weights))
    assert bool(np.all(first.weights <= first.high))
    assert bootstrap_panel(stack, seed=8).low.tolist() != first.low.tolist()
    one = bootstrap_panel([DRINKS], seed=1, draws=10)
    assert one.high - one.low == pytest.approx(0, abs=1e-15)
