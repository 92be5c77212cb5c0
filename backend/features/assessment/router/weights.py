"""Endpoints: weight sets, judgement sheets, pass rule."""

import uuid

from fastapi import APIRouter

from backend.features.assessment import service
from backend.features.assessment.models import AhpSheet, WeightSet
from backend.features.assessment.queries import judging
from backend.features.assessment.queries import weights as queries
from backend.features.assessment.schemas.delphi import DelphiSourceInput
from backend.features.assessment.schemas.weights import (
    AhpSheetRow,
    AhpSheetView,
    AnswersInput,
    ComputeInput,
    ComputeView,
    ParticipantsInput,
    PassRuleInput,
    PassRuleList,
    PassRuleView,
    WeightReasonInput,
    WeightSetInput,
    WeightSetRow,
    WeightSetView,
)
from backend.features.assessment.states import WeightSetStatus
from backend.features.assessment.weight_sources import choose_source
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires
from evaluation import STANDARD_TREE

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _set(ctx: Ctx, uow: UnitOfWork, weight_set: WeightSet) -> WeightSetView:
    uow.session.flush()
    return ctx.show(queries.weight_set_view(uow, weight_set))


def _sheet(ctx: Ctx, uow: UnitOfWork, sheet: AhpSheet) -> AhpSheetView:
    uow.session.flush()
    return ctx.show(queries.ahp_sheet_view(uow, sheet))


@router.post("/judgements/compute", responses=problems(401, 422))
@requires("judgement.compute")
def judgements_compute(data: ComputeInput, ctx: CtxDep) -> ComputeView:
    """Judge matrices as they stand: weights, CR, the worst judgement in words."""
    with ctx.reading() as uow:
        uow.require("judgement.compute")
        return judging.compute(STANDARD_TREE, data.answers)


@router.get("/weight-sets", responses=problems(401, 403, 422))
@requires("weight_set.list")
def weight_sets_list(
    ctx: CtxDep, page: PageDep, status: WeightSetStatus | None = None
) -> Page[WeightSetRow]:
    """List weight sets."""
    with ctx.reading() as uow:
        uow.require("weight_set.list")
        return queries.weight_set_page(uow, page, status)


@router.post("/weight-sets", status_code=201, responses=problems(401, 403, 422))
@requires("weight_set.create")
def weight_sets_create(data: WeightSetInput, ctx: CtxDep) -> WeightSetView:
    """Begin a weighting study."""
    with ctx.unit_of_work() as uow:
        weight_set = service.create_weight_set(
            uow,
            data.title,
            data.expert_ids,
            system_id=data.system_id,
            delphi_study_id=data.delphi_study_id,
        )
        return ctx.created(uow, queries.weight_set_view(uow, weight_set))


@router.get("/weight-sets/{weight_set_id}", responses=problems(401, 404))
@requires("weight_set.read")
def weight_sets_read(weight_set_id: uuid.UUID, ctx: CtxDep) -> WeightSetView:
    """Return a weight set with its matrices and leaf weights."""
    with ctx.reading() as uow:
        weight_set = uow.get(WeightSet, weight_set_id, "weight_set.read")
        return ctx.show(queries.weight_set_view(uow, weight_set))


@router.post("/weight-sets/{weight_set_id}/participants", responses=CHANGES)
@requires("weight_set.invite")
def weight_sets_invite(
    weight_set_id: uuid.UUID, data: ParticipantsInput, ctx: CtxDep
) -> WeightSetView:
    """Ask further experts."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        weight_set = service.invite_participants(uow, weight_set_id, version, data.expert_ids)
        return _set(ctx, uow, weight_set)


@router.put("/weight-sets/{weight_set_id}/delphi", responses=CHANGES)
@requires("weight_set.update")
def weight_sets_delphi(
    weight_set_id: uuid.UUID, data: DelphiSourceInput, ctx: CtxDep
) -> WeightSetView:
    """Join a closed Delphi study as second source of the weights."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _set(ctx, uow, choose_source(uow, weight_set_id, version, data))


@router.post("/weight-sets/{weight_set_id}/approve", responses=CHANGES)
@requires("weight_set.approve")
def weight_sets_approve(weight_set_id: uuid.UUID, ctx: CtxDep) -> WeightSetView:
    """Make a weight set a version."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _set(ctx, uow, service.approve_weight_set(uow, weight_set_id, version))


@router.post("/weight-sets/{weight_set_id}/retire", responses=CHANGES)
@requires("weight_set.retire")
def weight_sets_retire(
    weight_set_id: uuid.UUID, data: WeightReasonInput, ctx: CtxDep
) -> WeightSetView:
    """Stop offering a weight set."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _set(ctx, uow, service.retire_weight_set(uow, weight_set_id, version, data.reason))


@router.get("/ahp-sheets", responses=problems(401, 403, 422))
@requires("ahp_sheet.list")
def ahp_sheets_list(ctx: CtxDep, page: PageDep) -> Page[AhpSheetRow]:
    """List my judgement sheets."""
    with ctx.reading() as uow:
        uow.require("ahp_sheet.list")
        return queries.ahp_sheet_page(uow, page)


@router.get("/ahp-sheets/{sheet_id}", responses=problems(401, 403, 404))
@requires("ahp_sheet.open")
def ahp_sheets_read(sheet_id: uuid.UUID, ctx: CtxDep) -> AhpSheetView:
    """Return my judgement sheet."""
    with ctx.reading() as uow:
        sheet = uow.get(AhpSheet, sheet_id, "ahp_sheet.open")
        return ctx.show(queries.ahp_sheet_view(uow, sheet))


@router.put("/ahp-sheets/{sheet_id}", responses=CHANGES)
@requires("ahp_sheet.save")
def ahp_sheets_save(sheet_id: uuid.UUID, data: AnswersInput, ctx: CtxDep) -> AhpSheetView:
    """Keep my judgements as they stand."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _sheet(ctx, uow, service.save_answers(uow, sheet_id, version, data.answers))


@router.post("/ahp-sheets/{sheet_id}/submit", responses=CHANGES)
@requires("ahp_sheet.submit")
def ahp_sheets_submit(sheet_id: uuid.UUID, ctx: CtxDep) -> AhpSheetView:
    """Hand my judgements in."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _sheet(ctx, uow, service.submit_answers(uow, sheet_id, version))


@router.post("/ahp-sheets/{sheet_id}/return", responses=CHANGES)
@requires("ahp_sheet.return")
def ahp_sheets_return(sheet_id: uuid.UUID, data: WeightReasonInput, ctx: CtxDep) -> WeightSetView:
    """Ask an expert to look at judgements again."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        sheet = service.return_sheet(uow, sheet_id, version, data.reason)
        return _set(ctx, uow, uow.session.get_one(WeightSet, sheet.weight_set_id))


@router.get("/pass-rules", responses=problems(401))
@requires("pass_rule.list")
def pass_rules_list(ctx: CtxDep) -> PassRuleList:
    """List the versions of the pass rule."""
    with ctx.reading() as uow:
        uow.require("pass_rule.list")
        return queries.pass_rules(uow)


@router.post("/pass-rules", status_code=201, responses=problems(401, 403, 422))
@requires("pass_rule.set")
def pass_rules_create(data: PassRuleInput, ctx: CtxDep) -> PassRuleView:
    """Set a new version of the pass rule."""
    with ctx.unit_of_work() as uow:
        rule = service.set_pass_rule(uow, data)
        return ctx.created(uow, queries.pass_rule_view(rule, rule))
