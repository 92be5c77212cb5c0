"""Suggestions come with a score, reasons and counter-reasons, and learn from the answer (5.3.1.2)."""

import pytest
from sqlmodel import col, select

from backend.features.demands.models import Demand
from backend.features.demands.service import import_demands
from backend.kernel.policy import Role
from tests.factories.demands import make_demand
from tests.factories.library import publish_record


@pytest.fixture
def scene(house, person, as_):
    """A need, an outcome that fits it, one that does not, and one of the demander's own."""
    demander, holder = person(Role.DEMANDER), person(Role.HOLDER)
    staff = person(Role.OPERATOR)
    fits = publish_record(house, holder, staff=staff)
    other = publish_record(
        house, holder, staff=staff, title="舌象采集仪", summary="舌诊图像判别湿热。",
        tech_field="diagnostic_device", diseases=[], maturity=None,
        cooperation={"modes": ["assign"]}, parameters=[],
    )  # fmt: skip
    own_holder = person(Role.HOLDER, org=demander.org_id)
    publish_record(house, own_holder, staff=staff, title="本单位的乙肝肝纤维化中药")
    demand_id = make_demand(house, demander, staff=staff)
    return as_(demander), as_(staff), demand_id, fits, other


@pytest.mark.clause("5.3.1.2")
def test_the_fitting_outcome_comes_first_with_reasons_that_add_up(scene):
    demander, _, demand_id, fits, _ = scene
    assert demander.get(f"/demands/{demand_id}/matches").json() == {"run": None}
    answer = demander.post(f"/demands/{demand_id}/matches")
    assert answer.status_code == 201, answer.text
    run = answer.json()
    assert run["candidates"] == 3
    assert run["may_introduce"] is True
    first = run["suggestions"][0]
    assert first["record"]["id"] == str(fits)
    assert 0 < first["score"] <= 100
    assert sum(c["points"] for c in first["components"]) == pytest.approx(first["score"], abs=0.1)
    assert sum(c["most"] for c in first["components"]) == pytest.approx(100, abs=0.1)
    assert all(c["points"] <= c["most"] + 0.01 for c in first["components"])
    assert first["reasons"]
    assert any(reason["terms"] for reason in first["reasons"])
    titles = [s["record"]["title"] for s in run["suggestions"]]
    assert "本单位的乙肝肝纤维化中药" not in titles, "nobody is introduced to themselves"


@pytest.mark.clause("5.3.1.2")
def test_what_speaks_against_an_outcome_is_said(scene):
    demander, _, demand_id, _, other = scene
    run = demander.post(f"/demands/{demand_id}/matches").json()
    weak = next((s for s in run["suggestions"] if s["record"]["id"] == str(other)), None)
    strong = run["suggestions"][0]
    assert strong["score"] > (weak["score"] if weak else 0)
    for suggestion in run["suggestions"]:
        said = {r["dimension"] for r in suggestion["reasons"] + suggestion["counter_reasons"]}
        asked = {c["dimension"] for c in suggestion["components"]}
        assert asked <= said, "every dimension asked for is spoken of"
    assert weak is None or weak["counter_reasons"]


@pytest.mark.clause("5.3.1.2")
def test_an_unsuitable_outcome_needs_a_reason_and_is_not_proposed_again(scene):
    demander, staff, demand_id, fits, _ = scene
    run = staff.post(f"/demands/{demand_id}/matches").json()
    first = run["suggestions"][0]
    path = f"/suggestions/{first['id']}/feedback"
    silent = demander.post(path, version=first["version"], json={"verdict": "unsuitable"})
    assert silent.json()["errors"][0]["pointer"] == "/reason"
    judged = demander.post(
        path, version=first["version"], json={"verdict": "unsuitable", "reason": "已有同类品种"}
    ).json()
    assert (judged["feedback_label"], judged["feedback_reason"]) == ("不合适", "已有同类品种")
    stale = staff.post(path, version=first["version"], json={"verdict": "suitable"})
    assert stale.status_code == 412
    assert demander.post(path, version=9, json={"verdict": "maybe"}).status_code == 422
    again = staff.post(f"/demands/{demand_id}/matches").json()
    assert str(fits) not in {s["record"]["id"] for s in again["suggestions"]}
    newest = staff.get(f"/demands/{demand_id}/matches").json()["run"]
    assert newest["id"] == again["id"]


@pytest.mark.clause("5.3.1.2")
def test_only_published_needs_are_matched(house, scene):
    demander, staff, *_ = scene
    waiting = make_demand(house, demander.person, "submitted")
    assert staff.post(f"/demands/{waiting}/matches").status_code == 409


@pytest.mark.clause("6.3.2")
def test_a_need_from_a_file_is_matched_but_nobody_can_be_introduced(house, scene):
    _, staff, *_ = scene
    row = {
        "id": "DEM-1",
        "title": "寻求肝纤维化中药",
        "org": "某药企",
        "source_url": "https://e.org/1",
    }
    with house.unit_of_work() as uow:
        import_demands(uow, [(1, row)])
        demand_id = uow.session.exec(
            select(Demand.id).where(col(Demand.external_id) == "DEM-1")
        ).one()
    run = staff.post(f"/demands/{demand_id}/matches").json()
    assert run["suggestions"]
    assert run["may_introduce"] is False
