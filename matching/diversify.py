"""A list worth reading: no near-duplicates, no organisation taking all places."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from matching.candidates import Floats

LAMBDA: Final = 0.7
SAME: Final = 0.92
"""Cosine above which two supplies are the same thing told twice."""


def diversify(
    scores: Floats,
    similarity: Floats,
    organisations: Sequence[str | None],
    count: int,
    *,
    cap: int = 3,
) -> list[int]:
    """Choose by maximal marginal relevance with a cap per organisation.

    Parameters
    ----------
    scores
        Scores of the candidates, 0 to 100, shape (n,).
    similarity
        Cosine between candidates, shape (n, n).
    organisations
        Key of the holder per candidate; None is never capped.
    count
        How many to choose.
    cap
        Most candidates of one organisation.

    Returns
    -------
    list of int
        Positions chosen, the highest score first.

    References
    ----------
    Carbonell, J., & Goldstein, J. (1998). The use of MMR, diversity-based reranking for reordering
    documents and producing summaries. SIGIR '98, 335-336.
    """
    left = list(range(len(scores)))
    chosen: list[int] = []
    taken: Counter[str] = Counter()
    nearest = np.zeros(len(scores))
    while left and len(chosen) < count:
        gain = LAMBDA * scores / 100 - (1 - LAMBDA) * nearest
        best = max(left, key=lambda i: (gain[i], scores[i], -i))
        left.remove(best)
        holder = organisations[best]
        if nearest[best] >= SAME or (holder is not None and taken[holder] >= cap):
            continue
        chosen.append(best)
        if holder is not None:
            taken[holder] += 1
        nearest = np.maximum(nearest, similarity[best])
    return sorted(chosen, key=lambda i: (-scores[i], i))
