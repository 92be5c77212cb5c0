"""SIGTERM and Ctrl-C stop the platform cleanly: worker, index and database are closed."""

import os
import re
import signal
import socket
import subprocess
import sys

import pytest


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_signal_stops_it_cleanly(command, how, tmp_path):
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("HEPABRIDGE_")},
        "HEPABRIDGE_DATA": str(tmp_path),
        "HEPABRIDGE_PORT": str(_free_port()),
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.entrypoints.cli", command],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        said = ""
        while not re.search("已启动", said):
            line = process.stdout.readline()
            assert line, said
            said += line
        process.send_signal(how)
        said += process.communicate(timeout=20)[0]
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert said.endswith("已停止。\n")
    assert "Traceback" not in said
