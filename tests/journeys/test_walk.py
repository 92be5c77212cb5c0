"""One real outcome from an imported draft to the conversion rate, through HTTP (clause 6, 7.1)."""

import itertools
from typing import Any

import pytest
from sqlmodel import col, select

from backend.features.outcomes.importing import import_outcomes
from backend.features.outcomes.models import Outcome
from backend.kernel import audit
from backend.kernel.importing import ImportResult, read_jsonl
from tests.journeys import expertise, transfer
from tests.journeys.people import make_cast

SOURCE = "OUT-021"  # a granted patent in force, held by a hospital


@pytest.fixture
def later(clock, drain):
    """Let time pass and everything that waits in the outbox arrive."""

    def pass_time(**delta: float) -> None:
        drain()
        clock.advance(**delta)

    return pass_time


@pytest.fixture
def outcome_id(house, seed_folder) -> str:
    """The real row, imported as it is published: a draft of nobody."""
    rows = [row for row in read_jsonl(seed_folder / "outcomes.jsonl") if row[1].get("id") == SOURCE]
    with house.unit_of_work() as uow:
        report = import_outcomes(uow, rows)
        assert [row.result for row in report.rows] == [ImportResult.TAKEN]
        found = uow.session.exec(select(Outcome).where(col(Outcome.external_id) == SOURCE)).one()
        return str(found.id)


def metric(cast: Any, code: str) -> dict[str, Any]:
    """Return the headline of one indicator as anybody reads it."""
    found = next(m for m in cast.look("/metrics")["metrics"] if m["code"] == code)
    return next(v for v in found["variants"] if v["is_headline"])


def behind(cast: Any, code: str, part: str = "numerator") -> list[dict[str, Any]]:
    """Return the list that a figure opens."""
    return cast.look(f"/metrics/{code}/records", part=part)["items"]


EVENTS = [
    "outcome.imported",
    "outcome.assigned",
    "outcome.submitted",
    "outcome.returned",
    "outcome.submitted",
    "outcome.accepted",
    "outcome.assessment_started",
    "outcome.published",
    "outcome.contracted",
    "outcome.converted",
]


@pytest.mark.slow
@pytest.mark.clause("6.1.1")
@pytest.mark.clause("6.1.2")
@pytest.mark.clause("6.2.1")
@pytest.mark.clause("6.2.2")
@pytest.mark.clause("6.3.1")
@pytest.mark.clause("6.3.2")
@pytest.mark.clause("6.4.1")
@pytest.mark.clause("6.4.2")
@pytest.mark.clause("6.5.1")
@pytest.mark.clause("7.1.2.1")
@pytest.mark.clause("7.1.2.3")
@pytest.mark.clause("7.1.2.5")
def test_a_real_outcome_from_draft_to_converted(house, client, clock, later, outcome_id):
    cast = make_cast(house, client)

    def today():
        return house.ports.calendar.local_date(clock.at)

    def status() -> str:
        return cast.holder.get(f"/outcomes/{outcome_id}")["status"]

    assert metric(cast, "conversion")["value"] is None  # no sample yet

    handed = expertise.hand_in(cast, outcome_id)
    later(hours=2)
    assert cast.staff.notices()[0].startswith(f"待形式审查：{handed['number']}")
    expertise.review(cast, outcome_id, later)
    assert status() == "accepted"

    expert_ids = expertise.build_base(cast)
    expertise.agree_on_weights(cast, expert_ids, later)
    issued = expertise.assess(cast, outcome_id, expert_ids, later)
    assert (issued["status"], status()) == ("issued", "assessing")

    record = transfer.publish(cast, outcome_id, later)
    assert record["total"] == pytest.approx(issued["total"], abs=0.05)
    assert status() == "published"
    assert (metric(cast, "conversion")["value"], behind(cast, "conversion")) == ("0.0", [])

    demand = transfer.ask(cast, record["id"], later)
    introduction = transfer.introduce(cast, record["id"], demand["id"], later)
    agreement = transfer.contract(cast, introduction["id"], outcome_id, later, today)
    assert status() == "contracted"
    assert behind(cast, "conversion") == []  # a signature alone is no conversion
    project = transfer.implement(cast, outcome_id, later, today)
    assert project["agreement_number"] == agreement["number"]
    assert status() == "converted"

    _figures_hold_it(cast, handed["number"], introduction["number"])
    _history_is_whole(cast, outcome_id)
    with house.reading() as uow:
        report = audit.verify(uow.session)
    assert report.ok, report
    assert report.checked > 100


def _figures_hold_it(cast: Any, number: str, introduction_number: str) -> None:
    conversion = metric(cast, "conversion")
    assert (conversion["value"], conversion["grade_label"]) == ("100.0", "优秀")
    (row,) = behind(cast, "conversion")
    assert (row["number"], row["title"], row["link"]) == (number, transfer.TITLE, None)
    assert [row["number"] for row in behind(cast, "conversion", "denominator")] == [number]
    (inside,) = cast.staff.get("/metrics/conversion/records")["items"]
    assert inside["link"] == f"/work/outcomes/{row['id']}"
    assert metric(cast, "matching")["value"] == "100.0"
    assert [r["number"] for r in behind(cast, "matching")] == [introduction_number]
    kinds = {r["kind"]: r for r in cast.staff.get("/service-requests")["items"]}
    assert set(kinds) >= {"formal_review", "assessment", "demand_review", "introduction"}
    assert {r["status"] for r in kinds.values()} == {"completed"}
    counted = {r["number"] for r in behind(cast, "timeliness")}
    assert counted == {r["number"] for r in kinds.values()}
    review = kinds["formal_review"]["clock"]
    assert review["paused_days"] > 0  # the day the holder took does not count


def _history_is_whole(cast: Any, outcome_id: str) -> None:
    lines = cast.auditor.get(f"/outcomes/{outcome_id}")["history"]
    lines = sorted(lines, key=lambda line: line["at"])
    moves = [line["event"] for line in lines if line["event"] in EVENTS]
    assert moves == EVENTS
    assert all(line["label_zh"] and not line["label_zh"].isascii() for line in lines)
    times = [line["at"] for line in lines]
    assert all(one <= two for one, two in itertools.pairwise(times))
