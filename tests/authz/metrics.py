"""Figures: everybody reads them; readings and fixing belong to the quality auditor."""

from datetime import date

from backend.features.metrics import service
from backend.features.metrics.figures import Period
from tests.authz.engine import Row, World


def build(world: World) -> None:
    """Fix a period that has ended."""
    with world.uow() as uow:
        rows = service.take_snapshots(uow, Period(date(2026, 7, 1), date(2026, 9, 30)))
        world.ids["snapshot"] = rows[0].id
    world.ids["metric_code"] = "conversion"
    world.ids["setting_key"] = "conversion.headline"


# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
AUDITOR = "401 403 403 403 403 403 403 403 403 403 ok 403 403 403 403"

ROWS = [
    Row("GET", "/metrics", "ok"),
    Row("GET", "/metrics/{code}/records", "ok", target="metric_code"),
    Row("GET", "/metrics/snapshots", "ok"),
    Row("GET", "/metrics/snapshots/{snapshot_id}", "ok", target="snapshot"),
    Row("POST", "/metrics/snapshots", AUDITOR,
        body={"period_from": "2026-04-01", "period_to": "2026-06-30"}),
    Row("PUT", "/metrics/settings/{key}", AUDITOR, target="setting_key",
        body={"value": "cohort", "reason": "年度考核"}, version=lambda _: 0),
]  # fmt: skip
