"""CPU time per authenticated read and per audited write, against a bare Starlette endpoint.

The server runs in a process of its own; its CPU time is read from the operating system
before and after a fixed number of requests, so a busy machine changes little.
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
TICKS = os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


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

    for _ in range(50):
        one()
    before = _cpu(pid)
    for _ in range(times):
        one()
    return (_cpu(pid) - before) * 1000 / times


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
            rounds = [
                (
                    _measure(bare.pid, bare_port, "GET", "/bare", {}, 2000),
                    _measure(server.pid, port, "GET", one_org, headers, 500),
                    _measure(server.pid, port, "GET", one_outcome, headers, 300),
                    _measure(server.pid, port, "PUT", "/api/v1/me/profile", headers, 400, names),
                    _measure(server.pid, port, "POST", "/api/v1/outcomes", headers, 300, body),
                )
                for _ in range(3)
            ]
        finally:
            bare.kill()
            server.kill()
    b, small, large, write, heavy = (min(column) for column in zip(*rounds, strict=True))
    return {
        "bare Starlette, ms CPU per request": round(b, 3),
        "authenticated read (one organisation), ms CPU": round(small, 3),
        "authenticated read (outcome with files, actions, completeness), ms CPU": round(large, 3),
        "audited write (one changed row, session, audit entry), ms CPU": round(write, 3),
        "audited write (new outcome with event and full answer), ms CPU": round(heavy, 3),
        "read ÷ bare (aim ≤ 20)": round(small / b, 1),
        "write ÷ bare (aim ≤ 40)": round(write / b, 1),
        "outcome read ÷ bare": round(large / b, 1),
        "new outcome ÷ bare": round(heavy / b, 1),
    }
