"""Endpoints: evidence base of an outcome, and the pool of an institution (5.1.2.2.2, 5.1.2.3.8)."""

import uuid

from fastapi import APIRouter

from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.institution_states import PoolClass
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries import evidence as queries
from backend.features.assessment.queries import pool as pools
from backend.features.assessment.schemas.evidence import (
    EvidenceStartInput,
    EvidenceView,
    FiguresInput,
    MarketInput,
    UtilityInput,
)
from backend.features.assessment.schemas.institution import (
    ClassifiedView,
    ClassifyInput,
    PoolBoard,
    PoolRow,
)
from backend.features.assessment.service import evidence as service
from backend.features.assessment.service import open_material
from backend.features.assessment.service.pool import classify
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.errors import NotFound
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["institution"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _view(uow: UnitOfWork, base: EvidenceBase) -> EvidenceView:
    editable = uow.allows("evidence_base.update", base) and not queries.frozen_for(
        uow, base.outcome_id
    )
    return queries.evidence_view(uow, base, editable=editable)


def _shown(ctx: Ctx, uow: UnitOfWork, base: EvidenceBase) -> EvidenceView:
    uow.session.flush()
    return ctx.show(_view(uow, base))


@router.post("/evidence-bases", status_code=201, responses=problems(401, 403, 422))
@requires("evidence_base.create")
def evidence_bases_create(data: EvidenceStartInput, ctx: CtxDep) -> EvidenceView:
    """Open the evidence base of an outcome; what is there already is returned."""
    with ctx.unit_of_work() as uow:
        base = service.open_base(uow, data.outcome_id)
        uow.session.flush()
        return ctx.created(uow, _view(uow, base))


@router.get("/evidence-bases/{base_id}", responses=problems(401, 404))
@requires("evidence_base.read")
def evidence_bases_read(base_id: uuid.UUID, ctx: CtxDep) -> EvidenceView:
    """Return an evidence base."""
    with ctx.reading() as uow:
        return ctx.show(_view(uow, uow.get(EvidenceBase, base_id, "evidence_base.read")))


@router.put("/evidence-bases/{base_id}/figures", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_figures(base_id: uuid.UUID, data: FiguresInput, ctx: CtxDep) -> EvidenceView:
    """Keep extracted figures with file and page."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_figures(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/market", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_market(base_id: uuid.UUID, data: MarketInput, ctx: CtxDep) -> EvidenceView:
    """Compute the market size from persons and price."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_market(uow, base_id, version, data))


@router.put("/evidence-bases/{base_id}/utility", responses=CHANGES)
@requires("evidence_base.update")
def evidence_bases_utility(base_id: uuid.UUID, data: UtilityInput, ctx: CtxDep) -> EvidenceView:
    """Compare old with new."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.set_utility(uow, base_id, version, data))


@router.get("/panel-tasks/{member_id}/evidence", responses=problems(401, 403, 404))
@requires("panel_member.open")
def panel_tasks_evidence(member_id: uuid.UUID, ctx: CtxDep) -> EvidenceView:
    """Return the evidence of the outcome under review, once the declaration is signed."""
    with ctx.reading() as uow:
        member = open_material(uow, member_id)
        assessment = uow.session.get_one(Assessment, member.assessment_id)
        base = queries.base_of(uow, assessment.outcome_id)
        if base is None:
            raise NotFound("该成果尚无证据库。")
        return queries.evidence_view(uow, base, editable=False)


@router.get("/institution-pool/board", responses=problems(401, 403, 404, 422))
@requires("pool_entry.list")
def institution_pool_board(ctx: CtxDep, org_id: uuid.UUID | None = None) -> PoolBoard:
    """Return an institution's pool in figures."""
    with ctx.reading() as uow:
        uow.require("pool_entry.list")
        return pools.pool_board(uow, pools.pool_org(uow, org_id))


@router.get("/institution-pool", responses=problems(401, 403, 404, 422))
@requires("pool_entry.list")
def institution_pool_list(
    ctx: CtxDep,
    page: PageDep,
    *,
    org_id: uuid.UUID | None = None,
    pool_class: PoolClass | None = None,
    unclassed: bool = False,
    status: OutcomeStatus | None = None,
) -> Page[PoolRow]:
    """List an institution's outcomes, of one class or of one state."""
    with ctx.reading() as uow:
        uow.require("pool_entry.list")
        return pools.pool_page(
            uow, page, pools.pool_org(uow, org_id),
            pool_class=pool_class, unclassed=unclassed, status=status,
        )  # fmt: skip


@router.post("/institution-pool/classify", responses=problems(401, 403, 422))
@requires("pool_entry.classify")
def institution_pool_classify(data: ClassifyInput, ctx: CtxDep) -> ClassifiedView:
    """Class several outcomes at once, by result or by hand."""
    with ctx.unit_of_work() as uow:
        done, skipped = classify(uow, data)
        uow.session.flush()
        return ClassifiedView(
            classified=len(done), skipped=skipped, rows=pools.pool_rows(uow, done)
        )
