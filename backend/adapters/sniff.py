"""Decide what an uploaded file truly is (5.2.1.2.8).

Extension, declared media type and content must agree. The list of types is short on purpose: each
one on it has a check that reads the whole file.
"""

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import filetype

from backend.adapters.sniff_archives import check_office, check_zip
from backend.adapters.sniff_errors import (
    DamagedFile,
    SniffLimits,
    TypeMismatch,
    TypeNotAllowed,
    UnsafeFile,
)
from backend.adapters.sniff_images import check_jpeg, check_png
from backend.kernel.ports import CheckedFile

_OOXML = "application/vnd.openxmlformats-officedocument."
_ZIP_CLAIMS = frozenset({"application/zip", "application/x-zip-compressed"})
_TEXT_CLAIMS = frozenset({"text/plain", "text/csv", "application/csv", "application/vnd.ms-excel"})
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OOXML}wordprocessingml.document",
    "xlsx": f"{_OOXML}spreadsheetml.sheet",
    "pptx": f"{_OOXML}presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
}
_ALSO_CLAIMED = {
    "jpg": frozenset({"image/jpg", "image/pjpeg"}),
    "csv": _TEXT_CLAIMS,
    "zip": _ZIP_CLAIMS,
    "docx": _ZIP_CLAIMS,
    "xlsx": _ZIP_CLAIMS,
    "pptx": _ZIP_CLAIMS,
}
_NO_CLAIM = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_SAME_EXTENSION = {"jpeg": "jpg", "jpe": "jpg"}
_ALLOWED_ZH = "PDF、DOCX、XLSX、PPTX、PNG、JPG、CSV、TXT、ZIP"
_HEADS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "zip": b"PK\x03\x04",
}
_NAME_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff/\\:*?"<>|]'
)
_MAX_NAME = 200
_MAX_NAME_BYTES = 255
_CHUNK = 1024 * 1024
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|script|svg|iframe|body|\?php|\?xml)|^#!|^MZ|^\{\\rtf", re.IGNORECASE
)
_PDF_END = re.compile(rb"%%EOF[\s\x00]*\Z")
# Long names only: three letters turn up by chance in any megabyte of compressed data.
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|RichMedia)(?![A-Za-z0-9])")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_TEXT_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def clean_filename(filename: str) -> str:
    """Return the name to keep and show, or refuse it; the store never uses it as a path."""
    name = unicodedata.normalize("NFC", filename).strip(" .")
    if not name or _NAME_FORBIDDEN.search(name):
        raise TypeNotAllowed("文件名含有不允许的字符，请改名后上传")
    if len(name) > _MAX_NAME or len(name.encode()) > _MAX_NAME_BYTES:
        raise TypeNotAllowed("文件名过长，请缩短到 80 个汉字以内后上传")
    return name


@dataclass(frozen=True, slots=True)
class FileSniffer:
    """The file check used by uploads; an instance satisfies `kernel.ports.FileCheck`."""

    limits: SniffLimits = field(default_factory=SniffLimits)

    def __call__(self, path: Path, filename: str, declared: str | None) -> CheckedFile:
        """Return the true type, or raise an error of `sniff_errors` that names the cure."""
        name = clean_filename(filename)
        stem, dot, suffix = name.rpartition(".")
        extension = _SAME_EXTENSION.get(suffix.lower(), suffix.lower())
        if not (stem and dot) or extension not in MEDIA_TYPES:
            raise TypeNotAllowed(f"不支持此文件类型，请改用 {_ALLOWED_ZH} 之一")
        self._check_claim(extension, declared)
        if path.stat().st_size == 0:
            raise DamagedFile("文件是空的，请重新选择文件")
        self._check_head(path, extension)
        return CheckedFile(extension, MEDIA_TYPES[extension], self._check_content(path, extension))

    def _check_claim(self, extension: str, declared: str | None) -> None:
        claim = (declared or "").partition(";")[0].strip().lower()
        if claim in _NO_CLAIM or claim == MEDIA_TYPES[extension]:
            return
        if claim not in _ALSO_CLAIMED.get(extension, frozenset()):
            raise TypeMismatch(
                f"上传时声明的类型（{claim[:60]}）与扩展名 .{extension} 不符，请核对后重新上传"
            )

    def _check_head(self, path: Path, extension: str) -> None:
        with path.open("rb") as stream:
            head = stream.read(8192)
        expected = _HEADS.get(extension)
        if expected is not None and head.startswith(expected):
            return
        guess = filetype.guess(head)
        if expected is None and guess is None:
            return
        actual = f"实为 {guess.extension.upper()}" if guess is not None else "无法识别"
        raise TypeMismatch(f"文件内容{actual}，与扩展名 .{extension} 不符，请核对后重新上传")

    def _check_content(self, path: Path, extension: str) -> tuple[str, ...]:
        if extension == "zip":
            inner = frozenset(MEDIA_TYPES) - {"zip"} | frozenset(_SAME_EXTENSION)
            return check_zip(path, self.limits, inner)
        if extension in ("docx", "xlsx", "pptx"):
            check_office(path, extension, self.limits)
            return ()
        if extension in ("csv", "txt"):
            check_text(path, as_csv=extension == "csv")
            return ()
        if zipfile.is_zipfile(path):
            raise UnsafeFile("文件中夹带了压缩包，请重新导出后上传")
        if extension == "png":
            check_png(path, self.limits)
        elif extension == "jpg":
            check_jpeg(path, self.limits)
        else:
            check_pdf(path)
        return ()


def check_pdf(path: Path) -> None:
    """Check beginning and end of a PDF and refuse visible scripts and launch actions.

    Names inside compressed object streams are not seen; downloads are therefore always served as
    attachments that a browser does not run.
    """
    with path.open("rb") as stream:
        head = stream.read(1024)
        if re.match(rb"%PDF-[12]\.[0-9][\s%]", head) is None:
            raise DamagedFile("不是有效的 PDF 文件，请重新导出后上传")
        if _MARKUP.search(head):
            raise UnsafeFile("PDF 开头夹带网页代码，请重新导出后上传")
        stream.seek(0)
        previous = b""
        while chunk := stream.read(_CHUNK):
            window = _PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), previous + chunk)
            if _PDF_ACTIVE.search(window):
                raise UnsafeFile("PDF 含有脚本或启动动作，请用“打印为 PDF”生成不含脚本的文件再上传")
            previous = chunk[-64:]
        stream.seek(max(0, stream.tell() - 2048))
        if _PDF_END.search(stream.read()) is None:
            raise DamagedFile("PDF 不完整或末尾附有其他内容，请重新导出后上传")


def check_text(path: Path, *, as_csv: bool) -> None:
    """Check that a file is plain text in UTF-8, UTF-16 with mark, or GB 18030."""
    encoding = _encoding(path)
    with path.open("rb") as stream:
        if _MARKUP.search(stream.read(1024).replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe ")):
            raise TypeMismatch("文件内容是网页、脚本或程序，不是纯文本，请核对后重新上传")
    with path.open(encoding=encoding, newline="") as text:
        while part := text.read(_CHUNK):
            if _TEXT_CONTROL.search(part):
                raise TypeMismatch("文件含有控制字符，不是纯文本，请核对后重新上传")
    if as_csv:
        _check_csv(path, encoding)


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        mark = stream.read(4)
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            continue
        return encoding
    raise DamagedFile("文本编码无法识别，请另存为 UTF-8 编码后上传")


def _check_csv(path: Path, encoding: str) -> None:
    with path.open("rb") as stream:
        sample = stream.read(_CHUNK).decode(encoding, errors="ignore")
    complete = sample.rpartition("\n")[0] or sample
    try:
        rows = sum(1 for row in csv.reader(io.StringIO(complete, newline="")) if row)
    except csv.Error as error:
        raise DamagedFile("CSV 格式有误，请在表格软件中重新导出为 CSV 后上传") from error
    if not rows:
        raise DamagedFile("CSV 中没有数据，请核对后重新上传")
