"""Case kinds of Delphi, agreement and objective weights."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from evaluation.case_values import (
    CaseInput,
    Computed,
    need,
    number,
    numbers,
    sequence,
    table,
    text,
)
from evaluation.combine import critic, entropy, standard_deviation
from evaluation.delphi import coefficient_of_variation
from evaluation.delphi_authority import FAMILIARITY_TABLES, authority_of, weighted_mean
from evaluation.errors import InvalidInput, UnknownChoice
from evaluation.intraclass import icc
from evaluation.kendall import kendall_w, mean_spearman, permutation_p
from evaluation.krippendorff_alpha import (
    LEVELS,
    KrippendorffAlpha,
    contingency_counts,
    fleiss_kappa,
    krippendorff,
    krippendorff_from_counts,
)
from evaluation.provenance import FloatArray
from evaluation.rand_ucla import PERCENTILES, ipras, ipras_from_percentiles
from evaluation.ranks import mid_ranks

_SEED = 20_260_101
_CELLS, _MIN_DRAWS, _MAX_DRAWS = 40_000_000, 999, 999_999
# "midpoint" and the like in a formula mean something else there.
_EVERYDAY = {"lower", "higher", "midpoint", "nearest"}
_LEVEL_WORDS = ("large", "medium", "small")


def delphi_authority(data: CaseInput, _: str) -> Computed:
    """Ca, Cs and Cr, each from the coefficient or from counts."""
    computed: Computed = {}
    size = data.get("n")
    n = None if size is None else number(size, "n")
    if data.get("basis_counts_large_medium_small") is not None:
        counts, values = _basis(data)
        base = n or max(math.fsum(row) for row in counts)
        computed["Ca"] = weighted_mean(
            [c for row in counts for c in row], [v for row in values for v in row], base
        )
    elif data.get("Ca") is not None:
        computed["Ca"] = number(data["Ca"], "Ca")
    if data.get("familiarity_counts") is not None:
        pairs = _familiarity(data["familiarity_counts"])
        base = n or math.fsum(count for _, count in pairs)
        computed["Cs"] = weighted_mean([c for _, c in pairs], [v for v, _ in pairs], base)
    elif data.get("Cs") is not None:
        computed["Cs"] = number(data["Cs"], "Cs")
    ca, cs = computed.get("Ca"), computed.get("Cs")
    if isinstance(ca, float) and isinstance(cs, float):
        computed["Cr"] = authority_of(ca, cs).Cr
    return computed


def _basis(data: CaseInput) -> tuple[list[list[float]], list[list[float]]]:
    """Read counts and coefficients row by row, matched by name if both have the same names."""
    counts = need(data, "basis_counts_large_medium_small")
    values = need(data, "basis_coefficients")
    if isinstance(counts, Mapping) and isinstance(values, Mapping) and set(counts) == set(values):
        values = {key: values[key] for key in counts}
    first, second = _rows(counts, "basis_counts"), _rows(values, "basis_coefficients")
    if _levels_outside(values) != _levels_outside(counts):
        second = [list(column) for column in zip(*second, strict=False)]
    if [len(row) for row in first] != [len(row) for row in second]:
        raise InvalidInput("频数与系数表形状不同", where="basis_coefficients", cure="请逐格对应")
    return first, second


def _levels_outside(body: object) -> bool:
    """Whether the rows are the levels large, medium, small instead of the bases."""
    return isinstance(body, Mapping) and set(_LEVEL_WORDS) == set(body)


def _rows(body: object, where: str) -> list[list[float]]:
    if isinstance(body, Mapping):
        return [_levels(row, f"{where}/{key}") for key, row in body.items()]
    return [_levels(row, where) for row in sequence(body, where)]


def _levels(row: object, where: str) -> list[float]:
    """Read one row: a list large-medium-small, an object with these words, or one number."""
    if isinstance(row, Mapping):
        keys = _LEVEL_WORDS if all(word in row for word in _LEVEL_WORDS) else tuple(row)
        return [number(row[key], f"{where}/{key}") for key in keys]
    return numbers(row, where) if isinstance(row, list) else [number(row, where)]


def _familiarity(counts: object) -> list[tuple[float, float]]:
    """Read (coefficient, count): by coefficient, as pairs, or in the order of the usual table."""
    usual = list(FAMILIARITY_TABLES["cs-a"].rows[""].values())
    where = "familiarity_counts"
    if isinstance(counts, Mapping):
        if isinstance(counts.get("counts"), list):
            values = numbers(counts.get("values", usual), where)
            amounts = numbers(counts["counts"], where)
            if len(amounts) > len(values):
                raise InvalidInput("熟悉程度等级过多", where=where, cure="请写明系数")
            return list(zip(values, amounts, strict=False))
        rows: list[object] = [
            [_coefficient(key, k, usual), c] for k, (key, c) in enumerate(counts.items())
        ]
    else:
        rows = list(sequence(counts, where))
        if rows and not isinstance(rows[0], list | Mapping):
            rows = [[_coefficient("", k, usual), count] for k, count in enumerate(rows)]
    pairs = [_pair(row, where) for row in rows]
    # Written the other way round: a coefficient is at most 1, some count is larger.
    if any(value > 1 for value, _ in pairs) and all(count <= 1 for _, count in pairs):
        pairs = [(value, count) for count, value in pairs]
    return pairs


def _pair(row: object, where: str) -> tuple[float, float]:
    """Read one (coefficient, count): a list, or an object whose names say which is which."""
    if isinstance(row, Mapping):
        keys = [str(key) for key in row]
        counts = [key for key in keys if re.search(r"count|experts|^n$|number", key.lower())]
        values = [key for key in keys if key not in counts and not isinstance(row[key], str)]
        if len(counts) == 1 and len(values) == 1:
            return number(row[values[0]], where), number(row[counts[0]], where)
        raise InvalidInput("认不出系数与人数", where=where, cure="如 [0.8, 12]")
    value, count = numbers(row, where)
    return value, count


def _coefficient(label: str, k: int, usual: list[float]) -> float:
    """Find the coefficient in a label such as ``"0.8"`` or ``"familiar (0.8)"``."""
    found = re.search(r"\d*\.\d+|\b[01]\b", label)
    if found:
        return float(found.group(0))
    if k >= len(usual):
        raise InvalidInput("熟悉程度等级过多", where="familiarity_counts", cure="请写明系数")
    return usual[k]


def delphi_cv(data: CaseInput, _: str) -> Computed:
    """Coefficient of variation of published means and SDs."""
    mean, sd = need(data, "mean"), need(data, "sd")
    if isinstance(mean, list):
        return {"CV": coefficient_of_variation(numbers(mean, "mean"), numbers(sd, "sd"))}
    return {"CV": float(coefficient_of_variation(number(mean, "mean"), number(sd, "sd")))}


def icc_case(data: CaseInput, _: str) -> Computed:
    """All six ICC with limits and tests; subjects with a gap are left out."""
    result = icc(
        table(need(data, "ratings_subjects_by_raters"), "ratings_subjects_by_raters"),
        missing="listwise",
    )
    computed: Computed = {name: form.value for name, form in result.forms.items()}
    computed |= {f"CI_{name}": [form.low, form.high] for name, form in result.forms.items()}
    return computed | {
        "F1": result.F1,
        "F3": result.F3,
        "df_b": result.df_b,
        "df_w": result.df_w,
        "df_e": result.df_e,
        "nu": result.nu,
        "p1": result.p1,
        "p3": result.p3,
        "p_A1": result.p_agreement,
    }


def ipras_case(data: CaseInput, _: str) -> Computed:
    """RAND/UCLA disagreement from percentiles or from a panel."""
    midpoint = number(data.get("scale_midpoint", 5), "scale_midpoint")
    if data.get("p30") is not None:
        median = data.get("median")
        result = ipras_from_percentiles(
            number(data["p30"], "p30"),
            number(need(data, "p70"), "p70"),
            None if median is None else number(median, "median"),
            midpoint=midpoint,
        )
    else:
        words = text(data, "formula").lower().replace(" ", "_")
        named = [r for r in PERCENTILES if r not in _EVERYDAY and re.search(rf"(\b|_){r}", words)]
        rule = max(named, key=len, default="linear")
        result = ipras(numbers(need(data, "panel"), "panel"), rule, midpoint=midpoint)
    return {
        "IPR": result.IPR,
        "IPRCP": result.IPRCP,
        "AI": result.AI,
        "IPRAS": result.IPRAS,
        "disagreement": result.disagreement,
    }


def kendall_case(data: CaseInput, _: str) -> Computed:
    """Kendall's W with every statistic; of a table with gaps only W by pairwise overlaps."""
    ratings = _kendall_ratings(data)
    if bool(np.isnan(ratings).any()):
        return {"W": mean_spearman(ratings)[0]}
    result = kendall_w(ratings, p="chi2")
    draws = min(_MAX_DRAWS, max(_MIN_DRAWS, _CELLS // ratings.size))
    return {
        "W": result.W,
        "S": result.S,
        "chi2": result.chi2,
        "df": result.df,
        "p": result.p_chi2,
        "F": result.F,
        "df1": result.df1,
        "df2": result.df2,
        "p_F": result.p_f,
        "p_permutation": lambda: permutation_p(mid_ranks(ratings), seed=_SEED, draws=draws)[0],
        "rank_sums": result.rank_sums,
        "rank_sum_total": float(result.rank_sums.sum()),
        "mean_ranks": result.mean_ranks,
    }


def _kendall_ratings(data: CaseInput) -> FloatArray:
    if data.get("ratings_raters_by_items") is not None:
        return table(data["ratings_raters_by_items"], "ratings_raters_by_items")
    counts = table(need(data, "counts_sites_by_species"), "counts_sites_by_species")
    transform = text(data, "transform").lower()
    if "hellinger" in transform:
        given = data.get("site_totals")
        totals = counts.sum(axis=1) if given is None else np.array(numbers(given, "site_totals"))
        counts = np.sqrt(counts / totals[:, None])
    elif transform not in {"", "none"}:
        raise UnknownChoice(f"没有变换“{transform}”", where="transform", cure="Hellinger")
    sites_rate = re.search(r"sites[^,;]*raters", text(data, "orientation").lower())
    species_rate = re.search(r"species[^,;]*raters", text(data, "orientation").lower())
    return counts if sites_rate and not species_rate else counts.T


def krippendorff_case(data: CaseInput, _: str) -> Computed:
    """Alpha at four levels and Fleiss' kappa; what is undefined for the data stays out."""
    computed: Computed = {}
    counts: FloatArray | None = None
    if data.get("data_raters_by_units") is not None:
        ratings = _coded(data["data_raters_by_units"])
        for level in LEVELS:
            computed[level] = partial(_alpha_of, krippendorff, ratings, level)
        values = np.unique(ratings[~np.isnan(ratings)])
        counts = np.array([(ratings == value).sum(axis=0) for value in values], dtype=np.float64).T
    else:
        if data.get("contingency_rater1_by_rater2") is not None:
            counts = contingency_counts(table(data["contingency_rater1_by_rater2"], "contingency"))
        else:
            name = "value_counts_units_by_categories"
            counts = table(need(data, name), name)
        for level in LEVELS:
            computed[level] = partial(_alpha_of, krippendorff_from_counts, counts, level)
    return computed | {"fleiss_kappa": partial(fleiss_kappa, counts)}


def _alpha_of(
    alpha: Callable[[FloatArray, str], KrippendorffAlpha], data: FloatArray, level: str
) -> float:
    return alpha(data, level).alpha


def _coded(value: object) -> FloatArray:
    """Read ratings; labels become codes in alphabetical order (nominal data)."""
    where = "data_raters_by_units"
    rows = [list(sequence(row, where)) for row in sequence(value, where)]
    labels = sorted({str(cell) for row in rows for cell in row if isinstance(cell, str)})
    if not labels:
        return table(rows, where)
    codes = {label: float(k) for k, label in enumerate(labels)}
    return table([[None if c is None else codes[str(c)] for c in row] for row in rows], where)


def objective_weights(data: CaseInput, _: str) -> Computed:
    """Entropy, CRITIC or SD weights."""
    matrix = table(need(data, "matrix"), "matrix")
    method = text(data, "method").strip().lower()
    if "entropy" in method or "熵" in method:
        return {"weights": entropy(matrix).weights}
    if "critic" in method:
        return {"weights": critic(matrix).weights}
    if re.match(r"sd\b|std\b|标准差", method) or "deviation" in method:
        scaled = re.search(r"normali|min-max|minmax|range", method) is not None
        return {"weights": standard_deviation(matrix, scaled=scaled).weights}
    raise UnknownChoice(f"没有方法“{method}”", where="method", cure="entropy、CRITIC、SD")
