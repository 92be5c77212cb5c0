"""Reading one opened generation of the embedded engine."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from tantivy import DocAddress, Order, Query, Schema, Searcher

from backend.adapters.search.plan import ENOUGH, QueryPlan, is_fuzzy, plan_query
from backend.adapters.search.present import also_searched, facet_list, make_hit, mark_terms
from backend.adapters.search.records import Language, from_stored
from backend.adapters.search.suggest import PhraseBook, matching_values, phrases_of
from backend.adapters.search.tantivy_query import COMPLETE_BONUS, Renderer, filtered
from backend.kernel.search import (
    PUBLIC_TAG,
    Access,
    Facet,
    FacetCount,
    Hit,
    IndexDoc,
    SearchRequest,
    SearchResult,
    Suggestion,
)

ENGINE: Final = "embedded"
_ALL_VALUES: Final = 10_000
_SIMILAR_WORDS: Final = 12
_WALK: Final = 1_000
_SORTS: Final = {
    "newest": ("key_updated", Order.Desc),
    "oldest": ("key_updated", Order.Asc),
    "year": ("key_year", Order.Desc),
    "views": ("key_views", Order.Desc),
    "title": ("key_title", Order.Asc),
}
Found = list[tuple[float | None, DocAddress]]


class Reader:
    """One consistent view: every step of a search reads the same commit."""

    def __init__(
        self, searcher: Searcher, schema: Schema, language: Language, generation: str
    ) -> None:
        self._searcher = searcher
        self._render = Renderer(schema)
        self._language = language
        self._generation = generation

    # ---- search --------------------------------------------------------------------------

    def search(self, request: SearchRequest, book: Callable[[], PhraseBook]) -> SearchResult:
        """Answer one search."""
        started = time.perf_counter()
        lexicon = self._language.lexicon
        plan = plan_query(request.q, self._language.analyzer, lexicon)
        query, relaxed, complete = self._text_query(plan, request)
        clauses = self._render.filters(request.access, request.filters)
        total, found = self._page(filtered(query, clauses), request, browsing=plan.empty)
        terms = mark_terms(plan, lexicon)
        hits = tuple(
            make_hit(
                self._stored(address),
                terms,
                request,
                score=score,
                complete=not relaxed or score is None or score >= COMPLETE_BONUS,
            )
            for score, address in found
        )
        return SearchResult(
            hits=hits,
            total=total,
            facets=self._facets(query, request),
            page=request.page,
            per_page=request.per_page,
            relaxed=relaxed,
            did_you_mean=book().did_you_mean(plan) if not complete and not plan.empty else None,
            terms=plan.highlight_terms,
            also_searched=also_searched(plan, lexicon),
            took_ms=(time.perf_counter() - started) * 1000,
            engine=ENGINE,
            generation=self._generation,
        )

    def _text_query(self, plan: QueryPlan, request: SearchRequest) -> tuple[Query, bool, int]:
        """Return the text part of the query, whether it is relaxed, and the complete matches.

        The decision is taken without the user's filters: else ticking a facet could suddenly
        widen the answer.
        """
        without = self._render.without(plan)
        query = filtered(self._render.complete(plan), without)
        if plan.empty:
            return query, False, self._searcher.num_docs
        access = self._render.filters(request.access, {})
        complete = self._count(filtered(query, access))
        if complete >= ENOUGH or not plan.can_relax:
            return query, False, complete
        unknown = [w for w in plan.words if is_fuzzy(w) and not self._searcher.doc_freq("w", w)]
        loose = filtered(self._render.relaxed(plan, unknown), without)
        if self._count(filtered(loose, access)) <= complete:
            return query, False, complete
        return loose, True, complete

    def _count(self, query: Query) -> int:
        # Under a constant score no BM25 is worked out, which halves the time of a count.
        return _total(self._searcher.search(Query.const_score_query(query, 0.0), limit=1))

    def _page(self, query: Query, request: SearchRequest, *, browsing: bool) -> tuple[int, Found]:
        sort = "newest" if browsing and request.sort == "relevance" else request.sort
        start, stop = (request.page - 1) * request.per_page, request.page * request.per_page
        if sort != "relevance":
            field, order = _SORTS[sort]
            result = self._searcher.search(
                query, limit=request.per_page, offset=start, order_by_field=field, order=order
            )
            return _total(result), [(None, address) for _, address in result.hits]
        # Ties of the score come in the order of the segments, which merges change: read from the
        # top and order ties by the newest. `hits` builds its list anew at every access.
        result = self._searcher.search(query, limit=stop)
        hits = result.hits
        keys = self._searcher.fast_field_values("key_updated", [a for _, a in hits])
        ranked = sorted(
            zip(hits, keys, strict=True), key=lambda pair: (-float(pair[0][0]), -int(pair[1] or 0))
        )
        page: Found = [(float(score), address) for (score, address), _ in ranked[start:stop]]
        return _total(result), page

    def _stored(self, address: DocAddress) -> IndexDoc:
        raw: Any = self._searcher.doc(address).get_first("stored")
        return from_stored(json.loads(bytes(raw)))

    # ---- facets --------------------------------------------------------------------------

    def _facets(self, query: Query, request: SearchRequest) -> dict[Facet, tuple[FacetCount, ...]]:
        """Count facets; a facet with a choice is counted as if it had none, so nothing jumps."""
        groups: dict[Facet | None, list[Facet]] = {}
        for facet in request.facets:
            own = facet if request.disjunctive and facet in request.filters else None
            groups.setdefault(own, []).append(facet)
        counts: dict[Facet, dict[str, int]] = {}
        for own, facets in groups.items():
            clauses = self._render.filters(request.access, request.filters, without=own)
            counts.update(self._counts(filtered(query, clauses), facets))
        return {f: facet_list(counts[f], request.filters.get(f), f) for f in request.facets}

    def _counts(self, query: Query, facets: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
        ask = {
            f.value: {"terms": {"field": f.value, "size": _ALL_VALUES, "segment_size": _ALL_VALUES}}
            for f in facets
        }
        answer: Mapping[str, Any] = self._searcher.aggregate(query, ask)
        return {
            f: {
                str(int(b["key"]) if f is Facet.YEAR else b["key"]): int(b["doc_count"])
                for b in answer[f.value]["buckets"]
            }
            for f in facets
        }

    def facet_values(
        self, facet: Facet, contains: str, request: SearchRequest, limit: int
    ) -> tuple[FacetCount, ...]:
        """Return values of one facet that hold the text or sound like it."""
        plan = plan_query(request.q, self._language.analyzer, self._language.lexicon)
        query, _, _ = self._text_query(plan, request)
        clauses = self._render.filters(request.access, request.filters, without=facet)
        counts = self._counts(filtered(query, clauses), [facet])[facet]
        chosen = request.filters.get(facet)
        picked = dict(matching_values(counts, contains)[:limit])
        rows = facet_list(picked, chosen, facet)
        return tuple(row for row in rows if row.value in picked)

    # ---- suggestions, neighbours, audit --------------------------------------------------

    def phrase_book(self) -> PhraseBook:
        """Build the phrases of what everybody may see."""
        public = filtered(
            Query.all_query(), self._render.filters(Access(frozenset({PUBLIC_TAG})), {})
        )
        ask = {
            name: {"terms": {"field": name, "size": _ALL_VALUES, "segment_size": _ALL_VALUES}}
            for name in ("concept", "keyword")
        }
        answer: Mapping[str, Any] = self._searcher.aggregate(public, ask)
        counts = {
            name: {str(b["key"]): int(b["doc_count"]) for b in answer[name]["buckets"]}
            for name in ask
        }
        return PhraseBook(phrases_of(self._language.lexicon, counts["concept"], counts["keyword"]))

    def suggest(
        self, q: str, access: Access, limit: int, book: PhraseBook
    ) -> tuple[Suggestion, ...]:
        """Return phrases first, then titles of documents."""
        phrases = book.complete(q, limit - limit // 3)
        out = [Suggestion(p.text, "phrase", note=p.note) for p in phrases]
        if q.strip() and len(out) < limit:
            request = SearchRequest(q[:100], access, per_page=limit - len(out), highlight=())
            plan = plan_query(request.q, self._language.analyzer, self._language.lexicon)
            query = filtered(self._render.complete(plan), self._render.without(plan))
            clauses = self._render.filters(access, {})
            _, found = self._page(filtered(query, clauses), request, browsing=plan.empty)
            for _, address in found:
                doc = self._stored(address)
                out.append(Suggestion(doc.title, "title", id=doc.id))
        return tuple(out)

    def similar(self, doc_id: str, access: Access, limit: int) -> tuple[Hit, ...]:
        """Return documents that share the rarest words and the concepts of the given one."""
        clauses = self._render.filters(access, {})
        itself = Query.term_query(self._render.schema, "id", doc_id, index_option="freq")
        own = self._searcher.search(filtered(itself, clauses), limit=1).hits
        if not own:
            return ()
        prepared = self._language.prepare(self._stored(own[0][1]))
        words = self._language.analyzer.content_words(
            " ".join((prepared.title, *prepared.keywords))
        )
        rare = sorted(
            {w for w in words if len(w) > 1}, key=lambda w: (self._searcher.doc_freq("w", w), w)
        )
        query = self._render.any_of(rare[:_SIMILAR_WORDS], prepared.concepts)
        found = self._searcher.search(filtered(query, clauses), limit=limit + 1).hits
        docs = [(score, self._stored(address)) for score, address in found]
        return tuple(
            make_hit(doc, (), None, score=float(score)) for score, doc in docs if doc.id != doc_id
        )[:limit]

    def ids_and_versions(self) -> Iterator[tuple[str, int]]:
        """Walk over every document in the order of change."""
        for start in range(0, self._searcher.num_docs, _WALK):
            found = self._searcher.search(
                Query.all_query(), limit=_WALK, offset=start, order_by_field="key_updated"
            ).hits
            for _, address in found:
                doc = self._stored(address)
                yield doc.id, doc.version


def _total(result: Any) -> int:
    """Return the exact number of matches (the stubs of tantivy do not know the attribute)."""
    return int(result.count or 0)
