"""Only what passed can be published, with one action and a log (6.3.1)."""

import json
import uuid

import pytest
from sqlmodel import col, select

from backend.features.library import reactions
from backend.features.library.models import LibraryRecord
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.search import DocKind
from tests.factories.library import make_record, passed_result, publish_record


class Result:
    """What the assessment says of an outcome."""

    def __init__(self, *, passed: bool) -> None:
        base = passed_result()
        self.assessment_id, self.number, self.total = base.assessment_id, base.number, base.total
        self.grade, self.weight_version, self.issued_at = base.grade, base.weight_version, None
        self.maturity_level, self.maturity_label, self.maturity_stage = 5, "5 级", "中试阶段"
        self.dimensions = (("A", "技术创新性", 84.0),)
        self.report_file_id = None
        self.passed = passed


def _issued(outcome_id: uuid.UUID, *, passed: bool) -> OutboxEvent:
    payload = json.dumps({"outcome_id": str(outcome_id), "passed": passed})
    return OutboxEvent(
        name="assessment.issued", aggregate="assessment", aggregate_id=uuid.uuid4(), payload=payload
    )


@pytest.fixture
def assessing(house, person):
    """An outcome whose assessment has just been issued."""
    holder = person(Role.HOLDER)
    with house.unit_of_work() as uow:
        outcome = uow.add(
            Outcome(
                title="柔肝化纤颗粒", holder_org_id=holder.org_id, status=OutcomeStatus.ASSESSING
            )
        )
        return outcome.id


def _records(house) -> list[LibraryRecord]:
    with house.reading() as uow:
        return list(uow.session.exec(select(LibraryRecord)).all())


@pytest.mark.clause("6.3.1")
def test_a_passed_outcome_gets_a_record_and_a_failed_one_gets_none(house, assessing, monkeypatch):
    monkeypatch.setattr(reactions.assessments, "public_result", lambda _, __: Result(passed=False))
    with house.unit_of_work() as uow:
        # the event claims it passed: the result is believed, not the event
        reactions.prepare_passed(uow, _issued(assessing, passed=True))
    assert _records(house) == []
    monkeypatch.setattr(reactions.assessments, "public_result", lambda _, __: Result(passed=True))
    with house.unit_of_work() as uow:
        reactions.prepare_passed(uow, _issued(assessing, passed=True))
    (record,) = _records(house)
    assert (record.status.value, record.assessment_number) == ("ready", "PG-2026-000001")
    assert record.result["readiness"] == 5
    assert record.result["dimensions"] == [{"code": "A", "label": "技术创新性", "score": 84.0}]


@pytest.mark.clause("6.3.1")
def test_an_event_without_an_issued_result_makes_no_record(house, assessing):
    with house.unit_of_work() as uow:
        reactions.prepare_passed(uow, _issued(assessing, passed=True))
    assert _records(house) == []


@pytest.mark.clause("6.3.1")
def test_publication_is_one_action_with_channel_log_notice_and_index(house, as_, person, drain):
    holder, staff = person(Role.HOLDER), as_(Role.OPERATOR)
    record_id = make_record(house, holder)
    before = staff.get(f"/library-records/{record_id}").json()
    assert [a["action"] for a in before["available_actions"]] == ["publish"]
    assert staff.client.get(f"/api/v1/library/{record_id}").status_code == 404
    done = staff.post(f"/library-records/{record_id}/publish", version=before["version"])
    assert done.status_code == 200, done.text
    view = done.json()
    assert view["status_label"] == "已入库"
    (channel,) = view["preview"]["channels"]
    assert (channel["name"], channel["url"]) == ("成果信息库", f"/library/{record_id}")
    drain()
    with house.reading() as uow:
        assert (
            uow.session.get_one(Outcome, uuid.UUID(view["outcome_id"])).status.value == "published"
        )
    assert f"{DocKind.OUTCOME.value}-{record_id}" in {
        i for i, _ in house.ports.search.ids_and_versions()
    }
    inbox = as_(holder).get("/me/inbox").json()["items"]
    assert any("已入库发布" in item["title"] for item in inbox)


@pytest.mark.clause("6.3.1")
def test_a_second_publication_and_a_stale_version_are_refused(house, as_, person):
    staff = as_(Role.OPERATOR)
    record_id = publish_record(house, person(Role.HOLDER))
    version = staff.get(f"/library-records/{record_id}").json()["version"]
    assert staff.post(f"/library-records/{record_id}/publish", version=version).status_code == 409
    assert staff.post(f"/library-records/{record_id}/check", version=version - 1).status_code == 412
    assert staff.post(f"/library-records/{record_id}/check").status_code == 428


@pytest.mark.clause("6.3.1")
def test_other_channels_are_logged_with_date_and_link(house, as_, person):
    staff = as_(Role.OPERATOR)
    record_id = publish_record(house, person(Role.HOLDER))
    path = f"/library-records/{record_id}"
    version = staff.get(path).json()["version"]
    body = {"name": "中医药成果推介会", "url": "https://example.org/a", "on": "2026-11-18"}
    view = staff.post(f"{path}/channels", version=version, json=body).json()
    assert view["preview"]["channels"][1] | {"by": ""} == {
        "name": "中医药成果推介会", "url": "https://example.org/a",
        "at": "2026-11-17T16:00:00Z", "by": "",
    }  # fmt: skip
    late = staff.post(f"{path}/channels", version=view["version"], json=body | {"on": "2026-12-01"})
    assert late.status_code == 422
    assert late.json()["errors"][0]["pointer"] == "/on"
    script = body | {"url": "javascript:alert(1)"}
    refused = staff.post(f"{path}/channels", version=view["version"], json=script)
    assert refused.status_code == 422


@pytest.mark.clause("5.2.1.2.6")
def test_what_is_taken_out_leaves_the_page_the_search_and_can_come_back(
    house, as_, person, drain, client
):
    staff = as_(Role.OPERATOR)
    record_id = publish_record(house, person(Role.HOLDER))
    drain()
    assert client.get("/api/v1/library").json()["total"] == 1
    path = f"/library-records/{record_id}"
    version = staff.get(path).json()["version"]
    assert staff.post(f"{path}/unpublish", version=version, json={"reason": " "}).status_code == 422
    out = staff.post(f"{path}/unpublish", version=version, json={"reason": "持有方要求"})
    assert out.status_code == 200
    # the engine still holds it: the database decides
    assert client.get("/api/v1/library").json()["items"] == []
    assert client.get(f"/api/v1/library/{record_id}").status_code == 404
    drain()
    assert list(house.ports.search.ids_and_versions()) == []
    again = staff.post(f"{path}/publish", version=out.json()["version"])
    assert again.status_code == 200
    drain()
    assert client.get("/api/v1/library").json()["total"] == 1


@pytest.mark.clause("5.2.1")
def test_checking_renews_the_date_of_the_last_check(house, as_, person, clock):
    staff = as_(Role.OPERATOR)
    record_id = publish_record(house, person(Role.HOLDER))
    clock.advance(days=350)
    staff = as_(Role.OPERATOR)
    todos = staff.get("/me/todos").json()
    assert "核查更新" in str(todos)
    path = f"/library-records/{record_id}"
    version = staff.get(path).json()["version"]
    view = staff.post(f"{path}/check", version=version).json()
    assert view["preview"]["checked_at"] == "2027-11-05T01:00:00Z"
    assert view["review_due_at"] > view["preview"]["checked_at"]


@pytest.mark.clause("5.2.1")
def test_every_public_record_names_assessment_grade_weights_and_last_check(house, client, person):
    record_id = publish_record(house, person(Role.HOLDER), is_demo=True, maturity=None)
    view = client.get(f"/api/v1/library/{record_id}").json()
    assessment = view["assessment"]
    assert assessment["number"] == "PG-2026-000001"
    assert (assessment["total"], assessment["grade"]) == (82.5, "良好")
    assert assessment["weight_version"] == "QZ-2026-000001 第 1 版"
    assert view["checked_at"] == "2026-11-20T01:00:00Z"
    assert view["maturity_label"] == "未披露"
    assert view["is_demo"] is True


@pytest.mark.clause("5.2.1.2.8")
def test_nothing_confidential_reaches_snapshot_or_index(house, person, drain, client):
    secret = "炮制温度一百八十度"
    record_id = publish_record(
        house, person(Role.HOLDER), secret_level="confidential", innovation=secret,
        parameters=[{"name": "温度", "value": "180", "unit": "℃", "method": secret}],
    )  # fmt: skip
    drain()
    assert secret not in client.get(f"/api/v1/library/{record_id}").text
    hits = client.get("/api/v1/library", params={"q": f'"{secret}"'}).json()
    assert not [h for h in hits["items"] if h["complete"]]
    with house.reading() as uow:
        record = uow.session.exec(
            select(LibraryRecord).where(col(LibraryRecord.id) == record_id)
        ).one()
        assert secret not in json.dumps(record.snapshot, ensure_ascii=False)
