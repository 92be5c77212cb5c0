"""The net under the search engine: a plain walk over documents read from the database.

It knows no synonyms and no typing errors; it finds documents that hold every word as it was
typed. It serves while the engine is away, and says so (clause 5.2.1.2.7 must not fail with it).
"""

import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from backend.kernel.search import (
    Facet,
    FacetCount,
    Hit,
    In,
    IndexDoc,
    Range,
    SearchRequest,
    SearchResult,
    Snippet,
    Span,
)

ENGINE: Final = "database"
MAX_SCANNED: Final = 20_000
"""A walk over more would hold the database too long; the newest ones are looked at."""


def scan(docs: Iterable[IndexDoc], request: SearchRequest) -> SearchResult:
    """Answer a search by looking at every document."""
    started = time.perf_counter()
    terms = _terms(request.q)
    found = [
        doc for doc in islice(docs, MAX_SCANNED) if _visible(doc, request) and _has(doc, terms)
    ]
    chosen = [doc for doc in found if _passes(doc, request.filters)]
    ranked = _ordered(chosen, terms, request)
    start = (request.page - 1) * request.per_page
    return SearchResult(
        hits=tuple(_hit(doc, terms, request) for doc in ranked[start : start + request.per_page]),
        total=len(chosen),
        facets={facet: _counts(facet, found, request) for facet in request.facets},
        page=request.page,
        per_page=request.per_page,
        relaxed=False,
        did_you_mean=None,
        terms=terms,
        also_searched=(),
        took_ms=(time.perf_counter() - started) * 1000,
        engine=ENGINE,
        generation="",
    )


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _terms(q: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip("\"'“”") for word in _fold(q).split() if word.strip()))


def _texts(doc: IndexDoc) -> dict[str, str]:
    return {
        "title": doc.title,
        "keywords": "、".join(doc.keywords),
        "abstract": doc.abstract,
        "body": "\n".join(doc.body),
    }


def _visible(doc: IndexDoc, request: SearchRequest) -> bool:
    return request.access.acl is None or bool(request.access.acl & doc.acl)


def _has(doc: IndexDoc, terms: Sequence[str]) -> bool:
    if not terms:
        return True
    whole = _fold("\n".join(_texts(doc).values()))
    return all(term in whole for term in terms)


def _values(doc: IndexDoc, facet: Facet) -> tuple[str, ...]:
    if facet is Facet.KIND:
        return (doc.kind.value,)
    if facet is Facet.YEAR:
        return () if doc.year is None else (str(doc.year),)
    return tuple(doc.facets.get(facet, ()))


def _passes(doc: IndexDoc, filters: Mapping[Facet, In | Range]) -> bool:
    for facet, wanted in filters.items():
        if isinstance(wanted, In):
            if set(wanted.values).isdisjoint(_values(doc, facet)):
                return False
        elif doc.year is None or not (wanted.gte or 0) <= doc.year <= (wanted.lte or 9999):
            return False
    return True


def _counts(
    facet: Facet, found: Sequence[IndexDoc], request: SearchRequest
) -> tuple[FacetCount, ...]:
    others = {
        key: wanted
        for key, wanted in request.filters.items()
        if not (request.disjunctive and key is facet)
    }
    counts = Counter(v for doc in found if _passes(doc, others) for v in _values(doc, facet))
    chosen = request.filters.get(facet)
    selected = set(chosen.values) if isinstance(chosen, In) else set()
    both = {**dict.fromkeys(sorted(selected), 0), **counts}
    rows = sorted(both.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(value, count, value in selected) for value, count in rows)


def _weight(doc: IndexDoc, terms: Sequence[str]) -> int:
    title, whole = _fold(doc.title), _fold("\n".join(_texts(doc).values()))
    return sum(3 * title.count(term) + whole.count(term) for term in terms)


def _ordered(
    docs: Sequence[IndexDoc], terms: Sequence[str], request: SearchRequest
) -> list[IndexDoc]:
    newest = sorted(docs, key=lambda doc: doc.updated_at, reverse=True)
    match request.sort:
        case "relevance" if terms:
            return sorted(newest, key=lambda doc: -_weight(doc, terms))
        case "oldest":
            return newest[::-1]
        case "year":
            return sorted(newest, key=lambda doc: -(doc.year or 0))
        case "views":
            return sorted(newest, key=lambda doc: -doc.views)
        case "title":
            return sorted(newest, key=lambda doc: doc.title)
        case _:
            return newest


def _spans(text: str, terms: Sequence[str]) -> tuple[Span, ...]:
    folded = text.casefold()
    if len(folded) != len(text):
        return ()  # positions would not be those of the original
    marks: list[Span] = []
    for term in terms:
        at = folded.find(term)
        while at >= 0 and term:
            marks.append(Span(at, at + len(term)))
            at = folded.find(term, at + len(term))
    merged: list[Span] = []
    for mark in sorted(marks, key=lambda span: (span.start, -span.end)):
        if not merged or mark.start >= merged[-1].end:
            merged.append(mark)
    return tuple(merged)


def _cut(text: str, terms: Sequence[str], length: int) -> Snippet:
    spans = _spans(text, terms)
    start = max(0, spans[0].start - length // 4) if spans else 0
    end = min(len(text), start + length)
    inside = tuple(
        Span(span.start - start, span.end - start)
        for span in spans
        if span.start >= start and span.end <= end
    )
    return Snippet(text[start:end], inside, start > 0, end < len(text))


def _hit(doc: IndexDoc, terms: Sequence[str], request: SearchRequest) -> Hit:
    texts = _texts(doc)
    matched = tuple(name for name, text in texts.items() if _spans(text, terms))
    shown: list[str] = list(request.highlight)
    if matched and not set(shown) & set(matched):
        shown.append(matched[0])
    marks = {
        name: Snippet(texts[name], _spans(texts[name], terms))
        if name == "title"
        else _cut(texts[name], terms, request.snippet)
        for name in shown
        if texts[name]
    }
    return Hit(doc.id, doc.kind, doc.title, None, complete=True, highlights=marks,
               matched_fields=matched)  # fmt: skip
