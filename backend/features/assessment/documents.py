"""The report as a printable document: one source for page, PDF and Word (clause 5.1.2.3.6).

Two editions of one text, both under pseudonyms: the whole one for panel and organisers, and the
holder's, which keeps back figures of fewer than three experts (5.2.1.2.8).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from backend.features.assessment import panel_basis
from backend.features.assessment import report_basis as basis
from backend.features.assessment import report_figures as figures
from backend.features.assessment.disclosure import NOTHING, told_reasons, withheld_of
from backend.features.assessment.labels import RESULT_LABELS
from backend.features.assessment.maturity import maturity_of, proofs_of, scale_of
from backend.features.assessment.models import Assessment, Report
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.queries.panels import holder_name, members_of
from backend.features.assessment.queries.proceedings import proceedings_sentences
from backend.features.assessment.queries.reports import NO_MATURITY, consents_of, report_findings
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.reviews import quality_of, review_of
from backend.features.assessment.report_basis import calendar_day, day
from backend.features.assessment.review import told
from backend.features.assessment.swot import swot_of
from backend.features.assessment.trees import tree_of_hash
from backend.features.identity.models import User
from backend.features.outcomes.models import Outcome
from backend.features.taxonomy.queries import labels
from backend.kernel import documents as d
from backend.kernel.uow import UnitOfWork
from evaluation import STRATEGIES, IndicatorTree, Maturity, inputs_hash, show_score

Json = dict[str, Any]


class Edition(StrEnum):
    """For whom a report is printed."""

    WHOLE = "whole"
    HOLDER = "holder"


EDITION_LABELS = {
    Edition.WHOLE: "完整版（评估组织方与专家组）",
    Edition.HOLDER: "持有方版",
}


def _hash(text: str) -> str:
    return text.removeprefix("sha256:")


def _maturity(uow: UnitOfWork, assessment: Assessment, report: Report, on: str) -> d.MaturityPart:
    found, scale = maturity_of(uow, assessment), scale_of(assessment)
    level_of = {item.code: level.level for level in scale.levels for item in level.evidence}
    files = {str(f.id): f.name for f in outcome_files(uow, assessment.outcome_id)}
    evidence = []
    for proof in proofs_of(uow, assessment.id):
        where = "；".join(part for part in (files.get(str(proof.file_id), ""), proof.note) if part)
        part = f"{proof.component}：" if len(found.components) > 1 else ""
        evidence.append(
            d.Evidence(
                name=part + scale.evidence[proof.code].label + (f"（{where}）" if where else ""),
                level=f"第 {level_of[proof.code]} 级",
            )
        )
    return d.MaturityPart(
        level=f"TRL {found.level}" if found.level else NO_MATURITY,
        level_name=found.label + _parts(found),
        scale=scale.name,
        stage=found.stage_label,
        assessed_on=on,
        statement=report.maturity_statement,
        evidence=tuple(evidence),
        missing=tuple(item.label for item in found.missing),
    )


def _parts(found: Maturity) -> str:
    """Say where each part stands: the level is that of the lowest essential one."""
    if len(found.components) < 2:
        return ""
    each = "、".join(
        f"{part.name} {part.level} 级" + ("" if part.essential else "（非必要，不计）")
        for part in found.components
    )
    return f"（取必要组成部分中最低者：{each}）"


def _swot(uow: UnitOfWork, assessment: Assessment, tree: IndicatorTree) -> d.SwotPart:
    swot = swot_of(assessment, tree)
    files = {str(f.id): f.name for f in outcome_files(uow, assessment.outcome_id)}

    def lines(quadrant: str) -> tuple[str, ...]:
        found = []
        for item in swot.quadrants[quadrant]:
            if not item.confirmed:
                continue
            links = [tree.node(item.indicator_code).name] if item.indicator_code else []
            links += [files[file_id] for file_id in item.evidence_ids if file_id in files]
            found.append(item.statement + (f"（{'；'.join(links)}）" if links else ""))
        return tuple(found)

    return d.SwotPart(
        strengths=lines("S"),
        weaknesses=lines("W"),
        opportunities=lines("O"),
        threats=lines("T"),
        strategies=tuple(
            d.Fact(label=f"{STRATEGIES[s.type]} {s.type}", value=s.text) for s in swot.strategies
        ),
    )


def report_document(
    uow: UnitOfWork,
    assessment: Assessment,
    report: Report,
    payload: Json,
    *,
    at: datetime,
    edition: Edition,
) -> d.AssessmentReport:
    """Build one edition of the document; experts appear under pseudonyms only."""
    outcome = uow.session.get_one(Outcome, assessment.outcome_id)
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    whole = edition is Edition.WHOLE
    hidden = NOTHING if whole else withheld_of(tree, payload)
    evidence = result_of(uow, assessment.id).evidence
    card, weights, rule = payload["card"], payload["weights"], payload["pass_rule"]
    review = told(review_of(uow, payload), hidden)
    state = card["decision"]["state"]
    consents = consents_of(uow, assessment, report)
    lead = uow.session.get(User, assessment.lead_id) if assessment.lead_id else None
    reasons = "；".join(told_reasons(payload, hidden))
    recused = sum(1 for sheet in payload["sheets"] if sheet["recused"])
    return d.AssessmentReport(
        number=assessment.number,
        version=f"第 {assessment.round} 轮",
        edition=EDITION_LABELS[edition],
        demo=assessment.is_demo,
        outcome_title=assessment.outcome_title,
        holder=holder_name(uow, assessment),
        issued_on=day(assessment.issued_at) if assessment.issued_at else day(at),
        valid_until=calendar_day(report.valid_until) or None,
        conclusion=RESULT_LABELS[state] + (f"：{reasons}" if reasons else ""),
        passed=state == "passed",
        grade=card["band"],
        total=show_score(card["total"]),
        total_interval=f"95% 区间 {show_score(card['low'])}–{show_score(card['high'])}"
        if card["low"] is not None
        else None,
        pass_rule=(
            f"第 {rule['revision']} 版：综合得分不低于 {rule['total']:g} 分，任一维度不低于 "
            f"{rule['dimension_floor']:g} 分，且伦理、权属、安全三项无一票否决。"
        ),
        overview=report.overview,
        facts=basis.outcome_facts(outcome),
        identification=basis.identification(uow, assessment, outcome, payload),
        material=basis.material_part(uow, assessment, outcome),
        maturity=_maturity(uow, assessment, report, day(assessment.released_at)),
        transfer=d.TransferPart(
            advice=report.transfer_advice,
            routes=tuple(labels("transfer_mode", report.routes)),
            next_milestone=report.next_milestone or None,
            risks=report.risks or None,
        ),
        expert_advice=tuple(
            d.Opinion(expert=item["pseudonym"], text=item["text"]) for item in report.expert_advice
        ),
        dissent=tuple(
            d.Opinion(expert=consent.pseudonym, text=consent.dissent)
            for consent in consents
            if consent.current and not consent.agreed
        ),
        dimensions=figures.dimension_scores(card, tree, hidden),
        findings=tuple(
            d.LeafFinding(
                code=item.code,
                name=item.name,
                facts=tuple(d.Fact(label=f.label, value=f.value) for f in item.facts),
                files=tuple(" ".join(p for p in (f.name, f.page) if p) for f in item.files),
                warnings=tuple(item.warnings),
            )
            for item in report_findings(uow, assessment, whole=whole)
        ),
        scoring=figures.scoring_notes(card, rule, hidden),
        weights=figures.weights_part(weights, quality_of(uow, payload), card, tree),
        agreement=figures.agreement_facts(review),
        outliers=figures.outlier_notes(review),
        sensitivity=figures.sensitivity_part(review),
        swot=_swot(uow, assessment, tree),
        panel=panel_basis.panel_rows(payload, whole=whole),
        panel_facts=panel_basis.panel_facts(
            uow, members_of(uow, assessment.id), payload, whole=whole
        ),
        panel_statement=(
            "全体评分专家均已就本成果签署利益冲突回避声明。"
            + (f"{recused} 位专家中途回避或被替换，其评分不计入结果。" if recused else "")
        ),
        method_notes=tuple(proceedings_sentences(uow, assessment, tree)),
        limits=tuple(report.limits),
        consents=basis.consent_rows(consents),
        lead=lead.name if lead else None,
        inputs=(
            d.HashedInput(name="评分与权重数据集", sha256=_hash(payload["input_hash"])),
            d.HashedInput(name="指标体系", sha256=_hash(payload["tree"]["hash"])),
            d.HashedInput(name="权重集", sha256=_hash(weights["hash"])),
            d.HashedInput(name="专家确认的文本", sha256=_hash(report.content_hash)),
            *(
                [d.HashedInput(name="证据库快照", sha256=_hash(inputs_hash(evidence)))]
                if evidence is not None
                else []
            ),
        ),
    )
