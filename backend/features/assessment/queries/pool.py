"""Reads of an institution's pool: classes, progress, conversion (clause 5.1.2.3.8)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.features.assessment.institution_models import PoolEntry
from backend.features.assessment.institution_states import POOL_LABELS, PoolClass
from backend.features.assessment.models import Assessment, AssessmentResult
from backend.features.assessment.schemas.institution import (
    PoolBoard,
    PoolCount,
    PoolProgress,
    PoolRow,
)
from backend.features.assessment.states import AssessmentStatus
from backend.features.identity.models import Organisation
from backend.features.identity.queries import organisation_names
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import WORKFLOW as OUTCOME_WORKFLOW
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.policy import Role
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

INSIDE = frozenset({Role.HOLDER, Role.ORG_ADMIN})
PRIORITY_TOTAL = 80.0
SLACK = 1e-9  # binary sums miss a decimal limit by 1e-14
UNCLASSED = "未归类"


def proposed_class(total: float | None, *, passed: bool) -> PoolClass:
    """Return the class of a result: passed from 80 on first, passed next, the rest on hold."""
    if not passed:
        return PoolClass.HOLD
    return PoolClass.PRIORITY if (total or 0.0) + SLACK >= PRIORITY_TOTAL else PoolClass.CULTIVATE


def pool_org(uow: UnitOfWork, org_id: uuid.UUID | None) -> Organisation:
    """Return the institution whose pool is asked for; its own people need not name it.

    Raises
    ------
    NotFound
        Somebody of another institution asks.
    Invalid
        Staff did not say which.
    """
    if uow.actor.role in INSIDE:
        if org_id is not None and org_id != uow.actor.org_id:
            raise NotFound("记录不存在，或您无权查看。")
        org_id = uow.actor.org_id
    if org_id is None:
        raise Invalid.field("/org_id", "请选择单位。")
    organisation = uow.session.get(Organisation, org_id)
    if organisation is None:
        raise NotFound("没有这个单位。")
    return organisation


def _inside(uow: UnitOfWork, org_id: uuid.UUID) -> list[ColumnElement[bool]]:
    return [
        col(Outcome.holder_org_id) == org_id,
        col(Outcome.status) != OutcomeStatus.WITHDRAWN,
        uow.visible("outcome.read"),
    ]


def pool_board(uow: UnitOfWork, organisation: Organisation) -> PoolBoard:
    """Count classes and states; each count is the length of the list under it."""
    where = _inside(uow, organisation.id)
    classes = dict(
        uow.session.exec(
            select(PoolEntry.pool_class, sa.func.count())
            .select_from(Outcome)
            .outerjoin(PoolEntry, col(PoolEntry.outcome_id) == col(Outcome.id))
            .where(*where)
            .group_by(col(PoolEntry.pool_class))
        ).all()
    )
    states = dict(
        uow.session.exec(
            select(Outcome.status, sa.func.count()).where(*where).group_by(col(Outcome.status))
        ).all()
    )
    return PoolBoard(
        organisation_name=organisation.name,
        total=sum(states.values()),
        classes=[
            PoolCount(pool_class=one, label=label_of(one), count=classes.get(one, 0))
            for one in (*PoolClass, None)
        ],
        progress=[
            PoolProgress(
                status=status.value,
                label=OUTCOME_WORKFLOW.label(status),
                count=states.get(status, 0),
            )
            for status in OutcomeStatus
            if states.get(status)
        ],
        converted=states.get(OutcomeStatus.CONVERTED, 0),
    )


def label_of(pool_class: PoolClass | None) -> str:
    """Return the Chinese name of a class."""
    return POOL_LABELS[pool_class][0] if pool_class else UNCLASSED


@dataclass(frozen=True)
class PoolFilter:
    """Which outcomes of a pool are meant."""

    pool_class: PoolClass | None = None
    unclassed: bool = False
    status: OutcomeStatus | None = None
    q: str = ""

    def where(self) -> list[ColumnElement[bool]]:
        """Return the predicates; class and words together narrow the list."""
        found: list[ColumnElement[bool]] = []
        if self.pool_class is not None:
            found.append(col(PoolEntry.pool_class) == self.pool_class)
        if self.unclassed:
            found.append(col(PoolEntry.id).is_(None))
        if self.status is not None:
            found.append(col(Outcome.status) == self.status)
        if self.q:
            words = col(Outcome.title).contains(self.q, autoescape=True)
            found.append(sa.or_(words, col(Outcome.number) == self.q.upper()))
        return found


def _listed(
    uow: UnitOfWork, organisation: Organisation, chosen: PoolFilter
) -> SelectOfScalar[Outcome]:
    return (
        select(Outcome)
        .outerjoin(PoolEntry, col(PoolEntry.outcome_id) == col(Outcome.id))
        .where(*_inside(uow, organisation.id), *chosen.where())
    )


def pool_page(
    uow: UnitOfWork, request: PageRequest, organisation: Organisation, chosen: PoolFilter
) -> Page[PoolRow]:
    """Return the outcomes of a pool, of one class or of one state."""
    order = ordering(
        request,
        {"created_at": col(Outcome.created_at), "title": col(Outcome.title)},
        "-created_at",
    )
    rows, total = fetch_page(
        uow.session, _listed(uow, organisation, chosen), request, order, col(Outcome.id)
    )
    return Page(items=pool_rows(uow, rows), total=total, page=request.page, size=request.size)


HEADS = (
    "成果编号", "成果名称", "状态", "类别", "归类依据", "归类理由", "按结果建议", "评估编号",
    "总分", "等级", "是否通过", "归类人", "归类日期",
)  # fmt: skip
MOST = 5_000


def pool_workbook(uow: UnitOfWork, organisation: Organisation, chosen: PoolFilter) -> bytes:
    """Return the list as a workbook, as it stands on the screen."""
    statement = _listed(uow, organisation, chosen).order_by(col(Outcome.created_at).desc())
    rows = pool_rows(uow, uow.session.exec(statement.limit(MOST)).all())
    calendar = uow.ports.calendar
    return uow.ports.tables.workbook(
        "成果库",
        [
            HEADS,
            *(
                (
                    row.number,
                    row.title,
                    row.status_label,
                    row.pool_label,
                    "" if row.pool_class is None else "评估结果" if row.by_result else "人工",
                    row.reason,
                    label_of(row.proposed) if row.proposed else "",
                    row.assessment_number,
                    row.total,
                    row.grade,
                    {True: "通过", False: "未通过", None: ""}[row.passed],
                    row.classified_by_name,
                    str(calendar.local_date(row.classified_at)) if row.classified_at else "",
                )
                for row in rows
            ),
        ],
        at=uow.now(),
    )


def issued_results(
    uow: UnitOfWork, outcome_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[Assessment, AssessmentResult]]:
    """Return the newest issued result of each outcome; before the issue there is none."""
    rows = uow.session.exec(
        select(Assessment, AssessmentResult)
        .join(AssessmentResult, col(AssessmentResult.assessment_id) == col(Assessment.id))
        .where(
            col(Assessment.outcome_id).in_(list(outcome_ids)),
            col(Assessment.status) == AssessmentStatus.ISSUED,
        )
        .order_by(col(Assessment.issued_at))
    ).all()
    return {assessment.outcome_id: (assessment, result) for assessment, result in rows}


def pool_rows(uow: UnitOfWork, outcomes: Iterable[Outcome]) -> list[PoolRow]:
    """Return outcomes with class and issued result."""
    listed = list(outcomes)
    ids = [outcome.id for outcome in listed]
    entries = {
        entry.outcome_id: entry
        for entry in uow.session.exec(
            select(PoolEntry).where(col(PoolEntry.outcome_id).in_(ids))
        ).all()
    }
    results = issued_results(uow, ids)
    names = organisation_names(uow, {outcome.holder_org_id for outcome in listed})
    rows = []
    for outcome in listed:
        entry = entries.get(outcome.id)
        assessment, result = results.get(outcome.id, (None, None))
        rows.append(
            PoolRow(
                outcome_id=outcome.id,
                number=outcome.number,
                title=outcome.title,
                organisation_name=names[outcome.holder_org_id],
                status=outcome.status.value,
                status_label=OUTCOME_WORKFLOW.label(outcome.status),
                assessment_number=assessment.number if assessment else "",
                total=result.total if result else None,
                grade=result.grade if result else "",
                passed=result.passed if result else None,
                pool_class=entry.pool_class if entry else None,
                pool_label=label_of(entry.pool_class if entry else None),
                by_result=entry.by_result if entry else False,
                reason=entry.reason if entry else "",
                proposed=proposed_class(result.total, passed=result.passed) if result else None,
                classified_by_name=entry.classified_by_name if entry else "",
                classified_at=entry.classified_at if entry else None,
            )
        )
    return rows
