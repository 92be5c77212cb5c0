"""Suggestions for a demand: candidates, rule weights, diversity, reasons (clause 5.3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.candidates import Channel, build_channel, top
from matching.diversify import diversify
from matching.errors import MatchingError
from matching.explain import Evidence, reasons
from matching.fields import (
    ConceptOverlap,
    asked_dimensions,
    concept_overlap,
    disease_similarity,
    maturity_similarity,
    mode_similarity,
    same_term,
    technical,
)
from matching.lexicon import Lexicon
from matching.ranker import bend, points, raw_text_similarity, total
from matching.text import STOP_WORDS, Analyzer, grams, normalise
from matching.types import DemandProfile, Dimension, Suggestion, SupplyProfile

CANDIDATES: Final = 200
RERANKED: Final = 60


@dataclass(frozen=True)
class _Indexed:
    supplies: tuple[SupplyProfile, ...]
    texts: tuple[str, ...]
    words: Channel
    bigrams: Channel
    concepts: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    title: str
    full: str
    concepts: frozenset[str]
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    position: int
    score: float
    components: dict[Dimension, float | None]
    overlap: ConceptOverlap


class Matcher:
    """Ranks supplies for a demand with fixed, stated weights.

    Parameters
    ----------
    lexicon
        Concepts of the trade.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._analyzer = Analyzer(lexicon.atoms)
        self._last: _Indexed | None = None

    def suggest(
        self, demand: DemandProfile, supplies: Sequence[SupplyProfile], top_n: int = 20
    ) -> tuple[Suggestion, ...]:
        """Return the best supplies for a demand.

        Parameters
        ----------
        demand
            What is sought.
        supplies
            What may be proposed: the caller has left out what is confidential, withdrawn or in
            conflict of interest. The index is kept while the same supplies are passed again.
        top_n
            At most this many, at least 1.

        Returns
        -------
        tuple of Suggestion
            Highest score first; fewer than ``top_n`` when little is related, empty when nothing.

        Raises
        ------
        MatchingError
            If ``top_n`` is below 1 or two supplies have the same id.
        """
        if top_n < 1:
            raise MatchingError("top_n: ask for at least one suggestion")
        index = self._index(tuple(supplies))
        if not index.supplies:
            return ()
        asked = self._asked(demand)
        raw = raw_text_similarity(index.bigrams, asked.title, asked.full)
        scored = [
            self._score(demand, index, asked, float(raw[p]), p)
            for p in self._recall(demand, index, asked, raw)
        ]
        best = sorted((s for s in scored if s.score > 0), key=lambda s: (-s.score, s.position))
        best = best[:RERANKED]
        if not best:
            return ()
        rows = index.bigrams.tfidf[[s.position for s in best]]
        chosen = diversify(
            np.array([s.score for s in best]),
            np.asarray((rows @ rows.T).toarray(), dtype=np.float64),
            [index.supplies[s.position].organisation for s in best],
            top_n,
        )
        return tuple(self._explain(demand, index, asked, best[i]) for i in chosen)

    # ---- preparation ---------------------------------------------------------------------

    def _index(self, supplies: tuple[SupplyProfile, ...]) -> _Indexed:
        if self._last is not None and self._last.supplies == supplies:
            return self._last
        if len({s.id for s in supplies}) != len(supplies):
            raise MatchingError("supplies: an id occurs twice; pass every supply once")
        texts = [normalise("\n".join((s.title, s.summary, *s.keywords))) for s in supplies]
        made = _Indexed(
            supplies,
            tuple(texts),
            build_channel(texts, self._words),
            build_channel(texts, grams),
            tuple(self._named(t) for t in texts),
        )
        self._last = made
        return made

    def _words(self, text: str) -> list[str]:
        return [w for w in self._analyzer.words(text) if w not in STOP_WORDS]

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(m.concept for m in self._lexicon.mentions(text))

    def _asked(self, demand: DemandProfile) -> _Asked:
        title = normalise(demand.title)
        full = f"{title}\n{normalise(demand.description)}"
        concepts = frozenset(technical(self._named(full), self._lexicon))
        dimensions = asked_dimensions(
            concepts=concepts,
            diseases=demand.diseases,
            modes=demand.modes,
            terms={
                Dimension.FIELD: demand.field,
                Dimension.SCENE: demand.scene,
                Dimension.MATURITY: demand.maturity,
            },
        )
        return _Asked(title, full, concepts, dimensions)

    # ---- the pipeline --------------------------------------------------------------------

    def _recall(
        self, demand: DemandProfile, index: _Indexed, asked: _Asked, raw: np.ndarray
    ) -> list[int]:
        """Return candidates: best by bigrams, best by words, and all that share a concept."""
        found = set(top(raw, CANDIDATES).tolist())
        found.update(top(index.words.bm25_scores(asked.full), CANDIDATES).tolist())
        sharing = [i for i, c in enumerate(index.concepts) if c & asked.concepts]
        sharing.sort(key=lambda i: -len(index.concepts[i] & asked.concepts))
        found.update(sharing[:CANDIDATES])
        own = demand.organisation
        return sorted(i for i in found if own is None or index.supplies[i].organisation != own)

    def _score(
        self, demand: DemandProfile, index: _Indexed, asked: _Asked, raw: float, position: int
    ) -> _Scored:
        supply = index.supplies[position]
        overlap = concept_overlap(asked.concepts, index.concepts[position], self._lexicon)
        components: dict[Dimension, float | None] = {}
        for dimension in asked.dimensions:
            match dimension:
                case Dimension.TEXT:
                    components[dimension] = bend(raw)
                case Dimension.CONCEPT:
                    components[dimension] = overlap.similarity
                case Dimension.DISEASE:
                    components[dimension] = disease_similarity(demand.diseases, supply.diseases)
                case Dimension.FIELD:
                    components[dimension] = same_term(demand.field or "", supply.field)
                case Dimension.SCENE:
                    components[dimension] = same_term(demand.scene or "", supply.scene)
                case Dimension.MATURITY:
                    components[dimension] = maturity_similarity(
                        demand.maturity or "", supply.maturity
                    )
                case Dimension.MODE:
                    components[dimension] = mode_similarity(demand.modes, supply.modes)
        return _Scored(position, total(components), components, overlap)

    def _explain(
        self, demand: DemandProfile, index: _Indexed, asked: _Asked, scored: _Scored
    ) -> Suggestion:
        supply = index.supplies[scored.position]
        words = self._shared(index, asked, scored.position)
        evidence = Evidence(words, scored.overlap, demand.diseases)
        parts = scored.components
        good, bad = reasons(demand, supply, parts, points(parts), evidence)
        return Suggestion(supply.id, round(scored.score, 1), parts, good, bad)

    def _shared(self, index: _Indexed, asked: _Asked, position: int) -> list[str]:
        """Return shared terms: those of the lexicon in full, then words by their BM25 weight."""
        text = index.texts[position]
        shared = dict.fromkeys(
            m.surface for m in self._lexicon.mentions(asked.full) if m.surface in text
        )
        columns, _ = index.words.query(asked.full)
        if len(columns):
            weights = index.words.bm25[[position], :][:, columns].toarray().ravel()
            for i in np.argsort(-weights, kind="stable"):
                word = index.words.terms[columns[i]]
                if weights[i] > 0 and len(word) > 1 and not any(word in term for term in shared):
                    shared[word] = None
        return list(shared)
