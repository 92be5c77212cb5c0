"""Similarity per dimension: 0 to 1, None where one side is silent.

Silence is never similarity: an undisclosed field earns nothing and is said.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from matching.lexicon import Lexicon
from matching.text import normalise
from matching.types import STAGES, Dimension

BROADER_SHARE: Final = 0.5
"""A concept of the demand that the supply names only by something narrower or broader."""
CATEGORY_SHARE: Final = 0.6
"""Same ICD-10 category (K74), another subcategory."""
STAGE_BELOW: Final = 0.5
"""One stage less mature than wanted."""
MODE_FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "许可": ("许可", "引进", "授权"),
    "转让": ("转让", "购买", "采购", "收购"),
    "合作开发": (
        "联合开发",
        "合作开发",
        "联合攻关",
        "联合研究",
        "共同开发",
        "合作协议",
        "委托开发",
    ),
    "作价入股": ("作价", "入股", "投资"),
    "技术服务": ("技术服务", "技术咨询", "咨询"),
    "临床合作": ("临床合作", "临床验证"),
}
"""Words by which the forms of cooperation are recognised (clause 3.3)."""
_IGNORED_KINDS: Final = frozenset({"transfer", "ip", "evidence"})
"""Concepts of the trade of transfer itself are in every demand and say nothing."""


@dataclass(frozen=True, slots=True)
class ConceptOverlap:
    """Concepts of a demand found in a supply."""

    similarity: float | None
    same: tuple[str, ...]
    related: tuple[str, ...]
    missing: tuple[str, ...]


def technical(ids: Collection[str], lexicon: Lexicon) -> set[str]:
    """Return the concepts that are about the matter itself."""
    return {i for i in ids if lexicon.concepts[i].kind not in _IGNORED_KINDS}


def concept_overlap(
    wanted: Collection[str], offered: Collection[str], lexicon: Lexicon
) -> ConceptOverlap:
    """Compare the concepts that two texts name.

    Parameters
    ----------
    wanted, offered
        Ids of concepts named by the demand and by the supply, without broader ones.
    lexicon
        Gives names and hierarchy.

    Returns
    -------
    ConceptOverlap
        ``similarity = (same + 0.5 · related) / wanted``; None when the demand names no concept.
    """
    own = technical(wanted, lexicon)
    if not own:
        return ConceptOverlap(None, (), (), ())
    has = technical(offered, lexicon)
    above = lexicon.with_broader(has)
    same = own & has
    related = {i for i in own - same if i in above or lexicon.with_broader([i]) & has}
    similarity = (len(same) + BROADER_SHARE * len(related)) / len(own)

    def names(ids: Collection[str]) -> tuple[str, ...]:
        return tuple(lexicon.concepts[i].preferred for i in sorted(ids))

    return ConceptOverlap(similarity, names(same), names(related), names(own - same - related))


def disease_similarity(wanted: Collection[str], offered: Collection[str]) -> float | None:
    """Return the share of wanted ICD-10 codes met: 1 the same code, 0.6 the same category."""
    if not offered:
        return None
    categories = {code.split(".")[0] for code in offered}

    def met(code: str) -> float:
        if code in offered:
            return 1.0
        return CATEGORY_SHARE if code.split(".", maxsplit=1)[0] in categories else 0.0

    return sum(met(code) for code in wanted) / len(wanted)


def same_term(wanted: str, offered: str | None) -> float | None:
    """Return 1 for the same term of the classification, else 0; None when undisclosed."""
    if offered is None:
        return None
    return float(normalise(wanted) == normalise(offered))


def maturity_similarity(wanted: str, offered: str | None) -> float | None:
    """Return 1 at or above the wanted stage, 0.5 one stage below, else 0; None undisclosed."""
    if offered is None:
        return None
    gap = STAGES.index(wanted) - STAGES.index(offered)
    if gap <= 0:
        return 1.0
    return STAGE_BELOW if gap == 1 else 0.0


def mode_families(modes: Collection[str]) -> set[str]:
    """Return the forms of cooperation that the wordings name; unknown wordings name none."""
    return {
        family
        for family, words in MODE_FAMILIES.items()
        if any(word in mode for mode in modes for word in words)
    }


def mode_similarity(wanted: Collection[str], offered: Collection[str]) -> float | None:
    """Return 1 when one form of cooperation suits both sides, else 0; None undisclosed."""
    has = mode_families(offered)
    return None if not has else float(bool(mode_families(wanted) & has))


def asked_dimensions(
    *,
    concepts: Collection[str],
    diseases: Collection[str],
    modes: Collection[str],
    terms: Mapping[Dimension, str | None],
) -> tuple[Dimension, ...]:
    """Return what the demand asks for; the text always counts."""
    asked = {
        Dimension.TEXT: True,
        Dimension.CONCEPT: bool(concepts),
        Dimension.DISEASE: bool(diseases),
        Dimension.MODE: bool(mode_families(modes)),
        **{dimension: value is not None for dimension, value in terms.items()},
    }
    return tuple(d for d in Dimension if asked.get(d))
