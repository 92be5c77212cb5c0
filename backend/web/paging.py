"""Query parameters of lists."""

from typing import Annotated

from fastapi import Depends, Query

from backend.kernel.paging import MAX_PAGE, MAX_SIZE, PageRequest


async def page_request(
    page: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 1,
    size: Annotated[int, Query(ge=1, le=MAX_SIZE)] = 20,
    sort: Annotated[str, Query(max_length=40, pattern=r"^-?[a-z_]*$")] = "",
) -> PageRequest:
    """Parse page, size and sort."""
    return PageRequest(page=page, size=size, sort=sort)


PageDep = Annotated[PageRequest, Depends(page_request)]
