"""Judge one prepared document against a query plan, in plain Python.

The memory engine is made of it; the Meilisearch adapter uses it to tell complete hits from partial
ones and to rank the candidates of a question.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from backend.adapters.search.plan import Chunk, Part, QueryPlan
from backend.adapters.search.records import Language, Prepared
from backend.adapters.search.suggest import is_slip
from backend.kernel.search import Facet, In, Range, SearchRequest

Match = tuple[float, bool, Prepared]
Weigh = Callable[[Prepared, QueryPlan], float]
_K1: Final = 1.2
_B: Final = 0.75
_PREFIX_MIN: Final = 3


def holds(prepared: Prepared, text: str) -> bool:
    """Tell whether any text of the document holds the string."""
    return any(text in t for t in prepared.texts)


def is_complete(prepared: Prepared, plan: QueryPlan, language: Language) -> bool:
    """Tell whether the document has everything the query asks for."""
    return all(_chunk(prepared, c, plan, language) for c in plan.chunks) and all(
        holds(prepared, p) for p in plan.phrases
    )


def is_loose(
    prepared: Prepared, plan: QueryPlan, language: Language, unknown: Sequence[str]
) -> bool:
    """Tell whether the document has any part worth matching alone."""
    words = language.analyzer.words(prepared.title) if unknown else ()
    return (
        any(holds(prepared, w) for w in (*plan.loose_words, *plan.phrases))
        or not set(plan.concepts).isdisjoint(prepared.concepts)
        or any(is_slip(u, w) for u in unknown for w in words)
    )


def _chunk(prepared: Prepared, chunk: Chunk, plan: QueryPlan, language: Language) -> bool:
    if sum(holds(prepared, w) for w in chunk.words) >= chunk.need:
        return True
    if chunk.parts and all(_part(prepared, part) for part in chunk.parts):
        return True
    if not chunk.pinyin:
        return False
    last = chunk is plan.chunks[-1] and len(chunk.pinyin) >= _PREFIX_MIN
    starts = last and any(
        w.startswith(chunk.pinyin)
        for t in (prepared.title, *prepared.keywords)
        for w in language.analyzer.words(t)
    )
    return starts or chunk.pinyin in language.pinyin_tokens(prepared)


def _part(prepared: Prepared, part: Part) -> bool:
    return (part.concept is not None and part.concept in prepared.concepts) or all(
        holds(prepared, w) for w in part.words
    )


def occurrences(prepared: Prepared, plan: QueryPlan) -> float:
    """Return how often the words occur, those in the title twice."""
    return sum(
        2.0 * prepared.title.count(w) + sum(t.count(w) for t in prepared.texts[1:])
        for w in (*plan.words, *plan.phrases)
    )


def passes(prepared: Prepared, filters: Mapping[Facet, In | Range]) -> bool:
    """Tell whether the document passes all filters."""
    for facet, wanted in filters.items():
        if isinstance(wanted, In):
            if set(wanted.values).isdisjoint(prepared.facets.get(facet, ())):
                return False
        else:
            year = prepared.doc.year
            low = 0 if wanted.gte is None else wanted.gte
            high = 9999 if wanted.lte is None else wanted.lte
            if year is None or not low <= year <= high:
                return False
    return True


def ordered(matches: Sequence[Match], request: SearchRequest, *, browsing: bool) -> list[Match]:
    """Return the matches in the order of the request; browsing means the newest first."""
    sort = "newest" if browsing and request.sort == "relevance" else request.sort
    match sort:
        case "relevance":
            return sorted(matches, key=lambda m: (-m[1], -m[0], -m[2].sort_keys()["key_updated"]))
        case "title":
            return sorted(matches, key=lambda m: m[2].title_key)
        case "oldest":
            return sorted(matches, key=lambda m: m[2].sort_keys()["key_updated"])
        case _:
            key = {"newest": "key_updated", "year": "key_year", "views": "key_views"}[sort]
            return sorted(matches, key=lambda m: -m[2].sort_keys()[key])


@dataclass
class Bm25:
    """BM25 over candidates, with document frequencies of the whole collection."""

    language: Language
    frequencies: Mapping[str, int]
    documents: int
    mean_length: float
    _counts: dict[str, tuple[Counter[str], int]] = field(default_factory=dict)

    def __call__(self, prepared: Prepared, plan: QueryPlan) -> float:
        """Return the score of one candidate; title words count three times."""
        counts, length = self._counted(prepared)
        total = 0.0
        for word in plan.words:
            tf = counts[word]
            if tf:
                df = self.frequencies.get(word, 1)
                idf = math.log(1 + (self.documents - df + 0.5) / (df + 0.5))
                norm = _K1 * (1 - _B + _B * length / max(self.mean_length, 1.0))
                total += max(idf, 0.0) * tf * (_K1 + 1) / (tf + norm)
        return total

    def _counted(self, prepared: Prepared) -> tuple[Counter[str], int]:
        known = self._counts.get(prepared.doc.id)
        if known is None:
            cut = self.language.analyzer.words
            words = [w for t in (*prepared.texts, prepared.title, prepared.title) for w in cut(t)]
            known = self._counts[prepared.doc.id] = (Counter(words), len(words))
        return known
