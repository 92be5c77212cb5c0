"""Repeated creating requests give the first answer again and create nothing."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel

from backend.kernel.db import UTCDateTime
from backend.kernel.errors import Invalid


class IdempotencyKey(SQLModel, table=True):
    """The stored answer of one creating request."""

    __tablename__ = "idempotency_keys"
    __audited__ = False

    principal: str = Field(primary_key=True, max_length=64)
    route: str = Field(primary_key=True, max_length=160)
    key: str = Field(primary_key=True, max_length=80)
    fingerprint: str = Field(max_length=64)
    status: int
    body: str
    at: datetime = Field(sa_type=UTCDateTime, index=True)


class Replay(Exception):
    """The request was answered before; here is the answer."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__("replay")
        self.http_status = status
        self.body = body


def find(session: Session, principal: str, route: str, key: str, fingerprint: str) -> None:
    """Raise `Replay` if this request was answered before.

    Raises
    ------
    Invalid
        The key was used with another body.
    """
    row = session.get(IdempotencyKey, (principal, route, key))
    if row is None:
        return
    if row.fingerprint != fingerprint:
        raise Invalid.field("/headers/Idempotency-Key", "该幂等键已用于另一份内容，请换一个新键。")
    raise Replay(row.status, row.body)
