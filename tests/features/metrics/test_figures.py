"""The three live figures over records, worked out by hand (7.1.2.1, 7.1.2.3, 7.1.2.5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from backend.features.implementation.models import Conversion, ConversionKind
from backend.features.implementation.states import ConversionStatus
from backend.features.matchmaking.states import IntroductionStatus
from backend.features.metrics.models import MetricSnapshot
from backend.features.metrics.service import fix_last_quarter
from backend.features.outcomes.states import OutcomeStatus
from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.states import RequestKind, RequestStatus
from backend.kernel.files import StoredFile
from backend.kernel.policy import Role
from tests.factories.deals import log_in_again, make_introduction, make_outcome

YEAR = {"from": "2026-01-01", "to": "2026-11-20"}


def metric(client, code: str, variant: str = "", **query) -> dict:
    answer = client.get("/api/v1/metrics", params=YEAR | query)
    assert answer.status_code == 200, answer.text
    found = next(m for m in answer.json()["metrics"] if m["code"] == code)
    if not variant:
        return found
    return next(v for v in found["variants"] if v["code"] == variant)


def count(view: dict) -> tuple[int, int, int]:
    return tuple(c["count"] for c in view["counts"])


def convert(house, outcome_id, holder, *, on=date(2026, 11, 1),
            status=ConversionStatus.CONFIRMED):  # fmt: skip
    with house.unit_of_work() as uow:
        proof = uow.add(
            StoredFile(sha256="0" * 64, name="p.pdf", size=1, media_type="application/pdf",
                       subject_type="conversion", subject_id=outcome_id)
        )  # fmt: skip
        uow.add(
            Conversion(
                outcome_id=outcome_id, holder_org_id=holder.org_id, transfer_mode="self_invest",
                kind=ConversionKind.SELF_INVESTED, happened_on=on, proof_file_id=proof.id,
                status=status,
            )
        )  # fmt: skip


@pytest.mark.clause("7.1.2.1")
def test_eight_of_ten_accepted_outcomes_are_converted(house, person, client):
    holder = person(Role.HOLDER)
    ids = [make_outcome(house, holder) for _ in range(10)]
    for outcome_id in ids[:8]:
        convert(house, outcome_id, holder)
    convert(house, ids[8], holder, status=ConversionStatus.REPORTED)
    view = metric(client, "conversion", "period")
    assert (view["value"], view["grade_label"]) == ("80.0", "优秀")
    assert count(view) == (8, 10, 1)
    assert view["is_headline"] is True
    assert {"label": "其中：自行投资实施", "value": "8"} in view["facts"]
    cohort = metric(client, "conversion", "cohort")
    assert (cohort["value"], cohort["grade_label"], count(cohort)[1]) == (None, "无样本", 0)


@pytest.mark.clause("7.1.2.1")
def test_the_cohort_holds_what_had_time_to_be_converted(house, person, client):
    holder = person(Role.HOLDER)
    old = [
        make_outcome(house, holder, accepted_at=datetime(2025, 11, day, 2, tzinfo=UTC))
        for day in (19, 20, 21)
    ]
    make_outcome(house, holder)
    convert(house, old[0], holder)
    convert(house, old[1], holder, on=date(2026, 11, 21))
    # the window ends on 20 November 2026, so twelve months earlier is 20 November 2025
    cohort = metric(client, "conversion", "cohort")
    assert count(cohort)[:2] == (1, 2)
    assert (cohort["value"], cohort["grade_label"]) == ("50.0", "需改进")
    period = metric(client, "conversion", "period")
    assert count(period) == (0, 1, 1)
    notes = client.get(
        "/api/v1/metrics/conversion/records", params=YEAR | {"part": "excluded"}
    ).json()["items"]
    assert [n["note"] for n in notes] == ["本期内转化，但受理日期不在本口径的分母内"]


@pytest.mark.clause("7.1.2.3")
def test_three_requests_by_hand(house, client):
    monday = datetime(2026, 11, 2, 1, tzinfo=UTC)  # 09:00 in Beijing, a working Monday
    rows = (  # asked, answered and done after so many working days; waited for the user
        (0.5, 2.0, 0.0),
        (1.0, 4.0, 1.0),  # 4 days passed, 1 of them waiting for the user: 3 count
        (3.0, 9.0, 0.0),
    )

    def working(days: float) -> datetime:
        whole, rest = divmod(days, 1)
        moment = monday
        for _ in range(int(whole)):
            moment += timedelta(days=3 if moment.weekday() == 4 else 1)
        return moment + timedelta(hours=5 if rest else 0)  # half a day: 09-12 and 13-14

    with house.unit_of_work() as uow:
        for n, (response, done, paused) in enumerate(rows):
            uow.add(
                ServiceRequest(
                    number=f"FW-2026-00000{n}", kind=RequestKind.FORMAL_REVIEW,
                    subject_type="outcome", subject_id=_uuid(n), title="形式审查",
                    status=RequestStatus.COMPLETED, asked_at=monday,
                    first_response_at=working(response), completed_at=working(done),
                    due_at=working(5), paused_days=paused,
                )
            )  # fmt: skip
        for n, status in enumerate((RequestStatus.OPENED, RequestStatus.CANCELLED), start=3):
            uow.add(
                ServiceRequest(
                    number=f"FW-2026-00000{n}", kind=RequestKind.CONSULTATION,
                    subject_type="outcome", subject_id=_uuid(n), title="咨询", status=status,
                    asked_at=monday, due_at=working(5),
                )
            )  # fmt: skip
    view = metric(client, "timeliness", "all")
    facts = {f["label"]: f["value"] for f in view["facts"]}
    # response: (0.5 + 1 + 3) / 3 = 1.5; completion: (2 + 3 + 9) / 3 = 4.67
    assert facts["平均响应时间"] == "1.5 工作日"
    assert facts["响应时间中位数"] == "1.0 工作日"
    assert facts["响应时间评级"] == "高效"
    assert facts["平均完成时间"] == "4.67 工作日"
    assert facts["完成时间中位数"] == "3.0 工作日"
    assert facts["完成时间评级"] == "一般"
    assert (facts["尚未响应"], facts["尚未办结"], facts["已撤销"]) == ("1 项", "1 项", "1 项")
    assert (view["value"], view["grade_label"]) == ("4.67", "一般")
    assert count(view) == (3, 3, 2)


def _uuid(n: int):
    import uuid

    return uuid.UUID(int=n + 1)


@pytest.mark.clause("7.1.2.5")
def test_seven_of_ten_introductions_reach_an_agreement(house, person, client):
    holder, demander = person(Role.HOLDER), person(Role.DEMANDER)
    for n in range(10):
        outcome_id = make_outcome(house, holder)
        status = IntroductionStatus.AGREED if n < 7 else IntroductionStatus.ESTABLISHED
        make_introduction(house, outcome_id, holder, demander, status=status)
    # proposed only: both sides have not agreed, so it is no matching project yet
    make_introduction(
        house, make_outcome(house, holder), holder, demander,
        status=IntroductionStatus.PROPOSED, established_at=None,
    )  # fmt: skip
    view = metric(client, "matching", "all")
    assert (view["value"], view["grade_label"]) == ("70.0", "优秀")
    assert count(view) == (7, 10, 1)


@pytest.mark.clause("7.1.2")
def test_without_records_there_is_no_sample(client):
    for code in ("conversion", "timeliness", "matching"):
        for view in metric(client, code)["variants"]:
            assert (view["value"], view["grade"], view["grade_label"]) == (None, "none", "无样本")
    assert metric(client, "satisfaction")["live"] is False
    assert "尚未开放" in metric(client, "incubation")["not_open_text"]
    closed = client.get("/api/v1/metrics/satisfaction/records")
    assert closed.status_code == 409


@pytest.mark.clause("7.1.2")
def test_every_figure_carries_its_readings_and_can_be_read_without_an_account(client):
    client.cookies.clear()
    readings = {r["key"]: r["value"] for r in metric(client, "conversion")["readings"]}
    assert readings == {
        "conversion.headline": "period", "conversion.cohort_months": "12",
        "conversion.counts": "performed",
    }  # fmt: skip
    assert metric(client, "timeliness")["readings"][0]["value"] == "worse"
    assert metric(client, "matching")["readings"][0]["value"] == "consent"


@pytest.mark.clause("7.1.2.1")
def test_the_public_sees_numbers_and_public_titles_only(house, person, client, as_):
    holder = person(Role.HOLDER)
    make_outcome(house, holder, title="已发布的成果")
    make_outcome(house, holder, title="保密中的成果", status=OutcomeStatus.ACCEPTED)
    query = YEAR | {"part": "denominator"}
    client.cookies.clear()
    seen = client.get("/api/v1/metrics/conversion/records", params=query)
    assert "保密中的成果" not in seen.text
    assert {i["title"] for i in seen.json()["items"]} == {"已发布的成果", "（未公开的成果）"}
    assert all(i["link"] is None and i["number"] for i in seen.json()["items"])
    staff = as_(Role.AUDITOR).get("/metrics/conversion/records", params=query).json()
    assert {i["title"] for i in staff["items"]} == {"已发布的成果", "保密中的成果"}
    assert all(i["link"].startswith("/work/outcomes/") for i in staff["items"])
    outsider = as_(Role.HOLDER).get("/metrics/conversion/records", params=query)
    assert "保密中的成果" not in outsider.text


@pytest.mark.clause("7.1.2.1")
def test_another_reading_changes_the_headline_and_names_who_chose_it(as_, client):
    auditor = as_(Role.AUDITOR)
    path = "/metrics/settings/conversion.headline"
    body = {"value": "cohort", "reason": "按年度考核要求"}
    assert as_(Role.OPERATOR).put(path, version=0, json=body).status_code == 403
    assert auditor.put(path, json=body).status_code == 428
    changed = auditor.put(path, version=0, json=body)
    assert changed.status_code == 200, changed.text
    assert changed.json()["is_default"] is False
    assert metric(client, "conversion", "cohort")["is_headline"] is True
    assert auditor.put(path, version=0, json=body).status_code == 412
    again = auditor.put(path, version=changed.json()["version"], json=body | {"value": "period"})
    assert again.status_code == 200, again.text
    wrong = auditor.put(path, version=again.json()["version"], json=body | {"value": "whatever"})
    assert wrong.status_code == 422
    unknown = auditor.put("/metrics/settings/no.such", version=0, json=body)
    assert unknown.status_code == 422


@pytest.mark.clause("7.1.2")
def test_a_fixed_figure_never_moves(house, person, as_, client, clock):
    holder, auditor = person(Role.HOLDER), person(Role.AUDITOR)
    first, second = make_outcome(house, holder), make_outcome(house, holder)
    convert(house, first, holder)
    body = {"period_from": "2026-10-01", "period_to": "2026-12-31"}
    assert as_(auditor).post("/metrics/snapshots", json=body).status_code == 409
    clock.advance(days=60)
    me = as_(log_in_again(house, auditor))
    taken = me.post("/metrics/snapshots", json=body)
    assert taken.status_code == 201, taken.text
    fixed = next(
        s for s in taken.json()["items"] if (s["code"], s["variant"]) == ("conversion", "period")
    )
    assert (fixed["value"], fixed["numerator_count"], fixed["denominator_count"]) == ("50.0", 1, 2)
    assert me.post("/metrics/snapshots", json=body).status_code == 409

    convert(house, second, holder, on=date(2026, 12, 1))
    period = {"from": "2026-10-01", "to": "2026-12-31"}
    now = metric(client, "conversion", "period", **period)
    assert now["value"] == "100.0"
    assert (now["fixed"]["value"], now["fixed"]["numerator_count"]) == ("50.0", 1)
    detail = client.get(f"/api/v1/metrics/snapshots/{fixed['id']}").json()
    assert len(detail["numerator"]) == 1
    assert detail["intact"] is True
    with pytest.raises(RuntimeError, match="fixed"):
        _move_a_figure(house)


def _move_a_figure(house) -> None:
    with house.unit_of_work() as uow:
        row = uow.session.exec(select(MetricSnapshot)).first()
        row.value = "99.9"
        uow.session.flush()


@pytest.mark.clause("7.1.2")
def test_the_last_quarter_is_fixed_by_itself_once(house, clock):
    clock.at = datetime(2027, 1, 4, 1, tzinfo=UTC)
    for _ in range(2):
        with house.unit_of_work() as uow:
            fix_last_quarter(uow)
    with house.reading() as uow:
        rows = uow.session.exec(select(MetricSnapshot)).all()
        assert {(r.period_from, r.period_to) for r in rows} == {
            (date(2026, 10, 1), date(2026, 12, 31))
        }
        assert len(rows) == 4


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-02-01", "to": "2026-01-01"},
        {"from": "1900-01-01", "to": "2026-01-01"},
        {"from": "yesterday"},
        {"to": "0001-01-01", "from": "0001-01-01"},
    ],
)
def test_an_impossible_period_is_refused(client, query):
    answer = client.get("/api/v1/metrics", params=query)
    assert answer.status_code == 422, answer.text
    assert not answer.json()["detail"].isascii()


@pytest.mark.parametrize(
    ("code", "query"),
    [("nonsense", {}), ("conversion", {"part": "all"}), ("conversion", {"variant": "nope"}),
     ("conversion", {"page": 99999999})],
)  # fmt: skip
def test_bad_questions_about_records(client, code, query):
    answer = client.get(f"/api/v1/metrics/{code}/records", params=query)
    assert answer.status_code == 422, answer.text
