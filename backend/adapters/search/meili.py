"""Meilisearch behind the search port: the engine of production."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog

from backend.adapters.search.meili_build import Builder
from backend.adapters.search.meili_form import (
    QUERY_WORDS,
    filters,
    one_of,
    payloads,
    query_text,
    search_body,
    sort_rules,
)
from backend.adapters.search.meili_link import Link, version_note
from backend.adapters.search.memory import MemoryIndex
from backend.adapters.search.plan import ENOUGH, QueryPlan, plan_query
from backend.adapters.search.present import also_searched, facet_list, make_hit, mark_terms
from backend.adapters.search.records import Language, default_language, from_stored
from backend.adapters.search.scan import Bm25, is_complete
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
    SearchUnavailable,
    Suggestion,
    Ticket,
)
from matching.text import normalise

log = structlog.get_logger(__name__)
ENGINE: Final = "meilisearch"
_LEADS: Final = 5
_LEAD_HITS: Final = 60
_COUNTED_WORDS: Final = 20
_PHRASES_AGE: Final = 60.0
_WALK: Final = 1000
_COUNTS_KEPT: Final = 5000


@dataclass(frozen=True, slots=True)
class _Answer:
    """The main result of a multi-search with its facet counts."""

    found: Mapping[str, Any]
    counts: Mapping[Facet, Mapping[str, int]]
    complete: int

    @property
    def total(self) -> int:
        """Return the exact total: every document has one kind, and its count has no cap."""
        return sum(self.found.get("facetDistribution", {}).get(Facet.KIND.value, {}).values())


class MeiliIndex:
    """A Meilisearch index under our contract."""

    def __init__(
        self,
        url: str,
        key: str | None = None,
        *,
        name: str = "library",
        timeout: int = 5,
        language: Language | None = None,
    ) -> None:
        self._link = Link(url.rstrip("/"), key, timeout)
        self._uid = name
        self._language = language or default_language()
        self._build = Builder(self._link, name, self._language)
        self._book_lock = threading.Lock()
        self._book_cache: tuple[float, PhraseBook] | None = None
        self._frequencies: dict[tuple[frozenset[str] | None, str], int] = {}

    # ---- reading -------------------------------------------------------------------------

    def _plan(self, request: SearchRequest) -> QueryPlan:
        return plan_query(request.q, self._language.analyzer, self._language.lexicon)

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer one search; a question goes another way, see :meth:`_question`."""
        started = time.perf_counter()
        plan = self._plan(request)
        if plan.question:
            result = self._question(request, plan)
            return replace(result, took_ms=(time.perf_counter() - started) * 1000)
        answer, relaxed = self._answer(plan, request, request.facets)
        lexicon = self._language.lexicon
        terms = mark_terms(plan, lexicon)
        by_score = request.sort == "relevance" and not plan.empty
        hits = []
        for found in answer.found["hits"]:
            doc = from_stored(json.loads(found["source"]))
            full = not relaxed or is_complete(self._language.prepare(doc), plan, self._language)
            score = float(found["_rankingScore"]) if by_score else None
            hits.append(make_hit(doc, terms, request, score=score, complete=full))
        if relaxed and by_score:
            hits.sort(key=lambda h: not h.complete)
        return SearchResult(
            hits=tuple(hits),
            total=answer.total,
            facets={
                f: facet_list(answer.counts[f], request.filters.get(f), f) for f in request.facets
            },
            page=request.page,
            per_page=request.per_page,
            relaxed=relaxed,
            did_you_mean=(
                None if answer.complete or plan.empty else self._book().did_you_mean(plan)
            ),
            terms=plan.highlight_terms,
            also_searched=also_searched(plan, lexicon),
            took_ms=(time.perf_counter() - started) * 1000,
            engine=ENGINE,
            generation=self._build.generation().name,
        )

    def _answer(
        self, plan: QueryPlan, request: SearchRequest, facets: Sequence[Facet]
    ) -> tuple[_Answer, bool]:
        """Ask for all words; with too few complete answers ask again for the rarest of them."""
        answer = self._ask(plan, request, facets, "all")
        if plan.empty or answer.complete >= ENOUGH or not plan.can_relax:
            return answer, False
        loose = self._ask(plan, request, facets, "frequency")
        if loose.complete <= answer.complete:
            return answer, False
        return replace(loose, complete=answer.complete), True

    def _ask(
        self, plan: QueryPlan, request: SearchRequest, facets: Sequence[Facet], strategy: str
    ) -> _Answer:
        text = query_text(plan)
        if len(plan.words) > QUERY_WORDS:
            text = query_text(plan, self._rarest(plan.words, request.access)[:QUERY_WORDS])
        own = [f for f in facets if request.disjunctive and f in request.filters]
        shared = [f for f in facets if f not in own]
        names = list(dict.fromkeys([*(f.value for f in shared), Facet.KIND.value]))
        bodies = [
            search_body(
                self._uid,
                text,
                filters(request.access, request.filters),
                facets=names,
                strategy=strategy,
                page=request.page,
                per_page=request.per_page,
                sort=sort_rules(request, plan),
            ),
            # Whether to relax is decided without the user's filters: else ticking a facet could
            # suddenly widen the answer.
            search_body(
                self._uid,
                text,
                filters(request.access, {}),
                facets=[Facet.KIND.value],
                strategy=strategy,
            ),
        ]
        bodies += [
            search_body(
                self._uid,
                text,
                filters(request.access, request.filters, without=f),
                facets=[f.value],
                strategy=strategy,
            )
            for f in own
        ]
        main, base, *rest = self._link.searches(bodies)
        counts = {f: main["facetDistribution"].get(f.value, {}) for f in shared}
        counts |= {
            f: r["facetDistribution"].get(f.value, {}) for f, r in zip(own, rest, strict=True)
        }
        return _Answer(main, counts, sum(base["facetDistribution"].get("kind", {}).values()))

    # ---- questions -----------------------------------------------------------------------

    def _question(self, request: SearchRequest, plan: QueryPlan) -> SearchResult:
        """Answer a long question: queries led by each of its rarest words, then our own BM25.

        Meilisearch reads ten words and the first of them must match, which ruins questions. The
        total counts candidates only (at most a few hundred).
        """
        rare = self._rarest(plan.words, request.access)
        wheres = [filters(request.access, {})]
        if request.filters:
            wheres.append(filters(request.access, request.filters))
        found = self._candidates(plan, rare, wheres)
        scan = self._scan(found, request.access)
        result = scan.search(request)
        return replace(result, engine=ENGINE, generation=self._build.generation().name)

    def _candidates(
        self, plan: QueryPlan, rare: Sequence[str], wheres: Sequence[Sequence[str]]
    ) -> list[IndexDoc]:
        bodies = []
        for lead in rare[:_LEADS]:
            words = [lead, *(w for w in rare if w != lead)][:QUERY_WORDS]
            text = query_text(plan, words)
            bodies += [
                search_body(self._uid, text, where, strategy="last", per_page=_LEAD_HITS)
                for where in wheres
            ]
        results = self._link.searches(bodies) if bodies else []
        sources = {h["source"] for r in results for h in r["hits"]}
        return [from_stored(json.loads(s)) for s in sorted(sources)]

    def _scan(self, docs: Sequence[IndexDoc], access: Access) -> MemoryIndex:
        lengths = [len(self._language.analyzer.words(normalise(d.abstract))) for d in docs]
        weigh = Bm25(
            self._language,
            {w: n for (acl, w), n in self._frequencies.items() if acl == access.acl},
            self._frequencies.get((access.acl, ""), len(docs)),
            sum(lengths) / len(lengths) if lengths else 1.0,
        )
        scan = MemoryIndex(self._language, weigh)
        scan.upsert(docs)
        return scan

    def _rarest(self, words: Sequence[str], access: Access) -> list[str]:
        """Return the words that occur, rarest first; counts are remembered until the next write."""
        asked = list(words[:_COUNTED_WORDS])
        known = self._frequencies
        missing = [w for w in ["", *asked] if (access.acl, w) not in known]
        if missing:
            bodies = [
                search_body(
                    self._uid,
                    f'"{w}"' if w else "",
                    filters(access, {}),
                    facets=[Facet.KIND.value],
                )
                for w in missing
            ]
            if len(known) > _COUNTS_KEPT:
                known.clear()
            for word, result in zip(missing, self._link.searches(bodies), strict=True):
                counts = result["facetDistribution"].get(Facet.KIND.value, {})
                known[(access.acl, word)] = sum(counts.values())
        frequency = {w: known.get((access.acl, w), 0) for w in asked}
        return sorted((w for w in asked if frequency[w]), key=lambda w: (frequency[w], w))

    # ---- facets, suggestions, neighbours -------------------------------------------------

    def facet_values(
        self, facet: Facet, contains: str, request: SearchRequest, limit: int = 20
    ) -> tuple[FacetCount, ...]:
        """Return values of a facet; ours, because Meilisearch matches beginnings and bytes."""
        others = {f: v for f, v in request.filters.items() if f is not facet}
        answer, _ = self._answer(self._plan(request), replace(request, filters=others), [facet])
        picked = dict(matching_values(answer.counts[facet], contains)[:limit])
        rows = facet_list(picked, request.filters.get(facet), facet)
        return tuple(row for row in rows if row.value in picked)

    def _book(self) -> PhraseBook:
        with self._book_lock:
            now = time.monotonic()
            if self._book_cache is None or now - self._book_cache[0] > _PHRASES_AGE:
                body = search_body(
                    self._uid,
                    "",
                    filters(Access.public(), {}),
                    facets=["concept_ids", "keywords"],
                )
                counts = self._link.searches([body])[0]["facetDistribution"]
                phrases = phrases_of(
                    self._language.lexicon,
                    counts.get("concept_ids", {}),
                    counts.get("keywords", {}),
                )
                self._book_cache = (now, PhraseBook(phrases))
            return self._book_cache[1]

    def suggest(self, q: str, access: Access, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what the user is typing."""
        out = [
            Suggestion(p.text, "phrase", note=p.note)
            for p in self._book().complete(q, limit - limit // 3)
        ]
        if q.strip() and len(out) < limit:
            request = SearchRequest(q[:100], access, per_page=limit - len(out), highlight=())
            found = self._ask(self._plan(request), request, (), "all").found["hits"]
            docs = [from_stored(json.loads(h["source"])) for h in found]
            out += [Suggestion(d.title, "title", id=d.id) for d in docs]
        return tuple(out)

    def similar(self, doc_id: str, access: Access, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents that share rare words of the title, ranked by words and concepts."""
        where = [*filters(access, {}), one_of("id", [doc_id])]
        own = self._link.searches([search_body(self._uid, "", where, per_page=1)])[0]["hits"]
        if not own:
            return ()
        doc = from_stored(json.loads(own[0]["source"]))
        prepared = self._language.prepare(doc)
        text = " ".join((prepared.title, *prepared.keywords))
        words = [w for w in self._language.analyzer.content_words(text) if len(w) > 1]
        rare = self._rarest(list(dict.fromkeys(words)), access)
        nothing = plan_query("", self._language.analyzer, self._language.lexicon)
        docs = self._candidates(nothing, rare, [filters(access, {})])
        return self._scan([*docs, doc], access).similar(doc_id, access, limit)

    def ids_and_versions(self) -> Iterator[tuple[str, int]]:
        """Walk over every document."""
        start = 0
        while True:
            ask = {"limit": _WALK, "offset": start, "fields": ["id", "version"]}
            page = self._link.call(lambda c, a=ask: c.index(self._uid).get_documents(a))  # type: ignore[misc]
            for found in page.results:
                yield found.id, found.version
            start += _WALK
            if start >= page.total:
                return

    # ---- writing -------------------------------------------------------------------------

    def upsert(self, docs: Sequence[IndexDoc]) -> Ticket:
        """Send documents; they can be read once ``wait`` says so."""
        return self._written(self._build.write(payloads(docs, self._language), []))

    def delete(self, ids: Sequence[str]) -> Ticket:
        """Ask for the removal of documents."""
        return self._written(self._build.write([], ids))

    def _written(self, tasks: Sequence[str]) -> Ticket:
        self._frequencies.clear()
        return Ticket(ENGINE, tuple(tasks))

    def wait(self, ticket: Ticket, timeout: float) -> bool:
        """Wait for the tasks of a write."""
        return self._link.wait(list(ticket.tokens), timeout)

    def rebuild(
        self,
        docs: Iterable[IndexDoc],
        replay: Callable[[], tuple[Sequence[IndexDoc], Sequence[str]]] | None = None,
    ) -> Generation:
        """Build a second index and swap the two."""
        generation = self._build.rebuild(docs, replay)
        self._frequencies.clear()
        self._book_cache = None
        return generation

    # ---- state ---------------------------------------------------------------------------

    def health(self) -> IndexHealth:
        """Tell version, size and generation."""
        try:
            version = str(self._link.call(lambda c: c.get_version())["pkgVersion"])
            here = self._link.exists(self._uid)
            documents = self._build.count(self._uid) if here else 0
            serving = self._build.generation()
        except SearchUnavailable as problem:
            return IndexHealth(
                engine=ENGINE,
                ok=False,
                version="",
                documents=0,
                generation="",
                needs_rebuild=False,
                detail=problem.cause,
            )
        stale = serving.language != self._language.digest
        return IndexHealth(
            engine=ENGINE,
            ok=here,
            version=version,
            documents=documents,
            generation=serving.name,
            needs_rebuild=not here or stale,
            detail=version_note(version),
        )

    def close(self) -> None:
        """Have nothing to release: the client opens a connection per request."""
