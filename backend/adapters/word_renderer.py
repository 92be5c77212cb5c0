"""Word files by docxtpl from the templates of the house (5.1.2.3.6).

The data are placed as text by a sandboxed environment: nothing in them is ever evaluated, and a
name the data do not have is an error and not a gap. No clock of the machine enters the file, so
the same data and time give the same bytes.
"""

import hashlib
import io
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from backend.adapters.packing import AUTHOR, repacked
from backend.kernel.clock import SHANGHAI
from backend.kernel.documents import Printable
from backend.kernel.errors import Unavailable
from backend.kernel.ports import RenderedDocument

TEMPLATE_DIRECTORY = Path(__file__).resolve().parents[1] / "templates" / "reports"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WordFailed(Unavailable):
    """The Word file could not be made."""

    code = "rendering-failed"
    title = "文档生成失败"


def _lines(text: str | None) -> list[str]:
    """Return the paragraphs of a text; an open statement where there is none."""
    found = [line.strip() for line in (text or "").split("\n")]
    return [line for line in found if line] or ["未提供"]


def _shown(value: str | None, none_text: str = "未提供") -> str:
    return value or none_text


def _clean(value: Any) -> Any:
    """Replace characters that XML cannot hold, or that the library reads as layout."""
    if isinstance(value, str):
        return "".join(
            c if c == "\n" or (c.isprintable() or c in "\u3000\u200b") else f"〔U+{ord(c):04X}〕"
            for c in value
        )
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


class _Environment(SandboxedEnvironment):
    """Compiles the parts of a template once: compiling takes thirty times as long as filling."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.filters |= {"lines": _lines, "shown": _shown}
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        if (found := self._compiled.get(source)) is None:
            found = self._compiled[source] = super().from_string(source)
        return found


class WordRenderer:
    """Renders the .docx templates of `backend/templates/reports`."""

    def __init__(self, templates: Path = TEMPLATE_DIRECTORY) -> None:
        self._templates = templates

    @cached_property
    def _environment(self) -> _Environment:
        return _Environment()

    def render(self, document: Printable, *, at: datetime) -> RenderedDocument:
        """Render a document dated `at`."""
        if at.tzinfo is None:
            raise ValueError("a document needs an aware time")
        source = self._templates / f"{document.template}.docx"
        if not document.template.isidentifier() or not source.is_file():
            raise WordFailed("文档模板不存在，请联系平台管理员")
        context = {
            "d": _clean(document.model_dump(mode="json")),
            "printed_at": at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        }
        target = io.BytesIO()
        try:
            template = DocxTemplate(source)
            template.render(context, jinja_env=self._environment, autoescape=True)
            facts = template.docx.core_properties
            facts.author = facts.last_modified_by = AUTHOR
            facts.title, facts.revision = document.number, 1
            facts.created = facts.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
            template.save(target)
        except (TemplateError, ValueError, KeyError) as error:
            raise WordFailed("文档生成失败，请检查内容后重试或联系平台管理员") from error
        content = repacked(target.getvalue())
        return RenderedDocument(
            content=content, media_type=MEDIA_TYPE, sha256=hashlib.sha256(content).hexdigest()
        )
