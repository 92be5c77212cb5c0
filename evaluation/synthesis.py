"""Hierarchies of any shape: global weights, scores of alternatives, three synthesis modes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, require_choice
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash

MODES = ("absolute", "distributive", "ideal")


@dataclass(frozen=True, kw_only=True, eq=False)
class Hierarchy(Result):
    """Global weights of a hierarchy given as nodes with children.

    Attributes
    ----------
    nodes
        Global weight of every inner node (summed over its parents), the root 1.
    leaves
        Global weight of every child that is not a node; equal names are summed, so that
        alternatives under several criteria collect their total here.
    """

    nodes: Mapping[str, float]
    leaves: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Synthesis(Result):
    """Totals of alternatives, shape (alternatives,), and their order from best to worst."""

    totals: FloatArray
    order: tuple[int, ...]


def hierarchy_weights(
    root: str, children: Mapping[str, Sequence[str]], local: Mapping[str, Sequence[float]]
) -> Hierarchy:
    """Propagate weights from the root; unbalanced trees and shared children are allowed.

    Parameters
    ----------
    root
        Name of the goal.
    children
        Node to its children; a child that is not a node is a leaf or an alternative.
    local
        Node to the weights of its children; never rounded, never renormalised here.

    Raises
    ------
    InvalidInput
        Unknown root, wrong count of weights, or a cycle; the message names the node.
    """
    if root not in children:
        raise InvalidInput("不在层次结构中", where=root, cure="请给出根节点")
    nodes: dict[str, float] = {}
    leaves: dict[str, float] = {}

    def descend(name: str, weight: float, path: tuple[str, ...]) -> None:
        if name in path:
            raise InvalidInput("层次结构有环", where=" → ".join((*path, name)), cure="请更正")
        nodes[name] = nodes.get(name, 0.0) + weight
        weights = local.get(name)
        if weights is None or len(weights) != len(children[name]):
            raise InvalidInput("权重与下级个数不符", where=name, cure="每个下级一个权重")
        for child, share in zip(children[name], weights, strict=True):
            if child in children:
                descend(child, weight * float(share), (*path, name))
            else:
                leaves[child] = leaves.get(child, 0.0) + weight * float(share)

    descend(root, 1.0, ())
    return Hierarchy(
        method="product_of_local_weights",
        inputs_hash=inputs_hash(root, dict(children), {k: list(v) for k, v in local.items()}),
        nodes=nodes,
        leaves=leaves,
    )


def synthesize(weights: npt.ArrayLike, scores: npt.ArrayLike, mode: str = "absolute") -> Synthesis:
    """Score alternatives.

    Parameters
    ----------
    weights
        Shape (leaves,), sum 1.
    scores
        Shape (alternatives, leaves), non-negative for the relative modes.
    mode
        ``"absolute"`` sum of weight x score: a new alternative never changes the others;
        ``"distributive"`` every column normalised to sum 1 (ranks can reverse: Belton & Gear 1983);
        ``"ideal"`` every column divided by its maximum, totals normalised to sum 1.

    Raises
    ------
    InvalidInput
        Shapes that do not fit, or an empty column in a relative mode.
    """
    require_choice(mode, MODES, "mode")
    w, s = np.asarray(weights, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    if s.ndim != 2 or w.shape != (s.shape[1],):
        raise InvalidInput(
            f"得分表 {s.shape} 对 {w.size} 个权重", where="scores", cure="行为成果，列为指标"
        )
    if not bool(np.all(np.isfinite(s))):
        raise InvalidInput("得分表有缺失", where="scores", cure="请补齐")
    if mode == "absolute":
        totals = s @ w
    else:
        base = s.sum(axis=0) if mode == "distributive" else s.max(axis=0)
        if bool((s < 0).any()) or bool((base <= 0).any()):
            raise InvalidInput("列须非负且不全为零", where="scores", cure="请改用绝对评分")
        totals = (s / base) @ w
        if mode == "ideal":
            totals = totals / totals.sum()
    return Synthesis(
        method=mode,
        inputs_hash=inputs_hash(w, s),
        totals=frozen(totals),
        order=tuple(int(i) for i in np.argsort(-totals, kind="stable")),
    )


def rating_intensities(weights: npt.ArrayLike, normalise: str = "ideal") -> FloatArray:
    """Turn weights of rating levels into intensities: best level 1 (ideal) or sum 1."""
    require_choice(normalise, ("ideal", "sum"), "normalise")
    w = np.asarray(weights, dtype=np.float64)
    return np.asarray(w / (w.max() if normalise == "ideal" else w.sum()))
