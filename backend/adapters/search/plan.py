"""The query plan: what the user asked for, worked out once and rendered by every engine.

Match policy (measured on question and keyword sets): several chunks must all match;
a chunk of up to four words needs all of them, a longer one 60 %; a lone chunk of up to six words
needs all, a longer one is a question and needs 30 %. Minimums are counted per chunk: counted over
all words, a long keyword query would match nearly everything.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

from backend.adapters.search.pinyin import PINYIN_QUERY
from matching.lexicon import Lexicon
from matching.text import HAN, STOP_WORDS, Analyzer, grams, normalise

KEYWORD_WORDS: Final = 4
SINGLE_WORDS: Final = 6
ENOUGH: Final = 10
"""Fewer complete answers than this and partial ones are added, marked as relaxed."""
MAX_WORDS: Final = 40
_TOKENS: Final = re.compile(r'(-?)"([^"]*)"|(\S+)')
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"'})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a chunk: one named concept, or the words between two of them."""

    text: str
    words: tuple[str, ...]
    grams: tuple[str, ...]
    concept: str | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the query between spaces; it must match by itself."""

    text: str
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    grams: tuple[str, ...]
    need: int
    """How many of ``words`` a complete match must hold; fewer than all in a question."""
    pinyin: str | None
    """The chunk as it stands, when it could be pinyin."""

    @property
    def strict(self) -> bool:
        """Tell whether all words are needed."""
        return self.need >= len(self.words)

    @property
    def single(self) -> bool:
        """Tell whether this is one Chinese character."""
        return len(self.text) == 1 and bool(HAN.match(self.text))


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """A parsed query."""

    normal: str
    chunks: tuple[Chunk, ...]
    phrases: tuple[str, ...]
    negations: tuple[str, ...]
    concepts: tuple[str, ...]
    question: bool

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to look for, so that everything is browsed."""
        return not (self.chunks or self.phrases)

    @property
    def words(self) -> tuple[str, ...]:
        """Return all words, each once."""
        return tuple(dict.fromkeys(w for c in self.chunks for w in c.words))

    @property
    def loose_words(self) -> tuple[str, ...]:
        """Return the words worth matching alone when the query is relaxed.

        Single Chinese characters (化) would bring in nearly every document.
        """
        return tuple(w for w in self.words if len(w) > 1 or not HAN.match(w))

    @property
    def can_relax(self) -> bool:
        """Tell whether dropping words could bring in anything that was not found before."""
        several = len(self.words) + len(self.phrases) > 1
        return (several and bool(self.loose_words)) or any(is_fuzzy(w) for w in self.words)

    @property
    def highlight_terms(self) -> tuple[str, ...]:
        """Return what is marked in a text: whole chunks, phrases, words of two or more letters."""
        wanted = [*self.phrases, *(c.text for c in self.chunks)]
        wanted += [p.text for c in self.chunks for p in c.parts]
        wanted += [w for c in self.chunks for w in c.words if len(w) > 1]
        for chunk in self.chunks:
            # 肝纤 is cut into single characters, and those alone are never marked
            if len(chunk.words) > 1 and all(len(w) == 1 for w in chunk.words):
                wanted += chunk.grams
        return tuple(dict.fromkeys(w for w in wanted if w))


def is_fuzzy(word: str) -> bool:
    """Tell whether a word may be matched with a typing error: Latin, five letters or more."""
    return len(word) >= 5 and word.isascii() and word.isalpha()


def fuzzy_distance(word: str) -> int:
    """Return the edits allowed: one from five letters, two from nine."""
    return 2 if len(word) >= 9 else 1


def plan_query(q: str, analyzer: Analyzer, lexicon: Lexicon) -> QueryPlan:
    """Parse a query: chunks, "phrases", -negations, concepts."""
    texts: list[str] = []
    phrases: list[str] = []
    negations: list[str] = []
    normal = normalise(q.translate(_QUOTES))
    for minus, quoted, plain in _TOKENS.findall(normal):
        text = _strip(quoted or plain)
        if not text:
            continue
        if minus or (plain.startswith("-") and len(plain) > 1):
            negations.append(text)
        elif quoted:
            phrases.append(text)
        else:
            texts.append(text)
    # A chunk of nothing but function words (的, 和) would demand them of every document.
    kept = [t for t in texts if not set(analyzer.words(t)) <= STOP_WORDS] or texts
    chunks = tuple(_chunk(t, analyzer, lexicon, alone=len(kept) + len(phrases) == 1) for t in kept)
    named = [p.concept for c in chunks for p in c.parts if p.concept]
    named += [m.concept for p in phrases for m in lexicon.mentions(p)]
    return QueryPlan(
        normal=normal.strip(),
        chunks=chunks,
        phrases=tuple(phrases),
        negations=tuple(negations),
        concepts=tuple(dict.fromkeys(named)),
        question=len(chunks) == 1 and len(chunks[0].words) > SINGLE_WORDS,
    )


def _strip(text: str) -> str:
    """Drop marks at both ends; empty when nothing but marks is left."""
    return _EDGES.sub("", text)


def _chunk(text: str, analyzer: Analyzer, lexicon: Lexicon, *, alone: bool) -> Chunk:
    parts: list[Part] = []
    end = 0
    for mention in lexicon.mentions(text):
        _plain_part(parts, text[end : mention.start], analyzer)
        surface = mention.surface
        words = tuple(analyzer.words(surface))
        parts.append(Part(surface, words, tuple(grams(surface)), mention.concept))
        end = mention.end
    _plain_part(parts, text[end:], analyzer)
    words = tuple(dict.fromkeys(analyzer.content_words(text)))[:MAX_WORDS]
    limit, share = (SINGLE_WORDS, 0.3) if alone else (KEYWORD_WORDS, 0.6)
    need = len(words) if len(words) <= limit else max(1, math.ceil(len(words) * share))
    return Chunk(
        text=text,
        parts=tuple(parts),
        words=words,
        grams=tuple(dict.fromkeys(grams(text)))[: 2 * MAX_WORDS],
        need=need,
        pinyin=text if PINYIN_QUERY.fullmatch(text) else None,
    )


def _plain_part(parts: list[Part], text: str, analyzer: Analyzer) -> None:
    kept = _strip(text)
    words = tuple(w for w in analyzer.words(kept) if w not in STOP_WORDS)
    if words:
        parts.append(Part(kept, words, tuple(grams(kept)), None))
