"""The console command ``hepabridge``.

The platform is imported inside the commands: ``hepabridge ahp`` and its sisters need only the
evaluation package and answer in a second.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backend.entrypoints.evaluation_commands import register as register_evaluation

if TYPE_CHECKING:
    from backend.kernel.settings import Settings
    from backend.kernel.uow import House

app = typer.Typer(
    help="HepaBridge 肝桥：慢性肝病中医药科技创新成果转化协作平台",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
audit_app = typer.Typer(help="审计日志", no_args_is_help=True)
import_app = typer.Typer(help="导入 JSONL 数据（逐行报告，可重复执行）", no_args_is_help=True)
app.add_typer(audit_app, name="audit")
app.add_typer(import_app, name="import")
register_evaluation(app)


def _settings(**over: object) -> Settings:
    from backend.kernel import logging
    from backend.kernel.settings import Settings

    settings = Settings(**{k: v for k, v in over.items() if v is not None})  # type: ignore[arg-type]
    logging.configure(settings.log_level)
    if problems := settings.refuse_unsafe():
        for problem in problems:
            typer.echo(f"拒绝启动：{problem}", err=True)
        raise typer.Exit(2)
    return settings


def _house(settings: Settings | None = None) -> House:
    from backend.entrypoints import schema
    from backend.entrypoints.assembly import build_house

    house = build_house(settings or _settings())
    if not schema.is_current(house.database):
        typer.echo("正在建立或升级数据库结构……", err=True)
        schema.upgrade(house.database)
    return house


@app.command()
def init() -> None:
    """建立数据库、术语表和检索索引；生产模式打印一次性设置链接。"""
    from backend.entrypoints.seeding import seed_basics
    from backend.features.identity.queries import is_set_up

    settings = _settings()
    house = _house(settings)
    seed_basics(house)
    if house.ports.search.health().needs_rebuild:
        _rebuild_index(house)
    typer.echo("数据库、基础术语与检索索引已就绪。")
    if not settings.is_production:
        return
    with house.reading() as uow:
        ready = is_set_up(uow)
    if ready:
        typer.echo("平台已完成首次设置。")
    else:
        typer.echo(f"请在 24 小时内打开设置链接：{_setup_link(house)}")


def _setup_link(house: House) -> str:
    from backend.features.identity.models import SetupToken
    from backend.features.identity.passwords import new_token

    token, digest = new_token()
    with house.unit_of_work() as uow:
        uow.add(SetupToken(token_hash=digest, expires_at=uow.now() + timedelta(hours=24)))
    return f"{house.ports.settings.base_url}/setup/{token}"


@app.command()
def seed(
    outcomes: Annotated[
        int | None, typer.Option(help="走完评估并入库的成果数；缺省为全部演示成果")
    ] = None,
) -> None:
    """载入演示数据：真实成果、需求与信息，以及标明“演示”的人员、评分与协议。"""
    from backend.entrypoints.demo.applications import FEWEST, PUBLISHED
    from backend.entrypoints.seeding import seed_demo

    if outcomes is not None and not FEWEST <= outcomes <= PUBLISHED:
        typer.echo(f"--outcomes 应为 {FEWEST}–{PUBLISHED}。", err=True)
        raise typer.Exit(2)

    settings = _settings()
    if settings.is_production:
        typer.echo("生产模式不载入演示数据。", err=True)
        raise typer.Exit(2)
    seed_demo(_house(settings), say=typer.echo, published=outcomes)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口")] = None,
    *,
    demo: Annotated[bool, typer.Option(help="首次启动时载入演示数据")] = False,
) -> None:
    """启动网页、接口和（默认）后台任务。"""
    from backend.entrypoints.serving import run_server

    settings = _settings(host=host, port=port)
    run_server(settings, _house(settings), demo=demo and not settings.is_production)


@app.command()
def worker() -> None:
    """只运行后台任务（生产形态中的独立进程）。"""
    from backend.entrypoints.serving import run_worker

    run_worker(_house())


@app.command()
def reindex() -> None:
    """由数据库重建检索索引，完成后一次切换。"""
    typer.echo(f"已重建索引：{_rebuild_index(_house())}")


def _rebuild_index(house: House) -> str:
    from backend.features.library.service import reindex as rebuild

    with house.reading() as uow:
        return rebuild(uow)


@audit_app.command("verify")
def audit_verify() -> None:
    """核对审计链；发现缺失或改动时退出码为 1。"""
    from backend.entrypoints.assembly import build_house
    from backend.kernel import audit

    house = build_house(_settings())
    with house.reading() as uow:
        report = audit.verify(uow.session)
    if not report.ok:
        typer.echo(f"审计链在第 {report.broken_seq} 条断裂：{report.reason}", err=True)
        raise typer.Exit(1)
    typer.echo(f"审计链完整，共 {report.checked} 条。")


@app.command()
def openapi(
    out: Annotated[Path | None, typer.Option(help="写入文件；缺省打印")] = None,
) -> None:
    """打印接口描述（OpenAPI 3.1）。"""
    from backend.entrypoints.openapi import openapi_json

    text = openapi_json()
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


def _import(kind: str, file: Path) -> None:
    from backend.entrypoints.importing import report_lines, run_import
    from backend.entrypoints.seeding import seed_basics
    from backend.kernel.importing import ImportResult

    house = _house()
    seed_basics(house)
    report = run_import(house, kind, file)
    for line in report_lines(report):
        typer.echo(line)
    raise typer.Exit(1 if report.count(ImportResult.REFUSED) else 0)


File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSONL 文件")]


@import_app.command("outcomes")
def import_outcomes(file: File) -> None:
    """导入成果：成为持有单位（未认证）的草稿。"""
    _import("outcomes", file)


@import_app.command("demands")
def import_demands(file: File) -> None:
    """导入需求。"""
    _import("demands", file)


@import_app.command("information")
def import_information(file: File) -> None:
    """导入政策、标准、会议、案例与市场信息。"""
    _import("information", file)


if __name__ == "__main__":
    app()
