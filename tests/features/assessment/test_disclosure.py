"""What is told outside the panel: aggregates of three experts or more, none to be worked out."""

import io
import re

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
    found = withheld(OWNER, counts, {"A": 3, "B": 2, "D": 7})
    assert found.leaves == {"B1", "B2"}
    assert found.dimensions == frozenset()


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
    assert "B" not in {code for code, _, _ in public.dimensions}
    assert len(public.dimensions) == 3
    # the panel and its organisers read everything
    inside = as_(issued.operator).get(f"{base}/result").json()
    assert next(row for row in inside["dimensions"] if row["code"] == "B")[
        "score"
    ] == pytest.approx(31.75)


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
