"""The seats of a panel by pseudonym, with the people behind them."""

from collections.abc import Iterable

from sqlmodel import col, select

from backend.features.assessment.models import PanelMember
from backend.features.assessment.schemas.panels import RevealedMember
from backend.features.assessment.states import PANEL_MEMBER_WORKFLOW
from backend.features.identity.models import User
from backend.features.identity.queries import organisation_names
from backend.kernel.uow import UnitOfWork


def revealed_views(
    uow: UnitOfWork, found: Iterable[tuple[str, PanelMember]]
) -> list[RevealedMember]:
    """Return who stands behind each pseudonym, in the order given."""
    rows = list(found)
    people = {member.user_id for _, member in rows}
    names = dict(
        uow.session.exec(select(col(User.id), col(User.name)).where(col(User.id).in_(people))).all()
    )
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
