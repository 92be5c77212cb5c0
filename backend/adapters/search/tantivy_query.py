"""Render a query plan for tantivy.

Fields: ``w`` words and ``c`` bigrams of the whole text, ``tw`` and ``tc`` those of title and
keywords again (so they weigh more), ``uni`` single characters, ``concept``, ``pinyin``, one raw
field per facet.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from tantivy import FieldType, Occur, Query, Schema

from backend.adapters.search.plan import Chunk, Part, QueryPlan, fuzzy_distance, is_fuzzy
from backend.kernel.search import Access, Facet, In, Range
from matching.text import HAN, grams

TITLE_WEIGHT: Final = 2.0
GRAM_WEIGHT: Final = 0.5
CONCEPT_WEIGHT: Final = 0.3
COMPLETE_BONUS: Final = 1000.0
"""Puts complete matches before partial ones; no BM25 sum comes near it."""
_PREFIX_MIN: Final = 3

Clause = tuple[Occur, Query]


class Renderer:
    """Builds tantivy queries over one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    # ---- filters -------------------------------------------------------------------------

    def filters(
        self,
        access: Access,
        chosen: Mapping[Facet, In | Range],
        *,
        without: Facet | None = None,
    ) -> list[Clause]:
        """Return the access restriction and the user's filters, none of which scores."""
        out: list[Query] = []
        if access.acl is not None:
            out.append(self._terms("acl", sorted(access.acl)))
        for facet, wanted in chosen.items():
            if facet is without:
                continue
            if isinstance(wanted, Range):
                out.append(self._years(wanted))
            elif facet is Facet.YEAR:
                out.append(_any(self._years(Range(int(v), int(v))) for v in wanted.values))
            else:
                out.append(self._terms(facet.value, wanted.values))
        return [(Occur.Must, Query.const_score_query(q, 0.0)) for q in out]

    def _terms(self, field: str, values: Iterable[str]) -> Query:
        return Query.term_set_query(self.schema, field, list(values))

    def _years(self, wanted: Range) -> Query:
        low = 0 if wanted.gte is None else wanted.gte
        high = 9999 if wanted.lte is None else wanted.lte
        return Query.range_query(self.schema, "year", FieldType.Integer, low, high)

    # ---- text ----------------------------------------------------------------------------

    def complete(self, plan: QueryPlan) -> Query:
        """Return the query for documents that hold everything asked for."""
        clauses: list[Clause] = [(Occur.Must, self._chunk(c, plan)) for c in plan.chunks]
        clauses += [(Occur.Must, self.phrase(p)) for p in plan.phrases]
        return Query.boolean_query(clauses) if clauses else Query.all_query()

    def relaxed(self, plan: QueryPlan, unknown: Sequence[str]) -> Query:
        """Return the query for any word worth matching alone, complete matches on top.

        ``unknown`` words do not occur at all; only they are matched with typing errors.
        """
        complete = self.complete(plan)
        anything = [self._word(w) for w in plan.loose_words]
        anything += [self.phrase(p) for p in plan.phrases]
        anything += [self._concept(c) for c in plan.concepts]
        anything += [
            Query.fuzzy_term_query(self.schema, "tw", w, fuzzy_distance(w))
            for w in unknown
            if is_fuzzy(w)
        ]
        return _any([complete, Query.const_score_query(complete, COMPLETE_BONUS), *anything])

    def without(self, plan: QueryPlan) -> list[Clause]:
        """Return the exclusions of the query."""
        return [(Occur.MustNot, self.phrase(n)) for n in plan.negations]

    def any_of(self, words: Sequence[str], concepts: Sequence[str]) -> Query:
        """Return the query for documents like a bag of words."""
        return _any([self._word(w) for w in words] + [self._concept(c) for c in concepts])

    def phrase(self, text: str) -> Query:
        """Return the query for an exact substring, by neighbouring bigrams."""
        tokens = grams(text)
        if len(tokens) == 1:
            field = "uni" if len(tokens[0]) == 1 and HAN.match(tokens[0]) else "c"
            return self._term(field, tokens[0])
        return Query.phrase_query(self.schema, "c", list(tokens))

    def _chunk(self, chunk: Chunk, plan: QueryPlan) -> Query:
        if chunk.single:
            return _all_of([self._term("uni", chunk.text)], [self._term("tw", chunk.text)])
        ways = [self._parts(chunk.parts)] if chunk.parts else []
        if chunk.strict:
            ways.append(_all_of([self._word(w) for w in chunk.words]))
            ways.append(_all_of([self._gram(g) for g in chunk.grams]))
        else:
            enough = Query.boolean_query(
                [(Occur.Should, self._word(w)) for w in chunk.words],
                minimum_number_should_match=chunk.need,
            )
            extra = [self._gram(g) for g in chunk.grams]
            extra += [self._concept(p.concept) for p in chunk.parts if p.concept]
            ways.append(_all_of([enough], extra))
        if chunk.pinyin:
            ways.append(Query.boost_query(self._term("pinyin", chunk.pinyin), CONCEPT_WEIGHT))
            if chunk is plan.chunks[-1] and len(chunk.pinyin) >= _PREFIX_MIN:
                ways.append(Query.fuzzy_term_query(self.schema, "tw", chunk.pinyin, 0, prefix=True))
        return _any(ways)

    def _parts(self, parts: Sequence[Part]) -> Query:
        return _all_of([self._part(p) for p in parts])

    def _part(self, part: Part) -> Query:
        ways = [_all_of([self._word(w) for w in part.words])]
        ways.append(_all_of([self._gram(g) for g in part.grams]))
        if part.concept:
            ways.append(self._concept(part.concept))
        return _any(ways)

    def _word(self, word: str) -> Query:
        return _all_of(
            [self._term("w", word)], [Query.boost_query(self._term("tw", word), TITLE_WEIGHT)]
        )

    def _gram(self, gram: str) -> Query:
        if len(gram) == 1 and HAN.match(gram):
            return Query.const_score_query(self._term("uni", gram), 0.0)
        both = _all_of(
            [self._term("c", gram)], [Query.boost_query(self._term("tc", gram), TITLE_WEIGHT)]
        )
        return Query.boost_query(both, GRAM_WEIGHT)

    def _concept(self, concept: str) -> Query:
        return Query.boost_query(self._term("concept", concept), CONCEPT_WEIGHT)

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value, index_option="freq")


def _all_of(must: Sequence[Query], should: Sequence[Query] = ()) -> Query:
    if len(must) == 1 and not should:
        return must[0]
    return Query.boolean_query(
        [(Occur.Must, q) for q in must] + [(Occur.Should, q) for q in should]
    )


def _any(queries: Iterable[Query]) -> Query:
    ways = list(queries)
    if not ways:
        return Query.empty_query()
    return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, q) for q in ways])


def filtered(query: Query, clauses: Sequence[Clause]) -> Query:
    """Return the query under filters and exclusions."""
    return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query
