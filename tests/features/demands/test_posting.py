"""A need is written, reviewed, published and found (5.3.1.4, 6.3.2)."""

import pytest
from sqlmodel import select

from backend.features.demands.models import Demand
from backend.features.demands.schemas import DemandInput
from backend.features.service_desk.models import ServiceRequest
from backend.kernel.policy import Role
from tests.factories.demands import form, make_demand


@pytest.fixture
def demander(as_):
    return as_(Role.DEMANDER)


@pytest.fixture
def staff(as_):
    return as_(Role.OPERATOR)


@pytest.mark.clause("5.3.1.4")
def test_the_form_has_at_most_ten_fields():
    assert len(DemandInput.model_fields) <= 10


@pytest.mark.clause("6.3.2")
def test_from_draft_over_a_return_to_the_public_hall(demander, staff, client, drain, house):
    draft = demander.post("/demands", json={"title": "寻求肝纤维化中药"})
    assert draft.status_code == 201, draft.text
    path = f"/demands/{draft.json()['id']}"
    early = demander.post(f"{path}/submit", version=draft.json()["version"])
    assert early.status_code == 422
    assert {e["pointer"] for e in early.json()["errors"]} == {
        "/description", "/demand_type", "/field", "/scene"
    }  # fmt: skip
    saved = demander.put(path, version=draft.json()["version"], json=form()).json()
    sent = demander.post(f"{path}/submit", version=saved["version"]).json()
    assert sent["number"] == "XQ-2026-000001"
    assert (sent["status_label"], sent["private"]["clock"]["due_days"]) == ("待审核", 3)
    assert client.get(f"/api/v1{path}").status_code == 404, "not public before the review"
    drain()
    assert "审核需求" in str(staff.get("/me/todos").json())
    silent = staff.post(f"{path}/return", version=sent["version"], json={"reason": ""})
    assert silent.status_code == 422
    back = staff.post(f"{path}/return", version=sent["version"], json={"reason": "请补充指标"})
    assert back.json()["private"]["clock"]["waiting"] is True
    drain()
    assert "补充需求" in str(demander.get("/me/todos").json())
    again = demander.post(f"{path}/submit", version=back.json()["version"]).json()
    done = staff.post(f"{path}/publish", version=again["version"]).json()
    assert done["status_label"] == "已发布"
    drain()
    hall = client.get("/api/v1/demands", params={"q": "肝纤维化"}).json()
    assert [item["title"] for item in hall["items"]] == [form()["title"]]
    with house.reading() as uow:
        (request,) = uow.session.exec(select(ServiceRequest)).all()
        assert (request.kind.value, request.status.value) == ("demand_review", "completed")
    assert "需求已审核发布" in str(demander.get("/me/inbox").json())


@pytest.mark.clause("5.2.1.2.8")
def test_the_public_sees_neither_people_nor_confidential_parts(house, demander, client, drain, as_):
    demand_id = make_demand(house, demander.person)
    drain()
    public = client.get(f"/api/v1/demands/{demand_id}").json()
    assert public["private"] is None
    assert public["available_actions"] == []
    assert "首付" not in str(public)
    assert "首付" not in client.get("/api/v1/demands").text
    own = demander.get(f"/demands/{demand_id}").json()
    assert own["private"]["confidential_note"] == form()["confidential_note"]
    other = as_(Role.DEMANDER).get(f"/demands/{demand_id}").json()
    assert other["private"] is None
    auditor = as_(Role.AUDITOR).get(f"/demands/{demand_id}").json()
    assert auditor["private"]["confidential_note"] == ""
    with house.reading() as uow:
        assert "首付".encode() not in uow.session.get_one(Demand, demand_id).confidential_cipher


@pytest.mark.clause("6.3.2")
def test_states_versions_and_bad_fields(house, demander, staff):
    demand_id = make_demand(house, demander.person)
    path = f"/demands/{demand_id}"
    version = demander.get(path).json()["version"]
    assert demander.put(path, version=version, json=form()).status_code == 409
    assert staff.post(f"{path}/publish", version=version).status_code == 409
    assert staff.post(f"{path}/close", version=version - 1, json={"reason": "x"}).status_code == 412
    assert staff.post(f"{path}/close", json={"reason": "x"}).status_code == 428
    for bad, pointer in (
        ({"field": "magic"}, "/field"),
        ({"diseases": ["Z99.9.9"]}, "/diseases/0"),
        ({"modes": ["gift"]}, "/modes/0"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 121}, "/title"),
        ({"budget_fen": -1}, "/budget_fen"),
        ({"budget_fen": 2**53}, "/budget_fen"),
        ({"deadline": "2026-02-30"}, "/deadline"),
        ({"description": "a\x00b"}, "/description"),
        ({"owner_id": "x"}, "/owner_id"),
    ):
        answer = demander.post("/demands", json=form(**bad))
        assert answer.status_code == 422, bad
        assert answer.json()["errors"][0]["pointer"] == pointer
    past = demander.post("/demands", json=form(deadline="2020-01-01")).json()
    refused = demander.post(f"/demands/{past['id']}/submit", version=past["version"])
    assert refused.json()["errors"][0]["pointer"] == "/deadline"


@pytest.mark.clause("6.3.2")
def test_withdrawn_before_and_closed_after_publication(house, demander, client, drain):
    before = make_demand(house, demander.person, "submitted")
    version = demander.get(f"/demands/{before}").json()["version"]
    gone = demander.post(f"/demands/{before}/withdraw", version=version, json={"reason": "暂缓"})
    assert gone.json()["status_label"] == "已撤回"
    after = make_demand(house, demander.person)
    drain()
    assert client.get("/api/v1/demands").json()["total"] == 1
    version = demander.get(f"/demands/{after}").json()["version"]
    closed = demander.post(f"/demands/{after}/close", version=version, json={"reason": "已解决"})
    assert closed.json()["status_label"] == "已关闭"
    drain()
    assert client.get("/api/v1/demands").json()["total"] == 0
    assert client.get(f"/api/v1/demands/{after}").status_code == 404


@pytest.mark.clause("6.3.2")
def test_the_desk_shows_my_organisation_or_for_staff_what_was_handed_in(
    house, demander, staff, person, as_
):
    make_demand(house, demander.person, "draft", title="只有我看见的草稿")
    make_demand(house, demander.person, "submitted", title="已提交的需求")
    mine = demander.get("/demands/desk").json()
    assert {row["title"] for row in mine["items"]} == {"只有我看见的草稿", "已提交的需求"}
    theirs = staff.get("/demands/desk", params={"status": "submitted"}).json()
    assert [row["title"] for row in theirs["items"]] == ["已提交的需求"]
    assert staff.get("/demands/desk").json()["total"] == 1
    colleague = as_(person(Role.DEMANDER, org=demander.person.org_id))
    assert colleague.get("/demands/desk").json()["total"] == 2
    assert as_(Role.DEMANDER).get("/demands/desk").json()["total"] == 0
