"""Tables as files: CSV in the encodings that Chinese office programs write, and workbooks."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.writer.excel import ExcelWriter

from backend.adapters.packing import AUTHOR, repacked
from backend.kernel.errors import Invalid

MAX_ROWS, MAX_COLUMNS = 2_000, 60
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
# a cell that begins so would be run as a formula by the program that opens it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with mark, or GB 18030."""
    for encoding in ("utf-16",) if content.startswith(_MARKS) else _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid.field("/file", "文本编码无法识别，请另存为 UTF-8 编码后上传。")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _bounded(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    """Return the cells as text; a row keeps its place, so that a fault can name its line."""
    found: list[list[str]] = []
    for row in rows:
        if len(found) > MAX_ROWS:
            raise Invalid.field("/file", f"表格超过 {MAX_ROWS} 行，请分批导入。")
        found.append([_text(cell) for cell in row[:MAX_COLUMNS]])
    while found and not any(found[-1]):
        found.pop()
    return found


class OfficeTables:
    """Reads and writes tables; an instance satisfies `kernel.ports.TableFiles`."""

    def read(self, path: Path, extension: str) -> list[list[str]]:
        """Return the cells of a CSV file or of the first sheet of a workbook."""
        if extension == "xlsx":
            return self._workbook_rows(path)
        text = decode(path.read_bytes())
        try:
            sample = text[:4096]
            delimiter = "\t" if sample.count("\t") > sample.count(",") else ","
            return _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise Invalid.field("/file", "CSV 格式有误，请在表格软件中重新导出。") from error

    def _workbook_rows(self, path: Path) -> list[list[str]]:
        # by stream: an upload lies under a name without extension, which openpyxl refuses
        with path.open("rb") as source:
            try:
                book = load_workbook(source, read_only=True, data_only=True)
            except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
                raise Invalid.field("/file", "工作簿无法读取，请另存为 XLSX 后上传。") from error
            try:
                return _bounded(book.worksheets[0].iter_rows(values_only=True))
            finally:
                book.close()

    def workbook(
        self, title: str, rows: Sequence[Sequence[str | float | None]], *, at: datetime
    ) -> bytes:
        """Return a workbook dated `at`; the first row is the head and stays in sight."""
        book = Workbook()
        facts = book.properties
        facts.creator = facts.lastModifiedBy = AUTHOR
        facts.created = facts.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        sheet = book.worksheets[0]
        sheet.title = title[:31]
        widths: dict[int, int] = {}
        for row in rows:
            cells = [_harmless(cell) for cell in row]
            sheet.append(cells)
            for column, cell in enumerate(cells, start=1):
                # a Chinese character is about two columns wide
                size = sum(1 if c.isascii() else 2 for c in str(cell or ""))
                widths[column] = min(_WIDEST, max(widths.get(column, 8), size + 2))
        for column, width in widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "A2"
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            ExcelWriter(book, archive).save()  # the book's own `save` would date it anew
        return repacked(target.getvalue())


def _harmless(cell: str | float | None) -> str | float | None:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
