"""The matrix asks the world that is built once per worker."""

from tests.worlds import house, world

__all__ = ["house", "world"]
