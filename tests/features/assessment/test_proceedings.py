"""Preliminary analysis, review by meeting, appeal (clauses 5.1.2.3.4, 5.1.2.3.5)."""

import io

import pytest
from pypdf import PdfReader

from backend.features.assessment.models import ReviewMode
from backend.features.outcomes.models import Outcome
from backend.kernel.errors import Conflict
from backend.kernel.policy import Role
from evaluation import STANDARD_TREE
from tests.factories.assessments import make_panel, nominate

MINUTES = {"x-file-name": "minutes.txt", "content-type": "text/plain"}


def _meeting(house, panel):
    with house.unit_of_work() as uow:
        assessment = uow.session.get_one(type(panel.assessment()), panel.assessment_id)
        assessment.mode = ReviewMode.MEETING
    return f"/assessments/{panel.assessment_id}/meeting"


def _body(panel, present):
    return {
        "held_at": "2026-11-19T14:00:00+08:00", "place": "第一会议室", "chair": "张主任",
        "present": [str(panel.members[k]) for k in present], "summary": "逐项讨论",
    }  # fmt: skip


@pytest.mark.clause("5.1.2.3.5")
def test_preliminary_and_expert_analysis_stand_side_by_side(house, as_):
    panel = make_panel(house)
    staff, path = as_(panel.operator), f"/assessments/{panel.assessment_id}/preliminary"
    scores = [{"leaf": code, "value": 60, "note": "据材料"} for code in STANDARD_TREE.leaf_codes]
    view = staff.put(
        path, json={"scores": scores, "summary": "总体可行"}, version=0
    ).json()  # fmt: skip
    assert view["preliminary_total"] is None
    panel.all_scored(75.0)
    before = staff.get(path).json()
    assert before["expert_total"] is None
    assert all(leaf["expert"] is None for leaf in before["leaves"])
    for who in (panel.experts[0], panel.holder):
        assert as_(who).get(path).status_code in {403, 404}
    panel.release()
    after = staff.get(path).json()
    assert (after["preliminary_total"], after["expert_total"]) == pytest.approx((60.0, 75.0))
    assert {leaf["difference"] for leaf in after["leaves"]} == {15.0}
    late = staff.put(path, json={"scores": []}, version=after["version"])
    assert late.status_code == 409


@pytest.mark.clause("5.1.2.3.5")
def test_a_review_by_meeting_needs_minutes_and_attendance(house, as_):
    panel = make_panel(house)
    path = _meeting(house, panel)
    panel.all_scored()
    staff = as_(panel.operator)
    with pytest.raises(Conflict, match="尚未记录会议时间"):
        panel.release()
    few = staff.put(path, json=_body(panel, (0, 1, 2)), version=0).json()
    assert few["quorum"] == 4
    assert few["blockers"] == ["会议评审缺少会议纪要文件", "出席专家 3 名，不足三分之二（4 名）"]
    done = staff.put(path, json=_body(panel, (0, 1, 2, 3)), version=few["version"]).json()
    assert [row["present"] for row in done["attendance"]].count(True) == 4
    stale = staff.put(path, json=_body(panel, (0,)), version=few["version"])
    assert stale.status_code == 412
    filed = staff.post(f"{path}/attachments", content="纪要".encode(), headers=MINUTES)
    assert filed.json()["blockers"] == []
    assert staff.get(f"{path}/minutes").content.decode() == "纪要"
    panel.release()
    panel.write()
    for k in range(5):
        panel.consent(k)
    panel.issue()
    report = as_(panel.holder).get(f"/assessments/{panel.assessment_id}/report.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(report.content)).pages)
    assert "会议评审" in text.replace("\n", "")


@pytest.mark.clause("5.1.2.3.5")
def test_a_review_by_letter_needs_no_meeting(house, as_):
    panel = make_panel(house).all_released()
    answer = as_(panel.operator).put(
        f"/assessments/{panel.assessment_id}/meeting", json=_body(panel, ()),
        version=0,
    )  # fmt: skip
    assert answer.status_code == 409
    assert panel.assessment().status == "reporting"


def test_wrong_attendance_and_dates_are_named(house, as_):
    panel = make_panel(house)
    path = _meeting(house, panel)
    staff = as_(panel.operator)
    future = _body(panel, ()) | {"held_at": "2036-01-01T09:00:00+08:00"}
    version = 0
    assert (
        staff.put(path, json=future, version=version).json()["errors"][0]["pointer"] == "/held_at"
    )
    twice = _body(panel, (0, 0))
    named = staff.put(path, json=twice, version=version).json()
    assert named["errors"][0]["pointer"] == "/present/1"
    early = staff.post(f"{path}/attachments", content=b"x", headers=MINUTES)
    assert early.status_code == 409


@pytest.mark.clause("5.2.1.2.8")
def test_the_holder_learns_how_many_came_not_who(house, as_):
    panel = make_panel(house)
    path = _meeting(house, panel)
    panel.all_scored()
    staff = as_(panel.operator)
    view = staff.put(path, json=_body(panel, range(5)), version=0).json()
    staff.post(f"{path}/attachments", content="纪要".encode(), headers=MINUTES)
    panel.release()
    panel.write()
    for k in range(5):
        panel.consent(k)
    panel.issue()
    assert len(view["attendance"]) == 5
    seen = as_(panel.holder).get(path)
    assert (seen.json()["present"], seen.json()["attendance"]) == (5, [])
    assert not any(person.actor.name in seen.text for person in panel.experts)
    assert "张主任" not in seen.text
    assert as_(panel.holder).get(f"{path}/minutes").status_code == 403
    assert as_(panel.experts[0]).get(f"{path}/minutes").status_code == 403


@pytest.mark.clause("5.1.2.3.4")
def test_one_appeal_with_a_decision_and_another_panel(house, as_, drain):
    panel = make_panel(house).all_issued(45.0)
    holder, staff = as_(panel.holder), as_(panel.operator)
    path = f"/assessments/{panel.assessment_id}/appeal"
    assert holder.get(path).json()["can_appeal"]
    version = panel.assessment().version
    filed = holder.post(path, json={"grounds": "临床数据未被采纳"}, version=version).json()
    assert (filed["status_label"], filed["can_appeal"]) == ("待处理", False)
    again = holder.post(path, json={"grounds": "再次"}, version=panel.assessment().version)
    assert "只能申诉一次" in again.json()["detail"]
    drain()
    notices = staff.get("/me/inbox").json()["items"]
    assert any(n["title"].startswith("收到申诉") for n in notices)
    waiting = [
        t for t in staff.get("/me/todos").json()["items"] if t["title"].startswith("处理申诉")
    ]
    assert [todo["link"] for todo in waiting] == [f"/work/assessments/{panel.assessment_id}/appeal"]
    decide = f"/assessment-appeals/{filed['id']}"
    assert holder.post(f"{decide}/uphold", json={"reason": "x"}, version=1).status_code == 403
    bare = staff.post(f"{decide}/uphold", json={}, version=filed["version"])
    assert bare.status_code == 422
    done = staff.post(
        f"{decide}/uphold", json={"reason": "两项证据确有遗漏"}, version=filed["version"]
    ).json()  # fmt: skip
    assert (done["status_label"], done["decision"]) == ("申诉成立", "两项证据确有遗漏")
    with house.reading() as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == "accepted"
    second = make_panel(
        house, holder=panel.holder, operator=panel.operator, outcome_id=panel.outcome_id,
        seats=(), weights=False,
    )  # fmt: skip
    assert second.assessment().round == 2
    with pytest.raises(Conflict, match="未参加原评估的专家"):
        nominate(second, panel.member(0).expert_id)
    offered = staff.get(f"/assessments/{second.assessment_id}/candidates").json()["candidates"]
    seated = {str(panel.member(k).expert_id) for k in range(5)}
    former = [row for row in offered if row["expert_id"] in seated]
    assert len(former) == 5
    assert all(row["blocked"] and not row["suggested"] for row in former)
    assert {row["conflicts"][0]["label"] for row in former} == {"参加过原评估"}


@pytest.mark.clause("5.1.2.3.4")
def test_a_dismissed_appeal_leaves_the_result_and_the_term_ends(house, as_, clock, person):
    panel = make_panel(house).all_issued(45.0)
    other = make_panel(house, weights=False).all_issued(45.0)
    path = f"/assessments/{panel.assessment_id}/appeal"
    filed = as_(panel.holder).post(
        path, json={"grounds": "不服"}, version=panel.assessment().version
    ).json()  # fmt: skip
    done = as_(panel.operator).post(
        f"/assessment-appeals/{filed['id']}/dismiss", json={"reason": "理由不成立"},
        version=filed["version"],
    ).json()  # fmt: skip
    assert done["status_label"] == "申诉驳回"
    with house.reading() as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == "not_passed"
    clock.advance(days=16)
    later = person(Role.HOLDER, org=other.holder.org_id)
    late = as_(later).post(
        f"/assessments/{other.assessment_id}/appeal", json={"grounds": "迟到"},
        version=other.assessment().version,
    )  # fmt: skip
    assert "期限" in late.json()["detail"]


def test_who_may_appeal(house, as_, person):
    panel = make_panel(house).all_issued()
    path = f"/assessments/{panel.assessment_id}/appeal"
    admin = person(Role.ORG_ADMIN, org=panel.holder.org_id)
    body = {"grounds": "x"}
    version = panel.assessment().version
    assert as_(admin).post(path, json=body, version=version).status_code == 403
    assert as_(panel.operator).post(path, json=body, version=version).status_code == 403
    assert as_(panel.experts[0]).get(path).status_code == 403
    assert as_(Role.HOLDER).get(path).status_code == 404
