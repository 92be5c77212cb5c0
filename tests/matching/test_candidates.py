"""BM25, TF-IDF and diversity against hand calculation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.candidates import build_channel, top
from matching.diversify import diversify

DOCS = ["a b a", "b c", "c d d d"]


def test_bm25_by_hand() -> None:
    channel = build_channel(DOCS, str.split)
    mean = (3 + 2 + 4) / 3
    idf_a = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    idf_b = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def weight(idf: float, tf: int, length: int) -> float:
        return idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / mean))

    expected = [weight(idf_a, 2, 3) + weight(idf_b, 1, 3), weight(idf_b, 1, 2), 0.0]
    assert channel.bm25_scores("a b x") == pytest.approx(expected)
    assert channel.best_possible("a b") == pytest.approx((idf_a + idf_b) * 2.2)


def test_cosine_by_hand() -> None:
    channel = build_channel(DOCS, str.split)
    idf = {"a": math.log(1 + 2.5 / 1.5), "b": math.log(1 + 1.5 / 2.5)}
    first = np.array([(1 + math.log(2)) * idf["a"], idf["b"]])
    query = np.array([idf["a"], idf["b"]])
    expected = first @ query / (np.linalg.norm(first) * np.linalg.norm(query))
    assert channel.cosine("a b")[0] == pytest.approx(expected)
    assert channel.cosine("d d d c")[2] == pytest.approx(1.0)


@given(st.lists(st.text("abcd ", max_size=12), max_size=6), st.text("abcde ", max_size=12))
def test_scores_are_finite_and_bounded(docs: list[str], query: str) -> None:
    channel = build_channel(docs, str.split)
    bm25, cosine = channel.bm25_scores(query), channel.cosine(query)
    assert bm25.shape == cosine.shape == (len(docs),)
    assert np.isfinite(bm25).all()
    assert (bm25 <= channel.best_possible(query) + 1e-9).all()
    assert (cosine <= 1 + 1e-9).all()
    assert (cosine >= 0).all()


def test_top_leaves_out_zero_and_breaks_ties_by_position() -> None:
    assert top(np.array([0.0, 2.0, 1.0, 2.0]), 3).tolist() == [1, 3, 2]


def test_near_duplicate_and_fourth_of_one_holder_give_way() -> None:
    scores = np.array([90.0, 89.0, 80.0, 70.0, 60.0, 10.0])
    same = np.eye(6)
    same[0, 1] = same[1, 0] = 0.99
    chosen = diversify(scores, same, ["h", "x", "h", "h", "h", None], 6)
    assert chosen == [0, 2, 3, 5]
    assert diversify(scores, same, [None] * 6, 2) == [0, 2]
