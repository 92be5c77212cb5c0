"""The seven indicators of 7.1: definition, meaning, formula, and whether they are live."""

from dataclasses import dataclass
from enum import StrEnum


class MetricCode(StrEnum):
    """The seven indicators in the order of the standard."""

    CONVERSION = "conversion"
    SATISFACTION = "satisfaction"
    TIMELINESS = "timeliness"
    CONFORMITY = "conformity"
    MATCHING = "matching"
    INCUBATION = "incubation"
    IP_PROTECTION = "ip_protection"


@dataclass(frozen=True)
class MetricDefinition:
    """One indicator; `parts` name its three lists as users read them."""

    code: MetricCode
    clause: str
    name_zh: str
    name_en: str
    definition: str
    meaning: str
    formula: str
    unit: str
    live: bool
    parts: tuple[str, str, str] = ("分子", "分母", "未计入")
    variants: tuple[str, ...] = ()


REGISTRY: dict[MetricCode, MetricDefinition] = {
    d.code: d
    for d in (
        MetricDefinition(
            MetricCode.CONVERSION, "7.1.2.1", "成果转化率", "Conversion rate",
            "一定时间内，通过平台实现成功转化的科技成果数量占总成果数量的比例。",
            "反映平台促进科技成果转化的实际效果。",
            "成果转化率 = 成功转化的成果数量 ÷ 总成果数量 × 100%", "%", live=True,
            parts=("已转化", "受理成果", "未计入分子"), variants=("period", "cohort"),
        ),
        MetricDefinition(
            MetricCode.SATISFACTION, "7.1.2.2", "用户满意度", "User satisfaction",
            "用户对平台提供的服务内容、服务态度、服务效率等方面的综合评价。",
            "衡量平台是否满足用户需求，提升用户体验的关键指标。",
            "问卷调查或访谈评分的平均值（百分制）", "分", live=False,
        ),
        MetricDefinition(
            MetricCode.TIMELINESS, "7.1.2.3", "服务及时性", "Timeliness",
            "从用户提出需求到平台响应并完成服务的时间间隔。",
            "体现平台的服务效率和响应能力。",
            "平均响应时间 = Σ（首次响应 − 提出）÷ 已响应项数；"
            "平均完成时间 = Σ（办结 − 提出 − 等待用户）÷ 已办结项数；以工作日计",
            "工作日", live=True,
            parts=("已办结", "已响应", "未办结或已撤销"),
            variants=("all",),
        ),
        MetricDefinition(
            MetricCode.CONFORMITY, "7.1.2.4", "服务规范性", "Conformity",
            "平台在服务过程中是否严格遵守相关标准、流程和规章制度。",
            "确保服务的专业性和可靠性。",
            "符合规范的服务项目数 ÷ 检查项目数 × 100%（内部审核与外部监督）", "%", live=False,
        ),
        MetricDefinition(
            MetricCode.MATCHING, "7.1.2.5", "技术对接成功率", "Matching success",
            "通过平台促成的技术对接项目中，实际达成合作协议的比例。",
            "反映平台在技术对接环节的成效。",
            "技术对接成功率 = 达成合作协议的项目数量 ÷ 技术对接项目总数 × 100%", "%", live=True,
            parts=("达成协议", "技术对接项目", "未计入分母"), variants=("all",),
        ),
        MetricDefinition(
            MetricCode.INCUBATION, "7.1.2.6", "孵化成功率", "Incubation success",
            "通过平台孵化支持的项目中，成功进入市场或获得进一步融资的比例。",
            "评估平台在孵化服务方面的绩效。",
            "孵化成功率 = 成功孵化的项目数量 ÷ 孵化项目总数 × 100%", "%", live=False,
        ),
        MetricDefinition(
            MetricCode.IP_PROTECTION, "7.1.2.7", "知识产权保护有效性", "IP protection",
            "平台在知识产权申请、保护和运营过程中，为用户避免侵权纠纷或挽回损失的能力。",
            "衡量平台在知识产权服务领域的专业水平。",
            "成功解决的知识产权纠纷数与挽回的损失金额；按纠纷解决率评价", "%", live=False,
        ),
    )
}  # fmt: skip

NOT_OPEN = "尚未开放：相应的服务功能尚未上线，没有可统计的记录。"
