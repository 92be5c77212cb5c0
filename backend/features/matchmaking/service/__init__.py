"""Commands on suggestions and introductions."""

from backend.features.matchmaking.service.introductions import (
    add_contact,
    consent,
    decline,
    end_without_agreement,
    mark_agreed,
    mark_failed,
    propose_introduction,
    read_secrets,
    withdraw,
)
from backend.features.matchmaking.service.runs import compute, judge, store_run

__all__ = [
    "add_contact",
    "compute",
    "consent",
    "decline",
    "end_without_agreement",
    "judge",
    "mark_agreed",
    "mark_failed",
    "propose_introduction",
    "read_secrets",
    "store_run",
    "withdraw",
]
