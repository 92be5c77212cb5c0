"""Writes the controlled lists into the database at initialisation."""

from sqlmodel import select

from backend.features.taxonomy.models import Term
from backend.features.taxonomy.terms import SCHEMES
from backend.kernel.uow import UnitOfWork


def seed_terms(uow: UnitOfWork) -> int:
    """Add the terms that are missing; return how many were added. Repeating is harmless."""
    have = {(row.scheme, row.code) for row in uow.session.exec(select(Term)).all()}
    count = 0
    for scheme in SCHEMES.values():
        for position, term in enumerate(scheme.terms):
            if (scheme.code, term.code) in have:
                continue
            row = Term(
                scheme=scheme.code, code=term.code, label_zh=term.zh, label_en=term.en,
                position=position,
            )  # fmt: skip
            row.created_at = row.updated_at = uow.now()
            uow.session.add(row)
            count += 1
    uow.session.flush()
    return count
