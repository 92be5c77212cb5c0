"""Which characters the bundled fonts can show, read from their `cmap` table.

Only the two subtable formats that TrueType fonts with Chinese use are read (4 and 12).
"""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


class FontUnreadable(ValueError):
    """The file is not a TrueType font with a Unicode character map."""


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise FontUnreadable("no cmap table")


def _format_4(data: bytes, start: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", data, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    begins_at = start + 16 + twice
    begins = struct.unpack_from(f">{count}H", data, begins_at)
    deltas = struct.unpack_from(f">{count}H", data, begins_at + twice)
    ranges_at = begins_at + 2 * twice
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    covered: set[int] = set()
    for index, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        for code in range(begin, min(end, 0xFFFE) + 1):
            glyph = code
            if ranges[index]:
                place = ranges_at + 2 * index + ranges[index] + 2 * (code - begin)
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            if (glyph + deltas[index]) % 65536:
                covered.add(code)
    return covered


def _format_12(data: bytes, start: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", data, start + 12)
    covered: set[int] = set()
    for index in range(groups):
        begin, end, glyph = struct.unpack_from(">III", data, start + 16 + 12 * index)
        covered.update(range(begin if glyph else begin + 1, end + 1))
    return covered


@lru_cache(maxsize=8)
def covered_characters(font: Path) -> frozenset[int]:
    """Return the code points a TrueType font has a glyph for."""
    data = font.read_bytes()
    try:
        start = _table(data, b"cmap")
        (count,) = struct.unpack_from(">H", data, start + 2)
        covered: set[int] = set()
        for index in range(count):
            platform, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
            if platform not in (0, 3):
                continue
            (form,) = struct.unpack_from(">H", data, start + offset)
            if form == 4:
                covered |= _format_4(data, start + offset)
            elif form == 12:
                covered |= _format_12(data, start + offset)
    except struct.error as error:
        raise FontUnreadable("cut off") from error
    if not covered:
        raise FontUnreadable("no Unicode character map")
    return frozenset(covered)


def missing_glyphs(text: str, fonts: tuple[Path, ...]) -> set[str]:
    """Return the visible characters of a text that at least one of the fonts cannot show."""
    shown = frozenset.intersection(*(covered_characters(font) for font in fonts))
    return {
        char
        for char in set(text)
        if ord(char) not in shown and unicodedata.category(char) not in _INVISIBLE
    }
