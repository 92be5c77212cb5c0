"""Judgements and their contradictions in Chinese sentences."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.matrices import SAATY_SCALE, check_items, pair_name
from evaluation.repair import Repair, scale_index

_WORDS = {1: "同等", 3: "稍微", 5: "明显", 7: "强烈", 9: "极端"}


def show_judgement(value: float) -> str:
    """Write a judgement as people enter it: ``3`` or ``1/3``; else two decimals."""
    nearest = SAATY_SCALE[scale_index(value)]
    return str(nearest) if abs(float(nearest) - value) < 0.005 * value else f"{value:.2f}"


def judgement_in_words(value: float, first: str, second: str) -> str:
    """Say a judgement in one Chinese sentence, for example 「甲」比「乙」稍微重要（3）.

    Parameters
    ----------
    value
        A judgement of ``first`` over ``second``, 1/9-9.
    first, second
        Labels.

    Returns
    -------
    str

    References
    ----------
    Words of the scale: Saaty 1980.

    Examples
    --------
    >>> judgement_in_words(1 / 3, "甲", "乙")
    '「乙」比「甲」稍微重要（3）'
    """
    if abs(value - 1) < 0.005:
        return f"「{first}」与「{second}」同等重要"
    strong, weak = (first, second) if value > 1 else (second, first)
    size = max(value, 1 / value)
    level = round(size)
    lower, upper = _WORDS.get(level - 1, "极端"), _WORDS.get(level + 1, "极端")
    word = _WORDS.get(level, f"介于{lower}与{upper}之间地")
    return f"「{strong}」比「{weak}」{word}重要（{show_judgement(size)}）"


def ratio_in_words(value: float, first: str, second: str) -> str:
    """Say a ratio of weights so that its direction cannot be mistaken.

    Parameters
    ----------
    value
        Weight of ``first`` over weight of ``second``, positive.
    first, second
        Labels.
    """
    strong, weak = (first, second) if value >= 1 else (second, first)
    size = max(value, 1 / value)
    if size < 1.005:
        return f"「{first}」与「{second}」权重相当"
    return f"「{strong}」约为「{weak}」的 {size:.2f} 倍"


def worst_in_words(repair: Repair, items: Sequence[str]) -> tuple[str, ...]:
    """Name the worst judgements in sentences an expert can act on.

    Parameters
    ----------
    repair
        From `evaluation.suggest_repair`.
    items
        Labels in order.

    Returns
    -------
    tuple of str
        One sentence per judgement, worst first.

    References
    ----------
    Handbook of the project, section 2.6 (2026).
    """
    table = {(p.pair, p.kind): p for p in repair.proposals}
    lines = []
    for error in repair.worst:
        i, j = error.pair
        check_items(items, len(items))
        line = (
            f"{judgement_in_words(error.stated, items[i], items[j])}，"
            f"而其余判断合起来意味着{ratio_in_words(error.implied, items[i], items[j])}"
            f"（{pair_name(i, j)}，相差 {error.size:.2f} 倍）"
        )
        proposal = table.get((error.pair, "nearest_scale"))
        if proposal is not None:
            said = judgement_in_words(proposal.proposed, items[i], items[j])
            line += f"；若改为{said}，CR 为 {proposal.CR_after:.3f}"
        lines.append(line)
    return tuple(lines)
