"""The controlled lists as data (5.2.1.1, 3.2, 3.3; ICD-10; GB/T 15657-2021).

A term is `code | 中文 | English | alias / alias …`. Codes are stored, labels are shown.
"""

import re
import unicodedata
from dataclasses import dataclass

from backend.features.taxonomy.clinical import DISEASES, SYNDROMES
from backend.features.taxonomy.term_table import TABLES


@dataclass(frozen=True)
class TermData:
    """One entry of a list."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SchemeData:
    """One list."""

    code: str
    zh: str
    en: str
    terms: tuple[TermData, ...]


def _parse(text: str) -> tuple[TermData, ...]:
    terms = []
    for line in text.strip().splitlines():
        code, zh, en, *rest = (part.strip() for part in line.split("|"))
        aliases = tuple(a.strip() for a in rest[0].split(" / ") if a.strip()) if rest else ()
        terms.append(TermData(code, zh, en, aliases))
    return tuple(terms)


def fold(text: str) -> str:
    """Return a text in the form in which labels and aliases are compared."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-·、,，。()（）]+", "", text)


SCHEMES: dict[str, SchemeData] = {
    code: SchemeData(code, zh, en, _parse(text))
    for code, (zh, en, text) in (
        TABLES
        | {
            "disease": ("病种（ICD-10）", "Diseases (ICD-10)", DISEASES),
            "syndrome": ("中医证候（GB/T 15657-2021）", "TCM syndromes", SYNDROMES),
        }
    ).items()
}

_BY_CODE: dict[str, dict[str, TermData]] = {
    name: {term.code: term for term in scheme.terms} for name, scheme in SCHEMES.items()
}


def term_of(scheme: str, code: str) -> TermData | None:
    """Return the term of a code."""
    return _BY_CODE[scheme].get(code)


def _aliases(scheme: SchemeData) -> dict[str, str]:
    found: dict[str, str] = {}
    for term in scheme.terms:
        for text in (term.code, term.zh, term.en, *term.aliases):
            key = fold(text)
            if found.setdefault(key, term.code) != term.code:
                raise ValueError(f"{scheme.code}: “{text}” means two things")
    return found


ALIASES: dict[str, dict[str, str]] = {name: _aliases(scheme) for name, scheme in SCHEMES.items()}
