"""Who answers a Delphi round: response, basis of judgement, familiarity, authority."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.errors import InvalidInput, UnknownChoice
from evaluation.provenance import Result, inputs_hash

AUTHORITY_LIMIT = 0.70


@dataclass(frozen=True)
class CoefficientTable:
    """A coefficient table as versioned data; its id is stored with every round.

    Attributes
    ----------
    id, version, label
        Identity.
    rows
        Row label to level label to value; for familiarity there is one row ``""``.
    """

    id: str
    version: str
    label: str
    rows: Mapping[str, Mapping[str, float]]


BASIS_TABLES: dict[str, CoefficientTable] = {
    "ca-standard": CoefficientTable(
        "ca-standard",
        "1.0",
        "判断依据（实践 .5，理论 .3，同行 .1，直觉 .1）",
        {
            "实践经验": {"大": 0.5, "中": 0.4, "小": 0.3},
            "理论分析": {"大": 0.3, "中": 0.2, "小": 0.1},
            "国内外同行": {"大": 0.1, "中": 0.1, "小": 0.1},
            "直觉": {"大": 0.1, "中": 0.1, "小": 0.1},
        },
    )
}
_FAMILIARITY_LABELS = ("很熟悉", "较熟悉", "一般熟悉", "不太熟悉", "不熟悉")
FAMILIARITY_TABLES: dict[str, CoefficientTable] = {
    name: CoefficientTable(
        name, "1.0", "熟悉程度", {"": dict(zip(_FAMILIARITY_LABELS, values, strict=True))}
    )
    for name, values in {
        "cs-a": (1.0, 0.8, 0.6, 0.4, 0.2),
        "cs-b": (1.0, 0.8, 0.5, 0.3, 0.1),
        "cs-c": (0.9, 0.7, 0.5, 0.3, 0.1),
        "cs-d": (1.0, 0.8, 0.5, 0.2, 0.0),
    }.items()
}
"""Four familiarity tables are in use; none is standard."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ActiveCoefficient(Result):
    """Response of a round: share returned, share with comments, and its grade.

    Attributes
    ----------
    sent, returned
        Questionnaires sent and valid ones returned.
    value
        Their ratio, 0-1.
    commented
        Share of the returned ones with a comment.
    word
        良好, 可用 or 不可用.
    """

    sent: int
    returned: int
    value: float
    commented: float
    word: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Authority(Result):
    """Authority of a panel.

    Attributes
    ----------
    Ca, Cs, Cr
        Basis of judgement, familiarity, and (Ca + Cs)/2 from unrounded values.
    accepted
        Cr >= 0.70.
    """

    Ca: float
    Cs: float
    Cr: float
    accepted: bool


def active_coefficient(sent: int, returned: int, commented: int = 0) -> ActiveCoefficient:
    """Return the response rate (专家积极系数): valid returns / sent.

    Parameters
    ----------
    sent, returned
        Questionnaires sent (at least 1) and valid ones returned.
    commented
        Experts who wrote a comment.

    Returns
    -------
    ActiveCoefficient
        Share 0-1; good from .70, unusable below .50.

    Raises
    ------
    InvalidInput
        Counts that cannot be.

    References
    ----------
    Usual in Chinese Delphi studies; limits after Babbie 1990.

    Examples
    --------
    >>> found = active_coefficient(20, 18, 6)
    >>> found.value, found.word, round(found.commented, 4)
    (0.9, '良好', 0.3333)
    """
    if sent < 1 or not 0 <= commented <= returned <= sent:
        raise InvalidInput("回收数与发出数不符", where="returned", cure="0 ≤ 提意见 ≤ 回收 ≤ 发出")
    value = returned / sent
    word = "良好" if value >= 0.7 else ("可用" if value >= 0.5 else "不可用")
    return ActiveCoefficient(
        method="returned_over_sent",
        inputs_hash=inputs_hash([sent, returned, commented]),
        sent=sent,
        returned=returned,
        value=value,
        commented=commented / returned if returned else 0.0,
        word=word,
    )


def authority(
    experts: Sequence[Mapping[str, str]],
    basis: str | CoefficientTable = "ca-standard",
    familiarity: str | CoefficientTable = "cs-a",
) -> tuple[Authority, tuple[Authority, ...]]:
    """Authority coefficient of a panel and of every expert from their own statements.

    Parameters
    ----------
    experts
        Per expert a mapping from every basis label to its level, plus ``"熟悉程度"``.
    basis, familiarity
        Tables or their ids.

    Returns
    -------
    tuple
        Panel value (means of unrounded coefficients) and the experts' values.

    Raises
    ------
    UnknownChoice, InvalidInput
        Unknown table, missing or unknown level; the message names expert and row.

    References
    ----------
    Tables as printed in Chinese Delphi studies, e.g. PMC9440023 (2022) table 2; familiarity is not
    standardised, hence its table is named with the result.

    Examples
    --------
    >>> answers = {"实践经验": "大", "理论分析": "中", "国内外同行": "大", "直觉": "小"}
    >>> answers["熟悉程度"] = "较熟悉"
    >>> panel, single = authority([answers])
    >>> round(panel.Ca, 4), panel.Cs, round(panel.Cr, 4)
    (0.9, 0.8, 0.85)
    """
    ca_table = _table(basis, BASIS_TABLES, "basis")
    cs_table = _table(familiarity, FAMILIARITY_TABLES, "familiarity")
    if not experts:
        raise InvalidInput("没有专家", where="experts", cure="至少一位专家")
    single = []
    for k, answers in enumerate(experts):
        ca = math.fsum(_level(levels, answers, row, k) for row, levels in ca_table.rows.items())
        single.append(authority_of(ca, _level(cs_table.rows[""], answers, "熟悉程度", k)))
    panel = authority_of(
        math.fsum(a.Ca for a in single) / len(single),
        math.fsum(a.Cs for a in single) / len(single),
        {"basis": ca_table.id, "familiarity": cs_table.id, "n": len(single)},
    )
    return panel, tuple(single)


def authority_from_counts(
    basis_counts: Sequence[Sequence[float]],
    basis_coefficients: Sequence[Sequence[float]],
    familiarity_counts: Sequence[tuple[float, float]],
    n: int,
) -> Authority:
    """Recompute a published authority coefficient from its counts.

    Parameters
    ----------
    basis_counts, basis_coefficients
        Same shape (bases, levels): numbers of experts and coefficients.
    familiarity_counts
        (coefficient, number of experts) per level.
    n
        Number of experts.

    Returns
    -------
    Authority
        Panel values from unrounded coefficients.

    Raises
    ------
    InvalidInput
        Counts that do not fit n or each other.

    References
    ----------
    BMJ Open 2012;2:e001431, table of authority coefficients; printed tables contain errors, so
    they are recomputed.

    Examples
    --------
    >>> familiarity = [(1.0, 1), (0.8, 12), (0.6, 3)]
    >>> found = authority_from_counts([[16, 0, 0]], [[0.5, 0.4, 0.3]], familiarity, 16)
    >>> found.Ca, round(found.Cs, 4)
    (0.5, 0.775)
    """
    if n < 1:
        raise InvalidInput("专家数须为正", where="n", cure="请更正")
    if [len(row) for row in basis_counts] != [len(row) for row in basis_coefficients]:
        raise InvalidInput("频数与系数表形状不同", where="basis_counts", cure="请逐格对应")
    ca = weighted_mean(
        [c for row in basis_counts for c in row], [v for row in basis_coefficients for v in row], n
    )
    cs = weighted_mean([c for _, c in familiarity_counts], [v for v, _ in familiarity_counts], n)
    return authority_of(ca, cs, {"n": n})


def weighted_mean(counts: Sequence[float], values: Sequence[float], n: float) -> float:
    """Return sum(count x coefficient) / n."""
    if n <= 0:
        raise InvalidInput("专家数须为正", where="n", cure="请更正")
    return math.fsum(c * v for c, v in zip(counts, values, strict=True)) / n


def authority_of(ca: float, cs: float, params: Mapping[str, object] | None = None) -> Authority:
    """Return Cr = (Ca + Cs)/2.

    Parameters
    ----------
    ca, cs
        Basis of judgement and familiarity, each 0-1.
    params
        Stored with the result, for example the ids of the tables.

    Returns
    -------
    Authority
        Accepted from Cr .70 on.

    Raises
    ------
    InvalidInput
        A coefficient outside 0-1.

    References
    ----------
    Usual definition Cr = (Ca + Cs)/2, e.g. BMC Infect. Dis. 2014;14:268.

    Examples
    --------
    >>> authority_of(0.92, 0.91).Cr
    0.915
    """
    for name, value in (("Ca", ca), ("Cs", cs)):
        if not -1e-9 <= value <= 1 + 1e-9:
            raise InvalidInput(f"{value} 不在 0–1", where=name, cure="请核对系数表")
    cr = (ca + cs) / 2
    return Authority(
        method="mean_of_ca_and_cs",
        params=dict(params or {}),
        inputs_hash=inputs_hash([ca, cs]),
        Ca=ca,
        Cs=cs,
        Cr=cr,
        accepted=cr + 1e-9 >= AUTHORITY_LIMIT,
    )


def _table(
    given: str | CoefficientTable, known: Mapping[str, CoefficientTable], where: str
) -> CoefficientTable:
    if isinstance(given, CoefficientTable):
        return given
    if given not in known:
        raise UnknownChoice(f"没有系数表“{given}”", where=where, cure="可选：" + "、".join(known))
    return known[given]


def _level(levels: Mapping[str, float], answers: Mapping[str, str], row: str, k: int) -> float:
    answer = answers.get(row)
    if not isinstance(answer, str) or answer not in levels:
        raise InvalidInput(
            f"“{row}”填写为“{answer}”",
            where=f"第{k + 1}位专家",
            cure="可选：" + "、".join(levels),
        )
    return levels[answer]
