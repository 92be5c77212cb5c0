"""What the API takes and gives about people and organisations."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backend.features.identity.models import OrganisationKind
from backend.features.identity.states import (
    InvitationStatus,
    MembershipStatus,
    OrganisationStatus,
)
from backend.kernel.identifiers import check_credit_code
from backend.kernel.policy import Role
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import Label, OptionalMediumText, ShortText

EMAIL = (
    r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,180})\.[A-Za-z]{2,24}$"
)


def _email(text: str) -> str:
    return text.casefold()


def _credit_code(text: str) -> str:
    code = text.strip().upper()
    result = check_credit_code(code)
    if not result.ok:
        raise PydanticCustomError("credit_code", "{why}", {"why": result.message_zh})
    return code


Email = Annotated[str, StringConstraints(pattern=EMAIL, max_length=200), AfterValidator(_email)]
Secret = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=256)]
CreditCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(_credit_code)]


class LoginInput(Input):
    """E-mail and password."""

    email: Email
    password: Secret


class OrganisationInput(Input):
    """A new organisation."""

    name: Annotated[ShortText, Field(max_length=120)]
    kind: OrganisationKind
    credit_code: CreditCode | None = None
    is_state_funded: bool = False


class ParentInput(Input):
    """The organisation above this one, by its credit code; null takes it back."""

    parent_code: CreditCode | None


class RegisterInput(Input):
    """A new account, with the organisation and the role it is for."""

    email: Email
    password: Secret
    name: Label
    role: Literal["holder", "demander", "expert"]
    organisation: OrganisationInput
    accept_terms: bool


class JoinInput(Input):
    """A further hat for somebody who has an account."""

    role: Literal["holder", "demander", "expert"]
    organisation: OrganisationInput


class PasswordInput(Input):
    """The old and the new password."""

    current: Secret
    new: Secret


class PasswordAgainInput(Input):
    """The password once more, before a binding act."""

    password: Secret


class HatInput(Input):
    """Which hat to put on."""

    membership_id: uuid.UUID


class ProfileInput(Input):
    """Name and language."""

    name: Label
    locale: Literal["zh", "en"]


class InvitationInput(Input):
    """Whom to invite, in which role."""

    email: Email
    role: Role


class AcceptInput(Input):
    """Accepting an invitation; name and password only for a new account."""

    token: Secret
    name: Label | None = None
    password: Secret | None = None


class SetupInput(Input):
    """The first platform administrator and operator of a production installation."""

    token: Secret
    email: Email
    password: Secret
    name: Label
    platform_name: ShortText


class ReasonedInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class HatView(Schema):
    """One hat."""

    membership_id: uuid.UUID
    role: Role
    role_label: str
    role_label_en: str
    organisation_id: uuid.UUID
    organisation_name: str


class UserView(Schema):
    """The person."""

    id: uuid.UUID
    name: str
    email: str
    locale: str
    is_demo: bool


class MenuView(Schema):
    """One entry of the work area's menu."""

    key: str
    label_zh: str
    label_en: str
    path: str


class MeView(Schema):
    """Who I am, which hats I have, what I may open."""

    user: UserView | None = None
    hat: HatView | None = None
    hats: list[HatView] = Field(default_factory=list)
    pending: list[str] = Field(default_factory=list)
    menu: list[MenuView] = Field(default_factory=list)
    unread: int = 0
    mode: str = "demo"


class SessionView(Schema):
    """One of my sessions."""

    id: uuid.UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ip: str
    user_agent: str
    current: bool


class OrganisationRow(Schema):
    """One line of the list of organisations."""

    id: uuid.UUID
    name: str
    kind: OrganisationKind
    kind_label: str
    credit_code: str | None
    status: OrganisationStatus
    status_label: str
    is_demo: bool
    created_at: datetime


class AffiliateView(Schema):
    """An organisation of the same group."""

    id: uuid.UUID
    name: str
    how: str


class OrganisationView(OrganisationRow):
    """An organisation with what may be done to it."""

    version: int
    is_state_funded: bool
    parent_code: str | None
    affiliates: list[AffiliateView]
    may_affiliate: bool
    note: str
    member_count: int
    available_actions: list[ActionView]


class MembershipView(Schema):
    """One membership."""

    id: uuid.UUID
    version: int
    user_id: uuid.UUID
    user_name: str
    user_email: str
    org_id: uuid.UUID
    organisation_name: str
    role: Role
    role_label: str
    status: MembershipStatus
    status_label: str
    available_actions: list[ActionView]


class InvitationView(Schema):
    """One invitation. `link` is present only in the answer that creates it."""

    id: uuid.UUID
    version: int
    email: str
    role: Role
    role_label: str
    status: InvitationStatus
    status_label: str
    expires_at: datetime
    link: str | None = None
    available_actions: list[ActionView]
