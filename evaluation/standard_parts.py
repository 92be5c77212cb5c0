"""Technical, property and team dimensions of clause 5.1.2.1 with anchors and sub-questions."""

from __future__ import annotations

from evaluation.indicators import Anchor, Indicator, SubQuestion

CLINICAL, ENGINEERING, INVESTMENT = "clinical", "engineering", "investment"
EXPERT_CATEGORIES = {
    CLINICAL: "临床医学专家",
    ENGINEERING: "工程技术专家",
    INVESTMENT: "产业投资专家",
}
_LEVELS = (0.0, 25.0, 50.0, 75.0, 100.0)


def question(code: str, text: str, kind: str = "text", unit: str = "") -> SubQuestion:
    """Return a sub-question."""
    return SubQuestion(code, text, kind, unit)


def leaf(
    code: str,
    name: str,
    clause: str,
    definition: str,
    questions: tuple[SubQuestion, ...],
    anchors: tuple[str, str, str, str, str],
    *,
    categories: tuple[str, ...],
    evidence: tuple[str, ...],
    data_driven: bool = False,
    swot: str = "internal",
) -> Indicator:
    """Return a leaf with anchors at 0, 25, 50, 75 and 100."""
    return Indicator(
        code=code,
        name=name,
        clause=clause,
        definition=definition,
        questions=questions,
        anchors=tuple(Anchor(s, t) for s, t in zip(_LEVELS, anchors, strict=True)),
        categories=categories,
        evidence=evidence,
        data_driven=data_driven,
        swot=swot,
    )


TECHNICAL = Indicator(
    "C",
    "技术评估",
    "5.1.2.1.5",
    "创新性、成熟度与适配性",
    (
        leaf(
            "C1",
            "技术创新性",
            "5.1.2.1.5-a",
            "科技成果是否具有原创性或突破性，是否填补国内外技术空白",
            (
                question("originality", "原创性或突破性说明"),
                SubQuestion(
                    "gap",
                    "填补空白的范围",
                    "choice",
                    options=("未填补", "填补国内空白", "填补国际空白"),
                ),
            ),
            (
                "无创新，已有相同技术",
                "局部改进",
                "明显改进，国内较新",
                "国内领先或填补国内空白，有查新报告",
                "原创突破或填补国际空白，有查新报告",
            ),
            categories=(ENGINEERING,),
            evidence=("查新报告", "论文", "专利"),
        ),
        leaf(
            "C2",
            "技术成熟度",
            "5.1.2.1.5-b",
            "成果所需技术的成熟和可靠程度，以及实施该成果的工艺流程与所需配套资源的完善程度",
            (
                question("reliability", "技术的成熟和可靠程度"),
                question("process", "工艺流程的完善程度"),
                question("resources", "所需配套资源的完善程度"),
            ),
            (
                "仅有基本原理或设想",
                "实验室验证，工艺未定",
                "相关环境中验证，工艺基本确定",
                "实际环境中验证，工艺稳定，配套基本齐备",
                "已规模化应用，工艺与配套完善",
            ),
            categories=(ENGINEERING,),
            evidence=("检验报告", "工艺规程", "注册资料"),
            data_driven=True,
        ),
        leaf(
            "C3",
            "项目成熟度",
            "5.1.2.1.5-c",
            "项目在正在创新过程中的进展情况",
            (
                SubQuestion(
                    "stage",
                    "所处阶段",
                    "choice",
                    options=("实验室阶段", "中试阶段", "产业化阶段"),
                ),
                question("milestones", "已完成与待完成的里程碑", "list"),
            ),
            (
                "尚未立项",
                "已立项，处于实验室阶段",
                "实验室阶段完成，进入中试",
                "中试完成，准备注册或产业化",
                "已产业化",
            ),
            categories=(ENGINEERING,),
            evidence=("立项文件", "验收材料", "里程碑记录"),
        ),
        leaf(
            "C4",
            "系统适配性",
            "5.1.2.1.5-d",
            "技术产品与原先术式、器械等系统之间的适配程度",
            (question("interfaces", "与原有术式、器械、信息系统的接口", "list"),),
            (
                "与现有系统冲突，须整体更换",
                "需较大改造",
                "部分适配，需一定改造",
                "基本适配，少量调整即可",
                "完全适配，可直接接入",
            ),
            categories=(ENGINEERING,),
            evidence=("接口说明", "适配测试报告"),
        ),
    ),
)

PROPERTY = Indicator(
    "D",
    "知识产权",
    "5.1.2.1.6",
    "成果知识产权布局情况、质量情况和侵权风险",
    (
        leaf(
            "D1",
            "知识产权布局",
            "5.1.2.1.6",
            "专利、商标、著作权、技术秘密等的布局情况",
            (
                question("rights", "权利清单与保护期限", "list"),
                question("regions", "布局的国家和地区"),
            ),
            (
                "无任何权利",
                "仅有申请或零散权利",
                "核心技术有授权专利，覆盖主要市场",
                "核心与外围均有布局，期限充足",
                "多类型、多地域布局，形成组合保护",
            ),
            categories=(ENGINEERING, INVESTMENT),
            evidence=("专利文献", "权利登记证明"),
            data_driven=True,
        ),
        leaf(
            "D2",
            "知识产权质量",
            "5.1.2.1.6",
            "权利的稳定性、保护范围与技术价值",
            (question("claims", "保护范围与稳定性"), question("value", "技术与市场价值")),
            (
                "权利无效或已失效",
                "保护范围窄，易规避",
                "保护范围适中，稳定性一般",
                "保护范围较宽，稳定性较好",
                "保护范围宽，稳定性经过检验",
            ),
            categories=(ENGINEERING, INVESTMENT),
            evidence=("专利评价报告", "检索报告"),
        ),
        leaf(
            "D3",
            "侵权风险",
            "5.1.2.1.6",
            "实施成果侵犯他人权利或权属不清的风险（分值越高风险越低）",
            (
                question("ownership", "权属是否清晰", "yes_no"),
                question("search", "自由实施检索结论"),
            ),
            (
                "存在明确的侵权或权属争议",
                "有较高风险，尚无应对",
                "有一定风险，已有应对方案",
                "风险较低，检索结论良好",
                "经自由实施检索，风险极低，权属清晰",
            ),
            categories=(ENGINEERING, INVESTMENT),
            evidence=("自由实施检索报告", "权属证明"),
            swot="external",
        ),
    ),
)

TEAM = Indicator(
    "E",
    "项目团队",
    "5.1.2.1.7",
    "团队组成、基础和分工",
    (
        leaf(
            "E1",
            "团队组成",
            "5.1.2.1.7",
            "成员的学科、资历与完整性",
            (question("members", "成员名单（学科、职称、角色）", "list"),),
            (
                "仅有个人，无团队",
                "团队单薄，关键角色缺失",
                "主要角色具备，个别缺失",
                "学科齐全，角色完整",
                "多学科高水平团队，含转化与注册人才",
            ),
            categories=(INVESTMENT, ENGINEERING),
            evidence=("成员简历",),
        ),
        leaf(
            "E2",
            "团队基础",
            "5.1.2.1.7",
            "既往研究、转化经验与平台条件",
            (
                question("record", "既往项目与转化业绩", "list"),
                question("platform", "平台与设备条件"),
            ),
            (
                "无相关研究基础",
                "有少量研究，无转化经验",
                "研究基础较好，转化经验有限",
                "研究基础扎实，有转化经验",
                "有多项成功转化，平台条件完善",
            ),
            categories=(INVESTMENT, ENGINEERING),
            evidence=("项目与业绩证明",),
        ),
        leaf(
            "E3",
            "团队分工",
            "5.1.2.1.7",
            "分工是否明确、与转化任务是否匹配",
            (question("roles", "每名成员的任务与时间投入", "list"),),
            (
                "无分工",
                "分工不清，责任不明",
                "分工基本明确",
                "分工明确，与任务匹配",
                "分工明确，责任、时间与激励均落实",
            ),
            categories=(INVESTMENT, ENGINEERING),
            evidence=("分工文件", "协议"),
        ),
    ),
)
