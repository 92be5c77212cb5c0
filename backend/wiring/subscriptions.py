"""Event → subscribers, and subscriber → what it does."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from backend.features.agreements.models import Agreement
from backend.features.agreements.service import issue_signed_copy
from backend.features.assessment.service import recheck_panels
from backend.features.assessment.service.pool import classify_issued
from backend.features.experts.models import TieKind
from backend.features.experts.queries import expert_of_user
from backend.features.experts.service import record_organisation_tie
from backend.features.identity.models import Membership
from backend.features.implementation.models import Conversion, ConversionKind, Project
from backend.features.implementation.service import open_project
from backend.features.library.reactions import prepare_passed
from backend.features.library.service import index_search
from backend.features.notifications.service import deliver
from backend.kernel.clock import SHANGHAI
from backend.kernel.outbox import OutboxEvent
from backend.kernel.relay import Subscriber
from backend.kernel.uow import UnitOfWork
from backend.wiring.notices import NOTICES


def tie_parties(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Put a contract between two organisations before the conflict rules (5.1.1.1)."""
    agreement = uow.session.get_one(Agreement, event.aggregate_id)
    dues = [date.fromisoformat(item["due_on"]) for item in agreement.payments if item.get("due_on")]
    record_organisation_tie(
        uow,
        agreement.holder_org_id,
        agreement.demander_org_id,
        TieKind.CONTRACT,
        reference=agreement.number,
        since=agreement.signed_at.astimezone(SHANGHAI).date() if agreement.signed_at else None,
        until=max((day for day in (agreement.end_date, *dues) if day), default=None),
    )
    recheck_panels(uow)


def tie_conversion(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Put what was paid or contributed for an outcome before the conflict rules (5.1.1.1)."""
    conversion = uow.session.get_one(Conversion, event.aggregate_id)
    if conversion.demander_org_id is None or conversion.project_id is None:
        return
    project = uow.session.get_one(Project, conversion.project_id)
    agreement = uow.session.get_one(Agreement, project.agreement_id)
    equity = conversion.kind is ConversionKind.EQUITY
    record_organisation_tie(
        uow,
        conversion.holder_org_id,
        conversion.demander_org_id,
        TieKind.EQUITY if equity else TieKind.CONTRACT,
        reference=agreement.number,
        since=conversion.happened_on if equity else None,
        until=conversion.happened_on,
    )
    recheck_panels(uow)


def recheck_conflicts(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Compute the conflicts of all panels under way anew (5.1.1.1)."""
    del event
    recheck_panels(uow)


def recheck_expert(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Compute the conflicts at one expert's seats anew: a tie was declared (5.1.1.1)."""
    recheck_panels(uow, expert_id=event.aggregate_id)


def recheck_person(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Compute the conflicts of an expert who joined an organisation anew (5.1.1.1)."""
    membership = uow.session.get_one(Membership, event.aggregate_id)
    expert = expert_of_user(uow, membership.user_id)
    if expert is not None:
        recheck_panels(uow, expert_id=expert.id)


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
    "conversion.confirmed": ("tie_conversion",),
    "expert.tie_declared": ("recheck_expert",),
    "membership.approved": ("recheck_person",),
    "organisation.affiliated": ("recheck_conflicts",),
}

# subscriber name → inside handlers (exactly once, same transaction)
INSIDE: dict[str, Callable[[UnitOfWork, OutboxEvent], None]] = {
    "prepare_passed": prepare_passed,
    "classify_issued": classify_issued,
    "open_project": open_project,
    "issue_signed_copy": issue_signed_copy,
    "tie_parties": tie_parties,
    "tie_conversion": tie_conversion,
    "recheck_conflicts": recheck_conflicts,
    "recheck_expert": recheck_expert,
    "recheck_person": recheck_person,
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
