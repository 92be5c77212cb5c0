"""What the API gives of the information service."""

import uuid
from datetime import date, datetime

from backend.features.information.states import ArticleCategory, ArticleStatus
from backend.kernel.finding import SnippetView
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import OptionalMediumText


class ArticleWithdrawInput(Input):
    """Why an item is taken out."""

    reason: OptionalMediumText = ""


class ArticleFigure(Schema):
    """One figure as the source gives it."""

    name: str
    value: str


class ArticleRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    category: ArticleCategory
    category_label: str
    title: str
    issuer: str | None
    number: str | None
    issued_on: date | None
    date_text: str | None
    year: int | None
    topic: str | None
    interpretation: str
    url: str
    status: ArticleStatus
    status_label: str
    is_demo: bool


class ArticleHit(ArticleRow):
    """One item found."""

    snippets: list[SnippetView]
    complete: bool


class ArticleView(ArticleRow):
    """One item; history is there for staff only."""

    version: int
    metrics: list[ArticleFigure]
    parties: str | None
    amount: str | None
    note: str | None
    imported_at: datetime
    updated_at: datetime
    history: list[HistoryView]
    available_actions: list[ActionView]
