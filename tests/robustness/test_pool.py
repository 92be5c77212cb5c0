"""More connections than the pool has: every request is served or told to come again (finding 1)."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest
import uvicorn

from backend.entrypoints.api import create_app
from backend.kernel import audit
from backend.kernel.policy import Role
from tests.factories.people import make_person

CLIENTS = 40  # twice the pool, two and a half times the threads
SECONDS = 4.0
TURNS = 4  # at least, however slow the machine is


@pytest.fixture
def served(real_house) -> Iterator[int]:
    """A real server over real commits; gives its port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(real_house), log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(15)
    listener.close()
    assert not thread.is_alive()


@pytest.mark.slow
def test_forty_clients_get_no_error_but_come_again_later(real_house, served):
    admin = make_person(real_house, Role.ORG_ADMIN)
    operator = make_person(real_house, Role.OPERATOR)
    counts, wrong = Counter[int](), []
    stop = time.monotonic() + SECONDS

    def go(number: int):
        connection = http.client.HTTPConnection("127.0.0.1", served, timeout=30)
        turn = 0
        while turn < TURNS or time.monotonic() < stop:
            turn += 1
            method, path, person, body = _request(number, turn, admin, operator)
            try:
                connection.request(
                    method,
                    f"/api/v1{path}",
                    body=json.dumps(body) if body else None,
                    headers={"Cookie": f"sid={person.token}", "Content-Type": "application/json"},
                )
                answer = connection.getresponse()
                text = answer.read()
            except OSError as error:
                wrong.append(f"{method} {path}: {error!r}")
                connection.close()
                continue
            counts[answer.status] += 1
            if answer.status == 503 and answer.headers.get("Retry-After"):
                continue
            if answer.status not in {200, 201}:
                wrong.append(f"{method} {path}: {answer.status} {text[:200]!r}")
        connection.close()

    threads = [threading.Thread(target=go, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[:10]
    assert counts[200] > CLIENTS
    assert counts[201] >= 3
    assert counts[503] < sum(counts.values()) / 4, counts
    with real_house.reading() as uow:
        assert audit.verify(uow.session).ok


def _request(number: int, turn: int, admin, operator):
    if turn % 5 == 1 and number % 4 == 0:
        body = {"email": f"c{number}-{turn}@example.org", "role": "holder"}
        return "POST", "/invitations", admin, body
    return ("GET", "/me", admin, None) if turn % 2 else ("GET", "/organisations", operator, None)


def _raw(port: int, request: bytes, *, rest: bytes = b"", close: bool = False) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        if close:
            connection.shutdown(socket.SHUT_WR)
        if rest:
            with contextlib.suppress(OSError):  # refused before all was sent
                connection.sendall(rest)
        parts = []
        with contextlib.suppress(OSError):
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)


HEAD = b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.mark.slow
def test_lengths_that_lie_break_nothing(real_house, served):
    """Too short, too long, doubled, chunked beyond the limit, cut off — on a real socket."""
    end = b"Connection: close\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    answers = {
        "less than said": _raw(served, HEAD + b"Content-Length: 100\r\n" + end + b"{}", close=True),
        "more than said": _raw(served, HEAD + b"Content-Length: 2\r\n" + end + b"{}" + b"x" * 999),
        "said too much": _raw(served, HEAD + b"Content-Length: 99999999\r\n" + end, rest=b"x" * 9),
        "two lengths": _raw(
            served, HEAD + b"Content-Length: 2\r\nContent-Length: 9\r\n" + end + b"{}"
        ),
        "negative": _raw(served, HEAD + b"Content-Length: -1\r\n" + end),
        "digits": _raw(served, HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n" + end),
        "chunks beyond": _raw(
            served, HEAD + b"Transfer-Encoding: chunked\r\n" + end, rest=chunk * 40
        ),
        "both": _raw(
            served,
            HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n" + end + b"0\r\n\r\n",
        ),
        "bad chunk": _raw(served, HEAD + b"Transfer-Encoding: chunked\r\n" + end + b"zz\r\n"),
    }
    statuses = {
        name: int(answer.split(b" ", 2)[1]) if answer else None for name, answer in answers.items()
    }
    assert not {name: s for name, s in statuses.items() if s is not None and not 400 <= s < 500}
    assert statuses["said too much"] == statuses["chunks beyond"] == 413
    assert statuses["more than said"] == 422
    # and it still serves
    assert b" 200 " in _raw(served, b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\n" + end)
