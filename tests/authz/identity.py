"""Identity, notifications and health: what each principal must get."""

from sqlmodel import col, select

from backend.features.identity import service
from backend.features.identity.models import (
    Invitation,
    LoginSession,
    Membership,
    Organisation,
    OrganisationKind,
)
from backend.features.identity.schemas import InvitationInput, OrganisationInput
from backend.kernel.policy import Role
from tests.authz.engine import Row, World
from tests.factories.people import make_person


def build(world: World) -> None:
    """Make the organisations, memberships and invitations the rows speak of."""
    world.ids["org_own"] = world.people["holder_own"].org_id
    applicant = make_person(world.house, None)
    with world.uow() as uow:
        pending = service.add_organisation(
            uow, OrganisationInput(name="待审单位", kind=OrganisationKind.COMPANY)
        )
        world.ids["org_pending"] = pending.id
        world.ids["membership_pending"] = service.add_membership(
            uow, applicant.user_id, world.ids["org_own"], Role.DEMANDER
        ).id
        world.ids["session_own"] = uow.session.exec(
            select(LoginSession.id).where(
                col(LoginSession.user_id) == world.people["holder_own"].user_id
            )
        ).first()
    with world.uow("org_admin_own") as uow:
        invitation, token = service.invite(
            uow, InvitationInput(email="invited@example.org", role=Role.HOLDER)
        )
        world.ids["invitation_open"] = invitation.id
        world.ids["invitation_token"] = token
    world.ids["notice_none"] = world.ids["org_own"]
    world.ids["subscriber_name"] = "send_notices"


def _version(model: type, name: str):
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


ORG = {"name": "新单位", "kind": "company"}
PASSWORD = "一句足够长的口令2026"

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
ROWS = [
    Row("GET", "/health", "ok"),
    Row("POST", "/auth/login", "ok", body={"email": "x@example.org", "password": "x"}),
    Row("POST", "/auth/register", "ok",
        body={"email": "n@example.org", "password": PASSWORD, "name": "n", "role": "holder",
              "organisation": ORG, "accept_terms": True}),
    Row("POST", "/auth/logout", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"),
    Row("POST", "/auth/accept-invitation", "404", body={"token": "unknown"}),
    Row("POST", "/auth/setup", "404",
        body={"token": "unknown", "email": "s@example.org", "password": PASSWORD, "name": "s",
              "platform_name": "平台"}),
    Row("GET", "/me", "ok"),
    Row("PUT", "/me/profile", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
        body={"name": "新名", "locale": "zh"}),
    Row("POST", "/me/hat", "401 404 ok 404 404 404 404 404 404 404 404 404 404 404 404",
        body=lambda w: {"membership_id": str(w.people["holder_own"].membership_id)}),
    Row("POST", "/me/hats", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
        body={"role": "demander", "organisation": ORG}),
    Row("POST", "/me/password", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
        body={"current": "wrong", "new": PASSWORD}),
    Row("POST", "/me/reauthenticate", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
        body={"password": "wrong"}),
    Row("GET", "/me/sessions", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"),
    Row("DELETE", "/me/sessions/{session_id}",
        "401 404 ok 404 404 404 404 404 404 404 404 404 404 404 404", target="session_own"),
    Row("GET", "/organisations", "401 403 403 403 403 403 403 403 ok 403 ok ok ok ok 403"),
    Row("GET", "/organisations/{org_id}",
        "401 404 ok 404 404 404 404 404 ok 404 ok ok 404 ok 404", target="org_own"),
    Row("POST", "/organisations/{org_id}/approve",
        "401 404 404 404 404 404 404 404 ok 404 403 404 404 403 404", target="org_pending",
        version=_version(Organisation, "org_pending")),
    Row("POST", "/organisations/{org_id}/reject",
        "401 404 404 404 404 404 404 404 ok 404 403 404 404 403 404", target="org_pending",
        body={"reason": "材料不符"}, version=_version(Organisation, "org_pending")),
    Row("POST", "/organisations/{org_id}/suspend",
        "401 404 403 404 404 404 404 404 ok 404 403 403 404 403 404", target="org_own",
        body={"reason": "核查"}, version=_version(Organisation, "org_own")),
    Row("PUT", "/organisations/{org_id}/parent",
        "401 404 403 404 404 404 404 404 ok 404 403 403 404 403 404", target="org_own",
        body={"parent_code": None}, version=_version(Organisation, "org_own")),
    Row("GET", "/memberships", "401 403 403 403 403 403 403 403 ok 403 403 ok ok ok 403"),
    Row("POST", "/memberships/{membership_id}/approve",
        "401 404 404 404 404 404 404 404 ok 404 404 ok 404 403 404", target="membership_pending",
        version=_version(Membership, "membership_pending")),
    Row("POST", "/memberships/{membership_id}/end",
        "401 404 404 404 404 404 404 404 ok 404 404 ok 404 ok 404", target="membership_pending",
        body={"reason": "离职"}, version=_version(Membership, "membership_pending")),
    Row("GET", "/invitations", "401 403 403 403 403 403 403 403 403 403 403 ok ok 403 403"),
    Row("POST", "/invitations", "401 403 403 403 403 403 403 403 403 403 403 ok ok 403 403",
        body={"email": "y@example.org", "role": "holder"}),
    Row("POST", "/invitations/{invitation_id}/revoke",
        "401 404 404 404 404 404 404 404 404 404 404 ok 404 404 404", target="invitation_open",
        version=_version(Invitation, "invitation_open")),
    Row("GET", "/me/todos", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"),
    Row("GET", "/me/inbox", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"),
    Row("POST", "/me/inbox/read", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"),
    Row("POST", "/me/inbox/{notice_id}/read",
        "401 404 404 404 404 404 404 404 404 404 404 404 404 404 404", target="notice_none"),
    Row("GET", "/deliveries", "401 403 403 403 403 403 403 403 ok 403 403 403 403 ok 403"),
    Row("POST", "/deliveries/{event_id}/{subscriber}/retry",
        "401 403 403 403 403 403 403 403 404 403 403 403 403 404 403",
        target={"event_id": "org_own", "subscriber": "subscriber_name"}),
]  # fmt: skip
