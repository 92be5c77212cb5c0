"""Endpoints: the evidence base of an outcome (clauses 5.1.2.1.3 to 5.1.2.1.7, 5.1.2.2.2)."""

import uuid

from fastapi import APIRouter

from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries import evidence as queries
from backend.features.assessment.queries.blinding import evidence_for_reader
from backend.features.assessment.router.seats import at_seat
from backend.features.assessment.schemas.evidence import (
    EvidenceBaseView,
    EvidenceFacts,
    EvidenceRow,
    EvidenceStartInput,
    FiguresInput,
    ImportedView,
    MarketInput,
    UtilityInput,
)
from backend.features.assessment.schemas.evidence_parts import (
    CitationsInput,
    EvidenceImportFault,
    ImportWhat,
    PopulationTrendInput,
    ProjectProfileInput,
    TreatmentCostInput,
)
from backend.features.assessment.service import evidence as service
from backend.features.assessment.service import open_material
from backend.features.assessment.service.evidence_import import Fault, import_evidence
from backend.features.taxonomy.queries import AttachmentKind
from backend.kernel.finding import SearchWords
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.messages import message_zh
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["institution"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)
UPLOADS = problems(401, 403, 404, 409, 413, 415, 422)


def _shown(ctx: Ctx, uow: UnitOfWork, base: EvidenceBase) -> EvidenceBaseView:
    uow.session.flush()
    return ctx.show(queries.evidence_view(uow, base))


@router.get("/evidence-bases", responses=problems(401, 403, 422))
@requires("evidence_base.list")
def evidence_bases_list(ctx: CtxDep, page: PageDep, q: SearchWords = "") -> Page[EvidenceRow]:
    """List evidence bases."""
    with ctx.reading() as uow:
        uow.require("evidence_base.list")
        return queries.evidence_page(uow, page, q)


@router.post("/evidence-bases", status_code=201, responses=problems(401, 403, 422))
@requires("evidence_base.create")
def evidence_bases_create(data: EvidenceStartInput, ctx: CtxDep) -> EvidenceBaseView:
    """Open the evidence base of an outcome; what is there already is returned."""
    with ctx.unit_of_work() as uow:
        base = service.open_base(uow, data.outcome_id)
        uow.session.flush()
        return ctx.created(uow, queries.evidence_view(uow, base))


@router.get("/evidence-bases/{base_id}", responses=problems(401, 404))
@requires("evidence_base.read")
def evidence_bases_read(base_id: uuid.UUID, ctx: CtxDep) -> EvidenceBaseView:
    """Return an evidence base."""
    with ctx.reading() as uow:
        base = uow.get(EvidenceBase, base_id, "evidence_base.read")
        return ctx.show(queries.evidence_view(uow, base))


@router.put("/evidence-bases/{base_id}/figures", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_figures(base_id: uuid.UUID, data: FiguresInput, ctx: CtxDep) -> EvidenceBaseView:
    """Keep extracted figures with file and page."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_figures(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/market", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_market(base_id: uuid.UUID, data: MarketInput, ctx: CtxDep) -> EvidenceBaseView:
    """Compute the market size from persons and price."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_market(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/utility", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_utility(base_id: uuid.UUID, data: UtilityInput, ctx: CtxDep) -> EvidenceBaseView:
    """Compare old with new."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_utility(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/citations", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_citations(
    base_id: uuid.UUID, data: CitationsInput, ctx: CtxDep
) -> EvidenceBaseView:
    """Keep papers, patents and reports."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_citations(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/trend", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_trend(
    base_id: uuid.UUID, data: PopulationTrendInput, ctx: CtxDep
) -> EvidenceBaseView:
    """Keep the population series; growth is computed."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_trend(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/cost", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_cost(
    base_id: uuid.UUID, data: TreatmentCostInput, ctx: CtxDep
) -> EvidenceBaseView:
    """Compare the cost of a case with existing care."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_cost(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/profile", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_profile(
    base_id: uuid.UUID, data: ProjectProfileInput, ctx: CtxDep
) -> EvidenceBaseView:
    """Keep novelty claim, milestones, interfaces and team."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_profile(uow, base_id, version, data))


@router.post("/evidence-bases/{base_id}/attachments", status_code=201, responses=UPLOADS)
@requires("evidence_base.update")
def evidence_bases_attach(
    base_id: uuid.UUID, ctx: CtxDep, file: UploadDep, *, kind: AttachmentKind = "proof"
) -> EvidenceBaseView:
    """Take a file into the outcome's material (raw body; its name in X-File-Name)."""
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.attach_evidence(uow, base_id, file, kind=kind))


@router.post("/evidence-bases/{base_id}/imports", responses=UPLOADS)
@requires("evidence_base.update")
def evidence_bases_import(
    base_id: uuid.UUID, ctx: CtxDep, file: UploadDep, *, what: ImportWhat
) -> ImportedView:
    """Import figures, BibTeX or a patent list, line by line (raw body)."""
    with ctx.unit_of_work() as uow:
        done = import_evidence(uow, base_id, file, what)
        return ImportedView(
            added=done.added,
            skipped=done.skipped,
            faults=[
                EvidenceImportFault(line=fault.line, message=_words(fault)) for fault in done.faults
            ],
            base=_shown(ctx, uow, done.base),
        )


def _words(fault: Fault) -> str:
    if fault.found is None:
        return fault.words
    return f"{fault.column}：{message_zh(fault.found)}"


@router.get("/panel-tasks/{member_id}/evidence", responses=problems(401, 403, 404))
@requires("panel_member.open")
def panel_tasks_evidence(member_id: uuid.UUID, ctx: CtxDep) -> EvidenceFacts:
    """Return the evidence of the outcome under review, once the declaration is signed."""
    with at_seat(ctx, member_id, writing=False) as uow:
        member = open_material(uow, member_id)
        assessment = uow.session.get_one(Assessment, member.assessment_id)
        return evidence_for_reader(uow, assessment)
