"""The checklist of the formal review per kind; the holder's self-check is the same list (6.1.2)."""

from dataclasses import dataclass

from backend.features.outcomes.models import Outcome


@dataclass(frozen=True)
class Item:
    """One item: code, what to look at, clause, fields concerned, kinds it is for (all if empty)."""

    code: str
    text: str
    clause: str
    pointers: tuple[str, ...]
    kinds: frozenset[str] = frozenset()


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


ITEMS: tuple[Item, ...] = (
    Item("scope", "属于慢性肝病中医药科技创新成果，病种与场景选择正确", "1；5.2.1.1",
         ("/diseases", "/scene", "/tech_field", "/kind")),
    Item("intro", "成果名称、研究背景、创新点、主要贡献表述完整，无夸大", "5.2.1.2.1",
         ("/title", "/summary", "/background", "/innovation", "/contribution")),
    Item("maturity", "成熟度与所列依据相符", "5.2.1.1", ("/maturity", "/maturity_evidence")),
    Item("parameters", "技术参数写明数值、单位、方法与依据；未披露的已注明", "5.2.1.2.2",
         ("/parameters",)),
    Item("cases", "应用案例有出处，患者资料已去标识化并取得同意；未披露的已注明", "5.2.1.2.3",
         ("/cases",)),
    Item("ip", "知识产权状态、范围、期限与证明一致，申请未称为专利", "5.2.1.2.4", ("/ip_rights",)),
    Item("cooperation", "合作方式明确，未将失效权利列为转让或许可标的", "5.2.1.2.5；3.3",
         ("/cooperation/modes",)),
    Item("ownership", "权属清楚；职务成果有单位意见，共有的有共有人意见",
         "促进科技成果转化法第2、19条", ("/ownership_basis",)),
    Item("secrecy", "不含国家秘密；商业秘密与个人信息已标明公开程度", "5.2.1.2.8",
         ("/secret_level", "/hgr_involved")),
    Item("truth", "材料真实、可查，附件清晰可读并与填写内容一致", "6.1.1", ("/attachments",)),
    Item("tcm", "处方、证候与药味表述规范，珍稀濒危药材和传统知识已标明", "5.2.1.2；中医药法第43条",
         ("/tcm",), _kinds("patent", "drug", "preparation", "method")),
    Item("patent_state", "专利法律状态已按登记簿副本或官方查询核对", "5.2.1.2.4；专利法第68条",
         ("/ip_rights",), _kinds("patent")),
    Item("drug_licence", "批准文号或临床试验许可、伦理文件齐全", "药品管理法第19、24条",
         ("/ip_rights", "/ethics"), _kinds("drug")),
    Item("preparation", "制剂许可或备案有效，未标价、无疗效宣传", "药品管理法第76条",
         ("/ip_rights", "/cooperation/price_idea"), _kinds("preparation")),
    Item("device", "注册证或备案凭证有效，或有型式检验报告", "医疗器械监督管理条例",
         ("/ip_rights", "/attachments"), _kinds("device")),
    Item("accuracy", "灵敏度、特异性、样本量与参考标准齐全", "5.2.1.2.2", ("/parameters",),
         _kinds("diagnostic", "device")),
    Item("data", "训练与验证数据来源合法，算法版本与性能指标明确", "5.2.1.2.2；5.2.1.2.8",
         ("/parameters", "/hgr_involved"), _kinds("software")),
    Item("method", "诊疗方法有证据与伦理文件，未以治疗方法本身主张专利", "专利法第25条",
         ("/cases", "/ethics", "/ip_rights"), _kinds("method")),
)  # fmt: skip

REASONS: tuple[str, ...] = (
    "缺少知识产权证明，请补充证书或登记簿副本。",
    "技术参数缺少测试方法或样本量，请补充。",
    "应用案例缺少证明材料，或患者资料未去标识化。",
    "成果摘要未说明与现有方案相比的差别，请补充比较数据。",
    "权属材料不全：职务成果请附单位同意转化的意见。",
    "附件无法打开或与填写内容不一致，请重新上传。",
    "不属于慢性肝病中医药科技创新成果的受理范围。",
)


def items_for(outcome: Outcome) -> tuple[Item, ...]:
    """Return the items for the kind of this outcome."""
    return tuple(item for item in ITEMS if not item.kinds or outcome.kind in item.kinds)


def codes_for(outcome: Outcome) -> frozenset[str]:
    """Return the codes of the items for the kind of this outcome."""
    return frozenset(item.code for item in items_for(outcome))
