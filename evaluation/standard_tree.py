"""The indicator tree of clause 5.1.2.1 as data: five dimensions, seventeen leaves.

The draft letters the leaves of the first three dimensions; intellectual property and team are
named in one sentence each and are split by its words. Anchors and sub-questions are ours.
"""

from __future__ import annotations

from evaluation.indicators import Indicator, IndicatorTree
from evaluation.standard_parts import (
    CLINICAL,
    INVESTMENT,
    PROPERTY,
    TEAM,
    TECHNICAL,
    leaf,
    question,
)

_CLINICAL = Indicator(
    "A",
    "临床评估",
    "5.1.2.1.3",
    "临床需求、效用、操作与成本",
    (
        leaf(
            "A1",
            "临床需求",
            "5.1.2.1.3-a",
            "从受众人数多少、诊治方案创新程度以及解决原有方案的不足之处，判断诊疗需求是否为刚需",
            (
                question("population", "受众人数（每年）", "number", "人"),
                question("novelty", "诊治方案的创新程度"),
                question("gap", "解决原有方案的哪些不足"),
                question("rigid", "诊疗需求是否为刚需", "yes_no"),
            ),
            (
                "无明确适应人群，原有方案已充分满足",
                "人群较小或原有方案基本满足，改善有限",
                "有一定人群，原有方案存在可感知的不足",
                "人群较大，原有方案有明显不足，需求迫切",
                "人群大且缺乏有效方案，诊疗需求为刚需",
            ),
            categories=(CLINICAL,),
            evidence=("流行病学资料", "诊疗指南", "临床现状调查"),
            data_driven=True,
            swot="external",
        ),
        leaf(
            "A2",
            "效用提升度",
            "5.1.2.1.3-b",
            "从成功率、并发症、创伤性、医护人员操作风险、患者的依从性等方面判断临床效用提升程度",
            (
                question("success", "成功率（有效率）", "old_new", "%"),
                question("complication", "并发症发生率", "old_new", "%"),
                question("trauma", "创伤性", "old_new", "级"),
                question("staff_risk", "医护人员操作风险", "old_new", "级"),
                question("adherence", "患者依从性", "old_new", "%"),
            ),
            (
                "效用低于现有方案",
                "与现有方案相当，无可信的改善证据",
                "一至两个方面有改善，证据为观察性",
                "主要方面明显改善，有对照研究支持",
                "多方面显著改善，有随机对照或真实世界研究支持",
            ),
            categories=(CLINICAL,),
            evidence=("临床试验结果", "真实世界研究", "不良反应资料"),
            data_driven=True,
        ),
        leaf(
            "A3",
            "操作便利度",
            "5.1.2.1.3-c",
            "从操作难易程度、操作耗时程度判断方案是否便利",
            (
                question("difficulty", "操作难易程度（培训要求）"),
                question("minutes", "单次操作耗时", "old_new", "分钟"),
            ),
            (
                "操作复杂，仅个别团队可完成",
                "较复杂或耗时明显增加，需长期培训",
                "难度与耗时和现有方案相当",
                "较现有方案简便或省时，短期培训可掌握",
                "简便省时，基层机构可直接使用",
            ),
            categories=(CLINICAL,),
            evidence=("操作规程", "工时记录"),
        ),
        leaf(
            "A4",
            "临床成本",
            "5.1.2.1.3-d",
            "包括患者的就诊成本、医疗耗材成本等",
            (
                question("visit_cost", "患者就诊成本（每例）", "money", "元"),
                question("consumable_cost", "医疗耗材成本（每例）", "money", "元"),
                question("existing_cost", "现有方案的成本（每例）", "money", "元"),
            ),
            (
                "成本远高于现有方案且无相应获益",
                "成本高于现有方案",
                "成本与现有方案相当",
                "成本低于现有方案，或增量成本具有经济性",
                "成本显著降低并有卫生经济学证据",
            ),
            categories=(CLINICAL,),
            evidence=("收费与耗材目录", "卫生经济学评价"),
            data_driven=True,
        ),
    ),
)

_MARKET = Indicator(
    "B",
    "市场评估",
    "5.1.2.1.4",
    "市场规模、趋势与商业化潜力",
    (
        leaf(
            "B1",
            "市场规模",
            "5.1.2.1.4-a",
            "临床问题/解决方案涉及到的人群×现有/可比解决方案价格",
            (
                question("persons", "涉及人群（每年，低/中/高估）", "number", "人"),
                question("price", "现有或可比解决方案价格", "money", "元"),
                question("source", "数据来源与年份"),
            ),
            (
                "年市场规模不足 1 千万元或无法估计",
                "约 1 亿元",
                "约 10 亿元",
                "约 50 亿元",
                "100 亿元及以上",
            ),
            categories=(INVESTMENT,),
            evidence=("市场调研报告", "流行病学资料", "价格资料"),
            data_driven=True,
            swot="external",
        ),
        leaf(
            "B2",
            "市场趋势",
            "5.1.2.1.4-b",
            "根据疾病谱和临床趋势，该项目可涉及的人群变化趋势",
            (
                question("growth", "近五年人群年均变化", "number", "%"),
                question("trend_note", "疾病谱与临床趋势说明"),
            ),
            (
                "人群快速减少",
                "人群缓慢减少",
                "人群基本稳定",
                "人群稳定增长",
                "人群快速增长且趋势证据充分",
            ),
            categories=(INVESTMENT,),
            evidence=("流行病学序列", "行业报告"),
            data_driven=True,
            swot="external",
        ),
        leaf(
            "B3",
            "商业化潜力",
            "5.1.2.1.4-c",
            "产品或服务的盈利模式、成本结构及市场竞争优势",
            (
                question("profit_model", "盈利模式", "score", "分"),
                question("cost_structure", "成本结构", "score", "分"),
                question("advantage", "市场竞争优势", "score", "分"),
            ),
            (
                "无可行的盈利模式",
                "盈利模式不清晰，成本缺乏竞争力",
                "盈利模式可行，竞争优势一般",
                "盈利模式清晰，成本结构合理，有明显优势",
                "盈利模式已验证，竞争壁垒高",
            ),
            categories=(INVESTMENT,),
            evidence=("商业计划", "竞品分析"),
            swot="external",
        ),
    ),
    swot="external",
)

STANDARD_TREE = IndicatorTree(
    id="clause-5.1.2.1",
    version="1.0",
    name="慢性肝病中医药科技创新成果评估指标体系",
    root=Indicator(
        "G",
        "成果综合评估",
        "5.1.2.1.2",
        "成果综合评估",
        (_CLINICAL, _MARKET, TECHNICAL, PROPERTY, TEAM),
    ),
    source="T/HEBQIA（征求意见稿）5.1.2.1；锚点、子问题为平台拟定",
    notes=(
        "5.1.2.1.6 与 5.1.2.1.7 未列字母项，按条文用词各分为三项",
        "权重不在体系内，由德尔菲法与层次分析法另行确定（5.1.2.2.3、5.1.2.2.4）",
    ),
)
"""Standard tree, 5 dimensions and 17 leaves, 31 comparisons per expert."""
