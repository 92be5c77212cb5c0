"""Reads of reports: parts, consents, what stands against issuing (clauses 5.1.2.3.6, 6.2.2)."""

import uuid
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.computing import declared
from backend.features.assessment.disclosure import NOTHING, withheld_of
from backend.features.assessment.findings import findings_of
from backend.features.assessment.maturity import maturity_of
from backend.features.assessment.models import Assessment, Report, ReportConsent
from backend.features.assessment.queries.conflicts import late_blockers
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.queries.panels import holder_name, members_of
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.tasks import report_of
from backend.features.assessment.schemas.results import (
    ConsentView,
    LeafFact,
    LeafFile,
    LeafFindingView,
    OpinionView,
    ReportView,
)
from backend.features.assessment.sealing import open_consent, pseudonym_of
from backend.features.assessment.states import ASSESSMENT_WORKFLOW, AssessmentStatus
from backend.features.assessment.trees import tree_of_hash
from backend.features.taxonomy.queries import labels
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import NotFound
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork
from evaluation import MANDATED_PARTS, Maturity
from evaluation.provenance import inputs_hash

Json = dict[str, Any]
NO_MATURITY = "尚无证据"


def missing_parts(assessment: Assessment, report: Report) -> list[str]:
    """Name the parts somebody has to write or confirm that are empty (clause 5.1.2.3.6).

    The other parts of the report are computed and cannot be missing.
    """
    present = {
        "overview": bool(report.overview.strip()),
        "maturity": bool(report.maturity_statement.strip()),
        "transfer_advice": bool(report.transfer_advice.strip()),
        "expert_advice": any(str(item["text"]).strip() for item in report.expert_advice),
    }
    missing = [MANDATED_PARTS[key] for key, there in present.items() if not there]
    if not any(item.get("confirmed", True) for item in assessment.swot):
        missing.append("SWOT 分析（尚无经确认的条目）")
    if not any(line.strip() for line in report.limits):
        missing.append("局限与说明")
    if report.valid_until is None:
        missing.append("有效期")
    return missing


def _parts(found: Maturity) -> list[tuple[str, bool, int]]:
    """Return the parts where there are several; one part is the whole."""
    rows = [(part.name, part.essential, part.level) for part in found.components]
    return rows if len(rows) > 1 else []


def report_hash(uow: UnitOfWork, assessment: Assessment, report: Report, input_hash: str) -> str:
    """Return the hash of everything a member consents to: any change voids consents."""
    found = maturity_of(uow, assessment)
    return inputs_hash(
        {
            "overview": report.overview,
            "maturity": report.maturity_statement,
            "level": [found.level, found.label, found.stage, *map(list, _parts(found))],
            "transfer_advice": report.transfer_advice,
            "routes": report.routes,
            "next_milestone": report.next_milestone,
            "risks": report.risks,
            "expert_advice": report.expert_advice,
            "limits": report.limits,
            "valid_until": str(report.valid_until),
            "swot": assessment.swot,
            "strategies": assessment.strategies,
            "result": input_hash,
        }
    )


def consents_of(uow: UnitOfWork, assessment: Assessment, report: Report) -> list[ConsentView]:
    """Return every member's answer under the pseudonym, in the order of the pseudonyms."""
    rows = uow.session.exec(
        select(ReportConsent).where(col(ReportConsent.report_id) == report.id)
    ).all()
    by_member = {row.member_id: row for row in rows}
    views = []
    for member in declared(members_of(uow, assessment.id)):
        row = by_member.get(member.id)
        content = open_consent(uow, row) if row else {}
        views.append(
            ConsentView(
                pseudonym=pseudonym_of(uow, member),
                answered=row is not None,
                agreed=bool(content.get("agreed", False)),
                dissent=str(content.get("dissent", "")),
                current=row is not None and row.content_hash == report.content_hash,
                signed_on=row.signed_at.astimezone(SHANGHAI).date() if row else None,
            )
        )
    return sorted(views, key=lambda view: view.pseudonym)


def report_findings(
    uow: UnitOfWork, assessment: Assessment, *, whole: bool
) -> list[LeafFindingView]:
    """Return answers and evidence leaf by leaf, as they stood at the release (5.1.2.1)."""
    result, found = result_of(uow, assessment.id), maturity_of(uow, assessment)
    tree = tree_of_hash(uow, result.payload["tree"]["hash"])
    findings = findings_of(
        tree,
        result.payload,
        result.evidence,
        {str(file.id): file.name for file in outcome_files(uow, assessment.outcome_id)},
        found.stage_label if found.level else "",
        NOTHING if whole else withheld_of(tree, result.payload),
    )
    return [
        LeafFindingView(
            code=finding.code,
            name=finding.name,
            clause=finding.clause,
            facts=[LeafFact(label=label, value=value) for label, value in finding.facts],
            files=[
                LeafFile(file_id=uuid.UUID(file_id), name=name, page=page)
                for file_id, name, page in finding.files
            ],
            warnings=finding.warnings,
        )
        for finding in findings
    ]


def _files_path(uow: UnitOfWork, assessment: Assessment) -> str:
    """Return where the reader may open the files: a member by the seat, others by the outcome."""
    for member in declared(members_of(uow, assessment.id)):
        if uow.allows("panel_member.open", member):
            return f"/api/v1/panel-tasks/{member.id}/files"
    return f"/api/v1/outcomes/{assessment.outcome_id}/attachments"


def issue_blockers(
    uow: UnitOfWork, assessment: Assessment, report: Report, consents: list[ConsentView]
) -> list[str]:
    """Return why the report may not be issued (clause 6.2.2)."""
    missing = missing_parts(assessment, report)
    blockers = [f"报告缺少：{'、'.join(missing)}"] if missing else []
    blockers += late_blockers(assessment, members_of(uow, assessment.id))
    waiting = sum(1 for consent in consents if not consent.current)
    if waiting:
        blockers.append(f"还有 {waiting} 位专家未确认当前文本")
    return blockers


def report_view(uow: UnitOfWork, assessment: Assessment) -> ReportView:
    """Return the report with its parts and state.

    Raises
    ------
    NotFound
        The result is not released, so there is no report yet.
    """
    report = report_of(uow, assessment.id)
    if report is None:
        raise NotFound("评估报告尚未编写。")
    found = maturity_of(uow, assessment)
    consents = consents_of(uow, assessment, report)
    issued = assessment.status is AssessmentStatus.ISSUED
    inside = uow.allows("assessment.read_sheets", assessment)
    archive = _file(uow, report.archive_file_id)
    pdf = _file(uow, report.pdf_file_id)
    return ReportView(
        id=report.id,
        version=report.version,
        assessment_id=assessment.id,
        number=assessment.number,
        outcome_title=assessment.outcome_title,
        holder_name=holder_name(uow, assessment),
        status=assessment.status.value,
        status_label=ASSESSMENT_WORKFLOW.label(assessment.status),
        overview=report.overview,
        maturity_statement=report.maturity_statement,
        maturity_level=f"TRL {found.level} {found.label}" if found.level else NO_MATURITY,
        maturity_stage=found.stage_label,
        maturity_missing=[item.label for item in found.missing],
        transfer_advice=report.transfer_advice,
        routes=report.routes,
        route_labels=labels("transfer_mode", report.routes),
        next_milestone=report.next_milestone,
        risks=report.risks,
        expert_advice=[OpinionView(**item) for item in report.expert_advice],
        dissent=[
            OpinionView(pseudonym=c.pseudonym, text=c.dissent)
            for c in consents
            if c.current and not c.agreed
        ],
        findings=report_findings(uow, assessment, whole=inside),
        files_path=_files_path(uow, assessment),
        limits=report.limits,
        valid_until=report.valid_until,
        issued_at=assessment.issued_at,
        content_hash=report.content_hash,
        missing_parts=missing_parts(assessment, report),
        consents=consents if inside else [],
        blockers=[] if issued else issue_blockers(uow, assessment, report, consents),
        my_consent=_mine(uow, assessment, consents),
        pdf_ready=pdf is not None,
        archive_sha256=archive.sha256 if archive and inside else "",
        pdf_sha256=pdf.sha256 if pdf else "",
        editable=not issued and uow.allows("assessment.update", assessment),
        is_demo=assessment.is_demo,
        available_actions=[
            action
            for action in ASSESSMENT_WORKFLOW.available(uow, assessment)
            if action.action == "issue"
        ],
    )


def _mine(
    uow: UnitOfWork, assessment: Assessment, consents: list[ConsentView]
) -> ConsentView | None:
    for member in declared(members_of(uow, assessment.id)):
        if uow.allows("panel_member.consent", member):
            name = pseudonym_of(uow, member)
            return next(view for view in consents if view.pseudonym == name)
    return None


def _file(uow: UnitOfWork, file_id: uuid.UUID | None) -> StoredFile | None:
    return uow.session.get(StoredFile, file_id) if file_id else None
