"""Why an uploaded file is refused; every message names the cure."""

from dataclasses import dataclass

from backend.kernel.errors import FieldError, Invalid, TooLarge, UnsupportedMedia


def _at_file(detail: str) -> tuple[FieldError, ...]:
    return (FieldError("/file", detail),)


class TypeNotAllowed(UnsupportedMedia):
    """The extension is not on the list."""

    code = "file-type-not-allowed"
    title = "不支持的文件类型"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, errors=_at_file(detail))


class TypeMismatch(UnsupportedMedia):
    """Extension, declared type and content do not agree."""

    code = "file-type-mismatch"
    title = "文件内容与类型不一致"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, errors=_at_file(detail))


class DamagedFile(Invalid):
    """The file is cut off, corrupt or empty."""

    code = "file-damaged"
    title = "文件已损坏"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, errors=_at_file(detail))


class UnsafeFile(Invalid):
    """The file carries something that acts: macros, scripts, foreign links, a second file."""

    code = "file-unsafe"
    title = "文件含有不安全内容"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, errors=_at_file(detail))


class ExpandsTooMuch(TooLarge):
    """Unpacked, the file would be far larger than it looks."""

    code = "file-expands-too-much"
    title = "文件展开后过大"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, errors=_at_file(detail))


@dataclass(frozen=True, slots=True)
class SniffLimits:
    """Bounds on what a file may expand to."""

    entries: int = 2_000
    unpacked: int = 300 * 1024 * 1024
    ratio: int = 100
    ratio_floor: int = 1024 * 1024
    pixels: int = 50_000_000
    xml_part: int = 8 * 1024 * 1024
