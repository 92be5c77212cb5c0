"""Mark what was found in the original text; the client draws, so no HTML is ever made here."""

import re
from collections.abc import Sequence
from typing import Final

from backend.adapters.search.analyze import normalise_with_offsets
from backend.kernel.search import Snippet, Span
from matching.text import HAN

_SENTENCE_END: Final = re.compile(r"[。!?;!?;\n]")
_WORD: Final = re.compile(r"[^\W_]")


def spans(text: str, terms: Sequence[str]) -> tuple[Span, ...]:
    """Return the merged ranges of ``text`` that hold one of the normalised terms."""
    normal, where = normalise_with_offsets(text)
    found: list[tuple[int, int]] = []
    for term in terms:
        start = normal.find(term)
        while start >= 0:
            end = start + len(term)
            if _whole(normal, start, end, term):
                found.append((where[start], max(where[end], where[end - 1] + 1)))
            start = normal.find(term, start + 1)
    merged: list[tuple[int, int]] = []
    for a, b in sorted(found):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return tuple(Span(a, b) for a, b in merged)


def _whole(normal: str, start: int, end: int, term: str) -> bool:
    """Accept Chinese anywhere, Latin only from the start of a word (alt, not salt)."""
    if HAN.match(term[0]) or start == 0:
        return True
    left = normal[start - 1]
    return not _WORD.match(left) or bool(HAN.match(left)) or end == start


def snippet(text: str, marks: tuple[Span, ...], length: int) -> Snippet:
    """Return the piece of at most ``length`` characters that shows most different marks.

    The piece starts at the beginning of a sentence where one is near.
    """
    if len(text) <= length:
        return Snippet(text, marks)
    start = _best_start(text, marks, length)
    end = min(len(text), start + length)
    inside = tuple(
        Span(max(s.start, start) - start, min(s.end, end) - start)
        for s in marks
        if s.end > start and s.start < end
    )
    return Snippet(text[start:end], inside, cut_before=start > 0, cut_after=end < len(text))


def _best_start(text: str, marks: Sequence[Span], length: int) -> int:
    if not marks:
        return 0
    best, best_value = 0, (-1, 0)
    for mark in marks:
        lead = max(0, mark.start - length // 5)
        sentence = [m.end() for m in _SENTENCE_END.finditer(text, lead, mark.start)]
        start = min(sentence[-1] if sentence else lead, max(0, len(text) - length))
        seen = {
            text[m.start : m.end] for m in marks if start <= m.start and m.end <= start + length
        }
        value = (len(seen), -start)
        if value > best_value:
            best, best_value = start, value
    return best
