"""Outcomes that passed, and their records in the library."""

import uuid
from typing import Any

from backend.features.library import service
from backend.features.library.models import LibraryRecord
from backend.features.library.service import PassedResult
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.ids import next_number
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.people import Person, make_person


def passed_result(**values: Any) -> PassedResult:
    """Return an assessment result that passed."""
    facts: dict[str, Any] = {
        "assessment_id": uuid.uuid4(),
        "number": "PG-2026-000001",
        "total": 82.5,
        "grade": "良好",
        "weight_version": "QZ-2026-000001 第 1 版",
        "issued_at": None,
        "maturity_level": "5 级（中试阶段）",
        "dimensions": ({"code": "A", "label": "技术创新性", "score": 84.0},),
    }
    return PassedResult(**(facts | values))


def make_record(
    house: House,
    holder: Person,
    *,
    rights: list[dict[str, Any]] | None = None,
    result: PassedResult | None = None,
    **values: Any,
) -> uuid.UUID:
    """Make the record of a passed outcome that waits for publication."""
    with house.unit_of_work() as uow:
        facts: dict[str, Any] = {
            "number": next_number(uow.session, "CG", uow.now()),
            "title": "柔肝化纤颗粒治疗乙肝肝纤维化",
            "summary": "针对乙肝肝纤维化缺少公认抗纤维化药物的问题，逆转率提高。",
            "kind": "drug",
            "tech_field": "drug",
            "scene": "clinical",
            "maturity": "pilot",
            "diseases": ["K74.0"],
            "cooperation": {"modes": ["license"]},
            "parameters": [{"name": "逆转率", "value": "45.9", "unit": "%"}],
            "year": 2022,
        }
        outcome = uow.add(
            Outcome(
                **(facts | values),
                holder_org_id=holder.org_id,
                owner_id=holder.user_id,
                status=OutcomeStatus.ASSESSING,
                accepted_at=uow.now(),
            )
        )
        for right in rights or []:
            uow.add(OutcomeIpRight(outcome_id=outcome.id, **right))
        return service.prepare_record(uow, outcome.id, result or passed_result()).id


def publish_record(
    house: House, holder: Person, *, staff: Person | None = None, **values: Any
) -> uuid.UUID:
    """Make a record and publish it as staff would."""
    record_id = make_record(house, holder, **values)
    staff = staff or make_person(house, Role.OPERATOR)
    with house.unit_of_work(staff.actor) as uow:
        version = uow.session.get_one(LibraryRecord, record_id).version
        service.publish(uow, record_id, version)
    return record_id
