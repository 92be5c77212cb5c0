"""Confidential notes: encrypted, bound to their table, column and row (5.2.1.2.8)."""

from backend.features.outcomes.models import Outcome
from backend.kernel.ports import CellAddress
from backend.kernel.uow import UnitOfWork


def _address(outcome: Outcome) -> CellAddress:
    return CellAddress("outcomes", "confidential_cipher", str(outcome.id))


def read_note(uow: UnitOfWork, outcome: Outcome) -> str:
    """Return the confidential note; the caller has checked who asks."""
    if outcome.confidential_cipher is None:
        return ""
    return uow.ports.cipher.decrypt(outcome.confidential_cipher, _address(outcome))


def write_note(uow: UnitOfWork, outcome: Outcome, text: str) -> bool:
    """Keep the confidential note encrypted; tell whether it changed."""
    if read_note(uow, outcome) == text:
        return False
    outcome.confidential_cipher = (
        uow.ports.cipher.encrypt(text, _address(outcome)) if text else None
    )
    return True
