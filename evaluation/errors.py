"""Typed errors: every one names the place that is wrong and how to cure it."""

from __future__ import annotations

from typing import ClassVar


class EvaluationError(ValueError):
    """Base of all errors of the package.

    Parameters
    ----------
    message
        What is wrong, in Chinese (a committee member may read it).
    where
        The place: a row and column, an expert, an indicator code, a JSON pointer.
    cure
        What the reader can do about it.
    **details
        Machine-readable facts, for example ``components`` of a comparison graph.
    """

    code: ClassVar[str] = "evaluation_error"

    def __init__(self, message: str, *, where: str = "", cure: str = "", **details: object) -> None:
        self.message = message
        self.where = where
        self.cure = cure
        self.details = details
        text = f"{where}：{message}" if where else message
        super().__init__(f"{text}。{cure}" if cure else text)


class InvalidInput(EvaluationError):
    """A value, shape or label that the function cannot accept."""

    code = "invalid_input"


class InvalidMatrix(InvalidInput):
    """A pairwise comparison matrix that breaks a rule of the method."""

    code = "invalid_matrix"


class DisconnectedComparisons(InvalidMatrix):
    """Answered pairs do not connect all elements; ``details["components"]`` lists the groups."""

    code = "disconnected_comparisons"


class TransposedTable(InvalidInput):
    """Rows and columns of a rating table are swapped against their labels."""

    code = "transposed_table"


class MissingRating(InvalidInput):
    """A rating that was due is absent and not declared as an abstention."""

    code = "missing_rating"


class UnknownChoice(InvalidInput):
    """A method, table, scale or code that does not exist."""

    code = "unknown_choice"


class UndefinedResult(EvaluationError):
    """The statistic has no value for these data (for example no variation at all)."""

    code = "undefined_result"


class CapsuleError(EvaluationError):
    """An evaluation capsule that cannot be read."""

    code = "invalid_capsule"


def require_choice(value: str, allowed: tuple[str, ...], where: str) -> str:
    """Return ``value`` if it is one of ``allowed``.

    Raises
    ------
    UnknownChoice
        Otherwise; the message lists what is allowed.
    """
    if value not in allowed:
        raise UnknownChoice(
            f"没有“{value}”这一选项",
            where=where,
            cure="可选：" + "、".join(allowed),
            allowed=allowed,
        )
    return value
