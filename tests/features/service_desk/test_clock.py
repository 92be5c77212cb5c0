"""The clock of a service in working days (7.1.2.3)."""

import uuid
from datetime import UTC, datetime

import pytest

from backend.features.service_desk import queries, service
from backend.features.service_desk.states import RequestKind, RequestStatus
from backend.kernel.policy import Role

KIND = RequestKind.CONSULTATION


def ask(house, org=None, subject=None, days=5):
    subject = subject or uuid.uuid4()
    with house.unit_of_work() as uow:
        service.open_request(
            uow, kind=KIND, subject_type="thing", subject_id=subject, title="请求", link="/x",
            requester_org_id=org, due_days=days,
        )  # fmt: skip
    return subject


def fact(house):
    with house.reading() as uow:
        return queries.requests_in(
            uow, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
        )[0]


@pytest.mark.clause("7.1.2.3")
def test_response_and_completion_are_counted_in_working_days(house, clock):
    clock.at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # Friday 17:00 in Shanghai
    subject = ask(house)
    clock.at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday 10:00
    with house.unit_of_work() as uow:
        service.respond(uow, subject, KIND)
    clock.at = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # Monday 14:00
    with house.unit_of_work() as uow:
        service.complete(uow, subject, KIND)
    found = fact(house)
    assert found.response_days == pytest.approx(2 / 8)
    assert found.completion_days == pytest.approx((1 + 3 + 1) / 8)
    assert found.status is RequestStatus.COMPLETED


@pytest.mark.clause("7.1.2.3")
def test_waiting_for_the_user_does_not_count(house, clock):
    clock.at = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # Monday 09:00
    subject = ask(house)
    clock.at = datetime(2026, 11, 17, 1, 0, tzinfo=UTC)  # one day later
    with house.unit_of_work() as uow:
        service.pause(uow, subject, KIND)
    clock.at = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # three days with the user
    with house.reading() as uow:
        waiting = queries.clock_about(uow, subject, KIND)
    assert waiting.used_days == pytest.approx(1)
    assert not waiting.overdue
    with house.unit_of_work() as uow:
        request = service.resume(uow, subject, KIND)
        assert request.due_at == uow.ports.calendar.add_working_days(clock.at, 4)
    clock.at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)  # Friday 18:00, one day of work
    with house.unit_of_work() as uow:
        service.complete(uow, subject, KIND)
    found = fact(house)
    assert found.completion_days == pytest.approx(2)
    assert found.paused_days == pytest.approx(3)


def test_asking_twice_is_one_request_and_cancelling_is_told(house):
    subject = ask(house)
    ask(house, subject=subject)
    with house.unit_of_work() as uow:
        assert len(queries.requests_in(uow, clock_start(), clock_end())) == 1
        service.cancel(uow, subject, KIND, "不再需要")
        assert service.complete(uow, subject, KIND) is None
    assert fact(house).status is RequestStatus.CANCELLED
    assert fact(house).completion_days is None


def clock_start():
    return datetime(2026, 1, 1, tzinfo=UTC)


def clock_end():
    return datetime(2027, 1, 1, tzinfo=UTC)


def test_staff_take_over_and_the_asking_organisation_sees_its_own(as_, house, person):
    holder = person(Role.HOLDER)
    ask(house, org=holder.org_id)
    staff = as_(Role.OPERATOR)
    assert [t["kind"] for t in staff.get("/me/todos").json()["items"]] == ["service_request"]
    row = staff.get("/service-requests").json()["items"][0]
    assert row["number"] == "FW-2026-000001"
    path = f"/service-requests/{row['id']}"
    assert as_(holder).get(path).status_code == 200
    assert as_(Role.HOLDER).get(path).status_code == 404
    taken = staff.post(f"{path}/acknowledge", version=row["version"])
    assert taken.json()["status_label"] == "办理中"
    assert taken.json()["owner_name"]
    assert staff.post(f"{path}/acknowledge", version=taken.json()["version"]).status_code == 409
    history = [line["label_zh"] for line in taken.json()["history"]]
    assert history == ["提出服务请求"]  # the taking over is written when the transaction ends
    lines = staff.get(path).json()["history"]
    assert [line["label_zh"] for line in lines] == ["提出服务请求", "首次响应"]
