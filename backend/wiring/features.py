"""The list of what exists: routers, tables, workflows, to-do sources."""

from typing import Any

from fastapi import APIRouter

from backend.features.assessment import models as assessment_models
from backend.features.assessment import states as assessment_states
from backend.features.experts import models as experts_models
from backend.features.experts import states as experts_states
from backend.features.experts.router import router as experts_router
from backend.features.experts.todos import expert_todos
from backend.features.identity import models as identity_models
from backend.features.identity import states as identity_states
from backend.features.identity.router import routers as identity_routers
from backend.features.identity.todos import identity_todos
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
    experts_models, assessment_models,
)  # fmt: skip

ROUTERS: tuple[APIRouter, ...] = (
    *identity_routers,
    notifications_router,
    taxonomy_router,
    service_desk_router,
    *outcome_routers,
    experts_router,
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
)

TODO_SOURCES: tuple[TodoSource, ...] = (identity_todos, service_desk_todos, outcome_todos, expert_todos,)

UNREAD = unread_count
