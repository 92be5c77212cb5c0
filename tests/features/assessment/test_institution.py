"""An institution's own evaluation: group, start, materials, review (5.1.2.3.1 to 5.1.2.3.4)."""

import pytest

from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.errors import Conflict
from backend.kernel.policy import Role
from tests.factories.assessments import make_outcome, make_panel
from tests.factories.institutions import (
    MEMBER,
    batch_of,
    file_all,
    group_of,
    item_of,
    make_evaluation,
    make_group,
    make_ready,
    outcome_paper,
)

START = {
    "title": "年度评价", "scope": "全部", "starts_on": "2026-11-20", "ends_on": "2026-12-31",
}  # fmt: skip


@pytest.fixture
def people(person):
    admin = person(Role.ORG_ADMIN)
    return admin, person(Role.HOLDER, org=admin.org_id)


@pytest.mark.clause("5.1.2.3.1")
def test_a_group_without_file_is_not_appointed_and_starts_nothing(house, as_, people):
    admin, holder = people
    outcome = make_outcome(house, holder)
    client = as_(admin)
    group = client.post("/work-groups", json={"name": "工作组", "members": [MEMBER]}).json()
    path = f"/work-groups/{group['id']}"
    assert group["blockers"] == ["缺少工作组成立文件"]
    refused = client.post(f"{path}/appoint", version=group["version"])
    assert refused.status_code == 409
    form = START | {"group_id": group["id"], "outcome_ids": [str(outcome)]}
    batch = client.post("/evaluations", json=form).json()
    start = client.post(f"/evaluations/{batch['id']}/start", version=batch["version"])
    assert start.status_code == 409
    assert "缺少工作组成立文件" in start.json()["detail"]

    filed = client.post(
        f"{path}/attachments", content="通知：成立评价工作组".encode(),
        headers={"x-file-name": "%E9%80%9A%E7%9F%A5.txt", "content-type": "text/plain"},
    )  # fmt: skip
    assert filed.status_code == 201
    assert filed.json()["file"]["name"] == "通知.txt"
    appointed = client.post(f"{path}/appoint", version=filed.json()["version"]).json()
    assert appointed["status_label"] == "已成立"
    got = client.get(f"{path}/attachments/{appointed['file']['id']}")
    assert got.content.decode() == "通知：成立评价工作组"
    started = client.post(f"/evaluations/{batch['id']}/start", version=batch["version"]).json()
    assert started["status_label"] == "启动"


@pytest.mark.clause("5.1.2.3.2")
def test_the_start_is_on_record_with_date_and_person(house, as_, people, clock):
    admin, holder = people
    outcomes = [make_outcome(house, holder) for _ in range(2)]
    batch_id = make_evaluation(house, holder, make_group(house, admin), outcomes)
    view = as_(admin).get(f"/evaluations/{batch_id}").json()
    assert view["status_label"] == "启动"
    assert view["started_by_name"] == holder.actor.name
    assert view["started_at"].startswith(clock.now().date().isoformat())
    assert view["tree_version"] == "1.0"
    assert [item["outcome_id"] for item in view["items"]] == [str(o) for o in outcomes]
    assert any(line["label_zh"] == "启动评价" for line in view["history"])
    late = as_(admin).put(
        f"/evaluations/{batch_id}", version=view["version"],
        json=START | {"group_id": view["group_id"]},
    )  # fmt: skip
    assert late.status_code == 409


def test_only_own_handed_in_outcomes_can_be_listed(house, as_, people, person):
    admin, holder = people
    group = make_group(house, admin)
    foreign = make_outcome(house, person(Role.HOLDER))
    draft = make_outcome(house, holder, status=OutcomeStatus.DRAFT)
    for outcome in (foreign, draft):
        form = START | {"group_id": str(group), "outcome_ids": [str(outcome)]}
        answer = as_(admin).post("/evaluations", json=form)
        assert answer.json()["errors"][0]["pointer"] == "/outcome_ids/0"
    backwards = START | {"group_id": str(group), "ends_on": "2026-01-01"}
    assert as_(admin).post("/evaluations", json=backwards).status_code == 422
    other = as_(Role.ORG_ADMIN)
    assert other.get(f"/work-groups/{group}").status_code == 404
    assert other.post("/evaluations", json=START | {"group_id": str(group)}).status_code == 422


@pytest.mark.clause("5.1.2.3.3")
def test_the_missing_list_shrinks_and_only_everything_goes_on(house, as_, people):
    admin, holder = people
    outcome = make_outcome(house, holder)
    batch_id = make_evaluation(house, admin, make_group(house, admin), [outcome])
    item = item_of(house, batch_id)
    client, path = as_(holder), f"/batch-items/{item.id}"
    view = client.get(path).json()
    assert (view["lines"], view["filed"], view["percent"]) == (19, 0, 0)
    assert {line["code"] for line in view["lines_list"]} >= {"A1", "E3", "X-quality"}
    assert "临床需求" in view["missing"]

    uploaded = client.post(
        f"{path}/attachments?code=A1&note=2025%20年鉴", content="流行病学资料".encode(),
        headers={"x-file-name": "epi.txt", "content-type": "text/plain"},
    ).json()  # fmt: skip
    line = next(line for line in uploaded["lines_list"] if line["code"] == "A1")
    assert line["done"]
    assert line["entries"][0]["file_name"] == "epi.txt"
    assert line["entries"][0]["filed_by_name"] == holder.actor.name
    assert line["entries"][0]["filed_at"]
    refused = client.post(f"{path}/hand-over", version=uploaded["version"])
    assert refused.status_code == 409
    assert "资料尚缺 18 项" in refused.json()["detail"]

    file_all(house, holder, item)
    done = client.get(path).json()
    assert (done["percent"], done["missing"]) == (100, [])
    assert client.post(f"{path}/hand-over", version=done["version"]).status_code == 200


@pytest.mark.clause("5.1.2.3.3")
def test_lines_may_be_left_out_with_a_reason_but_core_proofs_may_not(house, as_, people, person):
    admin, holder = people
    outcome = make_outcome(house, holder)
    item = item_of(house, make_evaluation(house, admin, make_group(house, admin), [outcome]))
    client, path = as_(holder), f"/batch-items/{item.id}/materials"
    assert client.put(f"{path}/C4", json={"waived": True}, version=1).status_code == 422
    left = client.put(f"{path}/C4", json={"waived": True, "note": "无接口"}, version=1).json()
    assert next(line for line in left["lines_list"] if line["code"] == "C4")["done"]
    core = client.put(
        f"{path}/D3", json={"waived": True, "note": "略"}, version=left["version"]
    ).json()  # fmt: skip
    assert "必备资料" in core["detail"]
    foreign = outcome_paper(house, make_outcome(house, person(Role.HOLDER)))
    wrong = client.put(f"{path}/A1", json={"file_id": str(foreign)}, version=left["version"])
    assert wrong.json()["errors"][0]["pointer"] == "/file_id"
    entry = next(line for line in left["lines_list"] if line["code"] == "C4")["entries"][0]
    gone = client.delete(f"{path}/{entry['id']}", version=left["version"]).json()
    assert gone["filed"] == 0
    assert client.put(f"{path}/Z9", json={}, version=gone["version"]).status_code == 404


@pytest.mark.clause("5.1.2.3.4")
def test_a_returned_line_counts_as_missing_until_renewed(house, as_, people):
    admin, holder = people
    outcome = make_outcome(house, holder)
    batch_id = make_evaluation(house, admin, make_group(house, admin), [outcome])
    item = item_of(house, batch_id)
    file_all(house, holder, item)
    client, path = as_(holder), f"/batch-items/{item.id}"
    view = client.post(f"{path}/hand-over", version=item_of(house, batch_id).version).json()
    body = {"reason": "市场数据过旧", "lines": [{"code": "B1", "reason": "请补 2025 年数据"}]}
    assert client.post(f"{path}/return", json=body, version=view["version"]).status_code == 403
    back = as_(admin).post(f"{path}/return", json=body, version=view["version"]).json()
    line = next(line for line in back["lines_list"] if line["code"] == "B1")
    assert (line["done"], line["returned"]) == (False, "请补 2025 年数据")
    assert back["missing"] == ["市场规模"]
    again = client.post(f"{path}/hand-over", version=back["version"])
    assert again.status_code == 409
    paper = outcome_paper(house, outcome)
    renewed = client.put(
        f"{path}/materials/B1", json={"file_id": str(paper)}, version=back["version"]
    ).json()  # fmt: skip
    handed = client.post(f"{path}/hand-over", version=renewed["version"]).json()
    assert handed["rounds"] == 2
    cleared = as_(admin).post(f"{path}/clear", version=handed["version"]).json()
    assert cleared["status_label"] == "资料齐备"
    assert cleared["reviewed_by_name"] == admin.actor.name


@pytest.mark.clause("5.1.2.3.4")
def test_an_error_of_principle_is_final_and_stops_the_assessment(house, as_, people):
    admin, holder = people
    outcome = make_outcome(house, holder)
    batch_id = make_evaluation(house, admin, make_group(house, admin), [outcome])
    item = item_of(house, batch_id)
    file_all(house, holder, item)
    path = f"/batch-items/{item.id}"
    view = as_(holder).post(f"{path}/hand-over", version=item_of(house, batch_id).version).json()
    refusal = as_(admin).post(
        f"{path}/reject", version=view["version"],
        json={"reasons": ["权属证明系伪造"], "integrity": ["材料造假"]},
    ).json()  # fmt: skip
    assert refusal["status_label"] == "不予评价"
    assert refusal["rejections"] == ["权属证明系伪造"]
    assert refusal["integrity"] == ["材料造假"]
    assert refusal["available_actions"] == []
    panel = make_panel(house, holder=holder, outcome_id=outcome)
    with pytest.raises(Conflict, match="不予评价"):
        panel.start()
    later = as_(admin).get(path).json()["history"]
    log = [line for line in later if line["label_zh"] == "不予评价"]
    assert log[0]["detail"] == "权属证明系伪造"


def _refused(house, as_, admin, holder):
    outcome = make_outcome(house, holder)
    batch_id = make_evaluation(house, admin, make_group(house, admin), [outcome])
    item = item_of(house, batch_id)
    file_all(house, holder, item)
    path = f"/batch-items/{item.id}"
    view = as_(holder).post(f"{path}/hand-over", version=item_of(house, batch_id).version).json()
    as_(admin).post(f"{path}/reject", json={"reasons": ["权属不清"]}, version=view["version"])
    return path, batch_id


@pytest.mark.clause("5.1.2.3.4")
def test_a_refusal_can_be_appealed_once_and_the_platform_decides(house, as_, people, drain):
    admin, holder = people
    path, batch_id = _refused(house, as_, admin, holder)
    client, staff = as_(holder), as_(Role.OPERATOR)
    seen = client.get(path).json()
    assert [action["action"] for action in seen["available_actions"]] == ["appeal"]
    bare = client.post(f"{path}/appeal", json={"reason": " "}, version=seen["version"])
    assert bare.status_code == 422
    filed = client.post(
        f"{path}/appeal", json={"reason": "补充了权属证明"}, version=seen["version"]
    ).json()  # fmt: skip
    assert filed["status_label"] == "申诉处理中"
    assert (filed["appeal"]["grounds"], filed["appeal"]["upheld"]) == ("补充了权属证明", None)
    todos = staff.get("/me/todos").json()["items"]
    assert any(t["title"].startswith("处理不予评价的申诉") for t in todos)
    own = as_(admin).post(f"{path}/confirm", json={"reason": "维持"}, version=filed["version"])
    assert own.status_code == 403
    busy = as_(admin).post(
        f"/evaluations/{batch_id}/finish", version=batch_of(house, batch_id).version
    )  # fmt: skip
    assert busy.status_code == 409
    kept = staff.post(
        f"{path}/confirm", json={"reason": "证据不足"}, version=filed["version"]
    ).json()  # fmt: skip
    assert (kept["status_label"], kept["appeal"]["upheld"]) == ("不予评价", False)
    again = client.get(path).json()
    assert again["available_actions"] == []
    twice = client.post(f"{path}/appeal", json={"reason": "再诉"}, version=again["version"])
    assert twice.status_code == 409
    drain()
    titles = [n["title"] for n in client.get("/me/inbox").json()["items"]]
    assert any(title.startswith("不予评价，可提出申诉") for title in titles)
    assert any(title.startswith("申诉已驳回") for title in titles)


@pytest.mark.clause("5.1.2.3.4")
def test_an_upheld_appeal_brings_the_materials_back_to_the_review(house, as_, people):
    admin, holder = people
    path, _ = _refused(house, as_, admin, holder)
    version = as_(holder).get(path).json()["version"]
    filed = as_(holder).post(f"{path}/appeal", json={"reason": "有误"}, version=version).json()
    back = as_(Role.OPERATOR).post(
        f"{path}/overturn", json={"reason": "决定依据有误"}, version=filed["version"]
    ).json()  # fmt: skip
    assert (back["status_label"], back["rejections"]) == ("资料审核中", [])
    cleared = as_(admin).post(f"{path}/clear", version=back["version"]).json()
    assert (cleared["status_label"], cleared["appeal"]["upheld"]) == ("资料齐备", True)


@pytest.mark.clause("5.1.2.3.3")
def test_what_waits_for_whom_and_where_it_opens(house, as_, people, person):
    admin, holder = people
    reviewer = person(Role.HOLDER, org=admin.org_id)
    outcome = make_outcome(house, holder)
    draft = make_group(house, admin, file=False)
    group = make_group(house, admin, member=reviewer)
    batch_id = make_evaluation(house, admin, group, [outcome])
    item = item_of(house, batch_id)

    def waits(who):
        todos = as_(who).get("/me/todos").json()["items"]
        kinds = {"batch_item", "work_group", "evaluation_batch"}
        return {t["title"].split("：")[0]: t["link"] for t in todos if t["kind"] in kinds}

    page = f"/work/evaluations/items/{item.id}"
    assert waits(holder) == {"收集评价资料": page}
    assert waits(admin) == {"成立评价工作组": f"/work/evaluations/groups/{draft}"}
    file_all(house, holder, item)
    version = item_of(house, batch_id).version
    view = as_(holder).post(f"/batch-items/{item.id}/hand-over", version=version).json()
    assert waits(holder) == {}
    assert waits(reviewer) == {"审核评价资料": page}
    assert waits(admin)["审核评价资料"] == page
    back = {"reason": "补充", "lines": [{"code": "A1", "reason": "数据过旧"}]}
    as_(admin).post(f"/batch-items/{item.id}/return", json=back, version=view["version"])
    assert waits(holder) == {"补正评价资料": page}
    assert waits(Role.EXPERT) == {}


@pytest.mark.clause("5.1.2.3.2")
def test_an_evaluation_without_open_outcomes_waits_to_be_finished(house, as_, people, drain):
    admin, holder = people
    batch_id = make_evaluation(
        house, admin, make_group(house, admin), [make_outcome(house, holder)]
    )
    make_ready(house, admin, item_of(house, batch_id))
    todos = as_(admin).get("/me/todos").json()["items"]
    assert [t["link"] for t in todos if t["title"].startswith("办结评价")] == [
        f"/work/evaluations/{batch_id}"
    ]
    drain()
    titles = [n["title"] for n in as_(holder).get("/me/inbox").json()["items"]]
    assert any(title.startswith("单位评价启动") for title in titles)
    assert any(title.startswith("评价资料审核通过") for title in titles)


@pytest.mark.clause("5.1.2.3.1")
def test_members_are_seated_with_accounts_of_the_own_institution(house, as_, people, person):
    admin, holder = people
    person(Role.EXPERT, org=admin.org_id)
    person(Role.HOLDER)
    listed = as_(admin).get("/work-groups/accounts").json()
    assert {row["user_id"] for row in listed} == {str(admin.user_id), str(holder.user_id)}
    seat = MEMBER | {"user_id": str(person(Role.HOLDER).user_id)}
    wrong = as_(admin).post("/work-groups", json={"name": "组", "members": [seat]}).json()
    assert wrong["errors"][0]["pointer"] == "/members/0/user_id"


@pytest.mark.clause("5.1.2.3.3")
def test_filings_stand_in_the_checklist_and_not_in_the_history(house, as_, people):
    admin, holder = people
    batch_id = make_evaluation(
        house, admin, make_group(house, admin), [make_outcome(house, holder)]
    )
    item = item_of(house, batch_id)
    file_all(house, holder, item)
    view = as_(admin).get(f"/batch-items/{item.id}").json()
    assert all(line["entries"][0]["filed_by_name"] for line in view["lines_list"])
    assert [file["name"] for file in view["files"]] == ["证明.txt"]
    for history in (view["history"], as_(admin).get(f"/evaluations/{batch_id}").json()["history"]):
        assert "收集资料" not in {line["label_zh"] for line in history}


@pytest.mark.clause("5.1.2.3.4")
def test_a_member_of_the_group_reviews_another_holder_does_not(house, as_, people, person):
    admin, holder = people
    reviewer = person(Role.HOLDER, org=admin.org_id)
    outcome = make_outcome(house, holder)
    group = make_group(house, admin, member=reviewer)
    item = item_of(house, make_evaluation(house, admin, group, [outcome]))
    path = f"/batch-items/{item.id}/clear"
    assert as_(holder).post(path, version=item.version).status_code == 403
    assert as_(reviewer).post(path, version=item.version).status_code == 409


@pytest.mark.clause("5.1.2.3.1")
def test_an_assessment_led_by_a_group_waits_for_the_materials(house, people):
    admin, holder = people
    outcome = make_outcome(house, holder)
    batch_id = make_evaluation(house, admin, make_group(house, admin), [outcome])
    panel = make_panel(house, holder=holder, outcome_id=outcome)
    assert item_of(house, batch_id).assessment_id == panel.assessment_id
    with pytest.raises(Conflict, match="单位评价资料未齐备（0%"):
        panel.start()
    make_ready(house, admin, item_of(house, batch_id))
    panel.start()
    assert panel.assessment().status == "declaring"


@pytest.mark.clause("5.1.2.3.1")
def test_a_group_that_lost_its_file_blocks_the_assessment(house, people):
    admin, holder = people
    outcome = make_outcome(house, holder)
    group_id = make_group(house, admin)
    batch_id = make_evaluation(house, admin, group_id, [outcome])
    make_ready(house, admin, item_of(house, batch_id))
    panel = make_panel(house, holder=holder, outcome_id=outcome)
    with house.unit_of_work() as uow:
        uow.session.get_one(type(group_of(house, group_id)), group_id).file_id = None
    with pytest.raises(Conflict, match="缺少工作组成立文件"):
        panel.start()


def test_finishing_waits_for_every_outcome_and_groups_end_after_it(house, as_, people):
    admin, holder = people
    group_id = make_group(house, admin)
    batch_id = make_evaluation(house, admin, group_id, [make_outcome(house, holder)])
    client = as_(admin)
    path = f"/evaluations/{batch_id}"
    early = client.post(f"{path}/finish", version=batch_of(house, batch_id).version)
    assert early.status_code == 409
    dissolve = {"reason": "换届"}
    group = f"/work-groups/{group_id}/dissolve"
    version = group_of(house, group_id).version
    assert client.post(group, json=dissolve, version=version).status_code == 409
    make_ready(house, admin, item_of(house, batch_id))
    done = client.post(f"{path}/finish", version=batch_of(house, batch_id).version).json()
    assert done["status_label"] == "已办结"
    assert client.post(group, json=dissolve, version=version).json()["status_label"] == "已撤销"
