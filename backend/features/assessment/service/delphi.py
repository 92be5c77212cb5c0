"""Commands of those who organise Delphi studies (clause 5.1.2.2.3)."""

import uuid
from collections.abc import Sequence
from typing import Any

from backend.features.assessment.delphi_computing import (
    FEWEST,
    round_result,
    round_table,
    shuffled,
    study_weights,
)
from backend.features.assessment.delphi_events import (
    DelphiPanelChanged,
    DelphiReminded,
    DelphiStudyCreated,
)
from backend.features.assessment.delphi_indicators import doomed, next_items, pruned
from backend.features.assessment.delphi_models import (
    DelphiAnswer,
    DelphiPanelist,
    DelphiRound,
    DelphiStudy,
)
from backend.features.assessment.delphi_sealing import name_panelist, open_answer, panelist_name
from backend.features.assessment.delphi_states import (
    DELPHI_WORKFLOW,
    DelphiAnswerStatus,
    DelphiStatus,
)
from backend.features.assessment.models import IndicatorSystem
from backend.features.assessment.queries.delphi import (
    answers_of,
    items_now,
    panelists_of,
    rounds_of,
    rules_of,
)
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.delphi import (
    DelphiRoundInput,
    DelphiStudyInput,
)
from backend.features.assessment.trees import chosen_system, system_by_id, tree_of
from backend.features.experts.models import Expert
from backend.features.experts.states import ExpertStatus
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork
from evaluation.provenance import inputs_hash

Json = dict[str, Any]
D = DelphiStatus


def create_study(uow: UnitOfWork, data: DelphiStudyInput, *, is_demo: bool = False) -> DelphiStudy:
    """Prepare a study of an indicator system, the standard's unless another is named.

    Its rules are fixed here.
    """
    uow.require("delphi_study.create")
    system = chosen_system(uow, data.system_id)
    study = uow.add(
        DelphiStudy(
            number=next_number(uow.session, "DF", uow.now()),
            title=data.title,
            purpose=data.purpose,
            system_id=system.id,
            scale_max=data.scale_max,
            basis_table=data.basis_table,
            familiarity_table=data.familiarity_table,
            stop_rule=data.stop_rule.model_dump(),
            screen_rule=data.screen_rule.model_dump(),
            lead_id=uow.actor.user_id,
            is_demo=is_demo,
        )
    )
    uow.record(DelphiStudyCreated(aggregate_id=study.id))
    if data.expert_ids:
        _seat(uow, study, data.expert_ids)
    return study


def set_panel(
    uow: UnitOfWork, study_id: uuid.UUID, expected_version: int, expert_ids: list[uuid.UUID]
) -> DelphiStudy:
    """Choose the panel anew; after the first round it stands."""
    study = uow.get(DelphiStudy, study_id, "delphi_study.invite", expected_version=expected_version)
    if study.status is not D.DRAFT:
        raise Conflict("征询已开始，专家组不再变动。")
    wanted = set(expert_ids)
    present = panelists_of(uow, study.id)
    for panelist in present:
        if panelist.expert_id not in wanted:
            uow.session.delete(panelist)
    uow.session.flush()
    kept = {panelist.expert_id for panelist in present} & wanted
    _seat(uow, study, expert_ids, already=kept)
    uow.touch(study)
    uow.record(DelphiPanelChanged(aggregate_id=study.id))
    return study


def _seat(
    uow: UnitOfWork,
    study: DelphiStudy,
    expert_ids: Sequence[uuid.UUID],
    already: set[uuid.UUID] | None = None,
) -> None:
    seated = set(already or ())
    taken = {panelist_name(uow, panelist) for panelist in panelists_of(uow, study.id)}
    for position, expert_id in enumerate(expert_ids):
        if expert_id in seated:
            continue
        expert = uow.session.get(Expert, expert_id)
        if expert is None or expert.status is not ExpertStatus.ACTIVE:
            raise Invalid.field(f"/expert_ids/{position}", "该专家不存在或不在库。")
        panelist = DelphiPanelist(study_id=study.id, expert_id=expert.id, user_id=expert.user_id)
        name_panelist(uow, panelist, taken)
        taken.add(panelist_name(uow, uow.add(panelist)))
        seated.add(expert_id)


def open_round(
    uow: UnitOfWork, study_id: uuid.UUID, expected_version: int, data: DelphiRoundInput
) -> DelphiStudy:
    """Send a round out; from the second on it carries the feedback of the one before.

    Raises
    ------
    Conflict
        Fewer experts than quartiles need, or hardly any items are left.
    Invalid
        An item to leave out or a parent that is not asked.
    """
    study = uow.get(
        DelphiStudy, study_id, "delphi_study.open_round", expected_version=expected_version
    )
    panel = panelists_of(uow, study.id)
    if len(panel) < FEWEST:
        raise Conflict(f"征询专家 {len(panel)} 名，至少 {FEWEST} 名才能开始，建议不少于 10 名。")
    rounds = rounds_of(uow, study.id)
    items, changes = _changed_items(items_now(uow, study, rounds), rounds, data)
    DELPHI_WORKFLOW.fire(
        uow, study, "open_round",
        round=len(rounds) + 1, user_ids=tuple(panelist.user_id for panelist in panel),
    )  # fmt: skip
    one = uow.add(
        DelphiRound(
            study_id=study.id,
            number=len(rounds) + 1,
            items=items,
            changes=changes,
            message=data.message,
            due_on=data.due_on,
            opened_at=uow.now(),
        )
    )
    for panelist in panel:
        uow.add(
            DelphiAnswer(
                study_id=study.id,
                round_id=one.id,
                panelist_id=panelist.id,
                user_id=panelist.user_id,
            )
        )
    return study


def _changed_items(
    items: list[Json], rounds: list[DelphiRound], data: DelphiRoundInput
) -> tuple[list[Json], list[Json]]:
    if not rounds and (data.drop or data.add):
        raise Invalid.field("/drop", "第一轮征询全部指标；增删从第二轮开始，以上一轮结果为依据。")
    known = {item["code"]: item for item in items}
    for k, drop in enumerate(data.drop):
        if drop.code not in known:
            raise Invalid.field(f"/drop/{k}/code", "该条目不在上一轮中。")
    gone = doomed(items, {drop.code for drop in data.drop})
    reasons = {drop.code: drop.reason for drop in data.drop}
    changes: list[Json] = [
        {
            "kind": "drop",
            "code": code,
            "text": f"删除“{known[code]['name']}”：{reasons.get(code, '随上下级条目一并删除')}",
        }
        for code in gone
    ]
    number = sum(1 for item in items if item["added"])
    past = sum(1 for one in rounds for change in one.changes if change["kind"] == "add")
    added: list[Json] = []
    for k, new in enumerate(data.add):
        root = {item["parent"] for item in items if item["level"] == 1}
        if new.parent not in set(known) - set(gone) | root:
            raise Invalid.field(f"/add/{k}/parent", "上级指标不在本轮条目中。")
        level = known[new.parent]["level"] + 1 if new.parent in known else 1
        if new.name in {item["name"] for item in [*items, *added]}:
            raise Invalid.field(f"/add/{k}/name", "已有同名条目。")
        code = f"N{max(number, past) + k + 1}"
        added.append(
            {
                "code": code,
                "name": new.name,
                "definition": new.definition,
                "level": level,
                "parent": new.parent,
                "added": True,
            }
        )
        changes.append({"kind": "add", "code": code, "text": f"新增“{new.name}”"})
    left = next_items(items, set(gone), added)
    if len(left) < 2:
        raise Conflict("剩余条目不足两个，不能继续征询。")
    return left, changes


def close_round(uow: UnitOfWork, study_id: uuid.UUID, expected_version: int) -> DelphiStudy:
    """Open the answers, compute the round once and for all; single answers stay unread.

    Raises
    ------
    Conflict
        Fewer answers than quartiles need.
    """
    study = uow.get(
        DelphiStudy, study_id, "delphi_study.close_round", expected_version=expected_version
    )
    rounds = rounds_of(uow, study.id)
    if not rounds or rounds[-1].closed_at is not None:
        raise Conflict("当前没有进行中的征询。")
    one = rounds[-1]
    answers = answers_of(uow, one.id)
    returned = [a for a in answers if a.status is DelphiAnswerStatus.SUBMITTED]
    if len(returned) < FEWEST:
        raise Conflict(f"本轮回收 {len(returned)} 份，至少 {FEWEST} 份才能汇总。")
    DELPHI_WORKFLOW.fire(uow, study, "close_round", round=one.number)
    names = {p.id: panelist_name(uow, p) for p in panelists_of(uow, study.id)}
    opened = {names[answer.panelist_id]: open_answer(uow, answer) for answer in returned}
    table = round_table(one.items, opened, len(answers))
    earlier = [(r.table or {}, r.result or {}) for r in rounds[:-1]]
    spoke = sum(1 for a in opened.values() if a["suggestions"] or any(a["comments"].values()))
    with refusing("/answers"):
        found = round_result(one.items, table, rules_of(study), earlier, commented=spoke)
    seed = str(one.id)
    found["comments"] = {
        item["code"]: shuffled(texts, f"{seed}/{item['code']}")
        for item in one.items
        if (texts := [t for a in opened.values() if (t := a["comments"].get(item["code"], ""))])
    }
    found["suggestions"] = shuffled(
        [a["suggestions"] for a in opened.values() if a["suggestions"]], seed
    )
    one.table, one.result, one.closed_at = table, found, uow.now()
    return study


def remind_panel(uow: UnitOfWork, study_id: uuid.UUID, expected_version: int) -> DelphiStudy:
    """Remind every expert whose questionnaire is open.

    Raises
    ------
    Conflict
        Nobody is late.
    """
    study = uow.get(DelphiStudy, study_id, "delphi_study.remind", expected_version=expected_version)
    rounds = rounds_of(uow, study.id)
    late = [
        answer
        for answer in (answers_of(uow, rounds[-1].id) if rounds else [])
        if answer.status is DelphiAnswerStatus.OPEN
    ]
    if study.status is not D.COLLECTING or not late:
        raise Conflict("当前没有需要催办的专家。")
    for answer in late:
        answer.reminded_at = uow.now()
    uow.touch(study)
    uow.record(DelphiReminded(aggregate_id=study.id, user_ids=tuple(a.user_id for a in late)))
    return study


def close_study(
    uow: UnitOfWork, study_id: uuid.UUID, expected_version: int, reason: str
) -> DelphiStudy:
    """Close a study: indicator set, tree version proposal and weights stand from now on.

    Raises
    ------
    Conflict
        No round is closed.
    Invalid
        The stop rule is not met and no reason is given for stopping all the same.
    """
    study = uow.get(DelphiStudy, study_id, "delphi_study.close", expected_version=expected_version)
    closed = [one for one in rounds_of(uow, study.id) if one.result is not None]
    if not closed:
        raise Conflict("还没有结束的轮次，不能结束研究。")
    last = closed[-1]
    stop: Json = (last.result or {})["stop"]
    if not stop["reached"] and not reason.strip():
        raise Invalid.field("/reason", "停止条件尚未达到，请说明为何结束。")
    DELPHI_WORKFLOW.fire(uow, study, "close", reason=reason)
    study.conclusion = _conclude(uow, study, closed, stop, reason)
    study.conclusion_hash = inputs_hash(study.conclusion)
    study.closed_at = uow.now()
    return study


def _conclude(
    uow: UnitOfWork, study: DelphiStudy, closed: list[DelphiRound], stop: Json, reason: str
) -> Json:
    last = closed[-1]
    base = tree_of(system_by_id(uow, study.system_id))
    codes = {item["code"] for item in last.items}
    added = [item for item in last.items if item["added"]]
    tree = base if codes >= set(base.parents) else pruned(base, codes, study.number)
    if tree is not base:
        study.proposed_system_id = _keep_tree(uow, tree).id
    with refusing("/weights"):
        weights = study_weights(tree, last.table or {}, rules_of(study))
    return {
        "rounds": len(closed),
        "reached": stop["reached"],
        "stop_reasons": stop["reasons"],
        "reason": reason,
        "kept": [item["name"] for item in last.items],
        "dropped": [
            change["text"] for one in closed for change in one.changes if change["kind"] == "drop"
        ],
        "added": [item["name"] for item in added],
        "open_points": [
            f"新增指标“{item['name']}”须写明 0 至 100 分的评分锚点后，方可列入下一版指标体系。"
            for item in added
        ],
        "tree": {"id": tree.id, "version": tree.version, "hash": tree.hash},
        "weights": weights,
        "inputs": [(one.result or {})["inputs_hash"] for one in closed],
    }


def _keep_tree(uow: UnitOfWork, tree: Any) -> IndicatorSystem:
    return uow.add(
        IndicatorSystem(
            code=tree.id,
            tree_version=tree.version,
            name=tree.name,
            hash=tree.hash,
            body=tree.as_dict(),
        )
    )


def cancel_study(
    uow: UnitOfWork, study_id: uuid.UUID, expected_version: int, reason: str
) -> DelphiStudy:
    """Call a study off; questionnaires close at once."""
    study = uow.get(DelphiStudy, study_id, "delphi_study.cancel", expected_version=expected_version)
    DELPHI_WORKFLOW.fire(uow, study, "cancel", reason=reason)
    return study
