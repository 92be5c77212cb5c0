"""Organisations that are known by name only, from a sourced file."""

from sqlmodel import col, select

from backend.features.identity.models import Organisation, OrganisationKind
from backend.features.identity.states import OrganisationStatus
from backend.kernel.uow import UnitOfWork


def organisation_by_name(uow: UnitOfWork, name: str, kind: OrganisationKind) -> Organisation:
    """Return the unverified organisation of this name, adding it first if there is none.

    A name proves nothing: what is imported is never given to a verified organisation of the
    same name, and nobody is told to verify it. The caller records the event of the import.
    """
    known = uow.session.exec(
        select(Organisation).where(
            col(Organisation.name) == name,
            col(Organisation.status) == OrganisationStatus.UNVERIFIED,
        )
    ).first()
    if known is not None:
        return known
    return uow.add(
        Organisation(
            name=name, kind=kind, status=OrganisationStatus.UNVERIFIED, note="由公开资料导入"
        )
    )
