"""Endpoints: organisations, memberships, invitations."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.identity import queries, service
from backend.features.identity.models import Organisation
from backend.features.identity.schemas import (
    InvitationInput,
    InvitationView,
    MembershipView,
    OrganisationRow,
    OrganisationView,
    ParentInput,
    ReasonedInput,
)
from backend.features.identity.states import MembershipStatus, OrganisationStatus
from backend.kernel.schema import Page
from backend.kernel.text import SearchText
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["identity"])


@router.get("/organisations", responses=problems(401, 422))
@requires("organisation.list")
def organisations_list(
    ctx: CtxDep,
    page: PageDep,
    q: Annotated[SearchText, Query()] = "",
    status: OrganisationStatus | None = None,
) -> Page[OrganisationRow]:
    """List organisations."""
    with ctx.reading() as uow:
        uow.require("organisation.list")
        return queries.organisation_page(uow, page, q, status)


@router.get("/organisations/{org_id}", responses=problems(401, 404))
@requires("organisation.read")
def organisations_read(org_id: uuid.UUID, ctx: CtxDep) -> OrganisationView:
    """Return one organisation."""
    with ctx.reading() as uow:
        organisation = uow.get(Organisation, org_id, "organisation.read")
        return ctx.show(queries.organisation_view(uow, organisation))


@router.post("/organisations/{org_id}/approve", responses=problems(401, 403, 404, 409, 412, 428))
@requires("organisation.approve")
def organisations_approve(org_id: uuid.UUID, ctx: CtxDep) -> OrganisationView:
    """Admit an organisation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        organisation = service.approve_organisation(uow, org_id, version)
        uow.session.flush()
        return ctx.show(queries.organisation_view(uow, organisation))


@router.post("/organisations/{org_id}/reject", responses=problems(401, 403, 404, 409, 412, 428))
@requires("organisation.reject")
def organisations_reject(org_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> OrganisationView:
    """Refuse an organisation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        organisation = service.reject_organisation(uow, org_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.organisation_view(uow, organisation))


@router.post("/organisations/{org_id}/suspend", responses=problems(401, 403, 404, 409, 412, 428))
@requires("organisation.suspend")
def organisations_suspend(org_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> OrganisationView:
    """Suspend an organisation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        organisation = service.suspend_organisation(uow, org_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.organisation_view(uow, organisation))


@router.put("/organisations/{org_id}/parent", responses=problems(401, 403, 404, 412, 422, 428))
@requires("organisation.affiliate")
def organisations_affiliate(org_id: uuid.UUID, data: ParentInput, ctx: CtxDep) -> OrganisationView:
    """Record the organisation above this one."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        organisation = service.set_parent(uow, org_id, version, data)
        uow.session.flush()
        return ctx.show(queries.organisation_view(uow, organisation))


@router.get("/memberships", responses=problems(401, 422))
@requires("membership.list")
def memberships_list(
    ctx: CtxDep, page: PageDep, status: MembershipStatus | None = None
) -> Page[MembershipView]:
    """List memberships."""
    with ctx.reading() as uow:
        uow.require("membership.list")
        return queries.membership_page(uow, page, status)


@router.post("/memberships/{membership_id}/approve", responses=problems(401, 403, 404, 409, 412))
@requires("membership.approve")
def memberships_approve(membership_id: uuid.UUID, ctx: CtxDep) -> MembershipView:
    """Admit a person into an organisation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        membership = service.approve_membership(uow, membership_id, version)
        uow.session.flush()
        return ctx.show(queries.membership_detail(uow, membership))


@router.post("/memberships/{membership_id}/end", responses=problems(401, 403, 404, 409, 412))
@requires("membership.end")
def memberships_end(membership_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> MembershipView:
    """End a hat."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        membership = service.end_membership(uow, membership_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.membership_detail(uow, membership))


@router.get("/invitations", responses=problems(401, 403))
@requires("invitation.list")
def invitations_list(ctx: CtxDep, page: PageDep) -> Page[InvitationView]:
    """List the invitations of my organisation."""
    with ctx.reading() as uow:
        uow.require("invitation.list")
        return queries.invitation_page(uow, page)


@router.post("/invitations", status_code=201, responses=problems(401, 403, 422))
@requires("invitation.create")
def invitations_create(data: InvitationInput, ctx: CtxDep) -> InvitationView:
    """Invite somebody into my organisation."""
    with ctx.unit_of_work() as uow:
        invitation, token = service.invite(uow, data)
        link = f"{ctx.house.ports.settings.base_url}/invitation/{token}"
        return ctx.created(uow, queries.invitation_view(uow, invitation, link=link))


@router.post("/invitations/{invitation_id}/revoke", responses=problems(401, 403, 404, 409, 412))
@requires("invitation.revoke")
def invitations_revoke(invitation_id: uuid.UUID, ctx: CtxDep) -> InvitationView:
    """Take an invitation back."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        invitation = service.revoke(uow, invitation_id, version)
        uow.session.flush()
        return ctx.show(queries.invitation_view(uow, invitation))
