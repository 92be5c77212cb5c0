"""Commands from the release to the issued report (clauses 5.1.2.3.5-7, 6.2.2)."""

import uuid
from datetime import date

from sqlmodel import col, select

from backend.features.assessment.archive import archive_members, zip_bytes
from backend.features.assessment.computing import declared, inputs_of, payload_of
from backend.features.assessment.documents import report_document
from backend.features.assessment.events import AssessmentUpdated, ConsentGiven
from backend.features.assessment.maturity import maturity_of, proofs_of
from backend.features.assessment.models import (
    Assessment,
    AssessmentResult,
    MaturityProof,
    PanelMember,
    Report,
    ReportConsent,
)
from backend.features.assessment.queries.evidence import evidence_facts
from backend.features.assessment.queries.material import outcome_file
from backend.features.assessment.queries.panels import (
    members_of,
    release_blockers,
    tree_of_assessment,
)
from backend.features.assessment.queries.reports import (
    consents_of,
    issue_blockers,
    report_hash,
)
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.tasks import consent_of, report_of
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.results import (
    ConsentInput,
    MaturityInput,
    ReportInput,
    SwotInput,
)
from backend.features.assessment.sealing import seal_consent
from backend.features.assessment.states import ASSESSMENT_WORKFLOW, AssessmentStatus
from backend.features.assessment.swot import checked, json_of
from backend.features.experts import service as expert_base
from backend.features.experts.models import EngagementEnd
from backend.features.identity.models import User
from backend.features.outcomes import service as outcomes
from backend.features.outcomes.models import Outcome
from backend.features.service_desk import service as desk
from backend.features.service_desk.states import RequestKind
from backend.features.taxonomy.queries import known
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, Invalid, NotFound, Stale
from backend.kernel.filing import CONFIDENTIAL, store_bytes
from backend.kernel.uow import UnitOfWork
from evaluation import TRL_SCALES, draft_swot
from evaluation.provenance import VERSION

A = AssessmentStatus
LIMITS = [
    "评估基于持有方提交的材料，未进行现场核查。",
    "标准未定权重、量表与通过线，均采用平台公布的版本。",
]


def release_result(uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int) -> Assessment:
    """Open the sheets, compute the result once and for all, draft the report.

    Raises
    ------
    Conflict
        The panel is no longer well composed, or a leaf is without a valid score.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.release", expected_version=expected_version
    )
    members = members_of(uow, assessment.id)
    blockers = release_blockers(uow, assessment, members)
    if blockers and assessment.status is A.SCORED:
        raise Conflict("不能发布结果：" + "；".join(blockers), blockers=blockers)
    ASSESSMENT_WORKFLOW.fire(uow, assessment, "release", outcome_id=assessment.outcome_id)
    tree, inputs = inputs_of(uow, assessment)
    with refusing("/sheets"):
        payload, card = payload_of(tree, inputs)
    if card.incomplete:
        names = "、".join(tree.node(code).name for code in card.incomplete)
        raise Conflict(f"以下指标没有有效评分：{names}。请退回评分表或增补专家。")
    assessment.released_at = uow.now()
    uow.add(
        AssessmentResult(
            assessment_id=assessment.id,
            outcome_id=assessment.outcome_id,
            payload=payload,
            # as the experts had it: the base may change once the report is issued
            evidence=evidence_facts(uow, assessment.outcome_id).model_dump(mode="json"),
            input_hash=payload["input_hash"],
            formulas_version=VERSION,
            total=card.total,
            grade=card.band or "",
            passed=card.decision.passed,
            computed_at=uow.now(),
        )
    )
    if not assessment.swot:
        assessment.swot = [json_of(item) for item in draft_swot(tree, card)]
    _draft_report(uow, assessment, payload["sheets"], payload["input_hash"])
    return assessment


def _draft_report(
    uow: UnitOfWork, assessment: Assessment, sheets: list[dict[str, object]], input_hash: str
) -> None:
    outcome = uow.session.get_one(Outcome, assessment.outcome_id)
    found = maturity_of(uow, assessment)
    statement = ""
    if found.level:
        statement = (
            f"依据已核验的证明材料，技术成熟度评定为 TRL {found.level}（{found.label}），"
            f"处于{found.stage_label}。"
        )
        if found.missing:
            statement += f"达到下一级尚缺：{'、'.join(item.label for item in found.missing)}。"
    today = uow.now().astimezone(SHANGHAI).date()
    report = Report(
        assessment_id=assessment.id,
        overview=outcome.summary or outcome.background,
        maturity_statement=statement,
        expert_advice=[
            {"pseudonym": sheet["pseudonym"], "text": sheet["advice"]}
            for sheet in sheets
            if sheet["advice"]
        ],
        limits=list(LIMITS),
        valid_until=_after_two_years(today),
    )
    uow.add(report)
    report.content_hash = report_hash(uow, assessment, report, input_hash)


def _after_two_years(today: date) -> date:
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return date(today.year + 2, today.month, day)


def _open_for_change(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int
) -> Assessment:
    assessment = uow.get(
        Assessment, assessment_id, "assessment.update", expected_version=expected_version
    )
    if assessment.status in {A.ISSUED, A.CANCELLED}:
        raise Conflict("评估已结束，不能修改。")
    return assessment


def _changed(uow: UnitOfWork, assessment: Assessment, part: str) -> None:
    uow.touch(assessment)
    uow.session.flush()
    report = report_of(uow, assessment.id)
    if report is not None:
        result = result_of(uow, assessment.id)
        report.content_hash = report_hash(uow, assessment, report, result.input_hash)
    uow.record(AssessmentUpdated(aggregate_id=assessment.id, part=part))


def set_maturity(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: MaturityInput
) -> Assessment:
    """Put the checked proofs on file; the level follows from them (clause 5.1.2.1.5-b).

    Raises
    ------
    Invalid
        Unknown scale or item, or a file that is not the outcome's; a proof needs file or note.
    """
    assessment = _open_for_change(uow, assessment_id, expected_version)
    scale = TRL_SCALES.get(data.scale_id)
    if scale is None:
        raise Invalid.field("/scale_id", "没有这张成熟度量表。")
    for k, proof in enumerate(data.proofs):
        if proof.code not in scale.evidence:
            raise Invalid.field(f"/proofs/{k}/code", "量表没有这项证据。")
        if proof.file_id is None and not proof.note.strip():
            raise Invalid.field(f"/proofs/{k}", "请关联材料，或写明证据所在。")
        if proof.file_id and outcome_file(uow, assessment.outcome_id, proof.file_id) is None:
            raise Invalid.field(f"/proofs/{k}/file_id", "不是该成果的材料。")
    keys = [(proof.component, proof.code) for proof in data.proofs]
    if len(set(keys)) != len(keys):
        raise Invalid.field("/proofs", "同一组成部分的同一证据只列一次。")
    for old in proofs_of(uow, assessment.id):
        uow.session.delete(old)
    uow.session.flush()
    assessment.scale_id, assessment.licensed = scale.id, data.licensed
    for proof in data.proofs:
        uow.add(
            MaturityProof(
                assessment_id=assessment.id,
                component=proof.component,
                code=proof.code,
                file_id=proof.file_id,
                note=proof.note,
                checked_by=uow.actor.user_id,
                checked_at=uow.now(),
            )
        )
    _changed(uow, assessment, "maturity")
    return assessment


def set_swot(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: SwotInput
) -> Assessment:
    """Keep the four lists; a statement without leaf or file is refused (clause 5.1.2.2.1)."""
    assessment = _open_for_change(uow, assessment_id, expected_version)
    for k, item in enumerate(data.items):
        for file_id in item.file_ids:
            if outcome_file(uow, assessment.outcome_id, file_id) is None:
                raise Invalid.field(f"/items/{k}/file_ids", "不是该成果的材料。")
    items = [item.model_dump(mode="json") for item in data.items]
    strategies = [strategy.model_dump(mode="json") for strategy in data.strategies]
    checked(items, strategies, tree_of_assessment(uow, assessment))
    assessment.swot, assessment.strategies = items, strategies
    _changed(uow, assessment, "swot")
    return assessment


def _report(uow: UnitOfWork, assessment: Assessment) -> Report:
    report = report_of(uow, assessment.id)
    if report is None:
        raise NotFound("评估报告尚未编写。")
    return report


def write_report(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: ReportInput
) -> Assessment:
    """Write the parts of the report; `expected_version` is the report's.

    Raises
    ------
    Invalid
        Advice of somebody who gave none, or an unknown transfer mode.
    """
    assessment = uow.get(Assessment, assessment_id, "assessment.update")
    if assessment.status is not A.REPORTING:
        raise Conflict("当前阶段不能编写报告。")
    report = _report(uow, assessment)
    if report.version != expected_version:
        raise Stale("报告已被他人修改，请刷新后再试。", current_version=report.version)
    result = result_of(uow, assessment.id)
    names = {sheet["pseudonym"] for sheet in result.payload["sheets"] if not sheet["recused"]}
    for k, advice in enumerate(data.expert_advice):
        if advice.pseudonym not in names:
            raise Invalid.field(f"/expert_advice/{k}/pseudonym", "没有这位评分专家。")
    for k, route in enumerate(data.routes):
        if not known("transfer_mode", route):
            raise Invalid.field(f"/routes/{k}", "不是转化方式的选项。")
    report.sqlmodel_update(
        data.model_dump(exclude={"expert_advice"})
        | {"expert_advice": [advice.model_dump() for advice in data.expert_advice]}
    )
    report.content_hash = report_hash(uow, assessment, report, result.input_hash)
    uow.record(AssessmentUpdated(aggregate_id=assessment.id, part="report"))
    return assessment


def consent(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, data: ConsentInput
) -> PanelMember:
    """Agree to exactly this text, or put a dissent on record (clause 6.2.2).

    Raises
    ------
    Conflict
        The text has changed since it was read.
    Invalid
        A dissent without its reason.
    """
    member = uow.get(
        PanelMember, member_id, "panel_member.consent", expected_version=expected_version
    )
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status is not A.REPORTING:
        raise Conflict("当前没有待确认的报告。")
    report = _report(uow, assessment)
    if data.content_hash != report.content_hash:
        raise Conflict("报告内容已变化，请重新阅读后确认。")
    if not data.agreed and not data.dissent.strip():
        raise Invalid.field("/dissent", "保留意见须说明理由，将原样写入报告。")
    row = consent_of(uow, report, member.id)
    if row is None:
        row = ReportConsent(
            report_id=report.id,
            member_id=member.id,
            content_hash=data.content_hash,
            signed_at=uow.now(),
        )
        uow.session.add(row)
    row.content_hash, row.signed_at = data.content_hash, uow.now()
    seal_consent(
        uow,
        row,
        {
            "agreed": data.agreed,
            "dissent": "" if data.agreed else data.dissent,
            "name": uow.session.get_one(User, member.user_id).name,
        },
    )
    uow.touch(member)
    uow.record(ConsentGiven(aggregate_id=report.id, assessment_id=assessment.id))
    return member


def render_report(uow: UnitOfWork, assessment: Assessment) -> bytes:
    """Return the report as PDF: kept once issued, otherwise made from what stands now."""
    report = _report(uow, assessment)
    payload = result_of(uow, assessment.id).payload
    at = assessment.issued_at or report.updated_at
    document = report_document(uow, assessment, report, payload, at=at)
    return uow.ports.renderer.render(document, at=at).content


def issue_report(uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int) -> Assessment:
    """Issue the report: four parts, every member's consent or dissent; PDF and archive are kept.

    Raises
    ------
    Conflict
        A mandated part is missing or a member has not answered (5.1.2.3.6, 6.2.2).
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.issue", expected_version=expected_version
    )
    if assessment.status is A.REPORTING:
        report = _report(uow, assessment)
        blockers = issue_blockers(report, consents_of(uow, assessment, report))
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
    report, payload = _report(uow, assessment), result_of(uow, assessment.id).payload
    document = report_document(uow, assessment, report, payload, at=now)
    rendered = uow.ports.renderer.render(document, at=now)
    packed = zip_bytes(
        assessment.number, archive_members(uow, assessment, payload, rendered.content)
    )
    report.document = document.model_dump(mode="json")
    report.pdf_file_id = store_bytes(
        uow,
        content=rendered.content,
        name=f"评估报告-{assessment.number}.pdf",
        media_type="application/pdf",
        subject_type="assessment",
        subject_id=assessment.id,
        kind="report",
        org_id=assessment.holder_org_id,
    ).id
    report.archive_file_id = store_bytes(
        uow,
        content=packed,
        name=f"评估档案-{assessment.number}.zip",
        media_type="application/zip",
        subject_type="assessment",
        subject_id=assessment.id,
        kind="archive",
        org_id=None,
        label=CONFIDENTIAL,
    ).id
    for member in declared(members_of(uow, assessment.id)):
        expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.COMPLETED)
    if payload["card"]["decision"]["state"] != "passed":
        outcomes.mark(uow, assessment.outcome_id, "fail_assessment")
    desk.complete(uow, assessment.outcome_id, RequestKind.ASSESSMENT)
    return assessment
