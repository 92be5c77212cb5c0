"""What search needs of a text beside the analysis it shares with matching."""

from matching.text import HAN, normalise


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the normal form and, for each of its characters, the index in the original.

    Characters are normalised one by one, so that a highlight can be drawn on the original text; a
    final entry holds the length of the original.
    """
    out: list[str] = []
    where: list[int] = []
    for i, char in enumerate(text):
        piece = normalise(char)
        out.append(piece)
        where.extend([i] * len(piece))
    where.append(len(text))
    return "".join(out), where


def characters(normal: str) -> list[str]:
    """Return every different Chinese character, for queries of one character."""
    return list(dict.fromkeys(HAN.findall(normal)))
