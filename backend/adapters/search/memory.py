"""The contract in its plainest form: a list of documents in memory, for tests of other parts."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from backend.adapters.search.plan import ENOUGH, QueryPlan, is_fuzzy, plan_query
from backend.adapters.search.present import also_searched, facet_list, make_hit, mark_terms
from backend.adapters.search.records import Language, Prepared, default_language, unique_docs
from backend.adapters.search.scan import (
    Match,
    Weigh,
    holds,
    is_complete,
    is_loose,
    occurrences,
    ordered,
    passes,
)
from backend.adapters.search.suggest import PhraseBook, matching_values, phrases_of
from backend.kernel.search import (
    Access,
    Facet,
    FacetCount,
    Generation,
    Hit,
    IndexDoc,
    IndexHealth,
    SearchRequest,
    SearchResult,
    Suggestion,
    Ticket,
)

ENGINE: Final = "memory"


class MemoryIndex:
    """Scans every document; honest for a few thousand of them."""

    def __init__(self, language: Language | None = None, weigh: Weigh = occurrences) -> None:
        self._language = language or default_language()
        self._weigh = weigh
        self._docs: dict[str, Prepared] = {}
        self._generation = 0
        self._journal: dict[str, IndexDoc | None] = {}

    # ---- reading -------------------------------------------------------------------------

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer one search."""
        started = time.perf_counter()
        lexicon = self._language.lexicon
        plan = plan_query(request.q, self._language.analyzer, lexicon)
        matches, relaxed, complete = self._matches(plan, request.access)
        chosen = [m for m in matches if passes(m[2], request.filters)]
        ranked = ordered(chosen, request, browsing=plan.empty)
        start = (request.page - 1) * request.per_page
        terms = mark_terms(plan, lexicon)
        by_score = request.sort == "relevance" and not plan.empty
        hits = tuple(
            make_hit(p.doc, terms, request, score=score if by_score else None, complete=full)
            for score, full, p in ranked[start : start + request.per_page]
        )
        return SearchResult(
            hits=hits,
            total=len(chosen),
            facets={f: self._facet(f, matches, request) for f in request.facets},
            page=request.page,
            per_page=request.per_page,
            relaxed=relaxed,
            did_you_mean=None if complete or plan.empty else self._book().did_you_mean(plan),
            terms=plan.highlight_terms,
            also_searched=also_searched(plan, lexicon),
            took_ms=(time.perf_counter() - started) * 1000,
            engine=ENGINE,
            generation=str(self._generation),
        )

    def _visible(self, access: Access) -> list[Prepared]:
        return [p for p in self._docs.values() if access.acl is None or access.acl & p.doc.acl]

    def _matches(self, plan: QueryPlan, access: Access) -> tuple[list[Match], bool, int]:
        visible = [p for p in self._visible(access) if not any(holds(p, n) for n in plan.negations)]
        full = [
            (self._weigh(p, plan), True, p) for p in visible if is_complete(p, plan, self._language)
        ]
        if plan.empty or len(full) >= ENOUGH or not plan.can_relax:
            return full, False, len(full)
        found = {p.doc.id for _, _, p in full}
        rest = [p for p in visible if p.doc.id not in found]
        known = {w for p in visible for t in p.texts for w in self._language.analyzer.words(t)}
        unknown = [w for w in plan.words if is_fuzzy(w) and w not in known]
        partial = [
            (self._weigh(p, plan), False, p)
            for p in rest
            if is_loose(p, plan, self._language, unknown)
        ]
        return full + partial, bool(partial), len(full)

    def _facet(
        self, facet: Facet, matches: Sequence[Match], request: SearchRequest
    ) -> tuple[FacetCount, ...]:
        filters = {
            f: v for f, v in request.filters.items() if not (request.disjunctive and f is facet)
        }
        counts = Counter(
            value for _, _, p in matches if passes(p, filters) for value in p.facets.get(facet, ())
        )
        return facet_list(counts, request.filters.get(facet), facet)

    def facet_values(
        self, facet: Facet, contains: str, request: SearchRequest, limit: int = 20
    ) -> tuple[FacetCount, ...]:
        """Return values of a facet holding ``contains`` as substring or pinyin."""
        plan = plan_query(request.q, self._language.analyzer, self._language.lexicon)
        matches, _, _ = self._matches(plan, request.access)
        rows = self._facet(facet, matches, request)
        picked = dict(
            matching_values({r.value: r.count for r in rows if r.count}, contains)[:limit]
        )
        return tuple(r for r in rows if r.value in picked)

    def _book(self) -> PhraseBook:
        visible = self._visible(Access.public())
        concepts = Counter(c for p in visible for c in p.concepts)
        keywords = Counter(k for p in visible for k in p.doc.keywords)
        return PhraseBook(phrases_of(self._language.lexicon, concepts, keywords))

    def suggest(self, q: str, access: Access, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what the user is typing."""
        phrases = self._book().complete(q, limit - limit // 3)
        out = [Suggestion(p.text, "phrase", note=p.note) for p in phrases]
        if q.strip() and len(out) < limit:
            request = SearchRequest(q[:100], access, per_page=limit - len(out), highlight=())
            out += [
                Suggestion(h.title, "title", id=h.id)
                for h in self.search(request).hits
                if h.complete
            ]
        return tuple(out)

    def similar(self, doc_id: str, access: Access, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents that share words of the title, keywords and concepts."""
        own = next((p for p in self._visible(access) if p.doc.id == doc_id), None)
        if own is None:
            return ()
        cut = self._language.analyzer.content_words
        words = {w for w in cut(" ".join((own.title, *own.keywords))) if len(w) > 1}
        scored = [
            (sum(holds(p, w) for w in words) + len(set(own.concepts) & set(p.concepts)), p)
            for p in self._visible(access)
            if p is not own
        ]
        ranked = sorted((s for s in scored if s[0]), key=lambda s: (-s[0], -s[1].updated_ms))
        return tuple(make_hit(p.doc, (), None, score=float(s)) for s, p in ranked[:limit])

    def ids_and_versions(self) -> Iterator[tuple[str, int]]:
        """Walk over every document."""
        return iter([(p.doc.id, p.doc.version) for p in self._docs.values()])

    # ---- writing -------------------------------------------------------------------------

    def upsert(self, docs: Sequence[IndexDoc]) -> Ticket:
        """Add or replace documents."""
        self._docs.update({d.id: self._language.prepare(d) for d in docs})
        self._journal.update({d.id: d for d in docs})
        return Ticket(ENGINE)

    def delete(self, ids: Sequence[str]) -> Ticket:
        """Remove documents."""
        for doc_id in ids:
            self._docs.pop(doc_id, None)
            self._journal[doc_id] = None
        return Ticket(ENGINE)

    def wait(self, ticket: Ticket, timeout: float) -> bool:  # noqa: ARG002 - visible at once
        """Tell that the write can be read."""
        return ticket.engine == ENGINE

    def rebuild(
        self,
        docs: Iterable[IndexDoc],
        replay: Callable[[], tuple[Sequence[IndexDoc], Sequence[str]]] | None = None,
    ) -> Generation:
        """Replace all documents."""
        started = time.perf_counter()
        self._journal = {}
        built = {d.id: self._language.prepare(d) for d in unique_docs(docs)}
        changes = dict(self._journal)
        if replay is not None:
            changed, removed = replay()
            changes.update({d.id: d for d in changed})
            changes.update(dict.fromkeys(removed))
        built.update({i: self._language.prepare(d) for i, d in changes.items() if d is not None})
        built = {i: p for i, p in built.items() if changes.get(i, p) is not None}
        self._docs = built
        self._generation += 1
        return Generation(str(self._generation), len(built), time.perf_counter() - started)

    def health(self) -> IndexHealth:
        """Tell size and generation."""
        return IndexHealth(
            engine=ENGINE,
            ok=True,
            version="1",
            documents=len(self._docs),
            generation=str(self._generation),
            needs_rebuild=self._generation == 0,
        )

    def close(self) -> None:
        """Have nothing to release."""
