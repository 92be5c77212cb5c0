"""Reads of the evidence base: every figure with its file and page (clause 5.1.2.2.2)."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.evidence import (
    EstimateView,
    EvidenceFile,
    EvidenceView,
    FigureView,
    MarketView,
    UtilityRowView,
)
from backend.features.assessment.states import AssessmentStatus
from backend.features.outcomes.models import Outcome
from backend.kernel.uow import UnitOfWork
from evaluation import (
    MARKET_BREAKPOINTS,
    STANDARD_TREE,
    SourcedFigure,
    compare_old_new,
    market_size,
)

Json = dict[str, Any]
KIND_LABELS = {
    "clinical_trial": "临床试验结果",
    "real_world": "真实世界研究",
    "market_report": "市场调研报告",
    "patent": "专利文献",
    "literature": "论文与指南",
    "test": "检验检测",
    "other": "其他",
}
AT_WORK = frozenset({AssessmentStatus.SCORING, AssessmentStatus.SCORED, AssessmentStatus.REPORTING})


def base_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> EvidenceBase | None:
    """Return the evidence base of an outcome."""
    return uow.session.exec(
        select(EvidenceBase).where(col(EvidenceBase.outcome_id) == outcome_id)
    ).first()


def frozen_for(uow: UnitOfWork, outcome_id: uuid.UUID) -> bool:
    """Whether experts are judging by this evidence: then it stands still."""
    found = uow.session.exec(
        select(Assessment.id).where(
            col(Assessment.outcome_id) == outcome_id, col(Assessment.status).in_(AT_WORK)
        )
    ).first()
    return found is not None


def _estimate(data: Json, names: Mapping[str, str]) -> EstimateView:
    return EstimateView(**data, file_name=names.get(str(data["file_id"]), ""))


def market_of(data: Json, names: Mapping[str, str]) -> MarketView:
    """Multiply persons by price; the sum is computed at every reading, never kept."""
    persons, price = (
        SourcedFigure(part["low"], part["base"], part["high"], part["source"], part["year"])
        for part in (data["persons"], data["price"])
    )
    found = market_size(persons, price)
    return MarketView(
        persons=_estimate(data["persons"], names),
        price=_estimate(data["price"], names),
        low=found.low,
        base=found.base,
        high=found.high,
        sources=list(found.sources),
        points_low=MARKET_BREAKPOINTS.score(found.low),
        points_base=MARKET_BREAKPOINTS.score(found.base),
        points_high=MARKET_BREAKPOINTS.score(found.high),
        breakpoints=f"{MARKET_BREAKPOINTS.id} {MARKET_BREAKPOINTS.version}",
    )


def utility_of(rows: list[Json], names: Mapping[str, str]) -> list[UtilityRowView]:
    """Compare old with new, row by row."""
    found = compare_old_new(
        {row["name"]: (row["old"], row["new"]) for row in rows},
        lower_is_better=frozenset(row["name"] for row in rows if row["lower_is_better"]),
        units={row["name"]: row["unit"] for row in rows},
    )
    return [
        UtilityRowView(
            **row,
            difference=comparison.difference,
            relative=comparison.relative,
            better=comparison.better,
            file_name=names.get(str(row["file_id"]), ""),
        )
        for row, comparison in zip(rows, found, strict=True)
    ]


def evidence_view(uow: UnitOfWork, base: EvidenceBase, *, editable: bool) -> EvidenceView:
    """Return the evidence base."""
    files = outcome_files(uow, base.outcome_id)
    names = {str(file.id): file.name for file in files}
    loose = [figure["name"] for figure in base.figures if not figure["file_id"]]
    return EvidenceView(
        id=base.id,
        version=base.version,
        outcome_id=base.outcome_id,
        outcome_title=uow.session.get_one(Outcome, base.outcome_id).title,
        figures=[
            FigureView(
                **figure,
                leaf_name=STANDARD_TREE.nodes[figure["leaf"]].name
                if figure["leaf"] in STANDARD_TREE.nodes
                else "",
                kind_label=KIND_LABELS[figure["kind"]],
                file_name=names.get(str(figure["file_id"]), ""),
            )
            for figure in base.figures
        ],
        market=market_of(base.market, names) if base.market else None,
        utility=utility_of(base.utility, names),
        files=[EvidenceFile(id=file.id, name=file.name, kind=file.kind) for file in files],
        warnings=[f"{len(loose)} 个数值没有关联材料：{'、'.join(loose[:5])}"] if loose else [],
        editable=editable,
    )
