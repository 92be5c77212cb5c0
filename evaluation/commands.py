"""The verbs of the command line as functions: exit code and Chinese lines, nothing printed.

Exit codes: 0 in order; 1 a finding (CR above the limit, a case off, a capsule that differs);
2 faulty input, named with its place and cure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path

from evaluation.capsule import CapsuleChange, pointer_lines, recompute
from evaluation.cases import CasesReport, inputs_by_id, load_cases, run_cases
from evaluation.command_ahp import ahp_lines
from evaluation.command_delphi import delphi_lines
from evaluation.command_files import Source, read_source
from evaluation.errors import EvaluationError, InvalidInput
from evaluation.json_files import parse_object, read_text_file
from evaluation.provenance import VERSION, Json

CommandResult = tuple[int, list[str]]
OK, FINDING, FAULT = 0, 1, 2
_CHANGES = {
    "input_changed": "输入被改动",
    "input_added": "输入多出",
    "input_removed": "输入缺失",
    "result_differs": "结果不符",
    "seal_broken": "封印不符",
    "version_differs": "公式版本不同",
    "not_computable": "无法重算",
}


def ahp_command(source: Source) -> CommandResult:
    """Analyse comparison matrices of a JSON or CSV file (clause 5.1.2.2.4).

    Accepted: ``{"items", "upper" | "matrix" | "known"}`` one matrix, ``{"items", "experts"}`` a
    group, ``{"root", "nodes"}`` a hierarchy, ``{"tree", "panel"}`` a whole weight study; with
    ``method``, ``ri_table``, ``limit``, ``scale``. A CSV file holds one labelled matrix.

    Parameters
    ----------
    source
        Path of a JSON or CSV file, or the parsed document.

    Returns
    -------
    tuple
        Exit code (0 passed, 1 a CR above the limit, 2 faulty input) and Chinese lines.

    Examples
    --------
    >>> code, lines = ahp_command({"items": ["a", "b"], "upper": ["3"]})
    >>> code, lines[1].split()
    (0, ['a', '0.7500'])
    """
    return _guarded(lambda: ahp_lines(read_source(source, "matrix")))


def delphi_command(source: Source, scale_max: float | None = None) -> CommandResult:
    """Evaluate the rounds of a Delphi study of a JSON or CSV file (clause 5.1.2.2.3).

    Accepted: ``{"scale_max", "items", "experts", "ratings"}`` one round or ``"rounds"`` a list of
    ``{"ratings", "sent", "authority"}``; a CSV file has experts in rows, items in columns.

    Parameters
    ----------
    source
        Path of a JSON or CSV file, or the parsed document.
    scale_max
        Maximum of the scale, where the document does not say it.

    Returns
    -------
    tuple
        Exit code (0 computed, 2 faulty input) and Chinese lines.

    Examples
    --------
    >>> delphi_command({"scale_max": 5, "ratings": [[5, 4], [5, 3]]})[0]
    0
    """
    return _guarded(lambda: delphi_lines(read_source(source, "ratings"), scale_max))


def cases_command(path: Path | str) -> CommandResult:
    """Run a file of published cases and show expected beside computed for every field.

    Parameters
    ----------
    path
        A file in the format of ``evaluation_cases.json``.

    Returns
    -------
    tuple
        Exit code (0 all within tolerance, 1 anything off or unknown, 2 not of the format) and
        lines.

    References
    ----------
    Format: tests/evaluation/data/evaluation_cases.md (2026).
    """

    def run() -> CommandResult:
        place = Path(path)
        data = load_cases(place)
        report = run_cases(data, _siblings(place))
        return (OK if report.ok else FINDING), case_lines(report)

    return _guarded(run)


def recompute_command(path: Path | str) -> CommandResult:
    """Recompute an evaluation capsule and name the line that was changed (clause 5.1.2.3.7).

    Parameters
    ----------
    path
        An evaluation capsule, see `evaluation.build_capsule`.

    Returns
    -------
    tuple
        Exit code (0 every figure the same, 1 any difference, 2 no capsule) and lines.
    """

    def run() -> CommandResult:
        text = read_text_file(Path(path))
        capsule = parse_object(text, str(path))
        report = recompute(capsule, pointer_lines(text))
        lines = [f"评估胶囊 {path}（公式版本 {capsule.get('version')}，本机 {VERSION}）"]
        if report.ok:
            score = report.results.get("score")
            total = score.get("total") if isinstance(score, Mapping) else None
            lines.append(f"重算一致：{report.figures} 个数值逐位相同，总分 {total}")
            return OK, lines
        lines += [change_line(change) for change in report.changes]
        lines.append(f"重算不一致：{len(report.changes)} 处")
        return FINDING, lines

    return _guarded(run)


def case_lines(report: CasesReport) -> list[str]:
    """Write a case report: one line per field, then the counts."""
    lines = []
    for check in report.checks:
        state = "符合" if check.ok else ("印误" if check.misprint else "不符")
        note = f"  （{check.note}）" if check.note else ""
        lines.append(
            f"{state}  {check.case}  {check.kind}.{check.field}  期望 {show(check.expected)}  "
            f"计算 {show(check.computed)}  容差 {check.tolerance:g}{note}"
        )
    off = sum(not (c.ok or c.misprint) for c in report.checks)
    lines.append(
        f"{report.cases} 个案例，{report.passed} 个全部符合；"
        f"{len(report.checks)} 个字段，{off} 个不符"
    )
    return lines


def show(value: Json) -> str:
    """Write a value on one line: at most ten digits, long lists in full."""
    if isinstance(value, bool) or value is None:
        return {True: "是", False: "否", None: "—"}[value]
    if isinstance(value, float):
        return f"{value:.10g}" if math.isfinite(value) else "—"
    if isinstance(value, list):
        return "[" + ", ".join(show(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {show(item)}" for key, item in value.items()) + "}"
    return str(value)


def change_line(change: CapsuleChange) -> str:
    """Name a difference with its line."""
    line = f"第 {change.line} 行 " if change.line else ""
    values = ""
    if change.kind == "result_differs":
        values = f"：文件为 {show(change.stored)}，重算为 {show(change.recomputed)}"
    elif change.kind in {"version_differs", "not_computable"}:
        values = f"：{show(change.stored)} / {show(change.recomputed)}"
    elif change.stored is not None:
        values = f"：现为 {show(change.stored)}"
    return f"{_CHANGES[change.kind]}  {line}{change.pointer}{values}"


def _siblings(place: Path) -> dict[str, dict[str, object]]:
    """Read the inputs of case files beside this one and of the published cases, by id."""
    published = Path(__file__).parents[1] / "tests" / "evaluation" / "data"
    found: dict[str, dict[str, object]] = {}
    for folder in (published, place.parent):
        for path in sorted(folder.glob("*cases*.json")):
            try:
                data = load_cases(path)
            except InvalidInput:
                # A neighbour that is no case file is none of our business.
                continue
            found |= {key: dict(value) for key, value in inputs_by_id(data).items()}
    return found


def _guarded(run: Callable[[], CommandResult]) -> CommandResult:
    try:
        return run()
    except RecursionError:
        return FAULT, ["错误（invalid_input）文件嵌套过深。处理：请核对文件"]
    except EvaluationError as error:
        place = f"{error.where}：" if error.where else ""
        cure = f"。处理：{error.cure}" if error.cure else ""
        # The line may quote a name out of the file: keep it one line whatever it holds.
        return FAULT, [" ".join(f"错误（{error.code}）{place}{error.message}{cure}".split())]
