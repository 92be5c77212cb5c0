"""Needs: a draft is its organisation's alone, staff see what was handed in, all what is public."""

from backend.features.demands.models import Demand
from tests.authz.engine import Row, World
from tests.factories.demands import form, make_demand


def build(world: World) -> None:
    """Make needs of the own demander in the states the rows need."""
    own, staff = world.people["demander_own"], world.people["operator"]
    for status in ("draft", "submitted", "published"):
        world.ids[f"demand_{status}"] = make_demand(world.house, own, status, staff=staff)


def _version(name: str):
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(Demand, world.ids[name]).version

    return read


REASON = {"reason": "核对后决定"}
# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
# (the administrator "own" is of the holder's organisation, which has nothing to do with these)
DRAFT_WRITE = "401 404 404 404 ok 404 404 404 404 404 404 404 404 404 404"
REVIEW = "401 404 404 404 403 404 404 404 ok 404 403 404 404 404 404"

ROWS = [
    Row("GET", "/demands", "ok"),
    Row("GET", "/demands/desk", "401 403 403 403 ok ok 403 403 ok 403 ok ok ok 403 403"),
    Row("POST", "/demands", "401 403 403 403 ok ok 403 403 403 403 403 403 403 403 403",
        body={"title": "寻求中药"}),
    Row("GET", "/demands/{demand_id}",
        "404 404 404 404 ok 404 404 404 ok 404 ok 404 404 404 404", target="demand_submitted"),
    Row("PUT", "/demands/{demand_id}", DRAFT_WRITE, target="demand_draft", body=form(),
        version=_version("demand_draft")),
    Row("POST", "/demands/{demand_id}/submit", DRAFT_WRITE, target="demand_draft",
        version=_version("demand_draft")),
    Row("POST", "/demands/{demand_id}/return", REVIEW, target="demand_submitted", body=REASON,
        version=_version("demand_submitted")),
    Row("POST", "/demands/{demand_id}/publish", REVIEW, target="demand_submitted",
        version=_version("demand_submitted")),
    Row("POST", "/demands/{demand_id}/withdraw",
        "401 404 404 404 ok 404 404 404 403 404 403 404 404 404 404", target="demand_submitted",
        body=REASON, version=_version("demand_submitted")),
    Row("POST", "/demands/{demand_id}/close",
        "401 403 403 403 ok 403 403 403 ok 403 403 403 403 403 403", target="demand_published",
        body=REASON, version=_version("demand_published")),
]  # fmt: skip
