"""Measures of a ranking against graded judgements."""

import math
from collections.abc import Mapping, Sequence

import numpy as np


def dcg(grades: Sequence[float]) -> float:
    """Return ``Σ (2^g - 1) / log2(rank + 1)``."""
    return sum((2**g - 1) / math.log2(rank + 1) for rank, g in enumerate(grades, 1))


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float | None:
    """Return the normalised discounted cumulated gain of the first ``k``.

    Parameters
    ----------
    ranking
        Ids, best first.
    grades
        Judged ids; an id not judged counts as grade 0.
    k
        Depth, at least 1.

    Returns
    -------
    float or None
        0 to 1; None when no id is relevant, so that the query cannot be scored.

    References
    ----------
    Järvelin, K., & Kekäläinen, J. (2002). Cumulated gain-based evaluation of IR techniques. ACM
    TOIS, 20(4), 422-446, with the exponential gain of Burges et al. (2005).
    """
    best = dcg(sorted(grades.values(), reverse=True)[:k])
    return dcg([grades.get(i, 0) for i in ranking[:k]]) / best if best > 0 else None


def precision(ranking: Sequence[str], relevant: set[str], k: int = 10) -> float:
    """Return the share of relevant ids among the first ``k`` places."""
    return sum(i in relevant for i in ranking[:k]) / k


def recall(ranking: Sequence[str], relevant: set[str], k: int = 100) -> float | None:
    """Return the share of the relevant ids found in the first ``k``; None without any."""
    return sum(i in relevant for i in ranking[:k]) / len(relevant) if relevant else None


def reciprocal_rank(ranking: Sequence[str], relevant: set[str], k: int = 10) -> float:
    """Return one over the rank of the first relevant id, 0 when none is in the first ``k``."""
    return next((1 / rank for rank, i in enumerate(ranking[:k], 1) if i in relevant), 0.0)


def evaluate(
    rankings: Mapping[str, Sequence[str]],
    judgements: Mapping[str, Mapping[str, int]],
    *,
    relevant_from: int = 1,
) -> dict[str, float]:
    """Return mean nDCG@10, P@10, R@100 and MRR@10 over the queries that can be scored.

    Parameters
    ----------
    rankings
        Query to ids, best first; a judged query without a ranking scores 0.
    judgements
        Query to graded ids.
    relevant_from
        Least grade that counts as relevant for the binary measures.

    Returns
    -------
    dict
        The four means and ``queries``, the number of queries behind nDCG.
    """
    rows: dict[str, list[float]] = {"ndcg@10": [], "p@10": [], "r@100": [], "mrr@10": []}
    for query, grades in judgements.items():
        ranking = rankings.get(query, ())
        gain = ndcg(ranking, grades)
        if gain is not None:
            rows["ndcg@10"].append(gain)
        relevant = {i for i, g in grades.items() if g >= relevant_from}
        found = recall(ranking, relevant)
        if found is not None:
            rows["r@100"].append(found)
            rows["p@10"].append(precision(ranking, relevant))
            rows["mrr@10"].append(reciprocal_rank(ranking, relevant))
    means = {name: float(np.mean(values)) if values else 0.0 for name, values in rows.items()}
    return {**means, "queries": float(len(rows["ndcg@10"]))}
