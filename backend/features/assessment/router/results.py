"""Endpoints: result, maturity, SWOT, report, archive."""

import uuid

from fastapi import APIRouter, Response

from backend.features.assessment import service
from backend.features.assessment.archive import PDF, WORD
from backend.features.assessment.blinding import reader_veil
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries import checks, foundations, panels, reports, tasks
from backend.features.assessment.queries import results as queries
from backend.features.assessment.schemas.checks import FileCheckView
from backend.features.assessment.schemas.results import (
    MaturityInput,
    MaturityView,
    ReportInput,
    ReportView,
    ResultView,
    SwotInput,
    SwotView,
)
from backend.kernel.documents import AssessmentReport
from backend.kernel.errors import NotFound
from backend.kernel.files import StoredFile
from backend.web.context import CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response, file_response
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/assessments/{assessment_id}/result", responses=problems(401, 403, 404))
@requires("assessment.read_result")
def assessments_result(assessment_id: uuid.UUID, ctx: CtxDep) -> ResultView:
    """Return the released result with every point opened."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_result")
        return reader_veil(uow, assessment).view(queries.result_view(uow, assessment))


@router.get("/assessments/{assessment_id}/maturity", responses=problems(401, 403, 404))
@requires("assessment.read_work")
def assessments_maturity(assessment_id: uuid.UUID, ctx: CtxDep) -> MaturityView:
    """Return the maturity scale with the proofs on file."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_work")
        view = foundations.maturity_view(uow, assessment)
        return ctx.show(reader_veil(uow, assessment).view(view))


@router.put("/assessments/{assessment_id}/maturity", responses=CHANGES)
@requires("assessment.update")
def assessments_set_maturity(
    assessment_id: uuid.UUID, data: MaturityInput, ctx: CtxDep
) -> MaturityView:
    """Put proofs on file."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = service.set_maturity(uow, assessment_id, version, data)
        uow.session.flush()
        return ctx.show(foundations.maturity_view(uow, assessment))


@router.get("/assessments/{assessment_id}/swot", responses=problems(401, 403, 404))
@requires("assessment.read_work")
def assessments_swot(assessment_id: uuid.UUID, ctx: CtxDep) -> SwotView:
    """Return the four lists."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_work")
        tree = panels.tree_of_assessment(uow, assessment)
        view = foundations.swot_view(uow, assessment, tree)
        return ctx.show(reader_veil(uow, assessment).view(view))


@router.put("/assessments/{assessment_id}/swot", responses=CHANGES)
@requires("assessment.update")
def assessments_set_swot(assessment_id: uuid.UUID, data: SwotInput, ctx: CtxDep) -> SwotView:
    """Keep the four lists."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = service.set_swot(uow, assessment_id, version, data)
        uow.session.flush()
        tree = panels.tree_of_assessment(uow, assessment)
        return ctx.show(foundations.swot_view(uow, assessment, tree))


@router.get("/assessments/{assessment_id}/report", responses=problems(401, 403, 404))
@requires("assessment.read_result")
def assessments_report(assessment_id: uuid.UUID, ctx: CtxDep) -> ReportView:
    """Return the report."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_result")
        view = reports.report_view(uow, assessment)
        return ctx.show(reader_veil(uow, assessment).view(view))


@router.put("/assessments/{assessment_id}/report", responses=CHANGES)
@requires("assessment.update")
def assessments_write_report(
    assessment_id: uuid.UUID, data: ReportInput, ctx: CtxDep
) -> ReportView:
    """Write the parts of the report; If-Match carries the report's version."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = service.write_report(uow, assessment_id, version, data)
        uow.session.flush()
        return ctx.show(reports.report_view(uow, assessment))


@router.get(
    "/assessments/{assessment_id}/report.pdf",
    responses=FILE_RESPONSES | problems(401, 403, 404, 503),
    response_class=Response,
)
@requires("assessment.read_result")
def assessments_report_pdf(assessment_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the report: as issued, or as a draft while it is being written."""
    with ctx.unit_of_work() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_result")
        uow.note("file.read", "assessment", assessment.id, name="report.pdf")
        if kept := service.kept_report(uow, assessment, word=False):
            return file_response(ctx.house, kept)
        content = service.render_report(uow, assessment)
        name = service.file_name(uow, assessment, "pdf")
    return bytes_response(content, name=name, media_type=PDF)


@router.get("/assessments/{assessment_id}/report/document", responses=problems(401, 403, 404))
@requires("assessment.read_result")
def assessments_report_document(assessment_id: uuid.UUID, ctx: CtxDep) -> AssessmentReport:
    """Return the report as it is printed: as issued, or from what stands now."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_result")
        return service.document_of(uow, assessment)[0]


@router.get(
    "/assessments/{assessment_id}/report.docx",
    responses=FILE_RESPONSES | problems(401, 403, 404, 503),
    response_class=Response,
)
@requires("assessment.read_result")
def assessments_report_word(assessment_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the report for Word: as issued, or as a draft while it is being written."""
    with ctx.unit_of_work() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_result")
        uow.note("file.read", "assessment", assessment.id, name="report.docx")
        if kept := service.kept_report(uow, assessment, word=True):
            return file_response(ctx.house, kept)
        content = service.render_word(uow, assessment)
        name = service.file_name(uow, assessment, "docx")
    return bytes_response(content, name=name, media_type=WORD)


@router.post("/evaluation-files/check", responses=problems(401, 413, 422))
@requires("assessment.check_file")
def evaluation_files_check(ctx: CtxDep, file: UploadDep) -> FileCheckView:
    """Check an archive, a capsule or a report (raw body; its name in X-File-Name)."""
    with ctx.reading() as uow:
        uow.require("assessment.check_file")
        return checks.check_file(uow, file.path, file.name)


@router.get(
    "/assessments/{assessment_id}/archive.zip",
    responses=FILE_RESPONSES | problems(401, 403, 404),
    response_class=Response,
)
@requires("assessment.read_archive")
def assessments_archive(assessment_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the archive with its list of hashes."""
    with ctx.unit_of_work() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_archive")
        report = tasks.report_of(uow, assessment.id)
        if report is None or report.archive_file_id is None:
            raise NotFound("评估档案尚未生成。")
        uow.note("file.read", "assessment", assessment.id, name="archive.zip")
        return file_response(ctx.house, uow.session.get_one(StoredFile, report.archive_file_id))
