"""The time of `make run` on an existing folder, against the bare interpreter's start."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _until_healthy(port: int, process: subprocess.Popen) -> None:
    while process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/api/v1/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("make run ended early")


def _start(folder: Path) -> float:
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        ["make", "-s", "run", f"PORT={port}"], cwd=ROOT, stdout=subprocess.DEVNULL,
        env=os.environ | {"HEPABRIDGE_DATA": str(folder)}, start_new_session=True,
    )  # fmt: skip
    try:
        _until_healthy(port, process)
        return time.perf_counter() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def run_start_bench() -> dict:
    """Return seconds of the second and later starts, and the interpreter with the same imports."""
    folder = ROOT / "var" / "bench"
    first = _start(folder)
    later = min(_start(folder) for _ in range(2))
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import backend.entrypoints.api"], check=True, cwd=ROOT)
    imports = time.perf_counter() - began
    return {
        "first call in this folder, s": round(first, 1),
        "make run on an existing folder, s": round(later, 1),
        "importing the application alone, s": round(imports, 1),
        "existing folder ÷ imports": round(later / imports, 1),
    }
