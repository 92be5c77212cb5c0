"""Endpoints of outcomes."""

from backend.features.outcomes.router.applications import router as applications
from backend.features.outcomes.router.files import router as files
from backend.features.outcomes.router.reviews import router as reviews

routers = (applications, files, reviews)
