"""What is told outside the panel: aggregates of three experts or more, none to be worked out."""

import io
import re

import numpy as np
import pypdf
import pytest

from backend.features.assessment import queries
from backend.features.assessment.disclosure import withheld
from backend.features.assessment.models import Assessment
from tests.factories.assessments import SEATS, make_panel

pytestmark = pytest.mark.clause("5.2.1.2.8")
OWNER = {"A1": "A", "A2": "A", "B1": "B", "B2": "B", "D1": "D", "D2": "D"}


def test_three_experts_are_told_two_are_not():
    counts = {"A1": 3, "A2": 3, "B1": 2, "B2": 2, "D1": 7, "D2": 7}
    found = withheld(OWNER, counts, {"A": 3, "B": 3, "D": 7})
    assert found.leaves == {"B1", "B2"}
    assert found.dimensions == frozenset()
    # two behind a whole dimension: it is hidden, and another with it that it cannot be worked out
    found = withheld(OWNER, counts, {"A": 3, "B": 2, "D": 7})
    assert found.dimensions == {"A", "B"}
    assert found.leaves == {"A2", "B1", "B2"}


def test_a_single_hidden_leaf_takes_another_with_it():
    """Otherwise dimension, weights and the other leaf would give it away."""
    counts = {"A1": 3, "A2": 2, "B1": 4, "B2": 5, "D1": 7, "D2": 7}
    found = withheld(OWNER, counts, {"A": 3, "B": 5, "D": 7})
    assert found.leaves == {"A1", "A2"}


def test_a_single_hidden_dimension_takes_another_and_one_of_its_leaves_with_it():
    """Otherwise total, weights and the other dimensions would give it away."""
    counts = {"A1": 4, "A2": 4, "B1": 1, "B2": 1, "D1": 7, "D2": 7}
    found = withheld(OWNER, counts, {"A": 4, "B": 1, "D": 7})
    assert found.dimensions == {"A", "B"}
    assert found.leaves & {"A1", "A2"}
    assert {"B1", "B2"} <= found.leaves
    assert not found.leaves & {"D1", "D2"}


@pytest.mark.parametrize("raters", [{"A": 2, "B": 1, "D": 5}, {"A": 1, "B": 1, "D": 1}])
def test_no_hidden_figure_follows_from_the_others(raters):
    """At least two unknowns stand in every sum that is told."""
    counts = {leaf: raters[dimension] for leaf, dimension in OWNER.items()}
    found = withheld(OWNER, counts, raters)
    assert len(found.dimensions) != 1
    for dimension in set(raters) - found.dimensions:
        hidden = [leaf for leaf in OWNER if OWNER[leaf] == dimension and leaf in found.leaves]
        assert len(hidden) != 1


def _marks(code):
    return {"A": 66.0, "B": 31.75, "C": 64.0, "D": 72.0, "E": 77.0}[code[0]]


@pytest.fixture
def issued(house):
    """One investor alone judges the market, below the floor."""
    return make_panel(house).all_issued(_marks)


def test_one_experts_dimension_is_nowhere_in_what_the_holder_reads(issued, as_, house):
    holder, base = as_(issued.holder), f"/assessments/{issued.assessment_id}"
    result = holder.get(f"{base}/result").json()
    market = next(row for row in result["dimensions"] if row["code"] == "B")
    assert market["withheld"]
    assert market["score"] is None
    assert result["reasons"] == ["“市场评估”得分低于 40"]
    for route in ("result", "report", "report/document", "swot", "preliminary", "agreement"):
        text = holder.get(f"{base}/{route}").text
        assert not re.search(r"31\.[78]", text), route
    for name in ("report.pdf", "report.docx"):
        content = holder.get(f"{base}/{name}").content
        assert not re.search(r"31\.[78]", _text(content)), name
    with house.reading() as uow:
        public = queries.public_result(uow, issued.outcome_id)
    # two clinicians, two engineers and one investor: only what all of three or more judged is told
    assert {code: score is None for code, _, score in public.dimensions} == {
        "A": True, "B": True, "C": True, "D": False, "E": False,
    }  # fmt: skip
    # the panel and its organisers read everything
    inside = as_(issued.operator).get(f"{base}/result").json()
    assert next(row for row in inside["dimensions"] if row["code"] == "B")[
        "score"
    ] == pytest.approx(31.75)


@pytest.fixture
def seven(house):
    """Three clinicians and three engineers, who do not agree, and one investor."""
    panel = make_panel(house, seats=(*SEATS, SEATS[0], SEATS[2])).all_signed()
    for k, value in enumerate((62.0, 71.0, 65.0, 78.0, 70.0, 77.0, 81.0)):
        panel.score(k, value)
        panel.advise(k)
        panel.submit(k)
    panel.release()
    panel.write()
    for k in range(7):
        panel.consent(k)
    panel.issue()
    return panel


def test_what_is_told_of_three_experts_does_not_give_their_ratings(seven, as_):
    """An attacker tries every three whole numbers against every figure that is told of a leaf."""
    base = f"/assessments/{seven.assessment_id}"
    result = as_(seven.holder).get(f"{base}/result").json()
    leaf = next(row for row in result["leaves"] if row["code"] == "A1")
    assert (leaf["n"], leaf["mean"]) == (3, pytest.approx(70))
    assert not leaf["contributions"]
    low, middle, high = np.indices((101, 101, 101)).reshape(3, -1)
    ratings = np.array([low, middle, high])[:, (low <= middle) & (middle <= high)]
    figures = {
        "mean": ratings.mean(axis=0), "score": ratings.mean(axis=0), "low": ratings[0],
        "sd": ratings.std(axis=0, ddof=1), "high": ratings[2],
    }  # fmt: skip
    fits = [np.isclose(figures[name], leaf[name]) for name in figures if leaf[name] is not None]
    possible = int(np.logical_and.reduce(fits).sum())
    assert possible > 500
    document = as_(seven.holder).get(f"{base}/report/document").json()
    printed = {row["code"]: row for part in document["dimensions"] for row in part["leaves"]}
    assert [printed["A1"][name] for name in ("mean", "sd", "spread")] == ["70.0", "—", "—"]
    inside = as_(seven.operator).get(f"{base}/report/document").json()
    whole = {row["code"]: row for part in inside["dimensions"] for row in part["leaves"]}
    assert [whole["A1"][name] for name in ("sd", "spread")] == ["7.5", "62.0–77.0"]


def test_votes_of_fewer_than_three_are_not_told(house, seven, as_):
    """Yes and no, and choices, are ratings like the scores; the holder reads those of three."""

    def votes(panel, who):
        findings = as_(who).get(f"/assessments/{panel.assessment_id}/report").json()["findings"]
        facts = {(leaf["code"], f["label"]): f["value"] for leaf in findings for f in leaf["facts"]}
        return {code: value for (code, label), value in facts.items() if label == VOTE}

    VOTE = "诊疗需求是否为刚需"
    assert votes(seven, seven.holder) == {"A1": "是（是 3 人）"}
    five = make_panel(house, weights=False).all_issued()
    assert votes(five, five.operator) == {"A1": "是（是 2 人）"}
    assert votes(five, five.holder) == {"A1": "答复的专家少于 3 名，不单列"}
    document = as_(five.holder).get(f"/assessments/{five.assessment_id}/report/document").json()
    assert "2 人" not in str(document["findings"])
    robust = as_(five.holder).get(f"/assessments/{five.assessment_id}/agreement").json()
    hidden = {"A1", "A2", "B1", "B2", "B3", "C1"}
    assert not hidden & set(robust["leaves"]["robust"])
    assert not {"A", "B", "C"} & set(robust["dimensions"]["robust"])


def _text(content):
    if content[:4] == b"%PDF":
        return "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages)
    import docx

    document = docx.Document(io.BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_a_turning_point_that_gives_a_leaf_away_is_not_told(house, as_):
    """Total, weight and turning point of a leaf are an equation for its score."""
    panel = make_panel(house).all_issued(lambda code: {"B": 95.0}.get(code[0], 58.0))
    path = f"/assessments/{panel.assessment_id}/agreement"
    inside = as_(panel.operator).get(path).json()["leaves"]
    outside = as_(panel.holder).get(path).json()["leaves"]
    hidden = {row["code"] for row in inside["crossings"] if row["code"][0] in "ABC"}
    told = {row["code"] for row in outside["crossings"]}
    assert hidden
    assert told == {row["code"] for row in inside["crossings"]} - hidden
    assert outside["withheld"] == len(hidden)


def test_the_version_tells_the_holder_no_more_than_the_step(house, as_):
    """Every signature moves the row; the holder could count them."""
    panel = make_panel(house)
    panel.start()
    holder, path = as_(panel.holder), f"/assessments/{panel.assessment_id}"
    seen = []
    for k in range(len(SEATS) - 1):
        panel.sign(k)
        answer = holder.get(path)
        seen.append((answer.json()["version"], answer.headers["etag"]))
    assert len(set(seen)) == 1
    with house.reading() as uow:
        assert uow.session.get_one(Assessment, panel.assessment_id).version > 4


def test_drafted_statements_carry_no_figure_of_a_hidden_leaf(house, as_):
    panel = make_panel(house).all_released(lambda code: 91.0 if code[0] == "B" else 62.0)
    items = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/swot").json()["items"]
    market = [item for item in items if item["indicator_code"].startswith("B")]
    assert market
    assert all("91" not in item["statement"] for item in market)


def test_the_holder_reads_confirmed_statements_only(issued, as_):
    path = f"/assessments/{issued.assessment_id}/swot"
    assert all(item["confirmed"] for item in as_(issued.holder).get(path).json()["items"])
