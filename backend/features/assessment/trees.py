"""Indicator trees of the platform: kept whole per version, read back into the package's form."""

import json
import uuid
from functools import lru_cache

from sqlmodel import col, select

from backend.features.assessment.models import IndicatorSystem
from backend.features.experts.models import ExpertCategory
from backend.kernel.errors import Invalid
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE, Indicator, IndicatorTree
from evaluation.provenance import canonical

# ownership and team are judged by all members, whatever their category (5.1.2.1.6, 5.1.2.1.7)
FOR_ALL = ("5.1.2.1.6", "5.1.2.1.7")


_BY_NAME = {(leaf.clause, leaf.name): leaf.code for leaf in STANDARD_TREE.leaves}
_BY_CODE = {(leaf.clause, leaf.code): leaf.code for leaf in STANDARD_TREE.leaves}


def standard_code(leaf: Indicator) -> str:
    """Return the code of the standard's leaf that this leaf is, or nothing.

    A leaf that was moved keeps clause and name, one that was renamed keeps clause and code. What
    is known of an outcome is filed by the standard's leaves, so that it serves every tree.
    """
    return _BY_NAME.get((leaf.clause, leaf.name)) or _BY_CODE.get((leaf.clause, leaf.code), "")


def code_in(tree: IndicatorTree, standard: str) -> str:
    """Return the code under which a tree has a leaf of the standard, or nothing."""
    return next((leaf.code for leaf in tree.leaves if standard_code(leaf) == standard), "")


@lru_cache(maxsize=16)
def _parsed(text: bytes) -> IndicatorTree:
    return IndicatorTree.from_dict(json.loads(text))


def tree_of(system: IndicatorSystem) -> IndicatorTree:
    """Return the tree of a kept version."""
    if system.hash == STANDARD_TREE.hash:
        return STANDARD_TREE
    return _parsed(canonical(system.body))


def system_by_id(uow: UnitOfWork, system_id: uuid.UUID) -> IndicatorSystem:
    """Return a kept version."""
    return uow.session.get_one(IndicatorSystem, system_id)


def tree_of_hash(uow: UnitOfWork, digest: str) -> IndicatorTree:
    """Return the tree with this hash."""
    if digest == STANDARD_TREE.hash:
        return STANDARD_TREE
    system = uow.session.exec(
        select(IndicatorSystem).where(col(IndicatorSystem.hash) == digest)
    ).one()
    return tree_of(system)


def standard_system(uow: UnitOfWork) -> IndicatorSystem:
    """Return the row of the standard's tree, kept on first use."""
    system = uow.session.exec(
        select(IndicatorSystem).where(col(IndicatorSystem.hash) == STANDARD_TREE.hash)
    ).first()
    if system is None:
        system = uow.add(
            IndicatorSystem(
                code=STANDARD_TREE.id,
                tree_version=STANDARD_TREE.version,
                name=STANDARD_TREE.name,
                hash=STANDARD_TREE.hash,
                body=STANDARD_TREE.as_dict(),
            )
        )
    return system


def chosen_system(uow: UnitOfWork, system_id: uuid.UUID | None) -> IndicatorSystem:
    """Return the kept version a study names, or the standard's.

    Raises
    ------
    Invalid
        There is no such version.
    """
    if system_id is None:
        return standard_system(uow)
    system = uow.session.get(IndicatorSystem, system_id)
    if system is None:
        raise Invalid.field("/system_id", "没有这个版本的指标体系，请从列表中选择。")
    return system


def default_leaves(tree: IndicatorTree, category: ExpertCategory) -> list[str]:
    """Return what an expert of this category judges (clause 5.1.1.1).

    Clinical, market and technical leaves go to the matching category; property and team to all.
    """
    return [
        leaf.code
        for leaf in tree.leaves
        if not leaf.categories or leaf.clause in FOR_ALL or category.value in leaf.categories
    ]
