"""Errors of the evaluation package as refusals that name a field."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.kernel.errors import Invalid
from evaluation import EvaluationError


@contextmanager
def refusing(pointer: str) -> Iterator[None]:
    """Turn an `EvaluationError` into `Invalid` at a field."""
    try:
        yield
    except EvaluationError as error:
        detail = f"{error.where}：{error.message}" if error.where else error.message
        raise Invalid.field(pointer, f"{detail}。{error.cure}") from error
