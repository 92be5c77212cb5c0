"""Names of roles and kinds of organisations as users read them."""

from backend.features.identity.models import OrganisationKind
from backend.kernel.policy import Role

ROLE_LABELS: dict[Role, tuple[str, str]] = {
    Role.HOLDER: ("成果持有方", "Outcome holder"),
    Role.DEMANDER: ("需求方", "Demander"),
    Role.EXPERT: ("评估专家", "Expert"),
    Role.OPERATOR: ("平台服务人员", "Platform staff"),
    Role.ADVISER: ("法务与知识产权顾问", "Legal / IP adviser"),
    Role.AUDITOR: ("质量审核员", "Quality auditor"),
    Role.ORG_ADMIN: ("单位管理员", "Organisation administrator"),
    Role.PLATFORM_ADMIN: ("系统管理员", "Platform administrator"),
    Role.SYSTEM: ("系统", "System"),
}

KIND_LABELS: dict[OrganisationKind, tuple[str, str]] = {
    OrganisationKind.INSTITUTE: ("科研院所", "Research institute"),
    OrganisationKind.UNIVERSITY: ("高校", "University"),
    OrganisationKind.HOSPITAL: ("医疗机构", "Hospital"),
    OrganisationKind.COMPANY: ("企业", "Company"),
    OrganisationKind.INVESTOR: ("投资机构", "Investor"),
    OrganisationKind.GOVERNMENT: ("政府机构", "Government body"),
    OrganisationKind.ASSOCIATION: ("社会团体", "Association"),
    OrganisationKind.INDIVIDUAL: ("个人", "Individual"),
    OrganisationKind.PLATFORM: ("平台运营机构", "Platform operator"),
    OrganisationKind.OTHER: ("其他", "Other"),
}

PLATFORM_ROLES = frozenset({Role.OPERATOR, Role.ADVISER, Role.AUDITOR, Role.PLATFORM_ADMIN})
OPEN_ROLES = frozenset({Role.HOLDER, Role.DEMANDER, Role.EXPERT})
