"""Demonstration accounts: one per role, and the people behind the demonstration walk."""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from backend.features.identity import service as identity
from backend.features.identity.models import Organisation, OrganisationKind, User
from backend.features.identity.passwords import hash_password
from backend.features.identity.queries import role_label
from backend.features.identity.schemas import OrganisationInput
from backend.features.identity.states import OrganisationStatus
from backend.kernel.policy import Actor, Role
from backend.kernel.uow import House, UnitOfWork

PASSWORD = "Ganqiao-Demo-2026"  # noqa: S105 - shown on purpose: a demonstration has no secrets
DOMAIN = "demo.hepabridge.example"


@dataclass(frozen=True)
class Seat:
    """One demonstration account: address, name, role, organisation."""

    key: str
    name: str
    role: Role
    organisation: str
    kind: OrganisationKind


PLATFORM = "肝桥平台运营中心（演示）"
HOSPITAL = "青黛中医医院（演示）"
BRANCH = "青黛中医医院东院（演示）"
COMPANY = "杏林康泰药业有限公司（演示）"

SEATS = (
    Seat("holder", "林持成（演示）", Role.HOLDER, HOSPITAL, OrganisationKind.HOSPITAL),
    Seat("demander", "康需明（演示）", Role.DEMANDER, COMPANY, OrganisationKind.COMPANY),
    Seat(
        "expert",
        "白临床（演示）",
        Role.EXPERT,
        "明德大学附属医院（演示）",
        OrganisationKind.HOSPITAL,
    ),
    Seat("operator", "服务员小肝（演示）", Role.OPERATOR, PLATFORM, OrganisationKind.PLATFORM),
    Seat("adviser", "方法务（演示）", Role.ADVISER, PLATFORM, OrganisationKind.PLATFORM),
    Seat("auditor", "严审核（演示）", Role.AUDITOR, PLATFORM, OrganisationKind.PLATFORM),
    Seat("orgadmin", "管单位（演示）", Role.ORG_ADMIN, HOSPITAL, OrganisationKind.HOSPITAL),
    Seat("admin", "系统管理（演示）", Role.PLATFORM_ADMIN, PLATFORM, OrganisationKind.PLATFORM),
)

# the panel behind the demonstration evaluations: name, category, sector, kind of organisation
EXPERT_SEATS = (
    Seat(
        "expert2",
        "黄工程（演示）",
        Role.EXPERT,
        "齐物药物研究院（演示）",
        OrganisationKind.INSTITUTE,
    ),
    Seat(
        "expert3", "陈投资（演示）", Role.EXPERT, "远志健康投资（演示）", OrganisationKind.INVESTOR
    ),
    Seat(
        "expert4",
        "苏临床（演示）",
        Role.EXPERT,
        "白术医科大学（演示）",
        OrganisationKind.UNIVERSITY,
    ),
    Seat(
        "expert5", "钱产业（演示）", Role.EXPERT, "丹参医药集团（演示）", OrganisationKind.COMPANY
    ),
    Seat(
        "expert6",
        "武工程（演示）",
        Role.EXPERT,
        "茯苓理工大学（演示）",
        OrganisationKind.UNIVERSITY,
    ),
    Seat(
        "expert7",
        "周知产（演示）",
        Role.EXPERT,
        "卫生科技发展中心（演示）",
        OrganisationKind.GOVERNMENT,
    ),
    Seat(
        "expert8", "梁临床（演示）", Role.EXPERT, "茵陈肝病医院（演示）", OrganisationKind.HOSPITAL
    ),
    Seat(
        "expert9", "罗工程（演示）", Role.EXPERT, "玄参医疗器械（演示）", OrganisationKind.COMPANY
    ),
    Seat(
        "expert10", "程投资（演示）", Role.EXPERT, "黄芪创业投资（演示）", OrganisationKind.INVESTOR
    ),
    # two who show what the conflict rules find: a branch of the hospital, a namesake of its team
    Seat("expert11", "杜关联（演示）", Role.EXPERT, BRANCH, OrganisationKind.HOSPITAL),
    Seat(
        "expert12",
        "乙成员（演示）",
        Role.EXPERT,
        "连翘医科大学（演示）",
        OrganisationKind.UNIVERSITY,
    ),
)


@dataclass
class Cast:
    """The people of the demonstration, ready to act."""

    actors: dict[str, Actor]
    organisations: dict[str, uuid.UUID]

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]


def make_people(house: House) -> Cast:
    """Make (or find again) the demonstration accounts and their organisations."""
    hashed = hash_password(PASSWORD)
    cast = Cast({}, {})
    with house.unit_of_work() as uow:
        for seat in (*SEATS, *EXPERT_SEATS):
            org_id = _organisation(uow, seat.organisation, seat.kind)
            cast.organisations[seat.organisation] = org_id
            user = _user(uow, seat, hashed)
            cast.actors[seat.key] = hat(uow, user, org_id, seat.role)
    return cast


def _organisation(uow: UnitOfWork, name: str, kind: OrganisationKind) -> uuid.UUID:
    known = uow.session.exec(select(Organisation.id).where(col(Organisation.name) == name)).first()
    if known is not None:
        return known
    state_funded = kind in {OrganisationKind.HOSPITAL, OrganisationKind.UNIVERSITY}
    return identity.add_organisation(
        uow,
        OrganisationInput(name=name, kind=kind, is_state_funded=state_funded),
        status=OrganisationStatus.APPROVED,
        is_demo=True,
        note="演示单位，不对应任何真实机构。",
    ).id


def _user(uow: UnitOfWork, seat: Seat, hashed: str) -> User:
    email = f"{seat.key}@{DOMAIN}"
    known = uow.session.exec(select(User).where(col(User.email) == email)).first()
    return known or identity.add_user(
        uow, email=email, name=seat.name, password_hash=hashed, is_demo=True
    )


def hat(uow: UnitOfWork, user: User, org_id: uuid.UUID, role: Role) -> Actor:
    """Give a person an active hat (if they have none yet) and return them wearing it."""
    membership = identity.ensure_membership(uow, user.id, org_id, role)
    return Actor(
        user_id=user.id,
        name=user.name,
        role=role,
        org_id=org_id,
        membership_id=membership.id,
        all_org_ids=frozenset({org_id}),
    )


def write_accounts(path: Path) -> None:
    """Write the list that `make run` prints; one entry per account."""
    accounts = [
        {
            "role": seat.role.value,
            "role_label": role_label(seat.role),
            "name": seat.name,
            "email": f"{seat.key}@{DOMAIN}",
            "password": PASSWORD,
            "organisation": seat.organisation,
            "demo": True,
        }
        for seat in (*SEATS, *EXPERT_SEATS)
    ]
    path.write_text(json.dumps(accounts, ensure_ascii=False, indent=2), encoding="utf-8")
