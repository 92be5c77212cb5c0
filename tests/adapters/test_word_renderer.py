"""The Word file: the whole report, repeatable, deaf to code in the data (5.1.2.3.6)."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docxtpl import DocxTemplate

from backend.adapters.word_renderer import MEDIA_TYPE, TEMPLATE_DIRECTORY, WordFailed, WordRenderer
from backend.adapters.word_template import assessment_report
from backend.kernel.ports import Renderer
from tests.adapters import sample_documents as sample
from tests.adapters.test_typst_renderer import HOSTILE

pytestmark = pytest.mark.clause("5.1.2.3.6")
AT = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
RENDERER: Renderer = WordRenderer()
TEMPLATE = TEMPLATE_DIRECTORY / "assessment_report.docx"


def text_of(content: bytes) -> str:
    """Return the text in reading order, tables, header and footer included."""
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    parts = ["".join(node.itertext()) for node in document.element.body.iterchildren()]
    return "\n".join([*parts, section.header.paragraphs[0].text, section.footer.paragraphs[0].text])


def _values(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _values(item)]
    if isinstance(value, list):
        return [text for item in value for text in _values(item)]
    return []


def test_every_word_of_the_report_is_in_the_file() -> None:
    text = text_of(RENDERER.render(sample.REPORT, at=AT).content)
    wanted = _values(sample.REPORT.model_dump(mode="json", exclude={"template"}))
    missing = [v for v in wanted if any(line.strip() not in text for line in v.split("\n"))]
    assert not missing
    assert "{" not in text.replace("{{", "{")
    assert "2026-11-18 10:00" in text


def test_the_same_data_give_the_same_bytes_and_no_clock_gets_in() -> None:
    first = RENDERER.render(sample.REPORT, at=AT)
    assert first == WordRenderer().render(sample.REPORT.model_copy(), at=AT)
    assert first.media_type == MEDIA_TYPE
    with zipfile.ZipFile(io.BytesIO(first.content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.testzip() is None
    facts = docx.Document(io.BytesIO(first.content)).core_properties
    assert (facts.author, facts.last_modified_by) == ("肝桥 HepaBridge", "肝桥 HepaBridge")
    assert facts.modified == AT
    later = RENDERER.render(sample.REPORT, at=datetime(2026, 11, 19, tzinfo=UTC))
    assert later.sha256 != first.sha256


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE, "{{ 7 * 7 }}", "{% for x in range(9) %}x{% endfor %}", "{{ d.number }}",
        "{{ ''.__class__.__mro__ }}", "<w:br/>&amp;<b>粗</b>", "{%p if true %}", "{%tr for %}",
        "]]> <!-- x -->",
    ],
)  # fmt: skip
def test_code_in_the_data_is_printed_and_not_run(text: str) -> None:
    hostile = sample.REPORT.model_copy(update={"overview": text, "outcome_title": text})
    assert text_of(RENDERER.render(hostile, at=AT).content).count(text) >= 2


def test_characters_that_xml_cannot_hold_are_named() -> None:
    odd = sample.REPORT.model_copy(update={"holder": "甲\x0b乙\x07丙\ud800"})
    assert "甲〔U+000B〕乙〔U+0007〕丙〔U+D800〕" in text_of(RENDERER.render(odd, at=AT).content)


def test_only_a_demonstration_is_marked_as_one() -> None:
    assert "演示数据 不具效力" in text_of(RENDERER.render(sample.REPORT, at=AT).content)
    real = sample.REPORT.model_copy(update={"demo": False})
    assert "演示" not in text_of(RENDERER.render(real, at=AT).content)


def test_the_template_is_the_one_that_the_builder_writes(tmp_path) -> None:
    built = tmp_path / "built.docx"
    assessment_report().save(built)
    with zipfile.ZipFile(built) as new, zipfile.ZipFile(TEMPLATE) as kept:
        assert new.namelist() == kept.namelist()
        assert [n for n in new.namelist() if new.read(n) != kept.read(n)] == []


def test_the_template_asks_for_nothing_that_the_report_lacks() -> None:
    environment = WordRenderer()._environment
    asked = DocxTemplate(TEMPLATE).get_undeclared_template_variables(jinja_env=environment)
    assert asked == {"d", "printed_at"}


def test_trouble_is_said_in_chinese(tmp_path) -> None:
    with pytest.raises(WordFailed, match="模板"):
        WordRenderer(templates=tmp_path).render(sample.REPORT, at=AT)
    with pytest.raises(WordFailed, match="模板"):
        RENDERER.render(sample.RECEIPT, at=AT)
    with pytest.raises(ValueError, match="aware"):
        RENDERER.render(sample.REPORT, at=datetime(2026, 1, 1))  # noqa: DTZ001
    target = docx.Document()
    target.add_paragraph("{{ d.nowhere }}")
    target.save(tmp_path / "assessment_report.docx")
    with pytest.raises(WordFailed, match="重试"):
        WordRenderer(templates=tmp_path).render(sample.REPORT, at=AT)
