"""Endpoints of suggestions and introductions."""

import uuid

from fastapi import APIRouter

from backend.features.demands.models import Demand
from backend.features.matchmaking import queries, service
from backend.features.matchmaking.models import Introduction
from backend.features.matchmaking.schemas import (
    ContactNoteInput,
    IntroductionInput,
    IntroductionReasonInput,
    IntroductionRow,
    IntroductionSecrets,
    IntroductionView,
    MatchRunBox,
    MatchRunView,
    MatchSuggestion,
    VerdictInput,
)
from backend.features.matchmaking.states import IntroductionStatus
from backend.kernel.schema import Page
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["matchmaking"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/demands/{demand_id}/matches", responses=problems(401, 403, 404))
@requires("demand.match")
def matches_latest(demand_id: uuid.UUID, ctx: CtxDep) -> MatchRunBox:
    """Show the newest suggestions for a need."""
    with ctx.reading() as uow:
        demand = uow.get(Demand, demand_id, "demand.match")
        run = queries.latest_run(uow, demand_id)
        return MatchRunBox(run=queries.run_view(uow, run, demand) if run else None)


@router.post(
    "/demands/{demand_id}/matches", status_code=201, responses=problems(401, 403, 404, 409)
)
@requires("demand.match")
def matches_create(demand_id: uuid.UUID, ctx: CtxDep) -> MatchRunView:
    """Compute suggestions for a need."""
    with ctx.reading() as reading:
        computed = service.compute(reading, demand_id)
    with ctx.unit_of_work() as uow:
        run = service.store_run(uow, computed)
        uow.session.flush()
        return ctx.created(uow, queries.run_view(uow, run, uow.session.get_one(Demand, demand_id)))


@router.post("/suggestions/{suggestion_id}/feedback", responses=CHANGES)
@requires("suggestion.judge")
def suggestions_judge(suggestion_id: uuid.UUID, data: VerdictInput, ctx: CtxDep) -> MatchSuggestion:
    """Say whether a suggestion fits."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        suggestion = service.judge(uow, suggestion_id, version, data)
        uow.session.flush()
        return ctx.show(queries.suggestion_view(uow, suggestion))


@router.get("/introductions", responses=problems(401, 403, 422))
@requires("introduction.list")
def introductions_list(
    ctx: CtxDep, page: PageDep, status: IntroductionStatus | None = None
) -> Page[IntroductionRow]:
    """List the introductions of my side, or for staff all."""
    with ctx.reading() as uow:
        uow.require("introduction.list")
        return queries.introduction_page(uow, page, status)


@router.post("/introductions", status_code=201, responses=problems(401, 403, 409, 422))
@requires("introduction.propose")
def introductions_create(data: IntroductionInput, ctx: CtxDep) -> IntroductionView:
    """Ask for an introduction."""
    with ctx.unit_of_work() as uow:
        introduction = service.propose_introduction(uow, data)
        uow.session.flush()
        return ctx.created(uow, queries.introduction_view(uow, introduction))


@router.get("/introductions/{introduction_id}", responses=problems(401, 404))
@requires("introduction.read")
def introductions_read(introduction_id: uuid.UUID, ctx: CtxDep) -> IntroductionView:
    """Show one introduction."""
    with ctx.reading() as uow:
        introduction = uow.get(Introduction, introduction_id, "introduction.read")
        return ctx.show(queries.introduction_view(uow, introduction))


@router.post("/introductions/{introduction_id}/consent", responses=CHANGES)
@requires("introduction.consent")
def introductions_consent(introduction_id: uuid.UUID, ctx: CtxDep) -> IntroductionView:
    """Agree for my side."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        introduction = service.consent(uow, introduction_id, version)
        uow.session.flush()
        return ctx.show(queries.introduction_view(uow, introduction))


@router.post("/introductions/{introduction_id}/decline", responses=CHANGES)
@requires("introduction.decline")
def introductions_decline(
    introduction_id: uuid.UUID, data: IntroductionReasonInput, ctx: CtxDep
) -> IntroductionView:
    """Say no with a reason."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        introduction = service.decline(uow, introduction_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.introduction_view(uow, introduction))


@router.post("/introductions/{introduction_id}/withdraw", responses=CHANGES)
@requires("introduction.withdraw")
def introductions_withdraw(
    introduction_id: uuid.UUID, data: IntroductionReasonInput, ctx: CtxDep
) -> IntroductionView:
    """Take a wish back."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        introduction = service.withdraw(uow, introduction_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.introduction_view(uow, introduction))


@router.post("/introductions/{introduction_id}/fail", responses=CHANGES)
@requires("introduction.fail")
def introductions_fail(
    introduction_id: uuid.UUID, data: IntroductionReasonInput, ctx: CtxDep
) -> IntroductionView:
    """End the talks without an agreement."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        introduction = service.end_without_agreement(uow, introduction_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.introduction_view(uow, introduction))


@router.post("/introductions/{introduction_id}/notes", responses=CHANGES)
@requires("introduction.note")
def introductions_add_note(
    introduction_id: uuid.UUID, data: ContactNoteInput, ctx: CtxDep
) -> IntroductionView:
    """Write a contact into the common history."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        introduction = service.add_contact(uow, introduction_id, version, data)
        uow.session.flush()
        return ctx.show(queries.introduction_view(uow, introduction))


@router.get("/introductions/{introduction_id}/confidential", responses=problems(401, 403, 404, 409))
@requires("introduction.read_confidential")
def introductions_confidential(introduction_id: uuid.UUID, ctx: CtxDep) -> IntroductionSecrets:
    """Show what both sides keep from the public; the reading is logged."""
    with ctx.unit_of_work() as uow:
        outcome_note, demand_note = service.read_secrets(uow, introduction_id)
        return IntroductionSecrets(outcome_note=outcome_note, demand_note=demand_note)
