"""THE permission file: who may do what. What is not here is denied.

One line per permission, grouped by feature. Relations are defined by the features.
The platform administrator has no reading right on outcomes, scores or contracts.
"""

from backend.features.experts.access import OwnExpert
from backend.features.identity.access import (
    AdministersInvitation,
    AdministersMembership,
    OwnMembership,
    OwnOrganisation,
)
from backend.features.outcomes.access import HolderOrgMember, OutcomeStaff
from backend.features.outcomes.states import AUTOMATIC
from backend.features.service_desk.access import RequesterOrgMember
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
OUTCOME_WRITER = HolderOrgMember(frozenset({Role.HOLDER}))

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
    # --- taxonomy
    Rule("taxonomy.read", (ANYONE,)),
    # --- service desk
    Rule("service_request.list", (STAFF, AUDIT, HOLDERS, DEMANDERS, ORG_ADMIN)),
    Rule("service_request.read", (STAFF, AUDIT, RequesterOrgMember())),
    Rule("service_request.acknowledge", (STAFF,)),
    Rule("service_request.complete", (SYSTEM_ONLY,)),
    Rule("service_request.cancel", (SYSTEM_ONLY,)),
    # --- outcomes
    Rule("outcome.list", (STAFF, AUDIT, HOLDERS, ORG_ADMIN)),
    Rule("outcome.read", (SYSTEM_ONLY, HolderOrgMember(), OutcomeStaff(),
                          OutcomeStaff(frozenset({Role.AUDITOR})))),
    Rule("outcome.read_confidential", (SYSTEM_ONLY, HolderOrgMember(), OutcomeStaff())),
    Rule("outcome.create", (HOLDERS,)),
    Rule("outcome.update", (OUTCOME_WRITER,)),
    Rule("outcome.submit", (OUTCOME_WRITER,)),
    Rule("outcome.withdraw", (HolderOrgMember(),)),
    Rule("outcome.import", (STAFF,)),
    Rule("outcome.assign", (OutcomeStaff(),)),
    Rule("outcome.review", (OutcomeStaff(),)),
    Rule("outcome.accept", (OutcomeStaff(),)),
    Rule("outcome.return", (OutcomeStaff(),)),
    Rule("outcome.refuse", (OutcomeStaff(),)),
    *(Rule(f"outcome.{action}", (SYSTEM_ONLY,)) for action in AUTOMATIC),
    # --- experts
    Rule("expert.list", (STAFF, AUDIT)),
    Rule("expert.create", (STAFF,)),
    Rule("expert.apply", (EXPERTS,)),
    Rule("expert.read", (STAFF, AUDIT, OwnExpert())),
    Rule("expert.update", (STAFF, OwnExpert())),
    Rule("expert.activate", (STAFF,)),
    Rule("expert.suspend", (STAFF,)),
    Rule("expert.declare_tie", (STAFF, OwnExpert())),
]

POLICY = Policy(RULES)
