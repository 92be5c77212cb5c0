"""Outcomes in any state, made through the service as the people who would do it."""

import uuid

from backend.features.outcomes import service
from backend.features.outcomes.checklist import codes_for
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.schemas import (
    AnswerInput,
    FormalReviewInput,
    OutcomeCreateInput,
    OutcomeDraftInput,
)
from backend.kernel.filing import store_bytes
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.people import Person, make_person

TITLE = "柔肝化纤颗粒治疗乙肝肝纤维化"


def form(kind: str = "drug", **over) -> dict:
    """Return a whole application form as the API takes it."""
    data = {
        "title": TITLE,
        "kind": kind,
        "tech_field": "drug",
        "scene": "clinical",
        "maturity": "pilot",
        "maturity_evidence": "完成多中心随机对照研究",
        "summary": "针对乙肝肝纤维化缺少公认抗纤维化药物的问题，与单用抗病毒相比逆转率提高。",
        "background": "慢性乙型肝炎肝纤维化缺少有效药物。",
        "innovation": "以柔肝法组方，首次提出分期论治。",
        "contribution": "形成质量标准与临床方案。",
        "diseases": ["B18.1", "K74.0"],
        "tcm": {"syndromes": ["B04.06.02.03.01.02"], "herbs": ["柴胡", "黄芪"]},
        "parameters": [{"name": "逆转率", "value": "45.9", "unit": "%", "sample": "n=240"}],
        "cases": [
            {"place": "某三甲医院", "effect": "24 周肝硬度值下降", "proof": "论文",
             "deidentified": True, "consent": True}
        ],
        "ip_rights": [
            {"type": "invention", "title": "一种柔肝化纤中药组合物", "number": "CN115581751B",
             "application_number": "202210466263.6", "state": "granted"}
        ],
        "cooperation": {"modes": ["license", "co_develop"], "region": "全国"},
        "ownership_basis": "service",
        "inventors_count": 5,
        "year": 2022,
        "public_fund": True,
        "hgr_involved": False,
        "ethics": "伦理批件 2021-001",
        "secret_level": "public",
    }  # fmt: skip
    return data | over


def make_draft(house: House, holder: Person, *, complete: bool = True, **over) -> uuid.UUID:
    """Make a draft; a complete one could be handed in as it is."""
    data = form(**over)
    with house.unit_of_work(holder.actor) as uow:
        outcome = service.create(uow, OutcomeCreateInput(title=data["title"]))
        uow.session.flush()
        if complete:
            service.save(uow, outcome.id, OutcomeDraftInput(**data), outcome.version)
            ticked = OutcomeDraftInput(self_check=sorted(codes_for(outcome)))
            uow.session.flush()
            service.save(uow, outcome.id, ticked, outcome.version)
            store_bytes(
                uow, content=b"%PDF-1.7\n%%EOF\n" + outcome.id.bytes, name="证明材料.pdf",
                media_type="application/pdf", subject_type="outcome", subject_id=outcome.id,
                kind="proof", org_id=outcome.holder_org_id,
            )  # fmt: skip
        return outcome.id


def make_outcome(
    house: House, holder: Person, status: str = "accepted", *, staff: Person | None = None, **over
) -> uuid.UUID:
    """Make an outcome that stands at draft, submitted, returned, refused or accepted, or later."""
    outcome_id = make_draft(house, holder, **over)
    if status == "draft":
        return outcome_id
    with house.unit_of_work(holder.actor) as uow:
        service.submit(uow, outcome_id, _version(uow, outcome_id))
    if status == "submitted":
        return outcome_id
    staff = staff or make_person(house, Role.OPERATOR)
    with house.unit_of_work(staff.actor) as uow:
        if status == "returned":
            service.send_back(uow, outcome_id, _version(uow, outcome_id), "请补充")
            return outcome_id
        if status == "refused":
            service.refuse(uow, outcome_id, _version(uow, outcome_id), "不属于受理范围")
            return outcome_id
        answer_all(uow, outcome_id)
        service.accept(uow, outcome_id, _version(uow, outcome_id))
    steps = {
        "accepted": (),
        "assessing": ("start_assessment",),
        "not_passed": ("start_assessment", "fail_assessment"),
        "published": ("start_assessment", "publish"),
        "contracted": ("start_assessment", "publish", "contract"),
        "converted": ("start_assessment", "publish", "contract", "convert"),
    }[status]
    with house.unit_of_work() as uow:
        for step in steps:
            service.mark(uow, outcome_id, step)
            uow.session.flush()
    return outcome_id


def answer_all(uow, outcome_id: uuid.UUID) -> None:
    """Answer every item of the checklist with yes."""
    outcome = uow.session.get_one(Outcome, outcome_id)
    answers = {code: AnswerInput(answer="yes") for code in codes_for(outcome)}
    service.save_review(uow, outcome_id, FormalReviewInput(checklist=answers), outcome.version)
    uow.session.flush()


def _version(uow, outcome_id: uuid.UUID) -> int:
    return uow.session.get_one(Outcome, outcome_id).version
