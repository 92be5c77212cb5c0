"""Computing suggestions and taking the answer to them (5.3.1.2)."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select

from backend.features.demands.models import Demand
from backend.features.demands.states import DemandStatus
from backend.features.library import queries as library
from backend.features.matchmaking.events import MatchRunMade, SuggestionJudged
from backend.features.matchmaking.models import MatchRun, Suggestion
from backend.features.matchmaking.schemas import VerdictInput
from backend.features.matchmaking.states import Verdict
from backend.features.matchmaking.suggesting import METHOD, Proposal, propose
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.uow import UnitOfWork


@dataclass(frozen=True)
class Computed:
    """What was computed, to be stored in a transaction of its own."""

    demand_id: uuid.UUID
    demand_version: int
    candidates: int
    proposals: list[Proposal]


def _demand(uow: UnitOfWork, demand_id: uuid.UUID) -> Demand:
    demand = uow.get(Demand, demand_id, "demand.match")
    if demand.status is not DemandStatus.PUBLISHED:
        raise Conflict("需求审核发布后才能生成匹配建议。")
    return demand


def compute(uow: UnitOfWork, demand_id: uuid.UUID) -> Computed:
    """Compute suggestions; reads only, so nobody waits for the database meanwhile.

    What somebody already called unsuitable for this need is not proposed again.
    """
    demand = _demand(uow, demand_id)
    refused = set(
        uow.session.exec(
            select(col(Suggestion.record_id)).where(
                col(Suggestion.demand_id) == demand_id,
                col(Suggestion.feedback) == Verdict.UNSUITABLE,
            )
        ).all()
    )
    profiles = [p for p in library.published_profiles(uow) if p.record_id not in refused]
    return Computed(demand.id, demand.version, len(profiles), propose(demand, profiles))


def store_run(uow: UnitOfWork, computed: Computed) -> MatchRun:
    """Keep a computation with its suggestions, so that it can be judged later."""
    demand = _demand(uow, computed.demand_id)
    run = uow.add(
        MatchRun(
            demand_id=demand.id,
            demand_version=computed.demand_version,
            method=METHOD,
            candidates=computed.candidates,
            made_by=uow.actor.user_id,
            made_by_name=uow.actor.name,
        )
    )
    for rank, item in enumerate(computed.proposals, start=1):
        uow.add(
            Suggestion(
                run_id=run.id,
                demand_id=demand.id,
                record_id=item.record_id,
                outcome_id=item.outcome_id,
                rank=rank,
                score=item.score,
                components=item.components,
                reasons=item.reasons,
                counter_reasons=item.counter_reasons,
            )
        )
    uow.record(
        MatchRunMade(aggregate_id=run.id, demand_id=demand.id, count=len(computed.proposals))
    )
    return run


def judge(
    uow: UnitOfWork, suggestion_id: uuid.UUID, expected_version: int, data: VerdictInput
) -> Suggestion:
    """Say whether a suggestion fits; a refusal needs its reason, so that it can be learned from.

    Raises
    ------
    Invalid
        The reason for a refusal is missing.
    """
    suggestion = uow.get(
        Suggestion, suggestion_id, "suggestion.judge", expected_version=expected_version
    )
    if data.verdict is Verdict.UNSUITABLE and not data.reason:
        raise Invalid.field("/reason", "请说明不合适的原因，便于改进匹配。")
    suggestion.feedback = data.verdict
    suggestion.feedback_reason = data.reason
    suggestion.feedback_by, suggestion.feedback_at = uow.actor.user_id, uow.now()
    uow.record(SuggestionJudged(aggregate_id=suggestion.id, verdict=data.verdict.value))
    return suggestion
