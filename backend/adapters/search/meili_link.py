"""The line to a Meilisearch server: one client per thread, our errors, waiting for tasks."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import requests
import structlog
from meilisearch import Client
from meilisearch.errors import (
    MeilisearchApiError,
    MeilisearchCommunicationError,
    MeilisearchTimeoutError,
)

from backend.kernel.search import SearchUnavailable, SearchWriteFailed

log = structlog.get_logger(__name__)
T = TypeVar("T")
_POLL: Final = (0.01, 0.02, 0.05, 0.1, 0.2)
TESTED: Final = ((1, 49), (1, 54))
"""From the first version on, up to but without the second."""


class Link:
    """Calls with the official client.

    The client keeps the headers of the request in a dictionary it shares between calls and drops
    ``Content-Type`` from it for every GET, so two threads must never share one client.
    """

    def __init__(self, url: str, key: str | None, timeout: int) -> None:
        self._url, self._key, self._timeout = url, key, timeout
        self._local = threading.local()

    @property
    def client(self) -> Client:
        """Return the client of this thread."""
        client = getattr(self._local, "client", None)
        if client is None:
            client = Client(self._url, self._key, self._timeout)
            self._local.client = client
        return client

    def call(self, what: Callable[[Client], T]) -> T:
        """Run one call; whatever goes wrong becomes an error of the port."""
        try:
            return what(self.client)
        except (MeilisearchCommunicationError, MeilisearchTimeoutError) as problem:
            raise SearchUnavailable(f"meilisearch cannot be reached: {problem}") from problem
        except MeilisearchApiError as problem:
            if problem.code == "index_not_found":
                raise SearchUnavailable("the index does not exist yet; rebuild it", 30) from problem
            log.warning("meilisearch_refused", code=problem.code, why=problem.message)
            raise SearchUnavailable(f"meilisearch refused: {problem.code}") from problem
        except (requests.RequestException, ValueError) as problem:
            raise SearchUnavailable(f"meilisearch answered nonsense: {problem}") from problem

    def exists(self, uid: str) -> bool:
        """Tell whether an index exists."""
        try:
            self.client.get_raw_index(uid)
        except MeilisearchApiError as problem:
            if problem.code == "index_not_found":
                return False
            raise SearchUnavailable(f"meilisearch refused: {problem.code}") from problem
        except (MeilisearchCommunicationError, MeilisearchTimeoutError) as problem:
            raise SearchUnavailable(f"meilisearch cannot be reached: {problem}") from problem
        return True

    def searches(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Run several searches in one request."""
        results: list[dict[str, Any]] = self.call(lambda c: c.multi_search(bodies))["results"]
        if any(r.get("degraded") for r in results):
            log.warning("meilisearch_cut_off", took=[r.get("processingTimeMs") for r in results])
        return results

    def wait(self, uids: Sequence[str], timeout: float) -> bool:
        """Wait for tasks; a failed task changes nothing and tells nobody, so it is raised here."""
        deadline = time.monotonic() + timeout
        attempt = 0
        while uids:
            ask = {"uids": list(uids), "limit": len(uids)}
            tasks = self.call(lambda c, a=ask: c.get_tasks(a)).results  # type: ignore[misc]
            for task in tasks:
                if task.status in {"failed", "canceled"}:
                    why = (task.error or {}).get("message", task.status)
                    raise SearchWriteFailed(f"task {task.uid}: {why}")
            done = {str(t.uid) for t in tasks if t.status == "succeeded"}
            uids = [u for u in uids if u not in done]
            if not uids:
                break
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL[min(attempt, len(_POLL) - 1)])
            attempt += 1
        return True

    def must(self, uids: Sequence[str], timeout: float) -> None:
        """Wait for tasks and insist on their end."""
        if not self.wait(uids, timeout):
            raise SearchUnavailable(f"tasks {', '.join(uids)} did not end in {timeout:.0f} s", 30)


def version_note(version: str) -> str:
    """Return a warning when the server is of a version that was not tested; else nothing."""
    low, high = TESTED
    try:
        major, minor = (int(n) for n in version.split(".")[:2])
    except ValueError:
        return f"version {version!r} cannot be read"
    if low <= (major, minor) < high:
        return ""
    return (
        f"version {version} was not tested (tested: {low[0]}.{low[1]} to {high[0]}.{high[1] - 1})"
    )
