"""The search port: what any search engine of the library must answer (clause 5.2.1.2).

Only types live here. Engines stand in ``backend.adapters.search``; the truth is the database and
every index can be thrown away and rebuilt.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, Protocol

from backend.kernel.errors import FieldError, Invalid, Unavailable

MAX_WINDOW: Final = 1000
"""Deepest hit a search may reach; exports read the database by id instead."""

MAX_QUERY_CHARS: Final = 400
MIN_SNIPPET: Final = 20
MAX_SNIPPET: Final = 2000
MAX_FILTER_VALUES: Final = 100
MAX_FILTER_CHARS: Final = 150
"""Meilisearch refuses filter values over 468 bytes, that is about 150 Chinese characters."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")


class Facet(StrEnum):
    """What the public library can be narrowed by (clause 5.2.1.2)."""

    KIND = "kind"
    """outcome, demand or information; every document has exactly one."""
    TYPE = "type"
    """Kind within the kind: patent, drug, method …; demand type; category of information."""
    FIELD = "field"
    MATURITY = "maturity"
    SCENE = "scene"
    IP = "ip"
    MODE = "mode"
    DISEASE = "disease"
    INSTITUTION = "institution"
    YEAR = "year"


class DocKind(StrEnum):
    """The three kinds of documents in the public index."""

    OUTCOME = "outcome"
    DEMAND = "demand"
    INFORMATION = "information"


Sort = Literal["relevance", "newest", "oldest", "year", "views", "title"]
SORTS: Final[tuple[Sort, ...]] = ("relevance", "newest", "oldest", "year", "views", "title")
TextField = Literal["title", "keywords", "abstract", "body"]
TEXT_FIELDS: Final[tuple[TextField, ...]] = ("title", "keywords", "abstract", "body")


class SearchRequestInvalid(Invalid):
    """A search request breaks the contract; names the field and the cure."""

    code = "search-request-invalid"

    def __init__(self, where: str, cure: str) -> None:
        super().__init__(cure, errors=(FieldError(f"/{where}", cure),))


class SearchUnavailable(Unavailable):
    """The engine cannot answer now; the caller may try again after ``retry_after`` seconds."""

    code = "search-unavailable"
    title = "检索服务暂时不可用"

    def __init__(self, cause: str, retry_after: int = 2) -> None:
        super().__init__(retry_after=retry_after)
        self.cause = cause
        self.retry_after = retry_after


class SearchWriteFailed(RuntimeError):
    """The engine accepted a write and then failed to carry it out; the write must be repeated."""


@dataclass(frozen=True, slots=True)
class In:
    """Filter: the facet has at least one of these values."""

    values: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse empty and oversized lists."""
        if not 1 <= len(self.values) <= MAX_FILTER_VALUES:
            raise SearchRequestInvalid("filters", f"每个筛选项须给出 1–{MAX_FILTER_VALUES} 个值")
        if any(not v.strip() or len(v) > MAX_FILTER_CHARS for v in self.values):
            raise SearchRequestInvalid("filters", f"筛选值须为 1–{MAX_FILTER_CHARS} 个字符")


@dataclass(frozen=True, slots=True)
class Range:
    """Filter: the year lies in the closed interval; an absent bound is open."""

    gte: int | None = None
    lte: int | None = None

    def __post_init__(self) -> None:
        """Refuse an interval without bounds or turned round."""
        if self.gte is None and self.lte is None:
            raise SearchRequestInvalid("filters", "区间至少给出一个端点")
        if self.gte is not None and self.lte is not None and self.gte > self.lte:
            raise SearchRequestInvalid("filters", "区间起点不得大于终点")
        if any(b is not None and not 0 <= b <= 9999 for b in (self.gte, self.lte)):
            raise SearchRequestInvalid("filters", "年份须在 0–9999 之间")


PUBLIC_TAG: Final = "public"


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks: only documents with one of these tags exist for the caller."""

    acl: frozenset[str] | None

    @classmethod
    def public(cls) -> "Access":
        """Return the access of a visitor without an account."""
        return cls(frozenset({PUBLIC_TAG}))

    @classmethod
    def system(cls) -> "Access":
        """Return the access of the platform itself: the only way to see everything."""
        return cls(None)


_NO_FILTERS: Final[Mapping[Facet, In | Range]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search; every limit of the contract is checked on construction."""

    q: str
    access: Access
    filters: Mapping[Facet, In | Range] = field(default_factory=lambda: _NO_FILTERS)
    facets: tuple[Facet, ...] = ()
    disjunctive: bool = True
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20
    highlight: tuple[TextField, ...] = ("title", "abstract")
    snippet: int = 160

    def __post_init__(self) -> None:
        """Refuse what no engine can honour, naming field and cure."""
        if len(self.q) > MAX_QUERY_CHARS:
            raise SearchRequestInvalid("q", f"检索词不超过 {MAX_QUERY_CHARS} 个字符")
        if self.sort not in SORTS:
            raise SearchRequestInvalid("sort", f"排序方式须为 {'、'.join(SORTS)} 之一")
        if not MIN_SNIPPET <= self.snippet <= MAX_SNIPPET:
            raise SearchRequestInvalid("snippet", f"摘录须为 {MIN_SNIPPET}–{MAX_SNIPPET} 个字符")
        if self.page < 1 or self.per_page < 1:
            raise SearchRequestInvalid("page", "页码与每页条数须为正整数")
        if self.page * self.per_page > MAX_WINDOW:
            raise SearchRequestInvalid("page", f"只能翻到第 {MAX_WINDOW} 条;请收窄条件或导出")
        for facet, chosen in self.filters.items():
            if isinstance(chosen, Range) and facet is not Facet.YEAR:
                raise SearchRequestInvalid("filters", f"{facet.value} 不是数值,不能用区间筛选")
            if (
                facet is Facet.YEAR
                and isinstance(chosen, In)
                and any(not (v.isascii() and v.isdigit() and len(v) <= 4) for v in chosen.values)
            ):
                raise SearchRequestInvalid("filters", "年份须为四位数字")


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters in the text it belongs to."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the original text with the ranges that matched; never HTML."""

    text: str
    spans: tuple[Span, ...]
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found; the caller re-reads it from the database before showing it."""

    id: str
    kind: DocKind
    title: str
    score: float | None
    complete: bool
    """All parts of the query matched; False only in a relaxed answer."""
    highlights: Mapping[str, Snippet]
    matched_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many documents of the answer carry one value of a facet."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one SearchRequest."""

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    page: int
    per_page: int
    relaxed: bool
    """Too few documents had all words; partial matches follow the complete ones."""
    did_you_mean: str | None
    """A proposal, never applied by itself."""
    terms: tuple[str, ...]
    also_searched: tuple[str, ...]
    """Other names of the concepts in the query that were searched too."""
    took_ms: float
    engine: str
    generation: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion offered while typing."""

    text: str
    kind: Literal["phrase", "title"]
    id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class IndexDoc:
    """What is indexed of one public record. Confidential text must never be put in here."""

    id: str
    kind: DocKind
    title: str
    updated_at: datetime
    version: int
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    body: tuple[str, ...] = ()
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    acl: frozenset[str] = frozenset({PUBLIC_TAG})
    year: int | None = None
    views: int = 0

    def __post_init__(self) -> None:
        """Refuse what one of the engines would refuse later, in another process."""
        if not _ID.fullmatch(self.id):
            raise SearchRequestInvalid("id", "标识只能含字母、数字、- 和 _")
        if self.updated_at.tzinfo is None:
            raise SearchRequestInvalid("updated_at", "时间须带时区")
        if not self.acl:
            raise SearchRequestInvalid("acl", "文档须至少有一个可见范围标签")
        if Facet.KIND in self.facets or Facet.YEAR in self.facets:
            raise SearchRequestInvalid("facets", "kind 与 year 由文档自身字段给出")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Receipt of a write; ``SearchIndex.wait`` tells when it can be read."""

    engine: str
    tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete build of the index."""

    name: str
    documents: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """What an administrator and the health endpoint need to know of the index."""

    engine: str
    ok: bool
    version: str
    documents: int
    generation: str
    needs_rebuild: bool
    detail: str = ""
    moved_aside: tuple[str, ...] = ()


class SearchIndex(Protocol):
    """Any engine that serves the library."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer one search under the caller's access."""
        ...

    def facet_values(
        self, facet: Facet, contains: str, request: SearchRequest, limit: int = 20
    ) -> tuple[FacetCount, ...]:
        """Return values of a facet holding ``contains`` as substring or pinyin, most used first."""
        ...

    def suggest(self, q: str, access: Access, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what the user is typing, from what the caller may see."""
        ...

    def similar(self, doc_id: str, access: Access, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents like the given one; empty when it is not visible."""
        ...

    def upsert(self, docs: Sequence[IndexDoc]) -> Ticket:
        """Add or replace documents; repeating is harmless."""
        ...

    def delete(self, ids: Sequence[str]) -> Ticket:
        """Remove documents; unknown ids are ignored."""
        ...

    def wait(self, ticket: Ticket, timeout: float) -> bool:
        """Wait until the write can be read; False when ``timeout`` seconds were not enough."""
        ...

    def rebuild(
        self,
        docs: Iterable[IndexDoc],
        replay: Callable[[], tuple[Sequence[IndexDoc], Sequence[str]]] | None = None,
    ) -> Generation:
        """Build a new generation and switch to it in one step.

        ``replay`` is called last, while no other write can slip in; it returns the documents and
        the deleted ids that changed since ``docs`` was opened.
        """
        ...

    def ids_and_versions(self) -> Iterator[tuple[str, int]]:
        """Walk over every document for the drift audit against the database."""
        ...

    def health(self) -> IndexHealth:
        """Tell version, size, generation and what is wrong, without raising."""
        ...

    def close(self) -> None:
        """Release files, locks and connections."""
        ...
