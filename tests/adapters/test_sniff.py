"""Uploads: what a file says it is must be what it is (5.2.1.2.8)."""

import contextlib
import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from backend.adapters import sniff_errors as refused
from backend.adapters.sniff import MEDIA_TYPES, FileSniffer, clean_filename
from backend.kernel.errors import DomainError
from backend.kernel.ports import CheckedFile, FileCheck
from tests.adapters import sample_files as make

pytestmark = pytest.mark.clause("5.2.1.2.8")
SNIFF: FileCheck = FileSniffer()


def sniff(
    tmp_path: Path, content: bytes, name: str, declared: str | None = None, check: FileCheck = SNIFF
) -> CheckedFile:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return check(path, name, declared)


@pytest.mark.parametrize("extension", make.GENUINE)
def test_a_genuine_file_passes(tmp_path: Path, extension: str) -> None:
    media_type = MEDIA_TYPES[extension]
    for declared in (None, "", "application/octet-stream", f"{media_type}; charset=utf-8"):
        checked = sniff(tmp_path, make.GENUINE[extension], f"材料.{extension.upper()}", declared)
        assert (checked.extension, checked.media_type) == (extension, media_type)


def test_a_zip_is_taken_with_its_listing(tmp_path: Path) -> None:
    assert sniff(tmp_path, make.GENUINE["zip"], "a.zip").listing == ("说明.txt", "图/证书.png")


def test_chinese_names_written_by_windows_are_listed_readably(tmp_path: Path) -> None:
    name = "说明許.txt"
    content = make.zipped({"A" * len(name.encode("gb18030")) + "": "x"})
    content = content.replace(b"A" * len(name.encode("gb18030")), name.encode("gb18030"))
    assert sniff(tmp_path, content, "a.zip").listing == (name,)


@pytest.mark.parametrize("extension", make.GENUINE)
@pytest.mark.parametrize("other", make.GENUINE)
def test_a_disguised_file_is_refused(tmp_path: Path, extension: str, other: str) -> None:
    if extension == other or {extension, other} == {"csv", "txt"}:
        return
    with pytest.raises((refused.TypeMismatch, refused.UnsafeFile)) as caught:
        sniff(tmp_path, make.GENUINE[extension], f"a.{other}")
    assert caught.value.errors[0].pointer == "/file"


@pytest.mark.parametrize("extension", make.GENUINE)
def test_a_false_declaration_is_refused(tmp_path: Path, extension: str) -> None:
    with pytest.raises(refused.TypeMismatch, match="声明的类型"):
        sniff(tmp_path, make.GENUINE[extension], f"a.{extension}", "text/html")


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.pdf.exe",
        "a.html",
        "a.svg",
        "a.docm",
        "a",
        ".pdf",
        "a.pdf\x00.txt",
        "../a.pdf",
        "a\u202efdp.exe",
        "a/b.pdf",
        "a\\b.pdf",
        "a:b.pdf",
        "长" * 201 + ".pdf",
        "a\ud800.pdf",
        "",
    ],
)
def test_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(refused.TypeNotAllowed, match="请"):
        sniff(tmp_path, make.GENUINE["pdf"], name)


def test_names_are_kept_readable() -> None:
    assert clean_filename(" 肝病 材料(终稿).pdf. ") == "肝病 材料(终稿).pdf"


@pytest.mark.parametrize("extension", make.GENUINE)
def test_an_empty_or_cut_off_file_is_refused(tmp_path: Path, extension: str) -> None:
    with pytest.raises(refused.DamagedFile, match="空"):
        sniff(tmp_path, b"", f"a.{extension}")
    if extension in ("csv", "txt"):
        return
    content = make.GENUINE[extension]
    for end in (len(content) // 2, len(content) - 9):
        with pytest.raises(DomainError):
            sniff(tmp_path, content[:end], f"a.{extension}")


@pytest.mark.parametrize("extension", ["pdf", "png", "jpg", "docx", "xlsx", "zip"])
@pytest.mark.parametrize(
    "rider",
    [b"MZ\x90\x00" * 40, b"<script>alert(1)</script>", make.GENUINE["zip"], make.GENUINE["pdf"]],
)
def test_a_second_file_behind_the_first_is_refused(
    tmp_path: Path, extension: str, rider: bytes
) -> None:
    if extension == "pdf" and rider == make.GENUINE["pdf"]:
        return  # an incremental update of a PDF has this very form
    with pytest.raises(DomainError):
        sniff(tmp_path, make.GENUINE[extension] + rider, f"a.{extension}")


@pytest.mark.parametrize("extension", ["docx", "zip"])
def test_a_program_in_front_of_an_archive_is_refused(tmp_path: Path, extension: str) -> None:
    with pytest.raises(DomainError):
        sniff(tmp_path, b"MZ\x90\x00" + make.GENUINE[extension], f"a.{extension}")
    hidden = b"PK\x03\x04" + b"\x00" * 60
    with pytest.raises(refused.UnsafeFile):
        sniff(tmp_path, hidden + make.GENUINE[extension], f"a.{extension}")


def test_an_archive_whose_comment_ends_a_pdf_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    out.write(make.pdf_bytes())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("evil.exe", b"MZ")
        archive.comment = b"\n%%EOF\n"
    with pytest.raises(refused.UnsafeFile, match="夹带"):
        sniff(tmp_path, out.getvalue(), "a.pdf")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            make.pdf_bytes(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
            refused.UnsafeFile,
        ),
        (make.pdf_bytes(b"/OpenAction << /S /Java#53cript >>"), refused.UnsafeFile),
        (make.pdf_bytes(b"/A << /S /Launch /F (cmd.exe) >>"), refused.UnsafeFile),
        (b"%PDF-1.7\n<html><script>1</script></html>\n%%EOF", refused.UnsafeFile),
        (b"%PDF-9.9\n%%EOF", refused.DamagedFile),
        (b" " + make.pdf_bytes(), refused.TypeMismatch),
    ],
)
def test_an_acting_or_malformed_pdf_is_refused(
    tmp_path: Path, content: bytes, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        sniff(tmp_path, content, "a.pdf")


def test_compressed_data_is_not_taken_for_a_script(tmp_path: Path) -> None:
    noise = random.Random(3).randbytes(8_000_000)
    content = make.pdf_bytes(b"\nstream\n" + noise + b"/JS \nendstream\n")
    assert sniff(tmp_path, content, "a.pdf").extension == "pdf"


def test_a_script_across_a_read_border_is_found(tmp_path: Path) -> None:
    padding = b" " * (1024 * 1024 - 60)
    for shift in range(0, 60, 7):
        content = make.pdf_bytes(padding + b" " * shift + b"/JavaScript 2 0 R")
        with pytest.raises(refused.UnsafeFile):
            sniff(tmp_path, content, "a.pdf")


def with_part(name: str, content: bytes | str, base: str = "docx") -> bytes:
    return make.zipped({**make.unzipped(make.GENUINE[base]), name: content})


def office_cases() -> dict[str, bytes]:
    docx = make.unzipped(make.GENUINE["docx"])
    types = docx["[Content_Types].xml"].decode()
    rels = "word/_rels/document.xml.rels"
    entity = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return {
        "macro part": with_part("word/vbaProject.bin", b"macro"),
        "macro type": make.zipped(
            {
                **docx,
                "[Content_Types].xml": types.replace(
                    "</Types>",
                    '<Default Extension="x" ContentType="application/vnd.ms-word.document.'
                    'macroEnabled.main+xml"/></Types>',
                ),
            }
        ),
        "activex": with_part("word/activeX/activeX1.bin", b"x"),
        "path": with_part("../../etc/cron.d/x", b"x"),
        "absolute": with_part("/etc/x", b"x"),
        "drive": with_part("C:/x", b"x"),
        "backslash": with_part("word\\..\\x", b"x"),
        "template": with_part(
            rels, make.relations(make.external("attachedTemplate", "http://x/a.dotm"))
        ),
        "image": with_part(rels, make.relations(make.external("image", "http://x/a.png"))),
        "ole": with_part(rels, make.relations(make.external("oleObject", "file://x/a"))),
        "link to file": with_part(rels, make.relations(make.external("hyperlink", "file:///c:/a"))),
        "link to script": with_part(
            rels, make.relations(make.external("hyperlink", "javascript:1"))
        ),
        "entity": with_part("word/settings.xml", entity),
        "entity in utf-16": with_part("word/settings.xml", entity.encode("utf-16")),
        "same name twice": with_part("WORD/document.xml", b"<a/>"),
        "connections": with_part(
            "xl/_rels/workbook.xml.rels",
            make.relations(make.external("externalLinkPath", "//host/a.xlsx")),
        ),
    }


@pytest.mark.parametrize("case", office_cases())
def test_an_unsafe_document_is_refused(tmp_path: Path, case: str) -> None:
    with pytest.raises(refused.UnsafeFile, match="请"):
        sniff(tmp_path, office_cases()[case], "a.docx")


def test_entities_in_the_relations_themselves_are_refused(tmp_path: Path) -> None:
    content = with_part("word/_rels/document.xml.rels", '<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    with pytest.raises(refused.UnsafeFile):
        sniff(tmp_path, content, "a.docx")
    with pytest.raises(refused.DamagedFile):
        sniff(tmp_path, with_part("_rels/.rels", b"<a"), "a.docx")


def test_an_ordinary_hyperlink_is_allowed(tmp_path: Path) -> None:
    links = make.external("hyperlink", "https://doi.org/10.1/a") + make.external(
        "hyperlink", "mailto:a@example.org"
    )
    content = with_part("word/_rels/document.xml.rels", make.relations(links))
    assert sniff(tmp_path, content, "a.docx").extension == "docx"


def test_a_plain_zip_or_a_macro_document_renamed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refused.TypeMismatch, match=r"\.docx"):
        sniff(tmp_path, make.zipped({"word/document.xml": "<a/>"}), "a.docx")
    parts = make.unzipped(make.GENUINE["docx"])
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
    )
    with pytest.raises(refused.TypeMismatch, match=r"\.docx"):
        sniff(tmp_path, make.zipped(parts), "a.docx")


def test_a_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    bomb = make.zipped({"a.txt": b"0" * (200 * 1024 * 1024)}, level=9)
    assert len(bomb) < 300_000
    with pytest.raises(refused.ExpandsTooMuch, match="压缩比"):
        sniff(tmp_path, bomb, "a.zip")
    small = FileSniffer(refused.SniffLimits(unpacked=1000))
    with pytest.raises(refused.ExpandsTooMuch, match="展开后"):
        sniff(tmp_path, make.zipped({"a.txt": "x" * 1001}), "a.zip", check=small)
    crowd = make.zipped({f"{number}.txt": "" for number in range(2001)})
    with pytest.raises(refused.ExpandsTooMuch, match="2000 个"):
        sniff(tmp_path, crowd, "a.zip")


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    bomb = bytearray(make.zipped({"a.txt": b"0" * 5_000_000}))
    directory = bomb.rfind(b"PK\x01\x02")
    for offset in (directory + 24, 22):
        bomb[offset : offset + 4] = struct.pack("<I", 1000)
    with pytest.raises(refused.DamagedFile):
        sniff(tmp_path, bytes(bomb), "a.zip")


def test_overlapping_entries_are_refused(tmp_path: Path) -> None:
    content = bytearray(make.zipped({"a.txt": "x" * 100, "b.txt": "x" * 100}))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    with pytest.raises(DomainError):
        sniff(tmp_path, bytes(content), "a.zip")


def test_what_a_zip_may_not_hold(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    locked = bytearray(make.zipped({"a.txt": "secret"}))
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    squeezed = io.BytesIO()
    with zipfile.ZipFile(squeezed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", "x")
    for content, words in (
        (out.getvalue(), "符号链接"),
        (bytes(locked), "密码"),
        (squeezed.getvalue(), "压缩方式"),
        (make.zipped({"a.exe": "MZ"}), "不受支持"),
        (make.zipped({"a.zip": make.GENUINE["zip"]}), "不受支持"),
        (make.zipped({"a.txt": "1", "A.TXT": "2"}), "重名"),
    ):
        with pytest.raises(refused.UnsafeFile, match=words):
            sniff(tmp_path, content, "a.zip")
    with pytest.raises(refused.DamagedFile, match="没有文件"):
        sniff(tmp_path, make.zipped({"dir/": ""}), "a.zip")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!DOCTYPE html><p>", "a.txt"),
        ("<html>".encode("utf-16"), "a.txt"),
        (b"\xef\xbb\xbf<?php 1;", "a.txt"),
        (b"#!/bin/sh\nrm", "a.txt"),
        (b"{\\rtf1 x}", "a.txt"),
        (b"plain\x00text", "a.txt"),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 20, "a.txt"),
        (b"a,b\n\x01,2\n", "a.csv"),
        (b"\xff\xff\x80\x80", "a.txt"),
        (b"\n\n", "a.csv"),
        (b'a,"' + b"x" * 200_000, "a.csv"),
    ],
)
def test_text_that_is_no_text_is_refused(tmp_path: Path, content: bytes, name: str) -> None:
    with pytest.raises(DomainError, match="请"):
        sniff(tmp_path, content, name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_text_passes_in_its_usual_encodings(tmp_path: Path, encoding: str) -> None:
    text = "名称,数值\r\n扶正化瘀,八十八\r\n" * 90_000
    assert sniff(tmp_path, text.encode(encoding), "a.csv").extension == "csv"


@pytest.mark.parametrize("extension", make.GENUINE)
def test_no_damage_escapes_as_an_unknown_error(tmp_path: Path, extension: str) -> None:
    chance = random.Random(extension)
    content = make.GENUINE[extension]
    for _ in range(250):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        if chance.random() < 0.3:
            damaged = damaged[: chance.randrange(1, len(damaged))]
        with contextlib.suppress(DomainError):
            sniff(tmp_path, bytes(damaged), f"a.{extension}")


def test_oversized_directory_parts_are_refused(tmp_path: Path) -> None:
    check = FileSniffer(refused.SniffLimits(xml_part=50))
    with pytest.raises(refused.ExpandsTooMuch, match="目录部分"):
        sniff(tmp_path, make.GENUINE["docx"], "a.docx", check=check)
