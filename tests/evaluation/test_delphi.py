"""Delphi: response, authority, items, screening, concordance, rounds, IPRAS."""

from itertools import permutations, product

import numpy as np
import pytest
from scipy.stats import friedmanchisquare, rankdata

from evaluation import (
    InvalidInput,
    MissingRating,
    ScreenRule,
    StopRule,
    TransposedTable,
    UndefinedResult,
    UnknownChoice,
    active_coefficient,
    authority,
    authority_from_counts,
    authority_of,
    check_published_w,
    coefficient_of_variation,
    delphi_weights,
    feedback,
    ipras,
    ipras_from_percentiles,
    item_stats,
    kendall_w,
    mean_spearman,
    permutation_p,
    rating_table,
    round_stability,
    screen_values,
    stop_decision,
    threshold_screen,
)

MARKS = [
    [22, 30, 27, 30, 28, 28, 28, 28, 36, 29],
    [20, 28, 25, 29, 28, 25, 29, 34, 40, 30],
    [22, 28, 29, 28, 25, 29, 33, 29, 33, 27],
    [24, 29, 30, 28, 29, 27, 30, 30, 34, 30],
    [30, 41, 37, 41, 34, 32, 35, 29, 42, 34],
    [27, 27, 32, 33, 33, 23, 36, 22, 42, 29],
]
ECAM_MEAN = [
    4.54,
    3.86,
    3.86,
    3.97,
    4.51,
    4.4,
    4.14,
    4.29,
    4.09,
    3.83,
    4.63,
    4.17,
    4.54,
    3.91,
    3.89,
]
ECAM_SD = [0.92, 1.03, 1.12, 1.04, 0.61, 0.74, 0.65, 0.79, 0.82, 0.86, 0.65, 0.89, 0.78, 0.98, 1.02]
ECAM_CV = [0.2, 0.27, 0.29, 0.26, 0.14, 0.17, 0.16, 0.18, 0.2, 0.22, 0.14, 0.21, 0.17, 0.25, 0.26]


@pytest.mark.clause("5.1.2.2.3")
def test_response():
    assert active_coefficient(20, 18, 6).value == 0.9
    assert active_coefficient(20, 18, 6).commented == pytest.approx(1 / 3)
    assert active_coefficient(20, 12).word == "可用"
    assert active_coefficient(20, 9).word == "不可用"
    with pytest.raises(InvalidInput):
        active_coefficient(20, 21)


def expert(**changes):
    return {
        "实践经验": "大",
        "理论分析": "中",
        "国内外同行": "中",
        "直觉": "小",
        "熟悉程度": "较熟悉",
    } | changes


@pytest.mark.clause("5.1.2.2.3")
def test_authority_is_the_mean_of_unrounded_coefficients():
    panel, single = authority([expert(), expert(理论分析="大", 熟悉程度="很熟悉")])
    assert single[0].Ca == pytest.approx(0.9)
    assert single[1].Cr == pytest.approx(1.0)
    assert panel.Cr == pytest.approx((0.85 + 1.0) / 2)
    assert panel.accepted
    assert panel.params["familiarity"] == "cs-a"
    other, _ = authority([expert()], familiarity="cs-c")
    assert other.Cs == 0.7
    with pytest.raises(InvalidInput, match="第2位专家"):
        authority([expert(), expert(直觉="很大")])
    with pytest.raises(UnknownChoice):
        authority([expert()], familiarity="cs-z")
    with pytest.raises(InvalidInput):
        authority([])


def test_published_counts_are_recomputed():
    """BMJ Open, 16 experts: Ca .94375, Cs .775, Cr .8594 (printed .860)."""
    result = authority_from_counts(
        [[16, 0, 0], [7, 9, 0], [16, 0, 0], [16, 0, 0]],
        [[0.5, 0.4, 0.3], [0.3, 0.2, 0.1], [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]],
        [(1.0, 1), (0.8, 12), (0.6, 3)],
        16,
    )
    assert result.Cr == pytest.approx(0.859375)
    with pytest.raises(InvalidInput):
        authority_from_counts([[1]], [[1, 2]], [], 1)
    with pytest.raises(InvalidInput):
        authority_from_counts([[1]], [[1]], [], 0)
    with pytest.raises(InvalidInput):
        authority_of(1.2, 0.5)


@pytest.mark.clause("5.1.2.2.3")
def test_item_statistics_by_hand():
    stats = item_stats([[5, 4], [5, 3], [4, np.nan]], 5, items=["甲", "乙"])
    assert stats.n.tolist() == [3, 2]
    assert stats.mean == pytest.approx([14 / 3, 3.5])
    assert stats.full_share == pytest.approx([2 / 3, 0])
    assert stats.cv[1] == pytest.approx(np.sqrt(0.5) / 3.5)
    assert stats.top_two == pytest.approx([1, 0.5])
    with pytest.raises(InvalidInput, match="乙"):
        item_stats([[5, 6]], 5, items=["甲", "乙"])
    with pytest.raises(InvalidInput, match="无人评分"):
        item_stats([[5, np.nan], [4, np.nan]], 5)
    with pytest.raises(TransposedTable):
        item_stats([[5, 4], [5, 3], [4, 4]], 5, items=["a", "b", "c"], experts=["1", "2"])


def test_full_share_uses_the_maximum_of_the_scale_not_of_the_data():
    assert item_stats([[4, 3], [4, 4]], 5).full_share.tolist() == [0, 0]


@pytest.mark.clause("5.1.2.2.3")
def test_boundary_values_of_a_published_round():
    """ECAM 2022 round 1: T_M 3.886 flags A2 A3 A10, T_C .2567 flags A2 A3 A4 A15."""
    names = [f"A{k}" for k in range(1, 16)]
    assert coefficient_of_variation(ECAM_MEAN, ECAM_SD) == pytest.approx(ECAM_CV, abs=0.006)
    cv = ECAM_CV
    screen = screen_values(names, ECAM_MEAN, cv, None, mean_floor=3.5)
    assert screen.mean_limit == pytest.approx(3.886, abs=6e-4)
    assert screen.cv_limit == pytest.approx(0.2567, abs=6e-5)
    assert [i.item for i in screen.items if "均数" in i.failed] == ["A2", "A3", "A10"]
    assert [i.item for i in screen.items if "变异系数" in i.failed] == ["A2", "A3", "A4", "A15"]
    assert [i.item for i in screen.items if len(i.failed) == 2] == ["A2", "A3"]
    assert {i.verdict for i in screen.items} == {"keep", "discuss"}
    strict = screen_values(names, ECAM_MEAN, cv, None, mean_floor=3.5, rule=ScreenRule(delete_at=2))
    assert [i.item for i in strict.items if i.verdict == "delete"] == ["A2", "A3"]
    with pytest.raises(InvalidInput):
        screen_values(["a"], [1], [1], None, mean_floor=1)
    with pytest.raises(InvalidInput):
        coefficient_of_variation([0], [1])


def test_an_item_that_fails_all_three_is_deleted_only_if_it_is_bad_in_itself():
    good = np.array([[5, 5, 5, 4], [5, 5, 5, 4], [5, 5, 5, 5], [5, 5, 5, 4]])
    assert threshold_screen(item_stats(good, 5)).items[3].verdict == "discuss"
    bad = np.array([[5, 5, 5, 1], [5, 5, 4, 3], [5, 4, 5, 2], [4, 5, 5, 1]])
    assert threshold_screen(item_stats(bad, 5)).items[3].verdict == "delete"


def test_delphi_weights_are_nearly_flat():
    w = delphi_weights([ECAM_MEAN]).weights
    assert (w.min(), w.max()) == (pytest.approx(0.0612, abs=6e-5), pytest.approx(0.0739, abs=6e-5))
    weighted = delphi_weights([[5, 1], [1, 5]], [0.9, 0.1]).weights
    assert weighted == pytest.approx([4.6 / 6, 1.4 / 6])
    assert delphi_weights([[5, 3]], subtract_minimum=1).weights == pytest.approx([4 / 6, 2 / 6])
    with pytest.raises(InvalidInput):
        delphi_weights([[5, 3]], [0.0])
    with pytest.raises(InvalidInput):
        delphi_weights([[5, np.nan]])
    with pytest.raises(InvalidInput):
        delphi_weights([[5, 3]], subtract_minimum=4)


@pytest.mark.clause("5.1.2.2.3")
def test_w_is_tie_corrected_and_equals_the_friedman_statistic():
    result = kendall_w(MARKS, p="F")
    m, n = 6, 10
    chi = friedmanchisquare(*np.array(MARKS).T).statistic
    assert result.chi2 == pytest.approx(chi)
    assert pytest.approx(chi / (m * (n - 1))) == result.W
    assert result.W_uncorrected < result.W
    assert result.rank_sums.sum() == m * n * (n + 1) / 2
    rho = np.corrcoef([rankdata(row) for row in MARKS])
    mean_rho = (rho.sum() - m) / (m * (m - 1))
    untied = kendall_w([[1, 2, 3, 4], [2, 1, 3, 4], [1, 3, 2, 4]])
    assert untied.rho == pytest.approx((untied.W * 3 - 1) / 2)
    assert abs(result.rho - mean_rho) < 0.02


def test_the_axis_must_be_named_and_labels_catch_a_transposed_table():
    rows = kendall_w(MARKS, p="chi2")
    assert pytest.approx(rows.W) == kendall_w(np.array(MARKS).T, raters="columns", p="chi2").W
    assert pytest.approx(0.36812865) == kendall_w(np.array(MARKS).T, p="chi2").W
    names = [f"e{k}" for k in range(6)]
    with pytest.raises(TransposedTable):
        kendall_w(np.array(MARKS).T, rater_names=names)
    with pytest.raises(TransposedTable):
        kendall_w(MARKS, rater_names=names, raters="columns")
    with pytest.raises(InvalidInput):
        kendall_w([[1, 2, 3]])


def test_missing_ratings_are_named():
    with pytest.raises(MissingRating) as caught:
        kendall_w([[1, 2, 3], [1, None, 3]], rater_names=["王", "李"], item_names=["a", "b", "c"])
    assert caught.value.where == "专家 李，条目 b"
    with pytest.raises(InvalidInput):
        rating_table([[1, 2], [1]], row_name="a", column_name="b")
    with pytest.raises(InvalidInput):
        rating_table([1, 2], row_name="a", column_name="b")
    with pytest.raises(InvalidInput):
        rating_table([[1, np.inf]], row_name="a", column_name="b")
    with pytest.raises(InvalidInput):
        rating_table([[1, 2]], row_name="a", column_name="b", rows=["x", "y", "z"])


def test_exact_permutation_equals_brute_force():
    rows = np.array([[1, 2, 3, 4], [2, 1, 3.5, 3.5], [1, 3, 2, 4]])
    observed = ((rows.sum(0) - 7.5) ** 2).sum()
    orders = [set(permutations(row)) for row in rows]
    hits = [((np.sum(c, axis=0) - 7.5) ** 2).sum() >= observed - 1e-9 for c in product(*orders)]
    p, exact = permutation_p(rows, seed=1)
    assert exact
    assert p == pytest.approx(np.mean(hits))


def test_monte_carlo_permutation_is_near_the_exact_one_and_reproducible():
    rows = np.array(
        [rankdata(r) for r in [[1, 5, 3, 2, 4, 6], [2, 4, 3, 1, 6, 5], [3, 6, 1, 2, 5, 4]]]
    )
    exact, _ = permutation_p(rows, seed=1)
    drawn, flag = permutation_p(rows, seed=1, draws=20_000, exact=False)
    assert not flag
    assert drawn == pytest.approx(exact, abs=0.006)
    assert permutation_p(rows, seed=1, draws=20_000, exact=False)[0] == drawn
    with pytest.raises(InvalidInput):
        permutation_p(np.array([rankdata(r) for r in MARKS]), seed=1, exact=True)


def test_the_p_value_to_report():
    assert kendall_w(MARKS).p_method == "permutation"
    big = np.random.default_rng(3).integers(1, 6, (20, 10))
    assert kendall_w(big).p_method == "F"
    assert kendall_w(big, p="chi2").p == kendall_w(big).p_chi2
    perfect = kendall_w([[1, 2, 3]] * 4, p="F")
    assert perfect.W == 1
    assert perfect.p == 0
    assert perfect.word == "很强"


def test_straight_liners_are_named_and_a_panel_of_them_has_no_w():
    assert kendall_w([[3, 3, 3], [1, 2, 3], [1, 2, 3]]).straight_liners == (0,)
    with pytest.raises(UndefinedResult):
        kendall_w([[3, 3, 3], [2, 2, 2]])


def test_incomplete_tables_give_w_without_p():
    full = kendall_w([[1, 2, 3, 4], [2, 1, 3, 4], [1, 2, 4, 3]]).W
    w, _, pairs = mean_spearman([[1, 2, 3, 4], [2, 1, 3, 4], [1, 2, 4, 3]])
    assert w == pytest.approx(full)
    assert pairs == 3
    assert mean_spearman([[1, 2, 3, 4], [2, 1, 3, 4], [np.nan, 2, 4, 3]])[2] == 3
    with pytest.raises(UndefinedResult):
        mean_spearman([[1, 2, np.nan], [np.nan, 1, 2]])


def test_impossible_published_coefficients_are_found():
    assert check_published_w(0.302, 28.7, 15, 59)
    assert check_published_w(1.1068, None, 10, 10)
    fine = kendall_w(MARKS, p="chi2")
    assert check_published_w(round(fine.W, 3), round(fine.chi2, 2), 6, 10, round(fine.p, 4)) == ()
    assert len(check_published_w(0.302, 28.7, 15, 59, 0.06)) == 2


FIRST = np.array([[5, 4, 3], [4, 4, 2], [5, 5, 3], [4, 4, 4], [5, 4, 3]], dtype=float)


@pytest.mark.clause("5.1.2.2.3")
def test_stability_between_rounds():
    same = round_stability(FIRST, FIRST)
    assert same.median_changed == 0
    assert same.stable.all()
    assert same.p_wilcoxon.tolist() == [1, 1, 1]
    second = FIRST.copy()
    second[0, 2] = 4
    assert round_stability(FIRST, second).changed.tolist() == [0, 0, 0.2]
    with pytest.raises(InvalidInput):
        round_stability(FIRST, FIRST[:4])
    gap = FIRST.copy()
    gap[:4, 0] = np.nan
    with pytest.raises(InvalidInput, match="第1项"):
        round_stability(gap, FIRST)


@pytest.mark.clause("5.1.2.2.3")
def test_the_stop_rule_says_why():
    high = np.array([[5, 5, 4], [5, 4, 4], [5, 5, 4], [4, 5, 4], [5, 5, 5]], dtype=float)
    stats = item_stats(high, 5)
    first = stop_decision(stats, [0.9], [0.4], None)
    assert not first.stop
    stable = round_stability(high, high)
    done = stop_decision(stats, [0.9, 0.9], [0.4, 0.45], stable)
    assert done.stop
    assert done.reached
    assert all(reason.startswith("达到") for reason in done.reasons)
    falling = stop_decision(stats, [0.9, 0.9], [0.5, 0.45], stable)
    assert not falling.stop
    last = stop_decision(stats, [0.9] * 4, [0.5, 0.5, 0.5, 0.4], stable)
    assert last.stop
    assert not last.reached
    assert "上限" in last.reasons[-1]
    poor = stop_decision(stats, [0.9, 0.5], [0.4, 0.45], stable, StopRule())
    assert not poor.reached
    with pytest.raises(InvalidInput):
        stop_decision(stats, [0.9], [], None)


@pytest.mark.clause("5.1.2.2.3")
def test_feedback_shows_own_rating_and_the_group_only():
    stats = item_stats(FIRST, 5, items=["a", "b", "c"])
    lines = feedback(FIRST, stats, 0)
    assert lines[0].own == 5
    assert lines[0].median == 5
    assert set(vars(lines[0])) == {"item", "own", "median", "q1", "q3", "n"}
    with pytest.raises(InvalidInput):
        feedback(FIRST, stats, 9)


def test_ipras_of_the_published_panel_and_the_percentile_rule():
    """BMJ Open 2012;2:e001431; the rule matters for small panels."""
    result = ipras_from_percentiles(7, 8, 7)
    assert (1, 2.5, pytest.approx(6.1)) == (result.IPR, result.AI, result.IPRAS)
    assert result.verdict == "appropriate"
    ratings = [2, 3, 5, 6, 7, 7, 8, 8, 9]
    assert pytest.approx(2.2) == ipras(ratings).IPR
    assert pytest.approx(2.6) == ipras(ratings, "hazen").IPR
    assert pytest.approx(3.0) == ipras(ratings, "weibull").IPR
    assert ipras([1, 1, 2, 2, 3]).verdict == "inappropriate"
    assert ipras([1, 1, 1, 9, 9, 9]).disagreement
    assert ipras([1, 1, 1, 9, 9, 9]).verdict == "uncertain"
    with pytest.raises(InvalidInput):
        ipras([0, 5])
    with pytest.raises(UnknownChoice):
        ipras([5], "guess")
    with pytest.raises(InvalidInput):
        ipras_from_percentiles(8, 7)
