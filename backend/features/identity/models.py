"""Tables of people, organisations, hats and sessions."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.identity.states import (
    InvitationStatus,
    MembershipStatus,
    OrganisationStatus,
)
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.policy import Role
from backend.kernel.records import Record


class OrganisationKind(StrEnum):
    """What an organisation is (5.3.1.3: research, medicine, industry, government)."""

    INSTITUTE = "institute"
    UNIVERSITY = "university"
    HOSPITAL = "hospital"
    COMPANY = "company"
    INVESTOR = "investor"
    GOVERNMENT = "government"
    ASSOCIATION = "association"
    INDIVIDUAL = "individual"
    PLATFORM = "platform"
    OTHER = "other"


class User(Record, table=True):
    """A person with an account."""

    __tablename__ = "users"
    __secret__: ClassVar[frozenset[str]] = frozenset({"password_hash"})

    email: str = Field(max_length=200, unique=True)
    name: str = Field(max_length=80)
    password_hash: str = Field(max_length=200)
    locale: str = Field(default="zh", max_length=5)
    is_active: bool = True
    is_demo: bool = False
    terms_accepted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Organisation(Record, table=True):
    """A legal person or an individual holder."""

    __tablename__ = "organisations"

    name: str = Field(max_length=120, index=True)
    kind: OrganisationKind = Field(sa_type=enum_type(OrganisationKind))
    credit_code: str | None = Field(default=None, max_length=18, unique=True)
    parent_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
    # the organisation above this one, which need not be on the platform (5.1.1.1)
    parent_code: str | None = Field(default=None, max_length=18, index=True)
    is_state_funded: bool = False
    is_demo: bool = False
    status: OrganisationStatus = Field(
        default=OrganisationStatus.PENDING, sa_type=enum_type(OrganisationStatus), index=True
    )
    note: str = Field(default="", max_length=500)


class Membership(Record, table=True):
    """One hat: a person in one role in one organisation."""

    __tablename__ = "memberships"
    __table_args__ = (sa.UniqueConstraint("user_id", "org_id", "role"),)

    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    role: Role = Field(sa_type=enum_type(Role))
    status: MembershipStatus = Field(
        default=MembershipStatus.PENDING, sa_type=enum_type(MembershipStatus)
    )


class Invitation(Record, table=True):
    """An invitation by mail: single use, fixed role, ends after 72 hours."""

    __tablename__ = "invitations"
    __secret__: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    email: str = Field(max_length=200, index=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    role: Role = Field(sa_type=enum_type(Role))
    token_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    invited_by: uuid.UUID = Field(foreign_key="users.id")
    status: InvitationStatus = Field(
        default=InvitationStatus.OPEN, sa_type=enum_type(InvitationStatus)
    )


class LoginSession(Record, table=True):
    """A server-side session; the browser holds only the token."""

    __tablename__ = "login_sessions"
    __audited__: ClassVar[bool] = False

    token_hash: str = Field(max_length=64, unique=True)
    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    membership_id: uuid.UUID | None = Field(default=None, foreign_key="memberships.id")
    last_seen_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    # null: a session from before this was kept; the next binding act asks for the password
    authenticated_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ip: str = Field(default="", max_length=64)
    user_agent: str = Field(default="", max_length=200)


class LoginFailure(Record, table=True):
    """A failed login, kept to slow down guessing."""

    __tablename__ = "login_failures"
    __audited__: ClassVar[bool] = False

    email_hash: str = Field(max_length=64, index=True)
    ip: str = Field(default="", max_length=64)
    at: datetime = Field(sa_type=UTCDateTime, index=True)


class SetupToken(Record, table=True):
    """The one-time link with which a production installation gets its first people."""

    __tablename__ = "setup_tokens"
    __secret__: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    token_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
