"""Event → subscribers, and subscriber → what it does."""

from collections.abc import Callable, Mapping, Sequence

from backend.features.agreements.models import Agreement
from backend.features.agreements.service import issue_signed_copy
from backend.features.assessment.service.pool import classify_issued
from backend.features.experts.models import TieKind
from backend.features.experts.service import record_organisation_tie
from backend.features.implementation.service import open_project
from backend.features.library.reactions import prepare_passed
from backend.features.library.service import index_search
from backend.features.notifications.service import deliver
from backend.kernel.outbox import OutboxEvent
from backend.kernel.relay import Subscriber
from backend.kernel.uow import UnitOfWork
from backend.wiring.notices import NOTICES


def tie_parties(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Put a contract between two organisations before the conflict rules (5.1.1.1)."""
    agreement = uow.session.get_one(Agreement, event.aggregate_id)
    record_organisation_tie(
        uow,
        agreement.holder_org_id,
        agreement.demander_org_id,
        TieKind.CONTRACT,
        reference=agreement.number,
    )


# event name → names of subscribers, besides the inbox
INDEXED = (
    "library.prepared", "library.published", "library.unpublished", "library.checked",
    "demand.published", "demand.closed", "demand.imported", "demand.refreshed",
    "article.imported", "article.refreshed", "article.withdrawn", "article.restored",
)  # fmt: skip
REACTIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(INDEXED, ("index_search",)),
    "assessment.issued": ("prepare_passed", "classify_issued"),
    "agreement.signed": ("open_project", "issue_signed_copy", "tie_parties"),
}

# subscriber name → inside handlers (exactly once, same transaction)
INSIDE: dict[str, Callable[[UnitOfWork, OutboxEvent], None]] = {
    "prepare_passed": prepare_passed,
    "classify_issued": classify_issued,
    "open_project": open_project,
    "issue_signed_copy": issue_signed_copy,
    "tie_parties": tie_parties,
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
