"""What may be told of a result outside the panel: aggregates of enough experts (5.2.1.2.8).

A figure that stands for one or two experts is theirs, whatever name is on it; and a hidden
figure that the others let a reader work out is not hidden. Report, holder's view and library
read this one table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation import IndicatorTree

Json = dict[str, Any]
ENOUGH = 3  # experts behind a leaf or a dimension that is told
SPREAD_FROM = 5  # experts from which deviation, lowest and highest rating are told


@dataclass(frozen=True)
class Withheld:
    """Codes of leaves and dimensions whose figures are not told, weights excepted."""

    leaves: frozenset[str]
    dimensions: frozenset[str]

    def hides(self, code: str) -> bool:
        """Whether nothing is told of a leaf or dimension."""
        return code in self.leaves or code in self.dimensions


NOTHING = Withheld(frozenset(), frozenset())


def withheld_of(tree: IndicatorTree, payload: Json) -> Withheld:
    """Return what is not told of a released result."""
    owner = {code: tree.dimension_of(code).code for code in tree.leaf_codes}
    ratings = {leaf["code"]: int(leaf["n"]) for leaf in payload["card"]["leaves"]}
    raters = {
        dimension.code: _raters(payload["sheets"], {c for c in owner if owner[c] == dimension.code})
        for dimension in tree.dimensions
    }
    return withheld(owner, ratings, raters)


def withheld(
    owner: Mapping[str, str], ratings: Mapping[str, int], raters: Mapping[str, int]
) -> Withheld:
    """Return what is not told.

    Parameters
    ----------
    owner
        Leaf to its dimension, in the order of the tree.
    ratings
        Leaf to its number of ratings.
    raters
        Dimension to the number of experts behind it.
    """
    leaves = {code for code, count in ratings.items() if count < ENOUGH}
    dimensions = {code for code, count in raters.items() if count < ENOUGH}
    for dimension in raters:
        own = [code for code in owner if owner[code] == dimension]
        hidden = [code for code in own if code in leaves]
        # the score of the dimension and the other leaves would give it away
        if len(hidden) == 1 and dimension not in dimensions:
            leaves |= set(_fewest(own, ratings, leaves))
    if len(dimensions) == 1:
        # so would the total and the other dimensions
        second = _fewest(list(raters), raters, dimensions)
        dimensions |= set(second)
        for code in second:
            own = [leaf for leaf in owner if owner[leaf] == code]
            if not leaves & set(own):
                leaves |= set(_fewest(own, ratings, leaves))
    return Withheld(frozenset(leaves), frozenset(dimensions))


def _fewest(codes: Sequence[str], counts: Mapping[str, int], hidden: set[str]) -> list[str]:
    """Return the open code with the fewest experts, the last among equals; none if all hide."""
    open_ = [code for code in codes if code not in hidden]
    return [min(open_, key=lambda code: (counts[code], -codes.index(code)))] if open_ else []


def _raters(sheets: Sequence[Json], own: set[str]) -> int:
    return sum(
        1
        for sheet in sheets
        if not sheet["recused"] and own & set(sheet["leaves"]) & set(sheet["scores"])
    )


def told_reasons(payload: Json, hidden: Withheld) -> list[str]:
    """Return why an outcome did not pass, without the score of a dimension that is not told."""
    floor = payload["pass_rule"]["dimension_floor"]
    names = {
        item["name"]: item["code"]
        for item in payload["card"]["dimensions"]
        if item["code"] in hidden.dimensions
    }
    return [
        next(
            (f"“{name}”得分低于 {floor:g}" for name in names if reason.startswith(f"“{name}”得分")),
            reason,
        )
        for reason in payload["card"]["decision"]["reasons"]
    ]
