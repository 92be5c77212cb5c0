"""Commands on outcomes."""

from backend.features.outcomes.people import Named, name_people
from backend.features.outcomes.service.drafts import (
    assign,
    attach,
    attachment,
    create,
    detach,
    save,
)
from backend.features.outcomes.service.lifecycle import mark
from backend.features.outcomes.service.review import accept, refuse, save_review, send_back
from backend.features.outcomes.service.submission import submit, withdraw

__all__ = [
    "Named",
    "accept",
    "assign",
    "attach",
    "attachment",
    "create",
    "detach",
    "mark",
    "name_people",
    "refuse",
    "save",
    "save_review",
    "send_back",
    "submit",
    "withdraw",
]
