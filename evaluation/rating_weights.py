"""Weights from the importance ratings of a Delphi round (clause 5.1.2.2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.errors import InvalidInput
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash
from evaluation.tables import rating_table


@dataclass(frozen=True, kw_only=True, eq=False)
class DelphiWeights(Result):
    """Weights of items from importance ratings, shape (items,), sum 1.

    Attributes
    ----------
    weights
        Shape (items,), sum 1.
    """

    weights: FloatArray


def delphi_weights(
    ratings: npt.ArrayLike,
    authorities: Sequence[float] | None = None,
    *,
    subtract_minimum: float = 0.0,
) -> DelphiWeights:
    """Return weights from importance ratings; they are nearly flat compared with AHP.

    Parameters
    ----------
    ratings
        Shape (experts, items), NaN allowed.
    authorities
        Cr per expert; equal if omitted.
    subtract_minimum
        Scale minimum to subtract for more contrast; must be declared beforehand.

    Returns
    -------
    DelphiWeights
        Items rated by a part of the panel use the weighted mean of those who rated.

    Raises
    ------
    InvalidInput
        Authorities that do not fit or are not positive, an item that nobody rated, a mean below
        the subtracted minimum.

    References
    ----------
    Handbook of the project, section 3.7 (2026); usual in Chinese Delphi studies.

    Examples
    --------
    >>> delphi_weights([[5, 3], [5, 3]]).weights.tolist()
    [0.625, 0.375]
    """
    table = rating_table(ratings, row_name="专家", column_name="条目", allow_missing=True)
    cr = (
        np.ones(table.shape[0])
        if authorities is None
        else np.asarray(authorities, dtype=np.float64)
    )
    if cr.shape != (table.shape[0],) or bool(np.any(cr <= 0)):
        raise InvalidInput("权威系数须为正且逐一对应", where="authorities", cure="请更正")
    known = ~np.isnan(table)
    base = cr @ known
    if bool((base == 0).any()):
        raise InvalidInput("无人评分", where=f"第{int(np.argmin(base)) + 1}项", cure="请补评")
    mean = cr @ np.where(known, table - subtract_minimum, 0.0) / base
    if bool(np.any(mean < 0)) or float(mean.sum()) <= 0:
        raise InvalidInput("均数须非负", where="ratings", cure="请核对量表下限")
    return DelphiWeights(
        method="authority_weighted_mean" if authorities is not None else "mean_share",
        params={"subtract_minimum": subtract_minimum},
        inputs_hash=inputs_hash(np.nan_to_num(table, nan=-9e9), cr),
        weights=frozen(mean / mean.sum()),
    )
