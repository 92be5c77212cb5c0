"""The conflict rules one by one, as the panel builder shows them (clauses 5.1.1.1, 6.2).

A name, a mail domain or mutual review of organisations is a hint that staff judge; accounts,
organisations, contracts and declarations exclude.
"""

from datetime import date

import pytest

from backend.features.assessment.conflict_rules import RULES, SHARED_MAIL
from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroup,
    WorkGroupMember,
)
from backend.features.assessment.models import PanelMember
from backend.features.assessment.queries.tasks import task_view
from backend.features.assessment.schemas.evidence_parts import (
    CitationInput,
    CitationsInput,
    ProjectMemberInput,
    ProjectProfileInput,
)
from backend.features.assessment.service import evidence
from backend.features.assessment.trees import standard_system
from backend.features.experts import service as expert_base
from backend.features.experts.models import Expert, ExpertTie, TieKind
from backend.features.identity.models import Membership, Organisation, User
from backend.features.outcomes.models import Outcome
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.policy import Role
from tests.factories.assessments import make_expert, make_outcome, make_panel, nominate
from tests.factories.conflicts import named, rights
from tests.factories.people import make_person

CODE, OTHER_CODE = "91110108551385082Q", "91350100M000100Y43"


@pytest.fixture
def panel(house):
    return make_panel(house, seats=(), weights=False)


@pytest.fixture
def against(as_, panel):
    """What the panel builder shows against an expert."""

    def read(expert_id, on=None):
        on = on or panel
        body = as_(on.operator).get(f"/assessments/{on.assessment_id}/candidates").json()
        return next(
            row["conflicts"] for row in body["candidates"] if row["expert_id"] == str(expert_id)
        )

    return read


def rules(found):
    return [(item["rule"], item["hard"]) for item in found]


def refused_until_decided(panel, expert_id):
    with pytest.raises(Invalid) as refusal:
        nominate(panel, expert_id)
    assert refusal.value.errors[0].pointer == "/conflict_decision"
    nominate(panel, expert_id, decision="经核实不影响公正评估")


# --- co-inventor, co-author, same team


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("printed", "name", "label"),
    [
        ("司马青岚", "司马青岚", "发明人同名"),
        ("司马 青岚", "司马青岚", "发明人同名"),
        ("买买提·艾力", "买买提艾力", "发明人姓名相近"),
        ("YANG Yi-Fan", "Yi Fan Yang", "发明人姓名相近"),
    ],
)
def test_somebody_named_like_an_inventor_is_judged_by_staff(
    house, panel, against, printed, name, label
):
    """A name is not a person: it never excludes by itself."""
    _, expert_id = named(house, name)
    rights(house, panel.outcome_id, {"number": "CN100000001A", "inventors": ["王某", printed]})
    found = against(expert_id)
    assert rules(found) == [("inventor", False)]
    assert found[0]["label"] == label
    assert "CN100000001A" in found[0]["evidence"]
    assert printed in found[0]["evidence"]
    refused_until_decided(panel, expert_id)


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize("printed", ["司马青", "司马青岚子", "SIMA"])
def test_another_name_is_another_person(house, panel, against, printed):
    _, expert_id = named(house, "司马青岚")
    rights(house, panel.outcome_id, {"inventors": [printed]})
    assert against(expert_id) == []


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("filed", "found_rules"),
    [(date(2025, 3, 1), ["co_inventor"]), (None, ["co_inventor"]), (date(2015, 3, 1), [])],
)
def test_co_inventors_of_five_years_are_found_in_other_outcomes(
    house, panel, against, filed, found_rules
):
    _, expert_id = named(house, "欧阳远志")
    other = make_outcome(house, panel.holder)
    rights(house, panel.outcome_id, {"inventors": ["司马青岚", "李某"]})
    rights(
        house, other,
        {"number": "CN100000002A", "inventors": ["欧阳远志", "李某"], "filing_date": filed},
        {"number": "CN100000003A", "inventors": ["欧阳远志", "赵某"]},
    )  # fmt: skip
    found = against(expert_id)
    assert [rule for rule, _ in rules(found)] == found_rules
    if found:
        assert "CN100000002A" in found[0]["evidence"]
        assert "李某" in found[0]["evidence"]
        refused_until_decided(panel, expert_id)


@pytest.mark.clause("5.1.1.1")
def test_the_expert_is_not_told_of_which_other_outcome_the_work_is(house, as_, panel):
    person, expert_id = named(house, "欧阳远志")
    other = make_outcome(house, panel.holder)
    rights(house, panel.outcome_id, {"inventors": ["李某"]})
    rights(house, other, {"title": "不公开的题名", "inventors": ["欧阳远志", "李某"]})
    nominate(panel, expert_id, decision="同名者")
    with house.unit_of_work(person.actor) as uow:
        shown = task_view(uow, uow.session.get_one(PanelMember, panel.members[0])).conflicts
    assert "李某" in shown[0].evidence
    assert "不公开" not in shown[0].evidence


@pytest.mark.clause("5.1.1.1")
def test_team_and_authors_of_the_evidence_base_are_compared(house, panel, against):
    _, member = named(house, "端木白术")
    _, author = named(house, "诸葛厚朴")
    _, colleague = named(house, "上官半夏")
    other = make_outcome(house, panel.holder)
    for outcome_id, team in (
        (panel.outcome_id, ["端木白术", "孙某"]),
        (other, ["上官半夏", "孙某"]),
    ):
        with house.unit_of_work() as uow:
            base = evidence.open_base(uow, outcome_id)
            evidence.set_profile(
                uow,
                base.id,
                base.version,
                ProjectProfileInput(team=[ProjectMemberInput(name=name) for name in team]),
            )
            uow.session.flush()
            evidence.set_citations(
                uow, base.id, base.version,
                CitationsInput(
                    citations=[
                        CitationInput(
                            key="a", kind="literature", title="软肝颗粒随机对照试验",
                            authors="诸葛厚朴；赵某", year=2025,
                        )
                    ]
                    if outcome_id == panel.outcome_id
                    else []
                ),
            )  # fmt: skip
    assert rules(against(member)) == [("team", False)]
    assert rules(against(author)) == [("author", False)]
    assert "软肝颗粒随机对照试验" in against(author)[0]["evidence"]
    assert rules(against(colleague)) == [("same_team", False)]
    assert "孙某" in against(colleague)[0]["evidence"]


@pytest.mark.clause("5.1.1.1")
def test_a_co_author_of_a_maker_is_found(house, panel, against):
    _, expert_id = named(house, "诸葛厚朴")
    other = make_outcome(house, panel.holder)
    rights(house, panel.outcome_id, {"inventors": ["孙某某"]})
    with house.unit_of_work() as uow:
        base = evidence.open_base(uow, other)
        paper = CitationInput(
            key="b", kind="literature", title="题", authors="孙某某；诸葛厚朴", year=2024
        )
        evidence.set_citations(uow, base.id, base.version, CitationsInput(citations=[paper]))
    assert rules(against(expert_id)) == [("co_author", False)]


@pytest.mark.clause("5.1.1.1")
def test_the_account_that_applied_and_the_declared_inventor_are_excluded(house, panel, against):
    """An account or a declaration is a person, and excludes."""
    applicant, first = make_expert(house)
    _, second = make_expert(house)
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, panel.outcome_id).owner_id = applicant.user_id
        uow.add(
            ExpertTie(
                expert_id=second, org_id=panel.holder.org_id, org_name="持有方",
                kind=TieKind.INVENTOR,
            )
        )  # fmt: skip
    assert rules(against(first)) == [("applicant", True)]
    assert rules(against(second)) == [("declared_tie", True)]
    for expert_id in (first, second):
        with pytest.raises(Conflict, match="应当回避"):
            nominate(panel, expert_id, decision="仍然参加")


@pytest.mark.clause("5.1.1.1")
def test_a_member_of_the_institutions_own_group_is_excluded_the_namesake_judged(
    house, panel, against
):
    person, linked = make_expert(house)
    _, namesake = named(house, "端木白术")
    with house.unit_of_work() as uow:
        group = uow.add(WorkGroup(number="ZJ-1", org_id=panel.holder.org_id, name="评价工作组"))
        batch = uow.add(
            EvaluationBatch(
                number="NP-1", org_id=panel.holder.org_id, group_id=group.id, title="评价",
                system_id=standard_system(uow).id, starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 1),
            )
        )  # fmt: skip
        uow.add(
            BatchItem(
                batch_id=batch.id, org_id=group.org_id, outcome_id=panel.outcome_id,
                outcome_title="软肝颗粒",
            )
        )  # fmt: skip
        for user_id, name in ((person.user_id, person.actor.name), (None, "端木白术")):
            uow.add(
                WorkGroupMember(
                    group_id=group.id, user_id=user_id, name=name, duty="评价", background="肝病"
                )
            )
    assert rules(against(linked)) == [("work_group", True)]
    assert rules(against(namesake)) == [("work_group_name", False)]


@pytest.mark.clause("5.1.1.1")
def test_the_panel_builder_says_what_it_cannot_compare(house, as_, panel):
    rights(house, panel.outcome_id, {"number": "CN100000001A"}, {"type": "trademark"})
    path = f"/assessments/{panel.assessment_id}/candidates"
    gaps = as_(panel.operator).get(path).json()["gaps"]
    assert gaps[0] == "1 项专利未披露发明人，无法核对发明人与共同发明人"
    assert any("项目组" in gap for gap in gaps)
    rights(house, panel.outcome_id, {"number": "CN100000001A", "inventors": ["王某"]})
    assert not any("发明人" in gap for gap in as_(panel.operator).get(path).json()["gaps"])


# --- organisations


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("holder", "expert", "how"),
    [
        ({"credit_code": CODE}, {"parent_code": CODE}, "下级单位"),
        ({"parent_code": CODE}, {"credit_code": CODE}, "上级单位"),
        ({"parent_code": CODE}, {"parent_code": CODE}, f"同一上级单位（{CODE}）"),
    ],
)
def test_affiliates_are_known_by_credit_code(house, panel, against, holder, expert, how):
    """The organisation above two others need not be on the platform itself."""
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        for org_id, values in ((panel.holder.org_id, holder), (person.org_id, expert)):
            uow.session.get_one(Organisation, org_id).sqlmodel_update(values)
    found = against(expert_id)
    assert rules(found) == [("affiliate", True)]
    assert how in found[0]["evidence"]


@pytest.mark.clause("5.1.1.1")
def test_the_group_reaches_over_two_levels_and_not_further(house, panel, against):
    person, expert_id = make_expert(house)
    middle = make_person(house, Role.HOLDER).org_id
    _, stranger = make_expert(house)
    with house.unit_of_work() as uow:
        uow.session.get_one(Organisation, middle).credit_code = CODE
        uow.session.get_one(Organisation, middle).parent_code = OTHER_CODE
        uow.session.get_one(Organisation, panel.holder.org_id).parent_code = CODE
        uow.session.get_one(Organisation, person.org_id).credit_code = OTHER_CODE
    assert "同一单位体系" in against(expert_id)[0]["evidence"]
    assert against(stranger) == []


@pytest.mark.clause("5.1.1.1")
def test_a_hat_that_ended_still_makes_the_same_organisation(house, panel, against):
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        uow.add(
            Membership(
                user_id=person.user_id, org_id=panel.holder.org_id, role=Role.HOLDER,
                status="ended",
            )
        )  # fmt: skip
    assert rules(against(expert_id)) == [("same_organisation", True)]


@pytest.mark.clause("5.1.1.1")
def test_a_co_holder_is_excluded_and_a_similar_owner_judged(house, panel, against):
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        uow.session.get_one(Organisation, person.org_id).name = "白术医科大学"
        uow.session.get_one(Outcome, panel.outcome_id).holder_text = "甲医院；白术医科大学"
    assert rules(against(expert_id)) == [("co_holder", True)]
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, panel.outcome_id).holder_text = ""
    rights(house, panel.outcome_id, {"owner": "白术医科大学附属医院；乙公司"})
    assert rules(against(expert_id)) == [("right_owner_like", False)]


# --- contracts, declarations


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (date(2024, 1, 1), None, True),
        (date(2020, 1, 1), None, False),
        (date(2020, 1, 1), date(2025, 6, 1), True),  # a payment of last year
        (date(2019, 1, 1), date(2023, 11, 1), False),
        (None, None, True),  # nothing says that it is over
    ],
)
def test_contracts_and_payments_count_for_three_years(house, panel, against, since, until, counts):
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        expert_base.record_organisation_tie(
            uow, panel.holder.org_id, person.org_id, TieKind.CONTRACT, reference="HT-1",
            since=since, until=until,
        )  # fmt: skip
    found = against(expert_id)
    assert rules(found) == ([("contract", True)] if counts else [])
    if counts:
        assert "HT-1" in found[0]["evidence"]


@pytest.mark.clause("5.1.1.1")
def test_a_later_payment_reaches_further_than_the_signature(house, panel, against):
    person, expert_id = make_expert(house)
    for until in (None, date(2026, 2, 1)):
        with house.unit_of_work() as uow:
            expert_base.record_organisation_tie(
                uow, panel.holder.org_id, person.org_id, TieKind.CONTRACT, reference="HT-1",
                since=date(2020, 1, 1), until=until,
            )  # fmt: skip
    assert "2026-02-01" in against(expert_id)[0]["evidence"]


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(("ended", "counts"), [(date(2025, 1, 1), True), (date(2021, 1, 1), False)])
def test_a_declared_tie_counts_three_years_after_its_end(house, panel, against, ended, counts):
    _, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        uow.add(
            ExpertTie(
                expert_id=expert_id, org_id=panel.holder.org_id, org_name="持有方",
                kind=TieKind.EMPLOYMENT, ended_on=ended,
            )
        )  # fmt: skip
    assert rules(against(expert_id)) == ([("declared_tie", True)] if counts else [])


@pytest.mark.clause("5.1.1.1")
def test_a_tie_to_the_holders_group_counts_as_one_to_the_holder(house, panel, against):
    _, expert_id = make_expert(house)
    parent = make_person(house, Role.HOLDER).org_id
    with house.unit_of_work() as uow:
        uow.session.get_one(Organisation, panel.holder.org_id).parent_id = parent
        uow.add(
            ExpertTie(expert_id=expert_id, org_id=parent, org_name="上级集团", kind=TieKind.EQUITY)
        )
    found = against(expert_id)
    assert rules(found) == [("declared_tie", True)]
    assert "上级集团" in found[0]["evidence"]


# --- mutual review, mail


@pytest.mark.clause("5.1.1.1")
def test_mutual_review_of_organisations_is_judged(house, panel, against):
    """Somebody of the holder judges an outcome of the expert's organisation at the same time."""
    person, expert_id = make_expert(house)
    elsewhere = make_panel(
        house, holder=make_person(house, Role.HOLDER, org=person.org_id), seats=(), weights=False
    )
    _, judge = make_expert(house, org=panel.holder.org_id)
    assert against(expert_id) == []
    nominate(elsewhere, judge)
    found = against(expert_id)
    assert rules(found) == [("reciprocal", False)]
    assert elsewhere.assessment().number in found[0]["evidence"]
    refused_until_decided(panel, expert_id)
    # seen from the other side as well
    assert rules(against(judge, elsewhere)) == [("reciprocal", False)]


@pytest.mark.clause("5.1.1.1")
def test_two_applicants_cannot_judge_each_other(house, panel, against):
    mine, expert_id = make_expert(house)
    theirs, judge = make_expert(house)
    elsewhere = make_panel(house, seats=(), weights=False)
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, elsewhere.outcome_id).owner_id = mine.user_id
        uow.session.get_one(Outcome, panel.outcome_id).owner_id = theirs.user_id
    nominate(elsewhere, judge)
    assert rules(against(expert_id)) == [("reciprocal", True)]


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("mine", "theirs", "hint"),
    [
        ("a@baizhu.edu.cn", "b@baizhu.edu.cn", True),
        ("a@mail.baizhu.edu.cn", "b@baizhu.edu.cn", True),
        ("a@163.com", "b@163.com", False),
        ("a@demo.hepabridge.example", "b@demo.hepabridge.example", False),
        ("a@baizhu.edu.cn", "b@fuling.edu.cn", False),
    ],
)
def test_the_same_mail_domain_is_a_hint(house, panel, against, mine, theirs, hint):
    person, expert_id = make_expert(house)
    with house.unit_of_work() as uow:
        uow.session.get_one(User, person.user_id).email = mine
        uow.session.get_one(User, panel.holder.user_id).email = theirs
    assert rules(against(expert_id)) == ([("mail_domain", False)] if hint else [])


def test_what_excludes_comes_first_and_nothing_twice(house, panel, against):
    person, expert_id = named(house, "司马青岚")
    rights(house, panel.outcome_id, {"number": "CN1", "inventors": ["司马青岚"]})
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, panel.outcome_id).owner_id = person.user_id
        expert = uow.session.get_one(Expert, expert_id)
        assert expert.user_id == person.user_id
    assert rules(against(expert_id)) == [("applicant", True), ("inventor", False)]
    assert len(RULES) == 11
    assert "qq.com" in SHARED_MAIL
