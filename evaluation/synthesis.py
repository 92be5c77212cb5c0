"""Hierarchies of any shape: global weights, scores of alternatives, three synthesis modes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput, require_choice
from evaluation.indicators import IndicatorTree
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
    """Totals of alternatives.

    Attributes
    ----------
    totals
        Shape (alternatives,).
    order
        Indices from best to worst.
    alternatives
        Their names, where a hierarchy names them; otherwise empty.
    """

    totals: FloatArray
    order: tuple[int, ...]
    alternatives: tuple[str, ...] = ()


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

    Returns
    -------
    Hierarchy

    Raises
    ------
    InvalidInput
        Unknown root, wrong count of weights, or a cycle; the message names the node.

    References
    ----------
    Saaty 1980: global weight = product along the path.

    Examples
    --------
    >>> children = {"G": ["a", "b"], "a": ["x", "y"]}
    >>> found = hierarchy_weights("G", children, {"G": [0.5, 0.5], "a": [0.4, 0.6]})
    >>> dict(found.leaves)
    {'x': 0.2, 'y': 0.3, 'b': 0.5}
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


def synthesize(
    weights: npt.ArrayLike | Mapping[str, Sequence[str]] | IndicatorTree,
    scores: npt.ArrayLike | Mapping[str, Sequence[float]],
    mode: str = "absolute",
) -> Synthesis:
    """Score alternatives by weights and scores, or by a whole hierarchy with its local values.

    Parameters
    ----------
    weights
        Shape (leaves,), sum 1; or an indicator tree; or node to children, whose lowest nodes have
        the alternatives as children.
    scores
        Shape (alternatives, leaves), non-negative for the relative modes; for a hierarchy, node to
        local values: weights of the children of a criterion, scores or priorities of the
        alternatives under a lowest one.
    mode
        ``"absolute"`` sum of weight x score: a new alternative never changes the others;
        ``"distributive"`` every column normalised to sum 1 (ranks can reverse: Belton & Gear 1983);
        ``"ideal"`` every column divided by its maximum, totals normalised to sum 1.

    Returns
    -------
    Synthesis

    Raises
    ------
    InvalidInput
        Shapes or names that do not fit, a missing value, or an empty column in a relative mode.

    Examples
    --------
    >>> synthesize([0.5, 0.5], [[80, 40], [50, 60]]).totals.tolist()
    [60.0, 55.0]
    >>> tree = {"goal": ["cost", "use"], "cost": ["A", "B"], "use": ["A", "B"]}
    >>> local = {"goal": [0.5, 0.5], "cost": [0.8, 0.2], "use": [0.4, 0.6]}
    >>> found = synthesize(tree, local, "ideal")
    >>> found.alternatives, found.totals.round(3).tolist()
    (('A', 'B'), [0.571, 0.429])
    """
    require_choice(mode, MODES, "mode")
    names: tuple[str, ...] = ()
    if isinstance(weights, IndicatorTree | Mapping):
        if not isinstance(scores, Mapping):
            raise InvalidInput("应为 节点→局部值", where="scores", cure="层次结构须按节点给值")
        children = _children_of(weights)
        names, w, s = _covering(children, scores)
    else:
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
        alternatives=names,
    )


def _children_of(tree: Mapping[str, Sequence[str]] | IndicatorTree) -> dict[str, list[str]]:
    """Return node to children, the root first."""
    if isinstance(tree, IndicatorTree):
        return {node.code: [child.code for child in node.children] for node in tree.inner}
    return {str(node): [str(child) for child in below] for node, below in tree.items()}


def _covering(
    children: Mapping[str, Sequence[str]], local: Mapping[str, Sequence[float]]
) -> tuple[tuple[str, ...], FloatArray, FloatArray]:
    """Return alternatives, weights of the lowest criteria and scores alternatives x criteria."""
    below = {child for kids in children.values() for child in kids}
    roots = [node for node in children if node not in below]
    if len(roots) != 1:
        raise InvalidInput(
            f"有 {len(roots)} 个根节点", where="weights", cure="层次结构须有一个目标"
        )
    lowest = [
        name
        for name in (*children, *sorted(below - set(children)))
        if name in local and not any(k in children or k in local for k in children.get(name, ()))
    ]
    upper = {node: kids for node, kids in children.items() if node not in lowest}
    # A goal over alternatives alone is its own only criterion.
    found = (
        {roots[0]: 1.0} if roots[0] in lowest else hierarchy_weights(roots[0], upper, local).leaves
    )
    criteria = [name for name in found if name in lowest]
    if not criteria or len(criteria) != len(found):
        place = next((name for name in found if name not in lowest), roots[0])
        raise InvalidInput("没有备选方案的得分", where=place, cure="最底层每个准则须给得分")
    names = tuple(children.get(criteria[0], ())) or tuple(
        str(k + 1) for k in range(len(local[criteria[0]]))
    )
    columns = []
    for name in criteria:
        labels = list(children.get(name, names))
        if sorted(labels) != sorted(names) or len(local[name]) != len(names):
            raise InvalidInput("备选方案与其他准则不同", where=name, cure="各准则须评同一组方案")
        values = dict(zip(labels, local[name], strict=True))
        columns.append([float(values[label]) for label in names])
    return names, np.array([found[name] for name in criteria]), np.array(columns).T


def rating_intensities(weights: npt.ArrayLike, normalise: str = "ideal") -> FloatArray:
    """Turn weights of rating levels into intensities: best level 1 (ideal) or sum 1.

    Parameters
    ----------
    weights
        Shape (levels,), positive.
    normalise
        ``"ideal"`` divides by the largest, ``"sum"`` by the sum.

    Returns
    -------
    ndarray, shape (levels,)

    Raises
    ------
    UnknownChoice
        Another normalisation.

    References
    ----------
    Ratings mode: Saaty 2006, Eur. J. Oper. Res. 168:557-570.

    Examples
    --------
    >>> rating_intensities([0.5, 0.25, 0.25]).tolist()
    [1.0, 0.5, 0.5]
    """
    require_choice(normalise, ("ideal", "sum"), "normalise")
    w = np.asarray(weights, dtype=np.float64)
    return np.asarray(w / (w.max() if normalise == "ideal" else w.sum()))
