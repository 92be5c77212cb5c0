"""Speed and memory of the evaluation package against AHPy, a bare batched `eig` and plain loops."""

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


def _shuffle_loop(ratings: np.ndarray, draws: int) -> None:
    """Permute every rater on its own, draw by draw, as statistics texts write it."""
    rng = np.random.default_rng(SEED)
    for _ in range(draws):
        total = sum(rng.permutation(row) for row in ratings)
        _ = ((total - total.mean()) ** 2).sum()


def run_evaluation_bench() -> dict:
    """Return times, ratios and memory of the tasks that issue and handbook name."""
    stack = _matrices(1000, 9)
    # All three by turns, so that a busy machine is busy for each of them.
    rounds = [
        (
            _best(lambda: consistency_batch(stack), 3),
            _best(lambda: np.linalg.eig(stack), 2),
            _best(lambda: _ahpy(stack), 1),
        )
        for _ in range(3)
    ]
    ours, eig, peer = (min(column) for column in zip(*rounds, strict=True))
    ratings = np.random.default_rng(SEED).integers(1, 6, size=(30, 60)).astype(float)

    def permutation() -> object:
        return kendall_w(ratings, p="permutation", draws=10_000, seed=SEED)

    loop = _best(lambda: _shuffle_loop(ratings, 500), 2) * 20
    judges = _matrices(200, 5)

    def group() -> None:
        consistency_batch(judges)
        aggregate_judgements(judges)
        bootstrap_panel(judges, seed=SEED)

    drawn, panel = _best(permutation, 3), _best(group, 3)
    peer_panel = _best(lambda: _ahpy(judges), 2)
    return {
        "1,000 matrices n=9: weights and CR, ms": round(ours, 2),
        "AHPy, the same, ms": round(peer, 0),
        "bare batched numpy.linalg.eig, ms": round(eig, 2),
        "AHPy ÷ ours (aim ≥ 100)": round(peer / ours, 0),
        "ours ÷ bare eig (aim ≤ 3)": round(ours / eig, 2),
        "peak memory of 1,000 matrices, MiB": round(_peak(lambda: consistency_batch(stack)), 1),
        "Kendall W, 30 × 60, 10,000 permutations, ms": round(drawn, 0),
        "the same by a loop over raters (500 measured, scaled), ms": round(loop, 0),
        "loop ÷ ours": round(loop / drawn, 1),
        "its peak memory, MiB": round(_peak(permutation), 1),
        "group of 200 judges n=5: CR of each, AIJ, bootstrap of 1,000, ms": round(panel, 1),
        "AHPy, weights and CR of the 200 judges alone, ms": round(peer_panel, 1),
        "its peak memory, MiB (group)": round(_peak(group), 1),
    }
