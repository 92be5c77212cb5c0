"""Importing sourced rows: every row taken or refused with its reason, repeatable (5.2.1.1)."""

import json

import pytest
from sqlmodel import col, select

from backend.features.identity.models import Organisation
from backend.features.identity.states import OrganisationStatus
from backend.features.outcomes.import_rows import state_of
from backend.features.outcomes.importing import import_outcomes, lead_name
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.features.outcomes.queries.parts import completeness, load_form
from backend.kernel.errors import Denied
from backend.kernel.importing import ImportResult, Unreadable, parse_line, read_jsonl
from backend.kernel.policy import Role

GOOD = {
    "id": "OUT-900",
    "title": "一种治疗肝纤维化的中药组合物",
    "kind": "patent",
    "summary_zh": "面向肝纤维化的复方。",
    "tech_field": "药物研发",
    "application_scene": "临床诊疗",
    "maturity_stage": {"value": "中试阶段", "evidence": "页面所载"},
    "disease": ["K74.0"],
    "tcm_syndromes": ["肝郁脾虚证", "浊毒内蕴证"],
    "herbs": ["柴胡"],
    "technical_parameters": [{"name": "柴胡", "value": 10, "unit": "g"}],
    "ip": {
        "type": "发明专利", "number": "CN115581751B", "application_number": "202210466263.6",
        "status": "有效(Active)", "filing_date": "2022-04-29", "publication_date": None,
        "ipc": "A61K36/00", "family": None,
    },
    "holder": {"name": "示例中医院", "type": "医疗机构"},
    "inventors_count": 3,
    "cooperation_modes": ["技术转让", "联合开发"],
    "year": "2022",
    "title_source": "A composition",
    "source_url": "https://example.org/1",
    "retrieved_fact_note": "页面存档",
}  # fmt: skip


def run(house, *rows):
    with house.unit_of_work() as uow:
        return import_outcomes(uow, list(enumerate(rows, start=1)))


def only(house) -> Outcome:
    with house.reading() as uow:
        return uow.session.exec(select(Outcome)).one()


@pytest.mark.clause("5.2.1.1")
def test_all_sourced_rows_are_taken_and_repeating_changes_nothing(house, seed_folder):
    path = seed_folder / "outcomes.jsonl"
    with house.unit_of_work() as uow:
        first = import_outcomes(uow, read_jsonl(path))
    assert [row for row in first.rows if row.result is ImportResult.REFUSED] == []
    assert first.count(ImportResult.TAKEN) == 83
    with house.unit_of_work() as uow:
        second = import_outcomes(uow, read_jsonl(path))
    assert second.count(ImportResult.UNCHANGED) == 83
    raw = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    with house.reading() as uow:
        rows = uow.session.exec(select(Outcome)).all()
        assert len(rows) == 83
        for row in rows:
            source = raw[row.external_id]
            assert (row.maturity is None) == (source["maturity_stage"] is None)
            assert row.year == source["year"]
            assert row.inventors_count == source["inventors_count"]
            assert row.source_url == source["source_url"]
            assert row.owner_id is None
            assert row.number is None
            assert row.is_demo
            assert row.cooperation == {}
        unverified = uow.session.exec(
            select(Organisation).where(col(Organisation.status) == OrganisationStatus.UNVERIFIED)
        ).all()
        assert len(unverified) == len({row.holder_org_id for row in rows})


def test_organisations_of_an_import_bother_nobody(house, seed_folder, person, as_, drain):
    staff = person(Role.OPERATOR)
    drain()
    before = as_(staff).get("/me/inbox").json()["total"]
    with house.unit_of_work() as uow:
        import_outcomes(uow, read_jsonl(seed_folder / "outcomes.jsonl"))
    drain()
    assert as_(staff).get("/me/inbox").json()["total"] == before
    assert as_(staff).get("/me/todos").json()["total"] == 0


@pytest.mark.clause("6.1.1")
def test_what_the_source_does_not_say_may_stay_open_and_the_rest_is_still_asked(house, seed_folder):
    with house.unit_of_work() as uow:
        import_outcomes(uow, read_jsonl(seed_folder / "outcomes.jsonl"))
    with house.reading() as uow:
        rows = uow.session.exec(select(Outcome)).all()
        open_fields = {
            missing.pointer
            for row in rows
            for section in completeness(load_form(uow, row)).sections
            for missing in section.missing
        }
    assert open_fields == {"/self_check"}  # only a person can do that


@pytest.mark.clause("5.2.1.2.4")
def test_a_good_row_keeps_its_meaning(house):
    report = run(house, GOOD)
    assert report.rows[0].result is ImportResult.TAKEN
    assert any("浊毒内蕴证" in remark for remark in report.rows[0].remarks)
    outcome = only(house)
    assert outcome.maturity == "pilot"
    assert outcome.year == 2022
    assert outcome.tcm["syndromes"] == ["B04.06.02.03.01.02", "浊毒内蕴证"]
    assert outcome.parameters[0]["value"] == "10"
    assert outcome.cooperation["modes"] == ["assign", "co_develop"]
    with house.reading() as uow:
        right = uow.session.exec(select(OutcomeIpRight)).one()
    assert (right.state, right.check_level, right.check_ok) == ("granted", "校验位", True)
    assert str(right.filing_date) == "2022-04-29"


def test_a_changed_row_updates_the_draft_but_never_what_a_holder_took_over(house, person):
    run(house, GOOD)
    changed = run(house, GOOD | {"title": "改名后的组合物"})
    assert changed.rows[0].result is ImportResult.UPDATED
    assert only(house).title == "改名后的组合物"
    with house.unit_of_work() as uow:
        row = uow.session.exec(select(Outcome)).one()
        row.owner_id = person(Role.HOLDER).user_id
    refused = run(house, GOOD)
    assert refused.rows[0].result is ImportResult.REFUSED
    assert "不再由导入覆盖" in refused.rows[0].reasons[0]


@pytest.mark.clause("5.2.1.2.4")
def test_a_wrong_check_digit_is_kept_and_marked(house):
    ip = GOOD["ip"] | {"application_number": "202210466263.7"}
    report = run(house, GOOD | {"ip": ip})
    assert report.rows[0].result is ImportResult.TAKEN
    with house.reading() as uow:
        right = uow.session.exec(select(OutcomeIpRight)).one()
        outcome = uow.session.get_one(Outcome, right.outcome_id)
        objections = completeness(load_form(uow, outcome)).warnings
    assert right.application_number == "202210466263.7"
    assert right.check_ok is False
    assert "校验位" in right.check_note
    assert [w.pointer for w in objections] == ["/ip_rights/0"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": None}, "title"),
        ({"title": "  "}, "title"),
        ({"title": "字" * 201}, "title"),
        ({"title": ["a"]}, "title"),
        ({"title": "a\u0000b"}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"id": None}, "id"),
        ({"id": {"a": 1}}, "id"),
        ({"kind": "vaccine"}, "kind"),
        ({"kind": None}, "kind"),
        ({"tech_field": "基因编辑"}, "tech_field"),
        ({"application_scene": 5}, "application_scene"),
        ({"maturity_stage": {"value": "第九级"}}, "maturity_stage.value"),
        ({"maturity_stage": 3}, "maturity_stage"),
        ({"disease": ["肝病X"]}, "disease"),
        ({"disease": [["K74.0"]]}, "disease[0]"),
        ({"technical_parameters": "高"}, "technical_parameters"),
        ({"technical_parameters": [{"value": "1"}]}, "technical_parameters[0].name"),
        ({"technical_parameters": [{"name": "x", "value": True}]}, "technical_parameters[0].value"),
        ({"ip": {"type": "魔法"}}, "ip.type"),
        ({"ip": "CN1"}, "ip"),
        ({"ip": {"type": "发明专利", "filing_date": "2022-02-30"}}, "ip.filing_date"),
        ({"ip": {"type": "发明专利", "filing_date": "去年"}}, "ip.filing_date"),
        ({"holder": {"name": "甲", "type": "外星"}}, "holder.type"),
        ({"holder": 7}, "holder"),
        ({"cooperation_modes": ["众筹"]}, "cooperation_modes"),
        ({"year": 20222}, "year"),
        ({"year": 1.5}, "year"),
        ({"year": True}, "year"),
        ({"inventors_count": -1}, "inventors_count"),
        ({"inventors_count": 10**40}, "inventors_count"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"summary_zh": "字" * 2001}, "summary_zh"),
        ({"herbs": ["药"] * 61}, "herbs"),
    ],
)
def test_a_bad_row_is_refused_with_its_field(house, change, field):
    report = run(house, GOOD | change, GOOD | {"id": "OUT-901"})
    assert [row.result for row in report.rows] == [ImportResult.REFUSED, ImportResult.TAKEN]
    assert any(reason.startswith(f"{field}：") for reason in report.rows[0].reasons)
    assert all(not reason.isascii() for reason in report.rows[0].reasons)


@pytest.mark.parametrize(
    "line",
    [
        b"not json", b"[1, 2]", b'"text"', b"null", b'{"id": 1, "id": 2}', b"\xff\xfe",
        b'{"a": NaN}', b'{"a": 1e999999}', b"{" * 5000, b"[" * 100000,
        b'{"a": "' + b"x" * 600_000 + b'"}', b'{"a": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_an_unreadable_line_is_reported(house, line):
    found = parse_line(line)
    rows = found if isinstance(found, Unreadable) else {**found}
    report = run(house, rows)
    assert report.rows[0].result is ImportResult.REFUSED
    assert report.rows[0].reasons


def test_form_is_taken_tolerantly(house, tmp_path):
    path = tmp_path / "rows.jsonl"
    loose = GOOD | {"kind": " Patent ", "disease": "k74.0", "year": 2022.0, "extra": 1,
                    "maturity_stage": "中试", "holder": "示例中医院", "ip": [GOOD["ip"]],
                    "tech_field": "药物研发 "}  # fmt: skip
    text = "\ufeff" + json.dumps(loose, ensure_ascii=False) + "\r\n\r\n"
    path.write_text(text, encoding="utf-8")
    with house.unit_of_work() as uow:
        report = import_outcomes(uow, read_jsonl(path))
    assert [row.result for row in report.rows] == [ImportResult.TAKEN], report.rows
    assert any("extra" in remark for remark in report.rows[0].remarks)
    assert only(house).diseases == ["K74.0"]


def test_a_line_without_end_is_read_in_pieces_and_the_next_one_still_counts(house, tmp_path):
    path = tmp_path / "rows.jsonl"
    with path.open("wb") as target:
        for _ in range(30):
            target.write(b"x" * 100_000)
        target.write(b"\n" + json.dumps(GOOD, ensure_ascii=False).encode())
    with house.unit_of_work() as uow:
        report = import_outcomes(uow, read_jsonl(path))
    assert [(row.line, row.result) for row in report.rows] == [
        (1, ImportResult.REFUSED),
        (2, ImportResult.TAKEN),
    ]
    assert "过长" in report.rows[0].reasons[0]


def test_an_id_is_taken_once_per_file(house):
    report = run(house, GOOD, GOOD | {"title": "另一项"})
    assert report.rows[1].result is ImportResult.REFUSED
    assert "第 1 行" in report.rows[1].reasons[0]


def test_a_vague_date_is_not_completed_by_guessing(house):
    report = run(house, GOOD | {"ip": GOOD["ip"] | {"filing_date": "2022-04"}})
    assert report.rows[0].result is ImportResult.TAKEN
    with house.reading() as uow:
        assert uow.session.exec(select(OutcomeIpRight)).one().filing_date is None
    assert any("日期不完整" in remark for remark in report.rows[0].remarks)


def test_only_staff_and_the_platform_import(house, person):
    with pytest.raises(Denied), house.unit_of_work(person(Role.HOLDER).actor) as uow:
        import_outcomes(uow, [])


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已授权(CN100434094C),后因未缴年费终止(Expired - Fee Related)", "lapsed"),
        ("已授权,期限届满(Expired - Lifetime)", "expired"),
        ("有效(Active, expires;页面所列)", "granted"),
        ("公布后审查中(Pending,页面所列)", "examining"),
        ("公布后状态为Pending(页面所列)", "published"),
        ("已撤回(Withdrawn)", "withdrawn"),
        ("PCT已公布(1997),有美欧澳等同族", "published"),
        ("Inactive", "unknown"),
        ("尚未授权", "unknown"),
        ("见说明", "unknown"),
    ],
)
def test_a_printed_state_is_read_carefully(text, state):
    assert state_of(text) == state


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "四川原味合科技有限公司(Sichuan Yuanweihe Technology);雅安职业技术学院",
            "四川原味合科技有限公司",
        ),
        ("杨道坤等(个人)", "杨道坤等"),
        ("Cathay Herbal Laboratories Pty. Ltd.", "Cathay Herbal Laboratories Pty. Ltd."),
        ("(研究组)", "(研究组)"),
    ],
)
def test_the_first_holder_is_the_organisation(text, name):
    assert lead_name(text) == name
