"""What other features may ask about outcomes; they get facts, never rows to change."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from backend.features.identity import queries as identity
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.features.outcomes.secrets import read_note
from backend.features.outcomes.states import WORKFLOW, OutcomeStatus
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.errors import NotFound
from backend.kernel.identifiers import Kind, classify
from backend.kernel.uow import UnitOfWork

# The end of a licence cannot lie behind the end of the patent; these rights have ended.
DEAD_STATES = frozenset({"lapsed", "expired", "withdrawn", "rejected", "invalidated"})
OPEN_LEVEL = "public"
PATENTS = frozenset({"invention", "utility", "design", "pct"})
# the patent office prints the inventors with these; an application before that is not public
PUBLICATIONS = frozenset({Kind.CN_PUBLICATION, Kind.FOREIGN_PUBLICATION})
PRINTED_STATES = frozenset({"published", "granted", "lapsed", "expired", "invalidated"})


@dataclass(frozen=True)
class OutcomeBrief:
    """An outcome in one line."""

    id: uuid.UUID
    number: str | None
    title: str
    holder_org_id: uuid.UUID
    holder_name: str
    owner_id: uuid.UUID | None
    kind: str | None
    tech_field: str | None
    scene: str | None
    maturity: str | None
    status: OutcomeStatus
    status_label: str
    accepted_at: datetime | None
    is_demo: bool


@dataclass(frozen=True)
class AcceptedFact:
    """An accepted outcome as the conversion figure sees it (7.1.2.1)."""

    id: uuid.UUID
    number: str
    title: str
    holder_org_id: uuid.UUID
    status: OutcomeStatus
    accepted_at: datetime


def brief(uow: UnitOfWork, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, OutcomeBrief]:
    """Return outcomes by id, whoever asks: the caller decides what of it is shown."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = uow.session.exec(select(Outcome).where(col(Outcome.id).in_(wanted))).all()
    names = identity.organisation_names(uow, {row.holder_org_id for row in rows})
    return {
        row.id: OutcomeBrief(
            id=row.id,
            number=row.number,
            title=row.title,
            holder_org_id=row.holder_org_id,
            holder_name=names.get(row.holder_org_id, ""),
            owner_id=row.owner_id,
            kind=row.kind,
            tech_field=row.tech_field,
            scene=row.scene,
            maturity=row.maturity,
            status=row.status,
            status_label=WORKFLOW.label(row.status),
            accepted_at=row.accepted_at,
            is_demo=row.is_demo,
        )
        for row in rows
    }


def outcome_by_id(uow: UnitOfWork, outcome_id: uuid.UUID) -> Outcome:
    """Return an outcome for another feature that checks permissions of its own.

    Raises
    ------
    NotFound
        There is none.
    """
    outcome = uow.session.get(Outcome, outcome_id)
    if outcome is None:
        raise NotFound("成果不存在。")
    return outcome


def rights_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[OutcomeIpRight]:
    """Return the rights of an outcome in their order."""
    return list(
        uow.session.exec(
            select(OutcomeIpRight)
            .where(col(OutcomeIpRight.outcome_id) == outcome_id)
            .order_by(col(OutcomeIpRight.position), col(OutcomeIpRight.id))
        ).all()
    )


def rights_by_outcome(
    uow: UnitOfWork, ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[OutcomeIpRight]]:
    """Return the rights of several outcomes."""
    wanted = set(ids)
    found: dict[uuid.UUID, list[OutcomeIpRight]] = {key: [] for key in wanted}
    if not wanted:
        return found
    rows = uow.session.exec(
        select(OutcomeIpRight)
        .where(col(OutcomeIpRight.outcome_id).in_(wanted))
        .order_by(col(OutcomeIpRight.position), col(OutcomeIpRight.id))
    ).all()
    for row in rows:
        found[row.outcome_id].append(row)
    return found


def right_label(right: OutcomeIpRight) -> str:
    """Return the name of a right as the law allows it (Patent Law art. 68).

    Only a granted right may be called a patent; an application is called one.
    """
    name = taxonomy.label("ip_type", right.type)
    if right.type not in PATENTS or right.state == "granted":
        return name
    if right.state in {"filed", "published", "examining"}:
        return f"{name}申请"
    if right.state in DEAD_STATES:
        return f"{name}（{taxonomy.label('ip_state', right.state)}）"
    return f"{name}（状态未核实）"


def accepted_in(uow: UnitOfWork, start: datetime, end: datetime) -> list[AcceptedFact]:
    """Return the outcomes accepted in the half-open span [start, end), the oldest first."""
    rows = uow.session.exec(
        select(Outcome)
        .where(col(Outcome.accepted_at) >= start, col(Outcome.accepted_at) < end)
        .order_by(col(Outcome.accepted_at), col(Outcome.id))
    ).all()
    return [
        AcceptedFact(
            row.id, row.number or "", row.title, row.holder_org_id, row.status, row.accepted_at
        )
        for row in rows
        if row.accepted_at is not None
    ]


def confidential_note(uow: UnitOfWork, outcome_id: uuid.UUID) -> str:
    """Return the confidential note for another feature that has checked who asks and logs it."""
    return read_note(uow, outcome_by_id(uow, outcome_id))


def inventors_are_public(right: OutcomeIpRight) -> bool:
    """Whether the patent office has printed who invented it; other rights name nobody outside."""
    if right.type not in PATENTS:
        return False
    dated = right.publication_date is not None or right.grant_date is not None
    return dated or right.state in PRINTED_STATES or _is_publication(right.number)


def _is_publication(number: str) -> bool:
    found = classify(number) if number else None
    if found is None or not found.check.ok:
        return False
    return found.kind in PUBLICATIONS or number.strip().upper().startswith("WO")


def _public_right(right: OutcomeIpRight) -> dict[str, Any]:
    return {
        "type": right.type,
        "type_label": right_label(right),
        "title": right.title,
        "number": right.number,
        "application_number": right.application_number,
        "state": right.state,
        "state_label": taxonomy.label("ip_state", right.state),
        "state_text": right.state_text,
        "owner": right.owner,
        "inventors": list(right.inventors) if inventors_are_public(right) else [],
        "filing_date": _day(right.filing_date),
        "grant_date": _day(right.grant_date),
        "expiry_date": _day(right.expiry_date),
        "scope": right.scope,
        "check_level": right.check_level,
        "check_ok": right.check_ok,
    }


def _day(value: object) -> str | None:
    return str(value) if value is not None else None


def public_fields(uow: UnitOfWork, outcome: Outcome) -> dict[str, Any]:
    """Return only what the public library may show of an outcome (5.2.1.2.8).

    Technical detail stays inside unless the holder declared the outcome open; cases appear only
    de-identified and with consent; prices and confidential notes never.
    """
    rights = rights_of(uow, outcome.id)
    names = identity.organisation_names(uow, {outcome.holder_org_id})
    is_open = outcome.secret_level == OPEN_LEVEL
    tcm = dict(outcome.tcm or {})
    cases = [
        {key: case.get(key) for key in ("place", "period", "numbers", "effect", "proof")}
        for case in outcome.cases
        if case.get("deidentified") and case.get("consent")
    ]
    public: dict[str, Any] = {
        "id": str(outcome.id),
        "number": outcome.number,
        "title": outcome.title,
        "kind": outcome.kind,
        "tech_field": outcome.tech_field,
        "scene": outcome.scene,
        "maturity": outcome.maturity,
        "maturity_evidence": outcome.maturity_evidence,
        "summary": outcome.summary,
        "background": outcome.background,
        "innovation": outcome.innovation if is_open else "",
        "contribution": outcome.contribution,
        "diseases": list(outcome.diseases),
        "syndromes": list(tcm.get("syndromes") or []),
        "herbs": list(tcm.get("herbs") or []) if is_open else [],
        "parameters": [dict(item) for item in outcome.parameters] if is_open else [],
        "cases": cases if is_open else [],
        "ip_rights": [_public_right(right) for right in rights],
        "ip_states": sorted({right.state for right in rights}),
        "cooperation_modes": list((outcome.cooperation or {}).get("modes") or []),
        "exclusivity": (outcome.cooperation or {}).get("exclusivity"),
        "region": (outcome.cooperation or {}).get("region") or "",
        "year": outcome.year,
        "holder_org_id": str(outcome.holder_org_id),
        "holder_name": outcome.holder_text or names.get(outcome.holder_org_id, ""),
        "secret_level": outcome.secret_level,
        "restricted": not is_open,
        "undisclosed": list(outcome.undisclosed),
        "source_url": outcome.source_url,
        "source_title": outcome.source_title,
        "source_note": outcome.source_note,
        "is_demo": outcome.is_demo,
    }
    return public
