"""The workflows of organisations, memberships and invitations."""

from enum import StrEnum

from backend.features.identity.events import (
    InvitationAccepted,
    InvitationRevoked,
    MembershipApproved,
    MembershipEnded,
    OrganisationApproved,
    OrganisationRegistered,
    OrganisationRejected,
    OrganisationSuspended,
)
from backend.kernel.workflow import Transition, Workflow


class OrganisationStatus(StrEnum):
    """Where an organisation stands. `UNVERIFIED` comes from an import and has no people."""

    UNVERIFIED = "unverified"
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


class MembershipStatus(StrEnum):
    """Where a membership stands."""

    PENDING = "pending"
    ACTIVE = "active"
    ENDED = "ended"


class InvitationStatus(StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


O = OrganisationStatus  # noqa: E741 - the table reads better
ORGANISATION_WORKFLOW = Workflow[OrganisationStatus](
    "organisation",
    {
        O.UNVERIFIED: ("未认证", "Unverified"),
        O.PENDING: ("待审核", "Pending"),
        O.APPROVED: ("已认证", "Approved"),
        O.REJECTED: ("未通过", "Rejected"),
        O.SUSPENDED: ("已暂停", "Suspended"),
    },
    [
        Transition("claim", frozenset({O.UNVERIFIED, O.REJECTED}), O.PENDING,
                   OrganisationRegistered, "提交认证", "Apply", offered=False),
        Transition("approve", frozenset({O.PENDING, O.SUSPENDED}), O.APPROVED,
                   OrganisationApproved, "通过认证", "Approve", confirm=True),
        Transition("reject", frozenset({O.PENDING}), O.REJECTED,
                   OrganisationRejected, "不予通过", "Reject", reason_required=True),
        Transition("suspend", frozenset({O.APPROVED}), O.SUSPENDED,
                   OrganisationSuspended, "暂停", "Suspend", reason_required=True),
    ],
)  # fmt: skip

M = MembershipStatus
MEMBERSHIP_WORKFLOW = Workflow[MembershipStatus](
    "membership",
    {M.PENDING: ("待审核", "Pending"), M.ACTIVE: ("有效", "Active"), M.ENDED: ("已终止", "Ended")},
    [
        Transition("approve", frozenset({M.PENDING}), M.ACTIVE,
                   MembershipApproved, "通过", "Approve"),
        Transition("end", frozenset({M.PENDING, M.ACTIVE}), M.ENDED,
                   MembershipEnded, "终止", "End", reason_required=True, confirm=True),
    ],
)  # fmt: skip

I = InvitationStatus  # noqa: E741
INVITATION_WORKFLOW = Workflow[InvitationStatus](
    "invitation",
    {
        I.OPEN: ("待接受", "Open"),
        I.ACCEPTED: ("已接受", "Accepted"),
        I.REVOKED: ("已撤回", "Revoked"),
    },
    [
        Transition("accept", frozenset({I.OPEN}), I.ACCEPTED,
                   InvitationAccepted, "接受", "Accept", offered=False),
        Transition("revoke", frozenset({I.OPEN}), I.REVOKED,
                   InvitationRevoked, "撤回", "Revoke", confirm=True),
    ],
)  # fmt: skip
