"""The demonstration, step by step through clause 6, spread over the past months."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from backend.entrypoints.demo import (
    applications,
    deals,
    evaluations,
    institutions,
    proceedings,
    weighting,
)
from backend.entrypoints.demo.applications import Plan
from backend.entrypoints.demo.people import Cast, make_people
from backend.entrypoints.demo.stage import Stage
from backend.entrypoints.importing import run_import
from backend.features.assessment.models import ReviewMode
from backend.features.notifications.models import Notice
from backend.features.outcomes.models import Outcome
from backend.kernel.uow import House

DATA = Path(__file__).parents[2] / "seeds" / "data"
DAYS_BACK = 352  # the walk takes about eleven months of its own calendar
BATCHES = 6  # outcomes are handed in in batches, so that dates spread


def run_demo(house: House, say: Callable[[str], object], published: int) -> None:
    """Load the real data and take most of it, or few outcomes, through the process."""
    stage = Stage(house, house.clock.now() - timedelta(days=DAYS_BACK))
    stage.later()
    say("演示数据：建立演示人员与单位")
    cast = make_people(stage.house)
    for kind in ("outcomes", "demands", "information"):
        report = run_import(stage.house, kind, DATA / f"{kind}.jsonl")
        say(f"演示数据：导入 {kind}：{report.summary()}")
    say("演示数据：建立专家库，两轮德尔菲征询，征集并批准演示权重")
    expert_ids = evaluations.make_experts(stage, cast)
    study_id = weighting.study_indicators(stage, cast, expert_ids)
    evaluations.make_weights(stage, cast, expert_ids)
    plan = applications.make_plan(stage, published)
    applications.entrust(stage, cast, plan)
    _evaluate_all(stage, cast, plan, expert_ids, say)
    _open_ends(stage, cast, plan)
    say("演示数据：单位评价与证据库")
    _own_evaluation(stage, cast, plan, expert_ids)
    say("演示数据：对接、签约与实施")
    _deals(stage, cast, plan)
    proceedings.leave_waiting(
        stage, cast, expert_ids, plan,
        _level(stage, plan, plan.reporting), _maturity(stage, plan.reporting),
    )  # fmt: skip
    say("演示数据：进行中的德尔菲征询与权重征集")
    again = weighting.study_again(stage, cast, expert_ids)
    stage.catch_up(house.clock.now() - timedelta(days=4))
    weighting.collect_again(stage, cast, expert_ids, study_id)
    weighting.ask_again(stage, cast, again)
    stage.catch_up(house.clock.now() - timedelta(days=2))
    for outcome_id in plan.submitted:
        applications.hand_in(stage, cast, outcome_id)
        proceedings.keep_away(stage, cast, outcome_id, "expert2")
    stage.settle()
    _read_old_notices(stage, house.clock.now() - timedelta(days=30))


def _read_old_notices(stage: Stage, before: datetime) -> None:
    """Nobody leaves a year of messages unread."""
    with stage.house.unit_of_work() as uow:
        uow.session.execute(
            sa.update(Notice)
            .where(col(Notice.created_at) < before)
            .values(read_at=col(Notice.created_at))
        )


def _evaluate_all(
    stage: Stage,
    cast: Cast,
    plan: Plan,
    expert_ids: dict[str, uuid.UUID],
    say: Callable[[str], object],
) -> None:
    walked = [*plan.publish, *plan.not_passed]
    size = -(-len(walked) // BATCHES)
    for number in range(BATCHES):
        batch = walked[number * size : (number + 1) * size]
        say(f"演示数据：受理与评估（{min((number + 1) * size, len(walked))}/{len(walked)}）")
        for outcome_id in batch:
            applications.hand_in(stage, cast, outcome_id)
            stage.later(hours=0.4)
        stage.later(days=1)
        for outcome_id in batch:
            applications.accept(stage, cast, outcome_id)
        stage.later(days=2)
        met = next((o for o in batch if o in plan.ours), None)  # ours, so that a holder reads it
        started = {
            o: evaluations.begin(
                stage, cast, expert_ids, o, ReviewMode.MEETING if o == met else ReviewMode.LETTER
            )
            for o in batch
        }
        stage.later(days=1)
        for assessment_id in started.values():
            evaluations.declare(stage, cast, assessment_id)
        stage.later(days=2)
        if met:
            proceedings.analyse(stage, cast, started[met])
            proceedings.meet(stage, cast, started[met])
        for outcome_id, assessment_id in started.items():
            evaluations.score(stage, cast, assessment_id, _level(stage, plan, outcome_id))
        stage.later(days=1)
        for outcome_id, assessment_id in started.items():
            evaluations.conclude(stage, cast, assessment_id, _maturity(stage, outcome_id))
        stage.settle()
        stage.later(days=1)
        deals.publish_records(stage, cast)
        stage.settle()
        stage.later(days=8)


def _outcome(stage: Stage, outcome_id: uuid.UUID) -> Outcome:
    with stage.house.reading() as uow:
        return uow.session.get_one(Outcome, outcome_id)


def _maturity(stage: Stage, outcome_id: uuid.UUID) -> str | None:
    return _outcome(stage, outcome_id).maturity


def _level(stage: Stage, plan: Plan, outcome_id: uuid.UUID) -> float:
    """Return the invented level of scores: what is to fail lies under the pass mark."""
    if outcome_id in plan.not_passed:
        return 48.0
    bonus = {"lab": 0, "pilot": 4, "industrial": 9}.get(_maturity(stage, outcome_id) or "", 2)
    return 68.0 + bonus + int(str(outcome_id)[-1], 16) % 8


def _open_ends(stage: Stage, cast: Cast, plan: Plan) -> None:
    """Leave something waiting for every role: review, a returned application."""
    for outcome_id in plan.scoring:
        applications.hand_in(stage, cast, outcome_id)
        stage.later(hours=4)
        applications.accept(stage, cast, outcome_id)
        stage.later(hours=4)
    for outcome_id in plan.returned:
        applications.hand_in(stage, cast, outcome_id)
        stage.later(hours=6)
        applications.send_back(stage, cast, outcome_id)
    stage.settle()


def _own_evaluation(stage: Stage, cast: Cast, plan: Plan, expert_ids: dict[str, uuid.UUID]) -> None:
    """The hospital evaluates its own outcomes; two go on to the experts, four stand still.

    Both outcomes that go on are declared or judged: experts have something to sign and to score.
    """
    further = [o for o in plan.publish if o in plan.ours][:4]
    group_id = institutions.make_group(stage, cast)
    stage.later(days=1)
    items = institutions.start_evaluation(stage, cast, group_id, (*plan.scoring, *further))
    ready, (reviewed, returned, collected, refused) = items[:2], items[2:]
    stage.later(days=1)
    for item_id in (*ready, reviewed, returned, refused):
        institutions.collect(stage, cast, item_id)
        institutions.hand_over(stage, cast, item_id)
    institutions.collect(stage, cast, collected, institutions.PARTIAL)
    stage.later(days=1)
    for item_id in ready:
        institutions.clear(stage, cast, item_id)
    institutions.send_back(stage, cast, returned)
    institutions.refuse(stage, cast, refused)
    institutions.prepare_evidence(stage, cast, plan.scoring[-1])
    institutions.leave_gaps(stage, cast, further[2])
    institutions.class_by_hand(stage, cast, further[3])
    institutions.record_branch(stage, cast)
    institutions.plan_further(stage, cast, group_id)
    stage.later(days=1)
    begun = [evaluations.begin(stage, cast, expert_ids, outcome) for outcome in plan.scoring]
    stage.later(hours=4)
    evaluations.declare(stage, cast, begun[-1])
    stage.settle()


def _deals(stage: Stage, cast: Cast, plan: Plan) -> None:
    """Ten introductions that end in every possible way."""
    ours = [o for o in plan.publish if o in plan.ours]
    others = [o for o in plan.publish if o not in plan.ours][:4]
    introductions = {o: deals.propose(stage, cast, o) for o in (*ours, *others)}
    stage.later(days=1)
    waiting, declined = ours[7:8], others[3:4]
    for outcome_id, introduction_id in introductions.items():
        if outcome_id in declined:
            deals.decline(stage, cast, outcome_id, introduction_id)
        elif outcome_id not in waiting:
            deals.establish(stage, cast, outcome_id, introduction_id)
    stage.settle()
    talking = ours[6:7]
    drafted = {}
    for step, (outcome_id, introduction_id) in enumerate(introductions.items()):
        if outcome_id not in (*waiting, *declined, *talking):
            fen = (80 + 35 * step) * 1_000_000
            drafted[outcome_id] = deals.draft(stage, cast, outcome_id, introduction_id, fen)
    only_drafted, in_posting = ours[5:6], ours[4:5]
    posted = [a for o, a in drafted.items() if o not in only_drafted and o not in in_posting]
    waits = [deals.announce(stage, cast, agreement_id) for agreement_id in posted]
    if any(waits):
        stage.later(days=17)
    for agreement_id in posted:
        deals.conclude(stage, cast, agreement_id)
    stage.settle()
    stage.later(days=6)
    projects = [deals.implement(stage, cast, agreement_id) for agreement_id in posted[:-1]]
    stage.later(days=2)
    for number, project_id in enumerate(projects[:-1]):
        deals.convert(stage, cast, project_id, confirm=number < len(projects) - 2)
    for outcome_id in in_posting:
        deals.announce(stage, cast, drafted[outcome_id])
