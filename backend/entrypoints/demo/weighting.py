"""The demonstration of the weighting studies: invented ratings by rounds, and a second panel.

One Delphi study ran two rounds and is closed; of another the second round is open, so that the
expert sees the feedback of the first; a second weight set is being collected and joins the closed
study to the judgements (clauses 5.1.2.2.3, 5.1.2.2.4).
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from backend.entrypoints.demo.evaluations import PREFERENCES
from backend.entrypoints.demo.people import Cast
from backend.entrypoints.demo.stage import Stage
from backend.features.assessment import service
from backend.features.assessment.delphi_models import DelphiAnswer, DelphiRound, DelphiStudy
from backend.features.assessment.models import AhpSheet
from backend.features.assessment.queries.delphi_tasks import earlier, is_outside
from backend.features.assessment.schemas.delphi import (
    DelphiRoundInput,
    DelphiSourceInput,
    DelphiStudyInput,
)
from backend.features.assessment.schemas.delphi_tasks import DelphiAnswerInput
from backend.features.assessment.service import delphi, delphi_tasks
from backend.features.assessment.weight_sources import choose_source

PANEL = ("expert", "expert2", "expert3", "expert4", "expert5", "expert6", "expert7")
# importance that the invented panel tends to, on the five-point scale; 4 where nothing is said
TENDENCY = {"A": 5, "C": 5, "A1": 5, "A2": 5, "C1": 5, "C2": 5, "C4": 3, "D2": 5, "D3": 5, "E2": 5}
ARGUMENTS = {
    "A1": "（演示）未满足的临床需求是转化的前提。",
    "B3": "（演示）盈利模式在早期成果上难以判断，不宜看得过重。",
    "C4": "（演示）可由成熟度反映，单列意义有限。",
    "D3": "（演示）侵权风险一旦出现往往使项目中止。",
    "E2": "（演示）团队以往的转化经历最能说明问题。",
}
REASONS = (
    "（演示）结合本人临床实践，坚持原来的判断。",
    "（演示）从工程实现看，该项差异对转化影响不大。",
    "（演示）投资决策中这一项权衡较多，仍按原评分。",
)
SUGGESTION = "（演示）建议考虑单列“医保与支付可及性”。"
FAMILIARITY = ("very", "fairly", "fairly", "moderate")
EXTENTS = ("large", "medium", "large", "small")


def study_indicators(stage: Stage, cast: Cast, expert_ids: dict[str, uuid.UUID]) -> uuid.UUID:
    """Run a study of the standard's indicators over two rounds and close it."""
    study_id = _begin(stage, cast, expert_ids, "评估指标重要性征询（演示）")
    for message in ("", "（演示）请参考上一轮的中位数与四分位区间；评分在区间外的，请写明理由。"):
        _open(stage, cast, study_id, message)
        stage.later(hours=6)
        for key in PANEL:
            _answer(stage, cast, study_id, key)
        stage.later(hours=14)
        _close_round(stage, cast, study_id)
    with stage.acting(cast["operator"]) as uow:
        study = uow.session.get_one(DelphiStudy, study_id)
        delphi.close_study(
            uow, study_id, study.version,
            "（演示）两轮后意见已趋一致；系统适配性经讨论保留，指标体系不变。",
        )  # fmt: skip
    return study_id


def study_again(stage: Stage, cast: Cast, expert_ids: dict[str, uuid.UUID]) -> uuid.UUID:
    """Run the first round of a second study; its second round is opened by `ask_again`."""
    study_id = _begin(stage, cast, expert_ids, "评估指标年度复核征询（演示）")
    _open(stage, cast, study_id, "")
    stage.later(hours=6)
    for key in PANEL:
        _answer(stage, cast, study_id, key, shift="again")
    stage.later(hours=14)
    _close_round(stage, cast, study_id)
    return study_id


def ask_again(stage: Stage, cast: Cast, study_id: uuid.UUID) -> None:
    """Open the second round; some have answered, the expert of the accounts has not."""
    _open(stage, cast, study_id, "（演示）请参考上一轮结果，可以修改，也可以坚持并写明理由。")
    stage.later(hours=3)
    for key in PANEL[3:]:
        _answer(stage, cast, study_id, key, shift="again")


def collect_again(
    stage: Stage, cast: Cast, expert_ids: dict[str, uuid.UUID], study_id: uuid.UUID
) -> None:
    """Collect a second weight set: one expert is half way, one contradicts himself a little."""
    chosen = ("expert", "expert2", "expert4", "expert5", "expert6")
    with stage.acting(cast["operator"]) as uow:
        weight_set = service.create_weight_set(
            uow, "演示权重（下一版征集）", [expert_ids[key] for key in chosen],
            delphi_study_id=study_id, is_demo=True,
        )  # fmt: skip
        weight_set_id = weight_set.id
        uow.session.flush()
        choose_source(
            uow, weight_set_id, weight_set.version, DelphiSourceInput(study_id=study_id, theta=0.6)
        )
    stage.later(hours=3)
    for number, key in enumerate(chosen):
        with stage.acting(cast[key]) as uow:
            sheet = uow.session.exec(
                select(AhpSheet).where(
                    col(AhpSheet.weight_set_id) == weight_set_id,
                    col(AhpSheet.user_id) == cast[key].user_id,
                )
            ).one()
            service.save_answers(uow, sheet.id, sheet.version, _judgements(number))
            uow.session.flush()
            if key != "expert":
                service.submit_answers(uow, sheet.id, sheet.version)


def _judgements(number: int) -> dict[str, list[str | None]]:
    """Return judgements that differ; the first is unfinished, the third contradicts himself."""
    full: dict[str, list[str | None]] = {code: list(upper) for code, upper in PREFERENCES.items()}
    if number == 0:
        return {**{code: [None] * len(upper) for code, upper in full.items()}, "G": full["G"]}
    full["G"][number - 1] = ("3", "1", "4", "3")[number - 1]
    if number == 2:
        full["B"] = ["3", "1", "1"]
    if number == 3:
        full["C"] = ["1", "2", None, "2", "3", "2"]
    return full


def _begin(stage: Stage, cast: Cast, expert_ids: dict[str, uuid.UUID], title: str) -> uuid.UUID:
    with stage.acting(cast["operator"]) as uow:
        study = delphi.create_study(
            uow,
            DelphiStudyInput(
                title=title,
                purpose="（演示）确认指标集，并以重要性评分作为权重的第二来源。",
                expert_ids=[expert_ids[key] for key in PANEL],
            ),
            is_demo=True,
        )
        return study.id


def _open(stage: Stage, cast: Cast, study_id: uuid.UUID, message: str) -> None:
    with stage.acting(cast["operator"]) as uow:
        study = uow.session.get_one(DelphiStudy, study_id)
        delphi.open_round(
            uow, study_id, study.version,
            DelphiRoundInput(message=message, due_on=stage.today() + timedelta(days=14)),
        )  # fmt: skip


def _close_round(stage: Stage, cast: Cast, study_id: uuid.UUID) -> None:
    with stage.acting(cast["operator"]) as uow:
        study = uow.session.get_one(DelphiStudy, study_id)
        delphi.close_round(uow, study_id, study.version)


def _answer(stage: Stage, cast: Cast, study_id: uuid.UUID, key: str, shift: str = "") -> None:
    with stage.acting(cast[key]) as uow:
        one = uow.session.exec(
            select(DelphiRound)
            .where(col(DelphiRound.study_id) == study_id)
            .order_by(col(DelphiRound.number).desc())
        ).first()
        assert one is not None  # noqa: S101 - a round was just opened
        answer = uow.session.exec(
            select(DelphiAnswer).where(
                col(DelphiAnswer.round_id) == one.id,
                col(DelphiAnswer.user_id) == cast[key].user_id,
            )
        ).one()
        group, own = earlier(uow, answer, one)
        delphi_tasks.save_delphi_answer(
            uow, answer.id, answer.version, _questionnaire(one, key + shift, key, group, own)
        )
        uow.session.flush()
        delphi_tasks.submit_delphi_answer(uow, answer.id, answer.version)


def _questionnaire(
    one: DelphiRound, seed: str, key: str, group: dict[str, Any], own: dict[str, Any]
) -> DelphiAnswerInput:
    figures = {item["code"]: item for item in group.get("items", [])}
    place = PANEL.index(key)
    ratings = []
    for item in one.items:
        code = item["code"]
        found, before = figures.get(code), own.get("ratings", {}).get(code)
        value = _rating(seed, code) if found is None else _moved(seed, code, before, found)
        comment = ARGUMENTS.get(code, "") if found is None and place == _digit(code, 7) else ""
        if found is not None and is_outside(value, found):
            comment = REASONS[place % len(REASONS)]
        ratings.append({"code": code, "value": value, "comment": comment})
    return DelphiAnswerInput.model_validate(
        {
            "familiarity": _choice(FAMILIARITY, place),
            "basis": {
                "practice": _choice(EXTENTS, place),
                "theory": _choice(EXTENTS, place + 1),
                "peers": "medium",
                "intuition": "small",
            },
            "ratings": ratings,
            "suggestions": SUGGESTION if place == 4 and not figures else "",
        }
    )


def _choice(values: Sequence[str], place: int) -> str:
    return values[place % len(values)]


def _digit(text: str, size: int) -> int:
    return hashlib.sha256(text.encode()).digest()[0] % size


def _rating(seed: str, code: str) -> int:
    step = (-1, 0, 0, 0, 0, 1)[_digit(f"{seed}|{code}", 6)]
    return min(5, max(1, TENDENCY.get(code, 4) + step))


def _moved(seed: str, code: str, before: int | None, found: dict[str, Any]) -> int:
    """Most move a step towards the group; one in five stays."""
    here = before if before is not None else _rating(seed, code)
    if _digit(f"{seed}|{code}|stays", 5) == 0:
        return here
    goal: int = round(found["median"])
    return here + max(-1, min(1, goal - here))
