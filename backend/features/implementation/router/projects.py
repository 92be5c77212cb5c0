"""Endpoints: projects, steps, reports, problems."""

import uuid

from fastapi import APIRouter

from backend.features.implementation import queries, service
from backend.features.implementation.models import Project, ProjectIssue
from backend.features.implementation.schemas import (
    DoneInput,
    IssueInput,
    IssueView,
    MilestoneChange,
    MilestoneInput,
    ProgressInput,
    ProjectRow,
    ProjectView,
    ReasonedInput,
)
from backend.features.implementation.states import ProjectStatus
from backend.features.implementation.views import issue_view, project_view
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["implementation"])
CHANGE = problems(401, 403, 404, 409, 412, 422, 428)
CREATE = problems(401, 403, 404, 409, 422)


def _shown(ctx: Ctx, uow: UnitOfWork, project: Project) -> ProjectView:
    uow.session.flush()
    return ctx.show(project_view(uow, project))


@router.get("/projects", responses=problems(401, 422))
@requires("project.list")
def projects_list(
    ctx: CtxDep, page: PageDep, status: ProjectStatus | None = None
) -> Page[ProjectRow]:
    """List the projects I may see."""
    with ctx.reading() as uow:
        return queries.project_page(uow, page, status)


@router.get("/projects/{project_id}", responses=problems(401, 404))
@requires("project.read")
def projects_read(project_id: uuid.UUID, ctx: CtxDep) -> ProjectView:
    """Return one project."""
    with ctx.reading() as uow:
        return ctx.show(project_view(uow, uow.get(Project, project_id, "project.read")))


@router.post("/projects/{project_id}/suspend", responses=CHANGE)
@requires("project.suspend")
def projects_suspend(project_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> ProjectView:
    """Let a project rest."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        project = service.fire(uow, project_id, "suspend", version, data.reason)
        return _shown(ctx, uow, project)


@router.post("/projects/{project_id}/resume", responses=CHANGE)
@requires("project.resume")
def projects_resume(project_id: uuid.UUID, ctx: CtxDep) -> ProjectView:
    """Let a project go on."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.fire(uow, project_id, "resume", version))


@router.post("/projects/{project_id}/complete", responses=CHANGE)
@requires("project.complete")
def projects_complete(project_id: uuid.UUID, ctx: CtxDep) -> ProjectView:
    """Complete a project."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.fire(uow, project_id, "complete", version))


@router.post("/projects/{project_id}/terminate", responses=CHANGE)
@requires("project.terminate")
def projects_terminate(project_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> ProjectView:
    """End a project early."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        project = service.fire(uow, project_id, "terminate", version, data.reason)
        return _shown(ctx, uow, project)


@router.post("/projects/{project_id}/milestones", status_code=201, responses=CREATE)
@requires("project.work")
def milestones_create(project_id: uuid.UUID, data: MilestoneInput, ctx: CtxDep) -> ProjectView:
    """Plan a step."""
    with ctx.unit_of_work() as uow:
        project = service.add_milestone(uow, project_id, data)
        uow.session.flush()
        return ctx.created(uow, project_view(uow, project))


@router.put("/projects/{project_id}/milestones/{milestone_id}", responses=CHANGE)
@requires("project.work")
def milestones_update(
    project_id: uuid.UUID, milestone_id: uuid.UUID, data: MilestoneChange, ctx: CtxDep
) -> ProjectView:
    """Move or rename a step."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        project = service.change_milestone(uow, project_id, milestone_id, version, data)
        return _shown(ctx, uow, project)


@router.post("/projects/{project_id}/milestones/{milestone_id}/done", responses=CHANGE)
@requires("project.work")
def milestones_done(
    project_id: uuid.UUID, milestone_id: uuid.UUID, data: DoneInput, ctx: CtxDep
) -> ProjectView:
    """Mark a step as reached."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        project = service.reach_milestone(uow, project_id, milestone_id, version, data)
        return _shown(ctx, uow, project)


@router.post("/projects/{project_id}/reports", status_code=201, responses=CREATE)
@requires("project.work")
def reports_create(project_id: uuid.UUID, data: ProgressInput, ctx: CtxDep) -> ProjectView:
    """Report progress, or note a visit."""
    with ctx.unit_of_work() as uow:
        project = service.report(uow, project_id, data)
        uow.session.flush()
        return ctx.created(uow, project_view(uow, project))


@router.post("/projects/{project_id}/issues", status_code=201, responses=CREATE)
@requires("project.work")
def issues_create(project_id: uuid.UUID, data: IssueInput, ctx: CtxDep) -> ProjectView:
    """Report a problem."""
    with ctx.unit_of_work() as uow:
        issue = service.open_issue(uow, project_id, data)
        uow.session.flush()
        project = uow.get(Project, issue.project_id, "project.read")
        return ctx.created(uow, project_view(uow, project))


def _issue(ctx: Ctx, uow: UnitOfWork, issue: ProjectIssue) -> IssueView:
    uow.session.flush()
    return ctx.show(issue_view(uow, issue))


@router.post("/issues/{issue_id}/take", responses=CHANGE)
@requires("project_issue.take")
def issues_take(issue_id: uuid.UUID, ctx: CtxDep) -> IssueView:
    """Begin to work on a problem."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _issue(ctx, uow, service.fire_issue(uow, issue_id, "take", version))


@router.post("/issues/{issue_id}/resolve", responses=CHANGE)
@requires("project_issue.resolve")
def issues_resolve(issue_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> IssueView:
    """Solve a problem; the reason says how."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        issue = service.fire_issue(uow, issue_id, "resolve", version, data.reason)
        return _issue(ctx, uow, issue)


@router.post("/issues/{issue_id}/reopen", responses=CHANGE)
@requires("project_issue.reopen")
def issues_reopen(issue_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> IssueView:
    """Open a problem again."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        issue = service.fire_issue(uow, issue_id, "reopen", version, data.reason)
        return _issue(ctx, uow, issue)
