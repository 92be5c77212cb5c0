"""Evaluation on the console, without the platform: ahp, delphi, cases, recompute, archive."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from backend.features.assessment.archive_check import archive_command
from evaluation import commands

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON 文件")]
Command = Callable[[Path], tuple[int, Sequence[str]]]


def _run(command: Command, file: Path) -> None:
    code, lines = command(file)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(code)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    archive_app = typer.Typer(help="评估档案", no_args_is_help=True)
    app.add_typer(archive_app, name="archive")

    @archive_app.command("verify")
    def archive_verify(archive: File) -> None:
        """核对评估档案：指出被改动的文件，并由其中的评估胶囊重算全部数字。"""
        _run(archive_command, archive)

    @app.command("ahp")
    def ahp(file: File) -> None:
        """层次分析：由判断矩阵得权重、λmax、CI、CR 与最不一致的判断。"""
        _run(commands.ahp_command, file)

    @app.command("delphi")
    def delphi(file: File) -> None:
        """德尔菲：一轮或多轮的均值、变异系数、协调系数与停止判断。"""
        _run(commands.delphi_command, file)

    @app.command("cases")
    def cases(file: File) -> None:
        """逐项核对公开发表的算例：期望值与计算值并列，有不符即退出码 1。"""
        _run(commands.cases_command, file)

    @app.command("recompute")
    def recompute(capsule: File) -> None:
        """由评估胶囊重算全部数字，指出被改动的一处。"""
        _run(commands.recompute_command, capsule)
