"""Reads of results: every point opens into leaf × weight × sheets × CR (clause 6.2.1)."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.labels import RESULT_LABELS
from backend.features.assessment.maturity import maturity_of, proofs_of, scale_of
from backend.features.assessment.models import Assessment, AssessmentResult, Report
from backend.features.assessment.queries.tasks import report_of
from backend.features.assessment.schemas.results import (
    ContributionView,
    CountView,
    EvidenceView,
    LevelView,
    MaturityView,
    ResultDimension,
    ResultLeaf,
    ResultNode,
    ResultView,
    ScaleView,
    StrategyView,
    SwotItemView,
    SwotView,
)
from backend.features.assessment.schemas.scores import VetoView
from backend.features.assessment.states import AssessmentStatus
from backend.features.assessment.swot import swot_of
from backend.features.assessment.trees import tree_of_hash
from backend.kernel.errors import NotFound
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork
from evaluation import (
    RANDOM_INDEX_TABLES,
    STRATEGIES,
    TRL_SCALES,
    VETO_KINDS,
    IndicatorTree,
)

Json = dict[str, Any]
PUBLISHED = 2  # a dimension judged by one expert alone is not published
ENOUGH = 3  # fewer contributions than this are not shown singly to the holder


def result_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> AssessmentResult:
    """Return the released result.

    Raises
    ------
    NotFound
        It is not released.
    """
    result = uow.session.exec(
        select(AssessmentResult).where(col(AssessmentResult.assessment_id) == assessment_id)
    ).first()
    if result is None:
        raise NotFound("评估结果尚未发布。")
    return result


def result_view(uow: UnitOfWork, assessment: Assessment) -> ResultView:
    """Return the result; the holder sees single scores only among at least three."""
    result = result_of(uow, assessment.id)
    payload: Json = result.payload
    card, weights, rule = payload["card"], payload["weights"], payload["pass_rule"]
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    whole = uow.allows("assessment.read_sheets", assessment)
    counted = [sheet for sheet in payload["sheets"] if not sheet["recused"]]
    categories = Counter(sheet["category_label"] for sheet in counted)
    return ResultView(
        number=assessment.number,
        outcome_title=assessment.outcome_title,
        total=card["total"],
        low=card["low"],
        high=card["high"],
        p_pass=card["p_pass"],
        pass_total=rule["total"],
        dimension_floor=rule["dimension_floor"],
        distance=card["decision"]["distance"],
        passed=result.passed,
        state=card["decision"]["state"],
        state_label=RESULT_LABELS[card["decision"]["state"]],
        grade=result.grade,
        reasons=card["decision"]["reasons"],
        dimensions=[
            ResultDimension(
                code=item["code"],
                name=item["name"],
                weight=item["weight"],
                score=item["score"],
                contribution=None if item["score"] is None else item["weight"] * item["score"],
                below_floor=item["score"] is not None and item["score"] < rule["dimension_floor"],
            )
            for item in card["dimensions"]
        ],
        leaves=[_leaf(item, tree, weights, counted, whole=whole) for item in card["leaves"]],
        weight_set=f"{weights['number']} 第 {weights['revision']} 版",
        weight_method=weights["result"]["method"],
        ri_table=RANDOM_INDEX_TABLES[weights["ri_table"]].label,
        cr_limit=weights["cr_limit"],
        nodes=[
            ResultNode(
                code=code,
                name=tree.node(code).name,
                size=len(node["items"]),
                cr=node["cr"],
                passed=node["passed"],
            )
            for code, node in weights["result"]["nodes"].items()
        ],
        pass_rule=f"第 {rule['revision']} 版",
        vetoes=[
            VetoView(kind=veto["kind"], kind_label=VETO_KINDS[veto["kind"]], reason=veto["reason"])
            for sheet in counted
            for veto in sheet["vetoes"]
        ],
        experts=[CountView(label=name, count=count) for name, count in sorted(categories.items())],
        recused=sum(1 for sheet in payload["sheets"] if sheet["recused"]),
        tree=f"{payload['tree']['name']} {payload['tree']['version']}",
        input_hash=result.input_hash,
        formulas_version=result.formulas_version,
        computed_at=result.computed_at,
    )


def _leaf(
    item: Json, tree: IndicatorTree, weights: Json, sheets: list[Json], *, whole: bool
) -> ResultLeaf:
    code = item["code"]
    node = weights["result"]["nodes"].get(tree.parents[code], {"cr": None, "passed": True})
    given = [
        ContributionView(
            pseudonym=sheet["pseudonym"],
            category_label=sheet["category_label"],
            value=sheet["scores"][code]["value"],
            comment=sheet["scores"][code].get("comment", "") if whole else "",
            abstain_reason=sheet["scores"][code].get("abstain_reason", "") if whole else "",
        )
        for sheet in sheets
        if code in sheet["leaves"] and code in sheet["scores"]
    ]
    shown = whole or len(given) >= ENOUGH
    return ResultLeaf(
        code=code,
        name=item["name"],
        dimension=tree.dimension_of(code).name,
        clause=tree.node(code).clause,
        weight=item["weight"],
        local_weight=weights["result"]["local"][code],
        score=item["official"],
        contribution=item["contribution"],
        n=item["n"],
        abstentions=item["abstentions"],
        mean=item["mean"],
        trimmed=item["trimmed"],
        sd=item["sd"] if shown else None,
        low=item["low"] if shown else None,
        high=item["high"] if shown else None,
        node=tree.node(tree.parents[code]).name,
        node_cr=node["cr"],
        node_passed=node["passed"],
        contributions=given if shown else [],
        withheld=not shown,
    )


def maturity_view(uow: UnitOfWork, assessment: Assessment) -> MaturityView:
    """Return the scale with what is on file and what the next level lacks."""
    scale = scale_of(assessment)
    found = maturity_of(uow, assessment)
    proofs = proofs_of(uow, assessment.id)
    names = {
        row.id: row.name
        for row in uow.session.exec(
            select(StoredFile).where(
                col(StoredFile.id).in_({p.file_id for p in proofs if p.file_id})
            )
        ).all()
    }
    on_file = {proof.code: proof for proof in proofs}
    levels = []
    for level in scale.levels:
        items = []
        for item in level.evidence:
            proof = on_file.get(item.code)
            items.append(
                EvidenceView(
                    code=item.code,
                    label=item.label,
                    component=proof.component if proof else "整体",
                    on_file=proof is not None,
                    file_id=proof.file_id if proof else None,
                    file_name=names.get(proof.file_id, "") if proof and proof.file_id else "",
                    note=proof.note if proof else "",
                )
            )
        levels.append(LevelView(level=level.level, label=level.label, evidence=items))
    return MaturityView(
        version=assessment.version,
        scale_id=scale.id,
        scale_name=scale.name,
        scales=[ScaleView(id=s.id, name=s.name) for s in TRL_SCALES.values()],
        licensed=assessment.licensed,
        level=found.level,
        label=found.label,
        stage=found.stage,
        stage_label=found.stage_label,
        missing=[item.label for item in found.missing],
        levels=levels,
        editable=_editable(uow, assessment),
    )


def swot_view(uow: UnitOfWork, assessment: Assessment, tree: IndicatorTree) -> SwotView:
    """Return the four lists with their links (clause 5.1.2.2.1)."""
    swot = swot_of(assessment, tree)
    items = []
    for quadrant, group in swot.quadrants.items():
        for k, item in enumerate(group, start=1):
            items.append(
                SwotItemView(
                    key=f"{quadrant}{k}",
                    quadrant=quadrant,
                    statement=item.statement,
                    indicator_code=item.indicator_code,
                    indicator_name=tree.node(item.indicator_code).name
                    if item.indicator_code
                    else "",
                    file_ids=[uuid.UUID(file_id) for file_id in item.evidence_ids],
                    rating=item.rating,
                    confirmed=item.confirmed,
                )
            )
    return SwotView(
        version=assessment.version,
        items=items,
        strategies=[
            StrategyView(type=s.type, type_label=STRATEGIES[s.type], text=s.text, uses=list(s.uses))
            for s in swot.strategies
        ],
        flags=list(swot.flags),
        editable=_editable(uow, assessment),
    )


def _editable(uow: UnitOfWork, assessment: Assessment) -> bool:
    closed = {AssessmentStatus.ISSUED, AssessmentStatus.CANCELLED}
    return assessment.status not in closed and uow.allows("assessment.update", assessment)


@dataclass(frozen=True)
class PublicResult:
    """What may be said of an issued result outside the panel (clause 6.3.1)."""

    assessment_id: uuid.UUID
    number: str
    total: float | None
    grade: str
    passed: bool
    issued_at: datetime
    maturity_level: int
    maturity_label: str
    maturity_stage: str
    dimensions: tuple[tuple[str, str, float | None], ...]
    weight_version: str
    report_file_id: uuid.UUID | None


def _raters(tree: IndicatorTree, payload: Json, dimension: str) -> int:
    """Count the experts behind a dimension; the score of one alone would be that expert's."""
    own = {code for code in tree.leaf_codes if tree.dimension_of(code).code == dimension}
    return sum(
        1
        for sheet in payload["sheets"]
        if not sheet["recused"] and own & set(sheet["leaves"]) & set(sheet["scores"])
    )


def public_result(uow: UnitOfWork, outcome_id: uuid.UUID) -> PublicResult | None:
    """Return the newest issued result of an outcome."""
    row = uow.session.exec(
        select(Assessment, AssessmentResult)
        .join(AssessmentResult, col(AssessmentResult.assessment_id) == col(Assessment.id))
        .where(
            col(Assessment.outcome_id) == outcome_id,
            col(Assessment.status) == AssessmentStatus.ISSUED,
        )
        .order_by(col(Assessment.issued_at).desc())
    ).first()
    if row is None:
        return None
    assessment, result = row
    report: Report | None = report_of(uow, assessment.id)
    found = maturity_of(uow, assessment)
    weights = result.payload["weights"]
    tree = tree_of_hash(uow, result.payload["tree"]["hash"])
    return PublicResult(
        assessment_id=assessment.id,
        number=assessment.number,
        total=result.total,
        grade=result.grade,
        passed=result.passed,
        issued_at=assessment.issued_at or result.computed_at,
        maturity_level=found.level,
        maturity_label=found.label,
        maturity_stage=found.stage_label,
        dimensions=tuple(
            (item["code"], item["name"], item["score"])
            for item in result.payload["card"]["dimensions"]
            if _raters(tree, result.payload, item["code"]) >= PUBLISHED
        ),
        weight_version=f"{weights['number']} 第 {weights['revision']} 版",
        report_file_id=report.pdf_file_id if report else None,
    )
