"""Reading JSON Lines from outside: a bad line is reported with its reason, never a crash (5.2.1.1).

Form is taken tolerantly (blank lines, a byte-order mark, numbers written as text); meaning is
taken strictly (an unknown value is refused with its field named, null stays null).
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

from pydantic_core import PydanticCustomError

from backend.kernel.text import MAX_JSON_DEPTH, TextRule, raw_json_depth

MAX_LINE_BYTES = 512 * 1024
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?")


class ImportResult(StrEnum):
    """What happened to one row."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    REFUSED = "refused"


RESULT_LABELS = {
    ImportResult.TAKEN: "已收录",
    ImportResult.UNCHANGED: "未变化",
    ImportResult.UPDATED: "已更新",
    ImportResult.REFUSED: "未收录",
}


@dataclass(frozen=True)
class ImportRow:
    """One line of the report; `reasons` explain a refusal, `remarks` what was kept with a doubt."""

    line: int
    external_id: str
    result: ImportResult
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    title: str = ""


@dataclass
class ImportReport:
    """What happened to every row of one file."""

    rows: list[ImportRow] = field(default_factory=list)

    def count(self, result: ImportResult) -> int:
        """Return how many rows ended so."""
        return sum(1 for row in self.rows if row.result is result)

    def summary(self) -> str:
        """Return the counts as one Chinese line."""
        parts = [f"{label} {self.count(result)} 行" for result, label in RESULT_LABELS.items()]
        return f"共 {len(self.rows)} 行：" + "，".join(parts)


@dataclass(frozen=True)
class Unreadable:
    """A line that is no JSON object."""

    reason: str


class _DuplicateKey(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DuplicateKey(key[:60])
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def parse_line(raw: bytes) -> dict[str, Any] | Unreadable:
    """Return the object on one line, or why there is none."""
    if len(raw) > MAX_LINE_BYTES:
        return Unreadable(f"一行超过 {MAX_LINE_BYTES // 1024} KB，过长")
    if raw_json_depth(raw) > MAX_JSON_DEPTH:
        return Unreadable(f"嵌套超过 {MAX_JSON_DEPTH} 层")
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        return Unreadable("不是 UTF-8 编码")
    except _DuplicateKey as error:
        return Unreadable(f"字段“{error}”重复出现")
    except (ValueError, RecursionError):
        return Unreadable("不是有效的 JSON")
    return value if isinstance(value, dict) else Unreadable("应为一个 JSON 对象 {…}")


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a file; of one that is too long only as much as shows it."""
    while raw := source.readline(MAX_LINE_BYTES + 1):
        rest = raw
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = source.readline(MAX_LINE_BYTES + 1)
        yield raw


def read_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any] | Unreadable]]:
    """Walk over a file: line number and object; blank lines are passed over."""
    with path.open("rb") as source:
        for number, raw in enumerate(_lines(source), start=1):
            text = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if text.strip():
                yield number, parse_line(text if len(text) > MAX_LINE_BYTES else text.strip())


class RowReader:
    """Takes typed values out of one object and collects what is wrong with it."""

    def __init__(self, data: dict[str, Any], path: str = "") -> None:
        self.data = data
        self.path = path
        self.reasons: list[str] = []
        self.remarks: list[str] = []
        self.known: set[str] = set()

    def refuse(self, key: str, why: str) -> None:
        """Note why the row cannot be taken."""
        self.reasons.append(f"{self.path}{key}：{why}")

    def remark(self, key: str, what: str) -> None:
        """Note a doubt that does not keep the row out."""
        self.remarks.append(f"{self.path}{key}：{what}")

    def raw(self, key: str) -> Any:
        """Return the value as it is; blank text counts as null."""
        self.known.add(key)
        value = self.data.get(key)
        return None if isinstance(value, str) and not value.strip() else value

    def text(
        self, key: str, limit: int, *, required: bool = False, multiline: bool = False
    ) -> str | None:
        """Return a clean text of at most `limit` characters, or None."""
        value = self.raw(key)
        if value is None:
            if required:
                self.refuse(key, "缺失")
            return None
        return self._clean(key, value, limit, multiline=multiline)

    def _clean(self, key: str, value: Any, limit: int, *, multiline: bool = False) -> str | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        try:
            return TextRule(1, limit, multiline=multiline).apply(value) or None
        except PydanticCustomError as error:
            self.refuse(key, error.message())
            return None

    def integer(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number between two bounds, or None."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,15}\s*", value):
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(key, "应为整数")
            return None
        if not low <= value <= high:
            self.refuse(key, f"应在 {low} 到 {high} 之间")
            return None
        return value

    def day(self, key: str) -> date | None:
        """Return a full date; a vaguer one is kept as a remark, never completed by guessing."""
        value = self.raw(key)
        if value is None:
            return None
        text = self._clean(key, value, 40)
        match = DATE.fullmatch(text or "")
        if text is None:
            return None
        if match is None:
            if re.search(r"\d{4}", text):
                self.remark(key, f"日期不完整“{text}”，未收录为日期")
            else:
                self.refuse(key, f"不是日期：“{text}”")
            return None
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            self.refuse(key, f"没有这一天：“{text}”")
            return None

    def texts(self, key: str, limit: int, most: int) -> list[str] | None:
        """Return a list of texts without repetition, or None; one text is a list of one."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self.refuse(key, "应为文字列表")
            return None
        if len(value) > most:
            self.refuse(key, f"最多 {most} 项，现有 {len(value)} 项")
            return None
        found: list[str] = []
        for index, item in enumerate(value):
            text = None
            if item is not None and item != "":
                text = self._clean(f"{key}[{index}]", item, limit)
            if text and text not in found:
                found.append(text)
        return found

    def part(self, key: str) -> "RowReader | None":
        """Return a reader of an inner object, or None."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(key, "应为对象")
            return None
        return self._inner(value, f"{self.path}{key}.")

    def parts(self, key: str, most: int) -> "list[RowReader] | None":
        """Return readers of a list of inner objects, or None."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, "应为对象列表")
            return None
        if len(value) > most:
            self.refuse(key, f"最多 {most} 项，现有 {len(value)} 项")
            return None
        return [
            self._inner(item, f"{self.path}{key}[{index}].") for index, item in enumerate(value)
        ]

    def _inner(self, value: dict[str, Any], path: str) -> "RowReader":
        inner = RowReader(value, path)
        inner.reasons, inner.remarks = self.reasons, self.remarks
        return inner

    def finish(self) -> None:
        """Remark on fields that nobody asked for."""
        unknown = sorted(str(key)[:40] for key in set(self.data) - self.known)
        if unknown:
            self.remark("", "未识别的字段，未收录：" + "、".join(unknown[:20]))


def identify(value: object) -> str:
    """Return something to name a row by in the report, whatever it is."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        text = "".join(c for c in str(value) if c.isprintable())
        return text.encode("utf-8", "replace").decode("utf-8")[:60]
    return ""


def seen_before(seen: dict[str, int], external_id: str, line: int) -> str | None:
    """Return why a repeated id is refused; otherwise remember it."""
    if external_id in seen:
        return f"id：与第 {seen[external_id]} 行重复"
    seen[external_id] = line
    return None


Rows = Iterable[tuple[int, dict[str, Any] | Unreadable]]
