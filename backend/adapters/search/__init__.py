"""Search engines behind the port of ``backend.kernel.search``."""
