"""Commands on negotiation and agreements."""

from backend.features.agreements.service.drafts import (
    add_note,
    cancel,
    comment,
    open_draft,
    reopen,
    revise,
    terminate,
)
from backend.features.agreements.service.posting import (
    announce,
    dismiss_objection,
    object_to,
    uphold_objection,
)
from backend.features.agreements.service.signing import (
    check_ready,
    finalise,
    issue_signed_copy,
    prepare_document,
    sign,
)

__all__ = [
    "add_note",
    "announce",
    "cancel",
    "check_ready",
    "comment",
    "dismiss_objection",
    "finalise",
    "issue_signed_copy",
    "object_to",
    "open_draft",
    "prepare_document",
    "reopen",
    "revise",
    "sign",
    "terminate",
    "uphold_objection",
]
