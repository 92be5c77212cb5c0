"""`kill -9` in the middle of writes: nothing acknowledged is lost, nothing is without trail."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from backend.entrypoints import schema
from backend.entrypoints.assembly import build_house
from backend.kernel import audit
from backend.kernel.policy import Role
from backend.kernel.settings import Settings
from tests.factories.people import make_person

ROOT = Path(__file__).parents[2]
WRITES = 200


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _start(folder: Path, port: int) -> subprocess.Popen:
    environment = os.environ | {
        "HEPABRIDGE_DATA": str(folder),
        "HEPABRIDGE_SEARCH_ENGINE": "memory",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.entrypoints.cli", "serve", "--port", str(port)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(1200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/api/v1/health")
            if connection.getresponse().status == 200:
                return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the server did not start")


def _write(port: int, token: str, numbers: list[int], acknowledged: list[str]) -> None:
    for number in numbers:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request(
                "POST", "/api/v1/outcomes", json.dumps({"title": f"断电试验{number}"}),
                {"content-type": "application/json", "cookie": f"sid={token}"},
            )  # fmt: skip
            answer = connection.getresponse()
            body = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return
        assert answer.status == 201, body
        acknowledged.append(body["id"])


@pytest.mark.slow
@pytest.mark.clause("5.2.1.2.8")
def test_kill_minus_nine_loses_no_acknowledged_write(tmp_path, request):
    if request.config.getoption("--database") == "postgresql":
        pytest.skip("this one is about the embedded database")
    house = build_house(Settings(data=tmp_path, search_engine="memory", _env_file=None))
    schema.upgrade(house.database)
    token = make_person(house, Role.HOLDER).token
    house.database.dispose()

    acknowledged: list[str] = []
    port = _free_port()
    process = _start(tmp_path, port)
    threads = [
        threading.Thread(target=_write, args=(port, token, list(range(n, WRITES, 4)), acknowledged))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60
    while len(acknowledged) < WRITES // 2 and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    for thread in threads:
        thread.join()
    assert WRITES // 2 <= len(acknowledged) < WRITES

    house = build_house(Settings(data=tmp_path, search_engine="memory", _env_file=None))
    with house.reading() as uow:
        assert audit.verify(uow.session).ok
    house.database.dispose()
    with sqlite3.connect(tmp_path / "hepabridge.sqlite3") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {row[0] for row in raw.execute("SELECT id FROM outcomes")}
        trail = "".join(row[0] for row in raw.execute("SELECT changes FROM audit_entries"))
        events = {row[0] for row in raw.execute("SELECT aggregate_id FROM outbox_events")}
    assert {i.replace("-", "") for i in acknowledged} <= {i.replace("-", "") for i in stored}
    for identity in stored:
        plain = identity.replace("-", "")
        dashed = "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))
        assert dashed in trail, "a write without its audit entry"
        assert identity in events
