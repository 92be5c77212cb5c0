"""Figures of the report: scores, weights, agreement, sensitivity; rounded here, once."""

from typing import Any

from backend.features.assessment.disclosure import ENOUGH, NOTHING, SPREAD_FROM, Withheld
from backend.features.assessment.weight_quality import method_of
from backend.features.assessment.weight_sources import sources_sentence
from backend.kernel import documents as d
from evaluation import (
    RANDOM_INDEX_TABLES,
    IndicatorTree,
    largest_remainder,
    show_cr,
    show_score,
)

Json = dict[str, Any]
DIGITS = 4
NONE = "—"
METHODS = {
    "eigenvector": "特征向量法",
    "rgm": "行几何平均法",
    "column_mean": "列和平均法",
    "wls": "加权最小二乘法",
}
BASIS = {
    "group_judgements": "扰动群体判断矩阵",
    "combined_weights": "扰动由组合权重还原的一致矩阵",
}


def _printed(card: Json) -> dict[str, str]:
    """Return leaf weights with four decimals whose printed sum is exactly 1.0000."""
    return dict(
        zip(
            (leaf["code"] for leaf in card["leaves"]),
            largest_remainder([leaf["weight"] for leaf in card["leaves"]], DIGITS),
            strict=True,
        )
    )


def dimension_scores(
    card: Json, tree: IndicatorTree, hidden: Withheld
) -> tuple[d.DimensionScore, ...]:
    """Return the table of scores; what stands for too few experts is withheld."""
    printed = _printed(card)
    rows = []
    for dimension in card["dimensions"]:
        code = dimension["code"]
        score = None if code in hidden.dimensions else dimension["score"]
        rows.append(
            d.DimensionScore(
                code=code,
                name=dimension["name"],
                weight=f"{dimension['weight']:.4f}",
                score=show_score(score),
                contribution=show_score(None if score is None else dimension["weight"] * score),
                share=max(0.0, min(1.0, (score or 0.0) / 100)),
                leaves=tuple(
                    _leaf(leaf, printed[leaf["code"]], hidden)
                    for leaf in card["leaves"]
                    if tree.dimension_of(leaf["code"]).code == code
                ),
            )
        )
    return tuple(rows)


def _leaf(leaf: Json, weight: str, hidden: Withheld) -> d.LeafScore:
    withheld = leaf["code"] in hidden.leaves
    fewest = 2 if hidden is NOTHING else SPREAD_FROM

    def told(key: str) -> str:
        return NONE if withheld else show_score(leaf[key])

    # mean and deviation of three or four whole numbers are those numbers
    spread, sd = NONE, NONE
    if not withheld and leaf["n"] >= fewest:
        sd = show_score(leaf["sd"])
        spread = f"{show_score(leaf['low'])}–{show_score(leaf['high'])}"
    return d.LeafScore(
        code=leaf["code"],
        name=leaf["name"],
        weight=weight,
        score=told("official"),
        contribution=told("contribution"),
        n=str(leaf["n"]),
        mean=told("mean"),
        trimmed=told("trimmed"),
        sd=sd,
        spread=spread,
        abstentions=str(leaf["abstentions"]),
        withheld=withheld,
    )


def scoring_notes(card: Json, rule: Json, hidden: Withheld) -> tuple[str, ...]:
    """Say the total with its interval and distance, and how it was formed."""
    lines = []
    if card["total"] is not None:
        lines.append(
            f"综合得分 {show_score(card['total'])}，标准误 {card['se']:.2f}，95% 区间 "
            f"{show_score(card['low'])}–{show_score(card['high'])}；通过线 {rule['total']:g}，"
            f"距通过线 {card['decision']['distance']:+.1f}；按此误差，总分不低于通过线的概率为 "
            f"{card['p_pass']:.1%}。"
        )
    if card["borderline"]:
        lines.append("通过线落在总分的 95% 区间内，属临界结果，建议复评。")
    lines += [
        "各指标按 0—100 分锚定描述评分；少于 5 人取均值，5 人及以上取 20% 截尾均值。",
        "综合得分为叶指标得分与组合权重乘积之和；区间由专家间方差的正态近似给出。",
    ]
    if hidden.leaves:
        lines.append(
            f"评分专家少于 {ENOUGH} 名的指标，以及可由其他数字推得的指标，只列权重与人数；"
            f"标准差与评分范围自 {SPREAD_FROM} 名起列出。完整评分以代号封存于评估档案。"
        )
    return tuple(lines)


def weights_part(weights: Json, quality: Json, card: Json, tree: IndicatorTree) -> d.WeightsPart:
    """Return method, consistency per matrix and per expert, agreement and intervals."""
    result = weights["result"]
    alone = quality["experts"] < 2
    return d.WeightsPart(
        method=(
            f"{weights['title']}：专家两两比较，群体判断以几何平均集结，"
            f"{METHODS[method_of(result)]}求解。" + sources_sentence(result)
        ),
        facts=(
            d.Fact(label="权重版本", value=f"{weights['number']} 第 {weights['revision']} 版"),
            d.Fact(label="判断专家", value=f"{quality['experts']} 名（n={quality['experts']}）"),
            d.Fact(label="随机一致性指标", value=RANDOM_INDEX_TABLES[weights["ri_table"]].label),
            d.Fact(
                label="一致性比率",
                value=(
                    f"限值 {weights['cr_limit']:.2f}；"
                    f"单个专家最大 CR {show_cr(quality['cr_max'])}，"
                    f"层次总排序 CR {show_cr(quality['cr_overall'])}"
                ),
            ),
            d.Fact(
                label="权重区间",
                value="仅一位专家，不能估计区间与一致程度。"
                if alone
                else (
                    f"对专家重抽样 {quality['draws']} 次（种子 {quality['seed']}）的 95% 区间；"
                    "未计入与其他来源的合成。"
                ),
            ),
        ),
        nodes=tuple(
            d.MatrixCheck(
                name=tree.node(code).name,
                size=str(len(node["items"])),
                cr=show_cr(node["cr"]),
                passed=node["passed"],
                cr_experts=show_cr(quality["nodes"][code]["cr_experts"]),
                gci=show_cr(quality["nodes"][code]["gci"]),
                consensus=_consensus(quality["nodes"][code]),
                concordance=show_cr(quality["nodes"][code]["w"]),
            )
            for code, node in result["nodes"].items()
        ),
        rows=_weight_rows(result, quality, card, tree),
    )


def _consensus(node: Json) -> str:
    return NONE if node["s_star"] is None else f"{node['s_star']:.3f}（{node['s_word']}）"


def _weight_rows(
    result: Json, quality: Json, card: Json, tree: IndicatorTree
) -> tuple[d.WeightRow, ...]:
    printed = _printed(card)
    globally = {item["code"]: f"{item['weight']:.4f}" for item in card["dimensions"]}
    rows = []
    for node in tree.root.walk():
        if node.code == tree.root.code:
            continue
        found = quality["nodes"].get(tree.parents[node.code], {"intervals": {}})
        low, high = found["intervals"].get(node.code, (None, None))
        rows.append(
            d.WeightRow(
                code=node.code,
                name=node.name,
                local=f"{result['local'][node.code]:.4f}",
                interval=NONE if low is None else f"{low:.4f}–{high:.4f}",
                weight=printed.get(node.code) or globally.get(node.code, NONE),
                leaf=node.is_leaf,
            )
        )
    return tuple(rows)


def agreement_facts(block: Json) -> tuple[d.Fact, ...]:
    """Return agreement and the severity-corrected total, which stands beside the official one."""
    agreement, alpha = block["agreement"], block["alpha"]
    facts = [
        d.Fact(
            label=f"组内相关 {agreement['name'] if agreement else 'ICC(A,k)'}",
            value=None
            if agreement is None
            else f"{agreement['value']:.3f}（95% 区间 {agreement['low']:.3f} 至 "
            f"{agreement['high']:.3f}，{agreement['grade']}）",
        ),
        d.Fact(
            label="Krippendorff α",
            value=None
            if alpha is None
            else f"{alpha['value']:.3f}（{alpha['word']}，n={alpha['units']} 项指标）",
        ),
        d.Fact(
            label="宽严校正总分",
            value=None
            if block["corrected_total"] is None
            else f"{show_score(block['corrected_total'])}（仅供对照；正式得分为 "
            f"{show_score(block['official_total'])}，"
            + ("两者结论不同，建议复评）" if block["second_review"] else "结论不变）"),
        ),
    ]
    return tuple(facts)


def outlier_notes(block: Json) -> tuple[str, ...]:
    """Say how many ratings stand out and how they were handled; never which expert's."""
    ratings, experts = len(block["outlying_ratings"]), len(block["outlying_experts"])
    lines = [*block["notes"]]
    if ratings or experts:
        lines.append(
            f"离群评分 {ratings} 个，评分习惯偏离的专家 {experts} 名：已提示核实，均未删除。"
        )
    else:
        lines.append("未发现离群评分。")
    if block["total_without_outliers"] is not None:
        lines.append(
            f"剔除离群评分后总分为 {show_score(block['total_without_outliers'])}，仅供对照。"
        )
    return tuple(lines)


def sensitivity_part(block: Json) -> d.SensitivityPart:
    """Return the turning points of single weights and the share that passes when judgements move.

    The block has lost the turning points of what is withheld.
    """
    leaves, chance = block["sensitivity"]["leaves"], block["sensitivity"]["monte_carlo"]
    if leaves["crossings"]:
        critical = leaves["most_critical"]
        statement = (
            f"最敏感的是“{critical['name']}”：权重由 {critical['weight']:.4f} 变为 "
            f"{critical['at']:.4f}（其余按比例调整）时结论改变。"
        )
    elif leaves.get("withheld"):
        statement = "评分人数足够的指标中，任何一项权重单独变化都不改变结论。"
    else:
        statement = "任何一项权重单独变化都不改变结论。"
    return d.SensitivityPart(
        statement=statement,
        facts=(
            d.Fact(
                label="判断扰动",
                value=(
                    f"{BASIS[chance['basis']]} {chance['draws']} 次（σ={chance['sigma']:g}，"
                    f"种子 {chance['seed']}）：总分 95% 范围 {show_score(chance['low'])}–"
                    f"{show_score(chance['high'])}"
                    + (
                        ""
                        if chance["p_pass"] is None
                        else f"，达到通过线的比例 {chance['p_pass']:.1%}"
                    )
                ),
            ),
        ),
        crossings=tuple(
            d.TurningPoint(
                name=item["name"], weight=f"{item['weight']:.4f}", at=f"{item['at']:.4f}"
            )
            for item in leaves["crossings"]
        ),
    )
