"""The form as data: fields, what is required, what law and rules object to (5.2.1.2, 6.1.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backend.features.outcomes.models import Outcome, OutcomeIpRight

MIN_SUMMARY = 10


class Waiver(StrEnum):
    """Whether a required field may be stated as not disclosed."""

    NEVER = "never"
    SOURCED = "sourced"  # only where the row comes from a public source that is silent
    ALWAYS = "always"


@dataclass(frozen=True)
class Form:
    """One application with its parts."""

    outcome: Outcome
    rights: Sequence[OutcomeIpRight]
    files: int
    checklist: frozenset[str] = frozenset()

    @property
    def cooperation(self) -> dict[str, Any]:
        """The wished cooperation."""
        return dict(self.outcome.cooperation or {})

    @property
    def tcm(self) -> dict[str, Any]:
        """The block on traditional Chinese medicine."""
        return dict(self.outcome.tcm or {})


SECTIONS: dict[str, tuple[str, str]] = {
    "basic": ("基本信息", "Basics"),
    "technical": ("技术与证据", "Technique and evidence"),
    "ip": ("知识产权", "Intellectual property"),
    "cooperation": ("合作意向", "Cooperation"),
    "files": ("附件与声明", "Files and declarations"),
}

# pointer → section and label; the order is the order of the form
FIELDS: dict[str, tuple[str, str]] = {
    "/title": ("basic", "成果名称"),
    "/kind": ("basic", "成果类别"),
    "/tech_field": ("basic", "技术领域"),
    "/scene": ("basic", "应用场景"),
    "/diseases": ("basic", "病种（ICD-10）"),
    "/summary": ("basic", "成果摘要"),
    "/background": ("basic", "研究背景"),
    "/innovation": ("basic", "创新点"),
    "/contribution": ("basic", "主要贡献"),
    "/year": ("basic", "完成年份"),
    "/maturity": ("technical", "成熟度"),
    "/maturity_evidence": ("technical", "成熟度依据"),
    "/parameters": ("technical", "技术参数"),
    "/cases": ("technical", "应用案例"),
    "/tcm": ("technical", "中医药信息"),
    "/tcm/syndromes": ("technical", "中医证候"),
    "/tcm/herbs": ("technical", "处方药味"),
    "/tcm/formula_source": ("technical", "处方来源"),
    "/tcm/traditional_knowledge": ("technical", "传统知识"),
    "/tcm/endangered": ("technical", "珍稀濒危药材"),
    "/ethics": ("technical", "伦理审查"),
    "/ip_rights": ("ip", "知识产权状况"),
    "/ownership_basis": ("ip", "权属性质"),
    "/inventors_count": ("ip", "完成人数"),
    "/public_fund": ("ip", "财政资金资助"),
    "/hgr_involved": ("ip", "人类遗传资源"),
    "/cooperation": ("cooperation", "合作意向"),
    "/cooperation/modes": ("cooperation", "合作方式"),
    "/cooperation/exclusivity": ("cooperation", "许可方式"),
    "/cooperation/region": ("cooperation", "合作地域"),
    "/cooperation/price_idea": ("cooperation", "价格意向"),
    "/secret_level": ("cooperation", "公开程度"),
    "/confidential_note": ("cooperation", "保密说明"),
    "/attachments": ("files", "附件"),
    "/self_check": ("files", "提交前自查"),
}


def label_of(pointer: str) -> str:
    """Return the Chinese name of a field; parts of lists are named with their number."""
    if pointer in FIELDS:
        return FIELDS[pointer][1]
    head, _, rest = pointer[1:].partition("/")
    index = rest.partition("/")[0]
    name = FIELDS.get(f"/{head}", ("", pointer))[1]
    return f"{name}第 {int(index) + 1} 项" if index.isdigit() else name


def section_of(pointer: str) -> str:
    """Return the section a pointer belongs to."""
    if pointer in FIELDS:
        return FIELDS[pointer][0]
    return FIELDS.get("/" + pointer[1:].partition("/")[0], ("basic", ""))[0]


def is_known(pointer: str) -> bool:
    """Whether a pointer names a field of the form or a part of one."""
    return pointer in FIELDS or "/" + pointer[1:].partition("/")[0] in FIELDS


@dataclass(frozen=True)
class Requirement:
    """One thing the form must say."""

    pointer: str
    filled: Callable[[Form], bool]
    detail: str
    waiver: Waiver = Waiver.SOURCED


def _text(name: str, least: int = 1) -> Callable[[Form], bool]:
    return lambda form: len(getattr(form.outcome, name) or "") >= least


def _given(name: str) -> Callable[[Form], bool]:
    return lambda form: getattr(form.outcome, name) is not None


N, S, A = Waiver.NEVER, Waiver.SOURCED, Waiver.ALWAYS
REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement("/title", _text("title", 2), "请填写成果名称。", N),
    Requirement("/kind", _given("kind"), "请选择成果类别。", N),
    Requirement("/tech_field", _given("tech_field"), "请选择技术领域。", N),
    Requirement("/scene", _given("scene"), "请选择应用场景。"),
    Requirement("/diseases", lambda f: bool(f.outcome.diseases), "请至少选择一个病种。"),
    Requirement("/summary", _text("summary", MIN_SUMMARY),
                f"请用不少于 {MIN_SUMMARY} 个字说明成果解决什么问题、比现有方案好多少。", N),
    Requirement("/background", _text("background"), "请填写研究背景。"),
    Requirement("/innovation", _text("innovation"), "请填写创新点。"),
    Requirement("/contribution", _text("contribution"), "请填写主要贡献。"),
    Requirement("/maturity", _given("maturity"), "请选择成熟度。"),
    Requirement("/maturity_evidence", _text("maturity_evidence"), "请说明成熟度的依据。"),
    Requirement("/parameters", lambda f: any(p.get("name") and p.get("value")
                                             for p in f.outcome.parameters),
                "请至少填写一项技术参数（名称与数值）。", A),
    Requirement("/cases", lambda f: any(c.get("effect") for c in f.outcome.cases),
                "请至少填写一个应用案例及其效果。", A),
    Requirement("/tcm", lambda f: bool(f.tcm.get("syndromes") or f.tcm.get("herbs")
                                       or f.tcm.get("formula_source")),
                "请填写证候、药味或处方来源。", A),
    Requirement("/ip_rights", lambda f: bool(f.rights), "请填写知识产权状况。", A),
    Requirement("/ownership_basis", _given("ownership_basis"), "请选择权属性质。"),
    Requirement("/public_fund", _given("public_fund"), "请说明是否受财政资金资助。"),
    Requirement("/hgr_involved", _given("hgr_involved"), "请说明是否涉及人类遗传资源。"),
    Requirement("/cooperation/modes", lambda f: bool(f.cooperation.get("modes")),
                "请至少选择一种合作方式。"),
    Requirement("/attachments", lambda f: f.files > 0, "请上传至少一份成果资料。"),
    Requirement("/self_check", lambda f: bool(f.checklist)
                and f.checklist <= set(f.outcome.self_check),
                "请逐项完成提交前自查。", N),
)  # fmt: skip


def waivable(requirement: Requirement, outcome: Outcome) -> bool:
    """Whether this outcome may leave it out by saying so."""
    if requirement.waiver is Waiver.SOURCED:
        return bool(outcome.source_url)
    return requirement.waiver is Waiver.ALWAYS


def is_answered(requirement: Requirement, form: Form) -> bool:
    """Whether a requirement is filled, or rightly stated as not disclosed."""
    return requirement.filled(form) or (
        requirement.pointer in form.outcome.undisclosed and waivable(requirement, form.outcome)
    )


def open_waivers(form: Form) -> list[str]:
    """Return the pointers that are empty and may be stated as not disclosed."""
    return [r.pointer for r in REQUIREMENTS if not r.filled(form) and waivable(r, form.outcome)]


def plain(outcome: Outcome, rights: Sequence[OutcomeIpRight]) -> dict[str, Any]:
    """Return the form as plain data for snapshots and comparisons; secrets only as a mark."""
    names = (
        "title", "kind", "tech_field", "scene", "maturity", "maturity_evidence", "summary",
        "background", "innovation", "contribution", "diseases", "tcm", "parameters", "cases",
        "cooperation", "ownership_basis", "inventors_count", "year", "public_fund",
        "hgr_involved", "ethics", "secret_level", "undisclosed", "self_check", "holder_text",
        "source_url", "external_id",
    )  # fmt: skip
    right_names = (
        "type", "title", "number", "application_number", "state", "state_text", "owner",
        "inventors", "scope", "note",
    )  # fmt: skip
    dates = ("filing_date", "publication_date", "grant_date", "expiry_date")
    data: dict[str, Any] = {name: getattr(outcome, name) for name in names}
    data["confidential"] = outcome.confidential_cipher is not None
    data["ip_rights"] = [
        {name: getattr(right, name) for name in right_names}
        | {name: (str(day) if (day := getattr(right, name)) else None) for name in dates}
        for right in rights
    ]
    return data
