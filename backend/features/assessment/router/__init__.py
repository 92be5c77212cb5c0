"""Endpoints of assessments."""

from backend.features.assessment.router.assessments import router as assessments
from backend.features.assessment.router.delphi import router as delphi
from backend.features.assessment.router.results import router as results
from backend.features.assessment.router.reviews import router as reviews
from backend.features.assessment.router.tasks import router as tasks
from backend.features.assessment.router.weights import router as weights

routers = (weights, assessments, tasks, results, reviews, delphi)
