"""Checking what the platform gave out: page and console (clause 5.1.2.3.7)."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from backend.features.assessment.archive import zip_bytes
from backend.features.assessment.archive_check import NotAnArchive, check_archive, verify
from backend.kernel.policy import Role
from tests.factories.assessments import make_panel

pytestmark = pytest.mark.clause("5.1.2.3.7")


def _marks(code):
    return 60.0 + 3 * int(code[1])


@pytest.fixture
def issued(house):
    return make_panel(house).all_issued(_marks)


def _download(as_, panel, name):
    return as_(panel.operator).get(f"/assessments/{panel.assessment_id}/{name}").content


def _check(someone, name, content):
    from urllib.parse import quote

    return someone.post(
        "/evaluation-files/check", content=content,
        headers={"x-file-name": quote(name), "content-type": "application/octet-stream"},
    )  # fmt: skip


def _changed(packed, name, old, new):
    """Return the archive with one change in one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(target, "w") as after:
        for entry in before.namelist():
            content = before.read(entry)
            if entry == name:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(entry, content)
    return target.getvalue()


def _console(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "backend.entrypoints.cli", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_what_was_issued_is_recognised_by_anybody_who_has_it(issued, as_):
    for name in ("archive.zip", "capsule", "report.pdf", "report.docx"):
        content = _download(as_, issued, name)
        file_name = {"capsule": "胶囊.json"}.get(name, name)
        body = _check(as_(issued.holder), file_name, content).json()
        assert (body["issued"], body["ok"]) == (True, True), name
        assert body["number"] == issued.assessment().number
        assert "逐字节相同" in body["verdict"]
        other = _check(as_(issued.holder), file_name, content[:-1] + b" ")
        assert not other.json().get("issued"), name


def test_a_changed_file_is_named_on_the_page_and_on_the_console(issued, as_, tmp_path):
    packed = _download(as_, issued, "archive.zip")
    broken = _changed(packed, "material.json", b'"sections"', b'"sectionz"')
    body = _check(as_(issued.operator), "a.zip", broken).json()
    states = {member["name"]: member["state"] for member in body["members"]}
    assert states.pop("material.json") == "changed"
    assert set(states.values()) == {"same"}
    assert {"report.pdf", "report.docx", "capsule.json", "result.json"} <= set(states)
    assert (body["issued"], body["ok"]) == (False, False)
    path = tmp_path / "a.zip"
    path.write_bytes(packed)
    code, out = _console("archive", "verify", path)
    assert code == 0, out
    assert "评估胶囊重算一致" in out
    path.write_bytes(broken)
    code, out = _console("archive", "verify", path)
    assert code == 1
    assert "内容被改动  material.json" in out


def test_one_flipped_byte_anywhere_in_the_zip_never_passes(issued, as_):
    packed = _download(as_, issued, "archive.zip")
    step = len(packed) // 150
    for place in range(0, len(packed), step):
        broken = bytearray(packed)
        broken[place] ^= 0x20
        body = _check(as_(issued.operator), "a.zip", bytes(broken))
        if body.status_code == 422:
            continue  # no longer an archive at all
        assert not body.json()["issued"], place


def test_a_changed_score_is_named_by_line_even_if_the_list_was_rewritten(issued, as_):
    packed = _download(as_, issued, "archive.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "index.json"}
    text = files["capsule.json"].decode()
    capsule = json.loads(text)
    rating = capsule["inputs"]["sheets"][0]["ratings"]["D1"]
    rating["value"] = 99.0
    files["capsule.json"] = (json.dumps(capsule, ensure_ascii=False, indent=1) + "\n").encode()
    forged = zip_bytes(issued.assessment().number, files)
    assert verify(forged) == []
    body = _check(as_(issued.operator), "a.zip", forged).json()
    assert not body["issued"]
    assert not body["capsule"]["ok"]
    first = body["capsule"]["lines"][0]
    assert "/inputs/sheets/0/ratings/D1/value" in first
    line = int(first.split("第 ")[1].split(" 行")[0])
    assert "99.0" in files["capsule.json"].decode().splitlines()[line - 1]


def test_missing_added_and_doubled_files_are_named(issued, as_):
    packed = _download(as_, issued, "archive.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as after:
        for name, content in files.items():
            if name != "tree.json":
                after.writestr(name, content)
        after.writestr("extra.txt", b"?")
        with pytest.warns(UserWarning, match="Duplicate"):
            after.writestr("report.pdf", files["report.pdf"])
    found = {member.name: member.state for member in check_archive(target.getvalue()).members}
    assert (found["tree.json"], found["extra.txt"]) == ("missing", "added")
    assert found["report.pdf"] == "changed"


NOT_ASCII = json.dumps(
    {"format": "hepabridge-capsule/1", "version": "1", "inputs": {"a": 1}, "results": {},
     "digests": {"/inputs/a": "改"}, "seal": "改"},
    ensure_ascii=False,
).encode()  # fmt: skip
HOSTILE = [
    b"PK\x03\x04 and nothing more", b"{", b"[]", b'{"format": 1}', b"[" * 5000, NOT_ASCII,
    b"%PDF-1.7 not mine", b"\x00\xff\x00",
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_handed_in_gets_an_answer(as_, content):
    for name in ("a.zip", "a.json", "a.docx"):
        answer = _check(as_(Role.HOLDER), name, content)
        assert answer.status_code in {200, 422}, answer.text
        if answer.status_code == 200:
            assert not answer.json()["ok"]


@pytest.mark.parametrize(
    "index", [b"[]", b"{}", b'{"files": 1}', b'{"files": [1]}', b'{"files": [{}]}', b"\xff"]
)
def test_a_list_that_cannot_be_read_is_said(index):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("index.json", index)
    with pytest.raises(NotAnArchive, match="清单"):
        check_archive(target.getvalue())


def test_a_stranger_checks_nothing(client):
    assert client.post("/api/v1/evaluation-files/check", content=b"x").status_code == 401
