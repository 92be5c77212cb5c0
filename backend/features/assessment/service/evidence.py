"""Commands on the evidence base of an outcome (clauses 5.1.2.2.2, 5.1.2.1.3-b, 5.1.2.1.4-a)."""

import uuid
from collections.abc import Iterable

from backend.features.assessment.institution_events import EvidenceUpdated
from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.queries.evidence import base_of, frozen_for
from backend.features.assessment.queries.material import outcome_file
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.evidence import (
    FiguresInput,
    MarketInput,
    UtilityInput,
)
from backend.features.outcomes.models import Outcome
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE, SourcedFigure


def open_base(uow: UnitOfWork, outcome_id: uuid.UUID) -> EvidenceBase:
    """Open the evidence base of an outcome; one that is there already is returned."""
    uow.require("evidence_base.create")
    outcome = uow.session.get(Outcome, outcome_id)
    if outcome is None or not uow.allows("outcome.read", outcome):
        raise Invalid.field("/outcome_id", "成果不存在。")
    if outcome.number is None:
        raise Invalid.field("/outcome_id", "成果提交后方可建立证据库。")
    base = base_of(uow, outcome.id)
    if base is None:
        base = uow.add(EvidenceBase(outcome_id=outcome.id, org_id=outcome.holder_org_id))
        uow.record(EvidenceUpdated(aggregate_id=base.id, part="opened"))
    return base


def _open_for_change(uow: UnitOfWork, base_id: uuid.UUID, expected_version: int) -> EvidenceBase:
    base = uow.get(EvidenceBase, base_id, "evidence_base.update", expected_version=expected_version)
    if frozen_for(uow, base.outcome_id):
        raise Conflict("专家正依据现有证据评分，证据库暂不能修改。")
    return base


def _check_files(
    uow: UnitOfWork, base: EvidenceBase, files: Iterable[tuple[str, uuid.UUID | None]]
) -> None:
    for pointer, file_id in files:
        if file_id is not None and outcome_file(uow, base.outcome_id, file_id) is None:
            raise Invalid.field(pointer, "不是该成果的材料。")


def set_figures(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: FiguresInput
) -> EvidenceBase:
    """Keep the extracted figures; each names its file and page, or at least its source."""
    base = _open_for_change(uow, base_id, expected_version)
    _check_files(
        uow, base, ((f"/figures/{k}/file_id", f.file_id) for k, f in enumerate(data.figures))
    )
    for k, figure in enumerate(data.figures):
        if figure.leaf and figure.leaf not in STANDARD_TREE.leaf_codes:
            raise Invalid.field(f"/figures/{k}/leaf", "指标体系没有这个叶指标。")
        if figure.file_id is None and not figure.source.strip():
            raise Invalid.field(f"/figures/{k}/source", "请关联材料并写明页码，或写明来源。")
    base.figures = [figure.model_dump(mode="json") for figure in data.figures]
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="figures"))
    return base


def set_market(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: MarketInput
) -> EvidenceBase:
    """Keep both inputs of the market size with their sources; the product is computed."""
    base = _open_for_change(uow, base_id, expected_version)
    parts = (("persons", data.persons), ("price", data.price))
    _check_files(uow, base, ((f"/{name}/file_id", part.file_id) for name, part in parts))
    for name, part in parts:
        with refusing(f"/{name}"):
            SourcedFigure(part.low, part.base, part.high, part.source, part.year)
    base.market = data.model_dump(mode="json")
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="market"))
    return base


def set_utility(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: UtilityInput
) -> EvidenceBase:
    """Keep old and new values; differences are computed."""
    base = _open_for_change(uow, base_id, expected_version)
    _check_files(uow, base, ((f"/rows/{k}/file_id", r.file_id) for k, r in enumerate(data.rows)))
    names = [row.name for row in data.rows]
    if len(set(names)) != len(names):
        raise Invalid.field("/rows", "同一项目只列一次。")
    base.utility = [row.model_dump(mode="json") for row in data.rows]
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="utility"))
    return base
