"""Reads about people and organisations."""

import uuid

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.identity.affiliation import affiliates as affiliates
from backend.features.identity.labels import KIND_LABELS, ROLE_LABELS
from backend.features.identity.models import (
    Invitation,
    LoginSession,
    Membership,
    Organisation,
    OrganisationKind,
    User,
)
from backend.features.identity.schemas import (
    HatView,
    InvitationView,
    MembershipView,
    MenuView,
    MeView,
    OrganisationRow,
    OrganisationView,
    SessionView,
    UserView,
)
from backend.features.identity.states import (
    INVITATION_WORKFLOW,
    MEMBERSHIP_WORKFLOW,
    ORGANISATION_WORKFLOW,
    MembershipStatus,
    OrganisationStatus,
)
from backend.kernel.errors import NotFound
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.policy import Role
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork


def hats_of(uow: UnitOfWork, user_id: uuid.UUID) -> list[HatView]:
    """Return the hats a person can wear now: active memberships of approved organisations."""
    rows = uow.session.exec(
        select(Membership, Organisation)
        .join(Organisation, col(Organisation.id) == col(Membership.org_id))
        .where(
            col(Membership.user_id) == user_id,
            col(Membership.status) == MembershipStatus.ACTIVE,
            col(Organisation.status) == OrganisationStatus.APPROVED,
        )
        .order_by(col(Membership.created_at), col(Membership.id))
    ).all()
    return [_hat(membership, organisation) for membership, organisation in rows]


def _hat(membership: Membership, organisation: Organisation) -> HatView:
    zh, en = ROLE_LABELS[membership.role]
    return HatView(
        membership_id=membership.id,
        role=membership.role,
        role_label=zh,
        role_label_en=en,
        organisation_id=organisation.id,
        organisation_name=organisation.name,
    )


def me(uow: UnitOfWork, *, unread: int = 0) -> MeView:
    """Return who the actor is; nobody is fine too."""
    mode = uow.ports.settings.mode
    if uow.actor.user_id is None:
        return MeView(mode=mode)
    user = uow.session.get_one(User, uow.actor.user_id)
    hats = hats_of(uow, user.id)
    hat = next((h for h in hats if h.membership_id == uow.actor.membership_id), None)
    menu = [
        MenuView(key=m.key, label_zh=m.label_zh, label_en=m.label_en, path=m.path)
        for m in uow.registry.menu
        if hat is not None and hat.role in m.roles
    ]
    return MeView(
        user=UserView.model_validate(user),
        hat=hat,
        hats=hats,
        pending=_pending(uow, user.id),
        menu=menu,
        unread=unread,
        mode=mode,
    )


def _pending(uow: UnitOfWork, user_id: uuid.UUID) -> list[str]:
    rows = uow.session.exec(
        select(col(Organisation.name), col(Membership.role))
        .join(Membership, col(Membership.org_id) == col(Organisation.id))
        .where(
            col(Membership.user_id) == user_id,
            col(Membership.status) != MembershipStatus.ENDED,
            sa.or_(
                col(Membership.status) == MembershipStatus.PENDING,
                col(Organisation.status) != OrganisationStatus.APPROVED,
            ),
        )
    ).all()
    return [f"{name} · {ROLE_LABELS[role][0]}" for name, role in rows]


def sessions(uow: UnitOfWork) -> list[SessionView]:
    """Return the actor's living sessions, newest first."""
    rows = uow.session.exec(
        select(LoginSession)
        .where(
            col(LoginSession.user_id) == uow.actor.user_id,
            col(LoginSession.revoked_at).is_(None),
            col(LoginSession.expires_at) > uow.now(),
        )
        .order_by(col(LoginSession.last_seen_at).desc())
        .limit(50)
    ).all()
    return [
        SessionView(
            id=row.id,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=row.expires_at,
            ip=row.ip,
            user_agent=row.user_agent,
            current=row.id == uow.actor.session_id,
        )
        for row in rows
    ]


def organisation_row(organisation: Organisation) -> OrganisationRow:
    """Return one line of the list."""
    return OrganisationRow(
        id=organisation.id,
        name=organisation.name,
        kind=organisation.kind,
        kind_label=KIND_LABELS[organisation.kind][0],
        credit_code=organisation.credit_code,
        status=organisation.status,
        status_label=ORGANISATION_WORKFLOW.label(organisation.status),
        is_demo=organisation.is_demo,
        created_at=organisation.created_at,
    )


def organisation_page(
    uow: UnitOfWork, request: PageRequest, q: str = "", status: OrganisationStatus | None = None
) -> Page[OrganisationRow]:
    """Return the organisations the actor may see."""
    statement = select(Organisation).where(uow.visible("organisation.read"))
    if q:
        statement = statement.where(
            sa.or_(
                col(Organisation.name).contains(q, autoescape=True),
                col(Organisation.credit_code) == q.upper(),
            )
        )
    if status is not None:
        statement = statement.where(col(Organisation.status) == status)
    order = ordering(
        request,
        {"created_at": col(Organisation.created_at), "name": col(Organisation.name)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Organisation.id))
    return Page(
        items=[organisation_row(row) for row in rows],
        total=total,
        page=request.page,
        size=request.size,
    )


# building a statement costs more than asking it
ACTIVE_MEMBERS = (
    select(sa.func.count())
    .select_from(Membership)
    .where(
        col(Membership.org_id) == sa.bindparam("org_id", type_=sa.Uuid()),
        col(Membership.status) == MembershipStatus.ACTIVE,
    )
)


def organisation_view(uow: UnitOfWork, organisation: Organisation) -> OrganisationView:
    """Return one organisation with what may be done to it."""
    connection = uow.session.connection()
    members = connection.execute(ACTIVE_MEMBERS, {"org_id": organisation.id}).scalar_one()
    return OrganisationView(
        **organisation_row(organisation).model_dump(),
        version=organisation.version,
        is_state_funded=organisation.is_state_funded,
        parent_code=organisation.parent_code,
        affiliates=affiliates(uow, organisation),
        may_affiliate=uow.allows("organisation.affiliate", organisation),
        note=organisation.note,
        member_count=members,
        available_actions=ORGANISATION_WORKFLOW.available(uow, organisation),
    )


def membership_page(
    uow: UnitOfWork, request: PageRequest, status: MembershipStatus | None = None
) -> Page[MembershipView]:
    """Return the memberships the actor may see."""
    statement = (
        select(Membership, User, Organisation)
        .join(User, col(User.id) == col(Membership.user_id))
        .join(Organisation, col(Organisation.id) == col(Membership.org_id))
        .where(uow.visible("membership.read"))
    )
    if status is not None:
        statement = statement.where(col(Membership.status) == status)
    order = ordering(request, {"created_at": col(Membership.created_at)}, "-created_at")
    rows, total = fetch_page(uow.session, statement, request, order, col(Membership.id))
    items = [membership_view(uow, m, user, organisation) for m, user, organisation in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def membership_view(
    uow: UnitOfWork, membership: Membership, user: User, organisation: Organisation
) -> MembershipView:
    """Return one membership with what may be done to it."""
    return MembershipView(
        id=membership.id,
        version=membership.version,
        user_id=user.id,
        user_name=user.name,
        user_email=user.email,
        org_id=organisation.id,
        organisation_name=organisation.name,
        role=membership.role,
        role_label=ROLE_LABELS[membership.role][0],
        status=membership.status,
        status_label=MEMBERSHIP_WORKFLOW.label(membership.status),
        available_actions=MEMBERSHIP_WORKFLOW.available(uow, membership),
    )


def membership_detail(uow: UnitOfWork, membership: Membership) -> MembershipView:
    """Return one membership by its row."""
    user = uow.session.get_one(User, membership.user_id)
    organisation = uow.session.get_one(Organisation, membership.org_id)
    return membership_view(uow, membership, user, organisation)


def invitation_page(uow: UnitOfWork, request: PageRequest) -> Page[InvitationView]:
    """Return the invitations the actor may see."""
    statement = select(Invitation).where(uow.visible("invitation.read"))
    order = ordering(request, {"created_at": col(Invitation.created_at)}, "-created_at")
    rows, total = fetch_page(uow.session, statement, request, order, col(Invitation.id))
    items = [invitation_view(uow, row) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def invitation_view(
    uow: UnitOfWork, invitation: Invitation, *, link: str | None = None
) -> InvitationView:
    """Return one invitation."""
    return InvitationView(
        id=invitation.id,
        version=invitation.version,
        email=invitation.email,
        role=invitation.role,
        role_label=ROLE_LABELS[invitation.role][0],
        status=invitation.status,
        status_label=INVITATION_WORKFLOW.label(invitation.status),
        expires_at=invitation.expires_at,
        link=link,
        available_actions=INVITATION_WORKFLOW.available(uow, invitation),
    )


def organisation_names(uow: UnitOfWork, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of organisations by id, for views of other features."""
    if not ids:
        return {}
    rows = uow.session.exec(
        select(col(Organisation.id), col(Organisation.name)).where(col(Organisation.id).in_(ids))
    ).all()
    return dict(rows)


def user_names(uow: UnitOfWork, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of people by id, for views of other features."""
    if not ids:
        return {}
    rows = uow.session.exec(select(col(User.id), col(User.name)).where(col(User.id).in_(ids))).all()
    return dict(rows)


def organisation_by_id(uow: UnitOfWork, org_id: uuid.UUID) -> Organisation:
    """Return an organisation.

    Raises
    ------
    NotFound
        There is none.
    """
    organisation = uow.session.get(Organisation, org_id)
    if organisation is None:
        raise NotFound("单位不存在。")
    return organisation


def members_with_role(
    uow: UnitOfWork, roles: frozenset[Role], org_id: uuid.UUID | None = None
) -> list[uuid.UUID]:
    """Return the ids of people who wear one of these hats, optionally in one organisation."""
    statement = (
        select(Membership.user_id)
        .join(Organisation, col(Organisation.id) == col(Membership.org_id))
        .where(
            col(Membership.role).in_(roles),
            col(Membership.status) == MembershipStatus.ACTIVE,
            col(Organisation.status) == OrganisationStatus.APPROVED,
        )
    )
    if org_id is not None:
        statement = statement.where(col(Membership.org_id) == org_id)
    return list(dict.fromkeys(uow.session.exec(statement).all()))


def unique_organisations(uow: UnitOfWork, user_id: uuid.UUID) -> set[uuid.UUID]:
    """Return every organisation a person belongs to or ever applied to (conflict rules)."""
    rows = uow.session.exec(select(Membership.org_id).where(col(Membership.user_id) == user_id))
    return set(rows.all())


def role_label(role: Role) -> str:
    """Return the Chinese name of a role."""
    return ROLE_LABELS[role][0]


def kind_label(kind: OrganisationKind) -> str:
    """Return the Chinese name of a kind of organisation."""
    return KIND_LABELS[kind][0]


def is_set_up(uow: UnitOfWork) -> bool:
    """Whether the installation has its platform organisation."""
    found = uow.session.exec(
        select(Organisation.id).where(col(Organisation.kind) == OrganisationKind.PLATFORM).limit(1)
    ).first()
    return found is not None
