"""Measures against hand calculation and scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from matching.offline import dcg, evaluate, ndcg, precision, recall, reciprocal_rank


def test_dcg_by_hand() -> None:
    by_hand = 7 + 3 / math.log2(3) + 7 / 2 + 0 + 1 / math.log2(6) + 3 / math.log2(7)
    assert dcg([3, 2, 3, 0, 1, 2]) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(13.84826, abs=1e-5)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12).filter(any))
def test_ndcg_equals_scikit_learn(grades: list[int]) -> None:
    ids = [str(i) for i in range(len(grades))]
    gains = np.array([[2.0**g - 1 for g in grades]])
    scores = np.array([list(range(len(grades), 0, -1))], dtype=float)
    ours = ndcg(ids, dict(zip(ids, grades, strict=True)))
    assert ours == pytest.approx(ndcg_score(gains, scores, k=10))


def test_binary_measures_by_hand() -> None:
    ranking, relevant = ["a", "b", "c", "d"], {"b", "d", "z"}
    assert precision(ranking, relevant, k=4) == 0.5
    assert recall(ranking, relevant, k=4) == pytest.approx(2 / 3)
    assert reciprocal_rank(ranking, relevant) == 0.5
    assert reciprocal_rank(ranking, {"d"}, k=3) == 0.0
    assert recall(ranking, set()) is None
    assert ndcg(ranking, {"a": 0}) is None


def test_queries_without_relevant_documents_are_left_out_and_missing_rankings_score_zero() -> None:
    made = evaluate({"q1": ["a"]}, {"q1": {"a": 1}, "q2": {"b": 1}, "q3": {"c": 0}})
    assert made["ndcg@10"] == 0.5
    assert made["mrr@10"] == 0.5
    assert made["queries"] == 2
