"""Reads of outcomes."""

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

__all__ = [
    "DEAD_STATES",
    "PATENTS",
    "AcceptedFact",
    "OutcomeBrief",
    "accepted_in",
    "brief",
    "outcome_by_id",
    "public_fields",
    "right_label",
    "rights_by_outcome",
    "rights_of",
]
