"""Reads of needs: the public hall, the desk, and what other features may ask."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.demands.models import Demand
from backend.features.demands.schemas import (
    DemandClock,
    DemandHit,
    DemandPrivate,
    DemandRow,
    DemandView,
)
from backend.features.demands.states import (
    TYPE_LABELS,
    WORKFLOW,
    DemandStatus,
    DemandType,
)
from backend.features.identity import queries as identity
from backend.features.identity.models import Organisation
from backend.features.identity.states import OrganisationStatus
from backend.features.notifications import queries as notifications
from backend.features.service_desk import queries as service_desk
from backend.features.service_desk.states import RequestKind
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.clock import SHANGHAI
from backend.kernel.finding import (
    UNDISCLOSED,
    UNDISCLOSED_ZH,
    CodeView,
    FoundPage,
    Query,
    doc_id,
    facet_views,
    find,
    found_page,
    row_id,
    snippets,
)
from backend.kernel.money import format_yuan
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.ports import CellAddress
from backend.kernel.schema import Page
from backend.kernel.search import DocKind, Facet, IndexDoc
from backend.kernel.uow import UnitOfWork

FACETS = (Facet.TYPE, Facet.FIELD, Facet.SCENE, Facet.MODE)
SCHEMES = {
    Facet.FIELD: "tech_field",
    Facet.SCENE: "scene",
    Facet.MODE: "cooperation_mode",
    Facet.DISEASE: "disease",
}
SUMMARY_LENGTH = 160
Names = dict[uuid.UUID, tuple[str, bool]]


def organisations_of(uow: UnitOfWork, rows: Iterable[Demand]) -> Names:
    """Return name and whether it is verified, by organisation."""
    ids = {row.org_id for row in rows if row.org_id}
    if not ids:
        return {}
    found = uow.session.exec(select(Organisation).where(col(Organisation.id).in_(ids))).all()
    return {o.id: (o.name, o.status is OrganisationStatus.APPROVED) for o in found}


def budget_words(demand: Demand) -> str | None:
    """Return the budget as it is shown; the source's own words come first."""
    if demand.budget_text:
        return demand.budget_text
    if demand.budget_fen is None:
        return None
    return f"{format_yuan(demand.budget_fen)} 元"


def _codes(scheme: str, codes: Iterable[str]) -> list[CodeView]:
    return [CodeView(code=code, label=taxonomy.label(scheme, code)) for code in codes]


def _label(scheme: str, code: str | None) -> str:
    return taxonomy.label(scheme, code) if code else UNDISCLOSED_ZH


def type_label(kind: DemandType | None) -> str:
    """Return the Chinese name of a sort of need."""
    return TYPE_LABELS[kind][0] if kind else UNDISCLOSED_ZH


def demand_row(uow: UnitOfWork, demand: Demand, names: Names) -> DemandRow:
    """Return one line of a list."""
    name, verified = names.get(demand.org_id, ("", False)) if demand.org_id else ("", False)
    today = uow.now().astimezone(SHANGHAI).date()
    text = demand.description
    return DemandRow(
        id=demand.id,
        version=demand.version,
        number=demand.number,
        title=demand.title,
        summary=text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH] + "…",
        org_id=demand.org_id,
        org_name=name or UNDISCLOSED_ZH,
        org_type_text=demand.org_type_text,
        org_verified=verified,
        demand_type=demand.demand_type,
        demand_type_label=type_label(demand.demand_type),
        field=demand.field,
        field_label=_label("tech_field", demand.field),
        scene=demand.scene,
        scene_label=_label("scene", demand.scene),
        modes=_codes("cooperation_mode", demand.modes),
        mode_texts=list(demand.mode_texts),
        diseases=_codes("disease", demand.diseases),
        budget_text=budget_words(demand),
        deadline=demand.deadline,
        deadline_text=demand.deadline_text,
        overdue=demand.deadline is not None and demand.deadline < today,
        status=demand.status,
        status_label=WORKFLOW.label(demand.status),
        published_at=demand.published_at,
        updated_at=demand.updated_at,
        imported=demand.external_id is not None,
        is_demo=demand.is_demo,
    )


def confidential_note(uow: UnitOfWork, demand: Demand) -> str:
    """Return the confidential part; the caller has checked who asks."""
    if demand.confidential_cipher is None:
        return ""
    return uow.ports.cipher.decrypt(demand.confidential_cipher, cell_of(demand))


def cell_of(demand: Demand) -> CellAddress:
    """Return the place the ciphertext of a need is bound to."""
    return CellAddress("demands", "confidential_cipher", str(demand.id))


def _clock(uow: UnitOfWork, demand: Demand) -> DemandClock | None:
    clock = service_desk.clock_about(uow, demand.id, RequestKind.DEMAND_REVIEW)
    return DemandClock.model_validate(clock) if clock else None


def _private(uow: UnitOfWork, demand: Demand) -> DemandPrivate | None:
    if not uow.allows("demand.desk", demand):
        return None
    owners = identity.user_names(uow, {demand.owner_id} if demand.owner_id else set())
    note = confidential_note(uow, demand) if uow.allows("demand.read_confidential", demand) else ""
    return DemandPrivate(
        confidential_note=note,
        return_reason=demand.return_reason,
        owner_name=owners.get(demand.owner_id, "") if demand.owner_id else "",
        budget_fen=demand.budget_fen,
        submitted_at=demand.submitted_at,
        clock=_clock(uow, demand),
        history=notifications.history(uow, demand.id),
    )


def demand_view(uow: UnitOfWork, demand: Demand) -> DemandView:
    """Return one need as the actor may see it."""
    row = demand_row(uow, demand, organisations_of(uow, [demand]))
    return DemandView(
        **row.model_dump(),
        description=demand.description,
        source_url=demand.source_url,
        note=demand.note,
        private=_private(uow, demand),
        may_match=demand.status is DemandStatus.PUBLISHED and uow.allows("demand.match", demand),
        available_actions=WORKFLOW.available(uow, demand),
    )


def desk_page(
    uow: UnitOfWork, request: PageRequest, q: str = "", status: DemandStatus | None = None
) -> Page[DemandRow]:
    """Return the needs that are the actor's business: their own, or those handed in."""
    statement = select(Demand).where(uow.visible("demand.desk"))
    if status is not None:
        statement = statement.where(col(Demand.status) == status)
    if q:
        statement = statement.where(
            sa.or_(col(Demand.title).contains(q, autoescape=True), col(Demand.number) == q.upper())
        )
    order = ordering(
        request,
        {
            "updated_at": col(Demand.updated_at),
            "submitted_at": col(Demand.submitted_at),
            "title": col(Demand.title),
        },
        "-updated_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Demand.id))
    names = organisations_of(uow, rows)
    items = [demand_row(uow, row, names) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def _or_undisclosed(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v)) or (UNDISCLOSED,)


def demand_doc(demand: Demand, names: Names) -> IndexDoc:
    """Return what is indexed of a published need; nothing confidential."""
    org = names.get(demand.org_id, ("", False))[0] if demand.org_id else ""
    return IndexDoc(
        id=doc_id(DocKind.DEMAND, demand.id),
        kind=DocKind.DEMAND,
        title=demand.title,
        updated_at=demand.published_at or datetime(2000, 1, 1, tzinfo=UTC),
        version=demand.version,
        keywords=tuple(
            dict.fromkeys(
                [
                    *(taxonomy.label("disease", code) for code in demand.diseases),
                    *(taxonomy.label("tech_field", code) for code in [demand.field] if code),
                    *demand.mode_texts,
                ]
            )
        ),
        abstract=demand.description,
        body=tuple(text for text in (org, demand.number or "", demand.note or "") if text),
        facets={
            Facet.TYPE: _or_undisclosed(demand.demand_type),
            Facet.FIELD: _or_undisclosed(demand.field),
            Facet.SCENE: _or_undisclosed(demand.scene),
            Facet.MODE: _or_undisclosed(*demand.modes),
            Facet.DISEASE: _or_undisclosed(*demand.diseases),
            Facet.INSTITUTION: _or_undisclosed(org[:120]),
        },
        year=demand.deadline.year if demand.deadline else None,
    )


def documents(uow: UnitOfWork, ids: Iterable[uuid.UUID] | None = None) -> Iterator[IndexDoc]:
    """Walk over the documents of published needs, the newest first."""
    statement = select(Demand).where(col(Demand.status) == DemandStatus.PUBLISHED)
    if ids is not None:
        statement = statement.where(col(Demand.id).in_(set(ids)))
    rows = uow.session.exec(statement.order_by(col(Demand.published_at).desc())).all()
    names = organisations_of(uow, rows)
    for row in rows:
        yield demand_doc(row, names)


def facet_label(facet: Facet, value: str) -> str:
    """Return the Chinese label of a facet value."""
    if facet is Facet.TYPE:
        return type_label(DemandType(value)) if value in set(DemandType) else value
    return taxonomy.label(SCHEMES[facet], value) if facet in SCHEMES else value


def search(uow: UnitOfWork, query: Query) -> FoundPage[DemandHit]:
    """Search the public hall; every hit is read again from the database."""
    result, degraded = find(uow.ports.search, query, lambda: documents(uow))
    ids = [identity for hit in result.hits if (identity := row_id(hit.id))]
    rows = uow.session.exec(
        select(Demand).where(col(Demand.id).in_(ids), col(Demand.status) == DemandStatus.PUBLISHED)
    ).all()
    found = {row.id: row for row in rows}
    names = organisations_of(uow, rows)
    items = [
        DemandHit(
            **demand_row(uow, found[key], names).model_dump(),
            snippets=snippets(hit),
            complete=hit.complete,
        )
        for hit in result.hits
        if (key := row_id(hit.id)) in found
    ]
    known = {
        Facet.TYPE: [t.value for t in DemandType],
        Facet.SCENE: sorted(taxonomy.codes("scene")),
    }
    return found_page(
        result,
        items,
        facet_views(result, facet_label, known),
        dropped=len(result.hits) - len(items),
        degraded=degraded,
    )


def published(uow: UnitOfWork, ids: Iterable[uuid.UUID] | None = None) -> list[Demand]:
    """Return published needs for matching."""
    statement = select(Demand).where(col(Demand.status) == DemandStatus.PUBLISHED)
    if ids is not None:
        statement = statement.where(col(Demand.id).in_(set(ids)))
    return list(uow.session.exec(statement.order_by(col(Demand.id))).all())


def titles(uow: UnitOfWork, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the titles of needs by id, for pages of other features."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = uow.session.exec(
        select(col(Demand.id), col(Demand.title)).where(col(Demand.id).in_(wanted))
    ).all()
    return dict(rows)
