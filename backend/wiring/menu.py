"""The work area's menu: which entry which hat sees."""

from backend.kernel.policy import Role
from backend.kernel.registry import MenuItem

ALL = frozenset(set(Role) - {Role.SYSTEM})
STAFF = frozenset({Role.OPERATOR})

MENU: tuple[MenuItem, ...] = (
    MenuItem("home", "工作台", "Desk", "/work", ALL),
    # --- outcomes
    MenuItem("outcomes", "成果", "Outcomes", "/work/outcomes",
             frozenset({Role.HOLDER, Role.ORG_ADMIN, Role.OPERATOR, Role.AUDITOR})),
    MenuItem("reviews", "受理与形式审查", "Formal review", "/work/reviews", STAFF),
    MenuItem("service-requests", "服务办件", "Service requests", "/work/service-requests",
             frozenset({Role.OPERATOR, Role.AUDITOR})),
    # --- experts and assessment
    # --- demands, matchmaking
    # --- agreements, implementation
    # --- metrics
    # --- identity
    MenuItem("organisations", "单位认证", "Organisations", "/work/organisations",
             frozenset({Role.OPERATOR, Role.AUDITOR, Role.PLATFORM_ADMIN})),
    MenuItem("members", "成员与邀请", "Members", "/work/members",
             frozenset({Role.ORG_ADMIN, Role.OPERATOR, Role.PLATFORM_ADMIN})),
    MenuItem("deliveries", "待投递事件", "Deliveries", "/work/deliveries",
             frozenset({Role.OPERATOR, Role.PLATFORM_ADMIN})),
)  # fmt: skip
