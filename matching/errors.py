"""What matching refuses."""


class MatchingError(ValueError):
    """Input that matching cannot work with; the message names the field and the cure."""
