"""The tantivy schema and how a prepared document is written into it."""

import hashlib
import json
from typing import Final

from tantivy import Document, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from backend.adapters.search.analyze import characters
from backend.adapters.search.records import TERM_FACETS, Language, Prepared, to_stored
from backend.kernel.search import Facet
from matching.text import grams

_LAYOUT: Final = "1"
_TOKENIZER: Final = "spaced"
_TEXT: Final = {"w": "freq", "c": "position", "tw": "freq", "tc": "freq"}
_BASIC: Final = ("uni", "pinyin")
_RAW: Final = ("id", "acl", "concept", "keyword", "key_title", *(f.value for f in TERM_FACETS))
_NUMBERS: Final = ("year", "version", "key_updated", "key_year", "key_views")


def build_schema() -> Schema:
    """Return the schema; filters use raw, fast fields, texts come already cut."""
    builder = SchemaBuilder()
    for name, option in _TEXT.items():
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option=option)
    for name in _BASIC:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option="freq")
    for name in _RAW:
        builder.add_text_field(name, tokenizer_name="raw", index_option="freq", fast=True)
    for name in _NUMBERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def schema_digest() -> str:
    """Return a digest of the layout; a generation of another layout is never opened."""
    text = json.dumps([_LAYOUT, _TEXT, _BASIC, _RAW, _NUMBERS])
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def register_tokenizers(index: Index) -> None:
    """Register our tokenizer, which must be done after every opening."""
    spaced = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, spaced)


def to_document(prepared: Prepared, language: Language) -> Document:
    """Write a prepared document field by field."""
    doc = prepared.doc
    cut = language.analyzer.words
    out = Document()
    out.add_text("id", doc.id)
    for text in prepared.texts:
        if text:
            out.add_text("w", " ".join(cut(text)))
            out.add_text("c", " ".join(grams(text)))
    for text in (prepared.title, *prepared.keywords):
        out.add_text("tw", " ".join(cut(text)))
        out.add_text("tc", " ".join(grams(text)))
    out.add_text("uni", " ".join(characters("".join(prepared.texts))))
    out.add_text("pinyin", " ".join(language.pinyin_tokens(prepared)))
    for tag in doc.acl:
        out.add_text("acl", tag)
    for concept in prepared.concepts:
        out.add_text("concept", concept)
    for keyword in doc.keywords:
        out.add_text("keyword", keyword)
    for facet in TERM_FACETS:
        for value in prepared.facets.get(facet, ()):
            out.add_text(facet.value, value)
    if doc.year is not None:
        out.add_integer(Facet.YEAR.value, doc.year)
    out.add_integer("version", doc.version)
    for name, key in prepared.sort_keys().items():
        out.add_integer(name, key)
    out.add_text("key_title", prepared.title_key)
    out.add_bytes("stored", json.dumps(to_stored(doc), ensure_ascii=False).encode())
    return out
