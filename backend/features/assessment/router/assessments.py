"""Endpoints of those who organise assessments, and what holders may know."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.assessment import service
from backend.features.assessment.blinding import reader_veil
from backend.features.assessment.models import Assessment, PanelMember
from backend.features.assessment.queries import panels as queries
from backend.features.assessment.queries.candidates import candidates
from backend.features.assessment.queries.draws import draw_views
from backend.features.assessment.queries.lists import assessment_page
from backend.features.assessment.queries.revealing import revealed_views
from backend.features.assessment.schemas.panels import (
    AssessmentInput,
    AssessmentReasonInput,
    AssessmentRow,
    AssessmentSettingsInput,
    AssessmentSummary,
    AssessmentView,
    CandidatesView,
    ConflictDecisionInput,
    DrawInput,
    DrawView,
    LeavesInput,
    NominateInput,
    RevealedMember,
    RevealInput,
)
from backend.features.assessment.states import AssessmentStatus
from backend.kernel.schema import Page
from backend.kernel.text import SearchText
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _shown(ctx: Ctx, uow: UnitOfWork, assessment: Assessment) -> AssessmentView:
    uow.session.flush()
    return ctx.show(queries.assessment_view(uow, assessment))


@router.get("/assessments", responses=problems(401, 403, 422))
@requires("assessment.list")
def assessments_list(
    ctx: CtxDep,
    page: PageDep,
    q: Annotated[SearchText, Query()] = "",
    status: AssessmentStatus | None = None,
    outcome_id: uuid.UUID | None = None,
) -> Page[AssessmentRow]:
    """List assessments."""
    with ctx.reading() as uow:
        uow.require("assessment.list")
        return assessment_page(uow, page, q=q, status=status, outcome_id=outcome_id)


@router.post("/assessments", status_code=201, responses=problems(401, 403, 409, 422))
@requires("assessment.create")
def assessments_create(data: AssessmentInput, ctx: CtxDep) -> AssessmentView:
    """Prepare the assessment of an accepted outcome."""
    with ctx.unit_of_work() as uow:
        assessment = service.create_assessment(uow, data)
        uow.session.flush()
        return ctx.created(uow, queries.assessment_view(uow, assessment))


@router.get("/assessments/{assessment_id}", responses=problems(401, 404))
@requires("assessment.read")
def assessments_read(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentSummary:
    """Return where an assessment stands."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read")
        return ctx.show(
            reader_veil(uow, assessment).view(queries.assessment_summary(uow, assessment))
        )


@router.get("/assessments/{assessment_id}/panel", responses=problems(401, 403, 404))
@requires("assessment.inspect")
def assessments_panel(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentView:
    """Return panel, rule check and progress."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.inspect")
        return ctx.show(queries.assessment_view(uow, assessment))


@router.get("/assessments/{assessment_id}/candidates", responses=problems(401, 403, 404))
@requires("assessment.nominate")
def assessments_candidates(assessment_id: uuid.UUID, ctx: CtxDep) -> CandidatesView:
    """Propose experts with reasons and conflicts."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.nominate")
        return candidates(uow, assessment)


@router.put("/assessments/{assessment_id}", responses=CHANGES)
@requires("assessment.update")
def assessments_update(
    assessment_id: uuid.UUID, data: AssessmentSettingsInput, ctx: CtxDep
) -> AssessmentView:
    """Change settings before the start."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.change_settings(uow, assessment_id, version, data))


@router.post("/assessments/{assessment_id}/members", responses=CHANGES)
@requires("assessment.nominate")
def assessments_nominate(
    assessment_id: uuid.UUID, data: NominateInput, ctx: CtxDep
) -> AssessmentView:
    """Put an expert on the panel."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        member = service.nominate(uow, assessment_id, version, data)
        return _shown(ctx, uow, uow.session.get_one(Assessment, member.assessment_id))


@router.get("/assessments/{assessment_id}/draws", responses=problems(401, 403, 404))
@requires("assessment.inspect")
def assessments_draws(assessment_id: uuid.UUID, ctx: CtxDep) -> list[DrawView]:
    """Return who was drawn by lot, with seed and pool."""
    with ctx.reading() as uow:
        uow.get(Assessment, assessment_id, "assessment.inspect")
        return draw_views(uow, assessment_id)


@router.post("/assessments/{assessment_id}/draw", responses=CHANGES)
@requires("assessment.nominate")
def assessments_draw(assessment_id: uuid.UUID, data: DrawInput, ctx: CtxDep) -> AssessmentView:
    """Draw experts by lot."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.draw_panel(uow, assessment_id, version, data))


@router.post("/assessments/{assessment_id}/start", responses=CHANGES)
@requires("assessment.start")
def assessments_start(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentView:
    """Start: the members are asked to declare."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.start_assessment(uow, assessment_id, version))


@router.post("/assessments/{assessment_id}/remind", responses=CHANGES)
@requires("assessment.remind")
def assessments_remind(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentView:
    """Remind members with open work."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.remind(uow, assessment_id, version))


@router.post("/assessments/{assessment_id}/cancel", responses=CHANGES)
@requires("assessment.cancel")
def assessments_cancel(
    assessment_id: uuid.UUID, data: AssessmentReasonInput, ctx: CtxDep
) -> AssessmentView:
    """Call an assessment off."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = service.cancel_assessment(uow, assessment_id, version, data.reason)
        return _shown(ctx, uow, assessment)


@router.post("/assessments/{assessment_id}/annul", responses=CHANGES)
@requires("assessment.annul")
def assessments_annul(
    assessment_id: uuid.UUID, data: AssessmentReasonInput, ctx: CtxDep
) -> AssessmentView:
    """Annul a released result that rests on an annulled score."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.annul_result(uow, assessment_id, version, data.reason))


@router.post("/assessments/{assessment_id}/release", responses=CHANGES)
@requires("assessment.release")
def assessments_release(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentView:
    """Compute and release the result."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.release_result(uow, assessment_id, version))


@router.post("/assessments/{assessment_id}/issue", responses=CHANGES)
@requires("assessment.issue")
def assessments_issue(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentView:
    """Issue the report."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.issue_report(uow, assessment_id, version))


@router.post("/assessments/{assessment_id}/reveal", responses=problems(401, 403, 404, 422))
@requires("assessment.reveal")
def assessments_reveal(
    assessment_id: uuid.UUID, data: RevealInput, ctx: CtxDep
) -> list[RevealedMember]:
    """Read who stands behind the pseudonyms; the reading is put on record."""
    with ctx.unit_of_work() as uow:
        return revealed_views(uow, service.reveal_pseudonyms(uow, assessment_id, data.reason))


@router.delete("/panel-members/{member_id}", responses=CHANGES)
@requires("panel_member.remove")
def panel_members_remove(member_id: uuid.UUID, ctx: CtxDep) -> AssessmentView:
    """Take an expert off a panel that has not started."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.remove_member(uow, member_id, version))


@router.post("/panel-members/{member_id}/replace", responses=CHANGES)
@requires("panel_member.replace")
def panel_members_replace(
    member_id: uuid.UUID, data: AssessmentReasonInput, ctx: CtxDep
) -> AssessmentView:
    """Take an expert off a running panel."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.replace_member(uow, member_id, version, data.reason))


@router.post("/panel-members/{member_id}/exclude", responses=CHANGES)
@requires("panel_member.exclude")
def panel_members_exclude(
    member_id: uuid.UUID, data: AssessmentReasonInput, ctx: CtxDep
) -> AssessmentView:
    """End the seat of an expert who should have recused and annul the score."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.exclude_member(uow, member_id, version, data.reason))


@router.post("/panel-members/{member_id}/conflict-decision", responses=CHANGES)
@requires("panel_member.decide")
def panel_members_decide(
    member_id: uuid.UUID, data: ConflictDecisionInput, ctx: CtxDep
) -> AssessmentView:
    """Judge that a member may go on in spite of a relation that was found."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.decide_conflicts(uow, member_id, version, data))


@router.put("/panel-members/{member_id}/leaves", responses=CHANGES)
@requires("panel_member.assign")
def panel_members_assign(member_id: uuid.UUID, data: LeavesInput, ctx: CtxDep) -> AssessmentView:
    """Let a member judge other leaves than those of the category."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.assign_leaves(uow, member_id, version, data))


@router.post("/panel-members/{member_id}/return-sheet", responses=CHANGES)
@requires("score_sheet.return")
def panel_members_return_sheet(
    member_id: uuid.UUID, data: AssessmentReasonInput, ctx: CtxDep
) -> AssessmentView:
    """Unlock a member's sheet before the release; If-Match carries the sheet's version."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        member = uow.get(PanelMember, member_id, "panel_member.read")
        assessment = service.return_score_sheet(uow, member, version, data.reason)
        return _shown(ctx, uow, assessment)
