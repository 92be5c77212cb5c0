"""Reads of outcomes."""

from backend.features.outcomes.queries.duplicates import duplicates
from backend.features.outcomes.queries.facts import (
    DEAD_STATES,
    PATENTS,
    AcceptedFact,
    OutcomeBrief,
    accepted_in,
    brief,
    outcome_by_id,
    public_fields,
    right_label,
    rights_by_outcome,
    rights_of,
)
from backend.features.outcomes.queries.pages import holder_ids, outcome_page, outcome_view
from backend.features.outcomes.queries.parts import attachment_view, attachments, files_of
from backend.features.outcomes.queries.review import receipt_document, receipt_view, review_view

__all__ = [
    "DEAD_STATES",
    "PATENTS",
    "AcceptedFact",
    "OutcomeBrief",
    "accepted_in",
    "attachment_view",
    "attachments",
    "brief",
    "duplicates",
    "files_of",
    "holder_ids",
    "outcome_by_id",
    "outcome_page",
    "outcome_view",
    "public_fields",
    "receipt_document",
    "receipt_view",
    "review_view",
    "right_label",
    "rights_by_outcome",
    "rights_of",
]
