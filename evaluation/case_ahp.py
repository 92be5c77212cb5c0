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
    filled,
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
from evaluation.consistency_indices import CR_LIMIT, hierarchy_cr, koczkodaj
from evaluation.errors import InvalidInput, InvalidMatrix, UnknownChoice
from evaluation.group import (
    aggregate_judgements,
    aggregate_priorities,
    consensus_s_star,
    expert_weights_of,
)
from evaluation.incomplete import completed
from evaluation.matrices import parse_judgement, upper_of, validate_matrix
from evaluation.priority_methods import principal
from evaluation.provenance import FloatArray
from evaluation.repair import harker_ratio, nearest_scale, with_judgement
from evaluation.sensitivity import weight_uncertainty
from evaluation.synthesis import hierarchy_weights, rating_intensities, synthesize

Lookup = Callable[[str], CaseInput]


def ahp_matrix(data: CaseInput, context: str) -> Computed:
    """Weights and consistency of one matrix."""
    method = weighting(data)
    array = filled(full_matrix(data), method)
    n = array.shape[0]
    weights = weigh(array, method)
    lambda_max = lambda_of(array, weights, text(data, "lambda"))
    return {
        "weights": weights,
        "lambda_max": lambda_max,
        "CI": lambda: ci_cr(lambda_max, n, 1.0)[0],
        "CR": lambda: _cr(lambda_max, n, data, context),
        "koczkodaj": koczkodaj(array),
    }


def _cr(lambda_max: float, n: int, data: CaseInput, context: str) -> float:
    """Return CR; the random index is looked up only where there is one."""
    return ci_cr(lambda_max, n, resolve_ri(data, n, context))[1] if n > 2 else 0.0


def ahp_validation(data: CaseInput, context: str) -> Computed:
    """Say whether a published matrix is reciprocal and what it would give if it were computed.

    Zero, negative and missing cells are not reciprocal, and nothing else is computed from them.
    """
    cells = [sequence(row, "matrix") for row in sequence(need(data, "matrix"), "matrix")]
    array = table(cells, "matrix")
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        raise InvalidMatrix(f"形状为 {array.shape}", where="matrix", cure="判断矩阵须为方阵")
    if not bool(np.all(array > 0)):
        return {"reciprocal": False}
    try:
        validate_matrix(array, scale="any")
        reciprocal = True
    except InvalidMatrix:
        reciprocal = False
    return ahp_matrix(data, context) | {"reciprocal": reciprocal}


def ahp_error_matrix(data: CaseInput, _: str) -> Computed:
    """Sizes of the judgement errors in upper-triangle order."""
    method = weighting(data)
    array = filled(full_matrix(data), method)
    size = _error_sizes(array, weigh(array, method))
    return {"errors": upper_of(size), "_table": size}


def _error_sizes(array: FloatArray, weights: FloatArray) -> FloatArray:
    """Return max(e, 1/e) of e_ij = a_ij w_j / w_i; the upper triangle decides."""
    error = np.triu(array * weights[None, :] / weights[:, None], 1)
    size = np.triu(np.maximum(error, 1 / np.where(error > 0, error, 1.0)), 1)
    return np.asarray(size + size.T + np.eye(array.shape[0]))


def ahp_repair(data: CaseInput, context: str) -> Computed:
    """Worst judgement and its replacement: Harker's unless the rule says otherwise."""
    array = filled(full_matrix(data))
    n = array.shape[0]
    weights = weigh(array, "eigenvector")
    sizes = np.triu(_error_sizes(array, weights), 1)
    # With three elements all errors are equal: rounding must not choose among them.
    first = int(np.argmax(sizes >= sizes.max() * (1 - 1e-9)))
    worst = (first // n, first % n)
    given = data.get("replaced_pair")
    pair = worst if given is None else _place(given, data.get("items"), n)
    rule = text(data, "rule", "harker").lower()
    if "harker" in rule:
        value = harker_ratio(array, pair)
    elif "nearest" in rule:
        value = nearest_scale(float(weights[pair[0]] / weights[pair[1]]))
    elif "w_i/w_j" in rule.replace(" ", ""):
        value = float(weights[pair[0]] / weights[pair[1]])
    else:
        raise UnknownChoice(f"看不懂规则“{rule}”", where="rule", cure="Harker、nearest、w_i/w_j")
    after = with_judgement(array, pair, value)
    return {
        "worst_pair": list(worst),
        "worst_error": float(sizes[worst]),
        "replacement": value,
        "replacement_inverse": 1 / value,
        "CR_after": lambda: _cr(float(principal(after)[1]), n, data, context),
    }


def _place(given: object, items: object, n: int) -> tuple[int, int]:
    """Read a pair of indices from zero, or of names."""
    pair = sequence(given, "replaced_pair")
    names = [str(item) for item in items] if isinstance(items, list) else []
    if len(pair) == 2 and all(isinstance(p, str) and p in names for p in pair):
        return names.index(str(pair[0])), names.index(str(pair[1]))
    places = [int(v) for v in numbers(given, "replaced_pair")]
    if len(places) != 2 or places[0] == places[1] or not all(0 <= p < n for p in places):
        raise InvalidInput(
            f"没有第 {places} 对", where="replaced_pair", cure=f"两个序号，从 0 到 {n - 1}"
        )
    return places[0], places[1]


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
    result = completed(array, method, items=names)
    missing: dict[str, float] = {}
    for i, j, value in result.missing:
        for a, b, v in ((i, j, value), (j, i, 1 / value)):
            for key in (f"{names[a]}-{names[b]}", f"{names[a]}{names[b]}", f"{a}-{b}", f"{a},{b}"):
                missing.setdefault(key, v)
            missing.setdefault(f"{names[a]}/{names[b]}", v)
            missing.setdefault(f"{names[a]},{names[b]}", v)
    return {
        "weights": result.weights,
        "CR": lambda: _cr(result.lambda_max, n, data, context),
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
        judgement = float(parse_judgement(value, f"known/{key}"))  # type: ignore[arg-type]
        if abs(array[i, j] / judgement - 1) > 0.01:
            raise InvalidInput("正反两个回答不互反", where=f"known/{key}", cure="每一对只答一次")
        array[i, j], array[j, i] = judgement, 1 / judgement
    return array


def _pair(key: str, position: Mapping[str, int]) -> tuple[int, int]:
    for cut in range(1, len(key)):
        first, second = key[:cut].strip("-/, ()"), key[cut:].strip("-/, ()")
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
    if "arith" not in how and "geom" not in how:
        raise UnknownChoice(f"没有合成“{how}”", where="aggregation", cure="geometric、arithmetic")
    vectors = np.array([weigh(filled(array, method), method) for array in stack])
    shares = _expert_weights(data)
    if "geom" in how and re.search("not normal|unnormal|raw", how):
        logs = expert_weights_of(shares, len(vectors)) @ np.log(vectors)
        return {"weights": np.exp(logs)}
    return {
        "weights": aggregate_priorities(
            vectors, shares, "arithmetic" if "arith" in how else "geometric"
        ).weights
    }


def ahp_group_screen(data: CaseInput, context: str, lookup: Lookup) -> Computed:
    """Count judges within the CR limit."""
    source = data
    if data.get("same_raw_as") is not None:
        source = lookup(text(data, "same_raw_as"))
    stack = np.array([filled(array) for array in _stack(source)])
    n = stack.shape[-1]
    ri = resolve_ri(data, n, context) if n > 2 else 1.0
    ratios = (principal(stack)[1] - n) / max(1, n - 1) / ri
    limit = number(data.get("threshold", CR_LIMIT), "threshold")
    passed = int(np.count_nonzero(ratios <= limit + 1e-12))
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
    lambdas: dict[str, tuple[int, float]] = {}
    for name, body in mapping(need(data, "nodes"), "nodes").items():
        node = mapping(body, name)
        children[name] = [str(c) for c in sequence(need(node, "children"), f"{name}/children")]
        if node.get("weights") is not None:
            local[name] = numbers(node["weights"], f"{name}/weights")
            lambdas[name] = (0, 0.0)
            continue
        own = weighting(node) if node.get("method") else method
        array = filled(full_matrix(node), own) if len(children[name]) > 1 else np.ones((1, 1))
        weights = weigh(array, own)
        n = array.shape[0]
        local[name] = weights.tolist()
        lambdas[name] = (n, lambda_of(array, weights, text(data, "lambda")))
    root = text(data, "root")
    result = hierarchy_weights(root, children, local)
    everything = {**result.nodes, **result.leaves}
    alternatives: dict[str, float] = everything
    if text(data, "mode"):
        found = synthesize({root: children[root], **children}, local, text(data, "mode"))
        alternatives = dict(zip(found.alternatives, found.totals.tolist(), strict=True))

    def ratio(name: str) -> float:
        n, lambda_max = lambdas[name]
        return _cr(lambda_max, n, data, context)

    return {
        "alternatives": alternatives,
        "leaves": everything,
        "nodes": everything,
        "locals": local,
        "CR": lambda: {name: ratio(name) for name in lambdas},
        "_root_CR": lambda: ratio(root),
        "_leaf_values": list((alternatives if text(data, "mode") else result.leaves).values()),
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
    method = weighting(data)
    weights = weigh(filled(full_matrix(data), method), method)
    how = text(data, "normalise", "ideal").lower()
    ideal = "ideal" in how or "max" in how
    if not ideal and not re.search("sum|none|false", how):
        raise UnknownChoice(f"没有归一“{how}”", where="normalise", cure="ideal、sum")
    return {"intensities": rating_intensities(weights, "ideal" if ideal else "sum")}


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
    method = weighting(data)
    weights = weigh(filled(full_matrix(data), method), method)
    scores = table(need(data, "scores"), "scores")
    return {"totals": synthesize(weights, scores, "absolute").totals}
