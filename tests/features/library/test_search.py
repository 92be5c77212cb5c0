"""The public search: words, facets, sorting, marks, and what happens when the engine is away."""

import dataclasses

import pytest

from backend.adapters.search.embedded import EmbeddedIndex
from backend.features.library import service
from backend.features.library.models import LibraryRecord
from backend.kernel.policy import Role
from backend.kernel.search import SearchUnavailable
from tests.factories.library import make_record, passed_result, publish_record

ROWS = [
    {
        "title": "柔肝化纤颗粒治疗乙肝肝纤维化", "summary": "逆转肝纤维化的中药复方。",
        "tech_field": "drug", "maturity": "pilot", "scene": "clinical",
        "cooperation": {"modes": ["license"]}, "year": 2022,
        "rights": [{"type": "invention", "state": "granted", "number": "CN115581751B"}],
    },
    {
        "title": "舌象采集仪辅助诊断肝胆湿热证", "summary": "舌诊图像判别湿热。",
        "tech_field": "diagnostic_device", "maturity": "lab", "scene": "clinical",
        "cooperation": {"modes": ["assign", "co_develop"]}, "year": 2020,
        "rights": [{"type": "invention", "state": "examining"}],
    },
    {
        "title": "慢性乙型肝炎社区筛查方案", "summary": "基层筛查与随访。",
        "tech_field": "therapy", "maturity": None, "scene": "public_health",
        "cooperation": {}, "year": 2018, "rights": [], "parameters": [],
    },
]  # fmt: skip


@pytest.fixture
def library(house, person, drain):
    """Three published outcomes and one that waits for publication."""
    holder, staff = person(Role.HOLDER), person(Role.OPERATOR)
    ids = [publish_record(house, holder, staff=staff, **dict(row)) for row in ROWS]
    make_record(house, holder, title="尚未发布的肝纤维化成果")
    drain()
    return ids


def _search(client, **params):
    answer = client.get("/api/v1/library", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _titles(found) -> list[str]:
    return [item["title"] for item in found["items"]]


def _facet(found, name: str) -> dict[str, tuple[str, int]]:
    facet = next(f for f in found["facets"] if f["facet"] == name)
    return {v["value"]: (v["label"], v["count"]) for v in facet["values"]}


@pytest.mark.clause("5.2.1.2.7")
@pytest.mark.parametrize(
    ("q", "expected"),
    [("乙肝", 0), ("纤维", 0), ("舌象", 1), ("筛查", 2), ("CN115581751B", 0), ("湿热", 1)],
)
def test_short_chinese_words_and_numbers_find(client, library, q, expected):
    found = _search(client, q=q)
    assert ROWS[expected]["title"] in _titles(found)
    assert found["degraded"] is False


@pytest.mark.clause("5.2.1.2.7")
def test_matches_are_marked_by_ranges_of_the_original_text(client, library):
    item = _search(client, q="舌象")["items"][0]
    title = next(s for s in item["snippets"] if s["field"] == "title")
    marked = [title["text"][s["start"] : s["end"]] for s in title["spans"]]
    assert "舌象" in "".join(marked)
    assert "<" not in str(item["snippets"])


@pytest.mark.clause("5.2.1.1")
def test_facets_count_and_unknown_values_have_a_name(client, library):
    found = _search(client)
    assert found["total"] == 3
    assert _facet(found, "field")["drug"] == ("药物研发", 1)
    maturity = _facet(found, "maturity")
    assert maturity["undisclosed"] == ("未披露", 1)
    assert maturity["industrial"] == ("产业化阶段", 0), "a short list keeps its empty values"
    assert _facet(found, "ip")["granted"] == ("授权有效", 1)
    assert _facet(found, "ip")["undisclosed"] == ("未披露", 1)
    assert _facet(found, "mode")["co_develop"] == ("联合开发", 1)
    assert _facet(found, "scene")["clinical"] == ("临床诊疗", 2)


@pytest.mark.clause("5.2.1.2.5")
def test_filters_narrow_and_their_own_counts_do_not_jump(client, library):
    found = _search(client, maturity="pilot")
    assert _titles(found) == [ROWS[0]["title"]]
    assert _facet(found, "maturity")["lab"] == ("实验室阶段", 1), "the other choices keep counting"
    assert "diagnostic_device" not in _facet(found, "field"), "other facets follow the filter"
    both = client.get("/api/v1/library", params=[("maturity", "pilot"), ("maturity", "lab")]).json()
    assert both["total"] == 2
    nothing = _search(client, maturity="pilot", mode="assign")
    assert nothing["total"] == 0
    assert _search(client, maturity="undisclosed")["total"] == 1


@pytest.mark.clause("5.2.1.2.7")
def test_sorting_paging_and_their_limits(client, library):
    assert _titles(_search(client, sort="year")) == [row["title"] for row in ROWS]
    second = _search(client, sort="year", size=2, page=2)
    assert (_titles(second), second["total"]) == ([ROWS[2]["title"]], 3)
    for params in (
        {"sort": "price"}, {"sort": "views"}, {"page": 0}, {"size": 101}, {"page": 1000, "size": 100},
        {"q": "x" * 201}, {"q": "a\x00b"}, {"field": "x" * 121}, {"maturity": ["a"] * 51},
    ):  # fmt: skip
        answer = client.get("/api/v1/library", params=params)
        assert answer.status_code == 422, params
        assert answer.headers["content-type"] == "application/problem+json"
        assert not answer.json()["title"].isascii()


@pytest.mark.clause("5.2.1.2.7")
def test_the_best_assessed_can_come_first(client, library, house, person, drain):
    best = passed_result(total=91.25, grade="优秀")
    publish_record(house, person(Role.HOLDER), title="评分最高的成果", result=best)
    drain()
    assert _titles(_search(client, sort="score"))[0] == "评分最高的成果"


@pytest.mark.clause("5.2.1.2.7")
def test_a_relaxed_answer_says_so_and_puts_whole_matches_first(client, library):
    found = _search(client, q="肝纤维化 舌象 社区")
    assert found["relaxed"] is True
    assert all(item["complete"] is False for item in found["items"])


@pytest.mark.clause("5.2.1.2.7")
def test_completions_lead_to_public_records_only(client, library, house):
    offered = client.get("/api/v1/library/suggest", params={"q": "舌象"}).json()
    titles = [o for o in offered if o["kind"] == "title"]
    assert titles[0]["link"] == f"/library/{library[1]}"
    assert client.get("/api/v1/library/suggest").json() == []


@pytest.mark.clause("5.2.1.2.7")
def test_neighbours_are_public_and_not_the_record_itself(client, library):
    near = client.get(f"/api/v1/library/{library[0]}/similar").json()
    ids = [n["id"] for n in near]
    assert str(library[2]) in ids, "both speak of hepatitis B"
    assert str(library[0]) not in ids
    missing = "/api/v1/library/00000000-0000-0000-0000-000000000000/similar"
    assert client.get(missing).status_code == 404


class Broken:
    """An engine that is away."""

    def __getattr__(self, name):
        def fail(*args, **kwargs):
            raise SearchUnavailable("away")

        return fail


@pytest.mark.clause("5.2.1.2.7")
def test_without_its_engine_the_library_answers_from_the_database(client, library, app, house):
    broken = dataclasses.replace(house, ports=dataclasses.replace(house.ports, search=Broken()))
    app.state.house = broken
    found = _search(client, q="舌象", maturity="lab")
    assert (found["degraded"], found["engine"], found["total"]) == (True, "database", 1)
    assert _facet(found, "maturity")["lab"] == ("实验室阶段", 1)
    assert found["items"][0]["snippets"][0]["spans"] == [{"start": 0, "end": 2}]
    assert _search(client)["total"] == 3
    assert client.get("/api/v1/library/suggest", params={"q": "舌"}).json() == []
    near = client.get(f"/api/v1/library/{library[0]}/similar")
    assert near.status_code == 200


@pytest.mark.clause("6.3.1")
def test_indexing_is_repeatable_and_rebuilding_gives_the_same(
    house, client, library, relay, tmp_path
):
    with house.reading() as uow:
        before = sorted(house.ports.search.ids_and_versions())
        said = service.reindex(uow)
    assert "3 条" in said
    assert sorted(house.ports.search.ids_and_versions()) == before
    embedded = EmbeddedIndex(tmp_path / "index")
    try:
        other = dataclasses.replace(house, ports=dataclasses.replace(house.ports, search=embedded))
        with other.reading() as uow:
            service.reindex(uow)
        assert sorted(embedded.ids_and_versions()) == before
    finally:
        embedded.close()


@pytest.mark.clause("5.2.1.2.6")
def test_a_hit_whose_row_is_no_longer_public_is_dropped_before_it_leaves(client, library, house):
    with house.unit_of_work() as uow:
        record = uow.session.get_one(LibraryRecord, library[1])
        service.unpublish(uow, record.id, record.version, "核查")
    found = _search(client, q="舌象")
    assert (found["items"], found["total"]) == ([], 0)
    offered = client.get("/api/v1/library/suggest", params={"q": "舌象采集"}).json()
    assert [o for o in offered if o["kind"] == "title"] == []
