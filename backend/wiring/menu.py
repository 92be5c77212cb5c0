"""The work area's menu: which entry which hat sees."""

from backend.kernel.policy import Role
from backend.kernel.registry import MenuItem

ALL = frozenset(set(Role) - {Role.SYSTEM})
STAFF = frozenset({Role.OPERATOR})
INSTITUTION = frozenset({Role.HOLDER, Role.ORG_ADMIN, Role.OPERATOR, Role.AUDITOR})

MENU: tuple[MenuItem, ...] = (
    MenuItem("home", "工作台", "Desk", "/work", ALL),
    # --- outcomes
    MenuItem("outcomes", "成果", "Outcomes", "/work/outcomes",
             frozenset({Role.HOLDER, Role.ORG_ADMIN, Role.OPERATOR, Role.AUDITOR})),
    MenuItem("reviews", "受理与形式审查", "Formal review", "/work/reviews", STAFF),
    MenuItem("service-requests", "服务办件", "Service requests", "/work/service-requests",
             frozenset({Role.OPERATOR, Role.AUDITOR})),
    # --- experts and assessment
    MenuItem("panel-tasks", "我的评估任务", "My assessments", "/work/panel-tasks",
             frozenset({Role.EXPERT})),
    MenuItem("ahp-sheets", "权重判断", "Judgements", "/work/ahp-sheets",
             frozenset({Role.EXPERT})),
    MenuItem("delphi-tasks", "指标征询", "Delphi questionnaires", "/work/delphi-tasks",
             frozenset({Role.EXPERT})),
    MenuItem("expert-profile", "专家资料", "Expert profile", "/work/expert-profile",
             frozenset({Role.EXPERT})),
    MenuItem("assessments", "评估组织", "Assessments", "/work/assessments",
             frozenset({Role.OPERATOR, Role.AUDITOR, Role.HOLDER, Role.ORG_ADMIN})),
    MenuItem("evaluations", "单位评价", "Own evaluations", "/work/evaluations", INSTITUTION),
    MenuItem("evidence", "证据库", "Evidence", "/work/evidence", INSTITUTION),
    MenuItem("pool", "单位成果库", "Institution pool", "/work/pool", INSTITUTION),
    MenuItem("experts", "专家库", "Experts", "/work/experts",
             frozenset({Role.OPERATOR, Role.AUDITOR})),
    MenuItem("weight-sets", "权重与规则", "Weights and rules", "/work/weight-sets",
             frozenset({Role.OPERATOR, Role.AUDITOR})),
    MenuItem("delphi-studies", "德尔菲研究", "Delphi studies", "/work/delphi-studies",
             frozenset({Role.OPERATOR, Role.AUDITOR})),
    MenuItem("indicators", "指标体系", "Indicator system", "/work/indicators",
             frozenset({Role.EXPERT, Role.OPERATOR, Role.AUDITOR})),
    # --- demands, matchmaking
    MenuItem("library", "入库发布", "Publication", "/work/library",
             frozenset({Role.OPERATOR, Role.AUDITOR})),
    MenuItem("demands", "需求", "Demands", "/work/demands",
             frozenset({Role.DEMANDER, Role.ORG_ADMIN, Role.OPERATOR, Role.AUDITOR})),
    MenuItem("introductions", "对接项目", "Introductions", "/work/introductions",
             frozenset({Role.DEMANDER, Role.HOLDER, Role.ORG_ADMIN, Role.OPERATOR,
                        Role.AUDITOR})),
    # --- agreements, implementation
    MenuItem("agreements", "洽谈与签约", "Agreements", "/work/agreements",
             frozenset({Role.HOLDER, Role.DEMANDER, Role.ORG_ADMIN, Role.OPERATOR,
                        Role.ADVISER, Role.AUDITOR})),
    MenuItem("projects", "实施项目", "Projects", "/work/projects",
             frozenset({Role.HOLDER, Role.DEMANDER, Role.ORG_ADMIN, Role.OPERATOR,
                        Role.AUDITOR})),
    # --- metrics
    MenuItem("quality", "服务质量", "Service quality", "/work/quality",
             frozenset({Role.OPERATOR, Role.AUDITOR, Role.PLATFORM_ADMIN})),
    # --- identity
    MenuItem("organisations", "单位认证", "Organisations", "/work/organisations",
             frozenset({Role.OPERATOR, Role.AUDITOR, Role.PLATFORM_ADMIN})),
    MenuItem("members", "成员与邀请", "Members", "/work/members",
             frozenset({Role.ORG_ADMIN, Role.OPERATOR, Role.PLATFORM_ADMIN})),
    MenuItem("deliveries", "待投递事件", "Deliveries", "/work/deliveries",
             frozenset({Role.OPERATOR, Role.PLATFORM_ADMIN})),
)  # fmt: skip
