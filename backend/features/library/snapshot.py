"""Typed reading of the frozen public fields of a record (5.2.1.2)."""

from typing import Any

from backend.features.library.models import LibraryRecord
from backend.features.library.schemas import (
    PublicAssessment,
    PublicCase,
    PublicDimension,
    PublicFigure,
    PublicRight,
    PublishedChannel,
)
from backend.features.outcomes.queries import PATENTS
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.finding import UNDISCLOSED_ZH, CodeView

FIGURE_KEYS = ("name", "value", "unit", "method", "sample", "evidence")
CASE_KEYS = ("place", "period", "numbers", "effect", "proof")


def text(record: LibraryRecord, key: str) -> str:
    """Return a text of the snapshot, "" when the holder says nothing."""
    return str(record.snapshot.get(key) or "")


def texts(record: LibraryRecord, key: str) -> list[str]:
    """Return a list of texts of the snapshot."""
    return [str(item) for item in record.snapshot.get(key) or []]


def label(scheme: str, code: str | None) -> str:
    """Return the label of a code, 未披露 when there is none."""
    return taxonomy.label(scheme, code) if code else UNDISCLOSED_ZH


def code(record: LibraryRecord, key: str) -> str | None:
    """Return a code of the snapshot; null stays null."""
    return record.snapshot.get(key) or None


def codes(record: LibraryRecord, key: str, scheme: str) -> list[CodeView]:
    """Return codes of the snapshot with their labels."""
    return [CodeView(code=c, label=taxonomy.label(scheme, c)) for c in texts(record, key)]


def syndromes(record: LibraryRecord) -> list[str]:
    """Return the names of syndromes: labels of codes, or the holder's own words."""
    return taxonomy.labels("syndrome", texts(record, "syndromes"))


def _strings(item: dict[str, Any], keys: tuple[str, ...]) -> dict[str, str]:
    return {key: str(item.get(key) or "") for key in keys}


def figures(record: LibraryRecord) -> list[PublicFigure]:
    """Return the technical parameters."""
    rows = record.snapshot.get("parameters") or []
    return [PublicFigure(**_strings(row, FIGURE_KEYS)) for row in rows]


def hard_number(record: LibraryRecord) -> PublicFigure | None:
    """Return the one parameter a card shows: the first that holds a digit and names its unit."""
    numeric = [
        figure
        for figure in figures(record)
        if any(c.isdigit() for c in figure.value) and len(figure.value) <= 24
    ]
    with_unit = [figure for figure in numeric if figure.unit or "%" in figure.value]
    return next(iter(with_unit or numeric), None)


def cases(record: LibraryRecord) -> list[PublicCase]:
    """Return the application cases."""
    return [PublicCase(**_strings(row, CASE_KEYS)) for row in record.snapshot.get("cases") or []]


def rights(record: LibraryRecord) -> list[PublicRight]:
    """Return the rights."""
    dates = ("filing_date", "grant_date", "expiry_date")
    names = tuple(n for n in PublicRight.model_fields if n not in {*dates, "inventors"})
    return [
        PublicRight(
            **_strings(row, names),
            **{key: row.get(key) or None for key in dates},
            inventors=list(row.get("inventors") or []) if row.get("type") in PATENTS else None,
        )
        for row in record.snapshot.get("ip_rights") or []
    ]


def assessment(record: LibraryRecord) -> PublicAssessment:
    """Return the public part of the assessment."""
    return PublicAssessment(
        number=record.assessment_number,
        total=record.total,
        grade=record.grade,
        weight_version=record.weight_version,
        issued_at=record.assessed_at,
        maturity_level=str(record.result.get("maturity_level") or ""),
        dimensions=[
            PublicDimension.model_validate(item) for item in record.result.get("dimensions") or []
        ],
    )


def channels(record: LibraryRecord) -> list[PublishedChannel]:
    """Return the channel log."""
    return [PublishedChannel.model_validate(item) for item in record.channels]
