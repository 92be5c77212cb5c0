"""Endpoints of assessments."""

from backend.features.assessment.router.assessments import router as assessments
from backend.features.assessment.router.avoiding import router as avoiding
from backend.features.assessment.router.batch_items import router as batch_items
from backend.features.assessment.router.blinding import router as blinding
from backend.features.assessment.router.delphi import router as delphi
from backend.features.assessment.router.evidence import router as evidence
from backend.features.assessment.router.freezing import router as freezing
from backend.features.assessment.router.indicators import router as indicators
from backend.features.assessment.router.institution import router as institution
from backend.features.assessment.router.pool import router as pool
from backend.features.assessment.router.proceedings import router as proceedings
from backend.features.assessment.router.results import router as results
from backend.features.assessment.router.reviews import router as reviews
from backend.features.assessment.router.tasks import router as tasks
from backend.features.assessment.router.weights import router as weights

routers = (
    indicators,
    weights,
    delphi,
    assessments,
    avoiding,
    blinding,
    freezing,
    tasks,
    results,
    reviews,
    proceedings,
    institution,
    batch_items,
    evidence,
    pool,
)
