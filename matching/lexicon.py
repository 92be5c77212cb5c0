"""Concepts of the trade: which terms say the same thing, and what lies under what.

At indexing every surface form in the text is found and the concept noted, with the broader ones;
a query that names a concept then finds all its names. The same in both engines, and free of the
three-word limit of Meilisearch's own synonyms.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from matching.text import HAN, normalise

_LATIN_WORD: Final = re.compile(r"[^\W_]")
_TOO_GENERAL: Final = 1
"""Surface forms of one character match everywhere and are not used."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A group of equivalent terms; ``names`` are as written, the preferred one first."""

    id: str
    preferred: str
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A surface form found in normalised text."""

    start: int
    end: int
    concept: str
    surface: str


@dataclass(frozen=True)
class Lexicon:
    """The concepts with an index of their surface forms."""

    concepts: Mapping[str, Concept]
    broader: Mapping[str, tuple[str, ...]]
    surfaces: Mapping[str, str]
    """Normalised unambiguous surface → concept id."""
    _by_first: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index surfaces by their first character, longest first."""
        for surface in sorted(self.surfaces, key=lambda s: (-len(s), s)):
            self._by_first.setdefault(surface[0], []).append(surface)

    def mentions(self, normal: str) -> list[Mention]:
        """Find surface forms, leftmost and longest, never inside a Latin word."""
        found: list[Mention] = []
        i, n, by_first = 0, len(normal), self._by_first
        while i < n:
            for surface in by_first.get(normal[i], ()):
                end = i + len(surface)
                if normal.startswith(surface, i) and _stands_alone(normal, i, end):
                    found.append(Mention(i, end, self.surfaces[surface], surface))
                    i = end
                    break
            else:
                i += 1
        return found

    def with_broader(self, ids: Iterable[str]) -> set[str]:
        """Add everything that lies above; a search for the broader term finds the narrower."""
        out: set[str] = set()
        todo = list(ids)
        while todo:
            concept = todo.pop()
            if concept not in out:
                out.add(concept)
                todo.extend(self.broader.get(concept, ()))
        return out

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return all names of the concepts, without repetition."""
        return tuple(dict.fromkeys(n for i in ids for n in self.concepts[i].names))

    @cached_property
    def atoms(self) -> frozenset[str]:
        """Two-character Chinese terms: the only ones that may be indivisible.

        Longer entries would swallow their parts (纤维化 inside 肝纤维化).
        """
        return frozenset(s for s in self.surfaces if len(s) == 2 and len(HAN.findall(s)) == 2)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a Latin edge of the surface is also an edge of a word."""

    def joined(left: str, right: str) -> bool:
        return all(_LATIN_WORD.match(c) and not HAN.match(c) for c in (left, right))

    before = start > 0 and joined(text[start - 1], text[start])
    after = end < len(text) and joined(text[end - 1], text[end])
    return not (before or after)


def build_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """Build the lexicon from its JSON form.

    Ambiguous abbreviations are only valid beside another name of the same group, where they add
    nothing; so they are not used for matching at all.
    """
    concepts: dict[str, Concept] = {}
    surfaces: dict[str, str] = {}
    for group in data["groups"]:
        ambiguous = {normalise(t) for t in group.get("ambiguous_terms") or ()}
        names = tuple(dict.fromkeys([group["preferred"], *group["terms"]]))
        concepts[group["id"]] = Concept(group["id"], group["preferred"], names, group["kind"])
        for name in names:
            surface = normalise(name)
            if len(surface) > _TOO_GENERAL and surface not in ambiguous:
                surfaces.setdefault(surface, group["id"])
    broader: dict[str, list[str]] = {}
    for edge in data["hyponyms"]:
        broader.setdefault(edge["narrower_id"], []).append(edge["broader_id"])
    known = {k: tuple(b for b in v if b in concepts) for k, v in broader.items() if k in concepts}
    return Lexicon(concepts, known, surfaces)
