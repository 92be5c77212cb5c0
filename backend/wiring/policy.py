"""THE permission file: who may do what. What is not here is denied.

One line per permission, grouped by feature. Relations are defined by the features.
The platform administrator has no reading right on outcomes, scores or contracts.
"""

from backend.features.identity.access import (
    AdministersInvitation,
    AdministersMembership,
    OwnMembership,
    OwnOrganisation,
)
from backend.kernel.policy import Anyone, LoggedIn, Policy, Role, Rule, has_role

ANYONE = Anyone()
LOGGED_IN = LoggedIn()
STAFF = has_role(Role.OPERATOR, Role.SYSTEM)
SYSTEM_ONLY = has_role(Role.SYSTEM)
AUDIT = has_role(Role.AUDITOR)
HOLDERS = has_role(Role.HOLDER)
DEMANDERS = has_role(Role.DEMANDER)
EXPERTS = has_role(Role.EXPERT)
ADVISERS = has_role(Role.ADVISER)
ADMIN = has_role(Role.PLATFORM_ADMIN)
ORG_ADMIN = has_role(Role.ORG_ADMIN)

RULES: list[Rule] = [
    # --- health and public lists
    Rule("health.read", (ANYONE,)),
    # --- identity
    Rule("session.create", (ANYONE,)),
    Rule("session.end", (LOGGED_IN,)),
    Rule("user.register", (ANYONE,)),
    Rule("platform.set_up", (ANYONE,)),
    Rule("me.read", (ANYONE,)),
    Rule("me.update", (LOGGED_IN,)),
    Rule("organisation.list", (STAFF, AUDIT, ADMIN, ORG_ADMIN)),
    Rule("organisation.read", (STAFF, AUDIT, ADMIN, OwnOrganisation())),
    Rule("organisation.claim", (SYSTEM_ONLY,)),
    Rule("organisation.approve", (STAFF,)),
    Rule("organisation.reject", (STAFF,)),
    Rule("organisation.suspend", (STAFF,)),
    Rule("membership.list", (STAFF, ADMIN, ORG_ADMIN)),
    Rule("membership.read", (STAFF, ADMIN, AdministersMembership(), OwnMembership())),
    Rule("membership.approve", (STAFF, AdministersMembership())),
    Rule("membership.end", (STAFF, ADMIN, AdministersMembership())),
    Rule("invitation.list", (ORG_ADMIN,)),
    Rule("invitation.create", (ORG_ADMIN,)),
    Rule("invitation.read", (AdministersInvitation(),)),
    Rule("invitation.accept", (ANYONE,)),
    Rule("invitation.revoke", (AdministersInvitation(),)),
    # --- notifications
    Rule("todo.list", (LOGGED_IN,)),
    Rule("notice.list", (LOGGED_IN,)),
    Rule("notice.read", (LOGGED_IN,)),
    Rule("delivery.list", (STAFF, ADMIN)),
    Rule("delivery.retry", (STAFF, ADMIN)),
]

POLICY = Policy(RULES)
