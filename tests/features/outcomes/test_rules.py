"""What law and the standard object to in an application; near duplicates; the public face."""

import pytest

from backend.features.outcomes import queries, service
from backend.features.outcomes.form import FIELDS, Form, section_of
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.features.outcomes.queries.duplicates import bigrams, dice, similarity, sketch
from backend.features.outcomes.rights import check_numbers
from backend.features.outcomes.rules import refusals, warnings
from backend.features.outcomes.states import AUTOMATIC, WORKFLOW, OutcomeStatus
from backend.kernel.errors import Conflict
from backend.kernel.policy import Role
from tests.factories.outcomes import make_draft, make_outcome


def of(*rights, **fields) -> Form:
    base = {"kind": "drug", "parameters": [], "cases": [], "tcm": {}, "cooperation": {}}
    return Form(
        Outcome(**(base | fields)),
        [OutcomeIpRight(**({"type": "invention", "scope": "", "title": ""} | r)) for r in rights],
        0,
    )


def pointers(found):
    return [objection.pointer for objection in found]


@pytest.mark.clause("5.2.1.2.4")
@pytest.mark.parametrize("state", ["lapsed", "expired", "withdrawn", "rejected", "invalidated"])
@pytest.mark.parametrize("mode", ["assign", "license"])
def test_a_dead_patent_cannot_be_offered(state, mode):
    assert pointers(refusals(of({"state": state}, cooperation={"modes": [mode]}))) == [
        "/cooperation/modes"
    ]
    assert not refusals(of({"state": state}, cooperation={"modes": ["co_develop"]}))
    living = of({"state": state}, {"state": "granted"}, cooperation={"modes": [mode]})
    assert not refusals(living)


def test_a_hospital_preparation_carries_no_price():
    form = of(kind="preparation", cooperation={"price_idea": "每盒 30 元"})
    assert pointers(refusals(form)) == ["/cooperation/price_idea"]
    assert not refusals(of(kind="drug", cooperation={"price_idea": "面议"}))


@pytest.mark.clause("5.2.1.2.8")
@pytest.mark.parametrize(
    ("case", "blocked"),
    [
        ({"effect": "有效", "deidentified": False, "consent": True}, True),
        ({"effect": "有效", "deidentified": True, "consent": False}, True),
        ({"effect": "有效", "deidentified": True, "consent": True}, False),
        ({"effect": ""}, False),
    ],
)
def test_cases_are_deidentified_and_agreed_to(case, blocked):
    assert bool(refusals(of(cases=[case]))) is blocked


def test_a_method_patent_on_a_treatment_is_pointed_out():
    form = of({"scope": "一种治疗方法的权利要求", "state": "granted"}, kind="method")
    assert pointers(warnings(form)) == ["/ip_rights/0"]


def test_rare_materials_are_pointed_out_until_marked():
    form = of(tcm={"herbs": ["醋穿山甲", "柴胡"]})
    assert pointers(warnings(form)) == ["/tcm/endangered"]
    assert not warnings(of(tcm={"herbs": ["醋穿山甲"], "endangered": ["醋穿山甲"]}))


def test_open_details_of_an_unfiled_invention_are_pointed_out():
    assert "/secret_level" in pointers(warnings(of({"state": "none"}, secret_level="public")))
    assert not warnings(of({"state": "none"}, secret_level="confidential"))


@pytest.mark.clause("5.2.1.2.4")
@pytest.mark.parametrize(
    ("state", "name"),
    [
        ("granted", "发明专利"),
        ("examining", "发明专利申请"),
        ("filed", "发明专利申请"),
        ("lapsed", "发明专利（未缴年费终止）"),
        ("unknown", "发明专利（状态未核实）"),
    ],
)
def test_only_a_granted_right_is_called_a_patent(state, name):
    assert queries.right_label(OutcomeIpRight(type="invention", state=state)) == name


@pytest.mark.parametrize(
    ("kind", "number", "application", "level", "ok"),
    [
        ("invention", "CN115581751B", "202210466263.6", "校验位", True),
        ("invention", "", "202210466263.7", "校验位", False),
        ("invention", "", "201210142196", "格式", True),
        ("invention", "nonsense", "", "格式", False),
        ("trial_registration", "NCT01770431", "", "格式", True),
        ("trade_secret", "anything", "", "", None),
        ("invention", "", "", "", None),
    ],
)
def test_numbers_are_checked_no_further_than_was_done(kind, number, application, level, ok):
    found = check_numbers(kind, number, application)
    assert (found.level, found.ok) == (level, ok)


def test_similarity_by_hand():
    # 肝纤维化 → 肝纤 纤维 维化; 肝硬化 → 肝硬 硬化; 抗肝纤维化 → 抗肝 肝纤 纤维 维化
    assert dice(bigrams("肝纤维化"), bigrams("抗肝纤维化")) == pytest.approx(2 * 3 / 7)
    assert dice(bigrams("肝纤维化"), bigrams("肝硬化")) == 0
    assert dice(bigrams(""), bigrams("肝硬化")) == 0
    assert similarity(sketch("甲乙丙", "丁戊己"), sketch("甲乙丙", "庚辛壬")) == pytest.approx(0.4)
    generic = sketch("治疗脂肪肝的中药组合物及其制备方法", "")
    assert similarity(generic, sketch("治疗肝纤维化的中药组合物及其制备方法", "")) == 0


@pytest.mark.clause("6.1.1")
def test_near_duplicates_warn_without_telling_secrets(as_, house, person):
    other = person(Role.HOLDER)
    make_outcome(house, other, "published", title="柔肝化纤颗粒治疗乙型肝炎肝纤维化")
    make_outcome(house, other, "submitted")
    make_draft(house, other)
    me = person(Role.HOLDER)
    mine = make_draft(house, me)
    answer = as_(me).get(f"/outcomes/{mine}/duplicates").json()
    assert [item["title"] for item in answer["items"]] == ["柔肝化纤颗粒治疗乙型肝炎肝纤维化"]
    assert answer["hidden"] == 1  # the submitted one; the draft is not even counted
    assert "尚未公开" in answer["message"]
    staff = as_(Role.OPERATOR)
    theirs = staff.get("/outcomes?status=submitted").json()["items"][0]
    assert len(staff.get(f"/outcomes/{theirs['id']}/duplicates").json()["items"]) == 1


@pytest.mark.clause("5.2.1.2.8")
def test_the_public_sees_no_secret(house, person):
    holder = person(Role.HOLDER)
    secret = {
        "secret_level": "confidential",
        "confidential_note": "配方比例",
        "cooperation": {"modes": ["license"], "price_idea": "500 万元"},
        "cases": [
            {"place": "甲院", "effect": "好", "deidentified": True, "consent": True},
        ],
    }  # fmt: skip
    hidden = make_outcome(house, holder, "published", **secret)
    shown = make_outcome(house, holder, "published")
    with house.reading() as uow:
        closed = queries.public_fields(uow, uow.session.get_one(Outcome, hidden))
        opened = queries.public_fields(uow, uow.session.get_one(Outcome, shown))
    assert closed["parameters"] == closed["cases"] == closed["herbs"] == []
    assert closed["restricted"]
    for text in ("配方比例", "500 万元"):
        assert text not in str(closed)
    assert opened["parameters"][0]["value"] == "45.9"
    assert opened["ip_rights"][0]["type_label"] == "发明专利"
    assert opened["cooperation_modes"] == ["license", "co_develop"]


@pytest.mark.parametrize("action", AUTOMATIC)
def test_stations_after_acceptance_belong_to_the_platform(house, person, action):
    staff, holder = person(Role.OPERATOR), person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "accepted")
    with house.reading(staff.actor) as uow:
        assert not uow.allows(f"outcome.{action}", uow.session.get_one(Outcome, outcome_id))


def test_marking_follows_the_table(house, person):
    outcome_id = make_outcome(house, person(Role.HOLDER), "accepted")
    with pytest.raises(Conflict), house.unit_of_work() as uow:
        service.mark(uow, outcome_id, "convert")
    with house.unit_of_work() as uow:
        for step in ("start_assessment", "publish", "contract"):
            service.mark(uow, outcome_id, step)
        assert service.mark(uow, outcome_id, "contract").status is OutcomeStatus.CONTRACTED
        assert service.mark(uow, outcome_id, "convert").status is OutcomeStatus.CONVERTED
        facts = queries.accepted_in(uow, house.clock.at.replace(day=1), house.clock.at)
        assert facts == []  # half-open: accepted exactly at the end does not count
        brief = queries.brief(uow, [outcome_id])[outcome_id]
    assert brief.status is OutcomeStatus.CONVERTED
    assert set(WORKFLOW.states) == set(OutcomeStatus)


def test_every_field_of_the_form_has_a_section():
    assert {section_of(pointer) for pointer in FIELDS} == {
        "basic", "technical", "ip", "cooperation", "files",
    }  # fmt: skip


@pytest.mark.clause("6.1.1")
def test_an_imported_draft_is_handed_to_its_holder(as_, house, person):
    from tests.features.outcomes.test_import import GOOD, run

    run(house, GOOD)
    staff, holder = as_(Role.OPERATOR), person(Role.HOLDER)
    row = staff.get("/outcomes?imported=true").json()["items"][0]
    path = f"/outcomes/{row['id']}"
    assert as_(holder).get(path).status_code == 404
    done = staff.post(f"{path}/assign", version=row["version"], json={"org_id": str(holder.org_id)})
    assert done.status_code == 200, done.text
    mine = as_(holder).get(path).json()
    assert mine["may_edit"]
    ticks = [item["code"] for item in mine["checklist"]]
    saved = as_(holder).put(path, version=mine["version"], json={"self_check": ticks}).json()
    sent = as_(holder).post(f"{path}/submit", version=saved["version"])
    assert sent.status_code == 200, sent.text
    assert sent.json()["owner_name"]
    assert staff.post(f"{path}/assign", version=sent.json()["version"],
                      json={"org_id": str(holder.org_id)}).status_code == 409  # fmt: skip


def test_both_readings_of_the_relations_agree(house, person):
    import sqlalchemy as sa

    holder, other = person(Role.HOLDER), person(Role.HOLDER)
    admin = person(Role.ORG_ADMIN, org=holder.org_id)
    people = [
        holder,
        other,
        admin,
        person(Role.OPERATOR),
        person(Role.AUDITOR),
        person(Role.EXPERT),
    ]
    for status in ("draft", "submitted", "returned", "refused", "accepted", "published"):
        make_outcome(house, holder, status)
    withdrawn = make_draft(house, holder)
    with house.unit_of_work(holder.actor) as uow:
        version = uow.session.get_one(Outcome, withdrawn).version
        service.withdraw(uow, withdrawn, version, "不再提交")
    for who in people:
        with house.reading(who.actor) as uow:
            for permission in ("outcome.read", "outcome.update", "outcome.read_confidential"):
                chosen = set(
                    uow.session.execute(
                        sa.select(Outcome.id).where(uow.visible(permission))
                    ).scalars()
                )
                rows = uow.session.execute(sa.select(Outcome)).scalars()
                assert {r.id for r in rows if uow.allows(permission, r)} == chosen, permission
    with house.reading(people[3].actor) as uow:
        assert not uow.allows("outcome.read", uow.session.get_one(Outcome, withdrawn))
