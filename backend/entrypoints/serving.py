"""Runs the server: one process with web, API and worker, or the worker alone."""

import json
import signal
import threading
from socket import socket
from types import FrameType

import typer
import uvicorn

from backend.entrypoints.api import create_app
from backend.entrypoints.worker import Worker
from backend.kernel.settings import Settings
from backend.kernel.uow import House


class _Server(uvicorn.Server):
    """Says where it listens as soon as it does."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Start listening, then tell."""
        await super().startup(sockets)
        if self.started:
            address = f"http://{self.config.host}:{self.config.port}"
            typer.echo(f"\n肝桥已启动：{address}  （Ctrl-C 停止）")


def run_server(settings: Settings, house: House, *, demo: bool) -> None:
    """Serve until Ctrl-C or SIGTERM, then stop cleanly."""
    if demo:
        from backend.entrypoints.seeding import seed_demo

        seed_demo(house, say=typer.echo)
    _announce(settings)
    app = create_app(house)
    worker = Worker(house) if settings.worker else None
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=10,
        server_header=False,
    )
    # uvicorn raises the signal once more when it has stopped: without a handler of our own
    # SIGTERM would end the process before the worker and the index are closed
    signal.signal(signal.SIGTERM, _noted)
    signal.signal(signal.SIGINT, _noted)
    if worker is not None:
        worker.start()
    try:
        _Server(config).run()
    finally:
        if worker is not None:
            worker.stop()
        house.ports.search.close()
        house.database.dispose()
        typer.echo("已停止。")


def _noted(_: int, __: FrameType | None) -> None:
    """Let uvicorn's own handling of the signal suffice."""


def _announce(settings: Settings) -> None:
    path = settings.data / "demo-accounts.json"
    if settings.is_production or not path.exists():
        return
    typer.echo("演示账户（口令相同，仅供演示）：")
    for account in json.loads(path.read_text(encoding="utf-8")):
        typer.echo(
            f"  {account['role_label']:<10}\t{account['email']}\t{account['password']}"
            f"\t{account['organisation']}"
        )


def run_worker(house: House) -> None:
    """Work until SIGTERM or Ctrl-C."""
    worker = Worker(house)
    done = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        done.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.start()
    typer.echo("后台任务已启动。")
    done.wait()
    worker.stop()
    house.database.dispose()
    typer.echo("已停止。")
