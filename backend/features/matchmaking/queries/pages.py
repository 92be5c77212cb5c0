"""Suggestions and introductions as their pages show them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from backend.features.demands import queries as demands
from backend.features.demands.models import Demand
from backend.features.identity import queries as identity
from backend.features.identity.models import User
from backend.features.identity.states import OrganisationStatus
from backend.features.library import queries as library
from backend.features.matchmaking.access import side_of
from backend.features.matchmaking.models import ContactNote, Introduction, MatchRun, Suggestion
from backend.features.matchmaking.schemas import (
    ContactNoteView,
    IntroductionContact,
    IntroductionRow,
    IntroductionView,
    MatchComponent,
    MatchedRecord,
    MatchReason,
    MatchRunView,
    MatchSuggestion,
)
from backend.features.matchmaking.states import (
    CONTACT_LABELS,
    OPEN,
    SIDE_LABELS,
    VERDICT_LABELS,
    WORKFLOW,
    IntroductionStatus,
    Side,
)
from backend.features.notifications import queries as notifications
from backend.features.outcomes import queries as outcomes
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import ActionView, Page
from backend.kernel.uow import UnitOfWork

TALKING = frozenset({IntroductionStatus.ESTABLISHED, IntroductionStatus.AGREED})
CONSENT = ActionView(
    action="consent", label_zh="同意对接", label_en="Agree", reason_required=False, confirm=True
)


def latest_run(uow: UnitOfWork, demand_id: uuid.UUID) -> MatchRun | None:
    """Return the newest computation for a need."""
    return uow.session.exec(
        select(MatchRun)
        .where(col(MatchRun.demand_id) == demand_id)
        .order_by(col(MatchRun.id).desc())
    ).first()


def _open_introductions(uow: UnitOfWork, demand: Demand) -> dict[uuid.UUID, uuid.UUID]:
    rows = uow.session.exec(
        select(Introduction).where(
            col(Introduction.demander_org_id) == demand.org_id,
            col(Introduction.status).in_(OPEN),
            uow.visible("introduction.read"),
        )
    ).all()
    return {row.outcome_id: row.id for row in rows}


def _may_introduce(uow: UnitOfWork, demand: Demand) -> bool:
    """Whether the actor could ask for an introduction: the need has an asker who can agree."""
    if not uow.allows("introduction.propose") or demand.org_id is None:
        return False
    organisation = identity.organisation_by_id(uow, demand.org_id)
    return organisation.status is OrganisationStatus.APPROVED


def run_view(uow: UnitOfWork, run: MatchRun, demand: Demand) -> MatchRunView:
    """Return a computation with its suggestions."""
    rows = uow.session.exec(
        select(Suggestion).where(col(Suggestion.run_id) == run.id).order_by(col(Suggestion.rank))
    ).all()
    return MatchRunView(
        id=run.id,
        demand_id=demand.id,
        demand_title=demand.title,
        demand_changed=demand.version != run.demand_version,
        may_introduce=_may_introduce(uow, demand),
        method=run.method,
        candidates=run.candidates,
        made_by_name=run.made_by_name,
        created_at=run.created_at,
        suggestions=_suggestions(uow, rows, demand),
    )


def suggestion_view(uow: UnitOfWork, suggestion: Suggestion) -> MatchSuggestion:
    """Return one suggestion."""
    demand = uow.session.get_one(Demand, suggestion.demand_id)
    return _suggestions(uow, [suggestion], demand)[0]


def _suggestions(
    uow: UnitOfWork, rows: Sequence[Suggestion], demand: Demand
) -> list[MatchSuggestion]:
    ids = {row.record_id for row in rows}
    cards = library.cards(uow, ids)
    public = library.public_ids(uow, ids)
    running = _open_introductions(uow, demand)
    return [
        MatchSuggestion(
            id=row.id,
            version=row.version,
            rank=row.rank,
            score=row.score,
            record=MatchedRecord.model_validate(cards[row.record_id]),
            still_public=row.record_id in public,
            components=[MatchComponent.model_validate(item) for item in row.components],
            reasons=[MatchReason.model_validate(item) for item in row.reasons],
            counter_reasons=[MatchReason.model_validate(item) for item in row.counter_reasons],
            feedback=row.feedback,
            feedback_label=VERDICT_LABELS[row.feedback] if row.feedback else "",
            feedback_reason=row.feedback_reason,
            feedback_at=row.feedback_at,
            introduction_id=running.get(row.outcome_id),
            may_judge=uow.allows("suggestion.judge", row),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class _Names:
    """Names that several rows need, read once."""

    outcomes: dict[uuid.UUID, str]
    demands: dict[uuid.UUID, str]
    organisations: dict[uuid.UUID, str]
    last: dict[uuid.UUID, ContactNote]


def _names(uow: UnitOfWork, rows: Iterable[Introduction]) -> _Names:
    rows = list(rows)
    briefs = outcomes.brief(uow, {row.outcome_id for row in rows})
    notes = uow.session.exec(
        select(ContactNote)
        .where(col(ContactNote.introduction_id).in_({row.id for row in rows}))
        .order_by(col(ContactNote.happened_on), col(ContactNote.id))
    ).all()
    return _Names(
        {key: brief.title for key, brief in briefs.items()},
        demands.titles(uow, {row.demand_id for row in rows if row.demand_id}),
        identity.organisation_names(
            uow,
            {row.demander_org_id for row in rows} | {row.holder_org_id for row in rows},
        ),
        {note.introduction_id: note for note in notes},
    )


def waits_for(introduction: Introduction, side: Side | None) -> bool:
    """Whether the introduction waits for the consent of this side."""
    if introduction.status is not IntroductionStatus.PROPOSED:
        return False
    if side is Side.DEMANDER:
        return introduction.demander_consent_at is None
    return side is Side.HOLDER and introduction.holder_consent_at is None


def _row_facts(uow: UnitOfWork, row: Introduction, names: _Names) -> dict[str, Any]:
    side = side_of(uow.actor, row)
    last = names.last.get(row.id)
    return {
        "id": row.id,
        "version": row.version,
        "number": row.number,
        "status": row.status,
        "status_label": WORKFLOW.label(row.status),
        "outcome_id": row.outcome_id,
        "record_id": row.record_id,
        "outcome_title": names.outcomes.get(row.outcome_id, ""),
        "demand_id": row.demand_id,
        "demand_title": names.demands.get(row.demand_id, "") if row.demand_id else "",
        "demander_org_name": names.organisations.get(row.demander_org_id, ""),
        "holder_org_name": names.organisations.get(row.holder_org_id, ""),
        "proposed_by_side": row.proposed_by_side,
        "proposed_by_label": SIDE_LABELS[row.proposed_by_side],
        "my_side": side,
        "waiting_for_me": waits_for(row, side),
        "demander_consent_at": row.demander_consent_at,
        "holder_consent_at": row.holder_consent_at,
        "established_at": row.established_at,
        "ended_at": row.ended_at,
        "next_step": last.next_step if last else "",
        "next_date": last.next_date if last else None,
        "created_at": row.created_at,
        "is_demo": row.is_demo,
    }


def introduction_page(
    uow: UnitOfWork, request: PageRequest, status: IntroductionStatus | None = None
) -> Page[IntroductionRow]:
    """Return the introductions the actor may see."""
    statement = select(Introduction).where(uow.visible("introduction.read"))
    if status is not None:
        statement = statement.where(col(Introduction.status) == status)
    order = ordering(
        request,
        {
            "created_at": col(Introduction.created_at),
            "established_at": col(Introduction.established_at),
        },
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Introduction.id))
    names = _names(uow, rows)
    items = [IntroductionRow(**_row_facts(uow, row, names)) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


def _actions(uow: UnitOfWork, introduction: Introduction, side: Side | None) -> list[ActionView]:
    actions = [
        action
        for action in WORKFLOW.available(uow, introduction)
        if not (action.action == "decline" and side is introduction.proposed_by_side)
    ]
    if waits_for(introduction, side) and uow.allows("introduction.consent", introduction):
        actions.insert(0, CONSENT)
    return actions


def _contacts(
    uow: UnitOfWork, introduction: Introduction, names: _Names
) -> list[IntroductionContact]:
    """Return the people of both sides, only after both agreed."""
    if introduction.status not in TALKING:
        return []
    people = []
    for side, org_id, user_id in (
        (Side.DEMANDER, introduction.demander_org_id, introduction.demander_user_id),
        (Side.HOLDER, introduction.holder_org_id, introduction.holder_user_id),
    ):
        user = uow.session.get(User, user_id) if user_id else None
        if user is not None:
            people.append(
                IntroductionContact(
                    side=side,
                    side_label=SIDE_LABELS[side],
                    organisation=names.organisations.get(org_id, ""),
                    name=user.name,
                    email=user.email,
                )
            )
    return people


def _notes(uow: UnitOfWork, introduction: Introduction) -> list[ContactNoteView]:
    rows = uow.session.exec(
        select(ContactNote)
        .where(col(ContactNote.introduction_id) == introduction.id)
        .order_by(col(ContactNote.happened_on).desc(), col(ContactNote.id).desc())
        .limit(500)
    ).all()
    names = identity.organisation_names(uow, {row.org_id for row in rows if row.org_id})
    return [
        ContactNoteView(
            id=row.id,
            kind=row.kind,
            kind_label=CONTACT_LABELS[row.kind],
            happened_on=row.happened_on,
            body=row.body,
            next_step=row.next_step,
            next_date=row.next_date,
            author_name=row.author_name,
            organisation=names.get(row.org_id, "") if row.org_id else "",
            created_at=row.created_at,
        )
        for row in rows
    ]


def introduction_view(uow: UnitOfWork, introduction: Introduction) -> IntroductionView:
    """Return one introduction as the actor may see it."""
    names = _names(uow, [introduction])
    side = side_of(uow.actor, introduction)
    card = library.cards(uow, [introduction.record_id]).get(introduction.record_id)
    talking = introduction.status in TALKING
    return IntroductionView(
        **_row_facts(uow, introduction, names),
        message=introduction.message,
        end_reason=introduction.end_reason,
        record=MatchedRecord.model_validate(card) if card else None,
        contacts=_contacts(uow, introduction, names),
        notes=_notes(uow, introduction),
        may_note=talking and uow.allows("introduction.note", introduction),
        may_read_confidential=talking
        and uow.allows("introduction.read_confidential", introduction),
        history=notifications.history(uow, introduction.id),
        available_actions=_actions(uow, introduction, side),
    )
