"""Tables and BibTeX that people bring, and workbooks they take along (5.1.2.2.2, 5.1.2.3.8)."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from backend.adapters.bibliography import read_bibtex
from backend.adapters.tables import OfficeTables
from backend.kernel.errors import Invalid

TABLES = OfficeTables()
AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_office_programs(tmp_path, encoding):
    path = tmp_path / "figures.csv"
    path.write_bytes("名称,数值\r\n有效率,75.2\r\n\r\n".encode(encoding))
    assert TABLES.read(path, "csv") == [["名称", "数值"], ["有效率", "75.2"]]


def test_tabs_separate_as_well_and_empty_lines_keep_their_place(tmp_path):
    path = tmp_path / "patents.txt"
    path.write_text("a\tb\n\n1\t2\n", "utf-8")
    assert TABLES.read(path, "txt") == [["a", "b"], [], ["1", "2"]]


def test_what_is_no_table_is_refused_with_a_cure(tmp_path):
    broken = tmp_path / "x.csv"
    broken.write_bytes(b"\xff\xff\xff\x81")
    with pytest.raises(Invalid, match="编码"):
        TABLES.read(broken, "csv")
    book = tmp_path / "x.xlsx"
    book.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(Invalid, match="工作簿"):
        TABLES.read(book, "xlsx")
    long = tmp_path / "long.csv"
    long.write_text("a\n" * 2_500, "utf-8")
    with pytest.raises(Invalid, match="2000 行"):
        TABLES.read(long, "csv")
    unclosed = tmp_path / "field.csv"
    unclosed.write_text('"' + "x" * 200_000, "utf-8")
    with pytest.raises(Invalid, match="CSV"):
        TABLES.read(unclosed, "csv")


def test_a_workbook_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "upload-without-extension"
    path.write_bytes(
        TABLES.workbook("成果库", [["成果", "总分"], ["软肝颗粒", 81.5], ["乙", None]], at=AT)
    )
    assert TABLES.read(path, "xlsx") == [["成果", "总分"], ["软肝颗粒", "81.5"], ["乙", ""]]


def test_a_workbook_names_nobody_and_holds_no_time_of_the_machine():
    content = TABLES.workbook("x", [["甲"]], at=AT)
    facts = load_workbook(io.BytesIO(content)).properties
    assert (facts.creator, facts.lastModifiedBy) == ("肝桥 HepaBridge",) * 2
    assert facts.created == facts.modified == AT.replace(tzinfo=None)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_cell_is_never_run_as_a_formula():
    book = load_workbook(io.BytesIO(TABLES.workbook("x", [["=cmd()", "-1", 3.0]], at=AT)))
    assert [cell.value for cell in book.active[1]] == ["'=cmd()", "'-1", 3]


def test_bibtex_with_abbreviations_accents_and_faults():
    read = read_bibtex(
        '@string{jh = "Hepatology"}\n'
        '@Article{wang2024, title={{Anti-fibrotic} effect}, author={M{\\"u}ller, Hans},\n'
        "  journal=jh, year=2024}\n"
        "@article{bad, title={never closed\n"
        "@misc{wang2024, title={twice}}\n"
        "@book{ok, title={软肝颗粒}}\n"
    )
    assert [(e.key, e.kind, e.line) for e in read.entries] == [
        ("wang2024", "article", 2), ("ok", "book", 6),
    ]  # fmt: skip
    assert read.entries[0].fields == {
        "title": "Anti-fibrotic effect", "author": "Müller, Hans", "journal": "Hepatology",
        "year": "2024",
    }  # fmt: skip
    assert [line for line, _ in read.faults] == [4, 5]
    assert "重复" in read.faults[1][1]
