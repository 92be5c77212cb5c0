"""How a request comes to a panel seat: conflicts are looked for, and acted on (5.1.1.1)."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from backend.features.assessment import service
from backend.kernel.errors import Stale
from backend.kernel.policy import SYSTEM
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx


@contextmanager
def at_seat(ctx: Ctx, member_id: uuid.UUID, *, writing: bool = True) -> Iterator[UnitOfWork]:
    """Open a unit of work at a seat; what a conflict refuses is settled for good.

    The refusal undoes the request, so the platform acts on it in a unit of work of its own.
    """
    try:
        with ctx.unit_of_work() if writing else ctx.reading() as uow:
            yield uow
    except service.CONFLICTS:
        # a colleague's request moved the assessment: the refusal stands, the next one settles
        with suppress(Stale), ctx.house.unit_of_work(SYSTEM, ctx.info) as uow:
            service.settle_seat(uow, member_id)
        raise
