"""What every engine does after matching: marks, snippets, facet lists, the names also searched."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from backend.adapters.search.highlight import snippet, spans
from backend.adapters.search.plan import QueryPlan
from backend.kernel.search import (
    TEXT_FIELDS,
    Facet,
    FacetCount,
    Hit,
    In,
    IndexDoc,
    Range,
    SearchRequest,
    Snippet,
    TextField,
)
from matching.lexicon import Lexicon
from matching.text import normalise

_KEYWORD_JOIN: Final = "、"


def mark_terms(plan: QueryPlan, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what is marked: the query's own terms, then the other names of its concepts."""
    names = (normalise(n) for n in lexicon.names(plan.concepts))
    known = (n for n in names if n in lexicon.surfaces)
    return tuple(dict.fromkeys([*plan.highlight_terms, *known]))


def also_searched(plan: QueryPlan, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the names of the query's concepts that the user did not type."""
    typed = {p.text for c in plan.chunks for p in c.parts} | set(plan.phrases)
    return tuple(n for n in lexicon.names(plan.concepts) if normalise(n) not in typed)


def make_hit(
    doc: IndexDoc,
    terms: Sequence[str],
    request: SearchRequest | None,
    *,
    score: float | None,
    complete: bool = True,
) -> Hit:
    """Build a hit with snippets of the fields asked for, or of the one that matched."""
    texts: dict[TextField, str] = {
        "title": doc.title,
        "keywords": _KEYWORD_JOIN.join(doc.keywords),
        "abstract": doc.abstract,
        "body": "\n".join(doc.body),
    }
    marks = {name: spans(text, terms) for name, text in texts.items() if text}
    matched = tuple(name for name in TEXT_FIELDS if marks.get(name))
    shown: list[TextField] = list(request.highlight) if request else ["title"]
    if request and matched and not set(shown) & set(matched):
        shown.append(matched[0])
    # A title is short and is always shown whole.
    size = request.snippet if request else 0
    pieces: dict[str, Snippet] = {
        name: snippet(texts[name], marks[name], len(doc.title) if name == "title" else size)
        for name in shown
        if texts[name]
    }
    return Hit(doc.id, doc.kind, doc.title, score, complete, pieces, matched)


def facet_list(
    counts: Mapping[str, int], chosen: In | Range | None, facet: Facet
) -> tuple[FacetCount, ...]:
    """Return counts, most used first (years newest first); chosen values stay even at zero."""
    selected = set(chosen.values) if isinstance(chosen, In) else set()
    both = {**dict.fromkeys(sorted(selected), 0), **counts}
    rows: Iterable[tuple[str, int]] = (
        sorted(both.items(), reverse=True)
        if facet is Facet.YEAR
        else sorted(both.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return tuple(FacetCount(value, count, value in selected) for value, count in rows)
