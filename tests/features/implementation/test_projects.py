"""What happens after the signature (6.4.2, 6.5)."""

import pytest

from backend.kernel.policy import Role


@pytest.mark.clause("6.4.2")
def test_a_signed_agreement_opens_a_project_with_a_service_plan(site, drain):
    place = site()
    project = place.get()
    assert project["number"].startswith("SS-2026-")
    assert project["status"] == "running"
    plan = [m for m in project["milestones"] if m["track"] == "service"]
    assert len(plan) == 3
    assert all(m["owner_name"] and m["due_on"] for m in plan)
    assert {m["title"] for m in project["milestones"]} >= {"技术资料交接", "付款：合同生效后"}
    assert project["started_on"] == "2026-12-01"
    drain()
    assert place.staff.get("/projects").json()["total"] == 1
    assert place.holder.get("/projects").json()["items"][0]["id"] == project["id"]


@pytest.mark.clause("5.3.2.3")
def test_a_late_milestone_turns_red_and_waits_for_its_owner(site):
    place = site().after(days=60)
    project = place.get()
    late = [m for m in project["milestones"] if m["state"] == "late"]
    assert [m["title"] for m in late] == [
        "签约后首次回访：确认双方联系人与资料交接安排", "技术资料交接", "付款：合同生效后",
    ]  # fmt: skip
    assert project["late_milestones"] == 3
    assert late[1]["days_late"] == 19
    todo = [t for t in place.holder.get("/me/todos").json()["items"] if t["kind"] == "milestone"]
    assert len(todo) == 1
    assert todo[0]["overdue"] is True
    done = place.post(
        f"milestones/{late[1]['id']}/done", {"done_on": "2027-01-10", "note": "已交接"},
        who=place.holder, versioned=True,
    )  # fmt: skip
    assert done.status_code == 200, done.text
    assert done.json()["late_milestones"] == 2
    assert not [
        t for t in place.holder.get("/me/todos").json()["items"] if t["kind"] == "milestone"
    ]


@pytest.mark.clause("6.4.2")
def test_milestones_are_planned_moved_and_reached(site):
    place = site()
    step = {"title": "中试放大", "owner_side": "demander", "due_on": "2027-05-01"}
    made = place.post("milestones", step, who=place.demander)
    assert made.status_code == 201, made.text
    mine = next(m for m in made.json()["milestones"] if m["title"] == "中试放大")
    path = f"milestones/{mine['id']}"
    moved = place.demander.put(
        f"/projects/{place.project_id}/{path}", version=place.get()["version"],
        json=step | {"due_on": "2027-07-01", "reason": "设备晚到"},
    )  # fmt: skip
    assert moved.status_code == 200, moved.text
    future = place.post(f"{path}/done", {"done_on": "2030-01-01"}, versioned=True)
    assert future.status_code == 422
    service = place.post("milestones", step | {"track": "service"}, who=place.holder)
    assert service.status_code == 422
    assert place.post("milestones", step | {"track": "service"}).status_code == 201
    stale = place.demander.put(
        f"/projects/{place.project_id}/{path}", version=1, json=step | {"reason": "x"}
    )
    assert stale.status_code == 412


@pytest.mark.clause("6.5.1")
def test_a_problem_has_owner_and_state(site):
    place = site()
    made = place.post(
        "issues", {"title": "原料批次不合格", "owner_side": "holder", "owner_name": "张工"},
        who=place.demander,
    )  # fmt: skip
    assert made.status_code == 201, made.text
    issue = made.json()["issues"][0]
    assert (issue["status_label"], issue["owner_name"]) == ("待处理", "张工")
    assert "project_issue" in {t["kind"] for t in place.holder.get("/me/todos").json()["items"]}
    assert place.post("complete", versioned=True).status_code == 409
    path = f"/issues/{issue['id']}"
    taken = place.holder.post(f"{path}/take", version=issue["version"])
    assert taken.json()["status"] == "handling"
    empty = place.holder.post(f"{path}/resolve", version=taken.json()["version"], json={})
    assert empty.status_code == 422
    solved = place.holder.post(
        f"{path}/resolve", version=taken.json()["version"], json={"reason": "更换供应商"}
    )
    assert solved.json()["resolution"] == "更换供应商"
    back = place.demander.post(
        f"{path}/reopen", version=solved.json()["version"], json={"reason": "再次出现"}
    )
    assert back.json()["status"] == "open"


@pytest.mark.clause("6.5.1")
def test_ninety_days_without_contact_become_a_task(site):
    place = site()
    quiet = place.after(days=90)
    kinds = {t["kind"] for t in quiet.staff.get("/me/todos").json()["items"]}
    assert "project_contact" not in kinds
    quiet = quiet.after(days=1)
    todo = [
        t for t in quiet.staff.get("/me/todos").json()["items"] if t["kind"] == "project_contact"
    ]
    assert len(todo) == 1
    assert quiet.get()["contact_overdue"] is True
    visit = quiet.post("reports", {"happened_on": "2027-02-18", "progress": "电话回访，进展正常"})
    assert visit.status_code == 201, visit.text
    assert visit.json()["reports"][0]["kind_label"] == "平台回访"
    assert visit.json()["contact_overdue"] is False
    kinds = {t["kind"] for t in quiet.staff.get("/me/todos").json()["items"]}
    assert "project_contact" not in kinds


@pytest.mark.clause("6.5.2")
def test_a_side_reports_progress(site):
    place = site()
    report = {"happened_on": "2026-11-20", "progress": "完成工艺交接", "problems": "无"}
    made = place.post("reports", report, who=place.demander)
    assert made.status_code == 201, made.text
    assert made.json()["reports"][0]["kind"] == "progress"
    assert place.post("reports", report | {"happened_on": "2027-01-01"}).status_code == 422


@pytest.mark.clause("6.5.1")
def test_staff_move_a_project_and_sides_do_not(site):
    place = site()
    assert place.post("suspend", {"reason": "等待批件"}, who=place.holder,
                      versioned=True).status_code == 403  # fmt: skip
    assert place.post("suspend", {}, versioned=True).status_code == 422
    rests = place.post("suspend", {"reason": "等待批件"}, versioned=True)
    assert rests.json()["status"] == "suspended"
    assert place.post("resume", versioned=True).json()["status"] == "running"
    ended = place.post("terminate", {"reason": "双方协商终止"}, versioned=True)
    assert ended.json()["status"] == "terminated"
    late = place.post("reports", {"happened_on": "2026-11-20", "progress": "x"})
    assert late.status_code == 409


def test_strangers_do_not_see_a_project(site, as_):
    place = site()
    for role in (Role.HOLDER, Role.DEMANDER, Role.EXPERT, Role.ADVISER, Role.PLATFORM_ADMIN):
        stranger = as_(role)
        assert stranger.get(f"/projects/{place.project_id}").status_code == 404
