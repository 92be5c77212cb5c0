"""People under hats, with a living session."""

import itertools
import uuid
from dataclasses import dataclass

from backend.features.identity import service
from backend.features.identity.models import OrganisationKind
from backend.features.identity.schemas import OrganisationInput
from backend.features.identity.states import OrganisationStatus
from backend.kernel.policy import Actor, Role
from backend.kernel.uow import House

_count = itertools.count(1)

KINDS = {
    Role.HOLDER: OrganisationKind.HOSPITAL,
    Role.DEMANDER: OrganisationKind.COMPANY,
    Role.EXPERT: OrganisationKind.UNIVERSITY,
}


@dataclass(frozen=True)
class Person:
    """A test person: ids, actor and session token."""

    user_id: uuid.UUID
    org_id: uuid.UUID | None
    membership_id: uuid.UUID | None
    role: Role | None
    token: str
    actor: Actor


def make_person(
    house: House,
    role: Role | None,
    *,
    org: uuid.UUID | None = None,
    user_id: uuid.UUID | None = None,
    name: str = "",
    state_funded: bool = False,
) -> Person:
    """Make a person, their organisation (unless given), hat and session."""
    n = next(_count)
    with house.unit_of_work() as uow:
        if user_id is None:
            user_id = service.add_user(
                uow, email=f"p{n}@example.org", name=name or f"测试{n}", password_hash="!"
            ).id
        membership_id = None
        if role is not None:
            if org is None:
                org = service.add_organisation(
                    uow,
                    OrganisationInput(
                        name=f"单位{n}",
                        kind=KINDS.get(role, OrganisationKind.PLATFORM),
                        is_state_funded=state_funded,
                    ),
                    status=OrganisationStatus.APPROVED,
                ).id
            membership = service.add_membership(uow, user_id, org, role)
            service.activate_membership(uow, membership)
            membership_id = membership.id
        token = service.open_session(uow, user_id, membership_id)
        uow.session.flush()
        actor = service.resolve_actor(
            uow.session, token, clock=house.clock, settings=house.ports.settings
        )
    return Person(user_id, org, membership_id, role, token, actor)
