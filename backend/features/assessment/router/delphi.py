"""Endpoints of Delphi studies: organisers open and close rounds, experts answer (5.1.2.2.3)."""

import json
import uuid

from fastapi import APIRouter, Response

from backend.features.assessment.delphi_export import results_csv
from backend.features.assessment.delphi_models import DelphiAnswer, DelphiStudy
from backend.features.assessment.delphi_states import DelphiStatus
from backend.features.assessment.queries import delphi as queries
from backend.features.assessment.queries import delphi_tasks as task_queries
from backend.features.assessment.schemas.delphi import (
    CoefficientTables,
    DelphiPanelInput,
    DelphiReasonInput,
    DelphiRoundInput,
    DelphiStudyInput,
    DelphiStudyRow,
    DelphiStudyView,
)
from backend.features.assessment.schemas.delphi_tasks import (
    DelphiAnswerInput,
    DelphiTaskRow,
    DelphiTaskView,
)
from backend.features.assessment.service import delphi as service
from backend.features.assessment.service import delphi_tasks as task_service
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _study(ctx: Ctx, uow: UnitOfWork, study: DelphiStudy) -> DelphiStudyView:
    uow.session.flush()
    return ctx.show(queries.study_view(uow, study))


def _task(ctx: Ctx, uow: UnitOfWork, answer: DelphiAnswer) -> DelphiTaskView:
    uow.session.flush()
    return ctx.show(task_queries.delphi_task_view(uow, answer))


@router.get("/delphi-coefficients", responses=problems(401, 403))
@requires("delphi_study.list")
def delphi_coefficients_list(ctx: CtxDep) -> CoefficientTables:
    """List the coefficient tables a study may choose from."""
    with ctx.reading() as uow:
        uow.require("delphi_study.list")
        return queries.coefficient_tables()


@router.get("/delphi-studies", responses=problems(401, 403, 422))
@requires("delphi_study.list")
def delphi_studies_list(
    ctx: CtxDep, page: PageDep, status: DelphiStatus | None = None
) -> Page[DelphiStudyRow]:
    """List Delphi studies."""
    with ctx.reading() as uow:
        uow.require("delphi_study.list")
        return queries.study_page(uow, page, status)


@router.post("/delphi-studies", status_code=201, responses=problems(401, 403, 422))
@requires("delphi_study.create")
def delphi_studies_create(data: DelphiStudyInput, ctx: CtxDep) -> DelphiStudyView:
    """Prepare a study."""
    with ctx.unit_of_work() as uow:
        study = service.create_study(uow, data)
        uow.session.flush()
        return ctx.created(uow, queries.study_view(uow, study))


@router.get("/delphi-studies/{study_id}", responses=problems(401, 404))
@requires("delphi_study.read")
def delphi_studies_read(study_id: uuid.UUID, ctx: CtxDep) -> DelphiStudyView:
    """Return a study with its rounds."""
    with ctx.reading() as uow:
        return ctx.show(
            queries.study_view(uow, uow.get(DelphiStudy, study_id, "delphi_study.read"))
        )


@router.put("/delphi-studies/{study_id}/panel", responses=CHANGES)
@requires("delphi_study.invite")
def delphi_studies_panel(
    study_id: uuid.UUID, data: DelphiPanelInput, ctx: CtxDep
) -> DelphiStudyView:
    """Choose the panel anew, before the first round."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _study(ctx, uow, service.set_panel(uow, study_id, version, data.expert_ids))


@router.post("/delphi-studies/{study_id}/open-round", responses=CHANGES)
@requires("delphi_study.open_round")
def delphi_studies_open_round(
    study_id: uuid.UUID, data: DelphiRoundInput, ctx: CtxDep
) -> DelphiStudyView:
    """Send a round out."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _study(ctx, uow, service.open_round(uow, study_id, version, data))


@router.post("/delphi-studies/{study_id}/close-round", responses=CHANGES)
@requires("delphi_study.close_round")
def delphi_studies_close_round(study_id: uuid.UUID, ctx: CtxDep) -> DelphiStudyView:
    """Close the round and compute it."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _study(ctx, uow, service.close_round(uow, study_id, version))


@router.post("/delphi-studies/{study_id}/remind", responses=CHANGES)
@requires("delphi_study.remind")
def delphi_studies_remind(study_id: uuid.UUID, ctx: CtxDep) -> DelphiStudyView:
    """Remind experts with an open questionnaire."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _study(ctx, uow, service.remind_panel(uow, study_id, version))


@router.post("/delphi-studies/{study_id}/close", responses=CHANGES)
@requires("delphi_study.close")
def delphi_studies_close(
    study_id: uuid.UUID, data: DelphiReasonInput, ctx: CtxDep
) -> DelphiStudyView:
    """Close the study: indicator set, tree proposal and weights stand."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _study(ctx, uow, service.close_study(uow, study_id, version, data.reason))


@router.post("/delphi-studies/{study_id}/cancel", responses=CHANGES)
@requires("delphi_study.cancel")
def delphi_studies_cancel(
    study_id: uuid.UUID, data: DelphiReasonInput, ctx: CtxDep
) -> DelphiStudyView:
    """Call the study off."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _study(ctx, uow, service.cancel_study(uow, study_id, version, data.reason))


@router.get(
    "/delphi-studies/{study_id}/data.json",
    responses=FILE_RESPONSES | problems(401, 403, 404, 409),
    response_class=Response,
)
@requires("delphi_study.export")
def delphi_studies_data(study_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download closed rounds under pseudonyms, for recomputation."""
    with ctx.unit_of_work() as uow:
        study = uow.get(DelphiStudy, study_id, "delphi_study.export")
        content = json.dumps(queries.study_data(uow, study), ensure_ascii=False, indent=1)
        uow.note("file.read", "delphi_study", study.id, name="data.json")
    name = f"德尔菲数据-{study.number}.json"
    return bytes_response(content.encode(), name=name, media_type="application/json")


@router.get(
    "/delphi-studies/{study_id}/results.csv",
    responses=FILE_RESPONSES | problems(401, 403, 404, 409),
    response_class=Response,
)
@requires("delphi_study.export")
def delphi_studies_results(study_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the figures of the closed rounds as a table."""
    with ctx.unit_of_work() as uow:
        study = uow.get(DelphiStudy, study_id, "delphi_study.export")
        content = results_csv(queries.closed_rounds(uow, study))
        uow.note("file.read", "delphi_study", study.id, name="results.csv")
    name = f"德尔菲结果-{study.number}.csv"
    return bytes_response(content.encode(), name=name, media_type="text/csv")


@router.get("/delphi-tasks", responses=problems(401, 403, 422))
@requires("delphi_answer.list")
def delphi_tasks_list(ctx: CtxDep, page: PageDep) -> Page[DelphiTaskRow]:
    """List my questionnaires."""
    with ctx.reading() as uow:
        uow.require("delphi_answer.list")
        return task_queries.task_page(uow, page)


@router.get("/delphi-tasks/{answer_id}", responses=problems(401, 404))
@requires("delphi_answer.read")
def delphi_tasks_read(answer_id: uuid.UUID, ctx: CtxDep) -> DelphiTaskView:
    """Return my questionnaire with the feedback of the last round."""
    with ctx.reading() as uow:
        answer = uow.get(DelphiAnswer, answer_id, "delphi_answer.read")
        return ctx.show(task_queries.delphi_task_view(uow, answer))


@router.put("/delphi-tasks/{answer_id}", responses=CHANGES)
@requires("delphi_answer.save")
def delphi_tasks_save(answer_id: uuid.UUID, data: DelphiAnswerInput, ctx: CtxDep) -> DelphiTaskView:
    """Keep my questionnaire as it stands."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _task(ctx, uow, task_service.save_delphi_answer(uow, answer_id, version, data))


@router.post("/delphi-tasks/{answer_id}/submit", responses=CHANGES)
@requires("delphi_answer.submit")
def delphi_tasks_submit(answer_id: uuid.UUID, ctx: CtxDep) -> DelphiTaskView:
    """Hand my questionnaire in."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _task(ctx, uow, task_service.submit_delphi_answer(uow, answer_id, version))


@router.post("/delphi-tasks/{answer_id}/revise", responses=CHANGES)
@requires("delphi_answer.revise")
def delphi_tasks_revise(answer_id: uuid.UUID, ctx: CtxDep) -> DelphiTaskView:
    """Take my questionnaire back while the round is open."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _task(ctx, uow, task_service.revise_delphi_answer(uow, answer_id, version))
