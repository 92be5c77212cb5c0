"""The list of what exists: routers, tables, workflows, to-do sources."""

from typing import Any

from fastapi import APIRouter

from backend.features.identity import models as identity_models
from backend.features.identity import states as identity_states
from backend.features.identity.router import routers as identity_routers
from backend.features.identity.todos import identity_todos
from backend.features.notifications import models as notifications_models
from backend.features.notifications.queries import unread_count
from backend.features.notifications.router import router as notifications_router
from backend.kernel import audit, files, idempotency, ids, jobs, outbox
from backend.kernel.registry import TodoSource
from backend.kernel.workflow import Workflow

MODEL_MODULES = (
    audit, files, idempotency, ids, jobs, outbox,
    identity_models, notifications_models,
)  # fmt: skip

ROUTERS: tuple[APIRouter, ...] = (
    *identity_routers,
    notifications_router,
)

WORKFLOWS: tuple[Workflow[Any], ...] = (
    identity_states.ORGANISATION_WORKFLOW,
    identity_states.MEMBERSHIP_WORKFLOW,
    identity_states.INVITATION_WORKFLOW,
)

TODO_SOURCES: tuple[TodoSource, ...] = (identity_todos,)

UNREAD = unread_count
