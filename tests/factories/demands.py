"""Needs in the states that tests want, made through the service."""

import uuid
from typing import Any

from backend.features.demands import service
from backend.features.demands.models import Demand
from backend.features.demands.schemas import DemandInput
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.people import Person, make_person


def form(**over: Any) -> dict[str, Any]:
    """Return a whole form as the API takes it."""
    data: dict[str, Any] = {
        "title": "寻求乙肝肝纤维化中药新药许可",
        "description": "寻求针对慢性乙型肝炎肝纤维化、已完成中试并有临床数据的中药复方，拟引进许可。",
        "demand_type": "licensing_in",
        "field": "drug",
        "scene": "clinical",
        "diseases": ["K74.0"],
        "modes": ["license"],
        "budget_fen": 500_000_000,
        "deadline": "2027-06-30",
        "confidential_note": "可接受首付不超过三百万元",
    }
    return data | over


def make_demand(
    house: House, demander: Person, status: str = "published", *, staff: Person | None = None,
    **over: Any,
) -> uuid.UUID:  # fmt: skip
    """Make a need that is a draft, submitted, returned, published or closed."""
    with house.unit_of_work(demander.actor) as uow:
        demand = service.create_demand(uow, DemandInput(**form(**over)))
        uow.session.flush()
        if status != "draft":
            service.submit_demand(uow, demand.id, demand.version)
    if status in {"draft", "submitted"}:
        return demand.id
    staff = staff or make_person(house, Role.OPERATOR)
    with house.unit_of_work(staff.actor) as uow:
        version = uow.session.get_one(Demand, demand.id).version
        if status == "returned":
            service.return_demand(uow, demand.id, version, "请补充技术指标")
            return demand.id
        service.publish_demand(uow, demand.id, version)
        if status == "closed":
            uow.session.flush()
            version = uow.session.get_one(Demand, demand.id).version
            service.close_demand(uow, demand.id, version, "已找到合作方")
    return demand.id
