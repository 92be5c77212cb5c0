"""Commands on the information service (5.2.2)."""

import uuid

from backend.features.information.importing import import_information
from backend.features.information.models import Article
from backend.features.information.states import WORKFLOW
from backend.kernel.uow import UnitOfWork

__all__ = ["import_information", "restore_article", "withdraw_article"]


def withdraw_article(
    uow: UnitOfWork, article_id: uuid.UUID, expected_version: int, reason: str
) -> Article:
    """Take an item out of the public list."""
    article = uow.get(Article, article_id, "article.withdraw", expected_version=expected_version)
    WORKFLOW.fire(uow, article, "withdraw", reason=reason)
    return article


def restore_article(uow: UnitOfWork, article_id: uuid.UUID, expected_version: int) -> Article:
    """Put an item back."""
    article = uow.get(Article, article_id, "article.restore", expected_version=expected_version)
    WORKFLOW.fire(uow, article, "restore")
    return article
