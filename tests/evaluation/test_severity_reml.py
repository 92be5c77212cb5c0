"""Variance components with gaps: against statsmodels where it converges, against itself at the edge."""

import numpy as np
import pytest

from evaluation import two_way_fit
from evaluation.severity import _Crossed

pytestmark = pytest.mark.clause("5.1.2.3.5")


def _ratings(seed: int, n: int, k: int, *, rater_sd: float, gaps: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    table = 60 + rng.normal(0, 8, (n, 1)) + rng.normal(0, rater_sd, (1, k))
    table = table + rng.normal(0, 4, (n, k))
    table[rng.random((n, k)) < gaps] = np.nan
    return table


def _statsmodels(table: np.ndarray) -> tuple[float, float, float]:
    from statsmodels.regression.mixed_linear_model import MixedLM, VCSpec

    rows, columns = np.nonzero(~np.isnan(table))
    y = table[rows, columns]
    n, k = table.shape
    spec = VCSpec(
        ["subject", "rater"],
        [[[f"s{i}" for i in range(n)]], [[f"r{j}" for j in range(k)]]],
        [[np.eye(n)[rows]], [np.eye(k)[columns]]],
    )
    model = MixedLM(y, np.ones((y.size, 1)), groups=np.zeros(y.size), exog_vc=spec)
    result = model.fit(reml=True)
    return float(result.vcomp[0]), float(result.vcomp[1]), float(result.scale)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("seed", "n", "k", "gaps"), [(1, 17, 6, 0.4), (2, 17, 7, 0.5), (3, 8, 5, 0.2)]
)
def test_components_with_gaps_are_those_of_statsmodels(seed, n, k, gaps):
    table = _ratings(seed, n, k, rater_sd=6, gaps=gaps)
    fit = two_way_fit(table)
    assert (fit.var_subject, fit.var_rater, fit.var_error) == pytest.approx(
        _statsmodels(table), rel=2e-3
    )


def test_a_complete_table_gives_the_closed_form():
    table = _ratings(4, 9, 6, rater_sd=6, gaps=0)
    closed, reml = two_way_fit(table), two_way_fit(table, components_by="reml")
    for name in ("var_subject", "var_rater", "var_error"):
        assert getattr(reml, name) == pytest.approx(getattr(closed, name), rel=1e-4)


def test_raters_alike_have_no_severity_and_nothing_lies_lower():
    table = _ratings(5, 17, 7, rater_sd=0, gaps=0.3)
    fit = two_way_fit(table)
    rows, columns = np.nonzero(~np.isnan(table))
    y = table[rows, columns]
    model = _Crossed.of((y - y.mean()) / y.std(), rows, columns, *table.shape)
    best, _ = model.deviance(np.array([fit.var_subject, fit.var_rater]) / fit.var_error)
    rng = np.random.default_rng(6)
    for ratios in rng.exponential(2.0, (300, 2)):
        assert model.deviance(ratios)[0] >= best - 1e-9


def test_the_gradient_is_that_of_the_deviance():
    table = _ratings(7, 10, 5, rater_sd=4, gaps=0.2)
    rows, columns = np.nonzero(~np.isnan(table))
    y = table[rows, columns]
    model = _Crossed.of((y - y.mean()) / y.std(), rows, columns, *table.shape)
    at, step = np.array([1.3, 0.4]), 1e-6
    for axis in range(2):
        shift = np.eye(2)[axis] * step
        slope = (model.deviance(at + shift)[0] - model.deviance(at - shift)[0]) / (2 * step)
        assert model.deviance(at)[1][axis] == pytest.approx(slope, rel=1e-5, abs=1e-6)


def test_ratings_without_error_are_explained_by_the_effects_alone():
    table = 50 + np.arange(6.0)[:, None] * 5 + np.array([-4.0, 0.0, 4.0, 8.0])[None, :]
    table[0, 1] = table[3, 2] = np.nan
    fit = two_way_fit(table)
    assert fit.var_error == pytest.approx(0, abs=1e-3)
    assert fit.raters == pytest.approx([-6, -2, 2, 6])
    assert fit.shrinkage == pytest.approx(np.ones(4), abs=1e-4)
