"""Completions, pinyin and did-you-mean: kept outside the engines, so that they are identical."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from backend.adapters.search.pinyin import PINYIN_QUERY, full, initials
from backend.adapters.search.plan import QueryPlan
from matching.lexicon import Lexicon
from matching.text import HAN, normalise

_LONGEST: Final = 24
"""Longer phrases are completed but not used to repair a query."""
_SHORTEST_EDIT: Final = 3
"""Two characters leave too little to repair by an edit; homophones still count."""
_NOT_A_SLIP: Final = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something worth offering; ``weight`` is the number of documents behind it."""

    text: str
    weight: int
    note: str | None = None


def phrases_of(
    lexicon: Lexicon, concept_counts: Mapping[str, int], keyword_counts: Mapping[str, int]
) -> list[Phrase]:
    """Return names of concepts and keywords that lead to documents the caller may see."""
    out: dict[str, Phrase] = {}
    for concept in lexicon.concepts.values():
        count = concept_counts.get(concept.id, 0)
        for name in concept.names if count else ():
            if lexicon.surfaces.get(normalise(name)) == concept.id:
                note = concept.preferred if name != concept.preferred else None
                out.setdefault(normalise(name), Phrase(name, count, note))
    for keyword, count in keyword_counts.items():
        out.setdefault(normalise(keyword), Phrase(keyword, count))
    return list(out.values())


class PhraseBook:
    """Phrases by beginning, by pinyin and by one slip of the keyboard."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases: dict[str, Phrase] = {}
        self._sound: dict[str, list[str]] = defaultdict(list)
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._deletions: dict[str, list[str]] = defaultdict(list)
        for phrase in phrases:
            key = normalise(phrase.text)
            self._phrases[key] = phrase
            if HAN.search(key):
                self._sound[full(key)].append(key)
                self._initials[initials(key)].append(key)
            if len(key) <= _LONGEST:
                for variant in _deletions(key):
                    self._deletions[variant].append(key)

    def __len__(self) -> int:
        """Return the number of phrases."""
        return len(self._phrases)

    def complete(self, q: str, limit: int) -> tuple[Phrase, ...]:
        """Return phrases that begin with, sound like or hold what was typed, in this order."""
        typed = normalise(q).strip()
        if not typed:
            return ()
        tiers: tuple[list[str], ...] = ([], [], [])
        for key in self._phrases:
            if key.startswith(typed):
                tiers[0].append(key)
            elif typed in key:
                tiers[2].append(key)
        if PINYIN_QUERY.fullmatch(typed):
            tiers[1].extend(k for s, ks in self._sound.items() if s.startswith(typed) for k in ks)
            tiers[1].extend(self._initials.get(typed, ()))
        ordered = [k for tier in tiers for k in sorted(set(tier), key=self._order)]
        return tuple(self._phrases[k] for k in list(dict.fromkeys(ordered))[:limit])

    def correct(self, word: str) -> str | None:
        """Return the known phrase that was most likely meant; None when nothing is near."""
        if not word or word in self._phrases:
            return None
        if HAN.search(word):
            same = [k for k in self._sound.get(full(word), ()) if k != word]
            if same:
                return self._phrases[min(same, key=self._order)].text
        elif PINYIN_QUERY.fullmatch(word):
            spelt = self._sound.get(word, [])
            if spelt:
                return self._phrases[min(spelt, key=self._order)].text
        if len(word) < _SHORTEST_EDIT or len(word) > _LONGEST:
            return None
        near = {k for v in (word, *_deletions(word)) for k in self._deletions.get(v, ())}
        near |= {v for v in _deletions(word) if v in self._phrases}
        ranked = sorted(
            (_slip(word, k), *self._order(k), k) for k in near if _slip(word, k) < _NOT_A_SLIP
        )
        return self._phrases[ranked[0][-1]].text if ranked else None

    def did_you_mean(self, plan: QueryPlan) -> str | None:
        """Return the query with every repairable chunk repaired; None when nothing changes."""
        repaired = [self.correct(chunk.text) or chunk.text for chunk in plan.chunks]
        if not repaired or repaired == [chunk.text for chunk in plan.chunks]:
            return None
        return " ".join([*repaired, *(f'"{p}"' for p in plan.phrases)])

    def _order(self, key: str) -> tuple[int, int, str]:
        return (-self._phrases[key].weight, len(key), key)


def _deletions(word: str) -> list[str]:
    if len(word) < _SHORTEST_EDIT:
        return []
    return list({word[:i] + word[i + 1 :] for i in range(len(word))})


def _slip(typed: str, meant: str) -> int:
    """Return 1 for swapped neighbours, 2 extra, 3 wrong, 4 missing character; more otherwise."""
    a, b = typed, meant
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if len(a) == len(b) == 2 and a == b[::-1]:
        return 1
    return {(1, 0): 2, (1, 1): 3, (0, 1): 4}.get((len(a), len(b)), _NOT_A_SLIP)


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether one slip of the keyboard lies between two different words."""
    return typed != meant and _slip(typed, meant) < _NOT_A_SLIP


def matching_values(values: Mapping[str, int], contains: str) -> list[tuple[str, int]]:
    """Return facet values that hold the text, or whose pinyin begins with it, most used first."""
    wanted = normalise(contains).strip()
    found: Sequence[tuple[str, int]] = [
        (value, count)
        for value, count in values.items()
        if not wanted
        or wanted in normalise(value)
        or (
            PINYIN_QUERY.fullmatch(wanted)
            and (wanted in full(normalise(value)) or wanted in initials(normalise(value)))
        )
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
