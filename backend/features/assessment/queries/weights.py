"""Reads of trees, weight sets, judgement sheets and the pass rule."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.delphi_models import DelphiStudy
from backend.features.assessment.models import (
    AhpSheet,
    IndicatorSystem,
    PassRuleVersion,
    WeightSet,
)
from backend.features.assessment.queries.judging import (
    answered,
    check_answers,
    compared,
    compute,
    matrix_view,
    pairs_of,
)
from backend.features.assessment.schemas.weights import (
    AhpSheetRow,
    AhpSheetSummary,
    AhpSheetView,
    CompareItem,
    CompareNode,
    MatrixView,
    PassRuleList,
    PassRuleView,
    TreeView,
    WeightSetRow,
    WeightSetView,
    WeightView,
)
from backend.features.assessment.states import (
    AHP_SHEET_WORKFLOW,
    WEIGHT_SET_WORKFLOW,
    AhpSheetStatus,
    WeightSetStatus,
)
from backend.features.assessment.trees import system_by_id, tree_of
from backend.features.assessment.weight_sources import join_sources, source_words
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from evaluation import (
    RANDOM_INDEX_TABLES,
    STANDARD_TREE,
    VETO_KINDS,
    IndicatorTree,
    weights_from_panel,
)
from evaluation.weights import WeightSet as Weighed


def tree_view(tree: IndicatorTree = STANDARD_TREE) -> TreeView:
    """Return a tree with anchors and questions (clause 5.1.2.1)."""
    return TreeView.model_validate(tree)


def sheets_of(uow: UnitOfWork, weight_set_id: uuid.UUID) -> list[AhpSheet]:
    """Return the judgement sheets of a weight set."""
    return list(
        uow.session.exec(
            select(AhpSheet)
            .where(col(AhpSheet.weight_set_id) == weight_set_id)
            .order_by(col(AhpSheet.pseudonym))
        ).all()
    )


def weigh(tree: IndicatorTree, weight_set: WeightSet, sheets: Sequence[AhpSheet]) -> Weighed | None:
    """Return the weights of the submitted sheets together; None without any."""
    panel = {
        sheet.pseudonym: sheet.answers
        for sheet in sheets
        if sheet.status is AhpSheetStatus.SUBMITTED
    }
    if not panel:
        return None
    return weights_from_panel(
        tree,
        panel,
        method=weight_set.method,
        aggregation=weight_set.aggregation,
        ri_table=weight_set.ri_table,
        limit=weight_set.cr_limit,
    )


def problems_of(tree: IndicatorTree, weighed: Weighed | None) -> list[str]:
    """Return why the set cannot be approved: each matrix over the limit, in words."""
    if weighed is None:
        return ["还没有专家提交判断矩阵。"]
    problems = []
    for code, node in weighed.nodes.items():
        name = tree.node(code).name
        for expert in node.over_limit:
            analysis = node.experts[expert]
            hint = analysis.words[0] if analysis.words else ""
            problems.append(
                f"{expert}“{name}”矩阵 CR={analysis.consistency.CR:.3f} 超过"
                f" {analysis.consistency.limit:g}：{hint}"
            )
        if not node.group.passed:
            problems.append(f"群体“{name}”矩阵 CR={node.group.consistency.CR:.3f} 超过限值")
    return problems


def weight_set_page(
    uow: UnitOfWork, request: PageRequest, status: WeightSetStatus | None = None
) -> Page[WeightSetRow]:
    """Return the weight sets."""
    statement = select(WeightSet).where(uow.visible("weight_set.read"))
    if status is not None:
        statement = statement.where(col(WeightSet.status) == status)
    order = ordering(
        request,
        {"created_at": col(WeightSet.created_at), "revision": col(WeightSet.revision)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(WeightSet.id))
    items = [weight_set_row(uow, row) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def weight_set_row(uow: UnitOfWork, weight_set: WeightSet) -> WeightSetRow:
    """Return one line of the list."""
    system = uow.session.get_one(IndicatorSystem, weight_set.system_id)
    counts = dict(
        uow.session.exec(
            select(AhpSheet.status, sa.func.count())
            .where(col(AhpSheet.weight_set_id) == weight_set.id)
            .group_by(col(AhpSheet.status))
        ).all()
    )
    return WeightSetRow(
        id=weight_set.id,
        number=weight_set.number,
        title=weight_set.title,
        status=weight_set.status,
        status_label=WEIGHT_SET_WORKFLOW.label(weight_set.status),
        revision=weight_set.revision,
        tree_name=system.name,
        tree_version=system.tree_version,
        sheets=sum(counts.values()),
        submitted=counts.get(AhpSheetStatus.SUBMITTED, 0),
        approved_at=weight_set.approved_at,
        is_demo=weight_set.is_demo,
        created_at=weight_set.created_at,
    )


def weight_set_view(uow: UnitOfWork, weight_set: WeightSet) -> WeightSetView:
    """Return a weight set with its matrices and what stands against approval."""
    tree = tree_of(system_by_id(uow, weight_set.system_id))
    sheets = sheets_of(uow, weight_set.id)
    weighed = weigh(tree, weight_set, sheets)
    nodes: list[MatrixView] = []
    joined = None
    if weighed is not None:
        nodes = [
            matrix_view(tree.node(code), node.group, pairs_of(tree.node(code)))
            for code, node in weighed.nodes.items()
        ]
        joined = join_sources(uow, tree, weight_set, weighed)
    study = (
        uow.session.get(DelphiStudy, weight_set.delphi_study_id)
        if weight_set.delphi_study_id
        else None
    )
    rated = ((study.conclusion or {}).get("weights") or {}).get("leaves", {}) if study else {}
    return WeightSetView(
        **weight_set_row(uow, weight_set).model_dump(),
        version=weight_set.version,
        method=weight_set.method,
        aggregation=weight_set.aggregation,
        ri_table=RANDOM_INDEX_TABLES[weight_set.ri_table].label,
        cr_limit=weight_set.cr_limit,
        cr_max=weighed.cr_max if weighed else None,
        participants=[_summary(uow, tree, sheet, weight_set.cr_limit) for sheet in sheets],
        nodes=nodes,
        leaves=_leaves(tree, joined.vector.leaves if joined else {}),
        ahp_leaves=_leaves(tree, weighed.vector.leaves if weighed else {}),
        delphi_leaves=_leaves(tree, rated),
        delphi_study_id=weight_set.delphi_study_id,
        combination=weight_set.combination,
        theta=weight_set.theta,
        source_label=source_words(weight_set, study),
        problems=problems_of(tree, weighed) if weight_set.status is WeightSetStatus.DRAFT else [],
        result_hash=weight_set.result_hash,
        available_actions=WEIGHT_SET_WORKFLOW.available(uow, weight_set),
    )


def _leaves(tree: IndicatorTree, weights: Mapping[str, float]) -> list[WeightView]:
    return [
        WeightView(code=leaf.code, name=leaf.name, weight=weights[leaf.code])
        for leaf in tree.leaves
        if leaf.code in weights
    ]


def _summary(
    uow: UnitOfWork, tree: IndicatorTree, sheet: AhpSheet, limit: float
) -> AhpSheetSummary:
    submitted = sheet.status is AhpSheetStatus.SUBMITTED
    judged = compute(tree, sheet.answers, limit) if submitted else None
    over = [node for node in judged.nodes if not node.passed] if judged else []
    return AhpSheetSummary(
        id=sheet.id,
        version=sheet.version,
        pseudonym=sheet.pseudonym,
        status=sheet.status,
        status_label=AHP_SHEET_WORKFLOW.label(sheet.status),
        answered=answered(sheet.answers),
        total=tree.comparisons,
        cr_max=judged.cr_max if judged else None,
        over_limit=[node.name for node in over],
        words=[word for node in over for word in node.words[:1]],
        returned=sheet.returned,
        submitted_at=sheet.submitted_at,
        available_actions=AHP_SHEET_WORKFLOW.available(uow, sheet),
    )


def approved_weight_set(uow: UnitOfWork) -> WeightSet | None:
    """Return the newest approved weight set."""
    return uow.session.exec(
        select(WeightSet)
        .where(col(WeightSet.status) == WeightSetStatus.APPROVED)
        .order_by(col(WeightSet.revision).desc())
    ).first()


def ahp_sheet_page(uow: UnitOfWork, request: PageRequest) -> Page[AhpSheetRow]:
    """Return the judgement sheets I was asked to fill in."""
    statement = (
        select(AhpSheet, WeightSet)
        .join(WeightSet, col(WeightSet.id) == col(AhpSheet.weight_set_id))
        .where(uow.visible("ahp_sheet.open"))
    )
    order = ordering(request, {"created_at": col(AhpSheet.created_at)}, "-created_at")
    rows, total = fetch_page(uow.session, statement, request, order, col(AhpSheet.id))
    items = [_sheet_row(uow, sheet, weight_set) for sheet, weight_set in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def _sheet_row(uow: UnitOfWork, sheet: AhpSheet, weight_set: WeightSet) -> AhpSheetRow:
    tree = tree_of(system_by_id(uow, weight_set.system_id))
    return AhpSheetRow(
        id=sheet.id,
        weight_set_number=weight_set.number,
        title=weight_set.title,
        status=sheet.status,
        status_label=AHP_SHEET_WORKFLOW.label(sheet.status),
        answered=answered(sheet.answers),
        total=tree.comparisons,
        returned=sheet.returned,
        created_at=sheet.created_at,
    )


def ahp_sheet_view(uow: UnitOfWork, sheet: AhpSheet) -> AhpSheetView:
    """Return my sheet: what to compare, my answers, what they give so far."""
    weight_set = uow.session.get_one(WeightSet, sheet.weight_set_id)
    tree = tree_of(system_by_id(uow, weight_set.system_id))
    last = sheet.history[-1] if sheet.history else {}
    return AhpSheetView(
        **_sheet_row(uow, sheet, weight_set).model_dump(),
        version=sheet.version,
        return_reason=str(last.get("reason", "")) if sheet.status is AhpSheetStatus.OPEN else "",
        nodes=[
            CompareNode(
                code=node.code,
                name=node.name,
                definition=node.definition,
                items=[
                    CompareItem(code=c.code, name=c.name, definition=c.definition)
                    for c in node.children
                ],
            )
            for node in compared(tree)
        ],
        answers=check_answers(tree, sheet.answers),
        computed=compute(tree, sheet.answers, weight_set.cr_limit),
        available_actions=AHP_SHEET_WORKFLOW.available(uow, sheet),
    )


def current_pass_rule(uow: UnitOfWork) -> PassRuleVersion | None:
    """Return the newest version of the pass rule."""
    return uow.session.exec(
        select(PassRuleVersion).order_by(col(PassRuleVersion.revision).desc())
    ).first()


def pass_rule_view(rule: PassRuleVersion, current: PassRuleVersion | None) -> PassRuleView:
    """Return one version."""
    return PassRuleView(
        id=rule.id,
        revision=rule.revision,
        total=rule.total,
        dimension_floor=rule.dimension_floor,
        vetoes=rule.vetoes,
        veto_labels=[VETO_KINDS[kind] for kind in rule.vetoes],
        reason=rule.reason,
        created_at=rule.created_at,
        current=current is not None and rule.id == current.id,
    )


def pass_rules(uow: UnitOfWork) -> PassRuleList:
    """Return all versions, newest first (clause 6.3.1)."""
    rows = uow.session.exec(
        select(PassRuleVersion).order_by(col(PassRuleVersion.revision).desc()).limit(200)
    ).all()
    return PassRuleList(items=[pass_rule_view(row, rows[0]) for row in rows])
