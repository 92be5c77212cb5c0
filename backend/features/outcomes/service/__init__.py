"""Commands on outcomes."""

from backend.features.outcomes.service.lifecycle import mark

__all__ = ["mark"]
