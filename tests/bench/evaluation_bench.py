"""Speed and memory of the evaluation package against AHPy and a bare batched `eig`."""

import itertools
import time
import tracemalloc
from collections.abc import Callable

import ahpy
import numpy as np

from evaluation import aggregate_judgements, bootstrap_panel, consistency_batch, kendall_w

SEED = 20261120
SCALE = np.array([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1, 3, 5, 7, 9])


def _matrices(count: int, n: int) -> np.ndarray:
    """Return random reciprocal matrices on Saaty's scale, shape (count, n, n)."""
    rng = np.random.default_rng(SEED)
    stack = np.ones((count, n, n))
    for i, j in itertools.combinations(range(n), 2):
        values = rng.choice(SCALE, size=count)
        stack[:, i, j], stack[:, j, i] = values, 1 / values
    return stack


def _best(run: Callable[[], object], times: int) -> float:
    """Return the best wall time in milliseconds."""
    spans = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        spans.append(time.perf_counter() - began)
    return min(spans) * 1000


def _peak(run: Callable[[], object]) -> float:
    """Return the peak of traced memory in MiB."""
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def _ahpy(stack: np.ndarray) -> None:
    names = [str(k) for k in range(stack.shape[1])]
    for matrix in stack:
        pairs = {
            (names[i], names[j]): float(matrix[i, j])
            for i, j in itertools.combinations(range(len(names)), 2)
        }
        compare = ahpy.Compare("bench", pairs, precision=6)
        _ = compare.target_weights, compare.consistency_ratio


def run_evaluation_bench() -> dict:
    """Return times, ratios and memory of the tasks that issue and handbook name."""
    stack = _matrices(1000, 9)
    ours = _best(lambda: consistency_batch(stack), 7)
    eig = _best(lambda: np.linalg.eig(stack), 7)
    sample = stack[:50]
    peer = _best(lambda: _ahpy(sample), 2) * len(stack) / len(sample)
    ratings = np.random.default_rng(SEED).integers(1, 6, size=(30, 60)).astype(float)

    def permutation() -> object:
        return kendall_w(ratings, p="permutation", draws=10_000, seed=SEED)

    judges = _matrices(200, 5)

    def group() -> None:
        consistency_batch(judges)
        aggregate_judgements(judges)
        bootstrap_panel(judges, seed=SEED)

    return {
        "1,000 matrices n=9: weights and CR, ms": round(ours, 2),
        "AHPy, the same (50 measured, scaled), ms": round(peer, 0),
        "bare batched numpy.linalg.eig, ms": round(eig, 2),
        "AHPy ÷ ours (aim ≥ 100)": round(peer / ours, 0),
        "ours ÷ bare eig (aim ≤ 3)": round(ours / eig, 2),
        "peak memory of 1,000 matrices, MiB": round(_peak(lambda: consistency_batch(stack)), 1),
        "Kendall W, 30 × 60, 10,000 permutations, ms": round(_best(permutation, 3), 0),
        "its peak memory, MiB": round(_peak(permutation), 1),
        "group of 200 judges n=5: CR of each, AIJ, bootstrap of 1,000, ms": round(
            _best(group, 3), 1
        ),
        "its peak memory, MiB (group)": round(_peak(group), 1),
    }
