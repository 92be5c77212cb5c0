"""Endpoints of the figures: everybody reads them, the auditor sets readings and fixes them."""

import uuid
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from backend.features.metrics import queries, service
from backend.features.metrics.figures import Period
from backend.features.metrics.models import MetricSnapshot
from backend.features.metrics.registry import MetricCode
from backend.features.metrics.schemas import (
    MetricsView,
    Part,
    ReadingView,
    RecordList,
    SettingInput,
    SnapshotDetail,
    SnapshotInput,
    SnapshotView,
)
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["metrics"])
From = Annotated[date | None, Query(alias="from")]
To = Annotated[date | None, Query(alias="to")]


def _period(uow: UnitOfWork, first: date | None, last: date | None) -> Period:
    """Return the wanted period; the running year without one."""
    last = last or uow.ports.calendar.local_date(uow.now())
    return Period(first or last.replace(month=1, day=1), last)


@router.get("/metrics", responses=problems(422))
@requires("metric.read")
def metrics_list(ctx: CtxDep, first: From = None, last: To = None) -> MetricsView:
    """Return all seven indicators over a period."""
    with ctx.reading() as uow:
        return queries.metrics_view(uow, _period(uow, first, last))


@router.get("/metrics/snapshots", responses=problems(422))
@requires("metric.read")
def metric_snapshots_list(ctx: CtxDep, page: PageDep) -> Page[SnapshotView]:
    """List the fixed figures."""
    with ctx.reading() as uow:
        return queries.snapshot_page(uow, page)


@router.post("/metrics/snapshots", status_code=201, responses=problems(401, 403, 409, 422))
@requires("metric.snapshot")
def metric_snapshots_create(data: SnapshotInput, ctx: CtxDep) -> Page[SnapshotView]:
    """Fix the figures of a closed period."""
    with ctx.unit_of_work() as uow:
        uow.require("metric.snapshot")
        rows = service.take_snapshots(uow, Period(data.period_from, data.period_to))
        items = [queries.snapshot_view(row) for row in rows]
        return ctx.created(uow, Page(items=items, total=len(items), page=1, size=len(items)))


@router.get("/metrics/snapshots/{snapshot_id}", responses=problems(404))
@requires("metric.read")
def metric_snapshots_read(snapshot_id: uuid.UUID, ctx: CtxDep) -> SnapshotDetail:
    """Return a fixed figure with the numbers of its records."""
    with ctx.reading() as uow:
        return queries.snapshot_detail(uow.get(MetricSnapshot, snapshot_id, "metric.read"))


@router.put("/metrics/settings/{key}", responses=problems(401, 403, 412, 422, 428))
@requires("metric.configure")
def metric_settings_update(
    key: Annotated[str, Path(pattern=r"^[a-z_.]{1,60}$")], data: SettingInput, ctx: CtxDep
) -> ReadingView:
    """Choose another reading of an open question."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        service.change_setting(uow, key, version, data)
        uow.session.flush()
        view = next(v for v in queries.reading_views(uow) if v.key == key)
        return ctx.show(view)


@router.get("/metrics/{code}/records", responses=problems(409, 422))
@requires("metric.read")
def metric_records_list(
    code: MetricCode,
    ctx: CtxDep,
    page: PageDep,
    *,
    part: Part = "numerator",
    variant: Annotated[str | None, Query(pattern=r"^[a-z]{1,20}$")] = None,
    first: From = None,
    last: To = None,
) -> RecordList:
    """List the records behind a figure."""
    with ctx.reading() as uow:
        return queries.record_list(uow, code, variant, part, _period(uow, first, last), page)
