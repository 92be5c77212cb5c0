"""Structured logs on stderr; nothing secret, no local variables."""

import logging
import sys

import structlog

SECRET_KEYS = ("password", "token", "secret", "cookie", "authorization", "credit_code")


def _redact(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for name in event:
        if any(part in name.lower() for part in SECRET_KEYS):
            event[name] = "[redacted]"
    return event


def configure(level: str = "info") -> None:
    """Send one line per event to stderr."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _redact,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
        ),
        # looked up at each line: whoever replaces stderr meanwhile gets the log
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
