"""Reads of the library: public search and pages, the staff list, facts for other features."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from sqlmodel import col, select

from backend.features.library import search, snapshot
from backend.features.library.models import LibraryRecord
from backend.features.library.schemas import (
    LibraryCard,
    LibraryDetail,
    LibraryHit,
    LibraryNeighbour,
    LibraryRecordRow,
    LibraryRecordView,
    PublicRight,
)
from backend.features.library.states import WORKFLOW, RecordStatus
from backend.features.notifications import queries as notifications
from backend.features.outcomes import queries as outcomes
from backend.features.outcomes.queries import OutcomeBrief
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.finding import (
    CompletionView,
    FoundPage,
    Query,
    doc_id,
    facet_views,
    find,
    found_page,
    row_id,
    snippets,
)
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.search import Access, DocKind
from backend.kernel.uow import UnitOfWork

log = structlog.get_logger()

SUGGESTIONS = 8
SIMILAR = 6
PROGRESS = frozenset({"contracted", "converted"})
LINKS = {
    DocKind.OUTCOME.value: "/library",
    DocKind.DEMAND.value: "/demands",
    DocKind.INFORMATION.value: "/info",
}
Briefs = dict[uuid.UUID, OutcomeBrief]


@dataclass(frozen=True)
class PublishedProfile:
    """A published outcome as the matcher sees it: public words only."""

    record_id: uuid.UUID
    outcome_id: uuid.UUID
    title: str
    summary: str
    keywords: tuple[str, ...]
    field: str | None
    scene: str | None
    maturity: str | None
    diseases: tuple[str, ...]
    modes: tuple[str, ...]
    holder_org_id: uuid.UUID
    holder_name: str


def _progress(brief: OutcomeBrief | None) -> str:
    """Return “已签约” or “已转化” when the outcome went on after publication."""
    if brief is None or brief.status.value not in PROGRESS:
        return ""
    return brief.status_label


def _right_words(right: PublicRight) -> str:
    """Return what a right is and where it stands, the state said once."""
    if right.state_label in right.type_label:
        return right.type_label
    return f"{right.type_label} · {right.state_label}"


def _card_facts(record: LibraryRecord, brief: OutcomeBrief | None) -> dict[str, Any]:
    kind, field = snapshot.code(record, "kind"), snapshot.code(record, "tech_field")
    maturity, scene = snapshot.code(record, "maturity"), snapshot.code(record, "scene")
    rights = snapshot.rights(record)
    return {
        "id": record.id,
        "outcome_id": record.outcome_id,
        "number": snapshot.text(record, "number"),
        "title": snapshot.text(record, "title"),
        "summary": snapshot.text(record, "summary"),
        "holder_name": snapshot.text(record, "holder_name"),
        "kind": kind,
        "kind_label": snapshot.label("outcome_kind", kind),
        "field": field,
        "field_label": snapshot.label("tech_field", field),
        "maturity": maturity,
        "maturity_label": snapshot.label("maturity", maturity),
        "readiness": record.result.get("readiness"),
        "scene": scene,
        "scene_label": snapshot.label("scene", scene),
        "modes": snapshot.codes(record, "cooperation_modes", "cooperation_mode"),
        "rights": list(dict.fromkeys(_right_words(r) for r in rights)),
        "figure": snapshot.hard_number(record),
        "year": record.snapshot.get("year"),
        "assessment_number": record.assessment_number,
        "total": record.total,
        "grade": record.grade,
        "published_at": record.published_at,
        "checked_at": record.checked_at,
        "progress": _progress(brief),
        "is_demo": record.is_demo,
    }


def card(record: LibraryRecord, brief: OutcomeBrief | None = None) -> LibraryCard:
    """Return a record as one card."""
    return LibraryCard(**_card_facts(record, brief))


def detail(uow: UnitOfWork, record: LibraryRecord) -> LibraryDetail:
    """Return a record as the public sees it."""
    brief = outcomes.brief(uow, [record.outcome_id]).get(record.outcome_id)
    exclusivity = record.snapshot.get("exclusivity")
    return LibraryDetail(
        **_card_facts(record, brief),
        version=record.version,
        background=snapshot.text(record, "background"),
        innovation=snapshot.text(record, "innovation"),
        contribution=snapshot.text(record, "contribution"),
        maturity_evidence=snapshot.text(record, "maturity_evidence"),
        diseases=snapshot.codes(record, "diseases", "disease"),
        syndromes=snapshot.syndromes(record),
        herbs=snapshot.texts(record, "herbs"),
        parameters=snapshot.figures(record),
        cases=snapshot.cases(record),
        ip_rights=snapshot.rights(record),
        exclusivity_label=taxonomy.label("exclusivity", exclusivity) if exclusivity else "",
        region=snapshot.text(record, "region"),
        restricted=bool(record.snapshot.get("restricted")),
        undisclosed=snapshot.texts(record, "undisclosed"),
        source_url=snapshot.text(record, "source_url"),
        source_title=snapshot.text(record, "source_title"),
        source_note=snapshot.text(record, "source_note"),
        assessment=snapshot.assessment(record),
        review_due_at=record.review_due_at,
        channels=snapshot.channels(record),
        may_request=record.status is RecordStatus.PUBLISHED and uow.allows("introduction.propose"),
    )


def _published(uow: UnitOfWork, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, LibraryRecord]:
    rows = uow.session.exec(
        select(LibraryRecord).where(
            col(LibraryRecord.id).in_(set(ids)),
            col(LibraryRecord.status) == RecordStatus.PUBLISHED,
        )
    ).all()
    return {row.id: row for row in rows}


def found(uow: UnitOfWork, query: Query) -> FoundPage[LibraryHit]:
    """Search the library; every hit is read again from the database before it leaves."""
    result, degraded = find(uow.ports.search, query, lambda: search.record_docs(uow))
    rows = _published(uow, (i for hit in result.hits if (i := row_id(hit.id))))
    briefs = outcomes.brief(uow, (row.outcome_id for row in rows.values()))
    items = [
        LibraryHit(
            **_card_facts(row, briefs.get(row.outcome_id)),
            snippets=snippets(hit),
            complete=hit.complete,
        )
        for hit in result.hits
        if (key := row_id(hit.id)) and (row := rows.get(key))
    ]
    known = {facet: sorted(taxonomy.codes(search.SCHEMES[facet])) for facet in search.SHORT_LISTS}
    return found_page(
        result,
        items,
        facet_views(result, search.facet_label, known),
        dropped=len(result.hits) - len(items),
        degraded=degraded,
    )


def suggestions(uow: UnitOfWork, q: str) -> list[CompletionView]:
    """Complete what is being typed; titles are offered only while their rows are public."""
    if not q:
        return []
    try:
        offered = uow.ports.search.suggest(q, Access.public(), SUGGESTIONS)
    except Exception as error:  # noqa: BLE001 - a missing completion must not disturb typing
        log.warning("no suggestions", error=repr(error)[:300])
        return []
    records = _published(
        uow, (i for s in offered if s.id and (i := row_id(s.id)) and _kind(s.id) == "outcome")
    )
    views = []
    for offer in offered:
        link = ""
        if offer.id is not None:
            identity, kind = row_id(offer.id), _kind(offer.id)
            if kind != DocKind.OUTCOME.value or identity not in records:
                continue
            link = f"{LINKS[kind]}/{identity}"
        views.append(
            CompletionView(text=offer.text, kind=offer.kind, note=offer.note or "", link=link)
        )
    return views


def _kind(document: str) -> str:
    return document.partition("-")[0]


def similar(uow: UnitOfWork, record: LibraryRecord) -> list[LibraryNeighbour]:
    """Return neighbours of a record; without the engine, records of the same field."""
    try:
        hits = uow.ports.search.similar(
            doc_id(DocKind.OUTCOME, record.id), Access.public(), 3 * SIMILAR
        )
        ids = [i for hit in hits if hit.kind is DocKind.OUTCOME and (i := row_id(hit.id))]
    except Exception as error:  # noqa: BLE001 - the page stands without its neighbours
        log.warning("no neighbours from the engine", error=repr(error)[:300])
        ids = _same_field(uow, record)
    rows = _published(uow, ids)
    return [_similar_view(rows[i]) for i in ids if i in rows][:SIMILAR]


def _same_field(uow: UnitOfWork, record: LibraryRecord) -> list[uuid.UUID]:
    field = snapshot.code(record, "tech_field")
    rows = uow.session.exec(
        select(LibraryRecord)
        .where(
            col(LibraryRecord.status) == RecordStatus.PUBLISHED,
            col(LibraryRecord.id) != record.id,
        )
        .order_by(col(LibraryRecord.published_at).desc())
        .limit(200)
    ).all()
    return [row.id for row in rows if field and snapshot.code(row, "tech_field") == field]


def _similar_view(record: LibraryRecord) -> LibraryNeighbour:
    return LibraryNeighbour(
        id=record.id,
        title=snapshot.text(record, "title"),
        holder_name=snapshot.text(record, "holder_name"),
        field_label=snapshot.label("tech_field", snapshot.code(record, "tech_field")),
        grade=record.grade,
        total=record.total,
    )


def _row_facts(uow: UnitOfWork, record: LibraryRecord, brief: OutcomeBrief) -> dict[str, Any]:
    due = record.review_due_at
    return {
        "id": record.id,
        "version": record.version,
        "outcome_id": record.outcome_id,
        "number": brief.number or "",
        "title": brief.title,
        "holder_name": brief.holder_name,
        "assessment_id": record.assessment_id,
        "assessment_number": record.assessment_number,
        "total": record.total,
        "grade": record.grade,
        "status": record.status,
        "status_label": WORKFLOW.label(record.status),
        "assessed_at": record.assessed_at,
        "published_at": record.published_at,
        "review_due_at": due,
        "review_overdue": record.status is RecordStatus.PUBLISHED
        and due is not None
        and due < uow.now(),
        "is_demo": record.is_demo,
        "available_actions": WORKFLOW.available(uow, record),
    }


def record_page(
    uow: UnitOfWork, request: PageRequest, status: RecordStatus | None = None
) -> Page[LibraryRecordRow]:
    """Return the records that staff may see."""
    statement = select(LibraryRecord).where(uow.visible("library.read"))
    if status is not None:
        statement = statement.where(col(LibraryRecord.status) == status)
    order = ordering(
        request,
        {
            "created_at": col(LibraryRecord.created_at),
            "published_at": col(LibraryRecord.published_at),
            "review_due_at": col(LibraryRecord.review_due_at),
        },
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(LibraryRecord.id))
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    items = [LibraryRecordRow(**_row_facts(uow, row, briefs[row.outcome_id])) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def record_view(uow: UnitOfWork, record: LibraryRecord) -> LibraryRecordView:
    """Return one record as staff see it."""
    brief = outcomes.brief(uow, [record.outcome_id])[record.outcome_id]
    return LibraryRecordView(
        **_row_facts(uow, record, brief),
        preview=detail(uow, record),
        history=notifications.history(uow, record.id),
    )


def record_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> LibraryRecord | None:
    """Return the record of an outcome, whoever asks."""
    return uow.session.exec(
        select(LibraryRecord).where(col(LibraryRecord.outcome_id) == outcome_id)
    ).first()


def published_record(uow: UnitOfWork, record_id: uuid.UUID) -> LibraryRecord | None:
    """Return a record that is public now, else None."""
    return _published(uow, [record_id]).get(record_id)


def public_ids(uow: UnitOfWork, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these records are public now."""
    return set(_published(uow, ids))


def cards(uow: UnitOfWork, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, LibraryCard]:
    """Return cards of records by id, published or not, for pages of other features."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = uow.session.exec(select(LibraryRecord).where(col(LibraryRecord.id).in_(wanted))).all()
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    return {row.id: card(row, briefs.get(row.outcome_id)) for row in rows}


def published_profiles(uow: UnitOfWork) -> list[PublishedProfile]:
    """Return every published outcome for the matcher, in a fixed order."""
    rows = uow.session.exec(
        select(LibraryRecord)
        .where(col(LibraryRecord.status) == RecordStatus.PUBLISHED)
        .order_by(col(LibraryRecord.id))
    ).all()
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    return [
        PublishedProfile(
            record_id=row.id,
            outcome_id=row.outcome_id,
            title=briefs[row.outcome_id].title,
            summary=" ".join(
                text
                for key in ("summary", "innovation", "contribution")
                if (text := snapshot.text(row, key))
            ),
            keywords=(*snapshot.syndromes(row), *snapshot.texts(row, "herbs")),
            field=_named(row, "tech_field", "tech_field"),
            scene=_named(row, "scene", "scene"),
            maturity=_named(row, "maturity", "maturity"),
            diseases=tuple(snapshot.texts(row, "diseases")),
            modes=tuple(
                item.label for item in snapshot.codes(row, "cooperation_modes", "cooperation_mode")
            ),
            holder_org_id=briefs[row.outcome_id].holder_org_id,
            holder_name=snapshot.text(row, "holder_name"),
        )
        for row in rows
    ]


def _named(record: LibraryRecord, key: str, scheme: str) -> str | None:
    code = snapshot.code(record, key)
    return taxonomy.label(scheme, code) if code else None
