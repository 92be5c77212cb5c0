"""Turn text into what is indexed and asked: normal form, words, bigrams, single characters.

Words are cut the way Meilisearch cuts Chinese (charabia 0.9.9): jieba without its hidden Markov
model, then every word of more than two characters is cut again, greedily, into a two-character
dictionary word, else a three-character one, else one character. Both engines then agree on words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rjieba import Jieba

from matching.variants import to_simplified

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN: Final = re.compile(rf"([{_HAN}]+)|((?:(?![{_HAN}])[^\W_])+)")
HAN: Final = re.compile(rf"[{_HAN}]")

STOP_WORDS: Final = frozenset(
    word
    for line in (
        "的 了 吗 呢 吧 啊 是 在 和 与 及 或 等 对 其 之 于 为 被 把 有 请",
        "请问 这 那 该 一种 一个 以及",
        "什么 怎么 怎样 如何 哪 哪些 哪个 为什么 是否 能否 可以 可",
        "the a an of and or for in on to with by is are",
    )
    for word in line.split()
)


def normalise(text: str) -> str:
    """Return NFKC, lower case, simplified characters: done once, before everything else."""
    return to_simplified(unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of Chinese characters, or of letters and digits of any other script."""

    text: str
    han: bool


def runs(normal: str) -> list[Run]:
    """Split normalised text at everything that is neither letter nor digit."""
    return [Run(m.group(), m.group(1) is not None) for m in _RUN.finditer(normal)]


class Analyzer:
    """Cuts words; ``atoms`` are two-character terms of the trade that must stay whole."""

    def __init__(self, atoms: frozenset[str] = frozenset()) -> None:
        # An instance of our own: the module-level functions share one global dictionary.
        self._jieba = Jieba()
        self._atoms = frozenset(a for a in atoms if len(a) == 2 and HAN.match(a))
        self._split = (
            re.compile("(" + "|".join(sorted(map(re.escape, self._atoms))) + ")")
            if self._atoms
            else None
        )
        self._recut = lru_cache(maxsize=200_000)(self._recut_word)

    def words(self, normal: str) -> list[str]:
        """Return the words of normalised text, in order, repeated words included."""
        out: list[str] = []
        for run in runs(normal):
            if run.han:
                out.extend(self._han_words(run.text))
            else:
                out.append(run.text)
        return out

    def content_words(self, normal: str) -> list[str]:
        """Return the words that carry meaning; all words when nothing else is left."""
        words = self.words(normal)
        return [w for w in words if w not in STOP_WORDS] or words

    def dictionary_words(self, normal: str) -> list[str]:
        """Return the uncut dictionary words of two or more characters (for pinyin and phrases)."""
        return [
            w
            for run in runs(normal)
            if run.han
            for w in self._jieba.cut(run.text, hmm=False)
            if w[1:]
        ]

    def _han_words(self, text: str) -> list[str]:
        pieces = self._split.split(text) if self._split else [text]
        out: list[str] = []
        for piece in pieces:
            if not piece:
                continue
            if len(piece) <= 2 and (len(piece) == 1 or piece in self._atoms):
                out.append(piece)
                continue
            for word in self._jieba.cut(piece, hmm=False):
                out.extend((word,) if len(word) <= 2 else self._recut(word))
        return out

    def _recut_word(self, word: str) -> tuple[str, ...]:
        out: list[str] = []
        i = 0
        while i < len(word):
            size = 1
            for candidate in (2, 3):
                part = word[i : i + candidate]
                if len(part) == candidate and (part in self._atoms or self._jieba.has_word(part)):
                    size = candidate
                    break
            out.append(word[i : i + size])
            i += size
        return tuple(out)


def grams(normal: str) -> list[str]:
    """Return bigrams of Chinese runs, lone Chinese characters, and other words whole."""
    out: list[str] = []
    for run in runs(normal):
        if not run.han or len(run.text) == 1:
            out.append(run.text)
        else:
            out.extend(run.text[i : i + 2] for i in range(len(run.text) - 1))
    return out
