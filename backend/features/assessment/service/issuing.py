"""Commands that print and issue the report (clauses 5.1.2.3.6, 5.1.2.3.7, 6.2.2)."""

import uuid
from datetime import datetime

from sqlmodel import col, select

from backend.features.assessment.archive import (
    ARCHIVE,
    DOCUMENTS,
    REPORT_PDF,
    REPORT_WORD,
    WHOLE_PDF,
    WHOLE_WORD,
    archive_members,
    zip_bytes,
)
from backend.features.assessment.blinding import reader_veil
from backend.features.assessment.computing import declared
from backend.features.assessment.documents import Edition, report_document
from backend.features.assessment.models import Assessment, AssessmentResult
from backend.features.assessment.queries.conflicts import conflict_blockers, open_conflicts
from backend.features.assessment.queries.panels import members_of
from backend.features.assessment.queries.reports import consents_of, issue_blockers
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.service.reporting import report_at_work
from backend.features.assessment.states import ASSESSMENT_WORKFLOW, AssessmentStatus
from backend.features.experts import service as expert_base
from backend.features.experts.models import EngagementEnd
from backend.features.outcomes import service as outcomes
from backend.features.service_desk import service as desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.documents import AssessmentReport
from backend.kernel.errors import Conflict
from backend.kernel.files import StoredFile
from backend.kernel.filing import CONFIDENTIAL, INTERNAL, store_bytes
from backend.kernel.uow import UnitOfWork

A = AssessmentStatus


def document_of(uow: UnitOfWork, assessment: Assessment) -> tuple[AssessmentReport, datetime]:
    """Return the reader's edition and its date: as kept once issued, else from what stands now."""
    report = report_at_work(uow, assessment)
    veil = reader_veil(uow, assessment)
    whole = uow.allows("assessment.read_sheets", assessment)
    edition = Edition.WHOLE if whole else Edition.HOLDER
    if assessment.issued_at is not None and report.document is not None:
        kept = report.document.get(edition, report.document)
        return veil.view(AssessmentReport.model_validate(kept)), assessment.issued_at
    payload = result_of(uow, assessment.id).payload
    at = report.updated_at
    document = report_document(uow, assessment, report, payload, at=at, edition=edition)
    return veil.view(document), at


def render_report(uow: UnitOfWork, assessment: Assessment) -> bytes:
    """Return the reader's edition as PDF."""
    document, at = document_of(uow, assessment)
    return uow.ports.renderer.render(document, at=at).content


def render_word(uow: UnitOfWork, assessment: Assessment) -> bytes:
    """Return the reader's edition as a Word file."""
    document, at = document_of(uow, assessment)
    return uow.ports.word.render(document, at=at).content


def kept_report(uow: UnitOfWork, assessment: Assessment, *, word: bool) -> StoredFile | None:
    """Return the reader's edition as it was issued; None while the report is being written.

    A double-blind panel reads a veiled print, made anew from the same document.
    """
    if reader_veil(uow, assessment).pattern is not None:
        return None
    whole = uow.allows("assessment.read_sheets", assessment)
    kinds = (WHOLE_PDF, WHOLE_WORD) if whole else (REPORT_PDF, REPORT_WORD)
    return uow.session.exec(
        select(StoredFile).where(
            col(StoredFile.subject_type) == "assessment",
            col(StoredFile.subject_id) == assessment.id,
            col(StoredFile.kind) == kinds[word],
        )
    ).first()


def file_name(uow: UnitOfWork, assessment: Assessment, suffix: str) -> str:
    """Name the report that a reader downloads."""
    whole = uow.allows("assessment.read_sheets", assessment)
    edition = "-完整版" if whole else ""
    draft = "" if assessment.issued_at else "草稿"
    return f"评估报告{draft}-{assessment.number}{edition}.{suffix}"


def _kept(uow: UnitOfWork, assessment: Assessment, kind: str, content: bytes) -> StoredFile:
    """File one issued document; only the holder's edition belongs to the holder."""
    name, media_type, _ = DOCUMENTS[kind]
    outside = kind in {REPORT_PDF, REPORT_WORD}
    return store_bytes(
        uow,
        content=content,
        name=name.format(number=assessment.number),
        media_type=media_type,
        subject_type="assessment",
        subject_id=assessment.id,
        kind=kind,
        org_id=assessment.holder_org_id if outside else None,
        label=INTERNAL if outside else CONFIDENTIAL,
    )


def issue_report(uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int) -> Assessment:
    """Issue the report: no part missing, every member's consent or dissent; the files are kept.

    Raises
    ------
    Conflict
        A mandated part is missing, a member has not answered (5.1.2.3.6, 6.2.2), or a conflict
        of a member has come up (5.1.1.1).
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.issue", expected_version=expected_version
    )
    if assessment.status is A.REPORTING:
        report = report_at_work(uow, assessment)
        blockers = issue_blockers(uow, assessment, report, consents_of(uow, assessment, report))
        panel = members_of(uow, assessment.id)
        blockers += conflict_blockers(uow, panel, open_conflicts(uow, assessment, panel))
        if blockers:
            raise Conflict("不能出具报告：" + "；".join(blockers), blockers=blockers)
    result = uow.session.exec(
        select(AssessmentResult).where(col(AssessmentResult.assessment_id) == assessment.id)
    ).first()
    ASSESSMENT_WORKFLOW.fire(
        uow,
        assessment,
        "issue",
        outcome_id=assessment.outcome_id,
        passed=result is not None and result.passed,
    )
    now = uow.now()
    assessment.issued_at = now
    report, payload = report_at_work(uow, assessment), result_of(uow, assessment.id).payload
    editions = {
        edition: report_document(uow, assessment, report, payload, at=now, edition=edition)
        for edition in Edition
    }
    report.document = {
        edition.value: document.model_dump(mode="json") for edition, document in editions.items()
    }
    printed = {
        kind: renderer.render(editions[edition], at=now).content
        for kind, edition, renderer in (
            (REPORT_PDF, Edition.HOLDER, uow.ports.renderer),
            (REPORT_WORD, Edition.HOLDER, uow.ports.word),
            (WHOLE_PDF, Edition.WHOLE, uow.ports.renderer),
            (WHOLE_WORD, Edition.WHOLE, uow.ports.word),
        )
    }
    members = archive_members(
        uow, assessment, payload, {DOCUMENTS[kind][2]: printed[kind] for kind in printed}
    )
    files = {kind: _kept(uow, assessment, kind, content) for kind, content in printed.items()}
    report.pdf_file_id = files[REPORT_PDF].id
    packed = zip_bytes(assessment.number, members)
    report.archive_file_id = _kept(uow, assessment, ARCHIVE, packed).id
    for member in declared(members_of(uow, assessment.id)):
        expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.COMPLETED)
    if payload["card"]["decision"]["state"] != "passed":
        outcomes.mark(uow, assessment.outcome_id, "fail_assessment")
    desk.complete(uow, assessment.outcome_id, RequestKind.ASSESSMENT)
    return assessment
