"""Files on their way to somebody who may not know whose they are: metadata out, text to read."""

import re
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from backend.adapters import cleaning_office as office
from backend.adapters.cleaning_images import clean_jpeg, clean_png
from backend.adapters.cleaning_pdf import clean_pdf, read_pdf
from backend.adapters.tables import decode
from backend.kernel.errors import Invalid, UnsupportedMedia
from backend.kernel.ports import CleanedFile, FilePassage, ReadFile

PICTURE = "图片中的文字（徽标、印章、署名）平台不识别，请人工查看。"
BROKEN = "文件无法解析，不能去除元数据。"
MAX_LINES = 200_000
Cleaner = Callable[[bytes], tuple[bytes, tuple[str, ...]]]


def _plain(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    return content, ()


def _picture(clean: Callable[[bytes], bytes]) -> Cleaner:
    return lambda content: (clean(content), (PICTURE,))


_CLEANERS: dict[str, Cleaner] = {
    "pdf": clean_pdf,
    "docx": office.clean_office,
    "xlsx": office.clean_office,
    "pptx": office.clean_office,
    "png": _picture(clean_png),
    "jpg": _picture(clean_jpeg),
    "jpeg": _picture(clean_jpeg),
    "txt": _plain,
    "csv": _plain,
}


def _lines(content: bytes) -> ReadFile:
    lines = islice(enumerate(re.split(r"\r?\n", decode(content)), 1), MAX_LINES)
    return ReadFile(tuple(FilePassage(f"第 {k} 行", line) for k, line in lines if line), ())


_READERS: dict[str, Callable[[bytes], ReadFile]] = {
    "pdf": read_pdf,
    "docx": office.read_word,
    "xlsx": office.read_workbook,
    "pptx": office.read_slides,
    "png": lambda _: ReadFile((), (PICTURE,)),
    "jpg": lambda _: ReadFile((), (PICTURE,)),
    "jpeg": lambda _: ReadFile((), (PICTURE,)),
    "txt": _lines,
    "csv": _lines,
}


def _extension(name: str) -> str:
    return Path(name).suffix.lower().lstrip(".")


class MetadataCleaner:
    """Cleans and reads by the extension, which the upload check has compared with the content."""

    def clean(self, source: BinaryIO, name: str) -> CleanedFile:
        """Return the file without metadata, and what of it stays."""
        cleaner = _CLEANERS.get(_extension(name))
        if cleaner is None:
            raise UnsupportedMedia(f"“.{_extension(name)}”类文件不能去除元数据。")
        try:
            content, left = cleaner(source.read())
        except (zipfile.BadZipFile, ValueError, KeyError) as error:
            raise UnsupportedMedia(BROKEN) from error
        return CleanedFile(content, left)

    def read(self, source: BinaryIO, name: str) -> ReadFile:
        """Return the passages of text with their places, and what could not be read."""
        reader = _READERS.get(_extension(name))
        if reader is None:
            return ReadFile((), (f"“.{_extension(name)}”类文件的内容平台不展开核对。",))
        try:
            return reader(source.read())
        except (zipfile.BadZipFile, ValueError, KeyError, Invalid, UnsupportedMedia):
            return ReadFile((), ("文件内容无法读取，未能核对。",))
