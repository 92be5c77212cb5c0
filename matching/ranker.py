"""The cold-start ranker: fixed rule weights, one stated formula, no training data.

``score = 100 · Σ w_d · s_d / Σ w_d`` over the dimensions ``d`` that the demand asks for; ``s_d`` is
0 where the supply is silent. The text similarity is ``s = t / (t + 0.15)`` with
``t = (2 · bm25 / bm25_max + cos_full + cos_title) / 4`` on character bigrams.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from matching.candidates import Channel, Floats
from matching.types import Dimension

WEIGHTS: Final[Mapping[Dimension, float]] = MappingProxyType(
    {
        Dimension.TEXT: 45.0,
        Dimension.CONCEPT: 20.0,
        Dimension.DISEASE: 10.0,
        Dimension.FIELD: 10.0,
        Dimension.SCENE: 5.0,
        Dimension.MATURITY: 5.0,
        Dimension.MODE: 5.0,
    }
)
"""Judgement, not fitted: no labelled data with these fields exists yet."""
HALF_WAY: Final = 0.15
"""Raw text similarity that counts as half; it bends the scale and never changes the order."""


def raw_text_similarity(channel: Channel, title: str, full: str) -> Floats:
    """Return the text similarity of every document to a demand.

    Parameters
    ----------
    channel
        Character bigrams of the documents.
    title, full
        Normalised title, and title with description, of the demand.

    Returns
    -------
    ndarray of shape (n,)
        Values from 0 to 1: half from BM25 over its bound, a quarter from each cosine.

    Notes
    -----
    A weighted sum of normalised scores, not a fusion of ranks: Bruch, S., Gai, S., & Ingber, A.
    (2023). An analysis of fusion functions for hybrid retrieval. ACM TOIS, 42(1).
    """
    bound = max(channel.best_possible(full), 1e-9)
    mixed = 2 * channel.bm25_scores(full) / bound + channel.cosine(full) + channel.cosine(title)
    return np.clip(mixed / 4, 0.0, 1.0)


def bend(raw: float) -> float:
    """Return ``t / (t + 0.15)``: 0 stays 0, 0.15 becomes a half."""
    return raw / (raw + HALF_WAY)


def points(components: Mapping[Dimension, float | None]) -> dict[Dimension, float]:
    """Return the points of the score per dimension; they add up to the total.

    Parameters
    ----------
    components
        Similarity per dimension that the demand asks for, 0 to 1, None where undisclosed.

    Returns
    -------
    dict
        Points of each dimension, 0 to 100 altogether.
    """
    whole = sum(WEIGHTS[d] for d in components)
    return {d: 100 * WEIGHTS[d] * (s or 0.0) / whole for d, s in components.items()}


def total(components: Mapping[Dimension, float | None]) -> float:
    """Return the score, 0 to 100; 0 when nothing is asked."""
    return sum(points(components).values()) if components else 0.0
