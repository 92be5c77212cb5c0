"""Supply-demand matching: pure functions on frozen profiles, no database, no web."""

from matching.errors import MatchingError
from matching.lexicon import Lexicon, build_lexicon
from matching.matcher import Matcher
from matching.types import DemandProfile, Dimension, Reason, Suggestion, SupplyProfile

__all__ = [
    "DemandProfile",
    "Dimension",
    "Lexicon",
    "Matcher",
    "MatchingError",
    "Reason",
    "Suggestion",
    "SupplyProfile",
    "build_lexicon",
]
