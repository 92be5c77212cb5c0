"""Many matrices at once: parts of a batch, wild entries, rounded reciprocals."""

import math

import numpy as np
import pytest

from evaluation import (
    build_matrix,
    consistency,
    consistency_batch,
    consistent_matrix,
    priorities,
    read_matrix,
)


def test_large_batches_are_cut_and_wild_judgements_do_not_overflow():
    """Parts of a batch give what one matrix gives; entries up to 1e12 still have a Perron vector."""
    rng = np.random.default_rng(3)
    stack = np.array([build_matrix(rng.choice([1, 2, 5, 9], 36).tolist()) for _ in range(800)])
    batch = consistency_batch(stack)
    for k in (0, 369, 370, 799):
        one = consistency(stack[k])
        assert batch.CR[k] == pytest.approx(one.CR, abs=1e-13)
        assert batch.GCI[k] == pytest.approx(one.GCI, abs=1e-13)
    wild = consistent_matrix([1e12, 1.0, 1e-12])
    assert priorities(wild).weights == pytest.approx([1, 1e-12, 1e-24], rel=1e-9)
    assert pytest.approx(0, abs=1e-20) == consistency(wild).GCI


def test_rounded_reciprocals_count_in_both_halves_of_the_geometric_index():
    rounded = read_matrix([["1", "3", "5"], [".333", "1", "2"], [".2", ".5", "1"]])
    means = np.log(rounded).mean(axis=1)
    expected = sum(
        (math.log(rounded[i, j]) - means[i] + means[j]) ** 2 for i, j in ((0, 1), (0, 2), (1, 2))
    )
    assert pytest.approx(expected, abs=1e-15) == consistency(rounded).GCI
