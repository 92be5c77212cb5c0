"""Introductions are established by both consents only; before that nobody's contact is shown."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from backend.features.identity.models import Organisation
from backend.features.matchmaking import queries, service
from backend.features.matchmaking.models import Introduction
from backend.features.service_desk.models import ServiceRequest
from backend.kernel.audit import AuditEntry
from backend.kernel.errors import Conflict
from backend.kernel.policy import Role
from tests.factories.demands import form, make_demand
from tests.factories.library import make_record, publish_record

MESSAGE = "我们有颗粒剂产线，希望了解该成果的许可条件。"


@pytest.fixture
def sides(house, person, as_):
    """A holder with a published outcome, a demander, staff."""
    holder, demander, staff = person(Role.HOLDER), person(Role.DEMANDER), person(Role.OPERATOR)
    record_id = publish_record(house, holder, staff=staff)
    return as_(holder), as_(demander), as_(staff), record_id


def _propose(who, record_id, **over):
    return who.post("/introductions", json={"record_id": str(record_id), "message": MESSAGE} | over)


def _get(who, introduction_id):
    return who.get(f"/introductions/{introduction_id}").json()


def _actions(view) -> set[str]:
    return {action["action"] for action in view["available_actions"]}


def _request(house) -> ServiceRequest:
    with house.reading() as uow:
        return uow.session.exec(
            select(ServiceRequest).where(col(ServiceRequest.subject_type) == "introduction")
        ).one()


@pytest.mark.clause("6.3.2")
def test_a_demander_asks_and_the_holder_agrees(house, sides, drain):
    holder, demander, staff, record_id = sides
    asked = _propose(demander, record_id)
    assert asked.status_code == 201, asked.text
    view = asked.json()
    assert (view["number"], view["status_label"]) == ("DJ-2026-000001", "待双方同意")
    assert view["demander_consent_at"] is not None
    assert view["holder_consent_at"] is None
    assert view["contacts"] == []
    assert _actions(view) == {"withdraw"}
    drain()
    assert "对接待答复" in str(holder.get("/me/todos").json())
    assert "对接申请待答复" in str(holder.get("/me/inbox").json())
    seen = _get(holder, view["id"])
    assert _actions(seen) == {"consent", "decline"}
    assert seen["waiting_for_me"] is True
    assert "@" not in str(seen), "no address before both agreed"
    path = f"/introductions/{view['id']}"
    early = demander.post(f"{path}/consent", version=seen["version"])
    assert early.status_code == 409
    done = holder.post(f"{path}/consent", version=seen["version"]).json()
    assert done["status_label"] == "对接成立"
    assert {c["side"] for c in done["contacts"]} == {"demander", "holder"}
    assert all("@" in c["email"] for c in done["contacts"])
    request = _request(house)
    assert (request.kind.value, request.status.value) == ("introduction", "completed")
    assert holder.post(f"{path}/consent", version=done["version"]).status_code == 409
    drain()
    assert "对接成立" in str(demander.get("/me/inbox").json())
    assert _get(staff, view["id"])["contacts"] != []


@pytest.mark.clause("6.3.2")
def test_a_proposal_of_staff_needs_both_consents(house, sides):
    holder, demander, staff, record_id = sides
    without = _propose(staff, record_id)
    assert without.json()["errors"][0]["pointer"] == "/demand_id"
    demand_id = make_demand(house, demander.person, staff=staff.person)
    view = _propose(staff, record_id, demand_id=str(demand_id)).json()
    assert (view["demander_consent_at"], view["holder_consent_at"]) == (None, None)
    path = f"/introductions/{view['id']}"
    assert staff.post(f"{path}/consent", version=view["version"]).status_code == 403
    first = holder.post(f"{path}/consent", version=view["version"]).json()
    assert first["status"] == "proposed"
    assert first["established_at"] is None
    second_try = holder.post(f"{path}/consent", version=first["version"])
    assert second_try.status_code == 409
    both = demander.post(f"{path}/consent", version=first["version"]).json()
    assert both["status"] == "established"


@pytest.mark.clause("6.3.2")
def test_declining_needs_a_reason_and_ends_it_for_both(house, sides, drain):
    holder, demander, _, record_id = sides
    view = _propose(demander, record_id).json()
    path = f"/introductions/{view['id']}"
    own = demander.post(f"{path}/decline", version=view["version"], json={"reason": "算了"})
    assert own.status_code == 409, "whoever asked takes the wish back instead"
    silent = holder.post(f"{path}/decline", version=view["version"], json={"reason": " "})
    assert silent.status_code == 422
    done = holder.post(f"{path}/decline", version=view["version"], json={"reason": "已独家许可"})
    assert (done.json()["status_label"], done.json()["end_reason"]) == ("已婉拒", "已独家许可")
    assert done.json()["contacts"] == []
    assert _request(house).status.value == "completed"
    assert _propose(demander, record_id).status_code == 201, "a new wish is possible"


@pytest.mark.clause("6.3.2")
def test_a_wish_taken_back_does_not_count(house, sides):
    _, demander, _, record_id = sides
    view = _propose(demander, record_id).json()
    path = f"/introductions/{view['id']}/withdraw"
    done = demander.post(path, version=view["version"], json={"reason": "另有安排"})
    assert done.json()["status_label"] == "已撤回"
    assert _request(house).status.value == "cancelled"


@pytest.mark.clause("6.3.2")
def test_what_cannot_be_proposed(house, sides, person, as_):
    holder, demander, staff, record_id = sides
    unpublished = make_record(house, holder.person)
    assert _propose(demander, unpublished).json()["errors"][0]["pointer"] == "/record_id"
    own = as_(person(Role.DEMANDER, org=holder.person.org_id))
    assert _propose(own, record_id).json()["errors"][0]["pointer"] == "/record_id"
    foreign = make_demand(house, person(Role.DEMANDER))
    wrong = _propose(demander, record_id, demand_id=str(foreign))
    assert wrong.json()["errors"][0]["pointer"] == "/demand_id"
    assert _propose(demander, record_id, message="太短").status_code == 422
    assert _propose(demander, record_id).status_code == 201
    again = _propose(demander, record_id)
    assert again.status_code == 409
    assert "DJ-2026-000001" in again.json()["detail"]
    draft = make_demand(house, demander.person, "draft")
    unready = _propose(staff, record_id, demand_id=str(draft))
    assert unready.json()["errors"][0]["pointer"] == "/demand_id"
    imported = make_demand(house, person(Role.DEMANDER))
    with house.unit_of_work() as uow:
        from backend.features.demands.models import Demand

        row = uow.session.get_one(Demand, imported)
        row.org_id = uow.add(
            Organisation(name="仅见于资料的单位", kind="other", status="unverified")
        ).id
    nobody = _propose(staff, record_id, demand_id=str(imported))
    assert "尚未在平台认证" in nobody.json()["detail"]


@pytest.mark.clause("5.2.1.2.8")
def test_confidential_parts_open_after_establishment_and_are_logged(house, sides):
    holder, demander, staff, record_id = sides
    demand_id = make_demand(house, demander.person, staff=staff.person)
    view = _propose(demander, record_id, demand_id=str(demand_id)).json()
    path = f"/introductions/{view['id']}"
    assert holder.get(f"{path}/confidential").status_code == 409
    holder.post(f"{path}/consent", version=view["version"])
    opened = holder.get(f"{path}/confidential").json()
    assert opened["demand_note"] == form()["confidential_note"]
    assert staff.get(f"{path}/confidential").status_code == 403
    with house.reading() as uow:
        entries = uow.session.exec(
            select(AuditEntry).where(col(AuditEntry.action) == "introduction.confidential_read")
        ).all()
        assert [entry.actor_id for entry in entries] == [holder.person.user_id]


@pytest.mark.clause("5.3.1.1")
def test_meetings_on_site_and_online_stand_in_one_history(sides):
    holder, demander, staff, record_id = sides
    view = _propose(demander, record_id).json()
    path = f"/introductions/{view['id']}"
    note = {"kind": "meeting", "happened_on": "2026-11-19", "body": "参观中试车间。",
            "next_step": "线上讨论许可费", "next_date": "2026-11-25"}  # fmt: skip
    early = demander.post(f"{path}/notes", version=view["version"], json=note)
    assert early.status_code == 409
    done = holder.post(f"{path}/consent", version=view["version"]).json()
    first = demander.post(f"{path}/notes", version=done["version"], json=note).json()
    assert first["version"] > done["version"]
    online = note | {"kind": "online", "happened_on": "2026-11-20", "next_date": None}
    both = holder.post(f"{path}/notes", version=first["version"], json=online).json()
    assert [n["kind_label"] for n in both["notes"]] == ["线上会议", "线下会议"]
    future = note | {"happened_on": "2026-11-21"}
    answer = staff.post(f"{path}/notes", version=both["version"], json=future)
    assert answer.json()["errors"][0]["pointer"] == "/happened_on"
    backwards = note | {"next_date": "2026-11-01"}
    answer = staff.post(f"{path}/notes", version=both["version"], json=backwards)
    assert answer.json()["errors"][0]["pointer"] == "/next_date"


@pytest.mark.clause("7.1.2.5")
def test_it_counts_from_the_second_consent_and_ends_agreed_or_failed(house, sides, clock):
    holder, demander, _, record_id = sides
    view = _propose(demander, record_id).json()
    start, end = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    with house.reading() as uow:
        assert queries.established_in(uow, start, end) == []
    path = f"/introductions/{view['id']}"
    done = holder.post(f"{path}/consent", version=view["version"]).json()
    with house.reading() as uow:
        (fact,) = queries.established_in(uow, start, end)
        assert fact.established_at == clock.now()
        assert queries.established_in(uow, clock.now(), clock.now()) == [], "half-open"
        sides_of_it = queries.parties(uow, fact.id)
        assert sides_of_it.holder_org_id == holder.person.org_id
        assert sides_of_it.demander_org_id == demander.person.org_id
    with house.unit_of_work() as uow:
        service.mark_agreed(uow, fact.id)
        service.mark_agreed(uow, fact.id)
    assert _get(holder, view["id"])["status_label"] == "已达成协议"
    with pytest.raises(Conflict), house.unit_of_work() as uow:
        service.mark_failed(uow, fact.id, "x")
    late = holder.post(f"{path}/fail", version=done["version"] + 1, json={"reason": "x"})
    assert late.status_code == 409
    with house.reading() as uow:
        row = uow.session.get_one(Introduction, fact.id)
        assert row.ended_at == clock.now()


@pytest.mark.clause("7.1.2.5")
def test_talks_may_end_without_agreement_with_a_reason(sides):
    holder, demander, _, record_id = sides
    view = _propose(demander, record_id).json()
    path = f"/introductions/{view['id']}"
    done = holder.post(f"{path}/consent", version=view["version"]).json()
    ended = demander.post(f"{path}/fail", version=done["version"], json={"reason": "价格未谈拢"})
    assert (ended.json()["status_label"], ended.json()["end_reason"]) == ("对接未成", "价格未谈拢")
    assert demander.get("/introductions", params={"status": "failed"}).json()["total"] == 1


@pytest.mark.clause("5.2.1.2.8")
def test_others_know_nothing_of_it(sides, as_, person):
    holder, demander, _, record_id = sides
    view = _propose(demander, record_id).json()
    for role in (Role.HOLDER, Role.DEMANDER, Role.EXPERT, Role.PLATFORM_ADMIN):
        assert as_(role).get(f"/introductions/{view['id']}").status_code == 404
    both_hats = person(Role.DEMANDER, org=holder.person.org_id)
    assert as_(both_hats).get(f"/introductions/{view['id']}").status_code == 404, "wrong hat"
    admin = as_(person(Role.ORG_ADMIN, org=holder.person.org_id))
    seen = admin.get(f"/introductions/{view['id']}").json()
    assert (_actions(seen), seen["my_side"]) == (set(), None)
    assert as_(Role.HOLDER).get("/introductions").json()["total"] == 0
