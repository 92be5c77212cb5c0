"""Pinyin of terms, for people who type huangdan or hd and mean 黄疸."""

import re
from functools import lru_cache
from typing import Final

from pypinyin import lazy_pinyin

from matching.text import HAN

PINYIN_QUERY: Final = re.compile(r"[a-z]{2,40}")


@lru_cache(maxsize=100_000)
def syllables(word: str) -> tuple[str, ...]:
    """Return the syllables of a normalised word; other characters stay as they are."""
    return tuple(s for s in lazy_pinyin(word) if s[0].isalnum())


def full(word: str) -> str:
    """Return huangdan for 黄疸."""
    return "".join(syllables(word))


def initials(word: str) -> str:
    """Return hd for 黄疸."""
    return "".join(s[0] for s in syllables(word))


@lru_cache(maxsize=20_000)
def _character(char: str) -> str:
    return lazy_pinyin(char)[0]


def collation_key(normal: str) -> str:
    """Return a key that sorts titles in the order of a Chinese dictionary (by pinyin)."""
    return "".join(_character(c) + " " if HAN.match(c) else c for c in normal[:40])
