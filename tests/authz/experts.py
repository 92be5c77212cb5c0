"""The expert base: for staff and auditors; an expert sees and edits the own entry only."""

from collections.abc import Callable

from backend.features.experts import service
from backend.features.experts.models import Expert, ExpertCategory, SourceSector
from backend.features.experts.schemas import TieInput
from backend.kernel.policy import Role
from tests.authz.engine import Row, World
from tests.factories.assessments import make_expert
from tests.factories.people import make_person


def build(world: World) -> None:
    """Make the own entry of `expert_own`, a candidate, and a declared tie."""
    own = world.people["expert_own"]
    _, world.ids["expert_own_entry"] = make_expert(world.house, person=own)
    _, world.ids["expert_candidate"] = make_expert(
        world.house, ExpertCategory.ENGINEERING, SourceSector.COMPANY, active=False
    )
    make_expert(world.house, ExpertCategory.INVESTMENT, person=world.people["expert_other"])
    with world.uow("expert_own") as uow:
        entry = uow.session.get_one(Expert, world.ids["expert_own_entry"])
        tie = TieInput(org_name="某公司", kind="consulting")
        service.declare_tie(uow, entry.id, entry.version, tie)
        uow.session.flush()
        from backend.features.experts.queries import ties_of

        world.ids["expert_tie"] = ties_of(uow, {entry.id})[0].id
    make_person(world.house, Role.EXPERT)


def _version(name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(Expert, world.ids[name]).version

    return read


OWN, CANDIDATE = _version("expert_own_entry"), _version("expert_candidate")
PROFILE = {"category": "clinical", "source_sector": "hospital", "fields": ["drug"]}
TIE = {"org_name": "某公司", "kind": "consulting"}

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
STAFF_READ = "401 403 403 403 403 403 403 403 ok 403 ok 403 403 403 403"
STAFF = "401 403 403 403 403 403 403 403 ok 403 403 403 403 403 403"
EXPERT_HAT = "401 403 403 403 403 403 ok ok 403 403 403 403 403 403 403"
OWN_READ = "401 404 404 404 404 404 ok 404 ok 404 ok 404 404 404 404"
OWN_WRITE = "401 404 404 404 404 404 ok 404 ok 404 403 404 404 404 404"
STAFF_ON_OWN = "401 404 404 404 404 404 403 404 ok 404 403 404 404 404 404"
STAFF_ON_CANDIDATE = "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404"

ROWS = [
    Row("GET", "/experts", STAFF_READ),
    Row("POST", "/experts", STAFF, body=PROFILE | {"email": "nobody@example.org"}),
    Row("GET", "/experts/me", EXPERT_HAT),
    Row("POST", "/experts/me", EXPERT_HAT, body=PROFILE),
    Row("GET", "/experts/{expert_id}", OWN_READ, target="expert_own_entry"),
    Row("PUT", "/experts/{expert_id}", OWN_WRITE, target="expert_own_entry", body=PROFILE,
        version=OWN),
    Row("POST", "/experts/{expert_id}/activate", STAFF_ON_CANDIDATE, target="expert_candidate",
        version=CANDIDATE),
    Row("POST", "/experts/{expert_id}/suspend", STAFF_ON_OWN, target="expert_own_entry",
        body={"reason": "核查"}, version=OWN),
    Row("POST", "/experts/{expert_id}/ties", OWN_WRITE, target="expert_own_entry", body=TIE,
        version=OWN),
    Row("POST", "/experts/{expert_id}/ties/{tie_id}/end", OWN_WRITE,
        target={"expert_id": "expert_own_entry", "tie_id": "expert_tie"}, version=OWN),
]  # fmt: skip
