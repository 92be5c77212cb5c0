"""The workflow of an expert in the expert base."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from backend.features.experts.events import ExpertActivated, ExpertSuspended
from backend.kernel.workflow import Transition, Workflow

if TYPE_CHECKING:
    from backend.kernel.uow import UnitOfWork


class ExpertStatus(StrEnum):
    """Where an expert stands."""

    CANDIDATE = "candidate"
    ACTIVE = "active"
    SUSPENDED = "suspended"


def complete_profile(uow: "UnitOfWork", expert: Any) -> str | None:
    """Refuse an expert whose sector or fields are unknown (clause 5.1.1.1)."""
    del uow
    if expert.source_sector is None:
        return "未填写来源类别（政府、高校、院所、医院、企业、投资），不能入库。"
    if not expert.fields:
        return "未填写专业领域，不能入库。"
    if expert.category.value == "clinical" and not expert.liver_years:
        return "临床医学专家须填写慢性肝病领域从业年限。"
    return None


S = ExpertStatus
EXPERT_WORKFLOW = Workflow[ExpertStatus](
    "expert",
    {
        S.CANDIDATE: ("待入库", "Candidate"),
        S.ACTIVE: ("在库", "Active"),
        S.SUSPENDED: ("暂停", "Suspended"),
    },
    [
        Transition("activate", frozenset({S.CANDIDATE, S.SUSPENDED}), S.ACTIVE,
                   ExpertActivated, "入库", "Activate", guard=complete_profile, confirm=True),
        Transition("suspend", frozenset({S.ACTIVE}), S.SUSPENDED,
                   ExpertSuspended, "暂停", "Suspend", reason_required=True),
    ],
)  # fmt: skip
