"""Importing sourced outcomes: drafts of organisations not yet verified (5.2.1.1, 5.2.1.2).

What the source does not say stays null and is marked as not disclosed; a value that fits no
controlled list is refused with its field named; a wrong number is kept and marked.
"""

import hashlib
import json
import re
import uuid
from typing import Any

from sqlmodel import col, select

from backend.features.identity import queries as identity
from backend.features.identity.models import OrganisationKind
from backend.features.identity.service.unverified import organisation_by_name
from backend.features.outcomes.events import OutcomeImported
from backend.features.outcomes.form import open_waivers
from backend.features.outcomes.import_rows import Candidate, read_candidate
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries.parts import load_form
from backend.features.outcomes.rights import replace_rights
from backend.features.outcomes.states import WORKFLOW, OutcomeStatus
from backend.kernel.importing import (
    ImportReport,
    ImportResult,
    ImportRow,
    Rows,
    Unreadable,
    identify,
    seen_before,
)
from backend.kernel.uow import UnitOfWork

UNNAMED = "持有方未披露"
NAME_LIMIT = 120


def import_outcomes(uow: UnitOfWork, rows: Rows) -> ImportReport:
    """Take rows in, one by one; every row ends in the report. Repeating changes nothing."""
    uow.require("outcome.import")
    report = ImportReport()
    seen: dict[str, int] = {}
    for line, data in rows:
        report.rows.append(_one(uow, line, data, seen))
    return report


def _one(
    uow: UnitOfWork, line: int, data: dict[str, Any] | Unreadable, seen: dict[str, int]
) -> ImportRow:
    if isinstance(data, Unreadable):
        return ImportRow(line, "", ImportResult.REFUSED, (data.reason,))
    external_id, title = identify(data.get("id")), identify(data.get("title"))
    candidate, reasons, remarks = read_candidate(data)
    if external_id and (again := seen_before(seen, external_id, line)):
        reasons = (again, *reasons)
    if candidate is None or reasons:
        return ImportRow(line, external_id, ImportResult.REFUSED, reasons, remarks, title)
    digest = hashlib.sha256(
        json.dumps(data, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()
    known = _known(uow, candidate)
    if known is None:
        _take(uow, Outcome(holder_org_id=_holder(uow, candidate)), candidate, digest)
        return ImportRow(line, external_id, ImportResult.TAKEN, (), remarks, title)
    if known.import_hash == digest:
        return ImportRow(line, external_id, ImportResult.UNCHANGED, (), (), title)
    if known.status is not OutcomeStatus.DRAFT or known.owner_id is not None:
        why = f"该成果已由持有方填报（{WORKFLOW.label(known.status)}），不再由导入覆盖"
        return ImportRow(line, external_id, ImportResult.REFUSED, (why,), (), title)
    known.holder_org_id = _holder(uow, candidate, known.holder_org_id)
    _take(uow, known, candidate, digest)
    return ImportRow(line, external_id, ImportResult.UPDATED, (), remarks, title)


def _known(uow: UnitOfWork, candidate: Candidate) -> Outcome | None:
    return uow.session.exec(
        select(Outcome).where(
            col(Outcome.external_id) == candidate.values["external_id"],
            col(Outcome.source_url) == candidate.values["source_url"],
        )
    ).first()


def _take(uow: UnitOfWork, outcome: Outcome, candidate: Candidate, digest: str) -> None:
    for name, value in candidate.values.items():
        setattr(outcome, name, value)
    outcome.import_hash = digest
    outcome.is_demo = not uow.ports.settings.is_production
    outcome.undisclosed = []
    uow.add(outcome)
    replace_rights(uow, outcome.id, candidate.rights)
    outcome.undisclosed = open_waivers(load_form(uow, outcome))
    uow.record(OutcomeImported(aggregate_id=outcome.id, external_id=outcome.external_id or ""))


def lead_name(text: str) -> str:
    """Return the first organisation of a holder as printed, without remarks in brackets."""
    first = re.split(r"[;；]", text, maxsplit=1)[0]
    bare = re.sub(r"[（(][^（）()]*[)）]?\s*$", "", first).strip()
    return (bare or first.strip())[:NAME_LIMIT]


def _holder(uow: UnitOfWork, candidate: Candidate, present: uuid.UUID | None = None) -> uuid.UUID:
    name = lead_name(candidate.values["holder_text"]) or UNNAMED
    if present is not None and identity.organisation_by_id(uow, present).name == name:
        return present
    return organisation_by_name(uow, name, OrganisationKind(candidate.holder_kind)).id
