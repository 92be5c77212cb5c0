"""What lies encrypted in a Delphi study: answers, and who hides behind a pseudonym."""

import json
import secrets
from collections.abc import Collection
from typing import Any

from backend.features.assessment.delphi_models import DelphiAnswer, DelphiPanelist
from backend.kernel.ports import CellAddress
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]
MOST = 200


def _answer_cell(answer: DelphiAnswer) -> CellAddress:
    return CellAddress(table="delphi_answers", column="sealed", row_id=str(answer.id))


def _panelist_cell(panelist: DelphiPanelist) -> CellAddress:
    return CellAddress(table="delphi_panelists", column="pseudonym", row_id=str(panelist.id))


def seal_answer(uow: UnitOfWork, answer: DelphiAnswer, content: Json) -> None:
    """Put ratings, statements and comments under lock."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    answer.sealed = uow.ports.cipher.encrypt(text, _answer_cell(answer))


def open_answer(uow: UnitOfWork, answer: DelphiAnswer) -> Json:
    """Read one questionnaire; callers are its author and the closing of the round."""
    if not answer.sealed:
        return {}
    content: Json = json.loads(uow.ports.cipher.decrypt(answer.sealed, _answer_cell(answer)))
    return content


def panelist_name(uow: UnitOfWork, panelist: DelphiPanelist) -> str:
    """Return the name under which an expert stands in tables."""
    return uow.ports.cipher.decrypt(panelist.pseudonym, _panelist_cell(panelist))


def name_panelist(uow: UnitOfWork, panelist: DelphiPanelist, taken: Collection[str]) -> None:
    """Give a random free number, so that the order of invitation does not show through."""
    free = [name for n in range(1, MOST + 1) if (name := f"专家 {n:02d}") not in taken]
    panelist.pseudonym = uow.ports.cipher.encrypt(secrets.choice(free), _panelist_cell(panelist))
