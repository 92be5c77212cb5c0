"""CPU time per authenticated read and per audited write, against a bare Starlette endpoint.

The server runs in a process of its own; its CPU time is read from the operating system
before and after a fixed number of requests. How much work a machine does in a CPU millisecond
changes from minute to minute, so every probe is divided by the bare endpoint measured right
before it, and the middle of all rounds is told.
"""

import http.client
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from backend.entrypoints import schema
from backend.entrypoints.assembly import build_house
from backend.kernel.policy import Role
from backend.kernel.settings import Settings
from tests.factories.people import make_person

ROOT = Path(__file__).parents[2]
BARE = """
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def bare(request): return JSONResponse({"status": "ok"})
uvicorn.run(Starlette(routes=[Route("/bare", bare)]), port=%d, log_level="warning", access_log=False)
"""
ROUNDS = 9


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _cpu(pid: int) -> float:
    """Return the CPU milliseconds of a process so far (Linux counts nanoseconds per thread)."""
    stats = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(path.read_text().split()[0]) for path in stats) / 1e6


def _wait(port: int, path: str) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("no server")


def _measure(
    pid: int, port: int, method: str, path: str, headers: dict, times: int, body=None
) -> float:
    """Return CPU milliseconds of the server per request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    bodies = itertools.cycle(body if isinstance(body, list) else [body])

    def one() -> None:
        connection.request(method, path, next(bodies), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status}")

    for _ in range(20):
        one()
    before = _cpu(pid)
    for _ in range(times):
        one()
    return (_cpu(pid) - before) / times


def run_web_bench() -> dict:
    """Return CPU per request of three endpoints and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house = build_house(Settings(data=folder, search_engine="memory", _env_file=None))
        schema.upgrade(house.database)
        person = make_person(house, Role.HOLDER)
        house.database.dispose()
        bare_port, port = _free_port(), _free_port()
        bare = subprocess.Popen([sys.executable, "-c", BARE % bare_port])
        server = subprocess.Popen(
            [sys.executable, "-m", "backend.entrypoints.cli", "serve", "--port", str(port)],
            cwd=ROOT, stdout=subprocess.DEVNULL,
            env=os.environ | {"HEPABRIDGE_DATA": name, "HEPABRIDGE_SEARCH_ENGINE": "memory",
                              "HEPABRIDGE_WORKER": "0"},
        )  # fmt: skip
        try:
            _wait(bare_port, "/bare")
            _wait(port, "/api/v1/health")
            headers = {"cookie": f"sid={person.token}", "content-type": "application/json"}
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request(
                "POST", "/api/v1/outcomes", json.dumps({"title": "测速成果"}), headers
            )
            outcome = json.loads(connection.getresponse().read())["id"]
            body = json.dumps({"title": "测速成果"})
            names = [json.dumps({"name": n, "locale": "zh"}) for n in ("甲", "乙")]
            one_org, one_outcome = (
                f"/api/v1/organisations/{person.org_id}",
                f"/api/v1/outcomes/{outcome}",
            )
            probes = [
                ("GET", one_org, 200, None),
                ("GET", one_outcome, 100, None),
                ("PUT", "/api/v1/me/profile", 150, names),
                ("POST", "/api/v1/outcomes", 100, body),
            ]
            measured: list[list[tuple[float, float]]] = [[] for _ in probes]
            for _ in range(ROUNDS):
                for k, (method, path, times, sent) in enumerate(probes):
                    b = _measure(bare.pid, bare_port, "GET", "/bare", {}, 500)
                    ms = _measure(server.pid, port, method, path, headers, times, sent)
                    measured[k].append((b, ms))
        finally:
            bare.kill()
            server.kill()
    bares = [b for pairs in measured for b, _ in pairs]
    small, large, write, heavy = (median(ms for _, ms in pairs) for pairs in measured)
    ratios = [median(ms / b for b, ms in pairs) for pairs in measured]
    return {
        "bare Starlette, ms CPU per request": round(median(bares), 3),
        "authenticated read (one organisation), ms CPU": round(small, 3),
        "authenticated read (outcome with files, actions, completeness), ms CPU": round(large, 3),
        "audited write (one changed row, session, audit entry), ms CPU": round(write, 3),
        "audited write (new outcome with event and full answer), ms CPU": round(heavy, 3),
        "read ÷ bare (aim ≤ 20)": round(ratios[0], 1),
        "write ÷ bare (aim ≤ 40)": round(ratios[2], 1),
        "outcome read ÷ bare": round(ratios[1], 1),
        "new outcome ÷ bare": round(ratios[3], 1),
    }
