"""Conflicts found after the nomination: at the signature, an opening, a score, by the platform.

What excludes cuts access with this request, annuls the score and asks for a replacement; what is
only a hint pauses the seat until staff have judged it (clauses 5.1.1.1, 6.2.1).
"""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import AssessmentResult, PanelMember
from backend.features.assessment.schemas.panels import AssessmentInput
from backend.features.experts import service as expert_base
from backend.features.experts.models import (
    EngagementEnd,
    Expert,
    ExpertCategory,
    ExpertEngagement,
    ExpertTie,
    SourceSector,
    TieKind,
)
from backend.features.experts.schemas import TieInput
from backend.features.identity.models import Organisation
from backend.features.outcomes.models import Outcome
from backend.kernel.audit import AuditEntry
from backend.kernel.errors import Conflict
from backend.kernel.jobs import run_due
from backend.wiring.jobs import JOBS
from tests.factories.assessments import SEATS, make_expert, make_panel, nominate
from tests.factories.deals import make_deal, sign_deal

REASON = {"reason": "举报属实：该专家为共同完成人"}
C, S = ExpertCategory, SourceSector


def contract(house, panel, k=0):
    """A contract between both organisations, which excludes."""
    with house.unit_of_work() as uow:
        expert_base.record_organisation_tie(
            uow, panel.holder.org_id, panel.experts[k].org_id, TieKind.CONTRACT, reference="HT-9"
        )


def hint(house, panel, k=0):
    """A declared collaboration, which staff have to judge; put there behind the platform's back."""
    with house.unit_of_work() as uow:
        uow.add(
            ExpertTie(
                expert_id=panel.member(k).expert_id, org_id=panel.holder.org_id,
                org_name="持有方", kind=TieKind.COLLABORATION, note="合作课题",
            )
        )  # fmt: skip


def titles(client):
    return [notice["title"] for notice in client.get("/me/inbox").json()["items"]]


def trail(house, action):
    with house.reading() as uow:
        return uow.session.exec(
            select(AuditEntry).where(col(AuditEntry.action).contains(action))
        ).all()


def task(panel, k=0):
    return f"/panel-tasks/{panel.members[k]}"


def member_view(as_, panel, k=0):
    body = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/panel").json()
    return next(m for m in body["members"] if m["id"] == str(panel.members[k])), body


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("get", "/material", None),
        ("get", "/sheet", None),
        ("get", "/evidence", None),
        ("put", "/sheet/scores/A1", {"value": 70}),
        ("put", "/sheet/notes", {"advice": "建议"}),
        ("post", "/sheet/submit", None),
    ],
)
def test_what_excludes_ends_the_seat_with_the_request_that_finds_it(
    house, as_, drain, method, path, body
):
    panel = make_panel(house).all_signed()
    panel.score(0)
    panel.advise(0)
    contract(house, panel)
    expert, seat = as_(panel.experts[0]), task(panel)
    extra = {} if method == "get" else {"version": panel.sheet(0).version}
    extra |= {"json": body} if body else {}
    answer = getattr(expert, method)(seat + path, **extra)
    assert answer.status_code == 403
    assert "HT-9" in answer.json()["detail"]
    assert panel.member(0).status == "excluded"
    assert panel.sheet(0).status == "annulled"
    gate = expert.get(seat).json()
    assert (gate["stage"], gate["can_open"]) == ("excluded", False)
    assert "HT-9" in gate["conflicts"][0]["evidence"]
    assert gate["left_reason"] == ""
    assert gate["available_actions"] == []
    for closed in ("/material", "/sheet", "/evidence"):
        assert expert.get(seat + closed).status_code == 403
    drain()
    assert any("安排替补" in title for title in titles(as_(panel.operator)))
    assert any("席位已终止" in title for title in titles(expert))
    entry = trail(house, "panel_member.excluded")[0]
    assert entry.actor_name == "系统"
    assert "score_sheet.annulled" in entry.action
    assert "HT-9" in entry.changes


@pytest.mark.clause("5.1.1.1")
def test_an_annulled_score_is_kept_but_does_not_count(house, as_):
    panel = make_panel(house).all_scored(lambda _: 70.0)
    assert panel.assessment().status == "scored"
    with house.unit_of_work() as uow:
        before = uow.session.exec(
            select(ExpertEngagement).where(
                col(ExpertEngagement.expert_id) == panel.member(0).expert_id,
                col(ExpertEngagement.subject_id) == panel.assessment_id,
            )
        ).one()
        assert before.end is None
    contract(house, panel)
    assert as_(panel.experts[0]).get(task(panel) + "/sheet").status_code == 403
    view, body = member_view(as_, panel)
    assert view["status"] == "excluded"
    assert view["sheet_status"] == "annulled"
    assert view["scored"] > 0
    assert "HT-9" in view["left_reason"]
    assert body["status"] == "scoring"
    assert "专家 4 名，至少 5 名" in body["blockers"]
    with house.reading() as uow:
        assert uow.session.get_one(ExpertEngagement, before.id).end is EngagementEnd.RECUSED
    person, substitute = make_expert(house, C.CLINICAL, S.GOVERNMENT)
    candidates = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/candidates").json()
    proposed = [row for row in candidates["candidates"] if row["replaces"]]
    assert [row["replaces"] for row in proposed] == [panel.experts[0].actor.name]
    assert proposed[0]["category"] == "clinical"
    assert proposed[0]["suggested"]
    house.clock.advance(minutes=1)
    nominate(panel, substitute)
    panel.experts.append(person)
    again = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/candidates").json()
    assert not any(row["replaces"] for row in again["candidates"])
    panel.sign(5)
    panel.score(5, 90.0)
    panel.advise(5)
    panel.submit(5)
    panel.release()
    with house.reading() as uow:
        payload = uow.session.exec(
            select(AssessmentResult).where(
                col(AssessmentResult.assessment_id) == panel.assessment_id
            )
        ).one().payload  # fmt: skip
    assert [sheet["recused"] for sheet in payload["sheets"]].count(True) == 1
    clinical = next(leaf for leaf in payload["card"]["leaves"] if leaf["code"] == "A1")
    assert clinical["n"] == 2
    assert clinical["official"] == 80.0


@pytest.mark.clause("5.1.1.1")
def test_a_hint_pauses_the_seat_until_staff_have_judged_it(house, as_, drain):
    panel = make_panel(house).all_signed()
    panel.score(0)
    hint(house, panel)
    expert, seat = as_(panel.experts[0]), task(panel)
    for path in ("/material", "/sheet", "/material"):
        answer = expert.get(seat + path)
        assert answer.status_code == 403
        assert "平台服务人员核实" in answer.json()["detail"]
    gate = expert.get(seat).json()
    assert (gate["stage"], gate["can_open"], gate["can_score"]) == ("paused", False, False)
    assert "合作课题" in gate["pending"][0]["evidence"]
    drain()
    staff = as_(panel.operator)
    assert sum("待核实" in title for title in titles(staff)) == 1
    todos = [todo["title"] for todo in staff.get("/me/todos").json()["items"]]
    assert any(title.startswith("核实利益关系") for title in todos)
    view, body = member_view(as_, panel)
    assert (view["status"], view["may_decide"]) == ("declared", True)
    assert "合作课题" in view["open_conflicts"][0]["evidence"]
    assert any("待核实的关系" in line for line in body["blockers"])
    path = f"/panel-members/{panel.members[0]}/conflict-decision"
    empty = staff.post(path, json={"decision": ""}, version=view["version"])
    assert empty.status_code == 422
    done = staff.post(path, json={"decision": "课题已结束六年"}, version=view["version"]).json()
    judged = next(m for m in done["members"] if m["id"] == str(panel.members[0]))
    assert judged["open_conflicts"] == []
    assert judged["conflict_decision"] == "课题已结束六年"
    assert expert.get(seat + "/material").status_code == 200
    assert panel.sheet(0).status == "open"
    assert "课题已结束六年" in trail(house, "panel_member.conflict_decided")[0].changes
    assert panel.member(0).conflicts[0]["decision"] == "课题已结束六年"
    nothing = staff.post(path, json={"decision": "再来"}, version=judged["version"])
    assert nothing.status_code == 409


@pytest.mark.clause("5.1.1.1")
def test_a_hint_keeps_from_signing_and_what_excludes_cannot_be_judged_away(house, as_, drain):
    panel = make_panel(house)
    panel.start()
    hint(house, panel)
    expert, seat = as_(panel.experts[0]), task(panel)
    body = expert.get(seat).json()
    sign = {"name": body["expert_name"], "text_sha256": body["text_sha256"], "accept": True}
    answer = expert.post(f"{seat}/sign", json=sign, version=body["version"])
    assert answer.status_code == 409
    assert "合作课题" in answer.json()["detail"]
    assert "合作课题" in expert.get(seat).json()["pending"][0]["evidence"]
    drain()
    assert any("待核实" in title for title in titles(as_(panel.operator)))
    contract(house, panel)
    view, _ = member_view(as_, panel)
    assert [c["hard"] for c in view["open_conflicts"]] == [True, False]
    assert not view["may_decide"]
    refused = as_(panel.operator).post(
        f"/panel-members/{panel.members[0]}/conflict-decision", json={"decision": "可以"},
        version=view["version"],
    )  # fmt: skip
    assert refused.status_code == 409
    assert "应当回避" in refused.json()["detail"]
    # not signed, so nothing was opened: the expert may still recuse
    body = expert.get(seat).json()
    assert expert.post(f"{seat}/sign", json=sign, version=body["version"]).status_code == 409
    assert panel.member(0).status == "proposed"
    body = expert.get(seat).json()
    gone = expert.post(f"{seat}/recuse", json={"reason": "有合同"}, version=body["version"])
    assert gone.json()["stage"] == "recused"


@pytest.mark.clause("5.1.1.1")
def test_conflicts_stand_in_the_way_of_start_and_release(house):
    panel = make_panel(house)
    hint(house, panel)
    with pytest.raises(Conflict, match="待核实的关系"):
        panel.start()
    scored = make_panel(house, weights=False).all_scored()
    hint(house, scored, 1)
    with pytest.raises(Conflict, match="待核实的关系"):
        scored.release()


@pytest.mark.clause("5.1.1.1")
def test_staff_end_a_seat_for_a_conflict_they_learned_of(house, as_, drain):
    panel = make_panel(house)
    staff, path = as_(panel.operator), f"/panel-members/{panel.members[0]}/exclude"
    early = staff.post(path, json=REASON, version=panel.member(0).version)
    assert early.status_code == 409
    assert "移出" in early.json()["detail"]
    panel.all_signed()
    panel.score(0)
    version = panel.member(0).version
    assert staff.post(path, json={}, version=version).status_code == 422
    done = staff.post(path, json=REASON, version=version).json()
    member = next(m for m in done["members"] if m["id"] == str(panel.members[0]))
    assert (member["status"], member["sheet_status"]) == ("excluded", "annulled")
    assert as_(panel.experts[0]).get(task(panel) + "/material").status_code == 403
    gate = as_(panel.experts[0]).get(task(panel))
    assert gate.json()["stage"] == "excluded"
    assert gate.json()["left_reason"] == REASON["reason"]  # the expert may answer to it
    drain()
    assert any("席位已终止" in title for title in titles(as_(panel.experts[0])))
    assert REASON["reason"] in trail(house, "panel_member.excluded")[0].changes


@pytest.mark.clause("6.2.1")
def test_a_result_with_an_annulled_score_cannot_be_issued_but_annulled(house, as_, drain):
    panel = make_panel(house).all_released()
    panel.write()
    for k in range(5):
        panel.consent(k)
    staff = as_(panel.operator)
    view, body = member_view(as_, panel)
    assert [a["action"] for a in view["available_actions"]] == ["exclude"]
    assert "annul" not in [a["action"] for a in body["available_actions"]]
    path = f"/assessments/{panel.assessment_id}"
    too_soon = staff.post(f"{path}/annul", json=REASON, version=body["version"])
    assert too_soon.status_code == 409
    contract(house, panel)
    assert as_(panel.experts[0]).get(task(panel) + "/material").status_code == 403
    _, body = member_view(as_, panel)
    assert any("须作废后重新评估" in line for line in body["blockers"])
    assert "annul" in [a["action"] for a in body["available_actions"]]
    refused = staff.post(f"{path}/issue", version=body["version"])
    assert refused.status_code == 409
    assert "须作废后重新评估" in refused.json()["detail"]
    done = staff.post(f"{path}/annul", json=REASON, version=body["version"])
    assert done.json()["status"] == "cancelled"
    assert staff.get(f"{path}/result").status_code == 403
    drain()
    assert any("作废" in title for title in titles(as_(panel.holder)))
    with house.unit_of_work(panel.operator.actor) as uow:
        assert uow.session.get_one(Outcome, panel.outcome_id).status == "accepted"
        again = service.create_assessment(uow, AssessmentInput(outcome_id=panel.outcome_id))
        assert again.round == 2


@pytest.mark.clause("5.1.1.1")
def test_a_conflict_of_a_member_stands_in_the_way_of_the_report(house):
    panel = make_panel(house).all_released()
    panel.write()
    for k in range(5):
        panel.consent(k)
    hint(house, panel, 2)
    with pytest.raises(Conflict, match="待核实的关系"):
        panel.issue()


@pytest.mark.clause("5.1.1.1")
def test_consent_is_no_way_around_the_rules(house, as_):
    panel = make_panel(house).all_released()
    panel.write()
    contract(house, panel)
    answer = as_(panel.experts[0]).post(
        f"{task(panel)}/consent",
        json={"agreed": True, "content_hash": panel.report().content_hash},
        version=panel.member(0).version,
    )
    assert answer.status_code == 403
    assert panel.member(0).status == "excluded"


@pytest.mark.clause("5.1.1.1")
def test_declaring_a_tie_ends_the_seat_without_an_opening(house, as_, drain):
    panel = make_panel(house).all_signed()
    with house.unit_of_work(panel.experts[0].actor) as uow:
        expert = uow.session.get_one(Expert, panel.member(0).expert_id)
        tie = TieInput(org_id=panel.holder.org_id, org_name="持有方", kind="equity")
        expert_base.declare_tie(uow, expert.id, expert.version, tie)
    drain()
    assert panel.member(0).status == "excluded"
    assert panel.member(1).status == "declared"


@pytest.mark.clause("5.1.1.1")
def test_a_signed_agreement_and_a_recorded_parent_end_seats_at_once(house, as_, drain):
    deal = make_deal(house)
    person = make_expert(house, C.CLINICAL, S.COMPANY, org=deal.demander.org_id)
    panel = make_panel(house, holder=deal.holder)
    nominate(panel, person[1])
    panel.experts.append(person[0])
    panel.all_signed()
    sign_deal(house, deal)
    drain()
    assert panel.member(5).status == "excluded"
    assert "合同关系" in panel.member(5).left_reason
    with house.reading() as uow:
        codes = {
            k: uow.session.get_one(Organisation, org_id).version
            for k, org_id in (
                ("holder", panel.holder.org_id), ("expert", panel.experts[0].org_id),
            )
        }  # fmt: skip
    staff, parent = as_(panel.operator), {"parent_code": "91110108551385082Q"}
    for k, org_id in (("holder", panel.holder.org_id), ("expert", panel.experts[0].org_id)):
        done = staff.put(f"/organisations/{org_id}/parent", json=parent, version=codes[k])
        assert done.status_code == 200
    drain()
    assert panel.member(0).status == "excluded"
    assert "关联单位" in panel.member(0).left_reason


@pytest.mark.clause("5.1.1.1")
def test_the_platform_looks_again_every_day(house):
    panel = make_panel(house).all_signed()
    contract(house, panel)
    hint(house, panel, 1)
    house.clock.advance(days=1)
    assert run_due(house, [job for job in JOBS if job.name == "recheck_panels"]) == 1
    assert panel.member(0).status == "excluded"
    assert panel.member(1).pending[0]["rule"] == "declared_tie"
    assert panel.member(2).status == "declared"
    assert timedelta(days=1) == next(j.every for j in JOBS if j.name == "recheck_panels")


@pytest.mark.clause("5.1.1.1")
def test_a_hint_that_goes_away_opens_the_seat_again(house, as_):
    panel = make_panel(house).all_signed()
    hint(house, panel)
    expert, seat = as_(panel.experts[0]), task(panel)
    assert expert.get(seat + "/sheet").status_code == 403
    with house.unit_of_work() as uow:
        tie = uow.session.exec(
            select(ExpertTie).where(col(ExpertTie.expert_id) == panel.member(0).expert_id)
        ).one()
        uow.session.delete(tie)
    assert expert.get(seat + "/sheet").status_code == 200
    with house.unit_of_work() as uow:
        service.recheck_panels(uow)
    with house.reading() as uow:
        assert uow.session.get_one(PanelMember, panel.members[0]).pending == []


@pytest.mark.clause("5.1.1.1", "5.1.2.3.6")
def test_the_report_says_who_took_part_after_a_relation_was_judged(house, as_):
    """The total without them stands in the whole edition only: outside, it would be their score."""
    panel = make_panel(house, seats=SEATS[1:])
    person, expert_id = make_expert(house, *SEATS[0])
    with house.unit_of_work() as uow:
        uow.add(
            ExpertTie(
                expert_id=expert_id, org_id=panel.holder.org_id, org_name="持有方",
                kind=TieKind.COLLABORATION,
            )
        )  # fmt: skip
    nominate(panel, expert_id, decision="课题已结题")
    panel.experts.append(person)
    panel.all_signed()
    for k in range(5):
        panel.score(k, 90.0 if k == 4 else 70.0)
        panel.advise(k)
        panel.submit(k)
    panel.release()
    panel.write()

    def fact(client):
        path = f"/assessments/{panel.assessment_id}/report/document"
        facts = {f["label"]: f["value"] for f in client.get(path).json()["panel_facts"]}
        return facts["经核实参加"]

    inside = fact(as_(panel.operator))
    assert "1 名专家" in inside
    assert "不计其评分的总分为 70.0" in inside
    for k in range(5):
        panel.consent(k)
    panel.issue()
    outside = fact(as_(panel.holder))
    assert "1 名专家" in outside
    assert "总分" not in outside
