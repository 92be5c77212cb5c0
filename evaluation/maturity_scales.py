"""Readiness scales per product family as data (condensed from public biomedical TRL tables).

Wording to be compared with the sources before it is quoted; evidence items follow Chinese
registration practice. GB/T 22900 level texts are to be loaded by the user with their edition.
"""

from __future__ import annotations

from evaluation.maturity import EvidenceItem, Level, MaturityScale

_SCORES = (8.0, 16.0, 26.0, 38.0, 50.0, 62.0, 75.0, 90.0, 100.0)
_TCM_NOTES = {
    1: "古籍与名医经验整理",
    2: "组方依据（方解）",
    3: "药效学初筛；人用经验小结",
    4: "工艺路线，质量标准草案",
    5: "医疗机构中药制剂备案或注册；人用经验数据",
    6: "古代经典名方（3.1 类）与人用经验可简化临床阶段",
    7: "Ⅱ/Ⅲ 期或真实世界研究",
    8: "上市许可",
    9: "上市后评价，指南纳入",
}


def _scale(
    id: str, name: str, rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
) -> MaturityScale:
    return MaturityScale(
        id=id,
        version="1.0",
        name=name,
        levels=tuple(
            Level(k, label, tuple(EvidenceItem(f"{k}.{c}", text) for c, text in items), score)
            for k, ((label, items), score) in enumerate(zip(rows, _SCORES, strict=True), start=1)
        ),
        source="BARDA/PHEMCE integrated TRLs, DoD biomedical TRL, condensed; evidence: proposal",
        tcm_notes=_TCM_NOTES,
    )


_EARLY = (
    ("观察到基本原理", (("review", "文献综述（古籍、名医经验整理）"),)),
    ("形成方案与假设", (("plan", "研究方案（组方依据或设计依据）"),)),
)

TRL_SCALES: dict[str, MaturityScale] = {
    scale.id: scale
    for scale in (
        _scale(
            "trl-drug",
            "药物（含中药、生物制品）",
            (
                *_EARLY,
                (
                    "候选物体外与机制验证",
                    (("in_vitro", "体外或机制数据"), ("screen", "药效学初筛")),
                ),
                (
                    "候选物优化与非临床药效",
                    (("efficacy", "非 GLP 药效报告"), ("route", "工艺路线与质量标准草案")),
                ),
                (
                    "非临床深入研究与工艺放大起步",
                    (("scale_up", "小试至中试报告"), ("stability", "稳定性研究")),
                ),
                (
                    "中试批与临床试验许可",
                    (("pilot_lot", "GMP 中试批记录"), ("ind", "临床试验批件或默示许可")),
                ),
                ("临床疗效验证", (("trial", "临床试验报告（Ⅱ期及以上）"),)),
                (
                    "确证性临床与上市许可",
                    (("pivotal", "确证性临床试验报告"), ("licence", "药品注册证")),
                ),
                ("上市应用与上市后评价", (("sales", "销售或医保资料"), ("pv", "不良反应监测报告"))),
            ),
        ),
        _scale(
            "trl-device",
            "医疗器械与设备",
            (
                *_EARLY,
                ("关键功能台架验证", (("bench", "台架试验数据"),)),
                (
                    "实验室样机与动物试验",
                    (("prototype", "实验室样机"), ("animal", "动物试验或模拟试验报告")),
                ),
                ("相关环境中的样机验证", (("relevant", "相关环境验证报告"),)),
                (
                    "小批试制与注册检验",
                    (("pilot_lot", "小批试制记录"), ("type_test", "注册检验报告")),
                ),
                ("临床试验或临床评价", (("trial", "临床试验或临床评价报告"),)),
                ("取得注册证", (("licence", "医疗器械注册证"),)),
                ("上市应用与上市后监测", (("sales", "销售资料"), ("pms", "上市后监测报告"))),
            ),
        ),
        _scale(
            "trl-ivd",
            "体外诊断试剂",
            (
                *_EARLY,
                ("标志物关联得到验证", (("marker", "标志物关联数据"),)),
                ("实验室检测可行性", (("feasible", "检测可行性报告"),)),
                ("分析性能确认", (("analytic", "分析性能评估报告"),)),
                (
                    "三批试生产与注册检验",
                    (("three_lots", "三批试生产记录"), ("type_test", "注册检验报告")),
                ),
                ("临床评价", (("trial", "临床评价报告"),)),
                ("取得注册证", (("licence", "医疗器械注册证"),)),
                ("上市应用与上市后监测", (("sales", "销售资料"), ("pms", "上市后监测报告"))),
            ),
        ),
        _scale(
            "trl-method",
            "诊疗方案、技术与软件",
            (
                *_EARLY,
                ("个案或原型验证", (("cases", "病例系列或原型测试记录"),)),
                ("单中心可行性研究", (("feasible", "可行性研究报告"),)),
                ("队列或回顾性验证", (("cohort", "队列或回顾性研究报告"),)),
                (
                    "规程定型与外部验证",
                    (("protocol", "操作规程定稿"), ("external", "外部验证报告")),
                ),
                ("随机对照或多中心研究", (("trial", "随机对照或多中心研究报告"),)),
                ("准入（技术备案、软件注册证）", (("licence", "备案、准入或注册文件"),)),
                ("推广应用与指南纳入", (("use", "推广应用证明"), ("guideline", "指南或共识纳入"))),
            ),
        ),
    )
}
"""Scales by id; levels 1-9."""
