"""Reads of assessments for other features."""

from backend.features.assessment.queries.publication import PublicResult, public_result
from backend.features.assessment.queries.weights import approved_weight_set, current_pass_rule

__all__ = ["PublicResult", "approved_weight_set", "current_pass_rule", "public_result"]
