"""Needs from sourced files: every real row is taken, nothing is invented, nothing crashes."""

import json

import pytest
from sqlmodel import select

from backend.features.demands.importing import exact_budget
from backend.features.demands.models import Demand
from backend.features.demands.service import import_demands
from backend.features.identity.models import Organisation
from backend.kernel.errors import Denied
from backend.kernel.importing import ImportResult, read_jsonl
from backend.kernel.policy import Role

ROW = {
    "id": "DEM-900", "title": "寻求肝硬化腹水中药", "description_zh": "用于顽固性腹水。",
    "org": "某某药业有限公司", "org_type": "企业", "field": "药物研发", "scene": "临床诊疗",
    "budget": None, "deadline": None, "cooperation_modes": ["许可引进", "挑战赛"],
    "source_url": "https://example.org/d/900", "demand_type": "企业引进意向", "note": None,
}  # fmt: skip


def _import(house, *rows):
    with house.unit_of_work() as uow:
        return import_demands(uow, enumerate(rows, start=1))


def _demands(house) -> list[Demand]:
    with house.reading() as uow:
        return list(uow.session.exec(select(Demand)).all())


@pytest.mark.clause("5.2.1.1")
def test_all_real_rows_are_taken_and_a_second_time_nothing_changes(
    house, seed_folder, client, drain
):
    path = seed_folder / "demands.jsonl"
    source = {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}
    with house.unit_of_work() as uow:
        report = import_demands(uow, read_jsonl(path))
    assert report.count(ImportResult.TAKEN) == len(source) == 42, [
        (row.external_id, row.reasons) for row in report.rows if row.reasons
    ]
    rows = {row.external_id: row for row in _demands(house)}
    for key, given in source.items():
        row = rows[key]
        assert (row.title, row.source_url) == (given["title"], given["source_url"])
        assert row.budget_text == given["budget"]
        assert row.deadline_text == given["deadline"]
        assert (row.owner_id, row.budget_fen) == (None, None)
        assert row.mode_texts == (given["cooperation_modes"] or [])
        assert (row.field is None) == (given["field"] is None)
        assert row.number
        assert row.number.startswith("XQ-2026-")
    assert str(rows["DEM-002"].deadline) == "2027-03-08"
    with house.reading() as uow:
        organisations = uow.session.exec(select(Organisation)).all()
        assert {o.status.value for o in organisations} == {"unverified"}
        assert len(organisations) == len({row["org"] for row in source.values()})
    drain()
    hall = client.get("/api/v1/demands", params={"q": "肝纤维化"}).json()
    assert hall["total"] > 0
    assert client.get("/api/v1/demands").json()["total"] == 42
    with house.unit_of_work() as uow:
        again = import_demands(uow, read_jsonl(path))
    assert again.count(ImportResult.UNCHANGED) == 42
    assert len(_demands(house)) == 42


@pytest.mark.clause("5.2.1.1")
def test_words_that_name_no_day_and_no_amount_stay_words(house):
    report = _import(
        house,
        ROW | {"deadline": "2030", "budget": "经费总概算约5亿元"},
        ROW | {"id": "DEM-901", "deadline": "2025-06-05(所列标准批次之一)", "budget": "300万元"},
        ROW | {"id": "DEM-902", "deadline": "尽快", "org": None, "description_zh": None},
    )
    assert report.count(ImportResult.TAKEN) == 3
    first, second, third = sorted(_demands(house), key=lambda d: d.external_id)
    assert (first.deadline, first.deadline_text, first.budget_fen) == (None, "2030", None)
    assert (str(second.deadline), second.budget_fen) == ("2025-06-05", 300_000_000)
    assert (third.org_id, third.description, third.deadline_text) == (None, "", "尽快")
    assert first.modes == ["license", "other"], "an unknown mode is kept as words"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("300万元", 30_000_000_0), ("1.5亿元", 15_000_000_000), ("1,200 元人民币", 120_000),
        ("约5亿元", None), ("50–80万元", None), ("3,302,147 美元", None), (None, None),
        ("99999999亿元", None),
    ],
)  # fmt: skip
def test_only_a_plain_amount_in_yuan_becomes_fen(text, fen):
    assert exact_budget(text) == fen


@pytest.mark.clause("5.2.1.1")
@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"field": "炼金术"}, "field"),
        ({"scene": "别处"}, "scene"),
        ({"demand_type": "别的"}, "demand_type"),
        ({"title": None}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"title": ["a"]}, "title"),
        ({"id": None}, "id"),
        ({"source_url": None}, "source_url"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"deadline": "2026-02-30"}, "deadline"),
        ({"cooperation_modes": {"a": 1}}, "cooperation_modes"),
        ({"cooperation_modes": ["a"] * 21}, "cooperation_modes"),
        ({"description_zh": "a\x00b"}, "description_zh"),
        ({"org": "\ud800"}, "org"),
        ({"note": {"deep": [1]}}, "note"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field_and_the_next_row_is_taken(house, change, named):
    report = _import(house, ROW | change, ROW | {"id": "DEM-999"})
    bad, good = report.rows
    assert bad.result is ImportResult.REFUSED
    assert any(reason.startswith(named) for reason in bad.reasons), bad.reasons
    assert good.result is ImportResult.TAKEN
    assert len(_demands(house)) == 1


@pytest.mark.clause("5.2.1.1")
def test_lines_that_are_no_objects_and_repeated_ids(house, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b'\n\n[1]\n{bad\nnull\n"text"\n'
        + json.dumps(ROW).encode() + b"\n" + b"[" * 5000 + b"\n" + b"\xff\xfe\n"
    )  # fmt: skip
    with house.unit_of_work() as uow:
        report = import_demands(uow, read_jsonl(path))
    assert [row.result.value for row in report.rows] == ["taken", *["refused"] * 7]
    assert "与第 1 行重复" in report.rows[5].reasons[0]
    assert all(row.reasons for row in report.rows[1:])


@pytest.mark.clause("5.2.1.2.6")
def test_a_changed_row_updates_and_a_closed_need_stays_closed(house, person):
    _import(house, ROW)
    report = _import(house, ROW | {"note": "有更新"})
    assert report.count(ImportResult.UPDATED) == 1
    assert [d.note for d in _demands(house)] == ["有更新"]
    from backend.features.demands import service

    staff = person(Role.OPERATOR)
    (demand,) = _demands(house)
    with house.unit_of_work(staff.actor) as uow:
        service.close_demand(uow, demand.id, demand.version, "来源已失效")
    report = _import(house, ROW | {"note": "又有更新"})
    assert report.count(ImportResult.REFUSED) == 1


def test_only_staff_import(house, person):
    with pytest.raises(Denied), house.unit_of_work(person(Role.DEMANDER).actor) as uow:
        import_demands(uow, [(1, ROW)])
