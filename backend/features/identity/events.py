"""What happens to people and organisations."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class UserRegistered(Event):
    """Somebody made an account."""

    name: ClassVar[str] = "user.registered"
    label_zh: ClassVar[str] = "注册账户"


@dataclass(frozen=True, kw_only=True)
class UserLoggedIn(Event):
    """A session began."""

    name: ClassVar[str] = "user.logged_in"
    label_zh: ClassVar[str] = "登录"


@dataclass(frozen=True, kw_only=True)
class UserLoggedOut(Event):
    """A session ended."""

    name: ClassVar[str] = "user.logged_out"
    label_zh: ClassVar[str] = "退出登录"


@dataclass(frozen=True, kw_only=True)
class UserReauthenticated(Event):
    """Somebody gave the password again before a binding act."""

    name: ClassVar[str] = "user.reauthenticated"
    label_zh: ClassVar[str] = "再次验证密码"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A password was changed; all other sessions end."""

    name: ClassVar[str] = "user.password_changed"
    label_zh: ClassVar[str] = "修改密码"


@dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(Event):
    """An organisation asks to be admitted."""

    name: ClassVar[str] = "organisation.registered"
    label_zh: ClassVar[str] = "提交单位认证"


@dataclass(frozen=True, kw_only=True)
class OrganisationApproved(Event):
    """Staff admitted an organisation."""

    name: ClassVar[str] = "organisation.approved"
    label_zh: ClassVar[str] = "单位认证通过"


@dataclass(frozen=True, kw_only=True)
class OrganisationRejected(Event):
    """Staff refused an organisation."""

    name: ClassVar[str] = "organisation.rejected"
    label_zh: ClassVar[str] = "单位认证未通过"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrganisationSuspended(Event):
    """Staff suspended an organisation."""

    name: ClassVar[str] = "organisation.suspended"
    label_zh: ClassVar[str] = "暂停单位"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrganisationAffiliated(Event):
    """Staff recorded which organisation stands above this one."""

    name: ClassVar[str] = "organisation.affiliated"
    label_zh: ClassVar[str] = "登记上级单位"


@dataclass(frozen=True, kw_only=True)
class MembershipRequested(Event):
    """Somebody asks to join an organisation in a role."""

    name: ClassVar[str] = "membership.requested"
    label_zh: ClassVar[str] = "申请加入单位"
    org_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MembershipApproved(Event):
    """A membership became active."""

    name: ClassVar[str] = "membership.approved"
    label_zh: ClassVar[str] = "成员身份生效"
    user_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """A membership ended; its rights end at the next request."""

    name: ClassVar[str] = "membership.ended"
    label_zh: ClassVar[str] = "成员身份终止"
    user_id: uuid.UUID
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class InvitationSent(Event):
    """Somebody was invited into an organisation."""

    name: ClassVar[str] = "invitation.sent"
    label_zh: ClassVar[str] = "发出邀请"
    email: str
    org_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """An invitation was accepted."""

    name: ClassVar[str] = "invitation.accepted"
    label_zh: ClassVar[str] = "接受邀请"
    user_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Event):
    """An invitation was taken back."""

    name: ClassVar[str] = "invitation.revoked"
    label_zh: ClassVar[str] = "撤回邀请"
