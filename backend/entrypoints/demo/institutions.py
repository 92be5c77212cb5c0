"""The demonstration of an institution's own evaluation (5.1.2.2.2, 5.1.2.3.1 to 5.1.2.3.4, .8).

Group, materials, refusal and all figures are invented and say so; the outcomes are real.
"""

import uuid
from datetime import timedelta

from backend.entrypoints.demo.people import BRANCH, HOSPITAL, Cast
from backend.entrypoints.demo.stage import Stage
from backend.features.assessment.institution_models import BatchItem
from backend.features.assessment.institution_states import PoolClass
from backend.features.assessment.queries.batch_items import lines_of
from backend.features.assessment.queries.institution import items_of
from backend.features.assessment.schemas.evidence import (
    ComparisonInput,
    EstimateInput,
    FigureInput,
    FiguresInput,
    MarketInput,
    UtilityInput,
)
from backend.features.assessment.schemas.evidence_parts import (
    CaseCostInput,
    CitationInput,
    CitationsInput,
    InterfaceInput,
    NoveltyClaimInput,
    PopulationPointInput,
    PopulationTrendInput,
    ProjectMemberInput,
    ProjectProfileInput,
    ProjectStepInput,
    TreatmentCostInput,
)
from backend.features.assessment.schemas.institution import (
    ClassifyInput,
    EvaluationInput,
    GroupMemberInput,
    LineReturnInput,
    MaterialInput,
    MaterialReturnInput,
    RejectionInput,
    WorkGroupInput,
)
from backend.features.assessment.service import evidence, materials
from backend.features.assessment.service import institution as service
from backend.features.assessment.service.pool import classify
from backend.features.identity.models import Organisation
from backend.features.identity.schemas import ParentInput
from backend.features.identity.service import set_parent
from backend.kernel.documents import PaperPage, SamplePaper
from backend.kernel.filing import store_bytes
from backend.kernel.uow import UnitOfWork

NOTE = "（演示）本成果不涉及。"
PARTIAL = ("A1", "B1", "C1", "D1")  # what is filed of an outcome that is being collected
PDF = "application/pdf"
NOWHERE = "91000000000000000K"  # well formed, of a region that does not exist


def _paper(title: str, number: str, *pages: PaperPage) -> SamplePaper:
    return SamplePaper(title=title, number=number, demo=True, pages=pages)


LETTER = _paper(
    "关于成立慢性肝病成果评价工作组的通知（演示）",
    "演示〔2026〕1 号",
    PaperPage(
        heading="成立文件",
        text="为开展院内成果评价，成立慢性肝病成果评价工作组。本文件为演示，不对应任何真实机构。",
        rows=(
            ("姓名", "职务分工", "专业背景"),
            ("管单位（演示）", "组长", "成果转化管理"),
            ("林持成（演示）", "秘书", "中药新药研发"),
            ("罗肝病（演示）", "临床评价", "慢性肝病临床，主任医师"),
            ("江质控（演示）", "技术评价", "中药制剂与质量标准"),
        ),
    ),
)
TRIAL = _paper(
    "临床研究总结摘要（演示）",
    "演示材料 2",
    PaperPage(heading="第 1 页：研究概况", text="演示研究，数据均为虚构，仅用于说明引用方式。"),
    PaperPage(
        heading="第 2 页：疗效",
        text="表 2 为两组主要疗效指标（虚构）。",
        rows=(("指标", "现有方案", "本成果"), ("有效率", "60%", "75%"), ("并发症", "8%", "5%")),
    ),
    PaperPage(
        heading="第 3 页：人群与费用",
        text="表 3 为涉及人群与每例费用（虚构）。",
        rows=(("项目", "数值"), ("涉及人群", "100 万人/年"), ("每例费用", "1 260 元")),
    ),
)


def _file(
    uow: UnitOfWork, stage: Stage, paper: SamplePaper, subject: str, subject_id: uuid.UUID,
    *, kind: str, org_id: uuid.UUID,
) -> uuid.UUID:  # fmt: skip
    rendered = uow.ports.renderer.render(paper, at=stage.clock.at)
    return store_bytes(
        uow, content=rendered.content, name=f"{paper.title}.pdf", media_type=PDF,
        subject_type=subject, subject_id=subject_id, kind=kind, org_id=org_id,
    ).id  # fmt: skip


def make_group(stage: Stage, cast: Cast) -> uuid.UUID:
    """Put the work group of the demonstration hospital together and appoint it (5.1.2.3.1)."""
    admin, holder = cast["orgadmin"], cast["holder"]
    with stage.acting(admin) as uow:
        group = service.create_group(
            uow,
            WorkGroupInput(
                name="慢性肝病成果评价工作组（演示）",
                purpose="（演示）负责院内慢性肝病成果的资料收集、审核与评价。",
                appointed_on=stage.today(),
                members=[
                    GroupMemberInput(
                        name=admin.name, duty="组长", background="成果转化管理，知识产权",
                        years=15, user_id=admin.user_id,
                    ),
                    GroupMemberInput(
                        name=holder.name, duty="秘书", background="中药新药研发与注册", years=10
                    ),
                    GroupMemberInput(
                        name="罗肝病（演示）", duty="临床评价", background="慢性肝病临床，主任医师",
                        years=24,
                    ),
                    GroupMemberInput(
                        name="江质控（演示）", duty="技术评价", background="中药制剂与质量标准",
                        years=18,
                    ),
                ],
            ),
            is_demo=True,
        )  # fmt: skip
        group.file_id = _file(
            uow, stage, LETTER, "work_group", group.id, kind="appointment", org_id=group.org_id
        )
        uow.session.flush()
        service.appoint_group(uow, group.id, group.version)
        return group.id


def start_evaluation(
    stage: Stage, cast: Cast, group_id: uuid.UUID, outcome_ids: tuple[uuid.UUID, ...]
) -> list[uuid.UUID]:
    """Write and start the evaluation (5.1.2.3.2); return the items in the order of outcomes."""
    with stage.acting(cast["orgadmin"]) as uow:
        batch = service.draft_evaluation(
            uow,
            EvaluationInput(
                title="年度院内成果评价（演示）",
                group_id=group_id,
                scope="（演示）慢性肝病方向已提交的成果，逐项收集资料并审核。",
                starts_on=stage.today(),
                ends_on=stage.today() + timedelta(days=150),
                outcome_ids=list(outcome_ids),
            ),
            is_demo=True,
        )
        uow.session.flush()
        service.start_evaluation(uow, batch.id, batch.version)
        return [item.id for item in items_of(uow, batch.id)]


def record_branch(stage: Stage, cast: Cast) -> None:
    """Put the hospital and its branch under one invented parent, for the conflict rules."""
    with stage.acting(cast["operator"]) as uow:
        for name in (HOSPITAL, BRANCH):
            organisation = uow.session.get_one(Organisation, cast.organisations[name])
            set_parent(uow, organisation.id, organisation.version, ParentInput(parent_code=NOWHERE))


def plan_further(stage: Stage, cast: Cast, group_id: uuid.UUID) -> None:
    """Leave a start form and a group that wait for the administrator."""
    with stage.acting(cast["orgadmin"]) as uow:
        service.draft_evaluation(
            uow,
            EvaluationInput(
                title="下一年度评价计划（演示）",
                group_id=group_id,
                scope="（演示）待列入成果后启动。",
                starts_on=stage.today(),
                ends_on=stage.today() + timedelta(days=365),
            ),
            is_demo=True,
        )
        service.create_group(
            uow,
            WorkGroupInput(name="诊断技术评价工作组（筹备，演示）"),
            is_demo=True,
        )


def collect(
    stage: Stage, cast: Cast, item_id: uuid.UUID, codes: tuple[str, ...] | None = None
) -> None:
    """File a paper under some lines, or under all; what may be left out is left out (5.1.2.3.3)."""
    with stage.acting(cast["holder"]) as uow:
        item = uow.session.get_one(BatchItem, item_id)
        paper = _file(
            uow, stage, TRIAL, "outcome", item.outcome_id, kind="clinical", org_id=item.org_id
        )
        for line in lines_of(uow, item):
            if codes is not None and line.code not in codes:
                continue
            data = (
                MaterialInput(waived=True, note=NOTE)
                if codes is None and line.may_waive
                else MaterialInput(file_id=paper, note="（演示）")
            )
            uow.session.flush()
            materials.file_material(uow, item.id, line.code, item.version, data)


def hand_over(stage: Stage, cast: Cast, item_id: uuid.UUID) -> None:
    """Hand complete materials to the group."""
    with stage.acting(cast["holder"]) as uow:
        item = uow.session.get_one(BatchItem, item_id)
        materials.hand_over(uow, item_id, item.version)


def clear(stage: Stage, cast: Cast, item_id: uuid.UUID) -> None:
    """Find materials in order."""
    with stage.acting(cast["orgadmin"]) as uow:
        item = uow.session.get_one(BatchItem, item_id)
        materials.clear_material(uow, item_id, item.version)


def send_back(stage: Stage, cast: Cast, item_id: uuid.UUID) -> None:
    """Return two lines (5.1.2.3.4)."""
    with stage.acting(cast["orgadmin"]) as uow:
        item = uow.session.get_one(BatchItem, item_id)
        materials.return_material(
            uow, item_id, item.version,
            MaterialReturnInput(
                reason="（演示）两项资料需要完善。",
                lines=[
                    LineReturnInput(code="A1", reason="（演示）请补充近三年的流行病学资料。"),
                    LineReturnInput(code="D1", reason="（演示）请附最新的法律状态查询。"),
                ],
            ),
        )  # fmt: skip


def refuse(stage: Stage, cast: Cast, item_id: uuid.UUID) -> None:
    """Refuse for an error of principle; the holder may appeal."""
    with stage.acting(cast["orgadmin"]) as uow:
        item = uow.session.get_one(BatchItem, item_id)
        materials.reject_item(
            uow, item_id, item.version,
            RejectionInput(
                reasons=["（演示）权属材料与登记信息不符，无法证明单位拥有处置权。"],
                integrity=["（演示）权属材料存疑"],
            ),
        )  # fmt: skip


def prepare_evidence(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Fill the evidence base of an outcome that experts are about to judge (5.1.2.2.2)."""
    with stage.acting(cast["holder"]) as uow:
        base = evidence.open_base(uow, outcome_id, is_demo=True)
        paper = _file(uow, stage, TRIAL, "outcome", outcome_id, kind="clinical", org_id=base.org_id)
        evidence.set_citations(uow, base.id, base.version, CITATIONS)
        uow.session.flush()
        evidence.set_figures(uow, base.id, base.version, _figures(paper))
        uow.session.flush()
        evidence.set_utility(uow, base.id, base.version, _utility(paper))
        uow.session.flush()
        evidence.set_market(uow, base.id, base.version, _market(paper))
        uow.session.flush()
        evidence.set_trend(uow, base.id, base.version, TREND)
        uow.session.flush()
        evidence.set_cost(uow, base.id, base.version, _cost(paper))
        uow.session.flush()
        evidence.set_profile(uow, base.id, base.version, _profile(paper))


def leave_gaps(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Open an evidence base with what is still incomplete (5.1.2.1.5-a, 5.1.2.1.7)."""
    with stage.acting(cast["holder"]) as uow:
        base = evidence.open_base(uow, outcome_id, is_demo=True)
        uow.session.flush()
        evidence.set_profile(
            uow,
            base.id,
            base.version,
            ProjectProfileInput(
                novelty=NoveltyClaimInput(claim="domestic", note="（演示）尚未查新。"),
                team=[
                    ProjectMemberInput(name="甲成员（演示）", role="负责人", discipline="肝病学"),
                    ProjectMemberInput(name="乙成员（演示）", discipline="药学"),
                ],
            ),
        )


CITATIONS = CitationsInput(
    citations=[
        CitationInput(
            key="demo-guideline", kind="guideline", title="慢性肝病诊疗指南（演示条目）",
            authors="演示学会", source="演示期刊", year=2024,
        ),
        CitationInput(
            key="CN000000000B", kind="patent", title="一种复方颗粒及其制备方法（演示条目）",
            authors="青黛中医医院（演示）", source="授权", year=2021, number="CN000000000B",
        ),
    ]
)  # fmt: skip
TREND = PopulationTrendInput(
    name="慢性肝病患病人数（演示）",
    unit="万人",
    points=[
        PopulationPointInput(year=year, value=value)
        for year, value in ((2020, 92), (2021, 94), (2022, 95), (2023, 98), (2024, 99), (2025, 100))
    ],
    source="演示统计，虚构数据",
    note="（演示）病毒性肝病新发下降，代谢相关肝病上升，总人群缓慢增长。",
)


def _figures(paper: uuid.UUID) -> FiguresInput:
    return FiguresInput(
        figures=[
            FigureInput(leaf="A1", kind="real_world", name="涉及人群（演示）", value=1_000_000,
                        unit="人/年", file_id=paper, page="第 3 页表 3"),
            FigureInput(leaf="A2", kind="clinical_trial", name="有效率（演示）", value=75, unit="%",
                        file_id=paper, page="第 2 页表 2"),
            FigureInput(leaf="A2", kind="clinical_trial", name="并发症发生率（演示）", value=5,
                        unit="%", file_id=paper, page="第 2 页表 2"),
            FigureInput(leaf="D1", kind="patent", name="同族专利（演示）", value=3, unit="件",
                        citation="CN000000000B"),
        ]
    )  # fmt: skip


def _utility(paper: uuid.UUID) -> UtilityInput:
    return UtilityInput(
        rows=[
            ComparisonInput(name="有效率", unit="%", old=60, new=75, file_id=paper,
                            page="第 2 页表 2", source="（演示）"),
            ComparisonInput(name="并发症发生率", unit="%", old=8, new=5, lower_is_better=True,
                            file_id=paper, page="第 2 页表 2", source="（演示）"),
            ComparisonInput(name="患者依从性", unit="%", old=80, new=86, source="（演示）随访"),
        ]
    )  # fmt: skip


def _market(paper: uuid.UUID) -> MarketInput:
    return MarketInput(
        persons=EstimateInput(low=800_000, base=1_000_000, high=1_200_000, source="演示统计",
                              year=2025, file_id=paper, page="第 3 页表 3"),
        price=EstimateInput(low=1_500, base=2_000, high=2_600, source="演示价格目录", year=2025),
    )  # fmt: skip


def _cost(paper: uuid.UUID) -> TreatmentCostInput:
    return TreatmentCostInput(
        new=CaseCostInput(visit_fen=80_000, consumable_fen=46_000, source="演示测算", year=2025,
                          file_id=paper, page="第 3 页表 3"),
        existing=CaseCostInput(visit_fen=95_000, consumable_fen=55_000, source="演示收费目录",
                               year=2025),
    )  # fmt: skip


def _profile(paper: uuid.UUID) -> ProjectProfileInput:
    return ProjectProfileInput(
        novelty=NoveltyClaimInput(
            claim="domestic",
            note="（演示）",
            report_file_id=paper,
            report_number="演示查新 2025-001",
        ),
        milestones=[
            ProjectStepInput(name="制备工艺确定（演示）", state="done"),
            ProjectStepInput(name="中试三批（演示）", state="running"),
            ProjectStepInput(name="注册申报（演示）", state="planned"),
        ],
        interfaces=[
            InterfaceInput(name="现有颗粒剂产线（演示）", kind="workflow", fit="minor"),
            InterfaceInput(name="医院信息系统处方模块（演示）", kind="information", fit="direct"),
        ],
        team=[
            ProjectMemberInput(name="甲成员（演示）", role="负责人", discipline="肝病学",
                               title="主任医师", task="总体方案与临床", share=40),
            ProjectMemberInput(name="乙成员（演示）", role="工艺负责人", discipline="中药学",
                               title="研究员", task="制备工艺与质量标准", share=60),
        ],
    )  # fmt: skip


def class_by_hand(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Class one outcome by hand, with its reason (5.1.2.3.8)."""
    with stage.acting(cast["orgadmin"]) as uow:
        classify(
            uow,
            ClassifyInput(
                outcome_ids=[outcome_id],
                pool_class=PoolClass.HOLD,
                reason="（演示）等待知识产权归属确认。",
            ),
        )
