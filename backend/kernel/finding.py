"""One way to search for every public list: ask the engine, re-read the rows, say what was done.

The engine only proposes ids. What leaves the house is read from the database, so a hit whose
row is gone, or no longer public, is dropped here.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Generic, TypeVar

import structlog

from backend.kernel.errors import Invalid
from backend.kernel.plain_scan import scan
from backend.kernel.schema import Page, Schema
from backend.kernel.search import (
    Access,
    DocKind,
    Facet,
    Hit,
    In,
    IndexDoc,
    SearchIndex,
    SearchRequest,
    SearchResult,
    Sort,
)
from backend.kernel.text import TextRule

log = structlog.get_logger()

UNDISCLOSED: Final = "undisclosed"
UNDISCLOSED_ZH: Final = "未披露"
SearchWords = Annotated[str, TextRule(0, 200)]
FacetValue = Annotated[str, TextRule(1, 120)]

FACET_LABELS: Final[dict[Facet, tuple[str, str]]] = {
    Facet.KIND: ("种类", "Kind"),
    Facet.TYPE: ("类别", "Type"),
    Facet.FIELD: ("技术领域", "Field"),
    Facet.MATURITY: ("成熟度", "Maturity"),
    Facet.SCENE: ("应用场景", "Scene"),
    Facet.IP: ("知识产权状态", "IP state"),
    Facet.MODE: ("合作方式", "Mode"),
    Facet.DISEASE: ("病种", "Disease"),
    Facet.INSTITUTION: ("单位", "Institution"),
    Facet.YEAR: ("年份", "Year"),
}
FIELD_LABELS: Final = {"title": "标题", "keywords": "关键词", "abstract": "摘要", "body": "正文"}


class CodeView(Schema):
    """A code with its Chinese label."""

    code: str
    label: str


class SpanView(Schema):
    """Half-open range of characters that matched."""

    start: int
    end: int


class SnippetView(Schema):
    """A piece of text with the ranges that matched; the browser paints them, never HTML."""

    field: str
    field_label: str
    text: str
    spans: list[SpanView]
    cut_before: bool
    cut_after: bool


class FacetValueView(Schema):
    """One value of a facet and how many results it would give."""

    value: str
    label: str
    count: int
    selected: bool


class FacetView(Schema):
    """One facet with its values."""

    facet: str
    label: str
    label_en: str
    values: list[FacetValueView]


class CompletionView(Schema):
    """A completion offered while typing."""

    text: str
    kind: str
    note: str
    link: str


T = TypeVar("T")


class FoundPage(Page[T], Generic[T]):
    """One page of search results with everything the searcher should know about it."""

    facets: list[FacetView]
    relaxed: bool
    did_you_mean: str | None
    also_searched: list[str]
    terms: list[str]
    degraded: bool
    engine: str
    took_ms: float


@dataclass(frozen=True)
class Query:
    """What a public list is asked for."""

    kind: DocKind
    q: str = ""
    chosen: Mapping[Facet, Sequence[str]] | None = None
    facets: tuple[Facet, ...] = ()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 20

    def request(self) -> SearchRequest:
        """Return the request in the engine's form; every limit is checked there."""
        filters: dict[Facet, In] = {Facet.KIND: In((self.kind.value,))}
        for facet, values in (self.chosen or {}).items():
            if values:
                filters[facet] = In(tuple(dict.fromkeys(values)))
        return SearchRequest(
            q=self.q,
            access=Access.public(),
            filters=filters,
            facets=self.facets,
            sort=self.sort,
            page=self.page,
            per_page=self.size,
        )


def doc_id(kind: DocKind, identity: uuid.UUID) -> str:
    """Return the id of a row in the index."""
    return f"{kind.value}-{identity}"


def row_id(document: str) -> uuid.UUID | None:
    """Return the row behind a document of the index; None for a foreign id."""
    try:
        return uuid.UUID(document.partition("-")[2])
    except ValueError:
        return None


def find(
    index: SearchIndex, query: Query, docs: Callable[[], Iterable[IndexDoc]]
) -> tuple[SearchResult, bool]:
    """Ask the engine; if it fails, walk over the documents and say so (True)."""
    request = query.request()
    try:
        return index.search(request), False
    except Invalid:
        raise
    except Exception as error:  # noqa: BLE001 - whatever breaks in an engine, the library answers
        log.warning("search engine failed, answering from the database", error=repr(error)[:300])
        return scan(docs(), request), True


def snippets(hit: Hit) -> list[SnippetView]:
    """Return the marked pieces of a hit."""
    return [
        SnippetView(
            field=name,
            field_label=FIELD_LABELS.get(name, name),
            text=piece.text,
            spans=[SpanView(start=span.start, end=span.end) for span in piece.spans],
            cut_before=piece.cut_before,
            cut_after=piece.cut_after,
        )
        for name, piece in hit.highlights.items()
    ]


def facet_views(
    result: SearchResult,
    label: Callable[[Facet, str], str],
    known: Mapping[Facet, Sequence[str]],
    names: Mapping[Facet, tuple[str, str]] | None = None,
) -> list[FacetView]:
    """Return the facets with labels; values of short `known` lists stay although they count 0.

    `names` overrides what a facet itself is called.
    """
    views = []
    for facet, counts in result.facets.items():
        have = {count.value for count in counts}
        rows = [
            FacetValueView(
                value=count.value,
                label=UNDISCLOSED_ZH if count.value == UNDISCLOSED else label(facet, count.value),
                count=count.count,
                selected=count.selected,
            )
            for count in counts
        ]
        rows += [
            FacetValueView(value=value, label=label(facet, value), count=0, selected=False)
            for value in known.get(facet, ())
            if value not in have
        ]
        zh, en = (names or FACET_LABELS).get(facet, FACET_LABELS[facet])
        views.append(FacetView(facet=facet.value, label=zh, label_en=en, values=rows))
    return views


def found_page(
    result: SearchResult,
    items: list[T],
    facets: list[FacetView],
    *,
    dropped: int,
    degraded: bool,
) -> FoundPage[T]:
    """Put a page together; `dropped` hits were gone from the database."""
    return FoundPage(
        items=items,
        total=max(0, result.total - dropped),
        page=result.page,
        size=result.per_page,
        facets=facets,
        relaxed=result.relaxed,
        did_you_mean=result.did_you_mean,
        also_searched=list(result.also_searched),
        terms=list(result.terms),
        degraded=degraded,
        engine=result.engine,
        took_ms=round(result.took_ms, 2),
    )
