"""Trend, cost, project facts, rights, imports of the evidence base (5.1.2.1, 5.1.2.2.2)."""

from datetime import date

import pytest

from backend.features.outcomes.models import OutcomeIpRight
from backend.kernel.policy import Role
from tests.factories.assessments import make_outcome, make_panel
from tests.factories.institutions import (
    file_all,
    item_of,
    make_evaluation,
    make_group,
    outcome_paper,
)

COST = {"visit_fen": 80_000, "consumable_fen": 46_000, "source": "测算", "year": 2025}
NOW = {"visit_fen": 95_000, "consumable_fen": 55_000, "source": "收费目录", "year": 2025}
PATENT = {"type": "invention", "title": "软肝颗粒", "state": "granted", "owner": "某医院",
          "number": "CN101234567B", "check_ok": True}  # fmt: skip


@pytest.fixture
def base(house, as_, person):
    holder = person(Role.HOLDER)
    outcome = make_outcome(house, holder, maturity="pilot")
    view = as_(holder).post("/evidence-bases", json={"outcome_id": str(outcome)}).json()
    return holder, outcome, view


def _send(client, view, what, text, name="x.csv", kind="text/csv"):
    return client.post(
        f"/evidence-bases/{view['id']}/imports?what={what}", content=text.encode(),
        headers={"x-file-name": name, "content-type": kind},
    )  # fmt: skip


def _prefill(view, leaf):
    return next(row for row in view["prefills"] if row["leaf"] == leaf)


@pytest.mark.clause("5.1.2.1.4-b")
def test_the_trend_shows_growth_source_and_note(base, as_):
    holder, _, view = base
    path = f"/evidence-bases/{view['id']}/trend"
    body = {
        "name": "患病人数", "unit": "万人", "source": "年鉴", "note": "代谢相关肝病上升",
        "points": [{"year": 2025, "value": 121}, {"year": 2023, "value": 100}],
    }  # fmt: skip
    kept = as_(holder).put(path, json=body, version=1).json()
    assert [point["year"] for point in kept["trend"]["points"]] == [2023, 2025]
    assert kept["trend"]["growth"] == pytest.approx(0.10)
    assert (kept["trend"]["direction_label"], kept["trend"]["source"]) == ("增长", "年鉴")
    assert kept["trend"]["note"] == "代谢相关肝病上升"
    assert _prefill(kept, "B2")["value"] == 100
    twice = body | {"points": [{"year": 2025, "value": 1}, {"year": 2025, "value": 2}]}
    refused = as_(holder).put(path, json=twice, version=2).json()
    assert refused["errors"][0]["pointer"] == "/points"


@pytest.mark.clause("5.1.2.1.3-d")
def test_costs_are_summed_and_compared_with_existing_care(base, as_):
    holder, _, view = base
    path = f"/evidence-bases/{view['id']}/cost"
    kept = as_(holder).put(path, json={"new": COST, "existing": NOW}, version=1).json()
    cost = kept["cost"]
    assert (cost["new"]["total_fen"], cost["existing"]["total_fen"]) == (126_000, 150_000)
    assert (cost["difference_fen"], cost["cheaper"]) == (-24_000, True)
    assert _prefill(kept, "A4")["value"] == pytest.approx(70.0)
    wrong = as_(holder).put(
        path, json={"new": COST | {"file_id": view["id"]}, "existing": NOW}, version=2
    ).json()  # fmt: skip
    assert wrong["errors"][0]["pointer"] == "/new/file_id"


@pytest.mark.clause("5.1.2.1.7")
def test_a_member_without_role_is_incomplete_and_holds_the_hand_over(house, as_, person):
    admin = person(Role.ORG_ADMIN)
    holder = person(Role.HOLDER, org=admin.org_id)
    outcome = make_outcome(house, holder)
    item = item_of(house, make_evaluation(house, admin, make_group(house, admin), [outcome]))
    file_all(house, holder, item)
    client = as_(holder)
    view = client.post("/evidence-bases", json={"outcome_id": str(outcome)}).json()
    path = f"/evidence-bases/{view['id']}/profile"
    team = [{"name": "甲", "role": "负责人", "task": "临床"}, {"name": "乙", "discipline": "药学"}]
    kept = client.put(path, json={"team": team}, version=view["version"]).json()
    assert [member["complete"] for member in kept["profile"]["team"]] == [True, False]
    assert kept["gaps"] == ["团队成员“乙”未填写角色"]
    listed = client.get("/evidence-bases").json()["items"][0]
    assert (listed["gaps"], listed["parts"]) == (1, ["项目与团队"])
    material = client.get(f"/batch-items/{item.id}").json()
    assert material["missing"] == ["团队成员“乙”未填写角色"]
    assert material["evidence_id"] == view["id"]
    early = client.post(f"/batch-items/{item.id}/hand-over", version=material["version"])
    assert early.status_code == 409
    assert "未填写角色" in early.json()["detail"]
    team[1]["role"] = "工艺"
    client.put(path, json={"team": team}, version=kept["version"])
    done = client.post(f"/batch-items/{item.id}/hand-over", version=material["version"])
    assert done.status_code == 200
    twice = client.put(path, json={"team": [team[0], team[0]]}, version=3).json()
    assert twice["errors"][0]["pointer"] == "/team/1/name"


@pytest.mark.clause("5.1.2.1.5-a")
def test_a_claim_to_fill_a_gap_needs_the_search_report(base, house, as_):
    holder, outcome, view = base
    path = f"/evidence-bases/{view['id']}/profile"
    claim = {"claim": "domestic"}
    bare = as_(holder).put(path, json={"novelty": claim}, version=1).json()
    assert bare["warnings"] == ["技术创新性：声明填补空白，但没有查新报告（填补国内空白）"]
    paper = {"report_file_id": str(outcome_paper(house, outcome)), "report_number": "CX-1"}
    proven = as_(holder).put(path, json={"novelty": claim | paper}, version=2).json()
    assert proven["warnings"] == []
    assert proven["profile"]["novelty"]["report_name"] == "证明.txt"


@pytest.mark.clause("5.1.2.1.5-c")
def test_the_stage_is_that_of_the_outcome_beside_its_milestones(base, as_):
    holder, _, view = base
    assert (view["stage"], view["stage_label"]) == ("pilot", "中试阶段")
    steps = [{"name": "中试三批", "state": "done", "on": "2026-05-01"}]
    kept = as_(holder).put(
        f"/evidence-bases/{view['id']}/profile", json={"milestones": steps}, version=1
    ).json()  # fmt: skip
    assert kept["profile"]["milestones"][0]["state_label"] == "已完成"


@pytest.mark.clause("5.1.2.1.6")
def test_an_expired_patent_lowers_the_prefilled_value_and_is_marked(base, house, as_):
    holder, outcome, view = base
    client, path = as_(holder), f"/evidence-bases/{view['id']}"

    def add(**values):
        with house.unit_of_work() as uow:
            uow.add(OutcomeIpRight(outcome_id=outcome, **(PATENT | values)))

    add(expiry_date=date(2036, 1, 1))
    before = client.get(path).json()
    assert (_prefill(before, "D1")["value"], _prefill(before, "D1")["marks"]) == (50.0, [])
    add(title="旧专利", expiry_date=date(2020, 1, 1), position=1)
    add(title="更早", filing_date=date(2001, 2, 3), position=2)
    add(title="停缴", state="lapsed", position=3)
    add(title="批文", type="drug_approval", position=4)
    after = client.get(path).json()
    assert _prefill(after, "D1")["value"] == pytest.approx(50 * (0.5 + 0.5 / 4), abs=0.1)
    assert _prefill(after, "D2")["value"] < _prefill(before, "D2")["value"]
    marks = {row["title"]: row["mark"] for row in after["rights"]}
    assert marks == {
        "软肝颗粒": "",
        "旧专利": "2020-01-01 期限届满，不计入布局与质量",
        "更早": "2021-02-03 期限届满，不计入布局与质量",
        "停缴": "未缴年费终止，不计入布局与质量",
    }
    assert len(_prefill(after, "D1")["marks"]) == 3
    assert after["rights"][1]["phase_label"] == "已失效"


@pytest.mark.clause("5.1.2.2.2")
def test_figures_come_in_from_csv_line_by_line_and_again_without_doubles(base, house, as_):
    holder, outcome, view = base
    outcome_paper(house, outcome)
    text = (
        "\ufeff指标,类别,名称,数值,单位,材料,页码,来源\n"
        "效用提升度,临床试验结果,有效率,75.2%,,证明.txt,第 12 页,\n"
        'B1,market_report,患者人数,"1,000,000",人,,,年鉴\n'
        "A2,,并发症,约五,,,,试验\n"
        "A9,,依从性,80,%,,,随访\n"
        ",,缺来源,1,,,,\n"
        ",,别的文件,1,,不存在.pdf,,\n"
    )
    answer = _send(as_(holder), view, "figures", text).json()
    assert (answer["added"], answer["skipped"]) == (2, 0)
    faults = {fault["line"]: fault["message"] for fault in answer["faults"]}
    assert faults[4] == "数值：应为数字。"
    assert "没有这个叶指标" in faults[5]
    assert "请关联材料" in faults[6]
    assert "不存在.pdf" in faults[7]
    first, second = answer["base"]["figures"]
    assert (first["leaf"], first["value"], first["unit"]) == ("A2", 75.2, "%")
    assert (first["file_name"], first["page"]) == ("证明.txt", "第 12 页")
    assert (second["value"], second["kind"]) == (1_000_000, "market_report")
    again = _send(as_(holder), view, "figures", text).json()
    assert (again["added"], again["skipped"]) == (0, 2)
    headless = _send(as_(holder), view, "figures", "名称,单位\n有效率,%\n").json()
    assert "数值" in headless["errors"][0]["detail"]
    web = _send(as_(holder), view, "figures", "<!doctype html><p>", name="x.csv")
    assert web.status_code == 415


@pytest.mark.clause("5.1.2.2.2")
def test_bibtex_becomes_citations_that_figures_can_name(base, as_):
    holder, _, view = base
    text = (
        "@article{wang2024, title={Anti-fibrotic {RCT}}, author={Wang, Li and Sun, Yi},\n"
        " journal={Hepatology}, year=2024, doi={10.1/x}, volume=3}\n"
        "@article{none, journal={X}}\n"
        "@article{open, title={never closed\n"
    )
    done = _send(as_(holder), view, "bibtex", text, name="refs.bib", kind="text/plain").json()
    assert done["added"] == 1
    assert [fault["line"] for fault in done["faults"]] == [3, 4]
    entry = done["base"]["citations"][0]
    assert (entry["key"], entry["authors"]) == ("wang2024", "Wang, Li；Sun, Yi")
    assert (entry["year"], entry["number"], entry["note"]) == (2024, "10.1/x", "3")
    path = f"/evidence-bases/{view['id']}"
    figure = {"kind": "literature", "name": "逆转率", "value": 45.9, "citation": "wang2024"}
    kept = as_(holder).put(
        f"{path}/figures", json={"figures": [figure]}, version=done["base"]["version"]
    ).json()  # fmt: skip
    assert kept["figures"][0]["citation_title"] == "Anti-fibrotic RCT"
    assert kept["citations"][0]["figures"] == 1
    assert kept["warnings"] == []
    used = as_(holder).put(f"{path}/citations", json={"citations": []}, version=kept["version"])
    assert "wang2024" in used.json()["errors"][0]["detail"]
    unknown = [figure | {"citation": "sun2020"}]
    wrong = as_(holder).put(
        f"{path}/figures", json={"figures": unknown}, version=kept["version"]
    ).json()  # fmt: skip
    assert wrong["errors"][0]["pointer"] == "/figures/0/citation"
    double = [{"key": "a", "kind": "other", "title": "甲"}] * 2
    twice = as_(holder).put(
        f"{path}/citations", json={"citations": double}, version=kept["version"]
    ).json()  # fmt: skip
    assert twice["errors"][0]["pointer"] == "/citations/1/key"
    nothing = _send(as_(holder), view, "bibtex", "no entries\n", name="x.bib", kind="text/plain")
    assert nothing.status_code == 422


@pytest.mark.clause("5.1.2.2.2")
def test_a_patent_list_comes_in_from_a_workbook(base, house, as_):
    holder, _, view = base
    rows = [
        ["公开（公告）号", "申请号", "标题", "申请人", "申请日", "法律状态"],
        ["CN101234567B", "200910000000.0", "软肝颗粒", "某医院", "2009-01-05", "授权"],
        ["", "", "没有号码", "某医院", "", ""],
    ]
    content = house.ports.tables.workbook("专利", rows, at=house.clock.now())
    done = as_(holder).post(
        f"/evidence-bases/{view['id']}/imports?what=patents", content=content,
        headers={"x-file-name": "p.xlsx", "content-type": "application/octet-stream"},
    ).json()  # fmt: skip
    assert (done["added"], done["faults"][0]["line"]) == (1, 3)
    patent = done["base"]["citations"][0]
    assert (patent["kind"], patent["number"], patent["year"]) == ("patent", "CN101234567B", 2009)
    assert patent["source"] == "授权"


def test_a_file_can_be_added_for_figures_to_name_but_not_twice(base, as_):
    holder, outcome, view = base
    send = {
        "content": "试验总结".encode(),
        "headers": {"x-file-name": "trial.txt", "content-type": "text/plain"},
    }
    path = f"/evidence-bases/{view['id']}/attachments?kind=clinical"
    kept = as_(holder).post(path, **send).json()
    assert [file["name"] for file in kept["files"]] == ["trial.txt"]
    got = as_(holder).get(f"/outcomes/{outcome}/attachments/{kept['files'][0]['id']}")
    assert got.content.decode() == "试验总结"
    assert as_(holder).post(path, **send).status_code == 409


def test_the_list_finds_by_name_and_shows_no_foreign_base(base, as_):
    holder, _, view = base
    number = as_(holder).get("/evidence-bases").json()["items"][0]["outcome_number"]
    assert as_(holder).get(f"/evidence-bases?q={number.lower()}").json()["total"] == 1
    assert as_(holder).get("/evidence-bases?q=%25").json()["total"] == 0
    assert as_(Role.HOLDER).get("/evidence-bases").json()["total"] == 0
    assert as_(Role.AUDITOR).get("/evidence-bases").json()["items"][0]["id"] == view["id"]


@pytest.mark.clause("5.1.2.1.6")
def test_an_expert_sees_the_rights_of_an_outcome_without_a_base(house, as_):
    panel = make_panel(house)
    with house.unit_of_work() as uow:
        uow.add(OutcomeIpRight(outcome_id=panel.outcome_id, **PATENT))
    panel.start()
    panel.sign(0)
    seen = as_(panel.experts[0]).get(f"/panel-tasks/{panel.members[0]}/evidence").json()
    assert seen["rights"][0]["number"] == "CN101234567B"
    assert _prefill(seen, "D2")["value"] == 60.0
    assert (seen["figures"], seen["editable"]) == ([], False)
