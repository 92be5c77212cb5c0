"""Endpoint of the controlled lists."""

from fastapi import APIRouter

from backend.features.taxonomy import queries
from backend.features.taxonomy.schemas import TaxonomyView
from backend.web.context import CtxDep
from backend.web.routing import requires

router = APIRouter(tags=["taxonomy"])


@router.get("/taxonomy")
@requires("taxonomy.read")
def taxonomy_read(ctx: CtxDep) -> TaxonomyView:
    """Return all controlled lists."""
    with ctx.reading() as uow:
        return queries.taxonomy(uow)
