"""Commands on weight sets, judgement sheets and the pass rule."""

import secrets
import uuid

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.events import (
    AhpSheetOpened,
    AhpSheetSaved,
    PassRuleSet,
    WeightSetCreated,
)
from backend.features.assessment.models import AhpSheet, PassRuleVersion, WeightSet
from backend.features.assessment.queries.group_weights import (
    MAX_RETURNS,
    flags_of,
    problems_of,
    settled,
    weigh,
)
from backend.features.assessment.queries.judging import (
    CR_LIMIT,
    RI_TABLE,
    Answers,
    answered,
    check_answers,
    unconnected,
)
from backend.features.assessment.queries.weights import current_pass_rule, sheets_of
from backend.features.assessment.schemas.weights import PassRuleInput
from backend.features.assessment.states import (
    AHP_SHEET_WORKFLOW,
    WEIGHT_SET_WORKFLOW,
    AhpSheetStatus,
    WeightSetStatus,
)
from backend.features.assessment.trees import chosen_system, system_by_id, tree_of
from backend.features.assessment.weight_sources import join_sources, study_for
from backend.features.experts.models import Expert
from backend.features.experts.states import ExpertStatus
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork
from evaluation import VETO_KINDS
from evaluation.provenance import inputs_hash


def create_weight_set(
    uow: UnitOfWork,
    title: str,
    expert_ids: list[uuid.UUID],
    *,
    system_id: uuid.UUID | None = None,
    delphi_study_id: uuid.UUID | None = None,
    is_demo: bool = False,
) -> WeightSet:
    """Begin a weighting study on the standard's tree, a kept one, or what a Delphi study fixed.

    Raises
    ------
    Invalid
        The named system or study does not exist, or the study fixed another system.
    """
    uow.require("weight_set.create")
    if delphi_study_id is None:
        system_id = chosen_system(uow, system_id).id
    else:
        study = study_for(uow, delphi_study_id, "/delphi_study_id")
        fixed = study.proposed_system_id or study.system_id
        if system_id not in {None, fixed}:
            raise Invalid.field("/delphi_study_id", "该研究确定的是另一版本的指标体系。")
        system_id = fixed
    weight_set = uow.add(
        WeightSet(
            number=next_number(uow.session, "QZ", uow.now()),
            title=title,
            system_id=system_id,
            delphi_study_id=delphi_study_id,
            ri_table=RI_TABLE,
            cr_limit=CR_LIMIT,
            is_demo=is_demo,
        )
    )
    uow.record(WeightSetCreated(aggregate_id=weight_set.id))
    _invite(uow, weight_set, expert_ids)
    return weight_set


def invite_participants(
    uow: UnitOfWork, weight_set_id: uuid.UUID, expected_version: int, expert_ids: list[uuid.UUID]
) -> WeightSet:
    """Ask further experts for judgements."""
    weight_set = uow.get(
        WeightSet, weight_set_id, "weight_set.invite", expected_version=expected_version
    )
    if weight_set.status is not WeightSetStatus.DRAFT:
        raise Conflict("权重已批准或停用，不能再邀请专家。")
    _invite(uow, weight_set, expert_ids)
    uow.touch(weight_set)
    return weight_set


def _invite(uow: UnitOfWork, weight_set: WeightSet, expert_ids: list[uuid.UUID]) -> None:
    present = sheets_of(uow, weight_set.id)
    asked = {sheet.user_id for sheet in present}
    taken = {sheet.pseudonym for sheet in present}
    for position, expert_id in enumerate(expert_ids):
        expert = uow.session.get(Expert, expert_id)
        if expert is None or expert.status is not ExpertStatus.ACTIVE:
            raise Invalid.field(f"/expert_ids/{position}", "该专家不存在或不在库。")
        if expert.user_id in asked:
            raise Invalid.field(f"/expert_ids/{position}", "该专家已在本次征集中。")
        free = [f"权重专家 {n:02d}" for n in range(1, 100) if f"权重专家 {n:02d}" not in taken]
        sheet = uow.add(
            AhpSheet(
                weight_set_id=weight_set.id,
                user_id=expert.user_id,
                pseudonym=secrets.choice(free),
            )
        )
        asked.add(expert.user_id)
        taken.add(sheet.pseudonym)
        uow.record(AhpSheetOpened(aggregate_id=sheet.id, user_id=expert.user_id))


def save_answers(
    uow: UnitOfWork, sheet_id: uuid.UUID, expected_version: int, answers: Answers
) -> AhpSheet:
    """Keep the judgements as they stand (autosave)."""
    sheet = uow.get(AhpSheet, sheet_id, "ahp_sheet.save", expected_version=expected_version)
    weight_set = _open_set(uow, sheet)
    if sheet.status is not AhpSheetStatus.OPEN:
        raise Conflict("判断矩阵已提交，不能修改。")
    sheet.answers = check_answers(tree_of(system_by_id(uow, weight_set.system_id)), answers)
    uow.record(AhpSheetSaved(aggregate_id=sheet.id))
    return sheet


def _open_set(uow: UnitOfWork, sheet: AhpSheet) -> WeightSet:
    weight_set = uow.session.get_one(WeightSet, sheet.weight_set_id)
    if weight_set.status is not WeightSetStatus.DRAFT:
        raise Conflict("本次权重征集已结束。")
    return weight_set


def submit_answers(uow: UnitOfWork, sheet_id: uuid.UUID, expected_version: int) -> AhpSheet:
    """Hand the judgements in; a high CR is shown to the expert but not refused here.

    Pairs may be left out as long as the rest of a level hangs together: the weights follow.

    Raises
    ------
    Invalid
        A level falls apart: the separate groups are named.
    """
    sheet = uow.get(AhpSheet, sheet_id, "ahp_sheet.submit", expected_version=expected_version)
    weight_set = _open_set(uow, sheet)
    tree = tree_of(system_by_id(uow, weight_set.system_id))
    if apart := unconnected(tree, sheet.answers):
        done = f"已完成 {answered(sheet.answers)}/{tree.comparisons} 项比较"
        raise Invalid.field("/answers", f"{done}，尚不能推算权重，请补齐。{'；'.join(apart)}")
    AHP_SHEET_WORKFLOW.fire(uow, sheet, "submit")
    sheet.submitted_at = uow.now()
    uow.touch(weight_set)
    return sheet


def return_sheet(
    uow: UnitOfWork, sheet_id: uuid.UUID, expected_version: int, reason: str
) -> AhpSheet:
    """Ask the expert to look again, at most twice; the earlier version is kept.

    Raises
    ------
    Conflict
        The expert was asked twice before: the opinion stands.
    """
    sheet = uow.get(AhpSheet, sheet_id, "ahp_sheet.return", expected_version=expected_version)
    weight_set = _open_set(uow, sheet)
    if sheet.returned >= MAX_RETURNS:
        raise Conflict(f"已请该专家复核 {MAX_RETURNS} 次，应尊重其意见。")
    AHP_SHEET_WORKFLOW.fire(uow, sheet, "return", reason=reason, user_id=sheet.user_id)
    sheet.history = [
        *sheet.history,
        {"answers": sheet.answers, "at": uow.now().isoformat(), "reason": reason},
    ]
    sheet.returned += 1
    uow.touch(weight_set)
    return sheet


def approve_weight_set(
    uow: UnitOfWork, weight_set_id: uuid.UUID, expected_version: int
) -> WeightSet:
    """Make a weight set a version; refused while any matrix is over the limit (5.1.2.2.4).

    Whoever looked again twice keeps the opinion: it counts, and the excess is on record.

    Raises
    ------
    Conflict
        No sheet was submitted, or a CR exceeds the limit: the worst judgement is named in words.
    """
    weight_set = uow.get(
        WeightSet, weight_set_id, "weight_set.approve", expected_version=expected_version
    )
    tree = tree_of(system_by_id(uow, weight_set.system_id))
    sheets = sheets_of(uow, weight_set.id)
    weighed = weigh(tree, weight_set, sheets)
    stands = settled(sheets)
    problems = problems_of(tree, weighed, stands)
    if weighed is None or problems:
        raise Conflict("不能批准：" + "；".join(problems), problems=problems)
    WEIGHT_SET_WORKFLOW.fire(uow, weight_set, "approve")
    joined = join_sources(uow, tree, weight_set, weighed)
    last = uow.session.exec(select(sa.func.max(col(WeightSet.revision)))).one()
    weight_set.revision = (last or 0) + 1
    weight_set.result = {
        "local": dict(joined.vector.local),
        "leaves": dict(joined.vector.leaves),
        "method": joined.vector.method,
        "sources": joined.sources,
        "params": weighed.as_dict()["params"],
        "version": weighed.version,
        "cr_max": weighed.cr_max,
        "cr_group_max": weighed.cr_group_max,
        "cr_overall": weighed.cr_overall,
        "over_limit_accepted": flags_of(tree, weighed, stands),
        "nodes": {
            code: {
                "items": list(node.items),
                "weights": joined.nodes[code],
                "cr": node.group.consistency.CR,
                "passed": node.group.passed,
            }
            for code, node in weighed.nodes.items()
        },
        "answers": {
            sheet.pseudonym: sheet.answers
            for sheet in sheets
            if sheet.status is AhpSheetStatus.SUBMITTED
        },
    }
    weight_set.result_hash = inputs_hash(weight_set.result)
    weight_set.approved_at = uow.now()
    weight_set.approved_by = uow.actor.user_id
    return weight_set


def retire_weight_set(
    uow: UnitOfWork, weight_set_id: uuid.UUID, expected_version: int, reason: str
) -> WeightSet:
    """Stop offering a weight set; assessments that use it keep it."""
    weight_set = uow.get(
        WeightSet, weight_set_id, "weight_set.retire", expected_version=expected_version
    )
    WEIGHT_SET_WORKFLOW.fire(uow, weight_set, "retire", reason=reason)
    return weight_set


def set_pass_rule(uow: UnitOfWork, data: PassRuleInput) -> PassRuleVersion:
    """Set a new version of the pass rule; running assessments keep theirs (clause 6.3.1)."""
    uow.require("pass_rule.set")
    return _add_rule(uow, data.total, data.dimension_floor, data.reason)


def pass_rule_in_force(uow: UnitOfWork) -> PassRuleVersion:
    """Return the present rule, keeping the proposed reading as version 1 on first use."""
    return current_pass_rule(uow) or _add_rule(
        uow, 60.0, 40.0, "标准未定通过线：总分不低于 60、各维度不低于 40、无一票否决（平台读法）"
    )


def _add_rule(uow: UnitOfWork, total: float, floor: float, reason: str) -> PassRuleVersion:
    last = current_pass_rule(uow)
    rule = uow.add(
        PassRuleVersion(
            revision=last.revision + 1 if last else 1,
            total=total,
            dimension_floor=floor,
            vetoes=list(VETO_KINDS),
            reason=reason,
            set_by=uow.actor.user_id,
        )
    )
    uow.record(PassRuleSet(aggregate_id=rule.id))
    return rule
