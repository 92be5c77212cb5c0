"""The list of what exists: routers, tables, workflows, to-do sources."""

from typing import Any

from fastapi import APIRouter

from backend.features.agreements import models as agreements_models
from backend.features.agreements import states as agreements_states
from backend.features.agreements.router import routers as agreement_routers
from backend.features.agreements.todos import agreement_todos
from backend.features.assessment import (
    delphi_models,
    delphi_states,
    institution_models,
    institution_states,
    proceedings_models,
)
from backend.features.assessment import models as assessment_models
from backend.features.assessment import states as assessment_states
from backend.features.assessment.router import routers as assessment_routers
from backend.features.assessment.todos import assessment_todos
from backend.features.demands import models as demands_models
from backend.features.demands import states as demands_states
from backend.features.demands.router import router as demands_router
from backend.features.demands.todos import demand_todos
from backend.features.experts import models as experts_models
from backend.features.experts import states as experts_states
from backend.features.experts.router import router as experts_router
from backend.features.experts.todos import expert_todos
from backend.features.identity import models as identity_models
from backend.features.identity import states as identity_states
from backend.features.identity.router import routers as identity_routers
from backend.features.identity.todos import identity_todos
from backend.features.implementation import models as implementation_models
from backend.features.implementation import states as implementation_states
from backend.features.implementation.router import routers as implementation_routers
from backend.features.implementation.todos import implementation_todos
from backend.features.information import models as information_models
from backend.features.information import states as information_states
from backend.features.information.router import router as information_router
from backend.features.library import models as library_models
from backend.features.library import states as library_states
from backend.features.library.router import router as library_router
from backend.features.library.todos import library_todos
from backend.features.matchmaking import models as matchmaking_models
from backend.features.matchmaking import states as matchmaking_states
from backend.features.matchmaking.router import router as matchmaking_router
from backend.features.matchmaking.todos import matchmaking_todos
from backend.features.metrics import models as metrics_models
from backend.features.metrics.router import router as metrics_router
from backend.features.notifications import models as notifications_models
from backend.features.notifications.queries import unread_count
from backend.features.notifications.router import router as notifications_router
from backend.features.outcomes import models as outcomes_models
from backend.features.outcomes import states as outcomes_states
from backend.features.outcomes.router import routers as outcome_routers
from backend.features.outcomes.todos import outcome_todos
from backend.features.service_desk import models as service_desk_models
from backend.features.service_desk import states as service_desk_states
from backend.features.service_desk.router import router as service_desk_router
from backend.features.service_desk.todos import service_desk_todos
from backend.features.taxonomy import models as taxonomy_models
from backend.features.taxonomy.router import router as taxonomy_router
from backend.kernel import audit, files, idempotency, ids, jobs, outbox
from backend.kernel.registry import TodoSource
from backend.kernel.workflow import Workflow

MODEL_MODULES = (
    audit, files, idempotency, ids, jobs, outbox,
    identity_models, notifications_models,
    taxonomy_models, service_desk_models, outcomes_models,
    experts_models, assessment_models, delphi_models, institution_models,
    proceedings_models,
    information_models, demands_models, library_models, matchmaking_models,
    agreements_models, implementation_models, metrics_models,
)  # fmt: skip

ROUTERS: tuple[APIRouter, ...] = (
    *identity_routers,
    notifications_router,
    taxonomy_router,
    service_desk_router,
    *outcome_routers,
    experts_router,
    *assessment_routers,
    information_router,
    demands_router,
    library_router,
    matchmaking_router,
    *agreement_routers,
    *implementation_routers,
    metrics_router,
)

WORKFLOWS: tuple[Workflow[Any], ...] = (
    identity_states.ORGANISATION_WORKFLOW,
    identity_states.MEMBERSHIP_WORKFLOW,
    identity_states.INVITATION_WORKFLOW,
    service_desk_states.WORKFLOW,
    outcomes_states.WORKFLOW,
    experts_states.EXPERT_WORKFLOW,
    assessment_states.WEIGHT_SET_WORKFLOW,
    assessment_states.AHP_SHEET_WORKFLOW,
    assessment_states.ASSESSMENT_WORKFLOW,
    assessment_states.PANEL_MEMBER_WORKFLOW,
    assessment_states.SCORE_SHEET_WORKFLOW,
    delphi_states.DELPHI_WORKFLOW,
    delphi_states.DELPHI_ANSWER_WORKFLOW,
    institution_states.WORK_GROUP_WORKFLOW,
    institution_states.BATCH_WORKFLOW,
    institution_states.ITEM_WORKFLOW,
    proceedings_models.APPEAL_WORKFLOW,
    information_states.WORKFLOW,
    demands_states.WORKFLOW,
    library_states.WORKFLOW,
    matchmaking_states.WORKFLOW,
    agreements_states.AGREEMENT_WORKFLOW,
    agreements_states.OBJECTION_WORKFLOW,
    implementation_states.PROJECT_WORKFLOW,
    implementation_states.ISSUE_WORKFLOW,
    implementation_states.CONVERSION_WORKFLOW,
)

TODO_SOURCES: tuple[TodoSource, ...] = (
    identity_todos,
    service_desk_todos,
    outcome_todos,
    expert_todos,
    assessment_todos,
    library_todos,
    demand_todos,
    matchmaking_todos,
    agreement_todos,
    implementation_todos,
)

UNREAD = unread_count
