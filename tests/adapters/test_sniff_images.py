"""Pictures: walked to their end, bounded, nothing behind them (5.2.1.2.8)."""

import random
import struct
import zlib
from pathlib import Path

import pytest

from backend.adapters import sniff_errors as refused
from backend.adapters.sniff import FileSniffer
from backend.kernel.ports import CheckedFile
from tests.adapters import sample_files as make

pytestmark = pytest.mark.clause("5.2.1.2.8")


def sniff(tmp_path: Path, content: bytes, name: str) -> CheckedFile:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return FileSniffer()(path, name, None)


def test_pictures_are_bounded(tmp_path: Path) -> None:
    with pytest.raises(refused.ExpandsTooMuch, match="像素"):
        sniff(tmp_path, make.png_bytes(60_000, 60_000, b"\x00"), "a.png")
    with pytest.raises(refused.ExpandsTooMuch, match="像素"):
        sniff(tmp_path, make.jpg_bytes(60_000, 60_000), "a.jpg")
    with pytest.raises(refused.ExpandsTooMuch, match="炸弹"):
        sniff(tmp_path, make.png_bytes(4, 3, b"\x00" * 50_000_000), "a.png")
    with pytest.raises(refused.DamagedFile, match="尺寸"):
        sniff(tmp_path, make.jpg_bytes(0, 3), "a.jpg")
    note = make.chunk(b"zTXt", b"k\x00\x00" + zlib.compress(random.Random(1).randbytes(2_000_000)))
    good = make.png_bytes()
    with pytest.raises(refused.UnsafeFile, match="说明数据"):
        sniff(tmp_path, good[:33] + note + good[33:], "a.png")


def test_several_pictures_in_one_jpg_are_allowed(tmp_path: Path) -> None:
    content = make.jpg_bytes() + make.jpg_bytes() + b"\x00\x00"
    assert sniff(tmp_path, content, "手机.jpeg").extension == "jpg"


def png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


HEADER = struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)
PIXELS = zlib.compress((b"\x00" + b"abc" * 4) * 3)
END = make.chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        png_of(make.chunk(b"IDAT", PIXELS), make.chunk(b"IHDR", HEADER), END),
        png_of(make.chunk(b"IHDR", HEADER), make.chunk(b"IHDR", HEADER), END),
        png_of(make.chunk(b"IHDR", HEADER), END),
        png_of(make.chunk(b"IHDR", HEADER), make.chunk(b"IDAT", zlib.compress(b"\x00")), END),
        png_of(make.chunk(b"IHDR", HEADER[:8] + b"\x03" + HEADER[9:]), END),
        png_of(make.chunk(b"IHDR", HEADER[:9] + b"\x05" + HEADER[10:]), END),
        png_of(make.chunk(b"IHDR", HEADER[:-1]), END),
        png_of(make.chunk(b"IHDR", HEADER), make.chunk(b"IDAT", b"no zlib"), END),
        png_of(make.chunk(b"IHDR", HEADER), make.chunk(b"IDAT", PIXELS)),
    ],
)
def test_a_malformed_png_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(refused.DamagedFile, match="PNG"):
        sniff(tmp_path, content, "a.png")


def test_an_interlaced_png_passes(tmp_path: Path) -> None:
    passes = zlib.compress(b"\x00abc" * 20)
    header = HEADER[:-1] + b"\x01"
    content = png_of(make.chunk(b"IHDR", header), make.chunk(b"IDAT", passes), END)
    assert sniff(tmp_path, content, "a.png").extension == "png"


@pytest.mark.parametrize(
    "tail",
    [
        b"",
        b"\xff",
        b"\xff\xd9",
        b"\x00\xd9",
        b"\xff\x00\xff\xd9",
        b"\xff\xd8\xff\xd9",
        b"\xff\xfe\x00\x01\xff\xd9",
        b"\xff\xfe\xff",
        b"\xff\xda\x00\x02\x12\x34",
        b"\xff\xda\x00\x02\x12\x34\xff\xd9",
    ],
)
def test_a_malformed_jpg_is_refused(tmp_path: Path, tail: bytes) -> None:
    start = b"\xff\xd8\xff\xe0\x00\x04ab"
    with pytest.raises(refused.DamagedFile, match="JPG"):
        sniff(tmp_path, start + tail, "a.jpg")


def test_fill_bytes_and_restart_marks_between_jpg_segments_are_allowed(tmp_path: Path) -> None:
    content = make.jpg_bytes().replace(b"\xff\xc0", b"\xff\xff\xff\xc0", 1)
    content = content.replace(b"\xff\xe0", b"\xff\x01\xff\xe0", 1)
    assert sniff(tmp_path, content, "a.jpg").extension == "jpg"
