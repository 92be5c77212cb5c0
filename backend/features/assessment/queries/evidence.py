"""Reads of the evidence base: every figure with its file and page (clause 5.1.2.2.2)."""

import uuid
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.evidence_parts import (
    citations_of,
    cost_of,
    gaps_of,
    measured_prefills,
    novelty_warnings,
    profile_of,
    property_prefills,
    rights_table,
    trend_of,
)
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.evidence import (
    EstimateView,
    EvidenceBaseView,
    EvidenceFacts,
    EvidenceFile,
    EvidencePart,
    EvidenceRow,
    FigureView,
    MarketView,
    UtilityRowView,
)
from backend.features.assessment.schemas.evidence_parts import PrefillView
from backend.features.assessment.states import AssessmentStatus
from backend.features.assessment.trees import code_in, standard_code
from backend.features.identity.queries import organisation_names
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries import rights_of
from backend.features.taxonomy.queries import label
from backend.kernel.clock import SHANGHAI
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from evaluation import (
    MARKET_BREAKPOINTS,
    STANDARD_TREE,
    IndicatorTree,
    SourcedFigure,
    compare_old_new,
    market_size,
)

Json = dict[str, Any]
# leaf of the standard → the part of the evidence that belongs to it (clauses 5.1.2.1.3–5.1.2.1.7)
PART_OF: dict[str, EvidencePart] = {
    "A2": "utility", "A4": "cost", "B1": "market", "B2": "trend", "C1": "novelty", "C3": "stage",
    "C4": "interfaces", "D1": "rights", "D2": "rights", "D3": "rights", "E1": "team", "E3": "team",
}  # fmt: skip
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


def _figures(base: EvidenceBase, names: Mapping[str, str], tree: IndicatorTree) -> list[FigureView]:
    titles = {citation["key"]: citation["title"] for citation in base.citations}
    found = []
    for figure in base.figures:
        leaf = code_in(tree, figure["leaf"])
        found.append(
            FigureView(
                **{"citation": "", **figure, "leaf": leaf},
                citation_title=titles.get(figure.get("citation", ""), ""),
                leaf_name=tree.node(leaf).name if leaf else "",
                kind_label=KIND_LABELS[figure["kind"]],
                file_name=names.get(str(figure["file_id"]), ""),
            )
        )
    return found


def _by_leaves(tree: IndicatorTree, prefills: list[PrefillView]) -> list[PrefillView]:
    """Return the proposals for leaves that the tree has, under its codes and names."""
    return [
        prefill.model_copy(update={"leaf": leaf, "leaf_name": tree.node(leaf).name})
        for prefill in prefills
        if (leaf := code_in(tree, prefill.leaf))
    ]


def evidence_facts(
    uow: UnitOfWork,
    outcome_id: uuid.UUID,
    *,
    tree: IndicatorTree = STANDARD_TREE,
    editable: bool = False,
    shown: frozenset[str] | None = None,
) -> EvidenceFacts:
    """Return what is known of an outcome in figures, with or without an evidence base.

    Facts come by the leaves of `tree`; those of a standard leaf that it lacks by no leaf.
    `shown` are the files that may be named; None: all.
    """
    outcome = uow.session.get_one(Outcome, outcome_id)
    base = base_of(uow, outcome_id) or EvidenceBase(
        outcome_id=outcome_id, org_id=outcome.holder_org_id
    )
    names = {
        str(file.id): file.name
        for file in outcome_files(uow, outcome_id)
        if shown is None or str(file.id) in shown
    }
    loose = [f["name"] for f in base.figures if not f["file_id"] and not f.get("citation")]
    profile = profile_of(base.profile, names)
    rights, today = rights_of(uow, outcome_id), uow.now().astimezone(SHANGHAI).date()
    market = market_of(base.market, names) if base.market else None
    trend = trend_of(base.trend, names) if base.trend else None
    cost = cost_of(base.cost, names) if base.cost else None
    return EvidenceFacts(
        outcome_id=outcome.id,
        outcome_title=outcome.title,
        stage=outcome.maturity,
        stage_label=label("maturity", outcome.maturity),
        figures=_figures(base, names, tree),
        citations=citations_of(base.citations, base.figures),
        market=market,
        trend=trend,
        utility=utility_of(base.utility, names),
        cost=cost,
        profile=profile,
        rights=rights_table(rights, today),
        prefills=_by_leaves(
            tree, [*measured_prefills(market, trend, cost), *property_prefills(rights, today)]
        ),
        parts={
            leaf.code: PART_OF[standard]
            for leaf in tree.leaves
            if (standard := standard_code(leaf)) in PART_OF
        },
        warnings=[
            *([f"{len(loose)} 个数值没有关联材料或文献：{'、'.join(loose[:5])}"] if loose else []),
            *novelty_warnings(profile),
        ],
        gaps=gaps_of(profile),
        editable=editable,
    )


def evidence_view(uow: UnitOfWork, base: EvidenceBase) -> EvidenceBaseView:
    """Return the evidence base."""
    frozen = frozen_for(uow, base.outcome_id)
    editable = not frozen and uow.allows("evidence_base.update", base)
    facts = evidence_facts(uow, base.outcome_id, editable=editable)
    return EvidenceBaseView(
        **dict(facts),
        id=base.id,
        version=base.version,
        frozen=frozen,
        is_demo=base.is_demo,
        files=[
            EvidenceFile(id=file.id, name=file.name, kind=file.kind)
            for file in outcome_files(uow, base.outcome_id)
        ],
    )


def profile_gaps(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[str]:
    """Name what the holder's own statements lack; nothing was stated, nothing is lacking."""
    base = base_of(uow, outcome_id)
    return gaps_of(profile_of(base.profile, {})) if base and base.profile else []


PARTS = (
    ("market", "市场规模"),
    ("trend", "市场趋势"),
    ("utility", "新旧对照"),
    ("cost", "临床成本"),
    ("profile", "项目与团队"),
)


def evidence_page(uow: UnitOfWork, request: PageRequest, q: str = "") -> Page[EvidenceRow]:
    """Return the evidence bases the actor may see, with what each holds."""
    statement = (
        select(EvidenceBase, Outcome)
        .join(Outcome, col(Outcome.id) == col(EvidenceBase.outcome_id))
        .where(uow.visible("evidence_base.read"))
    )
    if q:
        statement = statement.where(
            sa.or_(
                col(Outcome.title).contains(q, autoescape=True), col(Outcome.number) == q.upper()
            )
        )
    order = ordering(
        request,
        {"updated_at": col(EvidenceBase.updated_at), "title": col(Outcome.title)},
        "-updated_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(EvidenceBase.id))
    orgs = organisation_names(uow, {base.org_id for base, _ in rows})
    return Page(
        items=[
            EvidenceRow(
                id=base.id,
                outcome_id=outcome.id,
                outcome_number=outcome.number,
                outcome_title=outcome.title,
                organisation_name=orgs[base.org_id],
                figures=len(base.figures),
                citations=len(base.citations),
                parts=[name for part, name in PARTS if getattr(base, part)],
                gaps=len(gaps_of(profile_of(base.profile, {}))),
                updated_at=base.updated_at,
                is_demo=base.is_demo,
            )
            for base, outcome in rows
        ],
        total=total,
        page=request.page,
        size=request.size,
    )
