"""The demonstration shows what the weighting studies can do (clauses 5.1.2.2.3, 5.1.2.2.4)."""

from datetime import timedelta

import pytest

from backend.entrypoints.demo import evaluations, weighting
from backend.entrypoints.demo.people import PASSWORD, make_people
from backend.entrypoints.demo.stage import Stage


@pytest.fixture
def shown(house):
    stage = Stage(house, house.clock.now() - timedelta(days=60))
    cast = make_people(stage.house)
    experts = evaluations.make_experts(stage, cast)
    closed = weighting.study_indicators(stage, cast, experts)
    again = weighting.study_again(stage, cast, experts)
    weighting.collect_again(stage, cast, experts, closed)
    weighting.ask_again(stage, cast, again)
    return cast, closed, again


def test_the_demonstration_holds_a_closed_study_an_open_one_and_a_set_in_collection(shown, client):
    _, closed, again = shown

    def sign_in(key):
        body = {"email": f"{key}@demo.hepabridge.example", "password": PASSWORD}
        assert client.post("/api/v1/auth/login", json=body).status_code == 200

    sign_in("operator")
    study = client.get(f"/api/v1/delphi-studies/{closed}").json()
    assert (study["status"], len(study["rounds"]), study["is_demo"]) == ("closed", 2, True)
    assert all(one["returned"] == 7 for one in study["rounds"])
    assert study["rounds"][1]["concordance"][0]["W"] > study["rounds"][0]["concordance"][0]["W"]
    assert study["rounds"][1]["comments"]
    assert study["conclusion"]["unchanged"]
    weights = client.get("/api/v1/weight-sets").json()["items"][0]
    view = client.get(f"/api/v1/weight-sets/{weights['id']}").json()
    assert (view["submitted"], view["sheets"], view["theta"]) == (4, 5, 0.6)
    assert any("市场评估" in problem for problem in view["problems"])
    assert view["leaf_sources"][0]["delphi"] is not None
    sign_in("expert")
    task = client.get("/api/v1/delphi-tasks").json()["items"][0]
    assert (task["round"], task["open"], task["rated"]) == (2, True, 0)
    items = client.get(f"/api/v1/delphi-tasks/{task['id']}").json()["items"]
    assert all(item["own_before"] and item["median"] for item in items)
    assert client.get(f"/api/v1/delphi-studies/{again}").status_code == 404
    sheet = client.get("/api/v1/ahp-sheets").json()["items"][0]
    assert (sheet["answered"], sheet["total"], sheet["status"]) == (10, 31, "open")
