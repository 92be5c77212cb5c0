"""Reads of the information service."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from sqlmodel import col, select

from backend.features.information.models import Article
from backend.features.information.schemas import ArticleFigure, ArticleHit, ArticleRow, ArticleView
from backend.features.information.states import (
    CATEGORY_LABELS,
    WORKFLOW,
    ArticleCategory,
    ArticleStatus,
)
from backend.features.notifications import queries as notifications
from backend.kernel.finding import (
    UNDISCLOSED,
    FoundPage,
    Query,
    doc_id,
    facet_views,
    find,
    found_page,
    row_id,
    snippets,
)
from backend.kernel.search import DocKind, Facet, IndexDoc
from backend.kernel.uow import UnitOfWork

FACETS = (Facet.TYPE, Facet.FIELD, Facet.YEAR)
FACET_NAMES = {Facet.TYPE: ("类别", "Category"), Facet.FIELD: ("主题", "Topic")}
FIRST_YEAR = 1900


def category_label(value: str) -> str:
    """Return the Chinese name of a shelf."""
    return CATEGORY_LABELS[ArticleCategory(value)][0] if value in set(ArticleCategory) else value


def article_row(article: Article) -> ArticleRow:
    """Return one line of the list."""
    return ArticleRow(
        id=article.id,
        category=article.category,
        category_label=category_label(article.category),
        title=article.title,
        issuer=article.issuer,
        number=article.number,
        issued_on=article.issued_on,
        date_text=article.date_text,
        year=article.year,
        topic=article.topic,
        interpretation=article.interpretation,
        url=article.url,
        status=article.status,
        status_label=WORKFLOW.label(article.status),
        is_demo=article.is_demo,
    )


def article_view(uow: UnitOfWork, article: Article) -> ArticleView:
    """Return one item."""
    actions = WORKFLOW.available(uow, article)
    return ArticleView(
        **article_row(article).model_dump(),
        version=article.version,
        metrics=[
            ArticleFigure(name=str(name), value=str(value))
            for name, value in article.metrics.items()
        ],
        parties=article.parties,
        amount=article.amount,
        note=article.note,
        imported_at=article.created_at,
        updated_at=article.updated_at,
        history=notifications.history(uow, article.id) if actions else [],
        available_actions=actions,
    )


def _moment(article: Article) -> datetime:
    """Return when the item was issued, for the order of the list; vague dates come first."""
    if article.issued_on is not None:
        return datetime.combine(article.issued_on, time(), UTC)
    return datetime(article.year or FIRST_YEAR, 1, 1, tzinfo=UTC)


def article_doc(article: Article) -> IndexDoc:
    """Return what is indexed of a public item."""
    figures = "；".join(f"{name} {value}" for name, value in article.metrics.items())
    texts = (article.number, article.parties, article.amount, article.note, figures)
    return IndexDoc(
        id=doc_id(DocKind.INFORMATION, article.id),
        kind=DocKind.INFORMATION,
        title=article.title,
        updated_at=_moment(article),
        version=article.version,
        keywords=tuple(text for text in (article.topic, article.issuer) if text),
        abstract=article.interpretation,
        body=tuple(text for text in texts if text),
        facets={
            Facet.TYPE: (article.category.value,),
            Facet.FIELD: (article.topic or UNDISCLOSED,),
            Facet.INSTITUTION: (article.issuer[:120] if article.issuer else UNDISCLOSED,),
        },
        year=article.year,
    )


def documents(uow: UnitOfWork, ids: Iterable[uuid.UUID] | None = None) -> Iterator[IndexDoc]:
    """Walk over the documents of public items."""
    statement = select(Article).where(col(Article.status) == ArticleStatus.PUBLISHED)
    if ids is not None:
        statement = statement.where(col(Article.id).in_(set(ids)))
    for row in uow.session.exec(statement.order_by(col(Article.id).desc())):
        yield article_doc(row)


def facet_label(facet: Facet, value: str) -> str:
    """Return the Chinese label of a facet value."""
    return category_label(value) if facet is Facet.TYPE else value


def search(uow: UnitOfWork, query: Query) -> FoundPage[ArticleHit]:
    """Search the information service; every hit is read again from the database."""
    result, degraded = find(uow.ports.search, query, lambda: documents(uow))
    ids = [identity for hit in result.hits if (identity := row_id(hit.id))]
    rows = uow.session.exec(
        select(Article).where(
            col(Article.id).in_(ids), col(Article.status) == ArticleStatus.PUBLISHED
        )
    ).all()
    found = {row.id: row for row in rows}
    items = [
        ArticleHit(
            **article_row(found[key]).model_dump(),
            snippets=snippets(hit),
            complete=hit.complete,
        )
        for hit in result.hits
        if (key := row_id(hit.id)) in found
    ]
    known = {Facet.TYPE: [category.value for category in ArticleCategory]}
    return found_page(
        result,
        items,
        facet_views(result, facet_label, known, FACET_NAMES),
        dropped=len(result.hits) - len(items),
        degraded=degraded,
    )
