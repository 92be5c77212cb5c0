"""Policy, standards, market facts, cases and events: taken with their source, found by anyone."""

import json

import pytest
from sqlmodel import select

from backend.features.information.models import Article
from backend.features.information.service import import_information
from backend.kernel.importing import ImportResult, read_jsonl
from backend.kernel.policy import Role

ROW = {
    "id": "INF-900", "category": "标准", "title": "某标准", "issuer": None, "number": None,
    "date": "2021-12", "url": "https://example.org/i/900", "topic": "成果评价",
    "interpretation_zh": "用于评价。",
}  # fmt: skip


def _import(house, *rows):
    with house.unit_of_work() as uow:
        return import_information(uow, enumerate(rows, start=1))


def _articles(house) -> list[Article]:
    with house.reading() as uow:
        return list(uow.session.exec(select(Article)).all())


@pytest.fixture
def shelf(house, seed_folder, drain):
    """All real rows, indexed."""
    with house.unit_of_work() as uow:
        report = import_information(uow, read_jsonl(seed_folder / "information.jsonl"))
    drain()
    return report


@pytest.mark.clause("5.2.2.1.1")
def test_all_real_rows_are_taken_as_they_are(house, shelf, seed_folder):
    lines = (seed_folder / "information.jsonl").read_text("utf-8").splitlines()
    source = {row["id"]: row for row in map(json.loads, lines)}
    assert shelf.count(ImportResult.TAKEN) == len(source) == 76, [
        (row.external_id, row.reasons) for row in shelf.rows if row.reasons
    ]
    rows = {row.external_id: row for row in _articles(house)}
    for key, given in source.items():
        row = rows[key]
        assert (row.title, row.url, row.date_text) == (given["title"], given["url"], given["date"])
        assert (row.issuer, row.number) == (given["issuer"], given["number"])
        assert row.metrics == {k: str(v) for k, v in (given.get("metrics") or {}).items()}
        assert (row.issued_on is not None) == (len(given["date"] or "") == 10)
    with house.unit_of_work() as uow:
        again = import_information(uow, read_jsonl(seed_folder / "information.jsonl"))
    assert again.count(ImportResult.UNCHANGED) == 76


@pytest.mark.clause("5.2.2")
def test_the_public_finds_by_word_shelf_topic_and_year(shelf, client):
    everything = client.get("/api/v1/information").json()
    assert everything["total"] == 76
    shelves = {v["label"]: v["count"] for v in everything["facets"][0]["values"]}
    assert shelves == {
        "政策法规": 32, "市场与疾病负担": 16, "标杆案例": 14, "学术会议与活动": 9, "标准": 5
    }  # fmt: skip
    found = client.get("/api/v1/information", params={"q": "转化法", "category": "policy"}).json()
    assert found["items"][0]["title"].startswith("中华人民共和国促进科技成果转化法")
    year = client.get("/api/v1/information", params={"year": "2021", "sort": "newest"}).json()
    assert {item["year"] for item in year["items"]} == {2021}
    view = client.get(f"/api/v1/information/{found['items'][0]['id']}").json()
    assert view["url"].startswith("http")
    assert view["history"] == []
    bad = client.get("/api/v1/information", params={"year": "二〇二一"})
    assert bad.status_code == 422


@pytest.mark.clause("5.2.1.1")
def test_vague_dates_stay_vague_and_bad_ones_are_refused(house):
    report = _import(
        house, ROW, ROW | {"id": "2", "date": "近期"}, ROW | {"id": "3", "date": "2021-13-01"},
        ROW | {"id": "4", "date": 2019}, ROW | {"id": "5", "category": "八卦"},
        ROW | {"id": "6", "url": "ftp://x"}, ROW | {"id": "7", "metrics": [1]},
        ROW | {"id": "8", "year": "abc"}, ROW | {"id": "9", "metrics": {"a": {"b": 1}}},
        ValueError("x"), None,
    )  # fmt: skip
    results = [row.result.value for row in report.rows]
    assert results == [
        "taken", "taken", "refused", "taken", "refused", "refused", "refused", "refused",
        "refused", "refused", "refused",
    ]  # fmt: skip
    assert [row.reasons[0].split("：")[0] for row in report.rows[4:9]] == [
        "category", "url", "metrics", "year", "metrics.a"
    ]  # fmt: skip
    rows = {row.external_id: row for row in _articles(house)}
    assert (rows["INF-900"].issued_on, rows["INF-900"].year) == (None, 2021)
    assert (rows["2"].issued_on, rows["2"].year, rows["2"].date_text) == (None, None, "近期")
    assert (rows["4"].issued_on, rows["4"].year) == (None, 2019)


@pytest.mark.clause("5.2.1.2.6")
def test_staff_withdraw_and_restore(house, as_, client, drain):
    _import(house, ROW)
    drain()
    (article,) = _articles(house)
    path = f"/information/{article.id}"
    staff = as_(Role.OPERATOR)
    version = staff.get(path).json()["version"]
    assert staff.post(f"{path}/withdraw", version=version, json={}).status_code == 422
    out = staff.post(f"{path}/withdraw", version=version, json={"reason": "已废止"}).json()
    assert client.get(f"/api/v1{path}").status_code == 404
    assert client.get("/api/v1/information").json()["items"] == []
    drain()
    assert list(house.ports.search.ids_and_versions()) == []
    assert _import(house, ROW | {"issuer": "某机构"}).count(ImportResult.REFUSED) == 1
    back = staff.post(f"{path}/restore", version=out["version"])
    assert back.status_code == 200
    drain()
    assert client.get("/api/v1/information").json()["total"] == 1
