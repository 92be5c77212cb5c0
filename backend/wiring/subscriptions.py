"""Event → subscribers, and subscriber → what it does."""

from collections.abc import Callable, Mapping, Sequence

from backend.features.agreements.service import issue_signed_copy
from backend.features.assessment.service.pool import classify_issued
from backend.features.implementation.service import open_project
from backend.features.library.reactions import prepare_passed
from backend.features.library.service import index_search
from backend.features.notifications.service import deliver
from backend.kernel.outbox import OutboxEvent
from backend.kernel.relay import Subscriber
from backend.kernel.uow import UnitOfWork
from backend.wiring.notices import NOTICES

# event name → names of subscribers, besides the inbox
INDEXED = (
    "library.prepared", "library.published", "library.unpublished", "library.checked",
    "demand.published", "demand.closed", "demand.imported", "demand.refreshed",
    "article.imported", "article.refreshed", "article.withdrawn", "article.restored",
)  # fmt: skip
REACTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(INDEXED, ("index_search",)),
    "assessment.issued": ("prepare_passed", "classify_issued"),
    "agreement.signed": ("open_project", "issue_signed_copy"),
}

# subscriber name → inside handlers (exactly once, same transaction)
INSIDE: dict[str, Callable[[UnitOfWork, OutboxEvent], None]] = {
    "prepare_passed": prepare_passed,
    "classify_issued": classify_issued,
    "open_project": open_project,
    "issue_signed_copy": issue_signed_copy,
}

# subscriber name → outside handlers (batches, idempotent)
OUTSIDE: dict[str, Callable[[UnitOfWork, Sequence[OutboxEvent]], None]] = {
    "index_search": index_search,
}


def send_notices(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Put the messages of the notice table into inboxes."""
    for rule in NOTICES.get(event.name, ()):
        title, body, link = rule.words(uow, event)
        deliver(uow, event, rule.recipients(uow, event), title, body, link)


def subscriptions() -> Mapping[str, Sequence[str]]:
    """Return event → subscriber names."""
    names = set(REACTIONS) | set(NOTICES)
    return {
        name: (*REACTIONS.get(name, ()), *(("send_notices",) if name in NOTICES else ()))
        for name in names
    }


def subscribers() -> Mapping[str, Subscriber]:
    """Return subscriber name → handler."""
    table = {"send_notices": Subscriber("send_notices", inside=send_notices)}
    table |= {name: Subscriber(name, inside=handler) for name, handler in INSIDE.items()}
    table |= {name: Subscriber(name, outside=handler) for name, handler in OUTSIDE.items()}
    return table
