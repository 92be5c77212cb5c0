"""The background worker: relay and scheduled jobs, as a thread or a process."""

import threading

import structlog

from backend.entrypoints.assembly import build_relay
from backend.kernel.jobs import run_due
from backend.kernel.uow import House
from backend.wiring.jobs import JOBS

log = structlog.get_logger()

IDLE_SECONDS = 0.5
JOB_SECONDS = 30.0


class Worker:
    """Delivers events as they come and runs jobs when they are due; stops when told."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._relay = build_relay(house)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Work until `stop`."""
        since_jobs = JOB_SECONDS
        while not self._stop.is_set():
            try:
                if since_jobs >= JOB_SECONDS:
                    run_due(self._house, JOBS)
                    since_jobs = 0.0
                busy = self._relay.run_once() > 0
            except Exception as error:  # noqa: BLE001 - the worker must outlive a database hiccup
                log.warning("worker stumbled", error=repr(error)[:300])
                busy = False
            if not busy:
                self._stop.wait(IDLE_SECONDS)
                since_jobs += IDLE_SECONDS

    def start(self) -> None:
        """Work in a thread of this process."""
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the delivery at hand and stop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout)
