"""Relations of people to items of the information service."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.information.models import Article
from backend.features.information.states import ArticleStatus
from backend.kernel.policy import Actor


@dataclass(frozen=True)
class PublicArticle:
    """Items that are public, whoever asks."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is public."""
        del session, actor
        return isinstance(obj, Article) and obj.status is ArticleStatus.PUBLISHED

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Public items."""
        del actor
        return col(Article.status) == ArticleStatus.PUBLISHED
