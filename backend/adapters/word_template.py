"""Builds the Word template of the report: `python -m backend.adapters.word_template`.

The file that it writes is committed and may be restyled in Word; the fields stay what they are.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from backend.adapters.packing import EPOCH
from backend.adapters.word_renderer import TEMPLATE_DIRECTORY

CELADON = RGBColor(0x0C, 0x6B, 0x64)
MUTED = RGBColor(0x5C, 0x6B, 0x6A)
LINE, HEAD = "B9C7C2", "E3F0EC"
SIDES = (("top", 45), ("left", 90), ("bottom", 45), ("right", 90))  # in twentieths of a point
FONT = "微软雅黑"
MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Template:
    """A document being laid out; every method adds a block."""

    def __init__(self) -> None:
        self.document: Document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(22)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(10)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(5)
        for level, size in ((1, 13), (2, 10.5)):
            heading = self.document.styles[f"Heading {level}"]
            heading.font.name, heading.font.size = FONT, Pt(size)
            heading.font.color.rgb = CELADON
            heading.paragraph_format.space_before = Pt(16 if level == 1 else 8)
            heading.paragraph_format.space_after = Pt(4)
            properties = heading.element.get_or_add_rPr()
            properties.get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        header = section.header.paragraphs[0]
        header.text = "慢性肝病中医药科技创新成果评估报告　{{ d.number }}"
        header.add_run("{% if d.demo %}　演示数据 不具效力{% endif %}")
        self._small(header)
        footer = section.footer.paragraphs[0]
        footer.text = "肝桥 HepaBridge　文件生成时间：{{ printed_at }}（北京时间）"
        self._small(footer)

    @staticmethod
    def _small(paragraph: Paragraph) -> None:
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), MUTED

    def section(self, title: str) -> None:
        """Begin a numbered section."""
        self.document.add_heading(title, level=1)

    def subsection(self, title: str) -> None:
        """Begin a part of a section."""
        self.document.add_heading(title, level=2)

    def text(self, text: str, *, bold: bool = False, size: float = 10) -> Paragraph:
        """Add a paragraph."""
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        return paragraph

    def repeat(self, loop: str, text: str, *, style: str | None = None) -> None:
        """Add a paragraph for every element of a loop such as ``line in d.limits``."""
        self.text("{%p for " + loop + " %}")
        self.document.add_paragraph(text, style=style)
        self.text("{%p endfor %}")

    def paragraphs(self, value: str) -> None:
        """Add the paragraphs of a text."""
        self.repeat(f"line in {value}|lines", "{{ line }}")

    def when(self, condition: str) -> None:
        """Begin what is there on a condition only."""
        self.text("{%p if " + condition + " %}")

    def end(self) -> None:
        """End a conditional part."""
        self.text("{%p endif %}")

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Add a table of fixed labels and values."""
        table = self.document.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in rows:
            cells = table.add_row().cells
            self._cell(cells[0], label, muted=True)
            self._cell(cells[1], value)
        self._widths(table, (38, 128))

    def facts(self, value: str) -> None:
        """Add a table of labels and values from the data."""
        self.table(
            ("项目", "内容"),
            f"row in {value}",
            ("{{ row.label }}", "{{ row.value|shown('未披露') }}"),
            (38, 128),
        )

    def table(
        self, head: Sequence[str], loop: str, cells: Sequence[str], widths: Sequence[float]
    ) -> None:
        """Add a table with a head and one row per element of a loop, or of loops by ``;``."""
        loops = loop.split("; ")
        table = self.document.add_table(rows=2 + 2 * len(loops), cols=len(head), style="Table Grid")
        rows = list(table.rows)
        for cell, text in zip(rows[0].cells, head, strict=True):
            self._cell(cell, text, head=True)
            self._shade(cell)
        self._repeat_head(rows[0]._tr)
        for row, text in zip(rows[1:], loops, strict=False):
            self._cell(row.cells[0], "{%tr for " + text + " %}")
        for cell, text in zip(rows[1 + len(loops)].cells, cells, strict=True):
            self._cell(cell, text)
        for row in rows[2 + len(loops) :]:
            self._cell(row.cells[0], "{%tr endfor %}")
        self._widths(table, widths)

    @staticmethod
    def _repeat_head(row: object) -> None:
        properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        properties.append(mark)

    @staticmethod
    def _cell(cell: _Cell, text: str, *, head: bool = False, muted: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(8.5), head
        if head:
            run.font.color.rgb = CELADON
        if muted:
            run.font.color.rgb = MUTED

    @staticmethod
    def _shade(cell: _Cell) -> None:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), HEAD)
        cell._tc.get_or_add_tcPr().append(shade)

    def _widths(self, table: Table, widths: Sequence[float]) -> None:
        table.autofit = False
        self._frame(table)
        # LibreOffice goes by the columns of the grid, Word by the cells.
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        gap = self.document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(8)

    @staticmethod
    def _frame(table: Table) -> None:
        """Give a table thin grey lines and some air around the words."""
        borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            line = OxmlElement(f"w:{side}")
            for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
                line.set(qn(f"w:{key}"), value)
            borders.append(line)
        for side, width in SIDES:
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), str(width))
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        properties = table._tbl.tblPr
        # Word insists on this order: lines, layout, margins, look.
        properties.find(qn("w:tblLayout")).addprevious(borders)
        properties.find(qn("w:tblLook")).addprevious(margins)

    def title(self) -> None:
        """Add the head of the report."""
        head = self.text("慢性肝病中医药科技创新成果评估报告", size=11)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        name = self.text("{{ d.outcome_title }}", bold=True, size=18)
        name.alignment = WD_ALIGN_PARAGRAPH.CENTER
        name.runs[0].font.color.rgb = CELADON
        self.pairs(
            (
                ("报告编号", "{{ d.number }}（{{ d.version }}）"),
                ("版本", "{{ d.edition|shown('正式版') }}"),
                ("成果持有人", "{{ d.holder }}"),
                ("报告日期", "{{ d.issued_on }}"),
                ("有效期至", '{{ d.valid_until|shown("未规定") }}'),
                ("评估依据", "{{ d.basis }}"),
                ("评估结论", '{{ d.conclusion }}（{{ d.grade|shown("未分等级") }}）'),
                ("综合得分", '{{ d.total }}（{{ d.total_interval|shown("满分 100") }}）'),
                ("技术成熟度", "{{ d.maturity.level }} {{ d.maturity.level_name }}"),
                ("所处阶段", "{{ d.maturity.stage }}"),
            )
        )  # fmt: skip

    def save(self, target: Path) -> None:
        """Write the file; it holds no time of the machine."""
        facts = self.document.core_properties
        facts.created = facts.modified = MADE
        facts.author, facts.title, facts.comments = "肝桥 HepaBridge", "评估报告模板", ""
        buffer = io.BytesIO()
        self.document.save(buffer)
        with zipfile.ZipFile(buffer) as packed, zipfile.ZipFile(target, "w") as again:
            for name in packed.namelist():
                info = zipfile.ZipInfo(name, EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                again.writestr(info, packed.read(name))


def assessment_report() -> Template:
    """Lay out the thirteen sections of the report."""
    t = Template()
    t.title()
    _mandated(t)
    _basis(t)
    _figures(t)
    _close(t)
    return t


def _mandated(t: Template) -> None:
    t.section("一、成果概述")
    t.paragraphs("d.overview")
    t.facts("d.facts")
    t.section("二、技术成熟度评定情况")
    t.paragraphs("d.maturity.statement")
    t.pairs(
        (
            ("等级", "{{ d.maturity.level }} {{ d.maturity.level_name }}"),
            ("采用量表", "{{ d.maturity.scale }}"),
            ("评定日期", "{{ d.maturity.assessed_on }}"),
            ("所处阶段", "{{ d.maturity.stage }}"),
        )
    )
    t.when("d.maturity.evidence")
    t.table(("证据", "对应等级"), "row in d.maturity.evidence",
            ("{{ row.name }}", "{{ row.level|shown }}"), (130, 36))  # fmt: skip
    t.end()
    t.subsection("尚缺的证据")
    t.when("not d.maturity.missing")
    t.text("无：所评等级要求的证据齐备。")
    t.end()
    t.repeat("line in d.maturity.missing", "{{ line }}", style="List Bullet")
    t.section("三、转化建议")
    t.text("建议的转化方式：{{ d.transfer.routes|join('、')|shown('未列出') }}")
    t.paragraphs("d.transfer.advice")
    t.pairs(
        (
            ("下一里程碑", "{{ d.transfer.next_milestone|shown }}"),
            ("主要风险", "{{ d.transfer.risks|shown }}"),
        )
    )
    t.section("四、专家建议")
    t.when("not d.expert_advice")
    t.text("专家未提出书面建议。")
    t.end()
    t.repeat("row in d.expert_advice", "{{ row.expert }}：{{ row.text }}")
    t.when("d.dissent")
    t.subsection("保留的不同意见")
    t.repeat("row in d.dissent", "{{ row.expert }}：{{ row.text }}")
    t.end()


def _basis(t: Template) -> None:
    t.section("五、评估对象与版本")
    t.facts("d.identification")
    t.section("六、材料审核")
    t.text("{{ d.material.statement|shown }}")
    t.when("d.material.rounds")
    t.table(("审核", "结论", "日期", "退回补正"), "row in d.material.rounds",
            ("{{ row.name }}", "{{ row.decision }}", "{{ row.on }}",
             "{{ row.returned|join('；')|shown('无') }}"), (38, 28, 32, 68))  # fmt: skip
    t.end()
    t.when("d.material.files")
    t.table(("附件", "SHA-256"), "row in d.material.files",
            ("{{ row.name }}", "{{ row.sha256 }}"), (66, 100))  # fmt: skip
    t.end()
    t.section("七、专家组")
    t.facts("d.panel_facts")
    t.table(("代号", "姓名与单位", "类别", "参与情况"), "row in d.panel",
            ("{{ row.pseudonym }}", "{{ row.name|shown('匿名') }}", "{{ row.category }}",
             "{{ row.role }}"), (30, 66, 40, 30))  # fmt: skip
    t.text("{{ d.panel_statement|shown('') }}")
    t.repeat("line in d.method_notes", "{{ line }}", style="List Bullet")
    t.section("八、权重与一致性检验")
    t.text("{{ d.weights.method }}")
    t.facts("d.weights.facts")
    t.table(("判断矩阵", "阶数", "CR", "单人最大 CR", "GCI", "S*", "W", "检验"),
            "row in d.weights.nodes",
            ("{{ row.name }}", "{{ row.size }}", "{{ row.cr }}", "{{ row.cr_experts }}",
             "{{ row.gci }}", "{{ row.consensus }}", "{{ row.concordance }}",
             "{{ '通过' if row.passed else '未通过' }}"),
            (36, 14, 16, 24, 16, 30, 14, 16))  # fmt: skip
    t.when("d.weights.rows")
    t.table(("编码", "指标", "本层权重", "95% 区间", "组合权重"), "row in d.weights.rows",
            ("{{ row.code }}", "{{ row.name }}", "{{ row.local }}", "{{ row.interval }}",
             "{{ row.weight }}"), (18, 56, 26, 40, 26))  # fmt: skip
    t.end()


def _figures(t: Template) -> None:
    t.section("九、评分结果")
    t.text("综合得分 {{ d.total }}（{{ d.total_interval|shown('—') }}）", bold=True)
    t.text("通过规则：{{ d.pass_rule }}")
    t.repeat("line in d.scoring", "{{ line }}", style="List Bullet")
    t.table(("维度", "权重", "得分", "贡献"), "row in d.dimensions",
            ("{{ row.code }} {{ row.name }}", "{{ row.weight }}", "{{ row.score }}",
             "{{ row.contribution }}"), (76, 30, 30, 30))  # fmt: skip
    t.table(("指标", "权重", "得分", "n", "均值", "截尾", "SD", "范围", "弃评", "贡献"),
            "dimension in d.dimensions; row in dimension.leaves",
            ("{{ row.code }} {{ row.name }}", "{{ row.weight }}",
             "{{ '不单列' if row.withheld else row.score }}", "{{ row.n }}", "{{ row.mean }}",
             "{{ row.trimmed }}", "{{ row.sd }}", "{{ row.spread }}", "{{ row.abstentions }}",
             "{{ row.contribution }}"), (38, 18, 16, 10, 14, 14, 12, 22, 11, 11))  # fmt: skip
    t.when("d.findings")
    t.subsection("指标依据")
    t.table(("指标", "项目", "内容"), "item in d.findings; row in item.facts",
            ("{{ item.code }} {{ item.name }}", "{{ row.label }}", "{{ row.value|shown }}"),
            (36, 50, 80))  # fmt: skip
    t.end()
    t.text("{%p for item in d.findings %}")
    t.when("item.files")
    t.text("{{ item.name }}的证据材料：{{ item.files|join('；') }}")
    t.end()
    t.when("item.warnings")
    t.text("提示（{{ item.name }}）：{{ item.warnings|join('；') }}")
    t.end()
    t.text("{%p endfor %}")
    t.section("十、专家意见一致程度")
    t.facts("d.agreement")
    t.repeat("line in d.outliers", "{{ line }}", style="List Bullet")
    t.section("十一、敏感性分析")
    t.text("{{ d.sensitivity.statement|shown }}")
    t.facts("d.sensitivity.facts")
    t.when("d.sensitivity.crossings")
    t.table(("指标", "现权重", "结论改变时的权重"), "row in d.sensitivity.crossings",
            ("{{ row.name }}", "{{ row.weight }}", "{{ row.at }}"), (76, 40, 50))  # fmt: skip
    t.end()
    t.section("十二、SWOT 分析")
    for title, field in (("优势 S", "strengths"), ("劣势 W", "weaknesses"),
                         ("机会 O", "opportunities"), ("威胁 T", "threats")):  # fmt: skip
        t.subsection(title)
        t.when(f"not d.swot.{field}")
        t.text("未列出")
        t.end()
        t.repeat(f"line in d.swot.{field}", "{{ line }}", style="List Bullet")
    t.repeat("row in d.swot.strategies", "{{ row.label }}：{{ row.value|shown }}")


def _close(t: Template) -> None:
    t.section("十三、局限、有效期与签署")
    t.repeat("line in d.limits", "{{ line }}", style="List Bullet")
    t.text("本报告有效期至：{{ d.valid_until|shown('未规定') }}")
    t.when("d.consents")
    t.table(("代号", "答复", "日期"), "row in d.consents",
            ("{{ row.expert }}", "{{ row.answer }}", "{{ row.on }}"), (60, 56, 50))  # fmt: skip
    t.end()
    t.text("评估负责人：{{ d.lead|shown('未登记') }}　　出具日期：{{ d.issued_on }}")
    t.table(("数据", "SHA-256"), "row in d.inputs", ("{{ row.name }}", "{{ row.sha256 }}"),
            (56, 110))  # fmt: skip


if __name__ == "__main__":
    assessment_report().save(TEMPLATE_DIRECTORY / "assessment_report.docx")
