"""What lies encrypted: scores, advice, consents and who hides behind a pseudonym."""

import json
import secrets
import string
import uuid
from collections.abc import Collection
from typing import Any

from backend.features.assessment.models import PanelMember, ReportConsent, Score, ScoreSheet
from backend.kernel.ports import CellAddress
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]


def _address(table: str, column: str, row_id: uuid.UUID) -> CellAddress:
    return CellAddress(table=table, column=column, row_id=str(row_id))


def _seal(uow: UnitOfWork, table: str, row_id: uuid.UUID, content: Json) -> bytes:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return uow.ports.cipher.encrypt(text, _address(table, "sealed", row_id))


def _open(uow: UnitOfWork, table: str, row_id: uuid.UUID, token: bytes) -> Json:
    if not token:
        return {}
    content: Json = json.loads(uow.ports.cipher.decrypt(token, _address(table, "sealed", row_id)))
    return content


def seal_score(uow: UnitOfWork, score: Score, content: Json) -> None:
    """Put value, comment, evidence and answers of one leaf under lock."""
    score.sealed = _seal(uow, "scores", score.id, content)


def open_score(uow: UnitOfWork, score: Score) -> Json:
    """Read one leaf's score; callers are the scorer and the release."""
    return _open(uow, "scores", score.id, score.sealed)


def seal_sheet(uow: UnitOfWork, sheet: ScoreSheet, content: Json) -> None:
    """Put advice and vetoes under lock."""
    sheet.sealed = _seal(uow, "score_sheets", sheet.id, content)


def open_sheet(uow: UnitOfWork, sheet: ScoreSheet) -> Json:
    """Read advice and vetoes of one sheet."""
    return _open(uow, "score_sheets", sheet.id, sheet.sealed)


def seal_consent(uow: UnitOfWork, consent: ReportConsent, content: Json) -> None:
    """Put a consent or dissent under lock: the report shows it under the pseudonym only."""
    consent.sealed = _seal(uow, "report_consents", consent.id, content)


def open_consent(uow: UnitOfWork, consent: ReportConsent) -> Json:
    """Read a consent."""
    return _open(uow, "report_consents", consent.id, consent.sealed)


def pseudonym_of(uow: UnitOfWork, member: PanelMember) -> str:
    """Return the name under which a member appears in results."""
    return uow.ports.cipher.decrypt(
        member.pseudonym, _address("panel_members", "pseudonym", member.id)
    )


def give_pseudonym(uow: UnitOfWork, member: PanelMember, taken: Collection[str]) -> None:
    """Give a random free letter, so that neither order nor category shows through."""
    letters = string.ascii_uppercase
    free = [f"专家 {letter}" for letter in letters if f"专家 {letter}" not in taken]
    free = free or [f"专家 {a}{b}" for a in letters for b in letters if f"专家 {a}{b}" not in taken]
    member.pseudonym = uow.ports.cipher.encrypt(
        secrets.choice(free), _address("panel_members", "pseudonym", member.id)
    )
