"""Figures of closed Delphi rounds as a table for a spreadsheet (clause 5.1.2.2.3)."""

import csv
import io
from collections.abc import Sequence

from backend.features.assessment.schemas.delphi import (
    DelphiConcordanceView,
    DelphiItemResult,
    DelphiRoundView,
)

Cell = str | float | None
BOM = "\ufeff"  # tells spreadsheet programs that the Chinese text is UTF-8
FORMULA = ("=", "+", "-", "@", "\t")
ROUND_HEADS = (
    "轮次", "发出", "回收", "专家积极系数", "提出意见比例", "判断依据系数 Ca", "熟悉程度系数 Cs",
    "权威系数 Cr", "判断依据表", "熟悉程度表", "改变评分的专家（中位）", "停止规则", "停止规则逐条",
    "数据校验值",
)  # fmt: skip
CONCORDANCE_HEADS = (
    "轮次", "范围", "W", "程度", "专家数", "条目数", "卡方", "自由度", "p（卡方）", "F", "p（F）",
    "p（置换）", "采用的 p", "检验", "说明",
)  # fmt: skip
ITEM_HEADS = (
    "轮次", "编号", "条目", "层级", "上级", "评分人数", "均数 Mj", "标准差", "变异系数 CV",
    "满分频率 Kj", "中位数", "下四分位数", "上四分位数", "四分位距", "前两级占比", "未达界值",
    "未达绝对限值", "筛选建议", "改变评分比例", "轮间稳定",
)  # fmt: skip


def results_csv(rounds: Sequence[DelphiRoundView]) -> str:
    """Return three blocks under each other: rounds, concordance, items of every round."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(ROUND_HEADS)
    writer.writerows(_line(_round(one)) for one in rounds)
    writer.writerow(())
    writer.writerow(CONCORDANCE_HEADS)
    writer.writerows(_line(_agreed(one, row)) for one in rounds for row in one.concordance)
    writer.writerow(())
    writer.writerow(ITEM_HEADS)
    writer.writerows(_line(_item(one, row)) for one in rounds for row in one.results)
    return out.getvalue()


def _line(cells: Sequence[Cell]) -> list[Cell]:
    """Keep a name that begins like a formula from being computed by the spreadsheet."""
    return [f"'{c}" if isinstance(c, str) and c.startswith(FORMULA) else c for c in cells]


def _round(one: DelphiRoundView) -> Sequence[Cell]:
    return (
        one.number, one.sent, one.returned, one.recovery, one.commented, one.Ca, one.Cs, one.Cr,
        one.basis_table, one.familiarity_table, one.median_changed, one.stop_head,
        "；".join(one.stop_reasons), one.inputs_hash,
    )  # fmt: skip


def _agreed(one: DelphiRoundView, row: DelphiConcordanceView) -> Sequence[Cell]:
    return (
        one.number, row.scope_label, row.W, row.word, row.m, row.n, row.chi2, row.df, row.p_chi2,
        row.F, row.p_f, row.p_permutation, row.p, row.p_method, row.note,
    )  # fmt: skip


def _item(one: DelphiRoundView, row: DelphiItemResult) -> Sequence[Cell]:
    stable = "" if row.stable is None else "是" if row.stable else "否"
    return (
        one.number, row.code, row.name, row.level, row.parent, row.n, row.mean, row.sd, row.cv,
        row.full_share, row.median, row.q1, row.q3, row.iqr, row.top_two, "、".join(row.failed),
        "、".join(row.absolute), row.verdict_label, row.changed, stable,
    )  # fmt: skip
