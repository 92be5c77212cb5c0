"""Pages of lists: bounded, sorted by an allow-list, id as tie-break."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from backend.kernel.errors import Invalid

MAX_SIZE = 100
MAX_PAGE = 10_000


@dataclass(frozen=True)
class PageRequest:
    """Which page, how long, sorted by what (a leading minus means descending)."""

    page: int = 1
    size: int = 20
    sort: str = ""


class Ordering(list[Any]):
    """ORDER BY terms that heed the request's sort key."""


def ordering(request: PageRequest, allowed: Mapping[str, Any], default: str) -> Ordering:
    """Return the ORDER BY terms.

    Raises
    ------
    Invalid
        The sort key is not in the allow-list.
    """
    wanted = request.sort or default
    descending, key = wanted.startswith("-"), wanted.lstrip("-")
    if key not in allowed:
        names = "、".join(sorted(allowed))
        raise Invalid.field("/sort", f"不支持按“{key[:40]}”排序，可用：{names}")
    column = allowed[key]
    return Ordering([column.desc() if descending else column.asc()])


def fetch_page(
    session: Session, statement: Any, request: PageRequest, order: list[Any], tie: Any
) -> tuple[list[Any], int]:
    """Run a SELECT for one page and count all its rows.

    Raises
    ------
    Invalid
        A sort key was asked of a list whose order is fixed.
    """
    if request.sort and not isinstance(order, Ordering):
        raise Invalid.field("/sort", "此列表的顺序固定，不能另行排序。")
    total = session.execute(
        sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())
    ).scalar_one()
    rows = session.execute(
        statement.order_by(*order, tie.desc())
        .limit(request.size)
        .offset((request.page - 1) * request.size)
    ).all()
    return [row[0] if len(row) == 1 else row for row in rows], int(total)
