"""One preparation of a document for all engines: normal text, concepts, pinyin, facet values."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any, Final

from backend.adapters.search.concepts import default_lexicon
from backend.adapters.search.pinyin import collation_key, full, initials
from backend.kernel.search import DocKind, Facet, IndexDoc, SearchRequestInvalid
from matching.lexicon import Lexicon
from matching.text import HAN, Analyzer, normalise

MAX_PART: Final = 30_000
"""Longer texts are cut: Meilisearch reads 65 535 positions of an attribute."""
ANALYSIS_VERSION: Final = "1"
TERM_FACETS: Final = tuple(f for f in Facet if f is not Facet.YEAR)


@dataclass(frozen=True)
class Prepared:
    """A document with everything an engine needs to index it."""

    doc: IndexDoc
    title: str
    keywords: tuple[str, ...]
    abstract: str
    body: str
    concepts: tuple[str, ...]
    surfaces: frozenset[str]
    """Terms of the lexicon that the text holds, as they stand there."""
    facets: Mapping[Facet, tuple[str, ...]]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return all normalised texts."""
        return (self.title, *self.keywords, self.abstract, self.body)

    @property
    def updated_ms(self) -> int:
        """Return the time of change in milliseconds since 1970, UTC."""
        return int(self.doc.updated_at.astimezone(UTC).timestamp() * 1000)

    def sort_keys(self) -> dict[str, int]:
        """Return integer keys, all but unique, so that pages never overlap."""
        tie = int.from_bytes(hashlib.blake2b(self.doc.id.encode(), digest_size=4).digest(), "big")
        return {
            "key_updated": (self.updated_ms << 20) | (tie >> 12),
            "key_year": ((self.doc.year or 0) << 32) | tie,
            "key_views": (min(self.doc.views, 2**30) << 32) | tie,
        }

    @property
    def title_key(self) -> str:
        """Return the collation key of the title, made unique by the id."""
        return f"{collation_key(self.title)}|{self.doc.id}"


class Language:
    """The analyser and the lexicon, together; their digest names the generation."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or default_lexicon()
        self.analyzer = Analyzer(self.lexicon.atoms)

    @cached_property
    def digest(self) -> str:
        """Return a digest that changes when documents would be indexed differently."""
        lines = [ANALYSIS_VERSION, *(f"{s}={c}" for s, c in sorted(self.lexicon.surfaces.items()))]
        lines += [f"{n}<{b}" for n, b in sorted(self.lexicon.broader.items())]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    def prepare(self, doc: IndexDoc) -> Prepared:
        """Normalise a document and note its concepts."""
        title = normalise(doc.title)
        keywords = tuple(normalise(k) for k in doc.keywords)
        abstract = normalise(doc.abstract)[:MAX_PART]
        body = "\n".join(normalise(part)[:MAX_PART] for part in doc.body)
        facets: dict[Facet, tuple[str, ...]] = {
            f: tuple(dict.fromkeys(v)) for f, v in doc.facets.items() if v
        }
        facets[Facet.KIND] = (doc.kind.value,)
        if doc.year is not None:
            facets[Facet.YEAR] = (str(doc.year),)
        texts = (title, *keywords, abstract, body)
        mentions = [m for text in texts for m in self.lexicon.mentions(text)]
        concepts = tuple(sorted(self.lexicon.with_broader(m.concept for m in mentions)))
        surfaces = frozenset(m.surface for m in mentions)
        return Prepared(doc, title, keywords, abstract, body, concepts, surfaces, facets)

    def pinyin_tokens(self, prepared: Prepared) -> tuple[str, ...]:
        """Return the full pinyin of words in the title, of keywords and of known terms anywhere.

        Known terms can be found by their initials too; of other words these would say nothing.
        """
        out: set[str] = set()
        for surface in prepared.surfaces:
            if HAN.match(surface):
                out.update((full(surface), initials(surface)))
        for text in (prepared.title, *prepared.keywords):
            out.update(full(word) for word in self.analyzer.dictionary_words(text))
        return tuple(sorted(out))


@lru_cache(maxsize=1)
def default_language() -> Language:
    """Return the language that ships with the platform, loaded once (the dictionary is large)."""
    return Language()


def to_stored(doc: IndexDoc) -> dict[str, Any]:
    """Return a document as plain JSON values."""
    return {
        "id": doc.id,
        "kind": doc.kind.value,
        "title": doc.title,
        "keywords": list(doc.keywords),
        "abstract": doc.abstract,
        "body": list(doc.body),
        "facets": {f.value: list(v) for f, v in doc.facets.items()},
        "acl": sorted(doc.acl),
        "year": doc.year,
        "views": doc.views,
        "updated_at": doc.updated_at.astimezone(UTC).isoformat(),
        "version": doc.version,
    }


def from_stored(data: Mapping[str, Any]) -> IndexDoc:
    """Read a document back from its JSON values."""
    return IndexDoc(
        id=data["id"],
        kind=DocKind(data["kind"]),
        title=data["title"],
        keywords=tuple(data["keywords"]),
        abstract=data["abstract"],
        body=tuple(data["body"]),
        facets={Facet(f): tuple(v) for f, v in data["facets"].items()},
        acl=frozenset(data["acl"]),
        year=data["year"],
        views=data["views"],
        updated_at=datetime.fromisoformat(data["updated_at"]),
        version=data["version"],
    )


def unique_docs(docs: Iterable[IndexDoc]) -> Iterator[IndexDoc]:
    """Pass documents on and refuse a repeated id, which would be counted twice."""
    seen: set[str] = set()
    for doc in docs:
        if doc.id in seen:
            raise SearchRequestInvalid("id", f"重复的文档标识 {doc.id}")
        seen.add(doc.id)
        yield doc
