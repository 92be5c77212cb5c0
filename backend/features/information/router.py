"""Endpoints of the information service."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.information import queries, service
from backend.features.information.models import Article
from backend.features.information.schemas import ArticleHit, ArticleView, ArticleWithdrawInput
from backend.kernel import finding
from backend.kernel.finding import FacetValue, FoundPage, SearchWords
from backend.kernel.search import DocKind, Facet, Sort
from backend.web.context import CtxDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["information"])
Values = Annotated[list[FacetValue], Query(max_length=50)]
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/information", responses=problems(422))
@requires("article.search")
def articles_search(
    ctx: CtxDep,
    q: SearchWords = "",
    category: Values = [],  # noqa: B006 - FastAPI copies the default
    topic: Values = [],  # noqa: B006
    year: Values = [],  # noqa: B006
    sort: Sort = "relevance",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> FoundPage[ArticleHit]:
    """Search law, standards, market facts, cases and events."""
    chosen = {Facet.TYPE: category, Facet.FIELD: topic, Facet.YEAR: year}
    query = finding.Query(DocKind.INFORMATION, q, chosen, queries.FACETS, sort, page, size)
    with ctx.reading() as uow:
        return queries.search(uow, query)


@router.get("/information/{article_id}", responses=problems(404))
@requires("article.search")
def articles_read(article_id: uuid.UUID, ctx: CtxDep) -> ArticleView:
    """Show one item."""
    with ctx.reading() as uow:
        article = uow.get(Article, article_id, "article.read")
        return ctx.show(queries.article_view(uow, article))


@router.post("/information/{article_id}/withdraw", responses=CHANGES)
@requires("article.withdraw")
def articles_withdraw(
    article_id: uuid.UUID, data: ArticleWithdrawInput, ctx: CtxDep
) -> ArticleView:
    """Take an item out of the public list."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        article = service.withdraw_article(uow, article_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.article_view(uow, article))


@router.post("/information/{article_id}/restore", responses=CHANGES)
@requires("article.restore")
def articles_restore(article_id: uuid.UUID, ctx: CtxDep) -> ArticleView:
    """Put an item back."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        article = service.restore_article(uow, article_id, version)
        uow.session.flush()
        return ctx.show(queries.article_view(uow, article))
