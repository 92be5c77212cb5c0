"""One table for every item of the information service."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.information.states import ArticleCategory, ArticleStatus
from backend.kernel.db import enum_type
from backend.kernel.records import Record


class Article(Record, table=True):
    """A law, a standard, a market fact, a case or an event; null is what the source keeps silent.

    `date_text` is the date as the source gives it; `issued_on` is set only when it names a day.
    """

    __tablename__ = "articles"
    __table_args__ = (sa.Index("ix_articles_external", "external_id", "url"),)

    category: ArticleCategory = Field(sa_type=enum_type(ArticleCategory), index=True)
    title: str = Field(max_length=300)
    issuer: str | None = Field(default=None, max_length=300)
    number: str | None = Field(default=None, max_length=200)
    issued_on: date | None = None
    date_text: str | None = Field(default=None, max_length=60)
    year: int | None = Field(default=None, index=True)
    url: str = Field(default="", max_length=1000)
    topic: str | None = Field(default=None, max_length=100)
    interpretation: str = ""
    metrics: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    parties: str | None = Field(default=None, max_length=500)
    amount: str | None = Field(default=None, max_length=500)
    note: str | None = Field(default=None, max_length=2000)
    status: ArticleStatus = Field(
        default=ArticleStatus.PUBLISHED, sa_type=enum_type(ArticleStatus), index=True
    )
    external_id: str | None = Field(default=None, max_length=80)
    import_hash: str = Field(default="", max_length=64)
    is_demo: bool = False
