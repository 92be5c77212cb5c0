"""Attempts per address and time, in memory of the process (sliding window)."""

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from backend.kernel.errors import TooMany
from backend.web.context import Ctx

_limiter = MovingWindowRateLimiter(MemoryStorage())


def limited(ctx: Ctx, name: str, times: int, seconds: int) -> None:
    """Count one attempt.

    Raises
    ------
    TooMany
        More than `times` within `seconds` from this address.
    """
    factor = ctx.house.ports.settings.rate_factor
    item = RateLimitItemPerSecond(times * factor, seconds)
    if not _limiter.hit(item, name, ctx.info.ip or "-"):
        raise TooMany("操作过于频繁，请稍后再试。")
