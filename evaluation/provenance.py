"""What makes a result reproducible: method, version, parameters and a hash of the inputs."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

VERSION = "1.0.0"
"""Version of the formulas; changes whenever a number could change."""

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """Base of every result.

    Attributes
    ----------
    method
        Name of the method that was used.
    params
        Every parameter that influences the numbers (tables, limits, seed).
    inputs_hash
        SHA-256 of the inputs, see `inputs_hash`.
    version
        Version of the formulas.
    """

    method: str
    params: Mapping[str, object] = field(default_factory=dict)
    inputs_hash: str
    version: str = VERSION

    def __post_init__(self) -> None:
        """Make the mappings of a result read-only, as its arrays are."""
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, dict):
                object.__setattr__(self, item.name, MappingProxyType(value))

    def as_dict(self) -> dict[str, Json]:
        """Return the result as plain JSON values (NaN becomes null)."""
        value = to_json(self)
        assert isinstance(value, dict)  # noqa: S101 - a dataclass always gives an object
        return value


def to_json(value: object) -> Json:
    """Convert arrays, dataclasses, fractions and mappings to plain JSON values.

    Raises
    ------
    TypeError
        If the value has no JSON form.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, np.generic):
        return to_json(value.item())
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, np.ndarray):
        return to_json(value.tolist())
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_json(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return [to_json(item) for item in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    msg = f"{type(value).__name__} has no JSON form"
    raise TypeError(msg)


def canonical(value: object) -> bytes:
    """Return the one byte form of a value: sorted keys, no spaces, shortest float digits."""
    return json.dumps(
        to_json(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def inputs_hash(*values: object) -> str:
    """Hash inputs of any supported kind.

    Arrays are hashed by shape and little-endian float64 bytes, so that a thousand matrices cost
    about a millisecond; everything else by its canonical JSON.

    Parameters
    ----------
    *values
        Arrays, or anything that `to_json` takes.

    Returns
    -------
    str
        ``"sha256:"`` and 64 hexadecimal digits.

    References
    ----------
    SHA-256: FIPS 180-4 (2015).

    Examples
    --------
    >>> inputs_hash([1, 2]) == inputs_hash([1, 2]), inputs_hash([1, 2])[:13]
    (True, 'sha256:57fb9f')
    """
    digest = hashlib.sha256()
    for value in values:
        if isinstance(value, np.ndarray):
            array = np.ascontiguousarray(value, dtype="<f8")
            digest.update(f"array{array.shape}".encode())
            digest.update(array.data.cast("B") if array.size else b"")
        else:
            body = canonical(value)
            digest.update(f"json{len(body)}:".encode())
            digest.update(body)
    return "sha256:" + digest.hexdigest()


def frozen(values: npt.ArrayLike) -> FloatArray:
    """Return a read-only float64 copy of the values."""
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array
