"""Comparing expected with computed values: tolerances, names, shapes, printed inequalities."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from evaluation.case_values import number
from evaluation.errors import InvalidInput

_SLACK = 1e-12
_PRINTED_FROM = 9
_INEQUALITY = re.compile(r"\s*(<=|>=|<|>|≤|≥)\s*(\S+)\s*")


def tolerance_of(limits: object, field: str) -> object:
    """Return the tolerance of a field: a number, or numbers entry by entry.

    Parameters
    ----------
    limits
        The ``tolerance`` of a case: an object by field, or one number for all fields.
    field
        Name of the expected field; 0 (exact) if the object does not mention it.

    Raises
    ------
    InvalidInput
        A tolerance that is negative, not finite or not a number: it would accept anything.
    """
    given = limits.get(field, 0.0) if isinstance(limits, Mapping) else limits
    return 0.0 if given is None else _checked(given, field)


def _checked(given: object, field: str) -> object:
    if isinstance(given, Mapping):
        return {str(key): _checked(value, field) for key, value in given.items()}
    if isinstance(given, list):
        return [_checked(value, field) for value in given]
    if isinstance(given, bool):
        return 0.0
    limit = number(given, f"tolerance/{field}")
    if not math.isfinite(limit) or limit < 0:
        raise InvalidInput(f"容差 {limit} 无效", where=f"tolerance/{field}", cure="须为非负有限数")
    return limit


def agrees(
    expected: object, computed: object, tolerance: object = 0.0, *, as_printed: bool = False
) -> bool:
    """Compare expected with computed: numbers within tolerance, containers entry by entry.

    Parameters
    ----------
    expected, computed
        Plain values, lists, objects or arrays. A fraction such as ``"1/3"`` is a number, an
        inequality such as ``"<.001"`` holds within the tolerance, null means undefined.
    tolerance
        Absolute; a list or an object gives one per entry.
    as_printed
        Allow half a unit of the last printed digit of long figures as well.

    Returns
    -------
    bool
        False also for an empty container against anything that is not empty.

    Examples
    --------
    >>> agrees([0.25, "1/3"], [0.2504, 0.3333], 0.0006)
    True
    >>> agrees("<.001", 0.0004), agrees({}, {"CR": 0.1})
    (True, False)
    """
    if expected is None:
        return computed is None or (isinstance(computed, float) and math.isnan(computed))
    if isinstance(expected, Mapping):
        if not isinstance(computed, Mapping) or bool(expected) != bool(computed):
            return False
        return all(
            key in computed
            and agrees(value, computed[key], _part(tolerance, key), as_printed=as_printed)
            for key, value in expected.items()
        )
    if isinstance(expected, list | tuple):
        values = computed.tolist() if isinstance(computed, np.ndarray) else computed
        return (
            isinstance(values, list | tuple)
            and len(expected) == len(values)
            and all(
                agrees(e, c, _part(tolerance, k), as_printed=as_printed)
                for k, (e, c) in enumerate(zip(expected, values, strict=True))
            )
        )
    if isinstance(expected, bool) or isinstance(computed, bool | np.bool_):
        return (
            isinstance(expected, bool)
            and isinstance(computed, bool | np.bool_)
            and (bool(computed) == expected)
        )
    if not isinstance(computed, int | float | np.number):
        return expected == computed
    allowed = tolerance if isinstance(tolerance, int | float) else math.nan
    return _near(expected, float(computed), float(allowed), as_printed=as_printed)


def _part(tolerance: object, key: object) -> object:
    """Return the tolerance of one entry; an entry that a list or object lacks gets none."""
    if isinstance(tolerance, Mapping):
        return tolerance.get(str(key), 0.0)
    if isinstance(tolerance, list):
        return tolerance[key] if isinstance(key, int) and key < len(tolerance) else 0.0
    return tolerance


def _near(expected: object, computed: float, allowed: float, *, as_printed: bool) -> bool:
    if isinstance(expected, str) and (found := _INEQUALITY.fullmatch(expected)):
        sign, limit = found.group(1), _figure(found.group(2))
        if limit is None:
            return False
        return (
            computed <= limit + allowed
            if sign in {"<", "<=", "≤"}
            else (computed >= limit - allowed)
        )
    value = _figure(expected)
    if value is None:
        return False
    if as_printed:
        allowed = max(allowed, printed_half_unit(value))
    return abs(computed - value) <= allowed + _SLACK * max(1.0, abs(value))


def _figure(value: object) -> float | None:
    try:
        return number(value, "expected")
    except InvalidInput:
        return None


def printed_half_unit(expected: float) -> float:
    """Return half a unit of the last printed digit of a figure with nine to twelve decimals.

    A published 0.5372849659 says nothing about the eleventh digit: a tolerance below half a unit
    of the tenth cannot be met by the exact value. Shorter figures (0.0, 0.35) get no such slack.

    Examples
    --------
    >>> printed_half_unit(0.5372849659), printed_half_unit(0.35)
    (5e-11, 0.0)
    """
    exponent = Decimal(repr(float(expected))).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return 0.5 * 10.0**-decimals if _PRINTED_FROM <= decimals <= 12 else 0.0


def shaped(expected: object, value: object, names: object) -> object:
    """Give a computed value the shape that the case expects.

    Parameters
    ----------
    expected
        The expected value.
    value
        The computed one: a list where the case may want an object by ``names``, an object where
        it may want the values in order, or indices where it may want names.
    names
        Labels of the items, or anything else if there are none.
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    labels = [str(name) for name in names] if isinstance(names, list) else []
    if isinstance(expected, Mapping) and isinstance(value, list) and labels:
        return dict(zip(labels, value, strict=False))
    if isinstance(expected, list) and isinstance(value, Mapping):
        return list(value.values())
    if _are_names(expected) and isinstance(value, list) and labels:
        return [labels[int(k)] for k in value]
    return value


def _are_names(expected: object) -> bool:
    return (
        isinstance(expected, Sequence)
        and not isinstance(expected, str)
        and bool(expected)
        and all(isinstance(e, str) and _figure(e) is None for e in expected)
    )
