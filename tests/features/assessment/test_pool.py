"""An institution's pool: classes by result or by hand, board, batch action, export (5.1.2.3.8)."""

import pytest

from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Role
from tests.factories.assessments import make_outcome, make_panel


@pytest.fixture
def people(person):
    admin = person(Role.ORG_ADMIN)
    return admin, person(Role.HOLDER, org=admin.org_id)


@pytest.mark.clause("5.1.2.3.8")
def test_the_boards_counts_are_the_lengths_of_its_lists(house, as_, people, drain):
    admin, holder = people
    values = (85.0, 70.0, 45.0)
    panels = [make_panel(house, holder=holder, weights=k == 0) for k in range(3)]
    for panel, value in zip(panels, values, strict=True):
        panel.all_issued(value)
    make_outcome(house, holder)
    drain()
    client = as_(admin)
    board = client.get("/institution-pool/board").json()
    assert [(row["label"], row["count"]) for row in board["classes"]] == [
        ("重点转化", 1), ("培育", 1), ("暂缓", 1), ("未归类", 1),
    ]  # fmt: skip
    for row in board["classes"]:
        query = f"pool_class={row['pool_class']}" if row["pool_class"] else "unclassed=true"
        assert client.get(f"/institution-pool?{query}").json()["total"] == row["count"]
    for row in board["progress"]:
        listed = client.get(f"/institution-pool?status={row['status']}").json()
        assert listed["total"] == row["count"]
    assert sum(row["count"] for row in board["progress"]) == board["total"] == 4
    best = client.get("/institution-pool?pool_class=priority").json()["items"][0]
    assert (best["passed"], best["by_result"]) == (True, True)
    assert best["total"] == pytest.approx(85.0)


@pytest.mark.clause("5.1.2.3.8")
def test_a_batch_action_classes_by_hand_or_by_result(house, as_, people, drain, person):
    _, holder = people
    panel = make_panel(house, holder=holder).all_issued(70.0)
    waiting = make_outcome(house, holder)
    drain()
    client, path = as_(holder), "/institution-pool/classify"
    both = [str(panel.outcome_id), str(waiting)]
    bare = client.post(path, json={"outcome_ids": both, "pool_class": "hold"})
    assert bare.json()["errors"][0]["pointer"] == "/reason"
    done = client.post(
        path, json={"outcome_ids": both, "pool_class": "priority", "reason": "院重点方向"}
    ).json()  # fmt: skip
    assert done["classified"] == 2
    assert {row["pool_label"] for row in done["rows"]} == {"重点转化"}
    again = client.post(path, json={"outcome_ids": both}).json()
    assert again["classified"] == 1
    assert "尚无已出具的评估报告" in again["skipped"][0]
    assert again["rows"][0]["pool_class"] == "cultivate"
    foreign = make_outcome(house, person(Role.HOLDER))
    refused = client.post(path, json={"outcome_ids": [str(foreign)]})
    assert refused.status_code == 422


@pytest.mark.clause("5.1.2.3.8")
def test_a_class_given_by_hand_outlives_a_new_result(house, as_, people, drain):
    _, holder = people
    panel = make_panel(house, holder=holder).all_released(85.0)
    as_(holder).post(
        "/institution-pool/classify",
        json={"outcome_ids": [str(panel.outcome_id)], "pool_class": "hold", "reason": "待批文"},
    )
    panel.write()
    for k in range(len(panel.experts)):
        panel.consent(k)
    panel.issue()
    drain()
    row = as_(holder).get("/institution-pool").json()["items"][0]
    assert (row["pool_class"], row["proposed"]) == ("hold", "priority")


def test_staff_name_the_institution_and_others_see_no_foreign_pool(house, as_, people, person):
    admin, holder = people
    make_outcome(house, holder)
    staff = as_(Role.OPERATOR)
    assert staff.get("/institution-pool/board").status_code == 422
    board = staff.get(f"/institution-pool/board?org_id={admin.org_id}").json()
    assert board["total"] == 1
    assert as_(Role.HOLDER).get(f"/institution-pool?org_id={admin.org_id}").status_code == 404
    assert as_(Role.EXPERT).get("/institution-pool").status_code == 403
    with house.reading() as uow:
        assert uow.session.query(Outcome).count() >= 1


def test_no_unreleased_total_shows_in_the_pool(house, as_, people):
    _, holder = people
    make_panel(house, holder=holder).all_released(85.0)
    row = as_(holder).get("/institution-pool").json()["items"][0]
    assert (row["total"], row["grade"], row["passed"], row["proposed"]) == (None, "", None, None)


@pytest.mark.clause("5.1.2.3.8")
def test_the_pool_is_found_by_words_and_taken_along_as_a_workbook(
    house, as_, people, drain, tmp_path
):
    admin, holder = people
    panel = make_panel(house, holder=holder).all_issued(85.0)
    other = make_outcome(house, holder)
    drain()
    client = as_(admin)
    number = client.get("/institution-pool?pool_class=priority").json()["items"][0]["number"]
    assert client.get(f"/institution-pool?q={number.lower()}").json()["total"] == 1
    assert client.get("/institution-pool?q=软肝颗粒&pool_class=priority").json()["total"] == 1
    answer = client.get("/institution-pool/export")
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    path = tmp_path / "pool"
    path.write_bytes(answer.content)
    head, *rows = house.ports.tables.read(path, "xlsx")
    assert head[:4] == ["成果编号", "成果名称", "状态", "类别"]
    assert len(rows) == client.get("/institution-pool").json()["total"] == 2
    best = next(row for row in rows if row[0] == number)
    assert (best[3], best[4], float(best[8])) == ("重点转化", "评估结果", pytest.approx(85.0))
    path.write_bytes(client.get("/institution-pool/export?unclassed=true").content)
    assert len(house.ports.tables.read(path, "xlsx")) == 2
    assert panel.outcome_id != other
    assert (
        as_(Role.HOLDER).get(f"/institution-pool/export?org_id={admin.org_id}").status_code == 404
    )
