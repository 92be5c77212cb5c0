"""The lexicon that ships with the platform."""

import json
from functools import lru_cache
from importlib.resources import files

from matching.lexicon import Lexicon, build_lexicon


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """Return the lexicon that ships with the platform."""
    text = files("backend.seeds").joinpath("lexicon.json").read_text(encoding="utf-8")
    return build_lexicon(json.loads(text))
