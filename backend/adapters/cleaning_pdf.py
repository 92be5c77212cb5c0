"""PDF without metadata, and its text page by page.

Parsing happens in a child process with bounds on time and memory: a PDF is somebody else's
program, and the platform does not want to stand still because of one file.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

from backend.kernel.errors import UnsupportedMedia
from backend.kernel.ports import FilePassage, ReadFile

SECONDS, MEMORY = 60, 1 << 31
LOCKED = "PDF 已加密，平台不能去除元数据。"
BROKEN = "PDF 无法解析，不能去除元数据。"
# who and with what; PieceInfo is what programs keep for themselves
_OUT = ("/Metadata", "/PieceInfo", "/LastModified", "/EmbeddedFiles", "/AF")
_PAGES = 2_000


def clean_pdf(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF without metadata."""
    cleaned = _child("clean", content)
    left = json.loads(cleaned[: cleaned.index(b"\n")])
    return cleaned[cleaned.index(b"\n") + 1 :], tuple(left)


def read_pdf(content: bytes) -> ReadFile:
    """Return the text of each page; a page without a text layer is named."""
    pages = json.loads(_child("read", content))
    silent = [str(k) for k, text in enumerate(pages, 1) if not text.strip()]
    unread = (
        (f"第 {'、'.join(silent[:20])} 页没有文字层（扫描件或图片），未能核对。",) if silent else ()
    )
    found = tuple(FilePassage(f"第 {k} 页", text) for k, text in enumerate(pages, 1) if text)
    return ReadFile(found, unread)


def _child(what: str, content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.pdf", Path(folder) / "out"
        source.write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603 - our own module, on two files of our own
                [sys.executable, "-m", __name__, what, str(source), str(target)],
                capture_output=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise UnsupportedMedia(BROKEN) from error
        if done.returncode != 0:
            raise UnsupportedMedia(LOCKED if done.returncode == _LOCKED else BROKEN)
        return target.read_bytes()


_LOCKED = 3


def _cleaned(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    pictures = 0
    for found in writer._objects:
        if not isinstance(found, DictionaryObject):
            continue
        pictures += found.get("/Subtype") == "/Image"
        for key in _OUT:
            found.pop(NameObject(key), None)
        # the name of who commented; in a form field /T is the field's own name
        if "/Rect" in found and found.get("/Subtype") != "/Widget":
            found.pop(NameObject("/T"), None)
    left = [f"文中有 {pictures} 幅图片，图中文字与图片自带信息未作处理。"] if pictures else []
    target = io.BytesIO()
    writer.write(target)
    return json.dumps(left).encode() + b"\n" + target.getvalue()


def main(what: str, source: Path, target: Path) -> int:
    """Do one of the two things to one file; bounded by the kernel."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        reader = PdfReader(source)
        if reader.is_encrypted and not reader.decrypt(""):
            return _LOCKED
        if len(reader.pages) > _PAGES:
            return 1
        if what == "clean":
            target.write_bytes(_cleaned(reader))
        else:
            texts = [page.extract_text() for page in reader.pages]
            target.write_text(json.dumps(texts), encoding="utf-8")
    except (PyPdfError, MemoryError, RecursionError, ValueError, KeyError, TypeError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
