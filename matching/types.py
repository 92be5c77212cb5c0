"""What goes into matching and what comes out; frozen, without any database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from matching.errors import MatchingError

STAGES: Final = ("实验室阶段", "中试阶段", "产业化阶段")
"""Maturity stages of clause 5.2.1.2, in order."""


class Dimension(StrEnum):
    """What a demand and a supply are compared in."""

    TEXT = "text"
    CONCEPT = "concept"
    DISEASE = "disease"
    FIELD = "field"
    SCENE = "scene"
    MATURITY = "maturity"
    MODE = "mode"


LABELS: Final[Mapping[Dimension, str]] = {
    Dimension.TEXT: "内容",
    Dimension.CONCEPT: "专业概念",
    Dimension.DISEASE: "病种",
    Dimension.FIELD: "技术领域",
    Dimension.SCENE: "应用场景",
    Dimension.MATURITY: "成熟度",
    Dimension.MODE: "合作方式",
}


@dataclass(frozen=True, slots=True)
class SupplyProfile:
    """One outcome as it may be shown to the other side.

    Parameters
    ----------
    id
        Unique among the supplies of one call.
    title, summary
        Public texts; the title must not be empty.
    keywords
        Herbs, syndromes, technical terms.
    field, scene, maturity
        Terms of the classification; None means 未披露 and never counts as similar.
    diseases
        ICD-10 codes such as ``K74.0``.
    modes
        Forms of cooperation offered.
    organisation
        Key of the holder, for the cap per organisation.
    """

    id: str
    title: str
    summary: str = ""
    keywords: tuple[str, ...] = ()
    field: str | None = None
    scene: str | None = None
    maturity: str | None = None
    diseases: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    organisation: str | None = None

    def __post_init__(self) -> None:
        _check(self.id, self.title, self.maturity)


@dataclass(frozen=True, slots=True)
class DemandProfile:
    """One demand; a field left None or empty was not asked for and weighs nothing.

    Parameters
    ----------
    id, title, description
        As posted; the title must not be empty.
    field, scene, diseases, modes
        What is wanted.
    maturity
        The least stage wanted, one of ``STAGES``.
    organisation
        Key of the demander; supplies of the same organisation are left out.
    """

    id: str
    title: str
    description: str = ""
    field: str | None = None
    scene: str | None = None
    maturity: str | None = None
    diseases: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    organisation: str | None = None

    def __post_init__(self) -> None:
        _check(self.id, self.title, self.maturity)


def _check(id: str, title: str, maturity: str | None) -> None:
    if not id:
        raise MatchingError("id: must not be empty")
    if not title.strip():
        raise MatchingError("title: must not be empty, give the title as posted")
    if maturity is not None and maturity not in STAGES:
        raise MatchingError(f"maturity: {maturity!r} is none of {', '.join(STAGES)}; use None")


@dataclass(frozen=True, slots=True)
class Reason:
    """One checkable fact for or against a suggestion, in Chinese.

    Parameters
    ----------
    dimension
        What was compared.
    text
        The sentence for the reader.
    points
        Points of the score that the dimension gave, 0 to 100; 0 for a counter-reason.
    positive
        False for what is missing, undisclosed or against it.
    terms
        The words or names the sentence rests on.
    """

    dimension: Dimension
    text: str
    points: float
    positive: bool
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One supply proposed for a demand.

    Parameters
    ----------
    supply_id
        The supply.
    score
        0 to 100, see :func:`matching.ranker.total`.
    components
        Similarity per dimension that the demand asks for, 0 to 1; None where the supply is silent.
    reasons, counter_reasons
        Facts for and against, the weightiest first.
    """

    supply_id: str
    score: float
    components: Mapping[Dimension, float | None]
    reasons: tuple[Reason, ...]
    counter_reasons: tuple[Reason, ...] = field(default=())
