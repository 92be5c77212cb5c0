"""What search needs of a text beside the analysis it shares with matching."""

from collections.abc import Sequence
from functools import lru_cache

from matching.text import HAN, normalise


def normalise_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """Return the normal form and, for each of its characters, the index in the original.

    Characters are normalised one by one, so that a highlight can be drawn on the original text; a
    final entry holds the length of the original.
    """
    pieces = [_normal_character(char) for char in text]
    if all(len(piece) == 1 for piece in pieces):
        return "".join(pieces), range(len(text) + 1)
    where = [i for i, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*where, len(text)]


_normal_character = lru_cache(maxsize=50_000)(normalise)


def characters(normal: str) -> list[str]:
    """Return every different Chinese character, for queries of one character."""
    return list(dict.fromkeys(HAN.findall(normal)))
