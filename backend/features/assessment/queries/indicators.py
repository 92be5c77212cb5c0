"""Reads of indicator systems: the versions that are kept, and their file form."""

import json
import uuid
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.delphi_models import DelphiStudy
from backend.features.assessment.models import IndicatorSystem, WeightSet
from backend.features.assessment.schemas.indicators import (
    FORMAT,
    IndicatorSystemList,
    IndicatorSystemRow,
)
from backend.features.assessment.schemas.weights import TreeView
from backend.features.assessment.states import WeightSetStatus
from backend.features.assessment.trees import tree_of
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE, IndicatorTree

Json = dict[str, Any]


def tree_view(tree: IndicatorTree = STANDARD_TREE) -> TreeView:
    """Return a tree with anchors and questions (clause 5.1.2.1)."""
    return TreeView.model_validate(tree)


def tree_file(tree: IndicatorTree) -> bytes:
    """Return a tree as a file that another installation reads into the same hash."""
    content = {"format": FORMAT, "hash": tree.hash, "tree": tree.as_dict()}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def file_name(tree: IndicatorTree) -> str:
    """Return the name of that file."""
    return f"指标体系-{tree.id}-{tree.version}.json"


def indicator_systems(uow: UnitOfWork) -> IndicatorSystemList:
    """Return the kept versions, newest first."""
    rows = uow.session.exec(
        select(IndicatorSystem, col(DelphiStudy.number))
        .join(
            DelphiStudy,
            col(DelphiStudy.proposed_system_id) == col(IndicatorSystem.id),
            isouter=True,
        )
        .where(uow.visible("indicator_system.read"))
        .order_by(col(IndicatorSystem.created_at).desc(), col(IndicatorSystem.id))
        .limit(200)
    ).all()
    weighed = weighed_systems(uow)
    found: dict[uuid.UUID, IndicatorSystemRow] = {}
    for system, number in rows:
        found.setdefault(system.id, system_row(system, weighed, number or ""))
    return IndicatorSystemList(items=list(found.values()))


def weighed_systems(uow: UnitOfWork) -> list[uuid.UUID]:
    """Return the systems with approved weights, the one in force first."""
    return list(
        uow.session.exec(
            select(WeightSet.system_id)
            .where(col(WeightSet.status) == WeightSetStatus.APPROVED)
            .order_by(col(WeightSet.revision).desc())
        ).all()
    )


def system_row(
    system: IndicatorSystem, weighed: list[uuid.UUID], study_number: str = ""
) -> IndicatorSystemRow:
    """Return one line of the list."""
    tree = tree_of(system)
    return IndicatorSystemRow(
        id=system.id,
        code=system.code,
        version=system.tree_version,
        name=system.name,
        hash=system.hash,
        source=tree.source,
        leaves=len(tree.leaves),
        comparisons=tree.comparisons,
        is_standard=system.hash == STANDARD_TREE.hash,
        in_force=weighed[:1] == [system.id],
        weighted=system.id in weighed,
        study_number=study_number,
        created_at=system.created_at,
    )
