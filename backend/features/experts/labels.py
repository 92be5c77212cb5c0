"""Names of categories, sectors and ties as users read them."""

from backend.features.experts.models import EngagementEnd, ExpertCategory, SourceSector, TieKind

CATEGORY_LABELS: dict[ExpertCategory, tuple[str, str]] = {
    ExpertCategory.CLINICAL: ("临床医学", "Clinical medicine"),
    ExpertCategory.ENGINEERING: ("工程技术", "Engineering"),
    ExpertCategory.INVESTMENT: ("产业投资", "Industry and investment"),
    ExpertCategory.IP_LEGAL: ("知识产权与法务", "IP and law"),
}

SECTOR_LABELS: dict[SourceSector, tuple[str, str]] = {
    SourceSector.GOVERNMENT: ("政府", "Government"),
    SourceSector.UNIVERSITY: ("高校", "University"),
    SourceSector.INSTITUTE: ("科研院所", "Research institute"),
    SourceSector.HOSPITAL: ("医疗机构", "Hospital"),
    SourceSector.COMPANY: ("企业", "Company"),
    SourceSector.INVESTOR: ("投资机构", "Investor"),
}

TIE_LABELS: dict[TieKind, tuple[str, str]] = {
    TieKind.EMPLOYMENT: ("任职或兼职", "Employment"),
    TieKind.EQUITY: ("持股或投资", "Equity"),
    TieKind.CONSULTING: ("顾问", "Consulting"),
    TieKind.CONTRACT: ("合同关系", "Contract"),
    TieKind.LICENCE: ("许可或转让谈判", "Licence"),
    TieKind.INVENTOR: ("发明人、完成人或论文作者", "Inventor or author"),
    TieKind.KIN: ("亲属", "Kin"),
    TieKind.TEACHER: ("师生", "Teacher and student"),
    TieKind.COLLABORATION: ("合作研究", "Joint research"),
    TieKind.COMPETITOR: ("竞争关系", "Competitor"),
    TieKind.OTHER: ("其他", "Other"),
}

END_LABELS: dict[EngagementEnd, tuple[str, str]] = {
    EngagementEnd.COMPLETED: ("已完成", "Completed"),
    EngagementEnd.RECUSED: ("已回避", "Recused"),
    EngagementEnd.REPLACED: ("已替换", "Replaced"),
    EngagementEnd.CANCELLED: ("已取消", "Cancelled"),
}

HARD_TIES = frozenset(
    {TieKind.EMPLOYMENT, TieKind.EQUITY, TieKind.LICENCE, TieKind.INVENTOR, TieKind.KIN}
)
