"""Commands on indicator systems: a file becomes a kept version (clause 5.1.2.1.2)."""

from sqlmodel import col, select

from backend.features.assessment.events import IndicatorSystemImported
from backend.features.assessment.models import IndicatorSystem
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.indicators import IndicatorFileInput
from backend.features.assessment.trees import standard_system
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE, IndicatorTree

DEEPEST = 3
MOST_NODES = 100


def import_system(uow: UnitOfWork, data: IndicatorFileInput) -> tuple[IndicatorSystem, bool]:
    """Keep the tree of a file as a version; the same content is kept once.

    Returns
    -------
    tuple
        The version, and whether it was known before.

    Raises
    ------
    Invalid
        The tree is faulty, too large for the forms, or does not fit the hash in its file.
    Conflict
        The version exists with other content.
    """
    uow.require("indicator_system.import")
    with refusing("/tree"):
        tree = IndicatorTree.from_dict(data.tree.model_dump())
    _check_size(tree)
    if data.hash and data.hash != tree.hash:
        raise Invalid.field(
            "/hash",
            "文件内容与其中的校验值不符：内容被改动过。如系有意修改，请改版本号并去掉校验值后导入。",
        )
    if tree.hash == STANDARD_TREE.hash:
        known = _kept(uow, tree.hash) is not None
        return standard_system(uow), known
    kept = _kept(uow, tree.hash)
    if kept is not None:
        return kept, True
    if _taken(uow, tree):
        raise Conflict(f"“{tree.id}”的 {tree.version} 版已存在而内容不同；内容改变须另立版本号。")
    system = uow.add(
        IndicatorSystem(
            code=tree.id,
            tree_version=tree.version,
            name=tree.name,
            hash=tree.hash,
            body=tree.as_dict(),
        )
    )
    uow.record(IndicatorSystemImported(aggregate_id=system.id, tree_hash=tree.hash))
    return system, False


def _check_size(tree: IndicatorTree) -> None:
    nodes = list(tree.root.walk())
    if len(nodes) - 1 > MOST_NODES:
        raise Invalid.field("/tree/root", f"指标 {len(nodes) - 1} 个，最多 {MOST_NODES} 个。")
    deep = next((node for node in nodes if len(tree.path(node.code)) > DEEPEST), None)
    if deep is not None:
        raise Invalid.field(
            "/tree/root", f"“{deep.name}”在第 {DEEPEST} 级以下，最多 {DEEPEST} 级。"
        )


def _kept(uow: UnitOfWork, digest: str) -> IndicatorSystem | None:
    return uow.session.exec(
        select(IndicatorSystem).where(col(IndicatorSystem.hash) == digest)
    ).first()


def _taken(uow: UnitOfWork, tree: IndicatorTree) -> bool:
    if (tree.id, tree.version) == (STANDARD_TREE.id, STANDARD_TREE.version):
        return True
    found = uow.session.exec(
        select(IndicatorSystem.id).where(
            col(IndicatorSystem.code) == tree.id,
            col(IndicatorSystem.tree_version) == tree.version,
        )
    ).first()
    return found is not None
