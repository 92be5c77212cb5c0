"""Commands on people and organisations."""

from backend.features.identity.service.accounts import (
    add_user,
    change_password,
    confirm_password,
    register,
    set_up,
    update_profile,
)
from backend.features.identity.service.invitations import accept, invite, revoke
from backend.features.identity.service.organisations import (
    activate_membership,
    add_membership,
    add_organisation,
    approve_membership,
    approve_organisation,
    end_membership,
    ensure_membership,
    join,
    reject_organisation,
    suspend_organisation,
)
from backend.features.identity.service.sessions import (
    end_session,
    give_password_again,
    log_in,
    log_out,
    open_session,
    put_on_hat,
    resolve_actor,
    touch,
)

__all__ = [
    "accept",
    "activate_membership",
    "add_membership",
    "add_organisation",
    "add_user",
    "approve_membership",
    "approve_organisation",
    "change_password",
    "confirm_password",
    "end_membership",
    "end_session",
    "ensure_membership",
    "give_password_again",
    "invite",
    "join",
    "log_in",
    "log_out",
    "open_session",
    "put_on_hat",
    "register",
    "reject_organisation",
    "resolve_actor",
    "revoke",
    "set_up",
    "suspend_organisation",
    "touch",
    "update_profile",
]
