"""The capsule: the same digits in a fresh process, and the changed line by name (5.1.2.3.7)."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from backend.features.assessment.archive_check import verify
from backend.kernel.policy import Role
from evaluation import recompute
from tests.factories.assessments import make_panel

SPREAD = {"A": 82.0, "B": 61.0, "C": 74.0, "D": 68.0, "E": 79.0}


def _values(code):
    return SPREAD[code[0]] + 3 * int(code[1])


def _recompute_in_a_fresh_process(path):
    done = subprocess.run(
        [sys.executable, "-m", "backend.entrypoints.cli", "recompute", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.fixture
def issued(house):
    panel = make_panel(house).all_scored(_values)
    panel.prove(["1.review", "2.plan"])
    panel.release()
    panel.write()
    for k in range(len(panel.experts)):
        panel.consent(k)
    panel.issue()
    return panel


@pytest.mark.clause("5.1.2.3.7")
@pytest.mark.clause("6.2.1")
def test_the_capsule_recomputes_elsewhere_and_names_a_changed_score(issued, as_, tmp_path):
    answer = as_(issued.operator).get(f"/assessments/{issued.assessment_id}/capsule")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    path = tmp_path / "capsule.json"
    path.write_bytes(answer.content)
    result = as_(issued.operator).get(f"/assessments/{issued.assessment_id}/result").json()
    code, out = _recompute_in_a_fresh_process(path)
    assert code == 0, out
    assert "重算一致" in out
    capsule = json.loads(answer.content)
    assert capsule["results"]["score"]["total"] == pytest.approx(result["total"], rel=1e-11)
    assert recompute(capsule).ok

    capsule["inputs"]["sheets"][1]["ratings"]["D1"]["value"] = 99.0
    path.write_text(json.dumps(capsule, ensure_ascii=False, indent=1), encoding="utf-8")
    code, out = _recompute_in_a_fresh_process(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if '"value": 99.0' in text)
    assert code == 1
    assert f"输入被改动  第 {line} 行 /inputs/sheets/1/ratings/D1/value" in out


@pytest.mark.clause("5.1.2.3.7")
def test_the_capsule_lies_sealed_in_the_archive(issued, as_):
    staff = as_(issued.operator)
    packed = staff.get(f"/assessments/{issued.assessment_id}/archive.zip").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        inside = archive.read("capsule.json")
    assert inside == staff.get(f"/assessments/{issued.assessment_id}/capsule").content
    assert verify(packed) == []
    broken = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as archive,
        zipfile.ZipFile(broken, "w") as changed,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            if name == "capsule.json":
                content = content.replace(b"99", b"98").replace(b"71.0", b"72.0")
            changed.writestr(name, content)
    assert verify(broken.getvalue()) == ["capsule.json"]


def test_no_expert_is_named_in_the_capsule(issued, as_):
    text = as_(issued.operator).get(f"/assessments/{issued.assessment_id}/capsule").text
    assert "专家 " in text
    assert not any(person.actor.name in text for person in issued.experts)
    assert not any(str(person.user_id) in text for person in issued.experts)


def test_who_may_have_it_and_when(house, as_, person):
    panel = make_panel(house).all_released(_values)
    path = f"/assessments/{panel.assessment_id}/capsule"
    assert as_(panel.operator).get(path).status_code == 404
    panel.write()
    for k in range(len(panel.experts)):
        panel.consent(k)
    panel.issue()
    auditor = person(Role.AUDITOR, org=panel.operator.org_id)
    assert as_(auditor).get(path).status_code == 200
    assert as_(panel.holder).get(path).status_code == 403
    assert as_(panel.experts[0]).get(path).status_code == 403
    assert as_(Role.PLATFORM_ADMIN).get(path).status_code == 404
