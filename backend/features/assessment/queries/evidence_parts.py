"""Reads of trend, cost, project facts, rights and proposals (clauses 5.1.2.1.3 to 5.1.2.1.7)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from backend.features.assessment.schemas.evidence import MarketView
from backend.features.assessment.schemas.evidence_parts import (
    CaseCostView,
    CitationView,
    InterfaceView,
    NoveltyClaimView,
    PopulationPointView,
    PopulationTrendView,
    PrefillView,
    ProjectMemberView,
    ProjectProfileInput,
    ProjectProfileView,
    ProjectStepView,
    PropertyRightView,
    TreatmentCostView,
)
from backend.features.outcomes.models import OutcomeIpRight
from backend.features.outcomes.queries import right_label
from backend.features.taxonomy.queries import label
from evaluation import (
    COST_BREAKPOINTS,
    ENDED,
    IN_FORCE,
    PENDING,
    STANDARD_TREE,
    TREND_BREAKPOINTS,
    UNVERIFIED,
    CaseCost,
    Right,
    compare_costs,
    population_trend,
    property_prefill,
)

Json = dict[str, Any]
Names = Mapping[str, str]
CITATION_LABELS = {
    "literature": "论文",
    "patent": "专利文献",
    "market_report": "市场报告",
    "guideline": "指南与标准",
    "other": "其他",
}
CLAIM_LABELS = {"none": "未声明", "domestic": "填补国内空白", "international": "填补国际空白"}
STEP_LABELS = {"done": "已完成", "running": "进行中", "planned": "待完成"}
INTERFACE_LABELS = {
    "procedure": "术式或诊疗流程",
    "device": "器械或设备",
    "information": "信息系统",
    "workflow": "工艺或制剂流程",
    "other": "其他",
}
FIT_LABELS = {
    "direct": "可直接接入",
    "minor": "少量调整",
    "major": "较大改造",
    "conflict": "不相容",
}
DIRECTION_LABELS = {"rising": "增长", "stable": "基本稳定", "falling": "减少"}
PHASE_LABELS = {
    IN_FORCE: "有效",
    PENDING: "申请中",
    ENDED: "已失效",
    UNVERIFIED: "状态未核实",
}
# what the law calls intellectual property; approvals and standards are no rights of this kind
PROPERTY = frozenset({
    "invention", "utility", "design", "pct", "software_copyright", "copyright", "trademark",
    "trade_secret", "tcm_protection",
})  # fmt: skip
_PENDING = frozenset({"filed", "published", "examining"})
_ENDED = frozenset({"lapsed", "expired", "withdrawn", "rejected", "invalidated"})
TERMS = {"invention": 20, "utility": 10, "design": 10}  # years from filing (Patent Law art. 42)
NEW_DESIGN, NEW_DESIGN_TERM = date(2021, 6, 1), 15  # designs filed since the fourth amendment
NO_REPORT = "声明填补空白，但没有查新报告"


def citations_of(rows: list[Json], figures: list[Json]) -> list[CitationView]:
    """Return the citations with the number of figures that rest on each."""
    used = [figure.get("citation", "") for figure in figures]
    return [
        CitationView(**row, kind_label=CITATION_LABELS[row["kind"]], figures=used.count(row["key"]))
        for row in rows
    ]


def trend_of(data: Json, names: Names) -> PopulationTrendView:
    """Return the series with growth per year, computed at every reading."""
    found = population_trend([(point["year"], point["value"]) for point in data["points"]])
    return PopulationTrendView(
        **{key: data[key] for key in ("name", "unit", "source", "note", "file_id", "page")},
        points=[PopulationPointView(year=year, value=value) for year, value in found.points],
        growth=found.growth,
        change=found.change,
        direction=found.direction,
        direction_label=DIRECTION_LABELS[found.direction],
        file_name=names.get(str(data["file_id"]), ""),
    )


def _case(data: Json, total: int, names: Names) -> CaseCostView:
    return CaseCostView(**data, total_fen=total, file_name=names.get(str(data["file_id"]), ""))


def cost_of(data: Json, names: Names) -> TreatmentCostView:
    """Return both sums and the difference."""
    new, existing = (
        CaseCost(part["visit_fen"], part["consumable_fen"])
        for part in (data["new"], data["existing"])
    )
    found = compare_costs(new, existing)
    return TreatmentCostView(
        new=_case(data["new"], found.new_total, names),
        existing=_case(data["existing"], found.old_total, names),
        difference_fen=found.difference,
        relative=found.relative,
        cheaper=found.cheaper,
    )


def profile_of(data: Json | None, names: Names) -> ProjectProfileView:
    """Return project and team; what was never stated is empty."""
    kept = data or ProjectProfileInput().model_dump(mode="json")
    novelty = kept["novelty"]
    return ProjectProfileView(
        novelty=NoveltyClaimView(
            **novelty,
            claim_label=CLAIM_LABELS[novelty["claim"]],
            report_name=names.get(str(novelty["report_file_id"]), ""),
        ),
        milestones=[
            ProjectStepView(
                **row,
                state_label=STEP_LABELS[row["state"]],
                file_name=names.get(str(row["file_id"]), ""),
            )
            for row in kept["milestones"]
        ],
        interfaces=[
            InterfaceView(
                **row,
                kind_label=INTERFACE_LABELS[row["kind"]],
                fit_label=FIT_LABELS[row["fit"]],
            )
            for row in kept["interfaces"]
        ],
        team=[ProjectMemberView(**row, complete=bool(row["role"].strip())) for row in kept["team"]],
    )


def gaps_of(profile: ProjectProfileView) -> list[str]:
    """Name what is incomplete: a member without role (clause 5.1.2.1.7)."""
    return [f"团队成员“{m.name}”未填写角色" for m in profile.team if not m.complete]


def novelty_warnings(profile: ProjectProfileView) -> list[str]:
    """Warn of a claim to fill a gap without a novelty search (clause 5.1.2.1.5-a)."""
    claim = profile.novelty
    if claim.claim == "none" or claim.report_file_id is not None:
        return []
    return [f"技术创新性：{NO_REPORT}（{claim.claim_label}）"]


def term_end(right: OutcomeIpRight) -> date | None:
    """Return the last day of protection: as stated, else by law from the filing date."""
    if right.expiry_date is not None:
        return right.expiry_date
    filed, years = right.filing_date, TERMS.get(right.type)
    if filed is None or years is None:
        return None
    if right.type == "design" and filed >= NEW_DESIGN:
        years = NEW_DESIGN_TERM
    day = 28 if (filed.month, filed.day) == (2, 29) else filed.day
    return date(filed.year + years, filed.month, day)


def _phase(right: OutcomeIpRight, on: date) -> str:
    end = term_end(right)
    if right.state in _ENDED or (end is not None and end < on):
        return ENDED
    if right.state in _PENDING:
        return PENDING
    if right.state == "granted" or right.type == "trade_secret":
        return IN_FORCE
    return UNVERIFIED


def _mark(right: OutcomeIpRight, phase: str) -> str:
    if phase == ENDED:
        if right.state in _ENDED:
            return f"{label('ip_state', right.state)}，不计入布局与质量"
        return f"{term_end(right)} 期限届满，不计入布局与质量"
    if phase == UNVERIFIED:
        return "状态未核实，不计入"
    return "编号校验未通过，请核对" if right.check_ok is False else ""


def rights_table(rights: Sequence[OutcomeIpRight], on: date) -> list[PropertyRightView]:
    """Return the property rights with phase and mark (clause 5.1.2.1.6)."""
    rows = []
    for right in rights:
        if right.type not in PROPERTY or right.state == "none":
            continue
        phase = _phase(right, on)
        rows.append(
            PropertyRightView(
                kind=right_label(right),
                title=right.title,
                number=right.number or right.application_number,
                state_label=label("ip_state", right.state),
                phase=phase,
                phase_label=PHASE_LABELS[phase],
                expiry_date=term_end(right),
                mark=_mark(right, phase),
            )
        )
    return rows


def _prefill(leaf: str, value: float | None, rule: str, reasons: list[str],
             marks: list[str] | None = None) -> list[PrefillView]:  # fmt: skip
    if value is None:
        return []
    name = STANDARD_TREE.nodes[leaf].name
    return [
        PrefillView(
            leaf=leaf, leaf_name=name, value=round(value, 1), rule=rule, reasons=reasons,
            marks=marks or [],
        )
    ]  # fmt: skip


def property_prefills(rights: Sequence[OutcomeIpRight], on: date) -> list[PrefillView]:
    """Propose points of the three property leaves; ended rights lower them and are marked."""
    own = [r for r in rights if r.type in PROPERTY and r.state != "none"]
    table = rights_table(rights, on)
    found = property_prefill(
        [
            Right(
                kind=right.type,
                phase=_phase(right, on),
                years_left=(end - on).days / 365.25 if (end := term_end(right)) else None,
                owned=bool(right.owner.strip()),
                number_ok=right.check_ok,
            )
            for right in own
        ]
    )
    counts = (
        f"有效 {found.in_force} 项，申请中 {found.pending} 项，"
        f"已失效 {found.ended} 项，未核实 {found.unverified} 项"
    )
    marks = [
        f"{row.kind}“{row.title or row.number or '未命名'}”：{row.mark}"
        for row in table
        if row.mark
    ]
    return [
        *_prefill("D1", found.layout, found.method, [counts], marks),
        *_prefill("D2", found.quality, found.method, [counts], marks),
        *_prefill(
            "D3", found.risk, found.method,
            [counts, "未见自由实施检索，按权利人与编号核对情况预填"], marks,
        ),
    ]  # fmt: skip


def measured_prefills(
    market: MarketView | None, trend: PopulationTrendView | None, cost: TreatmentCostView | None
) -> list[PrefillView]:
    """Propose points of the measured leaves from published break points."""
    found: list[PrefillView] = []
    if cost is not None and cost.relative is not None:
        rule = f"{COST_BREAKPOINTS.id} {COST_BREAKPOINTS.version}"
        reason = f"每例费用相对现有方案 {cost.relative:+.1%}；高于 75 分须有卫生经济学证据"
        found += _prefill("A4", COST_BREAKPOINTS.score(cost.relative), rule, [reason])
    if market is not None:
        reason = f"年市场规模低/中/高估对应 {market.points_low:.1f} / {market.points_base:.1f} / "
        reason += f"{market.points_high:.1f} 分"
        found += _prefill("B1", market.points_base, market.breakpoints, [reason])
    if trend is not None:
        rule = f"{TREND_BREAKPOINTS.id} {TREND_BREAKPOINTS.version}"
        reason = f"{trend.points[0].year}–{trend.points[-1].year} 年均变化 {trend.growth:+.2%}"
        found += _prefill("B2", TREND_BREAKPOINTS.score(trend.growth), rule, [reason])
    return found
