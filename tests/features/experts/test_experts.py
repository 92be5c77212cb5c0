"""The expert base (clause 5.1.1.1)."""

import pytest

from backend.features.experts import queries, service
from backend.features.experts.models import EngagementEnd, Expert, ExpertCategory, SourceSector
from backend.features.experts.schemas import ExpertInput
from backend.kernel.errors import Conflict
from backend.kernel.policy import Role
from tests.factories.assessments import make_expert

C, S = ExpertCategory, SourceSector


@pytest.mark.clause("5.1.1.1")
def test_an_expert_without_sector_cannot_be_activated(house, as_):
    _, expert_id = make_expert(house, C.ENGINEERING, None, active=False)
    staff = as_(Role.OPERATOR)
    seen = staff.get(f"/experts/{expert_id}").json()
    assert seen["missing"] == ["来源类别"]
    answer = staff.post(f"/experts/{expert_id}/activate", version=seen["version"])
    assert answer.status_code == 409
    assert "来源类别" in answer.json()["detail"]
    body = {"category": "engineering", "source_sector": "institute", "fields": ["drug"]}
    changed = staff.put(f"/experts/{expert_id}", json=body, version=seen["version"])
    assert changed.status_code == 200
    done = staff.post(f"/experts/{expert_id}/activate", version=changed.json()["version"])
    assert done.json()["status"] == "active"
    assert done.json()["source_sector_label"] == "科研院所"


@pytest.mark.clause("5.1.1.1")
def test_a_clinical_expert_needs_years_in_liver_disease(house):
    _, expert_id = make_expert(house, C.CLINICAL, S.HOSPITAL, active=False, liver_years=None)
    with pytest.raises(Conflict, match="从业年限"), house.unit_of_work() as uow:
        service.activate_expert(uow, expert_id, 1)


def test_all_six_sectors_and_four_categories_exist():
    assert [s.value for s in S] == [
        "government", "university", "institute", "hospital", "company", "investor",
    ]  # fmt: skip
    assert {c.value for c in C} >= {"clinical", "engineering", "investment"}


def test_an_expert_applies_and_staff_admit(house, as_):
    expert = as_(Role.EXPERT)
    assert expert.get("/experts/me").json() == {"expert": None}
    bad = expert.post("/experts/me", json={"category": "clinical", "fields": ["没有这项"]})
    assert bad.status_code == 422
    assert bad.json()["errors"][0]["pointer"] == "/fields/0"
    body = {"category": "clinical", "source_sector": "hospital", "fields": ["drug", "ivd"],
            "liver_years": 20}  # fmt: skip
    made = expert.post("/experts/me", json=body)
    assert made.status_code == 201
    assert made.json()["field_labels"] == ["药物研发", "体外诊断"]
    assert expert.post("/experts/me", json=body).status_code == 409
    staff = as_(Role.OPERATOR)
    todos = staff.get("/me/todos").json()["items"]
    assert any(todo["id"] == made.json()["id"] for todo in todos)


def test_staff_enter_somebody_who_wears_the_hat(house, as_, person):
    who = person(Role.EXPERT)
    staff = as_(Role.OPERATOR)
    with house.reading() as uow:
        from backend.features.identity.models import User

        email = uow.session.get_one(User, who.user_id).email
    body = {"category": "investment", "source_sector": "investor", "fields": ["other"]}
    made = staff.post("/experts", json=body | {"email": email})
    assert made.status_code == 201
    refused = staff.post("/experts", json=body | {"email": "nobody@example.org"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/email"


def test_only_staff_change_category_and_sector_of_an_admitted_expert(house, as_):
    who, expert_id = make_expert(house)
    expert = as_(who)
    seen = expert.get(f"/experts/{expert_id}").json()
    body = {"category": "engineering", "source_sector": "hospital", "fields": ["drug"]}
    refused = expert.put(f"/experts/{expert_id}", json=body, version=seen["version"])
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/category"
    stale = expert.put(f"/experts/{expert_id}", json=body | {"category": "clinical"}, version=1)
    assert stale.status_code == 412


def test_ties_are_declared_and_ended_but_stay_on_record(house, as_):
    who, expert_id = make_expert(house)
    expert = as_(who)
    version = expert.get(f"/experts/{expert_id}").json()["version"]
    tie = {"org_name": "示例药业", "kind": "consulting", "note": "技术顾问"}
    view = expert.post(f"/experts/{expert_id}/ties", json=tie, version=version).json()
    assert view["ties"][0]["kind_label"] == "顾问"
    tie_id = view["ties"][0]["id"]
    ended = expert.post(f"/experts/{expert_id}/ties/{tie_id}/end", version=view["version"])
    assert ended.json()["ties"][0]["ended_on"] == "2026-11-20"
    again = expert.post(f"/experts/{expert_id}/ties/{tie_id}/end", version=ended.json()["version"])
    assert again.status_code == 409
    other, other_id = make_expert(house)
    foreign = as_(other).post(f"/experts/{other_id}/ties/{tie_id}/end", version=2)
    assert foreign.status_code == 404


def test_load_counts_open_tasks_and_history_keeps_the_ended(house):
    _, expert_id = make_expert(house)
    first, second = expert_id, make_expert(house)[1]
    with house.unit_of_work() as uow:
        service.engage(uow, expert_id, "assessment", first, "甲")
        service.engage(uow, expert_id, "assessment", second, "乙")
        uow.session.flush()
        service.disengage(uow, expert_id, first, EngagementEnd.RECUSED)
    with house.reading() as uow:
        assert queries.loads(uow, {expert_id}) == {expert_id: 1}
        view = queries.expert_view(uow, uow.session.get_one(Expert, expert_id))
        assert {(e.title, e.end_label) for e in view.engagements} == {
            ("甲", "已回避"), ("乙", "进行中"),
        }  # fmt: skip


@pytest.mark.parametrize("role", [Role.HOLDER, Role.DEMANDER, Role.PLATFORM_ADMIN])
def test_the_expert_base_is_not_for_everybody(house, as_, role):
    _, expert_id = make_expert(house)
    client = as_(role)
    assert client.get("/experts").status_code == 403
    assert client.get(f"/experts/{expert_id}").status_code == 404


def test_list_filters_and_sorts(house, as_):
    make_expert(house, C.CLINICAL, S.HOSPITAL)
    make_expert(house, C.INVESTMENT, S.INVESTOR)
    staff = as_(Role.OPERATOR)
    rows = staff.get("/experts", params={"category": "investment"}).json()
    assert {row["category"] for row in rows["items"]} == {"investment"}
    assert staff.get("/experts", params={"sort": "password"}).status_code == 422
    found = staff.get("/experts", params={"sector": "hospital", "sort": "-liver_years"}).json()
    assert found["total"] == 1


@pytest.mark.clause("5.1.1.1")
def test_the_base_is_filtered_by_sector_and_field(house, as_):
    make_expert(house, sector=SourceSector.COMPANY, fields=["drug", "digital"])
    make_expert(house, sector=SourceSector.HOSPITAL, fields=["therapy"])
    staff = as_(Role.OPERATOR)

    def found(**query):
        return [row["fields"] for row in staff.get("/experts", params=query).json()["items"]]

    assert found(sector="company") == [["drug", "digital"]]
    assert found(field="digital") == [["drug", "digital"]]
    assert found(field="dig") == []
    assert found(field='%"') == []


def test_profile_input_is_bounded():
    with pytest.raises(ValueError, match="70"):
        ExpertInput(category=C.CLINICAL, liver_years=300)
