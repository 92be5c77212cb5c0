"""Endpoints of projects, problems and conversions."""

from backend.features.implementation.router.conversions import router as conversions_router
from backend.features.implementation.router.projects import router as projects_router

routers = (projects_router, conversions_router)
