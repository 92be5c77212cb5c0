"""Endpoints of indicator systems: the standard's tree, kept versions, files in and out."""

import uuid

from fastapi import APIRouter, Response

from backend.features.assessment.models import IndicatorSystem
from backend.features.assessment.queries import indicators as queries
from backend.features.assessment.schemas.indicators import (
    ImportedSystem,
    IndicatorFileInput,
    IndicatorSystemList,
)
from backend.features.assessment.schemas.weights import TreeView
from backend.features.assessment.service import indicators as service
from backend.features.assessment.trees import tree_of
from backend.web.context import CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response
from backend.web.problem import problems
from backend.web.routing import requires
from evaluation import STANDARD_TREE, IndicatorTree

router = APIRouter(tags=["assessment"])
FILES = FILE_RESPONSES | problems(401, 404)


def _file(tree: IndicatorTree) -> Response:
    return bytes_response(
        queries.tree_file(tree), name=queries.file_name(tree), media_type="application/json"
    )


@router.get("/indicator-tree", responses=problems(401))
@requires("indicator_tree.read")
def indicator_tree_read(ctx: CtxDep) -> TreeView:
    """Return the standard's indicator tree with anchors and questions."""
    with ctx.reading() as uow:
        uow.require("indicator_tree.read")
        return queries.tree_view()


@router.get("/indicator-tree/tree.json", responses=FILES, response_class=Response)
@requires("indicator_tree.read")
def indicator_tree_file(ctx: CtxDep) -> Response:
    """Download the standard's indicator tree."""
    with ctx.reading() as uow:
        uow.require("indicator_tree.read")
        return _file(STANDARD_TREE)


@router.get("/indicator-systems", responses=problems(401))
@requires("indicator_system.list")
def indicator_systems_list(ctx: CtxDep) -> IndicatorSystemList:
    """List the kept versions of indicator systems."""
    with ctx.reading() as uow:
        uow.require("indicator_system.list")
        return queries.indicator_systems(uow)


@router.post("/indicator-systems", status_code=201, responses=problems(401, 403, 409, 422))
@requires("indicator_system.import")
def indicator_systems_import(data: IndicatorFileInput, ctx: CtxDep) -> ImportedSystem:
    """Keep the tree of an exported file as a version."""
    with ctx.unit_of_work() as uow:
        system, known = service.import_system(uow, data)
        uow.session.flush()
        row = queries.system_row(system, queries.weighed_systems(uow))
        return ctx.created(uow, ImportedSystem(**row.model_dump(), known=known))


@router.get("/indicator-systems/{system_id}", responses=problems(401, 404))
@requires("indicator_system.read")
def indicator_systems_read(system_id: uuid.UUID, ctx: CtxDep) -> TreeView:
    """Return a kept version with anchors and questions."""
    with ctx.reading() as uow:
        return queries.tree_view(
            tree_of(uow.get(IndicatorSystem, system_id, "indicator_system.read"))
        )


@router.get("/indicator-systems/{system_id}/tree.json", responses=FILES, response_class=Response)
@requires("indicator_system.read")
def indicator_systems_file(system_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download a kept version."""
    with ctx.reading() as uow:
        return _file(tree_of(uow.get(IndicatorSystem, system_id, "indicator_system.read")))
