"""The one act that reads who stands behind the pseudonyms of a released result (6.2.2)."""

import uuid

from backend.features.assessment.events import PseudonymsRevealed
from backend.features.assessment.models import Assessment, PanelMember
from backend.features.assessment.queries.panels import members_of
from backend.features.assessment.sealing import pseudonym_of
from backend.kernel.uow import UnitOfWork


def reveal_pseudonyms(
    uow: UnitOfWork, assessment_id: uuid.UUID, reason: str
) -> list[tuple[str, PanelMember]]:
    """Return the seats by pseudonym and put on record who asked, when and what for.

    Before the release nobody may: a name beside a sheet at work would undo the blindness of the
    panel (clause 5.1.1.1). Nothing is stored; the next reading asks again.
    """
    assessment = uow.get(Assessment, assessment_id, "assessment.reveal")
    uow.record(PseudonymsRevealed(aggregate_id=assessment.id, reason=reason))
    # the event shows in the history; the note puts the purpose into the chained trail
    uow.note("assessment.pseudonyms_read", "assessment", assessment.id, reason=reason)
    found = [(pseudonym_of(uow, member), member) for member in members_of(uow, assessment.id)]
    return sorted(found, key=lambda row: (len(row[0]), row[0]))
