"""PDF by typst with the bundled font (5.1.2.3.6, 5.3.2, 6.1.1).

No font of the machine and no clock of the machine is used, so the same data and time give the same
bytes, which can be hashed and signed. The data reach the template as one JSON string and are placed
as text; nothing in them is ever compiled.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import typst

from backend.adapters.font_coverage import missing_glyphs
from backend.kernel.clock import SHANGHAI
from backend.kernel.documents import Printable
from backend.kernel.errors import Unavailable
from backend.kernel.ports import RenderedDocument

_BACKEND = Path(__file__).resolve().parents[1]
FONT_DIRECTORY = _BACKEND / "fonts"
TEMPLATE_DIRECTORY = _BACKEND / "templates" / "reports"
FONT_FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")


class RenderingFailed(Unavailable):
    """The document could not be rendered."""

    code = "rendering-failed"
    title = "文档生成失败"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _replaced(value: object, table: dict[int, str]) -> object:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {key: _replaced(item, table) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, table) for item in value]
    return value


class TypstRenderer:
    """Renders the templates of `backend/templates/reports` to PDF/A-2b."""

    def __init__(self, fonts: Path = FONT_DIRECTORY, templates: Path = TEMPLATE_DIRECTORY) -> None:
        self._fonts = tuple(fonts / name for name in FONT_FILES)
        self._templates = templates
        self._loaded: typst.Fonts | None = None

    def missing_glyphs(self, text: str) -> set[str]:
        """Return the characters of a text that the bundled font cannot show."""
        self._require_fonts()
        return missing_glyphs(text, self._fonts)

    def render(self, document: Printable, *, at: datetime) -> RenderedDocument:
        """Render a document dated `at`, naming the characters that could not be shown."""
        if at.tzinfo is None:
            raise ValueError("a document needs an aware time")
        self._require_fonts()
        data = document.model_dump(mode="json")
        missing = self.missing_glyphs("".join(_texts(data)))
        # PDF/A allows no empty box for an unknown character; its code point is printed instead,
        # which is ugly but says exactly what was written.
        codes = {ord(char): f"〔U+{ord(char):04X}〕" for char in sorted(missing)}
        payload = {"document": _replaced(data, codes), "substituted": list(codes.values())}
        content = self._compile(document.template, payload, at.astimezone(UTC))
        return RenderedDocument(
            content=content,
            media_type="application/pdf",
            sha256=hashlib.sha256(content).hexdigest(),
            missing_glyphs=frozenset(missing),
        )

    def _compile(self, template: str, payload: dict[str, object], at: datetime) -> bytes:
        source = self._templates / f"{template}.typ"
        if not template.isidentifier() or not source.is_file():
            raise RenderingFailed("文档模板不存在，请联系平台管理员")
        printed_at = at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        text = json.dumps(
            {**payload, "printed_at": printed_at},
            ensure_ascii=False,
            allow_nan=False,
            sort_keys=True,
        )
        try:
            content, warnings = typst.Compiler(
                source,
                root=self._templates,
                font_paths=self._font_set(),
                ignore_system_fonts=True,
                sys_inputs={"data": text},
            ).compile_with_warnings(
                format="pdf", timestamp=int(at.timestamp()), pdf_standards="a-2b"
            )
        except (typst.TypstError, UnicodeEncodeError) as error:
            raise RenderingFailed("文档生成失败，请检查内容后重试或联系平台管理员") from error
        # A font that is not found only warns, and the page comes out without its text.
        if warnings or not isinstance(content, bytes):
            raise RenderingFailed("文档生成失败，请联系平台管理员检查模板与字体")
        return content

    def _font_set(self) -> typst.Fonts:
        if self._loaded is None:
            self._loaded = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[self._fonts[0].parent],
            )
        return self._loaded

    def _require_fonts(self) -> None:
        if not all(font.is_file() for font in self._fonts):
            raise RenderingFailed("缺少中文字体文件，请先运行 make setup 安装字体")
