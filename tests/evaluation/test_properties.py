"""Invariants that must hold for all inputs."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from evaluation import (
    SAATY_SCALE,
    STANDARD_TREE,
    ScoreSheet,
    UndefinedResult,
    aggregate_judgements,
    aggregate_priorities,
    alpha_band,
    alpha_score,
    build_matrix,
    complete,
    consensus_s_star,
    consistency,
    consistency_batch,
    consistent_matrix,
    icc,
    kendall_w,
    krippendorff,
    largest_remainder,
    leaf_weights,
    maturity_total,
    priorities,
    score_sheets,
    sensitivity_oat,
    suggest_repair,
    trimmed_mean,
)

METHODS = ("eigenvector", "rgm", "column_mean", "wls")
SCALE = [str(value) for value in SAATY_SCALE]


@st.composite
def matrices(draw, low=2, high=7):
    n = draw(st.integers(low, high))
    upper = draw(
        st.lists(st.sampled_from(SCALE), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2)
    )
    return build_matrix(upper, n)


@st.composite
def panels(draw, low=2, high=5):
    n, m = draw(st.integers(low, high)), draw(st.integers(2, 5))
    size = n * (n - 1) // 2
    return np.array(
        [
            build_matrix(draw(st.lists(st.sampled_from(SCALE), min_size=size, max_size=size)), n)
            for _ in range(m)
        ]
    )


@st.composite
def ratings(draw, rows=(3, 6), columns=(3, 8), top=5):
    m, n = draw(st.integers(*rows)), draw(st.integers(*columns))
    cells = draw(st.lists(st.integers(1, top), min_size=m * n, max_size=m * n))
    return np.array(cells, dtype=float).reshape(m, n)


vectors = st.lists(st.floats(0.05, 1), min_size=2, max_size=8)


@given(matrices())
def test_weights_are_positive_and_sum_to_one(matrix):
    for method in ("eigenvector", "rgm", "column_mean"):
        w = priorities(matrix, method).weights
        assert (w > 0).all()
        assert math.isclose(w.sum(), 1, abs_tol=1e-12)
    assert math.isclose(priorities(matrix, "wls").weights.sum(), 1, abs_tol=1e-9)


@given(matrices())
def test_the_eigenvector_satisfies_its_equation(matrix):
    result = priorities(matrix)
    assert matrix @ result.weights == pytest.approx(result.lambda_max * result.weights, rel=1e-9)
    assert result.lambda_max >= len(matrix) - 1e-9


@given(matrices(), st.randoms(use_true_random=False))
def test_relabelling_permutes_the_weights_and_keeps_the_cr(matrix, random):
    order = list(range(len(matrix)))
    random.shuffle(order)
    moved = matrix[np.ix_(order, order)]
    for method in METHODS:
        before, after = priorities(matrix, method).weights, priorities(moved, method).weights
        assert after == pytest.approx(before[order], abs=1e-9)
    a, b = consistency(matrix), consistency(moved)
    assert (b.CR, b.GCI, b.koczkodaj) == (
        pytest.approx(a.CR, abs=1e-9),
        pytest.approx(a.GCI, abs=1e-9),
        pytest.approx(a.koczkodaj, abs=1e-9),
    )
    assert len(a.triads) == len(b.triads)


@given(vectors)
def test_a_consistent_matrix_has_cr_zero_and_all_methods_agree(values):
    w = np.array(values) / sum(values)
    matrix = consistent_matrix(values)
    result = consistency(matrix)
    assert pytest.approx(0, abs=1e-9) == result.CI
    assert pytest.approx(0, abs=1e-8) == result.CR
    assert pytest.approx(0, abs=1e-9) == result.GCI
    assert result.koczkodaj == pytest.approx(0, abs=1e-9)
    assert result.passed
    assert result.triads == ()
    for method in METHODS:
        assert priorities(matrix, method).weights == pytest.approx(w, abs=1e-8)


@given(panels(), st.data())
def test_aij_is_reciprocal_and_blind_to_the_order_of_experts(panel, data):
    shares = data.draw(st.lists(st.floats(0.1, 1), min_size=len(panel), max_size=len(panel)))
    group = aggregate_judgements(panel, shares)
    assert group.matrix * group.matrix.T == pytest.approx(np.ones_like(group.matrix))
    order = data.draw(st.permutations(range(len(panel))))
    again = aggregate_judgements(panel[order], [shares[k] for k in order])
    assert again.matrix == pytest.approx(group.matrix)


@given(panels())
def test_under_geometric_means_aij_is_aip(panel):
    group = aggregate_judgements(panel)
    single = [priorities(matrix, "rgm").weights for matrix in panel]
    assert priorities(group.matrix, "rgm").weights == pytest.approx(
        aggregate_priorities(single, how="geometric").weights
    )


@given(panels(low=3))
def test_a_panel_of_copies_gives_the_single_result(panel):
    copies = np.array([panel[0]] * 3)
    assert aggregate_judgements(copies).matrix == pytest.approx(panel[0])
    w = priorities(panel[0]).weights
    assert consensus_s_star([w, w, w]).S_star == pytest.approx(1)


@given(panels(low=3))
def test_consensus_lies_between_zero_and_one(panel):
    vectors_ = [priorities(matrix).weights for matrix in panel]
    result = consensus_s_star(vectors_)
    assert 0 <= result.S_star <= 1
    assert result.H_beta >= 0
    assert 1 - 1e-9 <= result.D <= len(panel) + 1e-9


@given(panels(low=3))
def test_the_batch_is_the_loop(panel):
    batch = consistency_batch(panel)
    for k, matrix in enumerate(panel):
        assert batch.CR[k] == pytest.approx(consistency(matrix).CR, abs=1e-10)


@settings(deadline=None)
@given(matrices(low=3, high=5), st.data())
def test_filling_a_gap_never_raises_the_eigenvalue(matrix, data):
    i = data.draw(st.integers(0, len(matrix) - 2))
    gap = matrix.copy()
    gap[i, i + 1] = gap[i + 1, i] = np.nan
    result = complete(gap)
    assert result.lambda_max <= priorities(matrix).lambda_max + 1e-9
    for method in ("harker", "llsm"):
        other = complete(gap, method)
        assert math.isclose(other.weights.sum(), 1, abs_tol=1e-12)
        assert result.lambda_max <= priorities(other.matrix).lambda_max + 1e-9


@settings(deadline=None)
@given(vectors.filter(lambda v: len(v) > 2))
def test_a_gap_in_a_consistent_matrix_is_filled_exactly(values):
    matrix = consistent_matrix(values)
    gap = matrix.copy()
    gap[0, 1] = gap[1, 0] = np.nan
    for method in ("lambda_min", "harker", "llsm"):
        result = complete(gap, method)
        assert result.missing[0][2] == pytest.approx(values[0] / values[1], rel=1e-6)


@settings(deadline=None)
@given(matrices(low=3, high=6))
def test_repair_proposals_state_the_cr_they_lead_to(matrix):
    repair = suggest_repair(matrix)
    for proposal in (*repair.proposals, *repair.one_step):
        changed = matrix.copy()
        changed[proposal.pair] = proposal.proposed
        changed[proposal.pair[::-1]] = 1 / proposal.proposed
        assert pytest.approx(proposal.CR_after, abs=1e-9) == consistency(changed).CR
    assert all(p.CR_after <= repair.limit for p in repair.one_step)
    sizes = [round(error.size, 9) for error in repair.worst]  # equal ones in order of pairs
    assert sizes == sorted(sizes, reverse=True)


def w_or_none(table):
    try:
        return kendall_w(table, p="chi2").W
    except UndefinedResult:
        return None


@given(ratings())
def test_w_is_friedman_and_survives_monotone_transforms_and_orders(table):
    w = w_or_none(table)
    if w is None:
        return
    m, n = table.shape
    assert -1e-12 <= w <= 1 + 1e-12
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert w == pytest.approx(friedmanchisquare(*table.T).statistic / (m * (n - 1)))
    assert w_or_none(np.exp(table)) == pytest.approx(w)
    bent = table.copy()
    bent[0] = bent[0] ** 3 - 7
    assert w_or_none(bent) == pytest.approx(w)
    assert w_or_none(table[::-1, ::-1]) == pytest.approx(w)


def cronbach(table):
    k = table.shape[1]
    return k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1))


@given(ratings(rows=(4, 8), columns=(2, 5), top=9))
def test_icc3k_is_cronbachs_alpha(table):
    if table.sum(axis=1).var() < 1e-9:
        return
    assert icc(table).forms["ICC3k"].value == pytest.approx(cronbach(table), abs=1e-9)


@given(ratings(top=4), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_of_duplicated_raters_is_one(table, level):
    row = table[0]
    if len(set(row.tolist())) == 1:
        with pytest.raises(UndefinedResult):
            krippendorff([row, row], level)
        return
    assert krippendorff([row, row, row], level).alpha == pytest.approx(1)


@given(ratings(top=4))
def test_alpha_does_not_depend_on_the_order_of_raters_or_units(table):
    if len(np.unique(table)) == 1:
        return
    for level in ("nominal", "ordinal", "interval"):
        a = krippendorff(table, level).alpha
        assert krippendorff(table[::-1, ::-1], level).alpha == pytest.approx(a)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_the_trimmed_mean_lies_within_the_data(values):
    assert min(values) - 1e-9 <= trimmed_mean(values) <= max(values) + 1e-9


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=20), st.integers(2, 5))
def test_printed_shares_sum_to_one(values, digits):
    shares = [v / sum(values) for v in values]
    printed = largest_remainder(shares, digits)
    assert round(sum(float(p) for p in printed), digits) == 1
    assert all(
        abs(float(p) - s) <= 10**-digits + 1e-12 for p, s in zip(printed, shares, strict=True)
    )


WEIGHTS = leaf_weights(
    STANDARD_TREE,
    {n.code: [1 / len(n.children)] * len(n.children) for n in STANDARD_TREE.inner},
)
scores = st.lists(st.floats(0, 100), min_size=17, max_size=17)


@settings(deadline=None, max_examples=30)
@given(st.lists(scores, min_size=1, max_size=6), st.data())
def test_the_total_is_bounded_blind_to_expert_order_and_monotone(table, data):
    def card(rows):
        return score_sheets(
            STANDARD_TREE,
            WEIGHTS,
            [
                ScoreSheet(f"e{k}", dict(zip(STANDARD_TREE.leaf_codes, row, strict=True)))
                for k, row in enumerate(rows)
            ],
        )

    first = card(table)
    assert -1e-9 <= first.total <= 100 + 1e-9
    assert card(table[::-1]).total == pytest.approx(first.total)
    k = data.draw(st.integers(0, len(table) - 1))
    better = [list(row) for row in table]
    better[k] = [min(100.0, value + 5) for value in better[k]]
    assert card(better).total >= first.total - 1e-9


@given(
    st.lists(st.floats(0.05, 1), min_size=3, max_size=3), st.lists(scores, min_size=2, max_size=3)
)
def test_at_a_crossing_the_conclusion_really_turns(raw, rows):
    w = np.array(raw) / sum(raw)
    table = np.array(rows)[:, :3]
    result = sensitivity_oat(w, table, 60)
    for crossing in result.crossings:
        k, t = crossing.criterion, crossing.at
        moved = w * (1 - t) / (1 - w[k])
        moved[k] = t
        totals = table @ moved
        if crossing.kind == "pass":
            assert totals[crossing.outcomes[0]] == pytest.approx(60, abs=1e-6)
        else:
            i, j = crossing.outcomes
            assert totals[i] == pytest.approx(totals[j], abs=1e-6)


@given(st.lists(st.floats(0, 1), min_size=16, max_size=16), st.integers(0, 15), st.floats(0, 1))
def test_points_with_experience_are_monotone_and_full_at_one(alphas, k, step):
    points = [17.0] + [5.0] * 15
    before = alpha_score(points, alphas)
    after = list(alphas)
    after[k] = min(1.0, after[k] + step)
    assert alpha_score(points, after) >= before - 1e-12
    assert alpha_score([*points, 8.0], [1.0] * 17) == 100


@given(st.floats(0, 1))
def test_alpha_bands_cover_the_line(alpha):
    assert alpha_band(alpha)


@given(st.integers(1, 5))
def test_equal_levels_give_29_times_the_level(level):
    points = [5.0] * 13 + [10.0] * 8
    assert maturity_total(points, [level] * 21) == pytest.approx(29 * level)
