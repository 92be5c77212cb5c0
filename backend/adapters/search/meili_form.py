"""What Meilisearch is told: settings, documents, filters, query text (v1.49 to v1.53)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from backend.adapters.search.plan import QueryPlan
from backend.adapters.search.records import TERM_FACETS, Language, Prepared, to_stored
from backend.kernel.search import Access, Facet, In, IndexDoc, Range, SearchRequest
from matching.text import STOP_WORDS, normalise

LOCALES: Final = ["cmn"]
"""One locale only: with two, charabia guesses the language of every query and may cut Latin."""
QUERY_WORDS: Final = 10
"""Meilisearch reads no more words of a query."""
SORTS: Final[Mapping[str, list[str]]] = {
    "newest": ["updated_at:desc", "tie:asc"],
    "oldest": ["updated_at:asc", "tie:asc"],
    "year": ["year:desc", "tie:asc"],
    "views": ["views:desc", "tie:asc"],
    "title": ["title_key:asc"],
}
_SYNONYM_WORDS: Final = 3
_NUMBERS: Final = ["year", "updated_at", "views"]
_HIDDEN: Final = ["acl", "id", "concept_ids", "keywords"]


def index_settings(language: Language) -> dict[str, Any]:
    """Return the settings of the index; they go in before any document."""
    facets = [f.value for f in TERM_FACETS]

    def filterable(names: list[str], *, search: bool, compare: bool) -> dict[str, Any]:
        return {
            "attributePatterns": names,
            "features": {
                "facetSearch": search,
                "filter": {"equality": True, "comparison": compare},
            },
        }

    return {
        "searchableAttributes": ["title", "keywords", "concepts", "abstract", "pinyin", "body"],
        "filterableAttributes": [
            filterable(facets, search=True, compare=False),
            filterable(_NUMBERS, search=False, compare=True),
            filterable(_HIDDEN, search=False, compare=False),
        ],
        "sortableAttributes": ["updated_at", "year", "views", "title_key", "tie"],
        "rankingRules": [
            "words",
            "typo",
            "proximity",
            "attribute",
            "sort",
            "exactness",
            "updated_at:desc",
        ],
        "localizedAttributes": [{"attributePatterns": ["*"], "locales": LOCALES}],
        "dictionary": sorted(language.lexicon.atoms),
        "stopWords": sorted(STOP_WORDS),
        "synonyms": _short_synonyms(language),
        "typoTolerance": {
            "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
            "disableOnNumbers": True,
            # Facet search counts bytes, so two Chinese characters would already allow a typo.
            "disableOnAttributes": [*facets, "keywords"],
        },
        "faceting": {"maxValuesPerFacet": 500, "sortFacetValuesBy": {"*": "count"}},
        "pagination": {"maxTotalHits": 5000},
        "proximityPrecision": "byWord",
        "prefixSearch": "indexingTime",
        "searchCutoffMs": 1500,
    }


def _short_synonyms(language: Language) -> dict[str, list[str]]:
    """Return groups whose names are at most three words; longer keys never fire."""
    out: dict[str, list[str]] = {}
    surfaces = language.lexicon.surfaces
    by_concept: dict[str, list[str]] = {}
    for surface, concept in sorted(surfaces.items()):
        if len(language.analyzer.words(surface)) <= _SYNONYM_WORDS:
            by_concept.setdefault(concept, []).append(surface)
    for names in by_concept.values():
        for name in names:
            others = [n for n in names if n != name][:50]
            if others:
                out[name] = others
    return out


def to_payload(prepared: Prepared, language: Language) -> dict[str, Any]:
    """Return the document as Meilisearch stores it; texts are normalised, ``source`` is not."""
    concepts = dict.fromkeys(map(normalise, language.lexicon.names(prepared.concepts)))
    return {
        "id": prepared.doc.id,
        "version": prepared.doc.version,
        "title": prepared.title,
        "keywords": list(prepared.keywords),
        "concepts": list(concepts),
        "concept_ids": list(prepared.concepts),
        "abstract": prepared.abstract,
        "pinyin": list(language.pinyin_tokens(prepared)),
        "body": prepared.body,
        **{f.value: list(v) for f, v in prepared.facets.items() if f is not Facet.YEAR},
        "acl": sorted(prepared.doc.acl),
        "year": prepared.doc.year,
        "updated_at": prepared.updated_ms,
        "views": prepared.doc.views,
        "tie": prepared.sort_keys()["key_year"] & 0xFFFFFFFF,
        "title_key": prepared.title_key,
        "source": json.dumps(to_stored(prepared.doc), ensure_ascii=False),
    }


def quote(value: str) -> str:
    """Return a filter value in quotes, with nothing in it that could end the quotes."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_of(attribute: str, values: Iterable[str]) -> str:
    """Return ``attribute IN [...]``; the attribute is one of our own names."""
    return f"{attribute} IN [{', '.join(quote(v) for v in values)}]"


def filters(
    access: Access, chosen: Mapping[Facet, In | Range], *, without: Facet | None = None
) -> list[str]:
    """Return filters to be joined by AND; the caller's access is always an element of its own."""
    out: list[str] = []
    if access.acl is not None:
        out.append(one_of("acl", sorted(access.acl)))
    for facet, wanted in chosen.items():
        if facet is without:
            continue
        if isinstance(wanted, Range):
            if wanted.gte is not None:
                out.append(f"{facet.value} >= {wanted.gte}")
            if wanted.lte is not None:
                out.append(f"{facet.value} <= {wanted.lte}")
        elif facet is Facet.YEAR:
            out.append(f"{facet.value} IN [{', '.join(str(int(v)) for v in wanted.values)}]")
        else:
            out.append(one_of(facet.value, wanted.values))
    return out


def query_text(plan: QueryPlan, words: Sequence[str] | None = None) -> str:
    """Return the query as typed but normalised, or made of given words instead of its chunks."""
    said = list(words) if words is not None else [c.text.replace('"', " ") for c in plan.chunks]
    said += [f'"{p}"' for p in plan.phrases]
    return " ".join([*said, *(f'-"{n}"' for n in plan.negations)])


def search_body(
    uid: str,
    q: str,
    where: Sequence[str],
    *,
    facets: Sequence[str] = (),
    strategy: str = "all",
    page: int = 1,
    per_page: int = 0,
    sort: Sequence[str] = (),
    retrieve: Sequence[str] = ("source",),
) -> dict[str, Any]:
    """Return one query of a multi-search; page mode, where totals and facets are exhaustive."""
    body: dict[str, Any] = {
        "indexUid": uid,
        "q": q,
        "filter": list(where),
        "facets": list(facets),
        "matchingStrategy": strategy,
        "page": page,
        "hitsPerPage": per_page,
        "attributesToRetrieve": list(retrieve),
        "locales": LOCALES,
        "showRankingScore": per_page > 0,
    }
    if sort:
        body["sort"] = list(sort)
    return body


def sort_rules(request: SearchRequest, plan: QueryPlan) -> list[str]:
    """Return the sort of a request; browsing without a query means the newest first."""
    if request.sort == "relevance":
        return SORTS["newest"] if plan.empty else []
    return SORTS[request.sort]


def payloads(docs: Iterable[IndexDoc], language: Language) -> list[dict[str, Any]]:
    """Return several documents as Meilisearch stores them."""
    return [to_payload(language.prepare(d), language) for d in docs]
