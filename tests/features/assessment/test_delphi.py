"""Delphi rounds: figures equal a hand calculation, feedback is controlled (clause 5.1.2.2.3)."""

import csv
import io
import json
import math
import random
import statistics
import subprocess
import sys

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from backend.features.assessment.delphi_models import DelphiRound
from backend.features.assessment.models import IndicatorSystem
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE
from tests.factories.delphi import make_study

CODES = [node.code for node in STANDARD_TREE.root.walk() if node.code != "G"]
SEEDED = {
    (k, code): random.Random(f"{k}/{code}").choice((2, 3, 4, 4, 5, 5))
    for k in range(10)
    for code in CODES
}
FIRST = {**SEEDED, **{(k, "A1"): 5 for k in range(10)}, **{(k, "C4"): 1 + k % 3 for k in range(10)}}


def first(k, code):
    return FIRST[k, code]


def second(k, code):
    """Most move one step to the group's median."""
    group = statistics.median(FIRST[j, code] for j in range(10))
    here = FIRST[k, code]
    return here if k % 3 == 0 else round(here + max(-1, min(1, group - here)))


# --- the hand calculation: nothing of the package in it
def _ranks(row):
    return [
        sum(1 for other in row if other < x) + (sum(1 for other in row if other == x) + 1) / 2
        for x in row
    ]


def _w(rows):
    m, n = len(rows), len(rows[0])
    ranked = [_ranks(row) for row in rows]
    sums = [sum(row[j] for row in ranked) for j in range(n)]
    s = sum((total - m * (n + 1) / 2) ** 2 for total in sums)
    ties = sum(row.count(v) ** 3 - row.count(v) for row in rows for v in set(row))
    return 12 * s / (m * m * (n**3 - n) - m * ties)


def _by_hand(rate, codes):
    rows = [[rate(k, code) for code in codes] for k in range(10)]
    items = {}
    for j, code in enumerate(codes):
        column = [row[j] for row in rows]
        mean = sum(column) / 10
        sd = math.sqrt(sum((x - mean) ** 2 for x in column) / 9)
        items[code] = (mean, sd / mean, column.count(5) / 10, statistics.median(column))
    return items, _w(rows)


@pytest.mark.clause("5.1.2.2.3")
def test_two_rounds_on_seeded_data_equal_the_hand_calculation(house):
    study = make_study(house)
    one = study.run(first)
    two = study.run(second)
    for found, rate in ((one, first), (two, second)):
        items, w = _by_hand(rate, CODES)
        for row in found["items"]:
            assert (row["mean"], row["cv"], row["full_share"], row["median"]) == pytest.approx(
                items[row["code"]]
            ), row["code"]
        concordance = found["concordance"]
        assert concordance["all"]["W"] == pytest.approx(w)
        assert concordance["all"]["chi2"] == pytest.approx(10 * 21 * w)
        assert concordance["all"]["df"] == 21
        leaves = [code for code in CODES if len(code) == 2]
        assert concordance["2"]["W"] == pytest.approx(_by_hand(rate, leaves)[1])
        # Ca = .5 + .2 + .1 + .1 for all; Cs 1.0 for one half, .8 for the other (table cs-a)
        assert found["authority"]["Ca"] == pytest.approx(0.9)
        assert found["authority"]["Cs"] == pytest.approx(0.9)
        assert found["authority"]["Cr"] == pytest.approx(0.9)
        assert found["recovery"]["value"] == 1.0
    moved = [sum(first(k, c) != second(k, c) for k in range(10)) / 10 for c in CODES]
    assert two["stability"]["median_changed"] == pytest.approx(statistics.median(moved))
    assert one["stability"] is None


@pytest.mark.clause("5.1.2.2.3")
def test_boundary_values_by_hand_and_one_plain_item(house):
    study = make_study(house)
    found = study.run(first)
    a1 = next(row for row in found["items"] if row["code"] == "A1")
    assert (a1["mean"], a1["sd"], a1["cv"], a1["full_share"], a1["iqr"]) == (5.0, 0, 0, 1.0, 0)
    # C4: 1 2 3 1 2 3 1 2 3 1 → mean 1.9, SD² = (4·.81 + 3·.01 + 3·1.21)/9 = .7667
    c4 = next(row for row in found["items"] if row["code"] == "C4")
    assert c4["mean"] == pytest.approx(1.9)
    assert c4["sd"] == pytest.approx(math.sqrt(6.9 / 9))
    assert (c4["verdict"], c4["verdict_label"]) == ("delete", "建议删除")
    assert set(c4["failed"]) == {"均数", "变异系数", "满分频率"}
    leaves = [row for row in found["items"] if row["level"] == 2]
    limit = next(row for row in found["limits"] if row["level"] == 2)
    means = [row["mean"] for row in leaves]
    assert limit["mean"] == pytest.approx(statistics.mean(means) - statistics.stdev(means))
    cvs = [row["cv"] for row in leaves]
    assert limit["cv"] == pytest.approx(statistics.mean(cvs) + statistics.stdev(cvs))


@pytest.mark.clause("5.1.2.2.3")
def test_the_stop_rule_says_in_words_what_holds(house, as_):
    study = make_study(house)
    study.run(first)
    view = as_(study.operator).get(f"/delphi-studies/{study.study_id}").json()
    assert "尚无上一轮可比较" in "".join(view["rounds"][0]["stop_reasons"])
    assert view["rounds"][0]["stop_head"] == "继续下一轮"
    study.run(lambda k, code: 5 if k else 4)
    study.run(lambda k, code: 5 if k else 4)
    view = as_(study.operator).get(f"/delphi-studies/{study.study_id}").json()
    last = view["rounds"][-1]
    assert last["reached"]
    assert last["stop_head"].startswith("可以停止")
    assert last["median_changed"] == 0.0
    assert all(reason.startswith("达到：") for reason in last["stop_reasons"])


@pytest.mark.clause("5.1.2.2.3")
def test_feedback_is_median_quartiles_own_value_and_nameless_comments(house, as_):
    study = make_study(house, 5)
    study.open()
    for k in range(5):
        study.save(k, first, {"A1": f"理由-{k}"} if k < 3 else None, "建议增加伦理指标" * (k == 4))
        study.submit(k)
    study.close_round()
    study.open(message="请参考上一轮结果")
    task = as_(study.experts[0]).get(f"/delphi-tasks/{study.answer(0).id}").json()
    item = next(row for row in task["items"] if row["code"] == "B2")
    group = sorted(first(k, "B2") for k in range(5))
    assert (item["own_before"], item["median"], item["n"]) == (first(0, "B2"), group[2], 5)
    assert (item["q1"], item["q3"]) == (group[1], group[3])
    comments = next(row for row in task["items"] if row["code"] == "A1")["comments"]
    assert sorted(comments) == ["理由-0", "理由-1", "理由-2"]
    assert task["group_suggestions"] == ["建议增加伦理指标"]
    assert task["message"] == "请参考上一轮结果"
    body = json.dumps(task, ensure_ascii=False)
    assert not any(person.actor.name in body for person in study.experts)
    other = as_(study.experts[1]).get(f"/delphi-tasks/{study.answer(1).id}").json()
    assert [row["comments"] for row in other["items"]] == [r["comments"] for r in task["items"]]


@pytest.mark.clause("5.2.1.2.8")
def test_answers_are_sealed_until_the_round_closes_and_nobody_else_opens_them(house, as_, person):
    study = make_study(house, 3)
    study.open()
    study.save(0, first, {"A1": "绝密意见-CANARY"})
    answer = study.answer(0)
    with house.reading() as uow:
        rows = uow.session.execute(text("SELECT * FROM delphi_answers")).all()
        assert "CANARY" not in str(rows)
        entries = uow.session.execute(text("SELECT changes FROM audit_entries")).all()
        assert "CANARY" not in str(entries)
    for who in (study.operator, study.experts[1]):
        assert as_(who).get(f"/delphi-tasks/{answer.id}").status_code == 404
    view = as_(study.operator).get(f"/delphi-studies/{study.study_id}")
    assert "CANARY" not in view.text
    assert view.json()["rounds"][0]["results"] == []
    assert [p["submitted"] for p in view.json()["panelists"]] == [False] * 3
    data = as_(study.operator).get(f"/delphi-studies/{study.study_id}/data.json")
    assert data.status_code == 409


@pytest.mark.clause("5.1.2.2.3")
def test_the_export_gives_the_same_figures_on_the_console(house, as_, tmp_path):
    study = make_study(house)
    study.run(first, skip=(9,))
    found = study.run(second)
    answer = as_(study.operator).get(f"/delphi-studies/{study.study_id}/data.json")
    path = tmp_path / "rounds.json"
    path.write_bytes(answer.content)
    assert not any(person.actor.name in answer.text for person in study.experts)
    done = subprocess.run(
        [sys.executable, "-m", "backend.entrypoints.cli", "delphi", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "第 1 轮：9 位专家，22 个条目" in done.stdout
    assert "专家积极系数 90.0%（9/10" in done.stdout
    assert f"协调系数 W {found['concordance']['all']['W']:.4f}" in done.stdout
    assert all(reason in done.stdout for reason in found["stop"]["reasons"])


def test_an_incomplete_questionnaire_is_named_by_its_gaps(house, as_):
    study = make_study(house, 3)
    study.open()
    expert = as_(study.experts[0])
    answer = study.answer(0)
    path = f"/delphi-tasks/{answer.id}"
    refusal = expert.post(f"{path}/submit", version=answer.version).json()
    assert len(refusal["errors"]) == 24
    body = {"ratings": [{"code": "A1", "value": 7}]}
    wrong = expert.put(path, json=body, version=answer.version).json()
    assert wrong["errors"][0]["pointer"] == "/ratings/0/value"
    unknown = {"ratings": [{"code": "Z1", "value": 3}]}
    assert expert.put(path, json=unknown, version=answer.version).status_code == 422
    study.save(0, lambda k, code: None if code == "B1" else 4, {"B1": "非本人专业"})
    study.submit(0)
    late = expert.put(path, json=body, version=study.answer(0).version)
    assert late.status_code == 409
    again = expert.post(f"{path}/revise", version=study.answer(0).version).json()
    assert again["status"] == "open"


def test_gaps_leave_w_without_p_and_say_so(house):
    study = make_study(house, 4)
    study.open()
    for k in range(4):
        study.save(k, lambda k, code: None if (k, code) == (2, "B1") else first(k, code),
                   {"B1": "不熟悉"} if k == 2 else None)  # fmt: skip
        study.submit(k)
    found = study.close_round()
    assert next(row for row in found["items"] if row["code"] == "B1")["n"] == 3
    whole = found["concordance"]["all"]
    assert whole["W"] is not None
    assert whole["p"] is None
    assert "有缺评" in whole["note"]


@pytest.mark.clause("5.1.2.2.3")
def test_small_panels_are_warned_of_and_tiny_ones_refused(house, as_):
    study = make_study(house, 2)
    with pytest.raises(Conflict, match="至少 3 名"):
        study.open()
    view = as_(study.operator).get(f"/delphi-studies/{study.study_id}").json()
    assert "建议不少于 10 名" in view["warnings"][0]
    full = make_study(house, 10)
    assert as_(full.operator).get(f"/delphi-studies/{full.study_id}").json()["warnings"] == []


@pytest.mark.clause("5.1.2.2.3")
def test_closing_fixes_the_indicator_set_as_a_version_proposal(house, as_):
    study = make_study(house, 5)
    study.run(first)
    study.run(first, drop=[{"code": "C4", "reason": "三项界值均未达到"}])
    assert "C4" not in {item["code"] for item in study.round().items}
    with pytest.raises(Invalid) as refusal:
        study.close()
    assert refusal.value.errors[0].pointer == "/reason"
    closed = study.close("专家时间有限，经研究组会议决定以第二轮为准")
    view = as_(study.operator).get(f"/delphi-studies/{study.study_id}").json()["conclusion"]
    assert view["dropped"] == ["删除“系统适配性”：三项界值均未达到"]
    assert not view["unchanged"]
    assert view["tree_version"] == closed.number
    assert sum(row["weight"] for row in view["leaves"]) == pytest.approx(1.0)
    assert len(view["leaves"]) == 16
    with house.reading() as uow:
        system = uow.session.get_one(IndicatorSystem, closed.proposed_system_id)
        assert system.hash == view["tree_hash"]
    weights = as_(study.operator).post(
        "/weight-sets", json={"title": "新版权重", "delphi_study_id": str(study.study_id)}
    ).json()  # fmt: skip
    assert weights["tree_version"] == closed.number


@pytest.mark.clause("5.1.2.2.3")
def test_new_items_come_from_the_second_round_on_and_need_anchors(house):
    study = make_study(house, 4)
    with pytest.raises(Invalid, match="第二轮"):
        study.open(add=[{"name": "科技伦理", "parent": "D"}])
    study.run(first)
    with pytest.raises(Invalid, match="同名"):
        study.open(add=[{"name": "市场规模", "parent": "B"}])
    study.run(
        lambda k, code: 4, add=[{"name": "科技伦理", "parent": "D", "definition": "伦理风险"}]
    )
    added = next(item for item in study.round().items if item["added"])
    assert (added["code"], added["level"], added["parent"]) == ("N1", 2, "D")
    closed = study.close("两轮后结束")
    assert closed.proposed_system_id is None
    assert closed.conclusion["added"] == ["科技伦理"]
    assert "评分锚点" in closed.conclusion["open_points"][0]


def test_dropping_a_dimension_takes_its_leaves_along(house):
    study = make_study(house, 3)
    study.run(first)
    study.open(drop=[{"code": "B", "reason": "与他项重复"}])
    codes = {item["code"] for item in study.round().items}
    assert not codes & {"B", "B1", "B2", "B3"}
    assert len(study.round().changes) == 4


def test_experts_are_told_and_reminded_and_others_see_nothing(house, as_, drain):
    study = make_study(house, 3)
    study.open()
    drain()
    expert = as_(study.experts[0])
    assert any("请填写指标征询表" in n["title"] for n in expert.get("/me/inbox").json()["items"])
    assert expert.get("/me/todos").json()["items"][0]["title"].startswith("填写指标征询表")
    study.save(0, first)
    study.submit(0)
    staff = as_(study.operator)
    path = f"/delphi-studies/{study.study_id}"
    view = staff.post(f"{path}/remind", version=study.study().version).json()
    assert sum(p["reminded_at"] is not None for p in view["panelists"]) == 2
    assert as_(study.experts[0]).get(path).status_code == 404
    with pytest.raises(Conflict, match="回收 1 份"):
        study.close_round()


@pytest.mark.clause("5.1.2.2.3")
def test_a_reason_is_asked_only_outside_the_quartiles_of_the_round_before(house, as_):
    study = make_study(house, 5)
    study.run(lambda k, code: 2 if (k, code) == (4, "A2") else 5 if k == 3 else 4)
    study.open()
    group = {item["code"]: item for item in study_round_before(study)["items"]}
    assert (group["A1"]["q1"], group["A1"]["q3"]) == (4, 4)

    def rate(k, code):
        return 3 if code == "A1" else 4

    study.save(0, rate, {})
    expert = as_(study.experts[0])
    path = f"/delphi-tasks/{study.answer(0).id}"
    task = expert.get(path).json()
    assert task["missing"] == ["“临床需求”评 3，在上一轮四分位区间 4–4 之外，请写明理由"]
    refusal = expert.post(f"{path}/submit", version=task["version"])
    assert refusal.status_code == 422
    assert "请写明理由" in refusal.json()["detail"]
    study.save(0, rate, {"A1": "本专科人群有限"})
    study.submit(0)
    assert expert.get(path).json()["status"] == "submitted"


def study_round_before(study):
    with study.house.reading() as uow:
        return uow.session.exec(
            select(DelphiRound).where(
                col(DelphiRound.study_id) == study.study_id,
                col(DelphiRound.number) == study.round().number - 1,
            )
        ).one().result  # fmt: skip


@pytest.mark.clause("5.1.2.2.3")
def test_every_round_carries_its_coefficient_tables_and_three_kinds_of_p(house, as_):
    study = make_study(house, familiarity_table="cs-c")
    study.run(first)
    staff = as_(study.operator)
    view = staff.get(f"/delphi-studies/{study.study_id}").json()
    one = view["rounds"][0]
    assert (one["basis_table"], one["familiarity_table"]) == ("ca-standard", "cs-c")
    # table cs-c: 很熟悉 .9, 较熟悉 .7, five experts each
    assert one["Cs"] == pytest.approx(0.8)
    assert (one["Cr_lowest"], one["Cr_highest"]) == pytest.approx((0.8, 0.9))
    whole = one["concordance"][0]
    assert whole["p_method"] == "F"
    assert whole["draws"] == 9999
    assert 0 < whole["p_permutation"] <= 1
    tables = staff.get("/delphi-coefficients").json()
    kept = next(table for table in tables["familiarity"] if table["id"] == "cs-c")
    assert [level["value"] for level in kept["rows"][0]["levels"]] == [0.9, 0.7, 0.5, 0.3, 0.1]
    assert kept["version"]
    assert tables["basis"][0]["rows"][0]["label"] == "实践经验"


@pytest.mark.clause("5.1.2.2.3")
def test_closed_rounds_are_exported_as_a_table_that_no_name_can_turn_into_a_formula(house, as_):
    study = make_study(house, 4)
    staff = as_(study.operator)
    path = f"/delphi-studies/{study.study_id}/results.csv"
    assert staff.get(path).status_code == 409
    study.run(first)
    study.run(lambda k, code: 4, add=[{"name": "=1+2", "parent": "D"}])
    text_ = staff.get(path).content.decode("utf-8-sig")
    rounds, agreed, items = (
        list(csv.reader(io.StringIO(block.strip()))) for block in text_.split("\r\n\r\n")
    )
    assert [row[:3] for row in rounds[1:]] == [["1", "4", "4"], ["2", "4", "4"]]
    assert [row[1] for row in agreed[1:4]] == ["全部条目", "一级指标", "二级指标"]
    assert len(items) == 1 + 22 + 23
    a1 = next(row for row in items if row[:2] == ["1", "A1"])
    assert float(a1[6]) == 5.0
    assert next(row for row in items if row[1] == "N1")[2] == "'=1+2"


def test_staff_may_invite_before_and_remind_during_a_round_the_auditor_never(house, as_, person):
    study = make_study(house, 3)
    path = f"/delphi-studies/{study.study_id}"

    def flags(who):
        view = as_(who).get(path).json()
        return view["may_invite"], view["may_remind"]

    assert flags(study.operator) == (True, False)
    study.open()
    assert flags(study.operator) == (False, True)
    assert flags(Role.AUDITOR) == (False, False)
    for k in range(3):
        study.save(k, first)
        study.submit(k)
    assert flags(study.operator) == (False, False)


def test_a_half_filled_statement_is_kept_and_named_when_it_lacks(house, as_):
    study = make_study(house, 3)
    study.open()
    expert, answer = as_(study.experts[0]), study.answer(0)
    body = {"familiarity": "very", "basis": {"practice": "large", "theory": None}}
    kept = expert.put(f"/delphi-tasks/{answer.id}", json=body, version=answer.version).json()
    assert kept["basis"] == {"practice": "large"}
    assert kept["missing"][0] == "请填写四项判断依据"
