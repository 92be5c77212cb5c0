"""Office documents without author, organisation, editing time and names of commenters.

The parts are rewritten inside the zip; the text itself is not touched. What is embedded as a
whole file stays as it is, and the answer says so.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from backend.adapters.cleaning_images import clean_jpeg, clean_png
from backend.kernel.ports import FilePassage, ReadFile

_NS = "http://schemas.openxmlformats.org"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_NS}/package/2006/metadata/'
    'core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_NS}/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_NS}/officeDocument/2006/custom-properties"/>',
}
# who wrote a comment or a change, who has the file reserved, where it lay on whose disk
_NAMES = re.compile(
    r'(\s(?:\w+:)?(?:author|initials|userName|userId|displayName|providerId|lastModifiedBy)=")'
    r'[^"]*(")'
)
_ELEMENTS = re.compile(r"(<(?:\w+:)?author>)[^<]*(</)")
_DISK_PATH = re.compile(r"<(?:\w+:)?absPath\b[^>]*/>")
_SLIDE_AUTHOR = re.compile(r'(<p:cmAuthor\b[^>]*?\sname=")[^"]*(")')
_THUMBNAIL = re.compile(r'<Relationship\b[^>]*Target="/?docProps/thumbnail[^"]*"[^>]*/>')
_TEXT_PARTS = {
    "word/document.xml": "正文",
    "word/footnotes.xml": "脚注",
    "word/endnotes.xml": "尾注",
    "word/comments.xml": "批注",
}
_WORD_EDGE = re.compile(r"word/(header|footer)(\d*)\.xml$")
_SLIDE = re.compile(r"ppt/(slides|notesSlides)/\D+(\d+)\.xml$")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WORD_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_SLIDE_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


def clean_office(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the document without metadata, and what stays."""
    target, embedded = io.BytesIO(), 0
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for info in source.infolist():
            if info.is_dir() or info.filename.startswith("docProps/thumbnail"):
                continue
            embedded += "/embeddings/" in info.filename
            part = zipfile.ZipInfo(info.filename, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(part, _part(info.filename, source.read(info)))
    left = (f"内嵌的 {embedded} 个文件未作处理，可能含有自己的元数据。",) if embedded else ()
    return target.getvalue(), left


def _part(name: str, content: bytes) -> bytes:
    if name in _EMPTY:
        return _HEAD + _EMPTY[name].encode()
    extension = PurePosixPath(name).suffix.lower()
    if extension == ".png":
        return clean_png(content)
    if extension in {".jpg", ".jpeg"}:
        return clean_jpeg(content)
    if extension not in {".xml", ".rels", ".vml"}:
        return content
    # refuses other encodings, in which the patterns would find nothing
    text = content.decode("utf-8-sig")
    text = _NAMES.sub(r"\1\2", _ELEMENTS.sub(r"\1\2", text))
    text = _SLIDE_AUTHOR.sub(r"\1\2", _DISK_PATH.sub("", text))
    return _THUMBNAIL.sub("", text).encode()


def _xml(content: bytes) -> Element:
    try:
        root: Element = fromstring(content)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError("no readable XML") from error
    return root


def _paragraphs(content: bytes, tag: str) -> Iterator[str]:
    for paragraph in _xml(content).iter(tag):
        yield "".join(
            node.text or "" for node in paragraph.iter() if node.tag.rpartition("}")[2] == "t"
        )


def read_word(content: bytes) -> ReadFile:
    """Return the paragraphs of text, notes, comments, heads and feet."""
    found: list[FilePassage] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures = sum(1 for name in archive.namelist() if name.startswith("word/media/"))
        for name in archive.namelist():
            edge = _WORD_EDGE.search(name)
            where = _TEXT_PARTS.get(name) or (
                edge and {"header": "页眉", "footer": "页脚"}[edge.group(1)]
            )
            if not where:
                continue
            for k, text in enumerate(_paragraphs(archive.read(name), _WORD_PARAGRAPH), 1):
                if text.strip():
                    found.append(FilePassage(f"{where}第 {k} 段", text))
    return ReadFile(tuple(found), _pictures(pictures))


def read_workbook(content: bytes) -> ReadFile:
    """Return the cells and the names of the sheets."""
    found: list[FilePassage] = []
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        found.append(FilePassage("工作表名称", sheet.title))
        for row in sheet.iter_rows():
            found += [
                FilePassage(f"工作表“{sheet.title}”{cell.coordinate}", cell.value)
                for cell in row
                if isinstance(cell.value, str) and cell.value.strip()
            ]
    book.close()
    return ReadFile(tuple(found), ())


def read_slides(content: bytes) -> ReadFile:
    """Return the paragraphs of slides and notes."""
    found: list[FilePassage] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pictures = sum(1 for name in archive.namelist() if name.startswith("ppt/media/"))
        for name in archive.namelist():
            slide = _SLIDE.match(name)
            if not slide:
                continue
            where = f"第 {slide.group(2)} 张" + ("备注" if slide.group(1) != "slides" else "")
            found += [
                FilePassage(where, text)
                for text in _paragraphs(archive.read(name), _SLIDE_PARAGRAPH)
                if text.strip()
            ]
    return ReadFile(tuple(found), _pictures(pictures))


def _pictures(count: int) -> tuple[str, ...]:
    return (f"文中有 {count} 幅图片，图中文字平台不识别，请人工查看。",) if count else ()
