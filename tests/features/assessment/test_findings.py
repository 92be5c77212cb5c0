"""What the report says leaf by leaf: answers, evidence, warnings (clause 5.1.2.1)."""

import pytest

from backend.features.assessment import service
from backend.features.assessment.schemas.scores import ScoreInput
from backend.features.library.models import LibraryRecord
from backend.features.library.service import publish
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from evaluation import TRL_SCALES
from tests.factories.assessments import make_panel
from tests.factories.institutions import outcome_paper

ENGINEER = 2  # seat of the first engineering expert
PROFILE = {
    "novelty": {"claim": "none"},
    "milestones": [{"name": "中试三批", "state": "done"}, {"name": "注册申报", "state": "planned"}],
    "interfaces": [
        {"name": "颗粒剂产线", "kind": "workflow", "fit": "minor", "note": "加一台混合机"}
    ],
    "team": [{"name": "甲", "role": "负责人", "task": "临床", "share": 40}, {"name": "乙"}],
}


@pytest.fixture
def panel(house):
    panel = make_panel(house)
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, panel.outcome_id).maturity = "pilot"
    return panel


def _evidence(panel, as_, parts):
    client = as_(panel.holder)
    view = client.post("/evidence-bases", json={"outcome_id": str(panel.outcome_id)}).json()
    for part, body in parts.items():
        path = f"/evidence-bases/{view['id']}/{part}"
        view = client.put(path, json=body, version=view["version"]).json()
    return view


def _answer(panel, seat, leaf, **content):
    with panel.house.unit_of_work(panel.experts[seat].actor) as uow:
        service.save_score(
            uow, panel.members[seat], leaf, panel.sheet(seat).version,
            ScoreInput(value=70.0, comment="依据充分", **content),
        )  # fmt: skip


def _release(panel, *changes):
    panel.all_signed()
    for k in range(len(panel.experts)):
        panel.score(k)
        panel.advise(k)
    for seat, leaf, content in changes:
        _answer(panel, seat, leaf, **content)
    for k in range(len(panel.experts)):
        panel.submit(k)
    panel.release()


def _findings(panel, as_, who=None):
    path = f"/assessments/{panel.assessment_id}/report"
    report = as_(who or panel.operator).get(path).json()
    return report, {leaf["code"]: leaf for leaf in report["findings"]}


def _facts(leaf):
    return {fact["label"]: fact["value"] for fact in leaf["facts"]}


@pytest.mark.clause("5.1.2.1.3-a")
def test_the_report_shows_answers_verdict_and_evidence_links(panel, house, as_):
    paper = outcome_paper(house, panel.outcome_id)
    answers = {"population": "约 100 万", "novelty": "首次分期论治", "gap": "缺少抗纤维化药物",
               "rigid": "yes"}  # fmt: skip
    _release(
        panel,
        (0, "A1", {"answers": answers, "evidence": [paper]}),
        (1, "A1", {"answers": answers | {"population": "约 90 万", "rigid": "no"}}),
    )
    report, found = _findings(panel, as_)
    facts = _facts(found["A1"])
    assert facts["受众人数（每年）"] == "约 100 万 人；约 90 万 人"
    assert facts["解决原有方案的哪些不足"] == "缺少抗纤维化药物"
    assert facts["诊疗需求是否为刚需"] == "意见相当（是 1 人，否 1 人）"
    assert found["A1"]["files"] == [{"file_id": str(paper), "name": "证明.txt", "page": ""}]
    assert report["files_path"] == f"/api/v1/outcomes/{panel.outcome_id}/attachments"
    member, _ = _findings(panel, as_, panel.experts[0])
    got = as_(panel.experts[0]).get(
        f"{member['files_path'].removeprefix('/api/v1')}/{paper}"
    )  # fmt: skip
    assert got.content.startswith(b"paper")
    assert "专家" not in "".join(found["A1"]["facts"][0].values())


@pytest.mark.clause("5.1.2.1.3-b")
@pytest.mark.clause("5.1.2.1.3-c")
@pytest.mark.clause("5.1.2.1.3-d")
def test_utility_convenience_and_cost_are_in_the_report(panel, as_):
    cost = {"source": "测算", "year": 2025}
    _evidence(panel, as_, {
        "utility": {"rows": [{"name": "有效率", "unit": "%", "old": 60, "new": 75, "source": "试验"}]},
        "cost": {
            "new": cost | {"visit_fen": 80_000, "consumable_fen": 46_000},
            "existing": cost | {"visit_fen": 95_000, "consumable_fen": 55_000},
        },
    })  # fmt: skip
    _release(panel, (0, "A3", {"answers": {"difficulty": "半天培训", "minutes.old": "30",
                                           "minutes.new": "20"}}))  # fmt: skip
    _, found = _findings(panel, as_)
    assert _facts(found["A2"])["新旧对照：有效率"] == "60 → 75 %，差 +15，+25.0%，改善"
    assert _facts(found["A3"]) == {
        "操作难易程度（培训要求）": "半天培训", "单次操作耗时": "30 → 20 分钟（-10）",
    }  # fmt: skip
    facts = _facts(found["A4"])
    assert "= 1,260.00 元" in facts["本成果每例费用"]
    assert facts["与现有方案相差"] == "-240.00 元（-16.0%）"


@pytest.mark.clause("5.1.2.1.3-a")
@pytest.mark.clause("5.1.2.1.3-c")
def test_questions_that_nobody_answered_are_named_not_passed_over(panel, as_):
    _release(panel, (0, "A1", {"answers": {"gap": "缺少药物", "rigid": "yes"}}))
    _, found = _findings(panel, as_)
    assert _facts(found["A1"])["专家均未作答"] == "受众人数（每年）；诊治方案的创新程度"
    assert _facts(found["A3"]) == {"专家均未作答": "操作难易程度（培训要求）；单次操作耗时"}
    # points of sub-questions stand in the table of scores, none of them is left open there
    assert "B3" not in found


@pytest.mark.clause("5.1.2.1.5-a")
def test_a_gap_judged_without_search_report_warns_in_the_report(panel, as_):
    _release(panel, (ENGINEER, "C1", {"answers": {"gap": "填补国内空白"}}))
    _, found = _findings(panel, as_)
    assert found["C1"]["warnings"] == ["填补空白的判断没有查新报告支持（5.1.2.1.5-a）"]


@pytest.mark.clause("5.1.2.1.5-a")
def test_with_the_search_report_there_is_no_warning(panel, house, as_):
    paper = outcome_paper(house, panel.outcome_id)
    novelty = {"claim": "domestic", "report_file_id": str(paper), "report_number": "CX-7"}
    _evidence(panel, as_, {"profile": PROFILE | {"novelty": novelty}})
    _release(panel, (ENGINEER, "C1", {"answers": {"gap": "填补国内空白"}}))
    _, found = _findings(panel, as_)
    assert found["C1"]["warnings"] == []
    assert _facts(found["C1"])["查新报告"] == "CX-7 证明.txt"


@pytest.mark.clause("5.1.2.1.5-c")
def test_the_stage_of_the_report_equals_the_facet_of_the_library(panel, house, as_, drain, client):
    _evidence(panel, as_, {"profile": PROFILE})
    _release(panel, (ENGINEER, "C3", {"answers": {"stage": "产业化阶段"}}))
    _, found = _findings(panel, as_)
    facts = _facts(found["C3"])
    assert facts["所处阶段（与成果库筛选一致）"] == "中试阶段"
    assert (facts["里程碑：中试三批"], facts["里程碑：注册申报"]) == ("已完成", "待完成")
    assert found["C3"]["warnings"] == ["专家判断的阶段与成果库所列“中试阶段”不一致，请持有方核对。"]
    panel.write()
    for k in range(len(panel.experts)):
        panel.consent(k)
    panel.issue()
    drain()
    with house.unit_of_work(panel.operator.actor) as uow:
        record = uow.session.query(LibraryRecord).filter_by(outcome_id=panel.outcome_id).one()
        publish(uow, record.id, record.version)
    drain()
    listed = client.get("/api/v1/library").json()
    facet = next(f for f in listed["facets"] if f["facet"] == "maturity")
    assert [(v["label"], v["count"]) for v in facet["values"] if v["count"]] == [("中试阶段", 1)]


@pytest.mark.clause("5.1.2.1.5-c")
def test_proofs_that_carry_another_stage_are_named(panel, as_):
    _release(panel)
    evidence = TRL_SCALES["trl-drug"].evidence
    panel.prove([code for code in evidence if code.split(".")[0] in {"1", "2"}])
    _, found = _findings(panel, as_)
    assert any("按证明材料评定为实验室阶段" in line for line in found["C3"]["warnings"])


@pytest.mark.clause("5.1.2.1.5-d")
def test_the_interfaces_are_present_in_the_report(panel, as_):
    _evidence(panel, as_, {"profile": PROFILE})
    panel.all_issued()
    _, found = _findings(panel, as_)
    assert _facts(found["C4"])["接口：颗粒剂产线"] == "工艺或制剂流程，少量调整，加一台混合机"
    printed = panel.report().document["whole"]["findings"]
    leaf = next(row for row in printed if row["code"] == "C4")
    assert leaf["facts"][0]["label"] == "接口：颗粒剂产线"


@pytest.mark.clause("5.1.2.1.6")
def test_an_ended_right_is_marked_in_the_report(panel, house, as_):
    with house.unit_of_work() as uow:
        uow.add(
            OutcomeIpRight(
                outcome_id=panel.outcome_id, type="invention", title="旧专利", state="lapsed",
                number="CN1", owner="某医院",
            )
        )  # fmt: skip
    _release(panel)
    _, found = _findings(panel, as_)
    assert "已失效" in _facts(found["D1"])["发明专利（未缴年费终止）：旧专利 CN1"]
    assert _facts(found["D1"])["数据预填分值"].startswith("0（")
    assert "已标记" in found["D1"]["warnings"][0]
    assert "未缴年费终止" in found["D2"]["warnings"][0]


@pytest.mark.clause("5.1.2.1.7")
def test_a_member_without_role_is_named_in_the_report(panel, as_):
    _evidence(panel, as_, {"profile": PROFILE})
    _release(panel)
    _, found = _findings(panel, as_)
    assert _facts(found["E1"]) == {"甲": "负责人", "乙": "未填写角色"}
    assert found["E1"]["warnings"] == ["团队成员“乙”未填写角色，成员表不完整"]
    assert _facts(found["E3"]) == {"甲": "临床，投入 40%"}


@pytest.mark.clause("5.1.2.2.2")
def test_the_report_keeps_the_evidence_of_the_release(panel, house, as_):
    paper = outcome_paper(house, panel.outcome_id)
    figure = {"leaf": "A2", "kind": "clinical_trial", "name": "有效率", "value": 75.2, "unit": "%",
              "file_id": str(paper), "page": "第 12 页"}  # fmt: skip
    persons = {"low": 8e5, "base": 1e6, "high": 1.2e6, "source": "年鉴", "year": 2024}
    trend = {"name": "患病人数", "unit": "万人", "source": "年鉴", "note": "缓慢增长",
             "points": [{"year": 2024, "value": 100}, {"year": 2025, "value": 101}]}  # fmt: skip
    view = _evidence(panel, as_, {
        "figures": {"figures": [figure]},
        "market": {"persons": persons, "price": persons | {"low": 1500, "base": 2000, "high": 2600}},
        "trend": trend,
    })  # fmt: skip
    panel.all_issued()
    changed = as_(panel.holder).put(
        f"/evidence-bases/{view['id']}/figures", json={"figures": []}, version=view["version"]
    )  # fmt: skip
    assert changed.status_code == 200
    _, found = _findings(panel, as_, panel.holder)
    assert _facts(found["A2"])["有效率"] == "75.2 %（证明.txt 第 12 页）"
    assert found["A2"]["files"][0]["page"] == "第 12 页"
    assert _facts(found["B1"])["年市场规模（低/中/高估）"] == "12.00 亿元 / 20.00 亿元 / 31.20 亿元"
    assert _facts(found["B2"])["流行病学说明"] == "缓慢增长"
    names = {row["name"] for row in panel.report().document["whole"]["inputs"]}
    assert "证据库快照" in names
