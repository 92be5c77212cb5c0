"""Commands on needs (5.3.1.4, 6.3.2)."""

import uuid
from datetime import date

from backend.features.demands import queries
from backend.features.demands.events import DemandCreated, DemandSaved
from backend.features.demands.importing import import_demands
from backend.features.demands.models import Demand
from backend.features.demands.schemas import DemandInput
from backend.features.demands.states import EDITABLE, WORKFLOW, DemandStatus
from backend.features.service_desk import service as service_desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, Denied, FieldError, Invalid
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork

REVIEW_DAYS = 3
MIN_DESCRIPTION = 20

__all__ = [
    "close_demand",
    "create_demand",
    "import_demands",
    "publish_demand",
    "return_demand",
    "submit_demand",
    "update_demand",
    "withdraw_demand",
]


def create_demand(uow: UnitOfWork, data: DemandInput) -> Demand:
    """Begin a need of the actor's organisation."""
    uow.require("demand.create")
    if uow.actor.org_id is None:
        raise Denied("请先选择需求方身份。")
    demand = uow.add(Demand(org_id=uow.actor.org_id, owner_id=uow.actor.user_id))
    _fill(uow, demand, data)
    uow.record(DemandCreated(aggregate_id=demand.id))
    return demand


def update_demand(
    uow: UnitOfWork, demand_id: uuid.UUID, expected_version: int, data: DemandInput
) -> Demand:
    """Save the form while it may still be changed.

    Raises
    ------
    Conflict
        It was handed in.
    """
    demand = uow.get(Demand, demand_id, "demand.update", expected_version=expected_version)
    if demand.status not in EDITABLE:
        raise Conflict(f"当前状态为“{WORKFLOW.label(demand.status)}”，不能修改。")
    _fill(uow, demand, data)
    uow.touch(demand)
    uow.record(DemandSaved(aggregate_id=demand.id))
    return demand


def _fill(uow: UnitOfWork, demand: Demand, data: DemandInput) -> None:
    demand.title, demand.description = data.title, data.description
    demand.demand_type = data.demand_type
    demand.field, demand.scene = data.field, data.scene
    demand.diseases = list(dict.fromkeys(data.diseases))
    demand.modes = list(dict.fromkeys(data.modes))
    demand.budget_fen, demand.deadline = data.budget_fen, data.deadline
    note = data.confidential_note
    demand.confidential_cipher = (
        uow.ports.cipher.encrypt(note, queries.cell_of(demand)) if note else None
    )


def _missing(demand: Demand, today: date) -> list[FieldError]:
    found = []
    if len(demand.description) < MIN_DESCRIPTION:
        found.append(
            FieldError("/description", f"请说明要解决的问题与指标，至少 {MIN_DESCRIPTION} 字。")
        )
    if demand.demand_type is None:
        found.append(FieldError("/demand_type", "请选择需求类型。"))
    if demand.field is None:
        found.append(FieldError("/field", "请选择技术领域。"))
    if demand.scene is None:
        found.append(FieldError("/scene", "请选择应用场景。"))
    if demand.deadline is not None and demand.deadline < today:
        found.append(FieldError("/deadline", "截止日期已过，请改为今天或以后的日期。"))
    return found


def submit_demand(uow: UnitOfWork, demand_id: uuid.UUID, expected_version: int) -> Demand:
    """Hand a need in for review; the clock of the review starts or runs on.

    Raises
    ------
    Invalid
        Names every field that is still missing.
    """
    demand = uow.get(Demand, demand_id, "demand.submit", expected_version=expected_version)
    if demand.status in EDITABLE:
        missing = _missing(demand, uow.now().astimezone(SHANGHAI).date())
        if missing:
            raise Invalid("需求尚不完整，请补充后提交。", errors=tuple(missing))
    first = demand.status is DemandStatus.DRAFT
    WORKFLOW.fire(uow, demand, "submit")
    demand.submitted_at = uow.now()
    if demand.number is None:
        demand.number = next_number(uow.session, "XQ", uow.now())
    if first:
        service_desk.open_request(
            uow,
            kind=RequestKind.DEMAND_REVIEW,
            subject_type="demand",
            subject_id=demand.id,
            title=f"需求审核：{demand.title}",
            link=f"/work/demands/{demand.id}",
            requester_org_id=demand.org_id,
            due_days=REVIEW_DAYS,
        )
    else:
        service_desk.resume(uow, demand.id, RequestKind.DEMAND_REVIEW)
    return demand


def return_demand(
    uow: UnitOfWork, demand_id: uuid.UUID, expected_version: int, reason: str
) -> Demand:
    """Ask for more; the clock stands still meanwhile."""
    demand = uow.get(Demand, demand_id, "demand.return", expected_version=expected_version)
    WORKFLOW.fire(uow, demand, "return", reason=reason)
    demand.return_reason = reason
    service_desk.pause(uow, demand.id, RequestKind.DEMAND_REVIEW)
    return demand


def publish_demand(uow: UnitOfWork, demand_id: uuid.UUID, expected_version: int) -> Demand:
    """Accept a need and put it into the public hall."""
    demand = uow.get(Demand, demand_id, "demand.publish", expected_version=expected_version)
    WORKFLOW.fire(uow, demand, "publish")
    demand.published_at, demand.return_reason = uow.now(), ""
    service_desk.complete(uow, demand.id, RequestKind.DEMAND_REVIEW)
    return demand


def withdraw_demand(
    uow: UnitOfWork, demand_id: uuid.UUID, expected_version: int, reason: str
) -> Demand:
    """Take a need back before it is public."""
    demand = uow.get(Demand, demand_id, "demand.withdraw", expected_version=expected_version)
    WORKFLOW.fire(uow, demand, "withdraw", reason=reason)
    service_desk.cancel(uow, demand.id, RequestKind.DEMAND_REVIEW, "需求方撤回")
    return demand


def close_demand(
    uow: UnitOfWork, demand_id: uuid.UUID, expected_version: int, reason: str
) -> Demand:
    """Take a need out of the public hall: met, or no longer wanted."""
    demand = uow.get(Demand, demand_id, "demand.close", expected_version=expected_version)
    WORKFLOW.fire(uow, demand, "close", reason=reason)
    return demand
