"""Commands on the evidence base of an outcome (clauses 5.1.2.1.3 to 5.1.2.1.7, 5.1.2.2.2)."""

import uuid
from collections.abc import Iterable
from datetime import date

from backend.features.assessment.institution_events import EvidenceUpdated
from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.queries.evidence import base_of, frozen_for
from backend.features.assessment.queries.material import outcome_file, outcome_files
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.evidence import (
    FigureInput,
    FiguresInput,
    MarketInput,
    UtilityInput,
)
from backend.features.assessment.schemas.evidence_parts import (
    CitationsInput,
    PopulationTrendInput,
    ProjectProfileInput,
    TreatmentCostInput,
)
from backend.features.outcomes import service as outcomes
from backend.features.outcomes.models import Outcome, PersonSource
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.files import StoredFile
from backend.kernel.filing import Upload, store_upload
from backend.kernel.person_names import split_people
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE, SourcedFigure, population_trend


def open_base(uow: UnitOfWork, outcome_id: uuid.UUID, *, is_demo: bool = False) -> EvidenceBase:
    """Open the evidence base of an outcome; one that is there already is returned."""
    uow.require("evidence_base.create")
    outcome = uow.session.get(Outcome, outcome_id)
    if outcome is None or not uow.allows("outcome.read", outcome):
        raise Invalid.field("/outcome_id", "成果不存在。")
    if outcome.number is None:
        raise Invalid.field("/outcome_id", "成果提交后方可建立证据库。")
    base = base_of(uow, outcome.id)
    if base is None:
        base = uow.add(
            EvidenceBase(outcome_id=outcome.id, org_id=outcome.holder_org_id, is_demo=is_demo)
        )
        uow.record(EvidenceUpdated(aggregate_id=base.id, part="opened"))
    return base


def open_for_change(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int | None
) -> EvidenceBase:
    """Return a base that may be changed now.

    Raises
    ------
    Conflict
        Experts are judging by it.
    """
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


def figure_faults(figure: FigureInput, citations: set[str]) -> list[tuple[str, str]]:
    """Return what is wrong with one figure, by field."""
    faults = []
    if figure.leaf and figure.leaf not in STANDARD_TREE.leaf_codes:
        faults.append(("leaf", "指标体系没有这个叶指标。"))
    if figure.citation and figure.citation not in citations:
        faults.append(("citation", "文献清单中没有这个标识，请先导入或登记文献。"))
    if figure.file_id is None and not figure.citation and not figure.source.strip():
        faults.append(("source", "请关联材料并写明页码，或写明来源。"))
    return faults


def set_figures(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: FiguresInput
) -> EvidenceBase:
    """Keep the extracted figures; each names its file and page, or at least its source."""
    base = open_for_change(uow, base_id, expected_version)
    _check_files(
        uow, base, ((f"/figures/{k}/file_id", f.file_id) for k, f in enumerate(data.figures))
    )
    keys = {citation["key"] for citation in base.citations}
    for k, figure in enumerate(data.figures):
        for name, why in figure_faults(figure, keys):
            raise Invalid.field(f"/figures/{k}/{name}", why)
    base.figures = [figure.model_dump(mode="json") for figure in data.figures]
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="figures"))
    return base


def set_market(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: MarketInput
) -> EvidenceBase:
    """Keep both inputs of the market size with their sources; the product is computed."""
    base = open_for_change(uow, base_id, expected_version)
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
    base = open_for_change(uow, base_id, expected_version)
    _check_files(uow, base, ((f"/rows/{k}/file_id", r.file_id) for k, r in enumerate(data.rows)))
    names = [row.name for row in data.rows]
    if len(set(names)) != len(names):
        raise Invalid.field("/rows", "同一项目只列一次。")
    base.utility = [row.model_dump(mode="json") for row in data.rows]
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="utility"))
    return base


def set_citations(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: CitationsInput
) -> EvidenceBase:
    """Keep the list of citations; one that a figure rests on cannot go."""
    base = open_for_change(uow, base_id, expected_version)
    keys = [citation.key for citation in data.citations]
    for k, key in enumerate(keys):
        if key in keys[:k]:
            raise Invalid.field(f"/citations/{k}/key", "文献标识重复。")
    used = {str(figure.get("citation") or "") for figure in base.figures} - {"", *keys}
    if used:
        raise Invalid.field("/citations", f"数值正引用文献“{min(used)}”，请先改动该数值。")
    base.citations = [citation.model_dump(mode="json") for citation in data.citations]
    name_authors(uow, base)
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="citations"))
    return base


def set_trend(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: PopulationTrendInput
) -> EvidenceBase:
    """Keep the population series; growth is computed (clause 5.1.2.1.4-b)."""
    base = open_for_change(uow, base_id, expected_version)
    _check_files(uow, base, [("/file_id", data.file_id)])
    with refusing("/points"):
        population_trend([(point.year, point.value) for point in data.points])
    base.trend = data.model_dump(mode="json")
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="trend"))
    return base


def set_cost(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: TreatmentCostInput
) -> EvidenceBase:
    """Keep the cost of a case with the outcome and with existing care (clause 5.1.2.1.3-d)."""
    base = open_for_change(uow, base_id, expected_version)
    parts = (("new", data.new), ("existing", data.existing))
    _check_files(uow, base, ((f"/{name}/file_id", part.file_id) for name, part in parts))
    base.cost = data.model_dump(mode="json")
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="cost"))
    return base


def set_profile(
    uow: UnitOfWork, base_id: uuid.UUID, expected_version: int, data: ProjectProfileInput
) -> EvidenceBase:
    """Keep novelty claim, milestones, interfaces and team; gaps are shown, not refused."""
    base = open_for_change(uow, base_id, expected_version)
    _check_files(
        uow,
        base,
        [
            ("/novelty/report_file_id", data.novelty.report_file_id),
            *((f"/milestones/{k}/file_id", m.file_id) for k, m in enumerate(data.milestones)),
        ],
    )
    names = [member.name for member in data.team]
    for k, name in enumerate(names):
        if name in names[:k]:
            raise Invalid.field(f"/team/{k}/name", "同一成员只列一次。")
    base.profile = data.model_dump(mode="json")
    outcomes.name_people(
        uow,
        base.outcome_id,
        PersonSource.TEAM,
        [outcomes.Named(str(base.id), "", tuple(names))],
    )
    uow.record(EvidenceUpdated(aggregate_id=base.id, part="profile"))
    return base


def name_authors(uow: UnitOfWork, base: EvidenceBase) -> None:
    """Put the authors of the citations before the conflict rules (clause 5.1.1.1)."""
    places = [
        outcomes.Named(
            str(citation["key"]),
            f"“{citation['title']}”",
            tuple(split_people(str(citation.get("authors") or ""))),
            date(citation["year"], 12, 31) if citation.get("year") else None,
        )
        for citation in base.citations
    ]
    outcomes.name_people(uow, base.outcome_id, PersonSource.AUTHOR, places)


def attach_evidence(
    uow: UnitOfWork, base_id: uuid.UUID, file: Upload, *, kind: str
) -> EvidenceBase:
    """Take a file into the outcome's material, so that figures can name it.

    Raises
    ------
    Conflict
        The outcome has this very file already.
    """
    base = open_for_change(uow, base_id, None)
    for known in outcome_files(uow, base.outcome_id):
        if known.sha256 == file.sha256:
            raise Conflict(f"该成果已有同一份文件：{known.name}。")
    stored: StoredFile = store_upload(
        uow,
        path=file.path,
        name=file.name,
        declared=file.media_type,
        subject_type="outcome",
        subject_id=base.outcome_id,
        kind=kind,
        org_id=base.org_id,
    )
    uow.touch(base)
    uow.record(EvidenceUpdated(aggregate_id=base.id, part=f"file:{stored.kind}"))
    return base
