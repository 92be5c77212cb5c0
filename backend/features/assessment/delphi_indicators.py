"""The indicator set of a study: what is asked next, and the tree that stands at the end."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from evaluation import Indicator, IndicatorTree

Json = dict[str, Any]


def doomed(items: Sequence[Json], codes: Collection[str]) -> list[str]:
    """Return what falls away with some items: what stands below them, and empty parents."""
    gone = set(codes)
    while True:
        more = {
            item["code"]
            for item in items
            if item["code"] not in gone
            and (
                item["parent"] in gone
                or (
                    (below := [i["code"] for i in items if i["parent"] == item["code"]])
                    and set(below) <= gone
                )
            )
        }
        if not more:
            return [item["code"] for item in items if item["code"] in gone]
        gone |= more


def next_items(items: Sequence[Json], gone: Collection[str], new: Sequence[Json]) -> list[Json]:
    """Return the items of the next round: new ones stand last below their parent."""
    kept = [item for item in items if item["code"] not in gone]
    for item in new:
        places = [
            k
            for k, other in enumerate(kept)
            if other["code"] == item["parent"] or other["parent"] == item["parent"]
        ]
        kept.insert(places[-1] + 1 if places else len(kept), item)
    return kept


def pruned(tree: IndicatorTree, codes: Collection[str], number: str) -> IndicatorTree:
    """Return the tree with only these nodes, as a version of its own."""
    kept = set(codes)

    def walk(node: Indicator) -> Indicator:
        below = tuple(walk(child) for child in node.children if child.code in kept)
        return replace(node, children=below)

    return replace(
        tree,
        version=number,
        root=walk(tree.root),
        notes=(*tree.notes, f"由德尔菲研究 {number} 在 {tree.version} 版基础上确定。"),
    )
