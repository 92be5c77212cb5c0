"""The controlled lists as rows, so that labels can be read by anything that reads the database."""

import sqlalchemy as sa
from sqlmodel import Field

from backend.kernel.records import Record


class Term(Record, table=True):
    """One entry of a controlled list."""

    __tablename__ = "terms"
    __table_args__ = (sa.UniqueConstraint("scheme", "code"),)

    scheme: str = Field(max_length=40, index=True)
    code: str = Field(max_length=40)
    label_zh: str = Field(max_length=120)
    label_en: str = Field(max_length=160)
    position: int = 0
    active: bool = True
