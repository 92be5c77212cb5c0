"""Reads of suggestions and introductions."""

from backend.features.matchmaking.queries.facts import Parties, established_in, parties
from backend.features.matchmaking.queries.pages import (
    introduction_page,
    introduction_view,
    latest_run,
    run_view,
    suggestion_view,
)

__all__ = [
    "Parties",
    "established_in",
    "introduction_page",
    "introduction_view",
    "latest_run",
    "parties",
    "run_view",
    "suggestion_view",
]
