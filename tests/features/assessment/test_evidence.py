"""The evidence base: numbers with file and page, market size, old against new (5.1.2.2.2)."""

import pytest

from backend.kernel.policy import Role
from tests.factories.assessments import make_outcome, make_panel
from tests.factories.institutions import outcome_paper

PERSONS = {"low": 800_000, "base": 1_000_000, "high": 1_200_000, "source": "中国卫生健康统计年鉴",
           "year": 2024}  # fmt: skip
PRICE = {"low": 1500, "base": 2000, "high": 2600, "source": "省级医保目录", "year": 2025}


@pytest.fixture
def base(house, as_, person):
    holder = person(Role.HOLDER)
    outcome = make_outcome(house, holder)
    view = as_(holder).post("/evidence-bases", json={"outcome_id": str(outcome)}).json()
    return holder, outcome, view


@pytest.mark.clause("5.1.2.1.4-a")
def test_market_size_shows_both_sources_and_three_estimates(base, as_):
    """1 000 000 persons × 2 000 yuan = 2.0 bn yuan a year."""
    holder, _, view = base
    path = f"/evidence-bases/{view['id']}/market"
    market = as_(holder).put(
        path, json={"persons": PERSONS, "price": PRICE}, version=view["version"]
    ).json()["market"]  # fmt: skip
    assert (market["low"], market["base"], market["high"]) == (1.2e9, 2.0e9, 3.12e9)
    assert market["sources"] == ["中国卫生健康统计年鉴（2024）", "省级医保目录（2025）"]
    # published breakpoints on the log scale: 1e9 → 50, 5e9 → 75
    assert 50 < market["points_base"] < 75
    crossed = PRICE | {"low": 3000}
    wrong = as_(holder).put(path, json={"persons": PERSONS, "price": crossed}, version=2)
    assert wrong.json()["errors"][0]["pointer"] == "/price"


@pytest.mark.clause("5.1.2.1.3-b")
def test_old_against_new_is_computed_and_judged(base, as_):
    holder, _, view = base
    rows = [
        {"name": "有效率", "unit": "%", "old": 60, "new": 75, "source": "Ⅲ期试验"},
        {"name": "并发症发生率", "unit": "%", "old": 8, "new": 5, "lower_is_better": True,
         "source": "Ⅲ期试验"},
        {"name": "依从性", "unit": "%", "old": 80, "new": 80, "source": "随访"},
    ]  # fmt: skip
    path = f"/evidence-bases/{view['id']}/utility"
    found = as_(holder).put(path, json={"rows": rows}, version=1).json()["utility"]
    assert [(r["difference"], r["better"]) for r in found] == [(15, True), (-3, True), (0, None)]
    assert found[0]["relative"] == pytest.approx(0.25)
    twice = as_(holder).put(path, json={"rows": [rows[0], rows[0]]}, version=2)
    assert twice.status_code == 422


@pytest.mark.clause("5.1.2.2.2")
def test_a_number_opens_its_file_and_page(base, house, as_, person):
    holder, outcome, view = base
    paper = outcome_paper(house, outcome)
    path = f"/evidence-bases/{view['id']}/figures"
    figure = {"leaf": "A2", "kind": "clinical_trial", "name": "有效率", "value": 75.2, "unit": "%",
              "file_id": str(paper), "page": "第 12 页表 3"}  # fmt: skip
    kept = as_(holder).put(path, json={"figures": [figure]}, version=1).json()["figures"][0]
    assert (kept["file_name"], kept["page"]) == ("证明.txt", "第 12 页表 3")
    assert (kept["leaf_name"], kept["kind_label"]) == ("效用提升度", "临床试验结果")
    got = as_(holder).get(f"/outcomes/{outcome}/attachments/{kept['file_id']}")
    assert got.content.startswith(b"paper")
    for change, pointer in (
        ({"leaf": "Z1"}, "/figures/0/leaf"),
        ({"file_id": None}, "/figures/0/source"),
        ({"file_id": str(outcome_paper(house, make_outcome(house, person(Role.HOLDER))))},
         "/figures/0/file_id"),
    ):  # fmt: skip
        answer = as_(holder).put(path, json={"figures": [figure | change]}, version=2)
        assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.clause("5.1.2.2.2")
def test_experts_read_it_after_signing_and_it_stands_still_while_they_score(house, as_):
    panel = make_panel(house)
    view = as_(panel.holder).post(
        "/evidence-bases", json={"outcome_id": str(panel.outcome_id)}
    ).json()  # fmt: skip
    path = f"/evidence-bases/{view['id']}/market"
    body = {"persons": PERSONS, "price": PRICE}
    as_(panel.holder).put(path, json=body, version=view["version"])
    panel.start()
    task = f"/panel-tasks/{panel.members[0]}/evidence"
    assert as_(panel.experts[0]).get(task).status_code == 403
    for k in range(5):
        panel.sign(k)
    seen = as_(panel.experts[0]).get(task).json()
    assert seen["market"]["base"] == 2.0e9
    assert not seen["editable"]
    frozen = as_(panel.holder).put(path, json=body, version=2)
    assert frozen.status_code == 409
    assert as_(panel.experts[0]).get(f"/evidence-bases/{view['id']}").status_code == 404


def test_opening_twice_gives_the_same_base_and_strangers_none(base, as_):
    holder, outcome, view = base
    again = as_(holder).post("/evidence-bases", json={"outcome_id": str(outcome)}).json()
    assert again["id"] == view["id"]
    stranger = as_(Role.HOLDER)
    assert stranger.get(f"/evidence-bases/{view['id']}").status_code == 404
    assert stranger.post("/evidence-bases", json={"outcome_id": str(outcome)}).status_code == 422
