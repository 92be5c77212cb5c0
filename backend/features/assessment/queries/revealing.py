"""The seats of a panel by pseudonym, with the people behind them."""

from collections.abc import Iterable

from backend.features.assessment.models import PanelMember
from backend.features.assessment.schemas.panels import RevealedMember
from backend.features.assessment.states import PANEL_MEMBER_WORKFLOW
from backend.features.identity.queries import organisation_names, user_names
from backend.kernel.uow import UnitOfWork


def revealed_views(
    uow: UnitOfWork, found: Iterable[tuple[str, PanelMember]]
) -> list[RevealedMember]:
    """Return who stands behind each pseudonym, in the order given."""
    rows = list(found)
    names = user_names(uow, {member.user_id for _, member in rows})
    organisations = organisation_names(uow, {member.org_id for _, member in rows})
    return [
        RevealedMember(
            pseudonym=pseudonym,
            name=names[member.user_id],
            organisation_name=organisations[member.org_id],
            status_label=PANEL_MEMBER_WORKFLOW.label(member.status),
        )
        for pseudonym, member in rows
    ]
