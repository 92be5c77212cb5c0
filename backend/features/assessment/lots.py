"""Drawing experts by lot so that anybody can draw again (clause 5.1.1.1).

The lot of an expert is the SHA-256 of ``seed|expert id``; the smallest lots of a category are
drawn. Neither language nor version of a random generator enters, so a check by hand is possible.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping


def lot(seed: str, expert_id: uuid.UUID | str) -> str:
    """Return the lot of an expert: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}|{expert_id}".encode()).hexdigest()


def draw(seed: str, pool: Iterable[uuid.UUID | str], count: int) -> list[str]:
    """Return `count` experts of the pool, in the order of their lots.

    Raises
    ------
    ValueError
        The pool is smaller than `count`.
    """
    waiting = sorted({str(expert_id) for expert_id in pool})
    if count > len(waiting):
        raise ValueError(f"{count} of {len(waiting)}")
    return sorted(waiting, key=lambda expert_id: lot(seed, expert_id))[:count]


def same_again(
    seed: str,
    counts: Mapping[str, int],
    pool: Mapping[str, list[str]],
    drawn: Mapping[str, list[str]],
) -> bool:
    """Whether drawing again from what is on record gives the same experts."""
    try:
        return all(
            draw(seed, pool.get(category, ()), count) == drawn.get(category, [])
            for category, count in counts.items()
        )
    except ValueError:
        return False
