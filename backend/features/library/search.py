"""The documents of the public index: one builder per kind, used by every engine and by rebuilds."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlmodel import col, select

from backend.features.demands import queries as demands
from backend.features.demands.models import Demand
from backend.features.information import queries as information
from backend.features.information.models import Article
from backend.features.library import snapshot
from backend.features.library.models import LibraryRecord
from backend.features.library.states import RecordStatus
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.finding import UNDISCLOSED, UNDISCLOSED_ZH, doc_id
from backend.kernel.records import Record
from backend.kernel.search import DocKind, Facet, IndexDoc
from backend.kernel.uow import UnitOfWork

BATCH: Final = 500
FACETS = (Facet.FIELD, Facet.MATURITY, Facet.SCENE, Facet.IP, Facet.MODE, Facet.TYPE, Facet.DISEASE)
SCHEMES = {
    Facet.TYPE: "outcome_kind",
    Facet.FIELD: "tech_field",
    Facet.MATURITY: "maturity",
    Facet.SCENE: "scene",
    Facet.IP: "ip_state",
    Facet.MODE: "cooperation_mode",
    Facet.DISEASE: "disease",
}
SHORT_LISTS = (Facet.MATURITY, Facet.SCENE)
"""Facets whose values stay in the panel although they count nothing."""


def facet_label(facet: Facet, value: str) -> str:
    """Return the Chinese label of a facet value."""
    scheme = SCHEMES.get(facet)
    return taxonomy.label(scheme, value) if scheme else value


def _or_undisclosed(values: Iterable[str | None]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(v for v in values if v and v != "unknown"))
    return found or (UNDISCLOSED,)


def record_doc(record: LibraryRecord) -> IndexDoc:
    """Return what is indexed of a published outcome: its frozen public fields, nothing else."""
    rights = snapshot.rights(record)
    words = [
        *(item.label for item in snapshot.codes(record, "diseases", "disease")),
        *snapshot.syndromes(record),
        *snapshot.texts(record, "herbs"),
        snapshot.label("tech_field", snapshot.code(record, "tech_field")),
        snapshot.label("outcome_kind", snapshot.code(record, "kind")),
    ]
    body = [
        *(snapshot.text(record, key) for key in ("background", "innovation", "contribution")),
        *(f"{f.name} {f.value}{f.unit}" for f in snapshot.figures(record)),
        *(f"{c.place} {c.effect}".strip() for c in snapshot.cases(record)),
        *(f"{r.title} {r.number} {r.application_number}".strip() for r in rights),
        snapshot.text(record, "number"),
        record.assessment_number,
        snapshot.text(record, "holder_name"),
    ]
    year = record.snapshot.get("year")
    return IndexDoc(
        id=doc_id(DocKind.OUTCOME, record.id),
        kind=DocKind.OUTCOME,
        title=snapshot.text(record, "title"),
        updated_at=record.published_at or datetime(2000, 1, 1, tzinfo=UTC),
        version=record.version,
        keywords=tuple(dict.fromkeys(word for word in words if word != UNDISCLOSED_ZH)),
        abstract=snapshot.text(record, "summary"),
        body=tuple(text for text in body if text),
        facets={
            Facet.TYPE: _or_undisclosed([snapshot.code(record, "kind")]),
            Facet.FIELD: _or_undisclosed([snapshot.code(record, "tech_field")]),
            Facet.MATURITY: _or_undisclosed([snapshot.code(record, "maturity")]),
            Facet.SCENE: _or_undisclosed([snapshot.code(record, "scene")]),
            Facet.IP: _or_undisclosed(right.state for right in rights),
            Facet.MODE: _or_undisclosed(snapshot.texts(record, "cooperation_modes")),
            Facet.DISEASE: _or_undisclosed(snapshot.texts(record, "diseases")),
            Facet.INSTITUTION: _or_undisclosed([snapshot.text(record, "holder_name")[:120]]),
        },
        year=year if isinstance(year, int) else None,
        # the engines' one free whole number: hundredths of the score, so that it can be sorted by
        views=round(100 * (record.total or 0.0)),
    )


def record_docs(uow: UnitOfWork, ids: Iterable[uuid.UUID] | None = None) -> Iterator[IndexDoc]:
    """Walk over the documents of published records, the newest first."""
    statement = select(LibraryRecord).where(col(LibraryRecord.status) == RecordStatus.PUBLISHED)
    if ids is not None:
        statement = statement.where(col(LibraryRecord.id).in_(set(ids)))
    ordered = statement.order_by(col(LibraryRecord.published_at).desc())
    for record in uow.session.exec(ordered.execution_options(yield_per=BATCH)):
        yield record_doc(record)


def all_docs(uow: UnitOfWork) -> Iterator[IndexDoc]:
    """Walk over every document that belongs into the public index."""
    yield from record_docs(uow)
    yield from demands.documents(uow)
    yield from information.documents(uow)


WALKS = {
    "library": (DocKind.OUTCOME, record_docs),
    "demand": (DocKind.DEMAND, demands.documents),
    "article": (DocKind.INFORMATION, information.documents),
}
TABLES: dict[str, type[Record]] = {
    "library": LibraryRecord,
    "demand": Demand,
    "article": Article,
}


def changes(
    uow: UnitOfWork, aggregate: str, ids: set[uuid.UUID]
) -> tuple[list[IndexDoc], list[str]]:
    """Re-read rows: documents of those that are public, ids of those that are not (any more)."""
    kind, walk = WALKS[aggregate]
    docs = list(walk(uow, ids))
    public = {doc.id for doc in docs}
    gone = [document for i in ids if (document := doc_id(kind, i)) not in public]
    return docs, gone


def changed_since(uow: UnitOfWork, moment: datetime) -> tuple[list[IndexDoc], list[str]]:
    """Return what changed while an index was being rebuilt."""
    docs: list[IndexDoc] = []
    gone: list[str] = []
    edge = moment - timedelta(seconds=5)
    for aggregate, table in TABLES.items():
        statement = select(col(table.id)).where(col(table.updated_at) >= edge)
        ids = set(uow.session.exec(statement).all())
        if ids:
            new, old = changes(uow, aggregate, ids)
            docs += new
            gone += old
    return docs, gone
