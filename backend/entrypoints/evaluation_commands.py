"""Evaluation on the console, without the platform: ahp, delphi, cases, recompute, archive."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="JSON 或 CSV 文件（UTF-8）")]
ArchiveFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="评估档案（zip）")]
JsonFile = Annotated[Path, typer.Argument(help="JSON 文件（UTF-8）")]
ScaleMax = Annotated[
    float | None, typer.Option(help="量表最大值；CSV 文件必填，JSON 可写在 scale_max")
]
FAULT = 2


def _run(command: Callable[[], tuple[int, Sequence[str]]]) -> None:
    """Print the lines, a fault to stderr, and leave with the code of the command."""
    code, lines = command()
    for line in lines:
        typer.echo(line, err=code == FAULT)
    raise typer.Exit(code)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    archive_app = typer.Typer(help="评估档案", no_args_is_help=True)
    app.add_typer(archive_app, name="archive")

    @archive_app.command("verify")
    def archive_verify(archive: ArchiveFile) -> None:
        """核对评估档案：指出被改动的文件，并由其中的评估胶囊重算全部数字。"""
        from backend.features.assessment.archive_check import archive_command

        _run(lambda: archive_command(archive))

    @app.command("ahp")
    def ahp(file: File) -> None:
        """层次分析：由判断矩阵得权重、λmax、CI、CR 与最不一致的判断。

        一个矩阵：{"items", "upper" 或 "matrix" 或 "known"}；一组专家：{"items", "experts"}；
        一个层次结构：{"root", "nodes"}；一次赋权研究：{"tree", "panel"}。
        都可加 method、ri_table、limit、scale；CSV 文件是一个带行列名的矩阵。
        退出码：0 全部通过，1 有 CR 超限，2 文件有误。格式与例子见 docs/evaluation.md。
        """
        from evaluation.commands import ahp_command

        _run(lambda: ahp_command(file))

    @app.command("delphi")
    def delphi(file: File, *, scale_max: ScaleMax = None) -> None:
        """德尔菲：一轮或多轮的均值、变异系数、界值、协调系数、IPRAS 与停止判断。

        一轮：{"scale_max", "items", "experts", "ratings"}；多轮：其中 "rounds" 为各轮的列表；
        CSV 文件每行一位专家、每列一个条目，须加 --scale-max。
        退出码：0 已算出，2 文件有误。格式与例子见 docs/evaluation.md。
        """
        from evaluation.commands import delphi_command

        _run(lambda: delphi_command(file, scale_max))

    @app.command("cases")
    def cases(file: JsonFile) -> None:
        """逐项核对公开发表的算例：期望值与计算值并列，有不符或不认识的即退出码 1。"""
        from evaluation.commands import cases_command

        _run(lambda: cases_command(file))

    @app.command("recompute")
    def recompute(capsule: JsonFile) -> None:
        """由评估胶囊重算全部数字，指出被改动的一处；有不符即退出码 1。"""
        from evaluation.commands import recompute_command

        _run(lambda: recompute_command(capsule))
