"""Endpoints of the library: public search and pages, publication by staff."""

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from backend.features.library import queries, search, service
from backend.features.library.models import LibraryRecord
from backend.features.library.schemas import (
    LibraryChannelInput,
    LibraryDetail,
    LibraryHit,
    LibraryNeighbour,
    LibraryRecordRow,
    LibraryRecordView,
    LibraryRemovalInput,
)
from backend.features.library.states import RecordStatus
from backend.kernel import finding
from backend.kernel.finding import CompletionView, FacetValue, FoundPage, SearchWords
from backend.kernel.schema import Page
from backend.kernel.search import DocKind, Facet, Sort
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["library"])
LibrarySort = Literal["relevance", "newest", "oldest", "score", "year", "title"]
ENGINE_SORTS: dict[LibrarySort, Sort] = {
    "relevance": "relevance",
    "newest": "newest",
    "oldest": "oldest",
    "score": "views",
    "year": "year",
    "title": "title",
}
Values = Annotated[list[FacetValue], Query(max_length=50)]
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/library", responses=problems(422))
@requires("library.search")
def library_search(
    ctx: CtxDep,
    q: SearchWords = "",
    field: Values = [],  # noqa: B006 - FastAPI copies the default
    maturity: Values = [],  # noqa: B006
    scene: Values = [],  # noqa: B006
    ip: Values = [],  # noqa: B006
    mode: Values = [],  # noqa: B006
    type: Values = [],  # noqa: B006
    disease: Values = [],  # noqa: B006
    sort: LibrarySort = "relevance",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> FoundPage[LibraryHit]:
    """Search the public library."""
    chosen = {
        Facet.FIELD: field,
        Facet.MATURITY: maturity,
        Facet.SCENE: scene,
        Facet.IP: ip,
        Facet.MODE: mode,
        Facet.TYPE: type,
        Facet.DISEASE: disease,
    }
    query = finding.Query(DocKind.OUTCOME, q, chosen, search.FACETS, ENGINE_SORTS[sort], page, size)
    with ctx.reading() as uow:
        return queries.found(uow, query)


@router.get("/library/suggest", responses=problems(422))
@requires("library.search")
def library_suggest(ctx: CtxDep, q: SearchWords = "") -> list[CompletionView]:
    """Complete what is being typed."""
    with ctx.reading() as uow:
        return queries.suggestions(uow, q)


@router.get("/library/{record_id}", responses=problems(404))
@requires("library.search")
def library_read(record_id: uuid.UUID, ctx: CtxDep) -> LibraryDetail:
    """Show one record."""
    with ctx.reading() as uow:
        record = uow.get(LibraryRecord, record_id, "library.read")
        return ctx.show(queries.detail(uow, record))


@router.get("/library/{record_id}/similar", responses=problems(404))
@requires("library.search")
def library_similar(record_id: uuid.UUID, ctx: CtxDep) -> list[LibraryNeighbour]:
    """Show the neighbours of a record."""
    with ctx.reading() as uow:
        return queries.similar(uow, uow.get(LibraryRecord, record_id, "library.read"))


@router.get("/library-records", responses=problems(401, 403, 422))
@requires("library.list")
def library_records_list(
    ctx: CtxDep, page: PageDep, status: RecordStatus | None = None
) -> Page[LibraryRecordRow]:
    """List the records, for staff."""
    with ctx.reading() as uow:
        uow.require("library.list")
        return queries.record_page(uow, page, status)


@router.get("/library-records/{record_id}", responses=problems(401, 403, 404))
@requires("library.list")
def library_records_read(record_id: uuid.UUID, ctx: CtxDep) -> LibraryRecordView:
    """Show one record with its preview and log, for staff."""
    with ctx.reading() as uow:
        uow.require("library.list")
        record = uow.get(LibraryRecord, record_id, "library.read")
        return ctx.show(queries.record_view(uow, record))


@router.post("/library-records/{record_id}/publish", responses=CHANGES)
@requires("library.publish")
def library_records_publish(record_id: uuid.UUID, ctx: CtxDep) -> LibraryRecordView:
    """Publish a passed outcome to the library."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        record = service.publish(uow, record_id, version)
        uow.session.flush()
        return ctx.show(queries.record_view(uow, record))


@router.post("/library-records/{record_id}/check", responses=CHANGES)
@requires("library.check")
def library_records_check(record_id: uuid.UUID, ctx: CtxDep) -> LibraryRecordView:
    """Confirm that the content is still right."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        record = service.confirm_content(uow, record_id, version)
        uow.session.flush()
        return ctx.show(queries.record_view(uow, record))


@router.post("/library-records/{record_id}/unpublish", responses=CHANGES)
@requires("library.unpublish")
def library_records_unpublish(
    record_id: uuid.UUID, data: LibraryRemovalInput, ctx: CtxDep
) -> LibraryRecordView:
    """Take a record out of the library."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        record = service.unpublish(uow, record_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.record_view(uow, record))


@router.post("/library-records/{record_id}/channels", responses=CHANGES)
@requires("library.channel")
def library_records_add_channel(
    record_id: uuid.UUID, data: LibraryChannelInput, ctx: CtxDep
) -> LibraryRecordView:
    """Log another channel of publication."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        record = service.add_channel(
            uow, record_id, version, name=data.name, url=data.url, on=data.on
        )
        uow.session.flush()
        return ctx.show(queries.record_view(uow, record))
