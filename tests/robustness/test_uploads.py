"""Files that are not what they say, at every route that receives files (5.2.1.2.8)."""

import dataclasses
import io
import os
import zipfile

import pytest
import sqlalchemy as sa

from backend.kernel.files import StoredFile
from tests.adapters.sample_files import (
    GENUINE,
    docx_bytes,
    external,
    png_bytes,
    relations,
    unzipped,
    zipped,
)
from tests.authz.engine import PRINCIPALS
from tests.robustness.judge import difference, faults, snapshot
from tests.robustness.operations import EXAMPLES, NOBODY_WROTE_IT, PREFIX, operations, url_of
from tests.robustness.test_protocol import exchange

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200 + b"PE\x00\x00"
HTML = b"<!doctype html><script>alert(1)</script>"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _with(content: bytes, **parts: bytes | str) -> bytes:
    return zipped(unzipped(content) | parts)


def _bomb() -> bytes:
    """Return a document of which one part swells to 400 MB."""
    out = io.BytesIO(docx_bytes())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("word/media.bin", "w", force_zip64=True) as part,
    ):
        block = b"\x00" * (4 * 1024 * 1024)
        for _ in range(100):
            part.write(block)
    return out.getvalue()


def _traversing() -> bytes:
    out = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../evil.txt", "x")
    return out.getvalue()


BAD_FILES = {
    "program as pdf": ("a.pdf", "application/pdf", EXE),
    "program": ("a.exe", "application/octet-stream", EXE),
    "program, two endings": ("a.pdf.exe", "application/pdf", EXE),
    "page as png": ("a.png", "image/png", HTML),
    "page": ("a.html", "text/html", HTML),
    "page as text": ("a.txt", "text/plain", HTML),
    "script": ("a.svg", "image/svg+xml", b"<svg onload='x()' xmlns='http://www.w3.org/2000/svg'/>"),
    "shell": ("a.txt", "text/plain", b"#!/bin/sh\nrm -rf /\n\x00"),
    "pdf as png": ("a.png", "image/png", GENUINE["pdf"]),
    "png as pdf": ("a.pdf", "application/pdf", GENUINE["png"]),
    "zip as docx": ("a.docx", DOCX, GENUINE["zip"]),
    "docx as xlsx": ("a.xlsx", "application/octet-stream", GENUINE["docx"]),
    "bomb": ("a.docx", DOCX, _bomb()),
    "macro": ("a.docx", DOCX, _with(docx_bytes(), **{"word/vbaProject.bin": b"x"})),
    "outside template": (
        "a.docx",
        DOCX,
        _with(
            docx_bytes(),
            **{
                "word/_rels/settings.xml.rels": relations(external("attachedTemplate", "http://x/"))
            },
        ),
    ),
    "traversing part": ("a.docx", DOCX, _traversing()),
    "cut docx": ("a.docx", DOCX, docx_bytes()[:-200]),
    "cut png": ("a.png", "image/png", png_bytes()[:20]),
    "gigantic picture": ("a.png", "image/png", png_bytes(60_000, 60_000, b"")),
    "entity bomb": (
        "a.docx",
        DOCX,
        _with(
            docx_bytes(),
            **{"[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>"},
        ),
    ),
    "empty": ("a.pdf", "application/pdf", b""),
    "binary text": ("a.txt", "text/plain", bytes(range(256))),
    "no ending": ("a", "application/octet-stream", b"x"),
    "no name": ("", "text/plain", b"x"),
    "dots": ("..", "text/plain", b"x"),
    "only a folder": ("a%2F", "text/plain", b"x"),
    "only control characters": ("%00%0a", "text/plain", b"x"),
    "hidden": (".htaccess", "text/plain", b"x"),
    "turned name": ("a%E2%80%AEfdp.exe", "application/pdf", GENUINE["pdf"]),
}
NAMES = ("..%2F..%2Fetc%2Fa.txt", "..%5C..%5Ca.txt", "a%0d%0aX-Evil%3A1.txt", "%ff%fe.txt", "a%00.txt",
         "x" * 400 + ".txt", "%E6%88%90%E6%9E%9C%22%3B.txt", "%E2%80%AEtxt.a.txt", "=cmd().txt")  # fmt: skip


@pytest.fixture
def store(settings):
    """What lies on the disk: unfinished uploads, and contents in the store."""

    def look() -> tuple[list[str], set[str]]:
        unfinished = [
            str(path)
            for folder in (settings.data / "incoming", settings.data / "files" / "incoming")
            if folder.exists()
            for path in folder.iterdir()
        ]
        objects = {
            name for _, _, names in os.walk(settings.data / "files" / "objects") for name in names
        }
        return unfinished, objects

    return look


def _uploads(app):
    found = [o for o in operations(app) if o.is_upload and o.feature != NOBODY_WROTE_IT]
    assert found
    return found


@pytest.mark.clause("5.2.1.2.8")
def test_disguised_and_dangerous_files_are_refused_and_leave_nothing(
    app, house, world, send, store
):
    before, (unfinished, objects) = snapshot(house.database.connection), store()
    assert not unfinished
    wrong = []
    for operation in _uploads(app):
        url = url_of(operation, world)
        for name, (file, kind, content) in BAD_FILES.items():
            headers = {"x-file-name": file, "content-type": kind}
            answer = send(operation, url=url, content=content, headers=headers)
            wrong += [f"{operation.name} {name}: {fault}" for fault in faults(answer)]
            if answer.status_code < 400:
                wrong.append(f"{operation.name} {name}: {answer.status_code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)
    assert not difference(before, snapshot(house.database.connection))
    assert store() == ([], objects)


@pytest.mark.clause("5.2.1.2.8")
def test_odd_names_become_plain_names(app, house, world, send, store):
    connection, wrong = house.database.connection, []
    for operation in _uploads(app):
        url = url_of(operation, world)
        for name in NAMES:
            savepoint = connection.begin_nested()
            headers = {"x-file-name": name, "content-type": "text/plain"}
            answer = send(operation, url=url, content=b"plain words", headers=headers)
            wrong += [f"{operation.name} {name}: {fault}" for fault in faults(answer)]
            if answer.status_code < 400:
                stored = connection.execute(
                    sa.select(StoredFile.name).order_by(StoredFile.created_at.desc()).limit(1)
                ).scalar_one()
                if not stored.isprintable() or set(stored) & set("/\\") or len(stored) > 255:
                    wrong.append(f"{operation.name} {name}: stored as {stored!r}")
            savepoint.rollback()
    assert not wrong, "\n".join(wrong)
    assert store()[0] == []


@pytest.mark.clause("5.2.1.2.8")
def test_a_file_over_the_limit_stops_at_the_limit(app, house, world, send, store):
    settings = house.ports.settings.model_copy(update={"max_file_mb": 1})
    app.state.house = dataclasses.replace(
        house, ports=dataclasses.replace(house.ports, settings=settings)
    )
    before, (_, objects) = snapshot(house.database.connection), store()
    for operation in _uploads(app):
        pulled = 0

        def chunks():
            nonlocal pulled
            for _ in range(64):
                pulled += 256 * 1024
                yield b"a" * 256 * 1024

        headers = {"x-file-name": "a.txt", "content-type": "text/plain"}
        answer = send(operation, url=url_of(operation, world), content=chunks(), headers=headers)
        assert answer.status_code == 413, (operation.name, answer.text)
        assert not faults(answer)
    assert not difference(before, snapshot(house.database.connection))
    assert store() == ([], objects)


@pytest.mark.clause("5.2.1.2.8")
def test_who_may_not_upload_leaves_nothing_on_the_disk(app, house, world, send, store):
    before, (_, objects) = snapshot(house.database.connection), store()
    for operation in _uploads(app):
        cells = operation.row.expected()
        for who in PRINCIPALS:
            if cells[who] == "ok":
                continue
            headers = {"content-type": "text/plain"}
            content = b"never seen before " + os.urandom(8).hex().encode()
            answer = send(operation, who, content=content, headers=headers)
            assert answer.status_code in {401, 403, 404}, (operation.name, who, answer.text)
        made_up = {"cookie": "sid=made-up", "content-type": "text/plain"}
        answer = send(operation, "visitor", content=_never(), headers=made_up)
        assert answer.status_code == 401
        for name in operation.path:
            url = url_of(operation, world, instead={name: EXAMPLES["uuid"]})
            answer = send(
                operation, url=url, content=b"of nothing", headers={"content-type": "text/plain"}
            )
            assert answer.status_code == 404
    assert not difference(before, snapshot(house.database.connection))
    assert store() == ([], objects)


def _never():
    """Yield one chunk; asking for more means that a stranger could fill the disk."""
    yield b"x" * 1024


@pytest.mark.clause("5.2.1.2.8")
def test_an_upload_that_breaks_off_leaves_nothing(app, house, world, store):
    before, (_, objects) = snapshot(house.database.connection), store()
    for operation in _uploads(app):
        token = world.people[operation.principal()].token
        headers = {
            "cookie": f"sid={token}",
            "x-file-name": "a.txt",
            "content-type": "text/plain",
            "content-length": "1000000",
        }
        _, _, sent = exchange(
            app,
            path=f"{PREFIX}{url_of(operation, world)}",
            headers=headers,
            body=[b"plain words", b" and more"],
            breaks_off=True,
        )
        assert not any(message.get("status", 500) < 400 for message in sent)
    assert not difference(before, snapshot(house.database.connection))
    assert store() == ([], objects)


def test_an_upload_may_carry_an_idempotency_key(app, house, world, send):
    """The key's fingerprint is the file's hash; reading the stream a second time would be a 500."""
    connection = house.database.connection
    for operation in _uploads(app):
        savepoint = connection.begin_nested()
        answer = send(operation, headers={"idempotency-key": "upload-once-0001"})
        assert answer.status_code < 300, (operation.name, answer.text)
        savepoint.rollback()
