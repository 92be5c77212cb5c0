"""Score sheets: rules, secrecy, lock (clauses 5.1.2.1.1, 5.1.2.3.5, 6.2.1)."""

import pytest
from sqlmodel import col, select

from backend.features.assessment.models import Score, ScoreSheet
from backend.kernel.audit import AuditEntry
from backend.kernel.errors import Invalid
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from tests.factories.assessments import make_panel

SECRET = "评语-CANARY-只有本人可见"


def _save(client, task, version, leaf="A1", **score):
    body = {"value": 70, "answers": {"rigid": "是"}} | score
    return client.put(f"{task}/sheet/scores/{leaf}", json=body, version=version)


def _first(panel, as_, k=0):
    client, task = as_(panel.experts[k]), f"/panel-tasks/{panel.members[k]}"
    return client, task, client.get(f"{task}/sheet").json()


@pytest.mark.clause("5.1.2.1.1")
def test_a_sheet_shows_the_assigned_leaves_with_anchors_and_questions(house, as_):
    panel = make_panel(house).all_signed()
    _, _, sheet = _first(panel, as_)
    codes = [leaf["code"] for dim in sheet["dimensions"] for leaf in dim["leaves"]]
    assert codes == ["A1", "A2", "A3", "A4", "D1", "D2", "D3", "E1", "E2", "E3"]
    leaf = sheet["dimensions"][0]["leaves"][0]
    assert len(leaf["anchors"]) == 5
    assert leaf["questions"][3]["text"] == "诊疗需求是否为刚需"
    assert (sheet["scored"], sheet["total"]) == (0, 10)


@pytest.mark.clause("5.1.2.1.1")
@pytest.mark.parametrize(
    ("value", "comment", "done"),
    [(20, "", False), (20, "低", True), (21, "", True), (89, "", True), (90, "", False), (100, "高", True)],
)  # fmt: skip
def test_extreme_scores_need_a_comment(house, as_, value, comment, done):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    saved = _save(client, task, sheet["version"], value=value, comment=comment).json()
    leaf = saved["dimensions"][0]["leaves"][0]
    assert leaf["done"] is done
    assert bool(leaf["missing"]) is not done


@pytest.mark.clause("5.1.2.1.3-a")
def test_the_verdict_on_the_rigid_need_must_be_given(house, as_):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    saved = _save(client, task, sheet["version"], answers={}).json()
    assert saved["dimensions"][0]["leaves"][0]["missing"] == ["请回答：诊疗需求是否为刚需"]


@pytest.mark.clause("5.1.2.1.4-c")
def test_profit_model_cost_structure_and_advantage_are_all_three_required(house, as_):
    panel = make_panel(house).all_signed()
    client, task = as_(panel.experts[4]), f"/panel-tasks/{panel.members[4]}"
    sheet = client.get(f"{task}/sheet").json()
    two = {"value": 70, "comment": "可行", "answers": {"profit_model": "70", "advantage": "60"}}
    saved = client.put(f"{task}/sheet/scores/B3", json=two, version=sheet["version"]).json()
    leaves = {leaf["code"]: leaf for dim in saved["dimensions"] for leaf in dim["leaves"]}
    assert leaves["B3"]["missing"] == ["请回答：成本结构"]
    three = two | {"answers": two["answers"] | {"cost_structure": "65"}}
    saved = client.put(f"{task}/sheet/scores/B3", json=three, version=saved["version"]).json()
    leaves = {leaf["code"]: leaf for dim in saved["dimensions"] for leaf in dim["leaves"]}
    assert leaves["B3"]["done"]


def test_leaving_out_needs_a_reason_and_is_not_zero(house, as_):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    saved = _save(client, task, sheet["version"], value=None).json()
    assert not saved["dimensions"][0]["leaves"][0]["done"]
    saved = _save(client, task, saved["version"], value=None, abstain_reason="超出专业").json()
    assert saved["dimensions"][0]["leaves"][0]["done"]


@pytest.mark.parametrize(
    ("leaf", "score", "status", "pointer"),
    [
        ("A1", {"value": 101}, 422, "/value"),
        ("A1", {"value": -1}, 422, "/value"),
        ("A1", {"value": "NaN"}, 422, "/value"),
        ("A1", {"answers": {"nothing": "x"}}, 422, "/answers/nothing"),
        ("A1", {"evidence": ["00000000-0000-0000-0000-000000000000"]}, 422, "/evidence/0"),
        ("A1", {"comment": "a\u0000b"}, 422, "/comment"),
        ("B1", {}, 404, None),
        ("nothing", {}, 404, None),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(house, as_, leaf, score, status, pointer):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    answer = _save(client, task, sheet["version"], leaf, **score)
    assert answer.status_code == status
    if pointer:
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert client.get(f"{task}/sheet").json()["version"] == sheet["version"]


def test_autosave_needs_the_version_it_saw(house, as_):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    assert _save(client, task, sheet["version"]).status_code == 200
    assert _save(client, task, sheet["version"]).status_code == 412
    missing = client.put(f"{task}/sheet/scores/A1", json={"value": 1})
    assert missing.status_code == 428


@pytest.mark.clause("6.2.1")
def test_scores_lie_encrypted_and_enter_neither_audit_nor_events(house, as_):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    saved = _save(client, task, sheet["version"], value=93.5, comment=SECRET).json()
    notes = {"advice": SECRET, "vetoes": [{"kind": "safety", "reason": SECRET}]}
    assert client.put(f"{task}/sheet/notes", json=notes, version=saved["version"]).is_success
    with house.reading() as uow:
        score = uow.session.exec(select(Score)).one()
        sealed = uow.session.exec(select(ScoreSheet.sealed)).all()
        for token in (score.sealed, *sealed):
            assert SECRET.encode() not in token
            assert b"93.5" not in token
        for entry in uow.session.exec(select(AuditEntry)).all():
            assert SECRET not in entry.changes
            assert "93.5" not in entry.changes
        for event in uow.session.exec(select(OutboxEvent)).all():
            assert SECRET not in event.payload


@pytest.mark.clause("6.2.1")
def test_nobody_else_sees_scores_before_the_release(house, as_):
    panel = make_panel(house).all_signed()
    panel.score(0, 93.5, SECRET)
    panel.advise(0, SECRET)
    task, path = f"/panel-tasks/{panel.members[0]}", f"/assessments/{panel.assessment_id}"
    people = {
        "colleague": as_(panel.experts[1]), "operator": as_(panel.operator),
        "holder": as_(panel.holder), "auditor": as_(Role.AUDITOR),
        "admin": as_(Role.PLATFORM_ADMIN),
    }  # fmt: skip
    for name, client in people.items():
        for route in (
            f"{task}/sheet", f"{task}/material", task, path, f"{path}/panel", f"{path}/result",
            f"{path}/report", f"{path}/report.pdf", f"{path}/archive.zip", f"{path}/swot",
            "/assessments", "/panel-tasks", "/me/todos", "/me/inbox", "/experts",
        ):  # fmt: skip
            answer = client.get(route)
            assert SECRET not in answer.text, (name, route)
            assert "93.5" not in answer.text, (name, route)
    assert people["colleague"].get(f"{task}/sheet").status_code == 404
    assert people["operator"].get(f"{task}/sheet").status_code == 403
    assert people["operator"].get(f"{path}/result").status_code == 403
    assert people["holder"].get(f"{path}/result").status_code == 403
    assert people["admin"].get(f"{path}/panel").status_code == 404


@pytest.mark.clause("5.1.2.3.5")
def test_submitting_names_every_gap_and_then_locks(house, as_):
    panel = make_panel(house).all_signed()
    client, task, sheet = _first(panel, as_)
    refused = client.post(f"{task}/sheet/submit", version=sheet["version"])
    assert refused.status_code == 422
    pointers = [error["pointer"] for error in refused.json()["errors"]]
    assert "/scores/A1" in pointers
    assert "/advice" in pointers
    panel.score(0)
    panel.advise(0)
    panel.submit(0)
    locked = client.get(f"{task}/sheet").json()
    assert (locked["status_label"], locked["editable"]) == ("已提交", False)
    assert _save(client, task, locked["version"]).status_code == 409
    assert client.post(f"{task}/sheet/submit", version=locked["version"]).status_code == 409


def test_staff_may_return_a_sheet_before_the_release_with_a_reason(house, as_, drain):
    panel = make_panel(house).all_scored()
    assert panel.assessment().status == "scored"
    staff = as_(panel.operator)
    path = f"/panel-members/{panel.members[0]}/return-sheet"
    refused = staff.post(path, json={"reason": ""}, version=panel.sheet(0).version)
    assert refused.status_code == 422
    done = staff.post(path, json={"reason": "漏看材料三"}, version=panel.sheet(0).version)
    assert done.json()["status"] == "scoring"
    drain()
    inbox = as_(panel.experts[0]).get("/me/inbox").json()["items"]
    assert inbox[0]["body"] == "漏看材料三"
    panel.submit(0)
    assert panel.assessment().status == "scored"


def test_progress_is_shown_without_values(house, as_):
    panel = make_panel(house).all_signed()
    panel.score(0, 81.0)
    view = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/panel")
    member = next(m for m in view.json()["members"] if m["id"] == str(panel.members[0]))
    assert (member["scored"], len(member["leaves"])) == (10, 10)
    assert "81.0" not in view.text


def test_two_vetoes_of_one_kind_are_refused(house):
    panel = make_panel(house).all_signed()
    veto = {"kind": "ethics", "reason": "无伦理批件"}
    with pytest.raises(Invalid):
        panel.advise(0, vetoes=[veto, veto])
    with house.reading() as uow:
        sheet = uow.session.exec(
            select(ScoreSheet).where(col(ScoreSheet.member_id) == panel.members[0])
        ).one()
        assert sheet.sealed == b""
