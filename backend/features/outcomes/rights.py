"""Rights of an outcome: their numbers are checked, never changed (5.2.1.2.4)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.features.outcomes.models import OutcomeIpRight, PersonSource
from backend.features.outcomes.people import Named, name_people
from backend.features.outcomes.queries.facts import PATENTS, rights_of
from backend.kernel.identifiers import Level, classify
from backend.kernel.uow import UnitOfWork

NUMBERED = PATENTS | {
    "drug_approval", "device_registration", "trial_registration",
}  # fmt: skip
COLUMNS = (
    "type", "title", "number", "application_number", "state", "state_text", "owner", "inventors",
    "filing_date", "publication_date", "grant_date", "expiry_date", "scope", "note",
)  # fmt: skip


@dataclass(frozen=True)
class NumberCheck:
    """How far the numbers of one right were checked: format or check digit, never the register."""

    level: str
    ok: bool | None
    note: str


def check_numbers(kind: str, number: str, application_number: str) -> NumberCheck:
    """Check what is printed; a wrong number is kept and marked, a person decides."""
    if kind not in NUMBERED or not (number or application_number):
        return NumberCheck("", None, "")
    levels: list[Level] = []
    faults: list[str] = []
    hints: list[str] = []
    for text, name in ((number, "编号"), (application_number, "申请号")):
        if not text:
            continue
        found = classify(text)
        if found is None:
            faults.append(f"{name}“{text[:60]}”格式无法识别，请核对")
            levels.append(Level.FORMAT)
            continue
        levels.append(found.check.level)
        if not found.check.ok:
            faults.append(found.check.message_zh)
        elif "缺少校验位" in found.check.message_zh:
            hints.append(found.check.message_zh)
    level = Level.CHECK_DIGIT if Level.CHECK_DIGIT in levels else Level.FORMAT
    return NumberCheck(level.value, not faults, "；".join(faults or hints)[:500])


def replace_rights(
    uow: UnitOfWork, outcome_id: uuid.UUID, wanted: Sequence[Mapping[str, Any]]
) -> bool:
    """Make the rights of an outcome be these, row by row; tell whether anything changed."""
    have = rights_of(uow, outcome_id)
    changed = len(have) != len(wanted)
    for position, data in enumerate(wanted):
        if position < len(have):
            row = have[position]
        else:
            row = OutcomeIpRight(outcome_id=outcome_id, position=position, type=data["type"])
            row.created_at = uow.now()
        for name in COLUMNS:
            if name in data and getattr(row, name) != data[name]:
                setattr(row, name, data[name])
                changed = True
        check = check_numbers(row.type, row.number, row.application_number)
        if (row.check_level, row.check_ok, row.check_note) != (check.level, check.ok, check.note):
            row.check_level, row.check_ok, row.check_note = check.level, check.ok, check.note
        if row.position != position:
            row.position = position
        uow.session.add(row)
    for row in have[len(wanted) :]:
        uow.session.delete(row)
    uow.session.flush()
    if changed:
        name_people(uow, outcome_id, PersonSource.INVENTOR, inventors_of(uow, outcome_id))
    return changed


def inventors_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[Named]:
    """Return who made the rights of an outcome, right by right."""
    return [
        Named(
            str(right.id),
            f"“{right.title or right.number or right.application_number or '未命名'}”",
            tuple(right.inventors),
            right.filing_date or right.publication_date or right.grant_date,
        )
        for right in rights_of(uow, outcome_id)
    ]
