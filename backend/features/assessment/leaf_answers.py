"""What the experts answered to the sub-questions of a leaf, put together without names."""

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from evaluation import Indicator, SubQuestion

Json = dict[str, Any]
WORDS = {"yes": "是", "no": "否"}
COUNTED = frozenset({"yes_no", "choice"})
MEASURED = frozenset({"number", "money", "score"})


def answers_of(leaf: Indicator, sheets: Sequence[Json]) -> list[dict[str, str]]:
    """Return the answers of every counted sheet that judged a leaf."""
    return [
        sheet["scores"][leaf.code].get("answers", {})
        for sheet in sheets
        if not sheet["recused"] and leaf.code in sheet["leaves"] and leaf.code in sheet["scores"]
    ]


def summary(
    leaf: Indicator, answers: Sequence[dict[str, str]], *, told: bool
) -> list[tuple[str, str]]:
    """Return question and joint answer.

    Parameters
    ----------
    leaf, answers
        The leaf and what each expert answered.
    told
        Whether enough experts stand behind the leaf: otherwise only what all of at least two
        say is told.
    """
    found = []
    for question in leaf.questions:
        text = _counted(question, answers, told=told) if question.kind in COUNTED else ""
        if told and question.kind in MEASURED:
            text = _measured([given.get(question.code, "") for given in answers], question.unit)
        if told and question.kind == "old_new":
            text = _compared(question, answers)
        if text:
            found.append((question.text, text))
    return found


def _counted(question: SubQuestion, answers: Sequence[dict[str, str]], *, told: bool) -> str:
    given = [answer for one in answers if (answer := one.get(question.code, ""))]
    if len(given) < 2:
        return ""
    counts = Counter(WORDS.get(answer, answer) for answer in given)
    if told:
        return "，".join(f"{answer} {count} 名" for answer, count in counts.most_common())
    return f"一致：{next(iter(counts))}" if len(counts) == 1 else "意见不一"


def _numbers(texts: Sequence[str]) -> list[float]:
    values = []
    for text in texts:
        try:
            value = float(text.replace(",", "").replace("，", "").replace("%", "").strip())
        except ValueError:
            continue
        if value == value and abs(value) < 1e15:  # noqa: PLR0124 - a number, not "nan" or "inf"
            values.append(value)
    return values


def _measured(texts: Sequence[str], unit: str) -> str:
    values = _numbers(texts)
    if not values:
        return ""
    return f"中位数 {median(values):g}{_space(unit)}（n={len(values)}）"


def _compared(question: SubQuestion, answers: Sequence[dict[str, str]]) -> str:
    old = _numbers([given.get(f"{question.code}.old", "") for given in answers])
    new = _numbers([given.get(f"{question.code}.new", "") for given in answers])
    if not old or not new:
        return ""
    before, after = median(old), median(new)
    return (
        f"现有方案 {before:g}{_space(question.unit)}，本成果 {after:g}{_space(question.unit)}，"
        f"相差 {after - before:+g}（中位数，n={min(len(old), len(new))}）"
    )


def _space(unit: str) -> str:
    return f" {unit}" if unit else ""
