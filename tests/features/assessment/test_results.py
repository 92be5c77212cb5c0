"""Result, maturity, SWOT, report, archive (clauses 5.1.2.2.1, 5.1.2.3.6-7, 6.2.2, 6.3.1)."""

import io
import json
import zipfile

import pypdf
import pytest
from sqlmodel import col, select

from backend.features.assessment import queries, service
from backend.features.assessment.archive_check import verify
from backend.features.assessment.computing import payload_of
from backend.features.assessment.maturity import scale_for
from backend.features.assessment.models import AssessmentResult
from backend.features.identity.models import User
from backend.features.outcomes.models import Outcome
from backend.features.service_desk.models import ServiceRequest
from backend.kernel.errors import Conflict
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE
from tests.factories.assessments import make_panel


def _result(house, panel):
    with house.reading() as uow:
        return uow.session.exec(
            select(AssessmentResult).where(
                col(AssessmentResult.assessment_id) == panel.assessment_id
            )
        ).one()


@pytest.mark.clause("6.2.1")
def test_the_total_is_the_sum_worked_out_by_hand(house, as_):
    # equal judgements: five dimensions of 0.2; clinical 80, market 60, technical 70, rest 50
    marks = {"A": 80.0, "B": 60.0, "C": 70.0, "D": 50.0, "E": 50.0}
    panel = make_panel(house).all_released(lambda code: marks[code[0]])
    body = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/result").json()
    assert body["total"] == pytest.approx(0.2 * (80 + 60 + 70 + 50 + 50))
    assert body["state_label"] == "通过"
    assert body["distance"] == pytest.approx(2.0)
    leaf = next(leaf for leaf in body["leaves"] if leaf["code"] == "A1")
    assert leaf["weight"] == pytest.approx(0.05)
    assert leaf["contribution"] == pytest.approx(0.05 * 80)
    assert (leaf["n"], leaf["node"], leaf["node_passed"]) == (2, "临床评估", True)
    assert leaf["node_cr"] == pytest.approx(0, abs=1e-12)
    assert [c["value"] for c in leaf["contributions"]] == [80, 80]
    assert all(c["pseudonym"].startswith("专家 ") for c in leaf["contributions"])
    assert sum(leaf["contribution"] for leaf in body["leaves"]) == pytest.approx(body["total"])


@pytest.mark.clause("6.2.1")
def test_the_same_inputs_give_the_same_digits(house):
    panel = make_panel(house).all_released(lambda code: 61.3 if code[0] == "A" else 72.9)
    kept = _result(house, panel).payload
    inputs = {key: kept[key] for key in ("assessment", "tree", "weights", "pass_rule", "sheets")}
    again, card = payload_of(STANDARD_TREE, json.loads(json.dumps(inputs)))
    assert again == kept
    assert card.total == kept["card"]["total"]


@pytest.mark.clause("6.3.1")
@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ({"A": 90, "B": 39, "C": 90, "D": 90, "E": 90}, "市场评估"),
        ({"A": 59, "B": 59, "C": 59, "D": 59, "E": 59}, "总分 59.0 低于 60"),
    ],
)
def test_the_pass_rule_has_a_total_and_a_floor(house, as_, marks, reason):
    panel = make_panel(house).all_released(lambda code: float(marks[code[0]]))
    body = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/result").json()
    assert not body["passed"]
    assert reason in "；".join(body["reasons"])


@pytest.mark.clause("6.3.1")
def test_one_veto_fails_whatever_the_total(house, as_):
    panel = make_panel(house).all_signed()
    for k in range(5):
        panel.score(k, 85.0)
        vetoes = [{"kind": "ethics", "reason": "缺伦理批件"}] if k == 2 else []
        panel.advise(k, vetoes=vetoes)
        panel.submit(k)
    panel.release()
    body = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/result").json()
    assert (body["state"], body["total"]) == ("failed", pytest.approx(85))
    assert body["vetoes"][0]["kind_label"] == "科技伦理"


@pytest.mark.clause("6.2.1")
def test_nothing_is_released_before_all_sheets_are_in(house, as_):
    panel = make_panel(house).all_signed()
    with pytest.raises(Conflict, match="评分中"):
        panel.release()


@pytest.mark.clause("5.1.1.1")
def test_a_recusal_after_scoring_takes_the_sheet_out(house, as_):
    panel = make_panel(house, seats=(*_seats(), _seats()[0])).all_scored(70.0)
    with house.unit_of_work(panel.operator.actor) as uow:
        member = panel.member(5)
        service.replace_member(uow, member.id, member.version, "事后发现合作关系")
    panel.release()
    body = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/result").json()
    assert body["recused"] == 1
    leaf = next(leaf for leaf in body["leaves"] if leaf["code"] == "A1")
    assert leaf["n"] == 2


def _seats():
    from tests.factories.assessments import SEATS

    return SEATS


@pytest.mark.clause("5.1.2.1.5-b")
def test_the_maturity_level_falls_when_a_proof_is_removed(house, as_):
    panel = make_panel(house)
    panel.prove(["1.review", "2.plan", "3.in_vitro", "3.screen"])
    staff = as_(panel.operator)
    path = f"/assessments/{panel.assessment_id}/maturity"
    assert staff.get(path).json()["level"] == 3
    panel.prove(["1.review", "3.in_vitro", "3.screen"])
    body = staff.get(path).json()
    assert (body["level"], body["stage_label"]) == (1, "实验室阶段")
    assert body["missing"] == ["研究方案（组方依据或设计依据）"]
    bare = {"scale_id": "trl-drug", "proofs": [{"code": "1.review"}]}
    refused = staff.put(path, json=bare, version=body["version"])
    assert refused.json()["errors"][0]["pointer"] == "/proofs/0"


@pytest.mark.clause("5.1.2.1.5-b")
def test_the_level_is_that_of_the_lowest_essential_part(house, as_):
    panel = make_panel(house).all_released()
    staff = as_(panel.operator)
    path = f"/assessments/{panel.assessment_id}/maturity"

    def put(parts, proofs):
        body = {
            "scale_id": "trl-drug",
            "components": [{"name": name, "essential": part} for name, part in parts],
            "proofs": [{"component": c, "code": code, "note": "第 1 页"} for c, code in proofs],
        }
        return staff.put(path, json=body, version=staff.get(path).json()["version"])

    drug = [("颗粒剂", code) for code in ("1.review", "2.plan", "3.in_vitro", "3.screen")]
    kit = [("检测方法", "1.review")]
    assert put([("颗粒剂", True), ("检测方法", True)], [*drug, *kit]).status_code == 200
    body = staff.get(path).json()
    assert body["level"] == 1
    assert [(c["name"], c["level"]) for c in body["components"]] == [("颗粒剂", 3), ("检测方法", 1)]
    # what an optional part lacks does not count; a part without any proof does
    put([("颗粒剂", True), ("检测方法", False)], [*drug, *kit])
    assert staff.get(path).json()["level"] == 3
    document = staff.get(f"/assessments/{panel.assessment_id}/report/document").json()
    assert "检测方法 1 级（非必要，不计）" in str(document)
    put([("颗粒剂", True), ("检测方法", True)], drug)
    assert staff.get(path).json()["level"] == 0
    assert [item["on_file"] for item in staff.get(path).json()["levels"][0]["evidence"]] == [False]
    for parts, proofs, pointer in (
        ([("甲", True), ("甲", True)], [], "/components/1/name"),
        ([("甲", False)], [], "/components"),
        ([("甲", True)], kit, "/proofs/0/component"),
    ):
        refused = put(parts, proofs)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.clause("5.1.2.2.1")
def test_swot_is_drafted_from_scores_and_every_entry_has_a_link(house, as_):
    panel = make_panel(house).all_released(lambda code: 85.0 if code in {"C1", "B2"} else 62.0)
    staff = as_(panel.operator)
    path = f"/assessments/{panel.assessment_id}/swot"
    body = staff.get(path).json()
    assert {"S", "O"} <= {item["quadrant"] for item in body["items"]}
    assert all(item["indicator_code"] and not item["confirmed"] for item in body["items"])
    free = {"items": [{"quadrant": "S", "statement": "团队很好"}]}
    assert staff.put(path, json=free, version=body["version"]).status_code == 422
    linked = {
        "items": [
            {"quadrant": "S", "statement": "原创组方", "indicator_code": "C1"},
            {"quadrant": "O", "statement": "人群增长", "indicator_code": "B2"},
        ],
        "strategies": [{"type": "SO", "text": "先许可后扩展", "uses": ["S1", "O1"]}],
    }
    saved = staff.put(path, json=linked, version=body["version"]).json()
    assert saved["items"][0]["indicator_name"] == "技术创新性"
    assert "“劣势”为空" in saved["flags"]


@pytest.mark.clause("5.1.2.3.6")
@pytest.mark.parametrize(
    ("part", "empty", "label"),
    [
        ("overview", "", "成果概述"),
        ("maturity_statement", "", "技术成熟度评定情况"),
        ("transfer_advice", "", "转化建议"),
        ("expert_advice", [], "专家建议"),
    ],
)
def test_a_missing_part_blocks_the_issue(house, part, empty, label):
    panel = make_panel(house).all_released()
    panel.write(**{part: empty})
    for k in range(5):
        panel.consent(k)
    with pytest.raises(Conflict, match=label):
        panel.issue()


@pytest.mark.clause("6.2.2")
def test_every_member_consents_to_exactly_this_text_or_dissents(house, as_):
    panel = make_panel(house).all_released()
    panel.write()
    for k in range(4):
        panel.consent(k)
    with pytest.raises(Conflict, match="还有 1 位专家未确认"):
        panel.issue()
    panel.consent(4, dissent="认为成熟度评定偏高。")
    panel.write(risks="专利尚在审查")
    with pytest.raises(Conflict, match="还有 5 位专家未确认"):
        panel.issue()
    expert = as_(panel.experts[0])
    stale = expert.post(
        f"/panel-tasks/{panel.members[0]}/consent",
        json={"agreed": True, "content_hash": "sha256:" + "0" * 64},
        version=panel.member(0).version,
    )
    assert stale.status_code == 409
    for k in range(5):
        panel.consent(k, dissent="认为成熟度评定偏高。" if k == 4 else "")
    panel.issue()
    body = as_(panel.holder).get(f"/assessments/{panel.assessment_id}/report").json()
    assert [opinion["text"] for opinion in body["dissent"]] == ["认为成熟度评定偏高。"]


@pytest.mark.clause("5.1.2.3.6")
def test_the_pdf_carries_the_four_parts_and_is_the_same_for_the_same_data(house, as_):
    panel = make_panel(house).all_issued()
    staff = as_(panel.operator)
    first = staff.get(f"/assessments/{panel.assessment_id}/report.pdf")
    assert first.headers["content-type"] == "application/pdf"
    with house.reading() as uow:
        assessment = panel.assessment()
        assert service.render_report(uow, assessment) == first.content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(first.content)).pages)
    flat = text.replace("\n", "")
    for part in ("成果概述", "技术成熟度评定", "转化建议", "专家建议"):
        assert part in flat
    for person in panel.experts:
        assert person.actor.name not in flat


@pytest.mark.clause("5.1.2.3.7")
def test_the_archive_finds_a_changed_byte(house, as_):
    panel = make_panel(house).all_issued()
    content = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/archive.zip").content
    assert verify(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert {"report.pdf", "result.json", "tree.json", "declarations.json"} <= set(files)
    files["result.json"] = files["result.json"].replace(b"70.0", b"71.0", 1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    assert verify(target.getvalue()) == ["result.json"]
    denied = as_(panel.holder).get(f"/assessments/{panel.assessment_id}/archive.zip")
    assert denied.status_code == 403


@pytest.mark.clause("6.2.2")
@pytest.mark.parametrize(
    ("value", "status", "passed"), [(70.0, "assessing", True), (50.0, "not_passed", False)]
)
def test_issuing_tells_the_others_and_fails_only_what_failed(
    house, drain, as_, value, status, passed
):
    panel = make_panel(house).all_issued(value)
    with house.reading() as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == status
        event = uow.session.exec(
            select(OutboxEvent).where(col(OutboxEvent.name) == "assessment.issued")
        ).one()
        assert json.loads(event.payload)["passed"] is passed
        request = uow.session.exec(
            select(ServiceRequest).where(col(ServiceRequest.subject_id) == panel.outcome_id)
        ).one()
        assert request.status == "completed"
        result = queries.public_result(uow, panel.outcome_id)
        assert (result.passed, result.total) == (passed, pytest.approx(value))
        # fewer than three experts judged the others: named, not told
        told = [name for _, name, score in result.dimensions if score is not None]
        assert (len(result.dimensions), told) == (5, ["知识产权", "项目团队"])
    drain()
    inbox = as_(panel.holder).get("/me/inbox").json()["items"]
    assert any("评估报告已出具" in notice["title"] for notice in inbox)


@pytest.mark.clause("6.2.2")
def test_the_holder_reads_the_aggregate_after_the_issue_and_no_name_ever(house, as_):
    panel = make_panel(house).all_released()
    holder, path = as_(panel.holder), f"/assessments/{panel.assessment_id}"
    assert holder.get(f"{path}/result").status_code == 403
    assert holder.get(f"{path}/report").status_code == 403
    panel.write()
    for k in range(5):
        panel.consent(k)
    panel.issue()
    result = holder.get(f"{path}/result").json()
    by_code = {leaf["code"]: leaf for leaf in result["leaves"]}
    # two clinicians stand behind A1: not even their mean is told; five behind D1: no single one is
    figures = ("score", "contribution", "mean", "trimmed", "sd", "low", "high")
    assert by_code["A1"]["withheld"]
    assert [by_code["A1"][key] for key in figures] == [None] * len(figures)
    assert by_code["D1"]["mean"] == pytest.approx(70)
    assert all(leaf["contributions"] == [] for leaf in result["leaves"])
    with house.reading() as uow:
        names = [uow.session.get_one(User, e.user_id).name for e in panel.experts]
    for route in (
        path, f"{path}/result", f"{path}/report", f"{path}/swot", f"{path}/maturity",
        "/assessments", "/me/inbox", "/me/todos", f"/outcomes/{panel.outcome_id}",
    ):  # fmt: skip
        answer = holder.get(route)
        assert answer.status_code == 200, (route, answer.text)
        for name, expert in zip(names, panel.experts, strict=True):
            assert f'"{name}"' not in answer.text, (route, name)
            assert str(expert.user_id) not in answer.text, (route, name)
    assert as_(Role.HOLDER).get(f"{path}/result").status_code == 404


def test_after_the_issue_nothing_changes_any_more(house, as_):
    panel = make_panel(house).all_issued()
    staff, path = as_(panel.operator), f"/assessments/{panel.assessment_id}"
    version = panel.assessment().version
    assert staff.put(f"{path}/swot", json={"items": []}, version=version).status_code == 409
    proofs = {"scale_id": "trl-drug", "proofs": []}
    assert staff.put(f"{path}/maturity", json=proofs, version=version).status_code == 409
    cancel = staff.post(f"{path}/cancel", json={"reason": "x"}, version=version)
    assert cancel.status_code == 409
    recusal = as_(panel.experts[0]).post(
        f"/panel-tasks/{panel.members[0]}/recuse", json={"reason": "x"},
        version=panel.member(0).version,
    )  # fmt: skip
    assert recusal.status_code == 409
    history = as_(panel.experts[0]).get("/experts/me").json()["expert"]["engagements"]
    assert history[0]["end_label"] == "已完成"


@pytest.mark.clause("5.1.2.1.5-b")
@pytest.mark.parametrize(
    ("kind", "field", "scale"),
    [
        ("preparation", "therapy", "trl-drug"),
        ("patent", "drug", "trl-drug"),
        ("patent", "diagnostic_device", "trl-device"),
        ("patent", "ivd", "trl-ivd"),
        ("method", "drug", "trl-method"),
        (None, None, "trl-method"),
    ],
)
def test_the_maturity_scale_goes_by_kind_then_by_field(kind, field, scale):
    assert scale_for(kind, field) == scale
