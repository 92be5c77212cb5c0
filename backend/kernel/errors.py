"""The families of refusals; the web turns each into one status (RFC 9457)."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """One wrong field: a JSON pointer and what to do about it, for the user."""

    pointer: str
    detail: str


class DomainError(Exception):
    """Base of everything the platform refuses on purpose.

    Parameters
    ----------
    detail
        What happened and how to cure it, in Chinese.
    errors
        The fields concerned.
    extra
        Further members of the problem document.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "请求有误"

    def __init__(
        self, detail: str = "", *, errors: tuple[FieldError, ...] = (), **extra: Any
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = errors
        self.extra = extra


class Unauthenticated(DomainError):
    """Nobody is logged in, or the session has ended."""

    status = 401
    code = "unauthenticated"
    title = "请先登录"


class Denied(DomainError):
    """The object is visible, the action is not allowed."""

    status = 403
    code = "denied"
    title = "没有权限"


class ReauthenticationRequired(DomainError):
    """The act binds, and the password was given too long ago."""

    status = 403
    code = "reauthentication-required"
    title = "请再次输入密码"


class NotFound(DomainError):
    """It does not exist, or this person may not know that it does."""

    status = 404
    code = "not-found"
    title = "未找到"


class Conflict(DomainError):
    """The state machine or a business rule says no."""

    status = 409
    code = "conflict"
    title = "当前状态不允许此操作"


class Stale(DomainError):
    """Somebody else changed the record in between."""

    status = 412
    code = "stale"
    title = "内容已被他人修改"


class PreconditionRequired(DomainError):
    """A change came without ``If-Match``."""

    status = 428
    code = "precondition-required"
    title = "缺少版本号"


class Invalid(DomainError):
    """One or more fields are wrong."""

    status = 422
    code = "invalid"
    title = "填写内容有误"

    @classmethod
    def field(cls, pointer: str, detail: str) -> "Invalid":
        """Build the refusal of one field."""
        return cls(detail, errors=(FieldError(pointer, detail),))


class TooLarge(DomainError):
    """The body or the file is larger than allowed."""

    status = 413
    code = "too-large"
    title = "内容过大"


class UnsupportedMedia(DomainError):
    """The body or the file is of a kind that is not taken."""

    status = 415
    code = "unsupported-media"
    title = "不支持的文件或内容类型"


class TooMany(DomainError):
    """Too many attempts in a short time."""

    status = 429
    code = "too-many"
    title = "操作过于频繁"


class Unavailable(DomainError):
    """The service cannot answer now; try again later."""

    status = 503
    code = "unavailable"
    title = "服务暂时不可用"
