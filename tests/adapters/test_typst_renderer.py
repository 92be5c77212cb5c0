"""Printed documents: complete, repeatable, and deaf to code in the data (5.1.2.3.6)."""

import io
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError
from pypdf import PdfReader

from backend.adapters import font_coverage, typst_renderer
from backend.adapters.typst_renderer import (
    FONT_DIRECTORY,
    FONT_FILES,
    RenderingFailed,
    TypstRenderer,
)
from backend.kernel import documents as d
from backend.kernel.documents import Printable
from backend.kernel.ports import Renderer
from tests.adapters import sample_documents as sample

FONTS = tuple(FONT_DIRECTORY / name for name in FONT_FILES)
pytestmark = [
    pytest.mark.clause("5.1.2.3.6"),
    pytest.mark.skipif(
        not all(font.is_file() for font in FONTS),
        reason="the Chinese fonts are installed by `make setup`",
    ),
]
AT = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
RENDERER: Renderer = TypstRenderer()
SAMPLES = {"report": sample.REPORT, "agreement": sample.AGREEMENT, "receipt": sample.RECEIPT}


def text_of(document: Printable) -> str:
    content = RENDERER.render(document, at=AT).content
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    first = RENDERER.render(SAMPLES[name], at=AT)
    again = TypstRenderer().render(SAMPLES[name].model_copy(), at=AT)
    assert first == again
    assert first.content.startswith(b"%PDF-")
    assert first.media_type == "application/pdf"
    assert not first.missing_glyphs
    later = RENDERER.render(SAMPLES[name], at=datetime(2026, 11, 19, tzinfo=UTC))
    assert later.sha256 != first.sha256


@pytest.mark.parametrize("name", SAMPLES)
def test_pages_are_a4_with_the_bundled_font_only(name: str) -> None:
    reader = PdfReader(io.BytesIO(RENDERER.render(SAMPLES[name], at=AT).content))
    fonts: set[str] = set()
    for page in reader.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        embedded, unembedded = page._get_fonts()
        assert not unembedded
        fonts |= {name.partition("+")[2] for name in embedded}
    assert fonts <= {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_the_report_holds_the_four_mandated_parts_and_what_stands_behind_the_total() -> None:
    text = text_of(sample.REPORT)
    parts = ("一、成果概述", "二、技术成熟度评定", "三、转化建议", "四、专家建议")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    for word in (
        "PG-2026-000018",
        "示例中医医院",
        "2026年11月18日",
        "第1版",
        "80.7",
        "通过规则",
        "一致性比率CR",
        "0.046",
        "优势S",
        "威胁T",
        "专家G",
        "回避",
        "王示例",
        "未披露",
        "第1页/共",
    ):
        assert word in text, word
    for leaf in (leaf for dimension in sample.DIMENSIONS for leaf in dimension.leaves):
        assert f"{leaf.code}{leaf.name}" in text
        assert leaf.weight in text
    for item in sample.REPORT.inputs:
        assert item.sha256 in text.replace("\u200b", "")


def test_experts_without_a_name_stay_anonymous() -> None:
    anonymous = tuple(member.model_copy(update={"name": None}) for member in sample.REPORT.panel)
    text = text_of(sample.REPORT.model_copy(update={"panel": anonymous}))
    assert "王示例" not in text
    assert text.count("匿名") == len(anonymous)


@pytest.mark.parametrize("name", SAMPLES)
def test_only_a_demonstration_is_marked_as_one(name: str) -> None:
    assert "演示数据不具效力" in text_of(SAMPLES[name])
    assert "演示" not in text_of(SAMPLES[name].model_copy(update={"demo": False}))


@pytest.mark.clause("5.3.2")
def test_the_agreement_says_the_amount_twice_and_binds_signatures() -> None:
    text = text_of(sample.AGREEMENT).replace("\u200b", "")
    for word in (
        "人民币3,600,000.50元",
        "人民币叁佰陆拾万元零伍角",
        "技术许可合同",
        "第七条争议解决",
    ):
        assert word in text, word
    assert sample.AGREEMENT.body_sha256 in text
    assert str(sample.AGREEMENT.signatures[0].hash) in text


@pytest.mark.clause("6.1.1")
def test_the_receipt_lists_number_time_and_hashes() -> None:
    text = text_of(sample.RECEIPT).replace("\u200b", "")
    for file in sample.RECEIPT.files:
        assert file.name in text
        assert file.sha256 in text
    assert "SL-2026-000123" in text
    assert "2026-11-0209:41:17" in text


HOSTILE = [
    '#panic("x")',
    '#import "/etc/passwd": *',
    '#read("/etc/passwd")',
    '#eval("1+1")',
    "$ x^2 $ *粗* _斜_ `code` = 标题",
    "```typ #panic() ```",
    '"}]; \\u{41} \\',
    "<label> @ref // 注释 /* 注释 */",
    '{"demo": false}',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_code_in_the_data_is_printed_and_not_run(text: str) -> None:
    hostile = sample.RECEIPT.model_copy(update={"statement": text, "outcome_title": text})
    printed = text_of(hostile)
    assert printed.count("".join(text.split())) == 2


def test_sparse_data_are_printed_as_open_statements() -> None:
    sparse = d.AssessmentReport(
        number="PG-1",
        outcome_title="题",
        holder="持有人",
        issued_on="2026年11月18日",
        conclusion="未通过",
        passed=False,
        total="—",
        pass_rule="规则",
        overview="",
        maturity=d.MaturityPart(
            level="未评定", level_name="", scale="—", stage="—", assessed_on="—", statement=""
        ),
        transfer=d.TransferPart(advice=""),
        dimensions=(),
        weights=d.WeightsPart(method="—"),
    )
    text = text_of(sparse)
    assert "专家未提出书面建议" in text
    assert "未规定" in text
    assert "未列出" in text


def test_long_texts_run_over_pages_without_loss() -> None:
    paragraph = "龘龘龘龘成果转化。" * 250
    report = sample.REPORT.model_copy(
        update={
            "overview": "\n".join([paragraph] * 8),
            "outcome_title": "长" * 200,
            "expert_advice": tuple(d.Opinion(expert="专家 A", text=paragraph) for _ in range(6)),
        }
    )
    text = text_of(report)
    assert text.count("龘") == 14 * 4 * 250
    assert text.count("长") >= 200


def test_threads_render_the_same_bytes() -> None:
    results: list[str] = []
    threads = [
        threading.Thread(
            target=lambda: results.append(RENDERER.render(sample.REPORT, at=AT).sha256)
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [results[0]] * 6


def test_characters_the_font_lacks_are_named() -> None:
    renderer = TypstRenderer()
    assert renderer.missing_glyphs("龘鳖莪㐀 肝纤维化 α β ≥ № \n\u3000") == set()
    assert renderer.missing_glyphs("𠮷😀肝") == {"𠮷", "😀"}
    document = sample.RECEIPT.model_copy(update={"applicant": "𠮷林示例医院"})
    assert renderer.render(document, at=AT).missing_glyphs == {"𠮷"}
    text = text_of(document)
    assert "〔U+20BB7〕林示例医院" in text
    assert "以其编码代替" in text
    assert "以其编码代替" not in text_of(sample.RECEIPT)


def test_every_character_of_the_seed_data_can_be_printed() -> None:
    seeds = Path(typst_renderer.__file__).parents[1] / "seeds" / "data"
    text = "".join(path.read_text(encoding="utf-8") for path in seeds.glob("*.jsonl"))
    assert TypstRenderer().missing_glyphs(text) == set()


def test_trouble_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(RenderingFailed, match="字体"):
        TypstRenderer(fonts=tmp_path).render(sample.RECEIPT, at=AT)
    with pytest.raises(RenderingFailed, match="模板"):
        TypstRenderer(templates=tmp_path).render(sample.RECEIPT, at=AT)
    (tmp_path / "receipt.typ").write_text("#panic()", encoding="utf-8")
    with pytest.raises(RenderingFailed, match="重试"):
        TypstRenderer(templates=tmp_path).render(sample.RECEIPT, at=AT)
    (tmp_path / "receipt.typ").write_text('#set text(font: "Nowhere")\n字', encoding="utf-8")
    with pytest.raises(RenderingFailed, match="字体"):
        TypstRenderer(templates=tmp_path).render(sample.RECEIPT, at=AT)
    (tmp_path / "receipt.typ").write_text('#read("/../../etc/passwd")', encoding="utf-8")
    with pytest.raises(RenderingFailed):
        TypstRenderer(templates=tmp_path).render(sample.RECEIPT, at=AT)
    with pytest.raises(ValueError, match="aware"):
        RENDERER.render(sample.RECEIPT, at=AT.replace(tzinfo=None))


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    for number, content in enumerate((b"", b"\x00\x01\x00\x00\x00\x01", b"\x00" * 200)):
        font = tmp_path / f"{number}.ttf"
        font.write_bytes(content)
        with pytest.raises(font_coverage.FontUnreadable):
            font_coverage.covered_characters(font)


def test_a_document_with_unknown_or_malformed_fields_is_not_built() -> None:
    with pytest.raises(ValidationError):
        d.HashedInput(name="x", sha256="abc")
    with pytest.raises(ValidationError):
        d.Fact.model_validate({"label": "x", "colour": "red"})
