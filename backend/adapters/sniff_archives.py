"""Zip archives and Office documents: read the directory, count while inflating, follow no link."""

import os
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from backend.adapters.sniff_errors import (
    DamagedFile,
    ExpandsTooMuch,
    SniffLimits,
    TypeMismatch,
    UnsafeFile,
)

_CHUNK = 256 * 1024
_END_RECORD = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65_535
_ENCRYPTED = 0x1
_MAIN_PARTS = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
}
_CONTENT_TYPES = "[Content_Types].xml"
_MACROS = re.compile(r"vbaproject|vbadata|activex|macrosheets|customui", re.IGNORECASE)
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RESAVE = "请用 Office 或 WPS 打开后另存为新文件再上传"


def check_zip(path: Path, limits: SniffLimits, allowed: frozenset[str]) -> tuple[str, ...]:
    """Check a plain zip archive and return the names of its files."""
    with _opened(path) as archive:
        infos = _checked_directory(archive, path, limits)
        for info in infos:
            extension = PurePosixPath(info.filename).suffix.lower().lstrip(".")
            if extension not in allowed:
                raise UnsafeFile(f"压缩包内“{info.filename[:80]}”的类型不受支持，请移除后重新打包")
            _inflate(archive, info)
        if not infos:
            raise DamagedFile("压缩包内没有文件，请重新打包后上传")
        return tuple(info.filename for info in infos)


def check_office(path: Path, extension: str, limits: SniffLimits) -> None:
    """Check a docx, xlsx or pptx: right kind, no macros, no foreign parts, bounded."""
    with _opened(path) as archive:
        infos = _checked_directory(archive, path, limits)
        names = {info.filename for info in infos}
        part, main_type = _MAIN_PARTS[extension]
        if _CONTENT_TYPES not in names or part not in names:
            raise TypeMismatch(f"文件内容不是 .{extension} 文档，请核对扩展名或重新导出")
        if any(_MACROS.search(name) for name in names):
            raise UnsafeFile(f"文档含有宏或控件，请另存为不含宏的 .{extension} 后再上传")
        for info in infos:
            head = _inflate(archive, info)
            if info.filename.endswith((".xml", ".rels", ".vml")) and _DTD.search(_ascii(head)):
                raise UnsafeFile(f"文档内含实体声明，{_RESAVE}")
        _check_types(_xml(archive, _CONTENT_TYPES, limits), part, main_type, extension)
        for name in sorted(names):
            if name.endswith(".rels"):
                _check_relations(_xml(archive, name, limits))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        # Windows tools in China write names in GBK without saying so.
        return zipfile.ZipFile(path, metadata_encoding="gb18030")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedFile("文件已损坏或不完整，请重新导出后上传") from error


def _checked_directory(
    archive: zipfile.ZipFile, path: Path, limits: SniffLimits
) -> list[zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > limits.entries:
        raise ExpandsTooMuch(f"包内文件超过 {limits.entries} 个，请拆分后上传")
    _check_edges(infos, path)
    total = sum(info.file_size for info in infos)
    packed = max(path.stat().st_size, 1)
    if total > limits.unpacked:
        raise ExpandsTooMuch(f"展开后超过 {limits.unpacked // 1024**2} MiB，请精简内容后上传")
    if total > limits.ratio_floor and total > packed * limits.ratio:
        raise ExpandsTooMuch(f"压缩比超过 {limits.ratio} 倍，疑似压缩炸弹，请精简内容后上传")
    seen: set[str] = set()
    for info in infos:
        _check_entry(info)
        folded = info.filename.casefold()
        if folded in seen:
            raise UnsafeFile("包内有重名文件，请重新打包后上传")
        seen.add(folded)
    _check_overlap(infos, packed)
    return [info for info in infos if not info.is_dir()]


def _check_edges(infos: list[zipfile.ZipInfo], path: Path) -> None:
    """Refuse anything before the first entry or after the end record: it is a second file."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _END_SIZE - _MAX_COMMENT))
        tail = stream.read()
    found = tail.rfind(_END_RECORD)
    declared = int.from_bytes(tail[found + 20 : found + 22], "little") if found >= 0 else -1
    exact = found >= 0 and found + _END_SIZE + declared == len(tail)
    if not exact or (infos and min(info.header_offset for info in infos) != 0):
        raise UnsafeFile("压缩包前后附有其他内容，请重新打包或另存后上传")


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = info.filename
    # orig_filename still holds what zipfile cut off at a NUL.
    parts = PurePosixPath(name).parts
    if (
        "\\" in info.orig_filename
        or "\x00" in info.orig_filename
        or name.startswith("/")
        or ".." in parts
        or re.match(r"[A-Za-z]:", name)
        or any(ord(char) < 32 for char in name)
    ):
        raise UnsafeFile("包内文件路径不安全，请重新打包后上传")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsafeFile("压缩包内含符号链接，请改为实际文件后重新打包")
    if info.flag_bits & _ENCRYPTED:
        raise UnsafeFile("文件设有密码，无法核验，请取消密码后上传")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnsafeFile("压缩方式不受支持，请用标准 zip 格式重新打包")


def _check_overlap(infos: list[zipfile.ZipInfo], packed: int) -> None:
    ordered = sorted(infos, key=lambda info: info.header_offset)
    ends = [info.header_offset for info in ordered[1:]] + [packed]
    for info, end in zip(ordered, ends, strict=True):
        if info.header_offset + 30 + info.compress_size > end:
            raise UnsafeFile("包内文件互相重叠，疑似压缩炸弹，请重新打包后上传")


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Inflate one entry to the end, so that size and CRC are proven; return its beginning."""
    read = 0
    head = b""
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                head = head or chunk
                read += len(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise DamagedFile("文件已损坏或不完整，请重新导出后上传") from error
    if read != info.file_size:
        raise DamagedFile("文件已损坏或不完整，请重新导出后上传")
    return head


def _ascii(head: bytes) -> bytes:
    """Fold UTF-16 and UTF-32 to plain bytes so that a declaration cannot hide in them."""
    return head.replace(b"\x00", b"")


def _xml(archive: zipfile.ZipFile, name: str, limits: SniffLimits) -> Element:
    if archive.getinfo(name).file_size > limits.xml_part:
        raise ExpandsTooMuch(f"文档的目录部分过大，{_RESAVE}")
    try:
        root: Element = fromstring(archive.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise DamagedFile(f"文档结构已损坏，{_RESAVE}") from error
    return root


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _check_types(root: Element, part: str, main_type: str, extension: str) -> None:
    declared = {
        item.get("PartName", "").lstrip("/"): item.get("ContentType", "")
        for item in root
        if _local(item.tag) == "Override"
    }
    if any("macroenabled" in item.get("ContentType", "").lower() for item in root):
        raise UnsafeFile(f"文档含有宏，请另存为不含宏的 .{extension} 后再上传")
    if not declared.get(part, "").endswith(main_type):
        raise TypeMismatch(f"文件内容不是 .{extension} 文档，请核对扩展名或重新导出")


def _check_relations(root: Element) -> None:
    for item in root:
        if item.get("TargetMode", "").lower() != "external":
            continue
        kind = item.get("Type", "").rpartition("/")[2]
        # A hyperlink does nothing until a reader clicks it; templates, images, OLE objects and
        # data connections are fetched when the document opens.
        if kind != "hyperlink" or not _LINK.match(item.get("Target", "").strip()):
            raise UnsafeFile(
                f"文档引用了外部内容（{kind[:40] or '未知'}），请断开链接或改为嵌入后另存再上传"
            )
