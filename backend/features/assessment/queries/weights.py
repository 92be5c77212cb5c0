"""Reads of trees, weight sets, judgement sheets and the pass rule."""

import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.delphi_models import DelphiStudy
from backend.features.assessment.models import (
    AhpSheet,
    IndicatorSystem,
    PassRuleVersion,
    WeightSet,
)
from backend.features.assessment.queries.group_weights import (
    flags_of,
    group_nodes,
    leaf_sources,
    problems_of,
    settled,
    spread_note,
    spread_of,
    weigh,
)
from backend.features.assessment.queries.judging import (
    answered,
    check_answers,
    compared,
    compute,
)
from backend.features.assessment.schemas.weights import (
    AhpSheetRow,
    AhpSheetSummary,
    AhpSheetView,
    CompareItem,
    CompareNode,
    PassRuleList,
    PassRuleView,
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
    VETO_KINDS,
    IndicatorTree,
)


def sheets_of(uow: UnitOfWork, weight_set_id: uuid.UUID) -> list[AhpSheet]:
    """Return the judgement sheets of a weight set."""
    return list(
        uow.session.exec(
            select(AhpSheet)
            .where(col(AhpSheet.weight_set_id) == weight_set_id)
            .order_by(col(AhpSheet.pseudonym))
        ).all()
    )


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
    joined = join_sources(uow, tree, weight_set, weighed) if weighed else None
    spread = spread_of(tree, weight_set, sheets)
    study = (
        uow.session.get(DelphiStudy, weight_set.delphi_study_id)
        if weight_set.delphi_study_id
        else None
    )
    rated = ((study.conclusion or {}).get("weights") or {}).get("leaves", {}) if study else {}
    in_force = dict(joined.vector.leaves) if joined else {}
    collecting = weight_set.status is WeightSetStatus.DRAFT
    stands = settled(sheets)
    return WeightSetView(
        **weight_set_row(uow, weight_set).model_dump(),
        version=weight_set.version,
        method=weight_set.method,
        aggregation=weight_set.aggregation,
        ri_table=RANDOM_INDEX_TABLES[weight_set.ri_table].label,
        cr_limit=weight_set.cr_limit,
        cr_max=weighed.cr_max if weighed else None,
        cr_group_max=weighed.cr_group_max if weighed else None,
        cr_overall=weighed.cr_overall if weighed else None,
        interval_note=spread_note(spread),
        participants=[_summary(uow, tree, sheet, weight_set.cr_limit) for sheet in sheets],
        nodes=group_nodes(tree, weighed, spread, sheets),
        leaf_sources=leaf_sources(tree, weighed, spread, rated, in_force),
        leaves=_leaves(tree, in_force),
        ahp_leaves=_leaves(tree, weighed.vector.leaves if weighed else {}),
        delphi_leaves=_leaves(tree, rated),
        delphi_study_id=weight_set.delphi_study_id,
        delphi_study_number=study.number if study else "",
        combination=weight_set.combination,
        theta=weight_set.theta,
        source_label=source_words(weight_set, study),
        problems=problems_of(tree, weighed, stands) if collecting else [],
        flags=flags_of(tree, weighed, stands),
        may_invite=collecting and uow.allows("weight_set.invite", weight_set),
        may_choose_source=collecting and uow.allows("weight_set.update", weight_set),
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
        is_demo=weight_set.is_demo,
        created_at=sheet.created_at,
    )


def ahp_sheet_view(uow: UnitOfWork, sheet: AhpSheet) -> AhpSheetView:
    """Return my sheet: what to compare, my answers, what they give so far."""
    weight_set = uow.session.get_one(WeightSet, sheet.weight_set_id)
    tree = tree_of(system_by_id(uow, weight_set.system_id))
    last = sheet.history[-1] if sheet.history else {}
    computed = compute(tree, sheet.answers, weight_set.cr_limit)
    return AhpSheetView(
        **_sheet_row(uow, sheet, weight_set).model_dump(),
        version=sheet.version,
        return_reason=str(last.get("reason", "")) if sheet.status is AhpSheetStatus.OPEN else "",
        may_submit=sheet.status is AhpSheetStatus.OPEN
        and all(node.items for node in computed.nodes),
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
        computed=computed,
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
