"""The information service: public to read, staff take items out and put them back."""

from sqlmodel import col, select

from backend.features.information.models import Article
from backend.features.information.service import import_information, withdraw_article
from tests.authz.engine import Row, World


def build(world: World) -> None:
    """Take in two items and withdraw one of them."""
    rows = [
        {"id": f"INF-{n}", "category": "标准", "title": f"标准 {n}", "url": f"https://e.org/{n}"}
        for n in (1, 2)
    ]
    with world.uow() as uow:
        import_information(uow, enumerate(rows, start=1))
        for name, external in (("article_public", "INF-1"), ("article_withdrawn", "INF-2")):
            world.ids[name] = uow.session.exec(
                select(Article.id).where(col(Article.external_id) == external)
            ).one()
    with world.uow("operator") as uow:
        withdraw_article(uow, world.ids["article_withdrawn"], 1, "已废止")


def _version(name: str):
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(Article, world.ids[name]).version

    return read


# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
ROWS = [
    Row("GET", "/information", "ok"),
    Row("GET", "/information/{article_id}", "ok", target="article_public"),
    Row("POST", "/information/{article_id}/withdraw",
        "401 403 403 403 403 403 403 403 ok 403 403 403 403 403 403",
        target="article_public", body={"reason": "已废止"}, version=_version("article_public")),
    Row("POST", "/information/{article_id}/restore",
        "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404",
        target="article_withdrawn", version=_version("article_withdrawn")),
]  # fmt: skip
