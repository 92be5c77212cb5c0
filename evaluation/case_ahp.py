"""Case kinds of AHP: each function computes every field its kind may expect."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np

from evaluation.case_values import (
    CaseInput,
    Computed,
    ci_cr,
    decode_raw,
    from_upper,
    full_matrix,
    lambda_of,
    mapping,
    need,
    number,
    numbers,
    resolve_ri,
    sequence,
    table,
    text,
    uppers,
    weigh,
    weighting,
)
from evaluation.consistency_indices import hierarchy_cr, koczkodaj
from evaluation.errors import InvalidInput, InvalidMatrix
from evaluation.group import aggregate_judgements, aggregate_priorities, consensus_s_star
from evaluation.incomplete import complete
from evaluation.matrices import validate_matrix
from evaluation.priority_methods import principal
from evaluation.provenance import FloatArray
from evaluation.repair import harker_replacement, judgement_errors, with_judgement
from evaluation.sensitivity import weight_uncertainty
from evaluation.synthesis import hierarchy_weights, rating_intensities, synthesize

Lookup = Callable[[str], CaseInput]


def ahp_matrix(data: CaseInput, context: str) -> Computed:
    """Weights and consistency of one matrix."""
    array = filled_matrix(data)
    n = array.shape[0]
    weights = weigh(array, weighting(data))
    lambda_max = lambda_of(array, weights, text(data, "lambda"))
    ci, cr = ci_cr(lambda_max, n, resolve_ri(data, n, context) if n > 2 else 1.0)
    return {
        "weights": weights,
        "lambda_max": lambda_max,
        "CI": ci,
        "CR": cr,
        "koczkodaj": koczkodaj(array),
    }


def filled_matrix(data: CaseInput) -> FloatArray:
    """Read a matrix and fill its gaps, if any, by the smallest eigenvalue."""
    array = full_matrix(data)
    return complete(array).matrix if bool(np.isnan(array).any()) else array


def ahp_validation(data: CaseInput, context: str) -> Computed:
    """Say whether a published matrix is reciprocal and what it would give if it were computed."""
    computed = ahp_matrix(data, context)
    try:
        validate_matrix(full_matrix(data), scale="any")
        reciprocal = True
    except InvalidMatrix:
        reciprocal = False
    return computed | {"reciprocal": reciprocal}


def ahp_error_matrix(data: CaseInput, _: str) -> Computed:
    """Sizes of the judgement errors in upper-triangle order."""
    array = full_matrix(data)
    errors = judgement_errors(array, weigh(array, weighting(data)))
    table_ = np.ones(array.shape)
    for error in errors:
        table_[error.pair] = table_[error.pair[::-1]] = error.size
    return {"errors": [error.size for error in errors], "_table": table_}


def ahp_repair(data: CaseInput, context: str) -> Computed:
    """Worst judgement and Harker's replacement."""
    array = full_matrix(data)
    n = array.shape[0]
    worst = max(judgement_errors(array), key=lambda error: error.size)
    given = data.get("replaced_pair")
    pair = worst.pair
    if given is not None:
        i, j = (int(v) for v in numbers(given, "replaced_pair"))
        pair = (i, j)
    value = harker_replacement(array, pair)
    after = with_judgement(array, pair, value)
    _, cr = ci_cr(float(principal(after)[1]), n, resolve_ri(data, n, context))
    return {
        "worst_pair": list(worst.pair),
        "worst_error": worst.size,
        "replacement": value,
        "replacement_inverse": 1 / value,
        "CR_after": cr,
    }


def ahp_incomplete(data: CaseInput, context: str) -> Computed:
    """Completion of a matrix with gaps."""
    items = [str(item) for item in sequence(data.get("items") or [], "items")]
    array = _known(data, items) if data.get("known") is not None else full_matrix(data)
    n = array.shape[0]
    names = items or [str(k) for k in range(n)]
    words = text(data, "method", "lambda").lower()
    method = "lambda_min"
    if "harker" in words:
        method = "harker"
    elif "llsm" in words or "laplac" in words or "logarithmic" in words or "geometric" in words:
        method = "llsm"
    result = complete(array, method, items=names)
    _, cr = ci_cr(result.lambda_max, n, resolve_ri(data, n, context) if n > 2 else 1.0)
    missing: dict[str, float] = {}
    for i, j, value in result.missing:
        for a, b, v in ((i, j, value), (j, i, 1 / value)):
            for key in (f"{names[a]}-{names[b]}", f"{names[a]}{names[b]}", f"{a}-{b}", f"{a},{b}"):
                missing.setdefault(key, v)
            missing.setdefault(f"{names[a]}/{names[b]}", v)
            missing.setdefault(f"{names[a]},{names[b]}", v)
    return {
        "weights": result.weights,
        "CR": cr,
        "missing": missing,
        "_missing_values": [value for _, _, value in result.missing],
    }


def _known(data: CaseInput, items: list[str]) -> FloatArray:
    n = len(items)
    if n == 0:
        raise InvalidInput("缺少要素名称", where="items", cure="请补齐")
    array = np.full((n, n), np.nan)
    np.fill_diagonal(array, 1.0)
    position = {name: k for k, name in enumerate(items)}
    for key, value in mapping(need(data, "known"), "known").items():
        i, j = _pair(key, position)
        judgement = number(value, f"known/{key}")
        array[i, j], array[j, i] = judgement, 1 / judgement
    return array


def _pair(key: str, position: Mapping[str, int]) -> tuple[int, int]:
    for cut in range(1, len(key)):
        first, second = key[:cut].rstrip("-/, "), key[cut:].lstrip("-/, ")
        if first in position and second in position and first != second:
            return position[first], position[second]
    raise InvalidInput("认不出这一对要素", where=f"known/{key}", cure="形如 ab 或 a-b")


def ahp_consensus(data: CaseInput, _: str) -> Computed:
    """Goepel's S*."""
    vectors = table(need(data, "priorities"), "priorities")
    largest = number(data.get("M", 9), "M")
    return {"S_star": consensus_s_star(vectors, largest).S_star}


def ahp_group_aij(data: CaseInput, _: str) -> Computed:
    """Aggregated upper triangle."""
    stack = _stack(data)
    return {"upper": aggregate_judgements(stack, _expert_weights(data)).upper}


def ahp_group_aip(data: CaseInput, _: str) -> Computed:
    """Aggregated priorities."""
    stack = _stack(data)
    method = weighting(data)
    how = text(data, "aggregation", "geometric").lower()
    vectors = np.array([weigh(array, method) for array in stack])
    return {
        "weights": aggregate_priorities(
            vectors,
            _expert_weights(data),
            "arithmetic" if "arith" in how else "geometric",
        ).weights
    }


def ahp_group_screen(data: CaseInput, context: str, lookup: Lookup) -> Computed:
    """Count judges within the CR limit."""
    source = data
    if data.get("same_raw_as") is not None:
        source = lookup(text(data, "same_raw_as"))
    stack = _stack(source)
    n = stack.shape[-1]
    ri = resolve_ri(data, n, context)
    ratios = (principal(stack)[1] - n) / (n - 1) / ri
    passed = int(np.count_nonzero(ratios <= number(data.get("threshold", 0.1), "threshold")))
    return {"consistent": passed, "inconsistent": len(ratios) - passed}


def _stack(data: CaseInput) -> FloatArray:
    if data.get("raw") is not None:
        return decode_raw(data)
    return uppers(need(data, "individual_uppers"), "individual_uppers")


def _expert_weights(data: CaseInput) -> list[float] | None:
    given = data.get("expert_weights")
    return None if given is None else numbers(given, "expert_weights")


def ahp_hierarchy(data: CaseInput, context: str) -> Computed:
    """Local weights, global weights and CR of a hierarchy."""
    method = weighting(data)
    children: dict[str, list[str]] = {}
    local: dict[str, list[float]] = {}
    ratios: dict[str, float] = {}
    for name, body in mapping(need(data, "nodes"), "nodes").items():
        node = mapping(body, name)
        children[name] = [str(c) for c in sequence(need(node, "children"), f"{name}/children")]
        if node.get("weights") is not None:
            local[name] = numbers(node["weights"], f"{name}/weights")
            ratios[name] = 0.0
            continue
        array = filled_matrix(node) if len(children[name]) > 1 else np.ones((1, 1))
        weights = weigh(array, method)
        n = array.shape[0]
        local[name] = weights.tolist()
        if n > 2:
            lambda_max = lambda_of(array, weights, text(data, "lambda"))
            ratios[name] = ci_cr(lambda_max, n, resolve_ri(data, n, context))[1]
        else:
            ratios[name] = 0.0
    root = text(data, "root")
    result = hierarchy_weights(root, children, local)
    everything = {**result.nodes, **result.leaves}
    return {
        "alternatives": {**result.nodes, **result.leaves},
        "leaves": everything,
        "nodes": everything,
        "locals": local,
        "CR": ratios,
        "_root_CR": ratios[root],
        "_children": children,
    }


def ahp_hierarchy_cr(data: CaseInput, _: str) -> Computed:
    """Consistency ratio of a level."""
    formula = re.sub(r"[\s*·]", "", text(data, "formula", "CR=sum(a_jCI_j)/sum(a_jRI_j)")).lower()
    if "sum(a_jri_j)" not in formula and "ri" not in formula.partition("/")[2]:
        raise InvalidInput(
            f"看不懂公式“{formula}”", where="formula", cure="sum(a_j CI_j)/sum(a_j RI_j)"
        )
    weights = numbers(need(data, "weights"), "weights")
    ri = data.get("RI")
    shared = [number(ri, "RI")] * len(weights) if not isinstance(ri, list) else numbers(ri, "RI")
    return {"CR": hierarchy_cr(weights, numbers(need(data, "CI"), "CI"), shared)}


def ahp_hierarchy_sum(data: CaseInput, _: str) -> Computed:
    """Weighted sum of local weights."""
    local = numbers(need(data, "local"), "local")
    weights = numbers(need(data, "weights"), "weights")
    return {"value": float(synthesize(weights, [local]).totals[0])}


def ahp_rating_scale(data: CaseInput, _: str) -> Computed:
    """Intensities of rating levels."""
    weights = weigh(full_matrix(data), weighting(data))
    how = text(data, "normalise", "ideal").lower()
    return {"intensities": rating_intensities(weights, "ideal" if "ideal" in how else "sum")}


def ahp_sensitivity(data: CaseInput, _: str) -> Computed:
    """Uncertainty of a weight from one judgement."""
    plus, minus = weight_uncertainty(
        number(need(data, "x"), "x"),
        number(need(data, "dx"), "dx"),
        int(number(data.get("n", 2), "n")),
    )
    return {"plus": plus, "minus": minus}


def weighted_score(data: CaseInput, _: str) -> Computed:
    """Totals of alternatives by absolute measurement."""
    weights = weigh(from_upper(sequence(need(data, "upper"), "upper")), weighting(data))
    scores = table(need(data, "scores"), "scores")
    return {"totals": synthesize(weights, scores, "absolute").totals}
