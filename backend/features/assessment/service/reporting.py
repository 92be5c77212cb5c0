"""Commands from the release to the issued report (clauses 5.1.2.3.5-7, 6.2.2)."""

import uuid
from datetime import date
from typing import Any

from backend.features.assessment.computing import inputs_of, payload_of
from backend.features.assessment.disclosure import Withheld, withheld_of
from backend.features.assessment.events import AssessmentUpdated, ConsentGiven
from backend.features.assessment.maturity import maturity_of
from backend.features.assessment.models import (
    Assessment,
    AssessmentResult,
    PanelMember,
    Report,
    ReportConsent,
)
from backend.features.assessment.queries.evidence import evidence_facts
from backend.features.assessment.queries.panels import (
    members_of,
    release_blockers,
)
from backend.features.assessment.queries.reports import (
    report_hash,
)
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.tasks import consent_of, report_of
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.results import (
    ConsentInput,
    ReportInput,
)
from backend.features.assessment.sealing import seal_consent
from backend.features.assessment.service.conflicts import check_seat
from backend.features.assessment.states import ASSESSMENT_WORKFLOW, AssessmentStatus
from backend.features.assessment.swot import json_of
from backend.features.identity.models import User
from backend.features.outcomes.models import Outcome
from backend.features.taxonomy.queries import known
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, Invalid, NotFound, Stale
from backend.kernel.uow import UnitOfWork
from evaluation import IndicatorTree, Scorecard, draft_swot
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
            evidence=evidence_facts(uow, assessment.outcome_id, tree=tree).model_dump(mode="json"),
            input_hash=payload["input_hash"],
            formulas_version=VERSION,
            total=card.total,
            grade=card.band or "",
            passed=card.decision.passed,
            computed_at=uow.now(),
        )
    )
    if not assessment.swot:
        assessment.swot = _drafted(tree, card, withheld_of(tree, payload))
    _draft_report(uow, assessment, payload["sheets"], payload["input_hash"])
    return assessment


def _drafted(tree: IndicatorTree, card: Scorecard, hidden: Withheld) -> list[dict[str, Any]]:
    """Draft statements from scores; no figure of a leaf that is not told comes with them."""
    found = []
    for item in draft_swot(tree, card):
        row = json_of(item)
        if item.indicator_code in hidden.leaves:
            row["statement"] = item.statement.split("（", maxsplit=1)[0]
        found.append(row)
    return found


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


def report_at_work(uow: UnitOfWork, assessment: Assessment) -> Report:
    """Return the report of a released result.

    Raises
    ------
    NotFound
        There is none yet.
    """
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
    report = report_at_work(uow, assessment)
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
    check_seat(uow, member, assessment)
    report = report_at_work(uow, assessment)
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
