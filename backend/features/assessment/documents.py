"""The report as a printable document: every figure rounded here, once (clause 5.1.2.3.6)."""

from datetime import datetime
from typing import Any

from backend.features.assessment.labels import RESULT_LABELS
from backend.features.assessment.maturity import maturity_of, proofs_of, scale_of
from backend.features.assessment.models import Assessment, Report
from backend.features.assessment.queries.panels import holder_name
from backend.features.assessment.queries.proceedings import proceedings_sentences
from backend.features.assessment.queries.reports import (
    NO_MATURITY,
    consents_of,
    report_findings,
)
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.reviews import review_of
from backend.features.assessment.review import review_sentences
from backend.features.assessment.swot import swot_of
from backend.features.assessment.trees import tree_of_hash
from backend.features.assessment.weight_sources import sources_sentence
from backend.features.outcomes.models import Outcome
from backend.features.taxonomy.queries import label, labels
from backend.kernel import documents as d
from backend.kernel.clock import SHANGHAI
from backend.kernel.uow import UnitOfWork
from evaluation import (
    STRATEGIES,
    IndicatorTree,
    inputs_hash,
    largest_remainder,
    show_cr,
    show_score,
)

Json = dict[str, Any]
DIGITS = 4


def day(moment: datetime | None) -> str:
    """Print a day in Chinese, Shanghai time."""
    if moment is None:
        return "未出具"
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日"


def _dimensions(card: Json, tree: IndicatorTree) -> tuple[d.DimensionScore, ...]:
    printed = dict(
        zip(
            (leaf["code"] for leaf in card["leaves"]),
            largest_remainder([leaf["weight"] for leaf in card["leaves"]], DIGITS),
            strict=True,
        )
    )
    rows = []
    for dimension in card["dimensions"]:
        own = [
            leaf
            for leaf in card["leaves"]
            if tree.dimension_of(leaf["code"]).code == dimension["code"]
        ]
        score = dimension["score"]
        rows.append(
            d.DimensionScore(
                code=dimension["code"],
                name=dimension["name"],
                weight=f"{dimension['weight']:.4f}",
                score=show_score(score),
                contribution=show_score(None if score is None else dimension["weight"] * score),
                share=max(0.0, min(1.0, (score or 0.0) / 100)),
                leaves=tuple(
                    d.LeafScore(
                        code=leaf["code"],
                        name=leaf["name"],
                        weight=printed[leaf["code"]],
                        score=show_score(leaf["official"]),
                        contribution=show_score(leaf["contribution"]),
                        spread=_spread(leaf),
                    )
                    for leaf in own
                ),
            )
        )
    return tuple(rows)


def _spread(leaf: Json) -> str:
    if leaf["sd"] is None:
        return f"n={leaf['n']}"
    return f"n={leaf['n']}，SD {leaf['sd']:.1f}"


def _hash(text: str) -> str:
    return text.removeprefix("sha256:")


def _maturity(uow: UnitOfWork, assessment: Assessment, report: Report, on: str) -> d.MaturityPart:
    found, scale = maturity_of(uow, assessment), scale_of(assessment)
    level_of = {item.code: level.level for level in scale.levels for item in level.evidence}
    return d.MaturityPart(
        level=f"TRL {found.level}" if found.level else NO_MATURITY,
        level_name=found.label,
        scale=scale.name,
        stage=found.stage_label,
        assessed_on=on,
        statement=report.maturity_statement,
        evidence=tuple(
            d.Evidence(
                name=scale.evidence[proof.code].label + (f"（{proof.note}）" if proof.note else ""),
                level=f"第 {level_of[proof.code]} 级",
            )
            for proof in proofs_of(uow, assessment.id)
        ),
        missing=tuple(item.label for item in found.missing),
    )


def _swot(assessment: Assessment, tree: IndicatorTree) -> d.SwotPart:
    swot = swot_of(assessment, tree)

    def lines(quadrant: str) -> tuple[str, ...]:
        return tuple(
            f"{item.statement}{f'（{item.indicator_code}）' if item.indicator_code else ''}"
            for item in swot.quadrants[quadrant]
            if item.confirmed
        )

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
    uow: UnitOfWork, assessment: Assessment, report: Report, payload: Json, *, at: datetime
) -> d.AssessmentReport:
    """Build the document; experts appear under pseudonyms only."""
    outcome = uow.session.get_one(Outcome, assessment.outcome_id)
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    evidence = result_of(uow, assessment.id).evidence
    card, weights, rule = payload["card"], payload["weights"], payload["pass_rule"]
    state = card["decision"]["state"]
    consents = consents_of(uow, assessment, report)
    counted = [sheet for sheet in payload["sheets"] if not sheet["recused"]]
    recused = len(payload["sheets"]) - len(counted)
    interval = (
        f"95% 区间 {show_score(card['low'])}–{show_score(card['high'])}"
        if card["low"] is not None
        else None
    )
    reasons = "；".join(card["decision"]["reasons"])
    return d.AssessmentReport(
        number=assessment.number,
        version=f"第 {assessment.round} 轮",
        demo=assessment.is_demo,
        outcome_title=assessment.outcome_title,
        holder=holder_name(uow, assessment),
        issued_on=day(at),
        valid_until=report.valid_until
        and f"{report.valid_until.year}年{report.valid_until.month}月{report.valid_until.day}日",
        conclusion=RESULT_LABELS[state] + (f"：{reasons}" if reasons else ""),
        passed=state == "passed",
        grade=card["band"],
        total=show_score(card["total"]),
        total_interval=interval,
        pass_rule=(
            f"第 {rule['revision']} 版：综合得分不低于 {rule['total']:g} 分，任一维度不低于 "
            f"{rule['dimension_floor']:g} 分，且伦理、权属、安全三项无一票否决。"
        ),
        overview=report.overview,
        facts=(
            d.Fact(label="成果编号", value=outcome.number),
            d.Fact(label="技术领域", value=label("tech_field", outcome.tech_field) or None),
            d.Fact(label="应用场景", value=label("scene", outcome.scene) or None),
            d.Fact(label="适应疾病", value="；".join(labels("disease", outcome.diseases)) or None),
            d.Fact(label="指标体系", value=f"{tree.name} {tree.version}"),
            d.Fact(label="权重版本", value=f"{weights['number']} 第 {weights['revision']} 版"),
        ),
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
        dimensions=_dimensions(card, tree),
        findings=tuple(
            d.LeafFinding(
                code=item.code,
                name=item.name,
                facts=tuple(d.Fact(label=f.label, value=f.value) for f in item.facts),
                files=tuple(" ".join(p for p in (f.name, f.page) if p) for f in item.files),
                warnings=tuple(item.warnings),
            )
            for item in report_findings(uow, assessment)
        ),
        weights=d.WeightsPart(
            method=(
                f"{weights['title']}：专家两两比较，群体判断以几何平均集结，特征向量法求解；随机一致性"
                f"指标采用 Alonso–Lamata（2006）表，一致性比率限值 {weights['cr_limit']:.2f}。"
                + sources_sentence(weights["result"])
            ),
            nodes=tuple(
                d.MatrixCheck(
                    name=tree.node(code).name,
                    size=str(len(node["items"])),
                    cr=show_cr(node["cr"]),
                    passed=node["passed"],
                )
                for code, node in weights["result"]["nodes"].items()
            ),
        ),
        swot=_swot(assessment, tree),
        panel=tuple(
            d.PanelMember(
                pseudonym=sheet["pseudonym"],
                category=sheet["category_label"],
                role="回避" if sheet["recused"] else "评分",
            )
            for sheet in payload["sheets"]
        ),
        panel_statement=(
            "全体评分专家均已就本成果签署利益冲突回避声明。"
            + (f"{recused} 位专家中途回避或被替换，其评分不计入结果。" if recused else "")
        ),
        method_notes=(
            "各指标按 0—100 分锚定描述评分；少于 5 人取均值，5 人及以上取 20% 截尾均值。",
            "综合得分为叶指标得分与组合权重乘积之和；区间由专家间方差的正态近似给出。",
            "SWOT 条目由得分与材料生成草稿，经确认后列入。",
            *proceedings_sentences(uow, assessment, tree),
            *review_sentences(review_of(uow, payload), show_score),
        ),
        limits=tuple(report.limits),
        inputs=(
            d.HashedInput(name="评分与权重数据集", sha256=_hash(payload["input_hash"])),
            d.HashedInput(name="指标体系", sha256=_hash(payload["tree"]["hash"])),
            d.HashedInput(name="权重集", sha256=_hash(weights["hash"])),
            *(
                [d.HashedInput(name="证据库快照", sha256=_hash(inputs_hash(evidence)))]
                if evidence is not None
                else []
            ),
        ),
    )
