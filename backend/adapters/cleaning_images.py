"""Pictures without what cameras and programs write beside the pixels."""

_PNG = b"\x89PNG\r\n\x1a\n"
# chunks that carry text, time or camera data; everything that draws the picture stays
_PNG_OUT = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf", b"dSIG"})
_SCAN, _END = 0xDA, 0xD9
_KEPT_APP = frozenset({0xE0, 0xEE})  # JFIF and Adobe: how colours are to be read
_COMMENT = 0xFE


def clean_png(content: bytes) -> bytes:
    """Drop textual and camera chunks, and whatever follows the end of the picture."""
    if not content.startswith(_PNG):
        raise ValueError("no PNG")
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + 8], at + 12 + size
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if kind not in _PNG_OUT:
            kept.append(content[at:end])
        at = end
        if kind == b"IEND":
            return b"".join(kept)
    raise ValueError("no end of the picture")


def clean_jpeg(content: bytes) -> bytes:
    """Drop comments and application segments (EXIF, XMP, IPTC), keep the picture."""
    if not content.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    kept, at = [content[:2]], 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("a segment is expected")
        marker = content[at + 1]
        if marker == _SCAN:  # from here on pixels, up to the end mark
            end = content.rfind(bytes((0xFF, _END)))
            if end < at:
                raise ValueError("no end of the picture")
            return b"".join([*kept, content[at : end + 2]])
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        if size < 2 or at + 2 + size > len(content):
            raise ValueError("a segment is cut off")
        application = 0xE0 <= marker <= 0xEF and marker not in _KEPT_APP
        if not application and marker != _COMMENT:
            kept.append(content[at : at + 2 + size])
        at += 2 + size
    raise ValueError("no picture in the file")
