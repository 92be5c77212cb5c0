"""Checking what the platform gave out: archives, capsules, reports; needs no platform (5.1.2.3.7).

The list of hashes finds a changed byte and names its file; recomputing the capsule names the
changed line. Somebody who also rewrites the list is found by the platform, which keeps the hash
of every file that it issued.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from evaluation import CapsuleError, EvaluationError, pointer_lines, recompute
from evaluation.commands import change_line

Json = dict[str, Any]
INDEX = "index.json"
CAPSULE = "capsule.json"
MAX_MEMBERS = 2000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_CAPSULE = 8 * 1024 * 1024
# what values of any kind in any place can lead to
UNREADABLE = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError,
)  # fmt: skip


class FileState(StrEnum):
    """What became of one file of an archive."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


STATE_LABELS = {
    FileState.SAME: "一致",
    FileState.CHANGED: "内容被改动",
    FileState.MISSING: "缺失",
    FileState.ADDED: "清单之外",
}


class NotAnArchive(ValueError):
    """The file is not an archive of the platform; the text says what it lacks."""


@dataclass(frozen=True)
class CheckedMember:
    """One file of an archive with what the list says and what is there."""

    name: str
    state: FileState
    listed: str
    found: str


@dataclass(frozen=True)
class CapsuleCheck:
    """A capsule recomputed: how many figures came out the same, or which lines differ."""

    ok: bool
    figures: int
    total: float | None
    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ArchiveCheck:
    """An archive checked against its own list; its capsule recomputed."""

    number: str
    members: tuple[CheckedMember, ...]
    capsule: CapsuleCheck | None

    @property
    def ok(self) -> bool:
        """Whether every file is what the list says and the capsule gives the same digits."""
        same = all(member.state is FileState.SAME for member in self.members)
        return same and (self.capsule is None or self.capsule.ok)


def verify(content: bytes) -> list[str]:
    """Return the names of members whose content is not what the list says."""
    members = check_archive(content).members
    return sorted({member.name for member in members if member.state is not FileState.SAME})


def check_archive(content: bytes) -> ArchiveCheck:
    """Check an archive against its list of hashes and recompute its capsule.

    Raises
    ------
    NotAnArchive
        Not a zip, without a readable list, or larger than any archive of the platform.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _check(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotAnArchive("不是完整的 zip 文件，请使用平台导出的评估档案。") from error


def _check(packed: zipfile.ZipFile) -> ArchiveCheck:
    entries = packed.infolist()
    if len(entries) > MAX_MEMBERS or sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise NotAnArchive("文件过多或过大，不是评估档案。")
    names = Counter(entry.filename for entry in entries)
    if INDEX not in names:
        raise NotAnArchive(f"缺少校验清单 {INDEX}，不是评估档案。")
    index = _index(packed)
    listed = {str(row["name"]): str(row["sha256"]) for row in index["files"]}
    members = []
    for name in sorted({*listed, *names} - {INDEX}):
        found = _digest(packed, name) if name in names else ""
        state = FileState.SAME
        if name not in names:
            state = FileState.MISSING
        elif name not in listed:
            state = FileState.ADDED
        elif found != listed[name] or names[name] > 1:
            state = FileState.CHANGED
        members.append(CheckedMember(name, state, listed.get(name, ""), found))
    if names[INDEX] > 1:
        members.append(CheckedMember(INDEX, FileState.CHANGED, "", ""))
    capsule = None
    if CAPSULE in names and packed.getinfo(CAPSULE).file_size <= MAX_CAPSULE:
        capsule = check_capsule(_read(packed, CAPSULE))
    return ArchiveCheck(str(index.get("number", "")), tuple(members), capsule)


def _index(packed: zipfile.ZipFile) -> Json:
    try:
        index = json.loads(_read(packed, INDEX))
        if isinstance(index, dict) and all(
            isinstance(row, dict) and {"name", "sha256"} <= set(row) for row in index["files"]
        ):
            return index
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAnArchive(f"校验清单 {INDEX} 无法读取。") from error
    raise NotAnArchive(f"校验清单 {INDEX} 无法读取。")


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    """Read a member; a wrong checksum of the zip itself is no reason to stop: hashes decide."""
    with packed.open(name) as source:
        source._expected_crc = None  # type: ignore[attr-defined]
        return source.read()


def _digest(packed: zipfile.ZipFile, name: str) -> str:
    try:
        return hashlib.sha256(_read(packed, name)).hexdigest()
    except (zlib.error, zipfile.BadZipFile, EOFError):
        return "unreadable"


# recomputing takes half a second, and a panel and its holder check the same file
@lru_cache(maxsize=4)
def check_capsule(content: bytes) -> CapsuleCheck:
    """Recompute a capsule; whatever does not fit is named with its line."""
    try:
        text = content.decode("utf-8")
        capsule = json.loads(text)
        if not isinstance(capsule, dict):
            raise CapsuleError("应为 JSON 对象", where="/", cure="请使用平台导出的文件")
        report = recompute(capsule, pointer_lines(text))
    except EvaluationError as error:
        return _unreadable(f"{error.where}：{error.message}。{error.cure}")
    except UNREADABLE:
        return _unreadable("评估胶囊不是完整的 JSON 文件。")
    score: Any = report.results.get("score")
    total = score.get("total") if isinstance(score, dict) else None
    return CapsuleCheck(
        ok=report.ok,
        figures=report.figures,
        total=total if isinstance(total, int | float) else None,
        number=_number(capsule),
        lines=tuple(change_line(change) for change in report.changes),
    )


def _unreadable(why: str) -> CapsuleCheck:
    return CapsuleCheck(ok=False, figures=0, total=None, number="", lines=(why,))


def _number(capsule: Json) -> str:
    inputs = capsule.get("inputs")
    named = inputs.get("identification") if isinstance(inputs, dict) else None
    return str(named.get("assessment", "")) if isinstance(named, dict) else ""


def archive_command(path: Path) -> tuple[int, list[str]]:
    """Check an archive on the console: 0 in order, 1 it differs, 2 it cannot be read."""
    try:
        found = check_archive(path.read_bytes())
    except (NotAnArchive, OSError) as error:
        return 2, [f"无法核对 {path}：{error}"]
    lines = [f"评估档案 {path}（评估编号 {found.number}）"]
    lines += [f"{STATE_LABELS[member.state]}  {member.name}" for member in found.members]
    if found.capsule is not None:
        lines += found.capsule.lines
        if found.capsule.ok:
            lines.append(
                f"评估胶囊重算一致：{found.capsule.figures} 个数值逐位相同，"
                f"总分 {found.capsule.total}"
            )
        else:
            lines.append("评估胶囊重算不一致")
    wrong = sum(member.state is not FileState.SAME for member in found.members)
    lines.append("档案完整" if found.ok else f"档案有 {wrong} 个文件与清单不符")
    return (0 if found.ok else 1), lines
