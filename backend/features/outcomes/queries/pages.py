"""Lists of outcomes and the page of one outcome."""

import uuid

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.identity import queries as identity
from backend.features.notifications import queries as notifications
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries import parts
from backend.features.outcomes.secrets import read_note
from backend.features.outcomes.states import EDITABLE, NEXT_STEP, WORKFLOW, OutcomeStatus
from backend.features.outcomes.views import FieldReturnView, OutcomeRow, OutcomeView
from backend.features.service_desk import queries as desk
from backend.features.service_desk.queries import ClockView
from backend.features.service_desk.states import RequestKind
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.policy import Role
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

# Saving is what the form does by itself; it is in the audit trail, not in the story.
QUIET = frozenset({"outcome.saved", "outcome.review_saved"})


def outcome_page(
    uow: UnitOfWork,
    page: PageRequest,
    *,
    q: str = "",
    status: list[OutcomeStatus] | None = None,
    kind: str | None = None,
    tech_field: str | None = None,
    imported: bool | None = None,
) -> Page[OutcomeRow]:
    """Return the outcomes the actor may see."""
    statement = select(Outcome).where(uow.visible("outcome.read"))
    if q:
        statement = statement.where(
            sa.or_(
                col(Outcome.title).contains(q, autoescape=True),
                col(Outcome.number).contains(q.upper(), autoescape=True),
                col(Outcome.holder_text).contains(q, autoescape=True),
            )
        )
    if status:
        statement = statement.where(col(Outcome.status).in_(status))
    if kind:
        statement = statement.where(col(Outcome.kind) == kind)
    if tech_field:
        statement = statement.where(col(Outcome.tech_field) == tech_field)
    if imported is not None:
        unowned = col(Outcome.owner_id).is_(None)
        statement = statement.where(unowned if imported else sa.not_(unowned))
    order = ordering(
        page,
        {
            "updated_at": col(Outcome.updated_at),
            "submitted_at": col(Outcome.submitted_at),
            "title": col(Outcome.title),
            "number": col(Outcome.number),
        },
        "-updated_at",
    )
    rows, total = fetch_page(uow.session, statement, page, order, col(Outcome.id))
    names = identity.organisation_names(uow, {row.holder_org_id for row in rows})
    clocks = desk.clocks_about(
        uow,
        {row.id for row in rows if row.status in {OutcomeStatus.SUBMITTED, OutcomeStatus.RETURNED}},
        RequestKind.FORMAL_REVIEW,
    )
    items = [_row(uow, row, names.get(row.holder_org_id, ""), clocks.get(row.id)) for row in rows]
    return Page(items=items, total=total, page=page.page, size=page.size)


def _row(uow: UnitOfWork, outcome: Outcome, holder: str, clock: ClockView | None) -> OutcomeRow:
    return OutcomeRow(
        id=outcome.id,
        version=outcome.version,
        number=outcome.number,
        title=outcome.title,
        kind=outcome.kind,
        kind_label=taxonomy.label("outcome_kind", outcome.kind),
        tech_field=outcome.tech_field,
        tech_field_label=taxonomy.label("tech_field", outcome.tech_field),
        maturity=outcome.maturity,
        maturity_label=taxonomy.label("maturity", outcome.maturity),
        holder_org_id=outcome.holder_org_id,
        holder_name=holder,
        status=outcome.status,
        status_label=WORKFLOW.label(outcome.status),
        review_round=outcome.review_round,
        submitted_at=outcome.submitted_at,
        updated_at=outcome.updated_at,
        clock=clock,
        is_demo=outcome.is_demo,
        imported=bool(outcome.external_id),
        available_actions=WORKFLOW.available(uow, outcome),
    )


def _returned_fields(uow: UnitOfWork, outcome: Outcome) -> list[FieldReturnView]:
    if outcome.status is not OutcomeStatus.RETURNED:
        return []
    review = parts.review_of(uow, outcome.id, outcome.review_round)
    return parts.field_returns(review.field_returns) if review else []


def outcome_view(uow: UnitOfWork, outcome: Outcome) -> OutcomeView:
    """Return one outcome with everything its page shows."""
    names = identity.organisation_names(uow, {outcome.holder_org_id})
    owners = identity.user_names(uow, {outcome.owner_id} if outcome.owner_id else set())
    clock = desk.clock_about(uow, outcome.id, RequestKind.FORMAL_REVIEW)
    form = parts.load_form(uow, outcome)
    opens = uow.allows("outcome.read_confidential", outcome)
    row = _row(uow, outcome, names.get(outcome.holder_org_id, ""), clock)
    return OutcomeView(
        **row.model_dump(),
        next_step=NEXT_STEP[outcome.status],
        may_edit=outcome.status in EDITABLE and uow.allows("outcome.update", outcome),
        may_review=(
            outcome.status is OutcomeStatus.SUBMITTED and uow.allows("outcome.review", outcome)
        ),
        holder_text=outcome.holder_text,
        owner_name=owners.get(outcome.owner_id, "") if outcome.owner_id else "",
        scene=outcome.scene,
        scene_label=taxonomy.label("scene", outcome.scene),
        maturity_evidence=outcome.maturity_evidence,
        summary=outcome.summary,
        background=outcome.background,
        innovation=outcome.innovation,
        contribution=outcome.contribution,
        diseases=list(outcome.diseases),
        disease_labels=taxonomy.labels("disease", list(outcome.diseases)),
        tcm=parts.tcm_view(outcome),
        parameters=parts.parameter_views(outcome),
        cases=parts.case_views(outcome),
        ip_rights=[parts.right_view(right) for right in form.rights],
        cooperation=parts.cooperation_view(outcome),
        ownership_basis=outcome.ownership_basis,
        ownership_basis_label=taxonomy.label("ownership_basis", outcome.ownership_basis),
        inventors_count=outcome.inventors_count,
        year=outcome.year,
        public_fund=outcome.public_fund,
        hgr_involved=outcome.hgr_involved,
        ethics=outcome.ethics,
        secret_level=outcome.secret_level,
        secret_level_label=taxonomy.label("secret_level", outcome.secret_level),
        confidential_note=read_note(uow, outcome) if opens else "",
        confidential_hidden=outcome.confidential_cipher is not None and not opens,
        undisclosed=list(outcome.undisclosed),
        accepted_at=outcome.accepted_at,
        source_url=outcome.source_url,
        source_title=outcome.source_title,
        source_note=outcome.source_note,
        external_id=outcome.external_id,
        completeness=parts.completeness(form),
        checklist=parts.self_check(outcome),
        field_returns=_returned_fields(uow, outcome),
        rounds=parts.rounds(uow, outcome.id),
        attachments=parts.attachments(uow, outcome),
        history=[
            line for line in notifications.history(uow, outcome.id) if line.event not in QUIET
        ],
    )


def holder_ids(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[uuid.UUID]:
    """Return whom to tell about an outcome: its owner, else the holders of the organisation."""
    outcome = uow.session.get_one(Outcome, outcome_id)
    if outcome.owner_id is not None:
        return [outcome.owner_id]
    return identity.members_with_role(uow, frozenset({Role.HOLDER}), outcome.holder_org_id)
