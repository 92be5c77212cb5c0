"""The index of people whom an outcome names: inventors, team, authors (5.1.1.1)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from backend.features.outcomes.models import OutcomePerson, PersonSource
from backend.kernel.person_names import person_key
from backend.kernel.uow import UnitOfWork


@dataclass(frozen=True)
class Named:
    """People who are named in one place: a right, a team, a paper."""

    ref: str
    label: str
    names: tuple[str, ...]
    on: date | None = None


def name_people(
    uow: UnitOfWork, outcome_id: uuid.UUID, source: PersonSource, places: Sequence[Named]
) -> None:
    """Keep whom an outcome names in one kind of place, instead of what was kept before."""
    uow.session.execute(
        sa.delete(OutcomePerson).where(
            col(OutcomePerson.outcome_id) == outcome_id, col(OutcomePerson.source) == source
        )
    )
    for place in places:
        for name in place.names:
            if key := person_key(name):
                uow.session.add(
                    OutcomePerson(
                        outcome_id=outcome_id,
                        source=source,
                        ref=place.ref[:100],
                        label=place.label[:300],
                        name=name[:80],
                        key=key,
                        named_on=place.on,
                    )
                )
    uow.session.flush()
