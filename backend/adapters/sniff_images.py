"""PNG and JPEG walked by their own structure; no pixel is decoded into memory."""

import mmap
import re
import struct
import zlib
from pathlib import Path

from backend.adapters.sniff_errors import DamagedFile, ExpandsTooMuch, SniffLimits, UnsafeFile

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MAX_TEXT_CHUNK = 1024 * 1024
_STEP = 256 * 1024
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_RESAVE = "请用看图软件另存为新图片后再上传"


def _check_pixels(width: int, height: int, limits: SniffLimits) -> None:
    if not width or not height:
        raise DamagedFile(f"图片尺寸为零，{_RESAVE}")
    if width * height > limits.pixels:
        raise ExpandsTooMuch(
            f"图片为 {width}×{height} 像素，超过 {limits.pixels // 10_000} 万像素，请缩小后上传"
        )


def check_png(path: Path, limits: SniffLimits) -> None:
    """Walk the chunks with their CRC, inflate the pixels by counting, allow nothing after IEND."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:8] != _PNG_HEAD:
            raise DamagedFile(f"不是有效的 PNG 图片，{_RESAVE}")
        try:
            end = _walk_png(data, limits)
        except (struct.error, zlib.error, IndexError, KeyError) as error:
            raise DamagedFile(f"PNG 图片已损坏或不完整，{_RESAVE}") from error
        if end != len(data):
            raise UnsafeFile(f"图片末尾附有其他内容，{_RESAVE}")


class _Pixels:
    """Counts the inflated pixel data in small steps and stops at the first byte too many."""

    def __init__(self, expected: int, *, exact: bool) -> None:
        self._expected = expected
        self._exact = exact
        self._inflater = zlib.decompressobj()
        self._count = 0

    def feed(self, body: bytes) -> None:
        while body:
            self._count += len(self._inflater.decompress(body, _STEP))
            if self._count > self._expected:
                raise ExpandsTooMuch(f"图片数据多于其尺寸所需，疑似压缩炸弹，{_RESAVE}")
            body = self._inflater.unconsumed_tail

    def finish(self) -> None:
        if not self._count or (self._exact and self._count != self._expected):
            raise zlib.error("pixels missing")


def _walk_png(data: mmap.mmap, limits: SniffLimits) -> int:
    offset = 8
    length: int
    pixels: _Pixels | None = None
    while True:
        length, kind = struct.unpack(">I4s", data[offset : offset + 8])
        body = data[offset + 8 : offset + 8 + length]
        (crc,) = struct.unpack(">I", data[offset + 8 + length : offset + 12 + length])
        if len(body) != length or zlib.crc32(kind + body) != crc:
            raise zlib.error("chunk")
        offset += 12 + length
        if (pixels is None) != (kind == b"IHDR"):
            raise zlib.error("order")
        if pixels is None:
            pixels = _pixels(body, limits)
        elif kind == b"IDAT":
            pixels.feed(body)
        elif kind in (b"zTXt", b"iTXt", b"iCCP") and length > _MAX_TEXT_CHUNK:
            raise UnsafeFile(f"图片附带的说明数据过大，{_RESAVE}")
        elif kind == b"IEND":
            pixels.finish()
            return offset


def _pixels(header: bytes, limits: SniffLimits) -> _Pixels:
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    _check_pixels(width, height, limits)
    if depth not in (1, 2, 4, 8, 16):
        raise zlib.error("depth")
    row = (width * _CHANNELS[colour] * depth + 7) // 8 + 1
    # Adam7 splits the rows into seven passes, each with its own filter bytes and padding.
    slack = 16 * (width + height) + 64 if interlaced else 0
    return _Pixels(row * height + slack, exact=not interlaced)


def check_jpeg(path: Path, limits: SniffLimits) -> None:
    """Walk the segments to the end marker; allow only further pictures after it."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        offset, pictures = 0, 0
        while offset < len(data):
            if data[offset : offset + 2] != b"\xff\xd8":
                if pictures and not data[offset:].strip(b"\x00\r\n "):
                    break
                if pictures:
                    raise UnsafeFile(f"图片末尾附有其他内容，{_RESAVE}")
                raise DamagedFile(f"不是有效的 JPG 图片，{_RESAVE}")
            try:
                offset = _walk_jpeg(data, offset + 2, limits)
            except (struct.error, IndexError) as error:
                raise DamagedFile(f"JPG 图片已损坏或不完整，{_RESAVE}") from error
            pictures += 1


def _walk_jpeg(data: mmap.mmap, offset: int, limits: SniffLimits) -> int:
    framed = scanned = False
    while True:
        if data[offset] != 0xFF:
            raise IndexError("marker")
        while data[offset + 1] == 0xFF:
            offset += 1
        marker = data[offset + 1]
        offset += 2
        if marker == _END:
            if not (framed and scanned):
                raise IndexError("no picture")
            return offset
        if marker in _STANDALONE:
            continue
        if marker in (0x00, _START):
            raise IndexError("marker")
        (length,) = struct.unpack(">H", data[offset : offset + 2])
        if length < 2:
            raise IndexError("segment")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[offset + 3 : offset + 7])
            _check_pixels(width, height, limits)
            framed = True
        offset += length
        if marker == _SCAN:
            scanned = True
            following = _MARKER.search(data, offset)
            if following is None:
                raise IndexError("no end")
            offset = following.start()
