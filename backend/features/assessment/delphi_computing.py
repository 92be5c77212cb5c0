"""From the opened answers of a round to its figures: one place where they are read together.

Experts stand in rows, items in columns; statistics of items are compared within one level of
the tree, because a dimension and a leaf are not asked the same question (clause 5.1.2.2.3).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from evaluation import (
    EvaluationError,
    IndicatorTree,
    ScreenRule,
    Stability,
    StopRule,
    active_coefficient,
    authority,
    delphi_weights,
    item_stats,
    kendall_w,
    mean_spearman,
    round_stability,
    stop_decision,
    threshold_screen,
)
from evaluation.provenance import VERSION, FloatArray, inputs_hash, to_json

Json = dict[str, Any]
ADVISED = 10
FEWEST = 3
LEVELS = {1: "一级指标", 2: "二级指标", 3: "三级指标"}
VERDICTS = {"keep": "保留", "discuss": "讨论", "delete": "建议删除"}
KENDALL_SEED = 20_260_101


@dataclass(frozen=True)
class RoundRules:
    """What a study fixed before its first round."""

    scale_max: int
    familiarity: str
    basis: str
    stop: StopRule
    screen: ScreenRule


def tree_items(tree: IndicatorTree) -> list[Json]:
    """Return the nodes below the goal as items, in the order of the tree."""
    return [
        {
            "code": node.code,
            "name": node.name,
            "definition": node.definition,
            "level": len(tree.path(node.code)),
            "parent": tree.parents[node.code],
            "added": False,
        }
        for node in tree.root.walk()
        if node.code != tree.root.code
    ]


def rating_array(table: Json) -> FloatArray:
    """Return the kept ratings, experts in rows, NaN where there is none."""
    return np.array(
        [[np.nan if value is None else float(value) for value in row] for row in table["ratings"]],
        dtype=np.float64,
    ).reshape(len(table["experts"]), len(table["items"]))


def round_table(items: Sequence[Json], answers: Mapping[str, Json], sent: int) -> Json:
    """Return the answers by pseudonym in the form that ``hepabridge delphi`` reads."""
    experts = sorted(answers)
    return {
        "experts": experts,
        "items": [item["code"] for item in items],
        "sent": sent,
        "ratings": [[answers[e]["ratings"].get(item["code"]) for item in items] for e in experts],
        "authority": [answers[e]["statement"] for e in experts],
    }


def round_result(
    items: Sequence[Json],
    table: Json,
    rules: RoundRules,
    earlier: Sequence[tuple[Json, Json]],
    *,
    commented: int,
) -> Json:
    """Compute a round.

    Parameters
    ----------
    items
        As asked.
    table
        As made by `round_table`.
    rules
        Of the study.
    earlier
        Table and result of each earlier round.
    commented
        How many experts wrote a comment or a suggestion.

    Raises
    ------
    EvaluationError
        An item that nobody rated, or too few answers.
    """
    ratings = rating_array(table)
    codes = list(table["items"])
    panel, single = authority(table["authority"], rules.basis, rules.familiarity)
    recovery = active_coefficient(int(table["sent"]), len(table["experts"]), commented)
    stats = item_stats(ratings, rules.scale_max, items=codes, experts=table["experts"])
    screened, limits = _screen(items, ratings, rules)
    concordance = _concordances(items, ratings)
    stability = _stability(table, earlier[-1][0]) if earlier else None
    decision = stop_decision(
        stats,
        [*(past["recovery"]["value"] for _, past in earlier), recovery.value],
        [*(past["concordance"]["all"]["W"] or 0.0 for _, past in earlier),
         concordance["all"]["W"] or 0.0],
        stability,
        rules.stop,
    )  # fmt: skip
    moved = _changes(table, earlier[-1][0], stability) if earlier and stability else {}
    value = to_json(
        {
            "experts": len(table["experts"]),
            "sent": table["sent"],
            "recovery": {
                "value": recovery.value,
                "word": recovery.word,
                "commented": recovery.commented,
            },
            "authority": {
                "Ca": panel.Ca,
                "Cs": panel.Cs,
                "Cr": panel.Cr,
                "accepted": panel.accepted,
                "basis": rules.basis,
                "familiarity": rules.familiarity,
                "lowest": min(expert.Cr for expert in single),
                "highest": max(expert.Cr for expert in single),
            },
            "items": [
                {
                    "code": item["code"],
                    "name": item["name"],
                    "level": item["level"],
                    "parent": item["parent"],
                    "n": int(stats.n[j]),
                    "mean": stats.mean[j],
                    "sd": stats.sd[j],
                    "cv": stats.cv[j],
                    "full_share": stats.full_share[j],
                    "median": stats.median[j],
                    "q1": stats.q1[j],
                    "q3": stats.q3[j],
                    "iqr": stats.iqr[j],
                    "top_two": stats.top_two[j],
                    **screened[item["code"]],
                    "changed": moved.get(item["code"], {}).get("changed"),
                    "stable": moved.get(item["code"], {}).get("stable"),
                }
                for j, item in enumerate(items)
            ],
            "limits": limits,
            "concordance": concordance,
            "stability": None
            if stability is None
            else {
                "median_changed": stability.median_changed,
                "stable_items": int(np.sum(stability.stable)),
                "compared_items": int(stability.stable.size),
            },
            "stop": {
                "stop": decision.stop,
                "reached": decision.reached,
                "reasons": decision.reasons,
                "head": _head(stop=decision.stop, reached=decision.reached),
            },
            "inputs_hash": inputs_hash(table),
            "version": VERSION,
        }
    )
    assert isinstance(value, dict)  # noqa: S101 - an object by construction
    return value


def _head(*, stop: bool, reached: bool) -> str:
    if reached:
        return "可以停止：各项停止条件均已达到"
    return "停止：已到轮次上限" if stop else "继续下一轮"


def _columns(items: Sequence[Json], level: int) -> list[int]:
    return [j for j, item in enumerate(items) if item["level"] == level]


def _screen(
    items: Sequence[Json], ratings: FloatArray, rules: RoundRules
) -> tuple[dict[str, Json], list[Json]]:
    verdicts: dict[str, Json] = {}
    limits = []
    for level in sorted({item["level"] for item in items}):
        own = _columns(items, level)
        codes = [items[j]["code"] for j in own]
        if len(own) < 2:
            kept = {"failed": [], "absolute": [], "verdict": "keep", "verdict_label": "保留"}
            verdicts |= dict.fromkeys(codes, kept)
            continue
        found = threshold_screen(
            item_stats(ratings[:, own], rules.scale_max, items=codes), rules.screen
        )
        limits.append(
            {
                "level": level,
                "label": LEVELS.get(level, f"{level} 级指标"),
                "mean": found.mean_limit,
                "full_share": found.full_limit,
                "cv": found.cv_limit,
            }
        )
        verdicts |= {
            row.item: {
                "failed": list(row.failed),
                "absolute": list(row.absolute),
                "verdict": row.verdict,
                "verdict_label": VERDICTS[row.verdict],
            }
            for row in found.items
        }
    return verdicts, limits


def _concordances(items: Sequence[Json], ratings: FloatArray) -> Json:
    found = {"all": _concordance(ratings)}
    for level in sorted({item["level"] for item in items}):
        found[str(level)] = _concordance(ratings[:, _columns(items, level)])
    return found


def _concordance(ratings: FloatArray) -> Json:
    """Return W with χ², F and permutation p; gaps give W from rank correlations, without p.

    Which p is reported follows the size of the table; the permutation stands beside it always.
    """
    empty = dict.fromkeys(
        ("chi2", "df", "p_chi2", "F", "p_f", "p_permutation", "draws", "p", "p_method", "word")
    )
    base: Json = {"W": None, **empty, "m": ratings.shape[0], "n": ratings.shape[1], "note": ""}
    if min(ratings.shape) < 2:
        return {**base, "note": "至少需要两位专家和两个条目"}
    try:
        if bool(np.isnan(ratings).any()):
            w, _, pairs = mean_spearman(ratings)
            return {**base, "W": w, "note": f"有缺评，由 {pairs} 对专家的秩相关推算，不给 p 值"}
        reported = kendall_w(ratings, seed=KENDALL_SEED)
        found = kendall_w(ratings, seed=KENDALL_SEED, p="permutation")
    except EvaluationError as error:
        return {**base, "note": error.message}
    return {
        **base,
        "W": found.W,
        "chi2": found.chi2,
        "df": found.df,
        "p_chi2": found.p_chi2,
        "F": found.F,
        "p_f": found.p_f,
        "p_permutation": found.p_permutation,
        "draws": found.draws,
        "p": reported.p,
        "p_method": reported.p_method,
        "word": found.word,
    }


def _common(now: Json, before: Json) -> tuple[list[str], list[str]]:
    experts = [name for name in now["experts"] if name in before["experts"]]
    return experts, [code for code in now["items"] if code in before["items"]]


def _slice(table: Json, experts: Sequence[str], items: Sequence[str]) -> FloatArray:
    rows = [table["experts"].index(name) for name in experts]
    columns = [table["items"].index(code) for code in items]
    return np.asarray(rating_array(table)[np.ix_(rows, columns)])


def _stability(now: Json, before: Json) -> Stability | None:
    """Compare the experts and items of both rounds; None if there are too few."""
    experts, items = _common(now, before)
    try:
        return round_stability(_slice(before, experts, items), _slice(now, experts, items))
    except EvaluationError:
        return None


def _changes(now: Json, before: Json, found: Stability) -> dict[str, Json]:
    _, items = _common(now, before)
    return {
        code: {"changed": float(found.changed[j]), "stable": bool(found.stable[j])}
        for j, code in enumerate(items)
    }


def shuffled(texts: Sequence[str], seed: str) -> list[str]:
    """Return comments in an order that says nothing about who wrote them."""
    order = sorted(texts)
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, not a secret
    return order


def study_weights(tree: IndicatorTree, table: Json, rules: RoundRules) -> Json:
    """Return local and leaf weights from the last round, weighted by authority.

    Parameters
    ----------
    tree
        The tree as it stands after the study; all its nodes were rated.
    table, rules
        Last round.
    """
    ratings = rating_array(table)
    _, single = authority(table["authority"], rules.basis, rules.familiarity)
    shares = [expert.Cr for expert in single]
    column = {code: j for j, code in enumerate(table["items"])}
    local: dict[str, float] = {}
    for node in tree.inner:
        children = [child.code for child in node.children]
        found = delphi_weights(ratings[:, [column[code] for code in children]], shares).weights
        local |= dict(zip(children, (float(weight) for weight in found), strict=True))
    leaves = {}
    for leaf in tree.leaves:
        weight = 1.0
        for step in tree.path(leaf.code):
            weight *= local[step.code]
        leaves[leaf.code] = weight
    return {"local": local, "leaves": leaves, "method": "delphi_authority_weighted_means"}
