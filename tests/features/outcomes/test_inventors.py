"""Inventors of a right: typed, imported, compared, and public once the patent is printed."""

from datetime import date

import pytest
from sqlmodel import col, select

from backend.features.assessment.queries.material import outcome_sections
from backend.features.library import snapshot
from backend.features.library.models import LibraryRecord
from backend.features.outcomes import queries
from backend.features.outcomes.models import Outcome, OutcomeIpRight, OutcomePerson
from backend.features.outcomes.queries.facts import inventors_are_public
from backend.features.outcomes.queries.review import changes
from backend.features.outcomes.service import send_back, submit
from backend.kernel.policy import Role
from tests.factories.outcomes import form, make_draft, make_outcome
from tests.features.outcomes.test_import import GOOD, only, run

PATENT = {"type": "invention", "number": "CN115581751B", "state": "granted"}


def keys(house, outcome_id) -> set[str]:
    with house.reading() as uow:
        return set(
            uow.session.exec(
                select(OutcomePerson.key).where(col(OutcomePerson.outcome_id) == outcome_id)
            ).all()
        )


@pytest.mark.clause("5.1.1.1", "5.2.1.2.4")
def test_the_form_keeps_inventors_of_each_right_and_the_index_follows(as_, house, person):
    holder = person(Role.HOLDER)
    outcome_id = make_draft(house, holder)
    client, path = as_(holder), f"/outcomes/{outcome_id}"
    rights = [PATENT | {"inventors": ["张三", "Yang, Yifan"]}, {"type": "trademark"}]
    version = client.get(path).json()["version"]
    saved = client.put(path, json={"ip_rights": rights}, version=version).json()
    assert [right["inventors"] for right in saved["ip_rights"]] == [["张三", "Yang, Yifan"], []]
    assert keys(house, outcome_id) == {"张三", "aafginnyy"}
    again = client.put(path, json={"ip_rights": rights}, version=saved["version"]).json()
    assert again["version"] == saved["version"]
    fewer = [PATENT | {"inventors": ["李四"]}]
    client.put(path, json={"ip_rights": fewer}, version=again["version"])
    assert keys(house, outcome_id) == {"李四"}
    version = client.get(path).json()["version"]
    for wrong in (["王" * 81], ["王"] * 61, "张三", [" "]):
        body = {"ip_rights": [PATENT | {"inventors": wrong}]}
        refused = client.put(path, json=body, version=version)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"].startswith("/ip_rights/0/inventors")


@pytest.mark.clause("6.1.2")
def test_the_reviewer_sees_that_an_inventor_was_added(house, person):
    holder, staff = person(Role.HOLDER), person(Role.OPERATOR)
    outcome_id = make_outcome(house, holder, "submitted", ip_rights=[PATENT])
    with house.unit_of_work(staff.actor) as uow:
        outcome = uow.session.get_one(Outcome, outcome_id)
        send_back(uow, outcome_id, outcome.version, "请补发明人", [])
    with house.unit_of_work(holder.actor) as uow:
        right = uow.session.exec(
            select(OutcomeIpRight).where(col(OutcomeIpRight.outcome_id) == outcome_id)
        ).one()
        right.inventors = ["张三", "李四"]
        uow.session.flush()
        submit(uow, outcome_id, uow.session.get_one(Outcome, outcome_id).version)
    with house.reading() as uow:
        changed = changes(uow, uow.session.get_one(Outcome, outcome_id))
    assert [change.pointer for change in changed] == ["/ip_rights"]
    assert "张三；李四" in changed[0].after


@pytest.mark.clause("5.2.1.1")
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["张三", "李四"], ["张三", "李四"]),
        ("张三、李四；王五", ["张三", "李四", "王五"]),
        ("Yi Fan Yang", ["Yi Fan Yang"]),
        (None, []),
        ("", []),
    ],
)
def test_an_import_takes_the_inventors_that_the_row_names(house, given, kept):
    report = run(house, GOOD | {"ip": GOOD["ip"] | {"inventors": given}})
    assert not any("inventors" in remark for remark in report.rows[0].remarks)
    assert not report.rows[0].reasons
    with house.reading() as uow:
        assert uow.session.exec(select(OutcomeIpRight.inventors)).one() == kept
    assert len(keys(house, only(house).id)) == len(kept)


def test_an_import_refuses_inventors_that_are_no_names(house):
    report = run(house, GOOD | {"ip": GOOD["ip"] | {"inventors": [{"name": "张三"}]}})
    assert any("inventors" in reason for reason in report.rows[0].reasons)


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize(
    ("right", "public"),
    [
        ({"state": "granted"}, True),
        ({"state": "published"}, True),
        ({"state": "lapsed"}, True),
        ({"state": "examining", "number": "CN111991540A"}, True),
        ({"state": "examining", "number": "WO2006026926A1"}, True),
        ({"state": "unknown", "publication_date": date(2024, 1, 1)}, True),
        ({"state": "filed"}, False),
        ({"state": "examining"}, False),
        ({"state": "examining", "number": "202011142888.4"}, False),  # an application's number
        ({"state": "withdrawn"}, False),
        ({"type": "software_copyright", "state": "granted"}, False),
        ({"type": "trade_secret", "state": "none"}, False),
    ],
)
def test_inventors_are_public_once_the_patent_office_has_printed_them(right, public):
    row = OutcomeIpRight(**({"type": "invention", "inventors": ["张三"]} | right))
    assert inventors_are_public(row) is public


@pytest.mark.clause("5.2.1.2.4", "5.2.1.2.8")
def test_each_audience_reads_the_inventors_it_may_read(as_, house, person):
    holder = person(Role.HOLDER)
    rights = [
        PATENT | {"inventors": ["张三"]},
        {"type": "invention", "state": "filed", "inventors": ["李四"]},
        {"type": "software_copyright", "state": "granted", "inventors": ["王五"]},
    ]
    outcome_id = make_outcome(house, holder, "published", ip_rights=rights)
    for reader in (as_(holder), as_(Role.OPERATOR), as_(Role.AUDITOR)):
        shown = reader.get(f"/outcomes/{outcome_id}").json()["ip_rights"]
        assert [right["inventors"] for right in shown] == [["张三"], ["李四"], ["王五"]]
    with house.reading() as uow:
        outcome = uow.session.get_one(Outcome, outcome_id)
        fields = queries.public_fields(uow, outcome)
        material = str(outcome_sections(uow, outcome_id))
    record = LibraryRecord(outcome_id=outcome_id, assessment_id=outcome_id, snapshot=fields)
    # null where a right knows no inventors, empty where they are not told
    assert [right.inventors for right in snapshot.rights(record)] == [["张三"], [], None]
    assert "李四" not in str(fields)
    assert "王五" not in str(fields)
    assert all(name in material for name in ("张三", "李四", "王五"))


def test_a_record_from_before_shows_no_inventors():
    old = form()["ip_rights"][0]
    record = LibraryRecord(snapshot={"ip_rights": [old]})
    assert snapshot.rights(record)[0].inventors == []
