"""ICC, Krippendorff, severity, outliers: published tables and development oracles."""

import math
import warnings

import krippendorff as oracle_alpha
import numpy as np
import pandas as pd
import pytest

from evaluation import (
    DisconnectedComparisons,
    InvalidInput,
    MissingRating,
    TransposedTable,
    UndefinedResult,
    contingency_counts,
    fleiss_kappa,
    icc,
    krippendorff,
    krippendorff_from_counts,
    robust_outliers,
    two_way_fit,
    z_scores,
)

MARKS = np.array(
    [
        [22, 30, 27, 30, 28, 28, 28, 28, 36, 29],
        [20, 28, 25, 29, 28, 25, 29, 34, 40, 30],
        [22, 28, 29, 28, 25, 29, 33, 29, 33, 27],
        [24, 29, 30, 28, 29, 27, 30, 30, 34, 30],
        [30, 41, 37, 41, 34, 32, 35, 29, 42, 34],
        [27, 27, 32, 33, 33, 23, 36, 22, 42, 29],
    ],
    dtype=float,
)
WIKIPEDIA = np.array(
    [
        [np.nan] * 5 + [3, 4, 1, 2, 1, 1, 3, 3, np.nan, 3],
        [1, np.nan, 2, 1, 3, 3, 4, 3] + [np.nan] * 7,
        [np.nan, np.nan, 2, 1, 3, 4, 4, np.nan, 2, 1, 1, 3, 3, np.nan, 4],
    ]
)


def pingouin_icc(table):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pingouin

        rows = [(i, j, v) for i, row in enumerate(table) for j, v in enumerate(row)]
        frame = pd.DataFrame(rows, columns=["subject", "rater", "value"])
        return pingouin.intraclass_corr(frame, targets="subject", raters="rater", ratings="value")


def test_icc_agrees_with_pingouin():
    table = MARKS.T
    ours = icc(table)
    theirs = pingouin_icc(table)
    for row, name in zip(
        theirs.to_dict("records"), ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"], strict=True
    ):
        form = ours.forms[name]
        assert form.value == pytest.approx(row["ICC"], abs=1e-9), name
        low, high = next(v for k, v in row.items() if k.startswith("CI95"))
        assert (form.low, form.high) == (
            pytest.approx(low, abs=6e-3),
            pytest.approx(high, abs=6e-3),
        )


def test_icc_of_the_marks():
    result = icc(MARKS.T)
    assert result.forms["ICC2"].value == pytest.approx(0.414, abs=6e-4)
    assert result.forms["ICC2k"].value == pytest.approx(0.809, abs=6e-4)
    assert result.forms["ICC2k"].other_name == "ICC(A,k)"
    assert result.forms["ICC2k"].grade in {"差", "中等"}


def test_icc_faults():
    with pytest.raises(TransposedTable):
        icc(MARKS, subjects=[str(k) for k in range(10)], raters=list("abcdef"))
    gap = MARKS.T.copy()
    gap[2, 3] = np.nan
    with pytest.raises(MissingRating, match="第3行"):
        icc(gap)
    assert icc(gap, missing="listwise").dropped == (2,)
    with pytest.raises(UndefinedResult):
        icc([[1.0, 2.0]])
    with pytest.raises(UndefinedResult):
        icc([[3, 3], [3, 3]])
    with pytest.raises(UndefinedResult, match="每位专家"):  # raters differ, subjects do not
        icc([[72.0, 74.1, 76.3], [72.0, 74.1, 76.3]])


def test_icc_of_identical_raters_is_one():
    result = icc([[1, 1], [2, 2], [5, 5]])
    for form in result.forms.values():
        assert form.value == pytest.approx(1)
    assert result.forms["ICC2"].low == 1


def cronbach(table):
    k = table.shape[1]
    return k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1))


def test_icc3k_is_cronbachs_alpha():
    assert icc(MARKS.T).forms["ICC3k"].value == pytest.approx(cronbach(MARKS.T))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_agrees_with_the_krippendorff_package(level):
    ours = krippendorff(WIKIPEDIA, level).alpha
    assert ours == pytest.approx(oracle_alpha.alpha(WIKIPEDIA, level_of_measurement=level))
    rng = np.random.default_rng(2)
    for _ in range(20):
        data = rng.integers(0, 6, (4, 12)).astype(float)
        data[rng.random((4, 12)) < 0.3] = np.nan
        expected = oracle_alpha.alpha(data, level_of_measurement=level)
        assert krippendorff(data, level).alpha == pytest.approx(expected)
    counts = rng.integers(0, 3, (10, 4))
    counts[:, 0] += 2
    expected = oracle_alpha.alpha(value_counts=counts, level_of_measurement=level)
    assert krippendorff_from_counts(counts, level).alpha == pytest.approx(expected)


def test_alpha_of_the_marks_and_its_bootstrap():
    result = krippendorff(MARKS, "interval", draws=200, seed=4)
    assert result.alpha == pytest.approx(0.367, abs=6e-4)
    assert result.low < result.alpha < result.high
    assert krippendorff(MARKS, "interval", draws=200, seed=4).low == result.low
    assert result.word == "不可靠"
    with pytest.raises(InvalidInput):
        krippendorff(MARKS, "interval", draws=10)


def test_alpha_without_variation_is_undefined_not_one():
    with pytest.raises(UndefinedResult):
        krippendorff([[3, 3, 3], [3, 3, 3]])
    with pytest.raises(UndefinedResult):
        krippendorff([[1, np.nan], [np.nan, 2]])
    with pytest.raises(UndefinedResult):
        krippendorff([[np.nan, np.nan], [np.nan, np.nan]])
    with pytest.raises(TransposedTable):
        krippendorff(MARKS, raters=[str(k) for k in range(10)])
    with pytest.raises(InvalidInput):
        krippendorff_from_counts([[1.5, 2]])
    with pytest.raises(InvalidInput):
        krippendorff_from_counts([[1, 2]], values=[1])


def test_alpha_of_duplicated_raters_is_one():
    row = MARKS[0]
    for level in ("nominal", "ordinal", "interval", "ratio"):
        assert krippendorff([row, row, row], level).alpha == pytest.approx(1)


def test_fleiss_kappa_of_the_textbook():
    """Fleiss 1971 as in Wikipedia: 10 subjects, 14 raters, 5 categories, kappa .210."""
    counts = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
    assert fleiss_kappa(counts) == pytest.approx(0.210, abs=6e-4)
    with pytest.raises(InvalidInput, match="第2个单元"):
        fleiss_kappa([[2, 0], [1, 0]])
    with pytest.raises(UndefinedResult):
        fleiss_kappa([[2, 0], [2, 0]])
    with pytest.raises(UndefinedResult):
        fleiss_kappa([[1, 0], [0, 1]])
    with pytest.raises(InvalidInput):
        contingency_counts([[1, 2]])


def test_severity_of_the_marks():
    """Rater 5: +5.38 by least squares, +4.76 shrunk, factor .884; components 10.81 6.62 8.67."""
    fit = two_way_fit(MARKS.T)
    assert fit.raters[4] == pytest.approx(5.38, abs=0.006)
    assert fit.raters_blup[4] == pytest.approx(4.76, abs=0.006)
    assert fit.shrinkage[4] == pytest.approx(0.884, abs=6e-4)
    assert (fit.var_subject, fit.var_rater, fit.var_error) == (
        pytest.approx(10.81, abs=0.006),
        pytest.approx(6.62, abs=0.006),
        pytest.approx(8.67, abs=0.006),
    )
    assert fit.corrected[0, 4] == pytest.approx(30 - fit.raters_blup[4])
    assert fit.complete


def test_reml_agrees_with_the_closed_form_and_takes_gaps():
    closed, reml = two_way_fit(MARKS.T), two_way_fit(MARKS.T, components_by="reml")
    assert reml.var_rater == pytest.approx(closed.var_rater, rel=0.01)
    assert reml.var_error == pytest.approx(closed.var_error, rel=0.01)
    gap = MARKS.T.copy()
    gap[0, 0] = gap[3, 2] = np.nan
    fit = two_way_fit(gap)
    assert not fit.complete
    assert math.isnan(fit.corrected[0, 0])
    assert fit.raters[4] == pytest.approx(5.38, abs=0.5)
    with pytest.raises(InvalidInput):
        two_way_fit(gap, components_by="anova")
    flat = two_way_fit(np.where(np.isnan(gap), np.nan, 3.0))
    assert flat.var_rater == 0


def test_raters_without_a_common_subject_cannot_be_compared():
    table = np.full((4, 4), np.nan)
    table[:2, :2] = [[1, 2], [2, 4]]
    table[2:, 2:] = [[5, 6], [6, 8]]
    with pytest.raises(DisconnectedComparisons) as caught:
        two_way_fit(table, raters=["a", "b", "c", "d"])
    assert "a、b；c、d" in caught.value.message
    with pytest.raises(InvalidInput):
        two_way_fit([[1.0, 2.0]])
    empty = MARKS.T.copy()
    empty[:, 0] = np.nan
    with pytest.raises(InvalidInput):
        two_way_fit(empty)


def test_outliers_of_the_marks():
    """|z| > 3 flags rater 2 item 8 and rater 6 item 8."""
    found = robust_outliers(MARKS.T, limit=3.0)
    assert {(o.rater, o.subject) for o in found.ratings} == {(1, 7), (5, 7)}
    assert robust_outliers(MARKS.T).limit == 3.5
    assert found.means_without[7] == pytest.approx(np.delete(MARKS[:, 7], [1, 5]).mean())
    assert any("偏宽" in flag.reasons[0] for flag in found.raters if flag.rater == 4)


def test_raters_are_flagged_with_reasons():
    table = np.column_stack([MARKS.T[:, :4], np.full(10, 30.0), -MARKS[0] + 60])
    found = robust_outliers(
        table, shift_limit=1.0, seconds=[99, 99, 99, 99, 99, 5], seconds_floor=30
    )
    reasons = {flag.rater: " ".join(flag.reasons) for flag in found.raters}
    assert "所有评分相同" in reasons[4]
    assert "负相关" in reasons[5]
    assert "5 秒" in reasons[5]
    assert "变动" in reasons[5]


def test_z_scores_need_enough_and_varying_ratings():
    z = z_scores(MARKS.T)
    assert z.mean(axis=0) == pytest.approx(np.full(6, MARKS.mean()))
    with pytest.raises(InvalidInput, match="第1位专家"):
        z_scores(MARKS.T[:5])
    flat = MARKS.T.copy()
    flat[:, 2] = 30
    with pytest.raises(InvalidInput, match="第3位专家"):
        z_scores(flat)
