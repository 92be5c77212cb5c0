"""Introductions are known to their two sides, their administrators, staff and auditors only."""

from sqlmodel import col, select

from backend.features.matchmaking import service
from backend.features.matchmaking.models import Introduction, Suggestion
from backend.features.matchmaking.schemas import IntroductionInput
from tests.authz.engine import Row, World
from tests.factories.library import publish_record

MESSAGE = "希望了解该成果的许可条件与合作方式。"


def _propose(world: World, who: str, record: str, demand: str | None = None):
    with world.uow(who) as uow:
        data = IntroductionInput(
            record_id=world.ids[record],
            demand_id=world.ids[demand] if demand else None,
            message=MESSAGE,
        )
        return service.propose_introduction(uow, data).id


def build(world: World) -> None:
    """Make suggestions, and introductions between the two own sides in several states."""
    own, staff = world.people["holder_own"], world.people["operator"]
    for n in (1, 2, 3):
        world.ids[f"record_{n}"] = publish_record(world.house, own, staff=staff, title=f"成果 {n}")
    with world.uow("operator") as uow:
        computed = service.compute(uow, world.ids["demand_published"])
        run = service.store_run(uow, computed)
        world.ids["suggestion"] = uow.session.exec(
            select(Suggestion.id).where(col(Suggestion.run_id) == run.id)
        ).first()
    world.ids["introduction_waiting"] = _propose(world, "demander_own", "record_1")
    world.ids["introduction_of_staff"] = _propose(world, "operator", "record_2", "demand_published")
    talking = world.ids["introduction_talking"] = _propose(world, "demander_own", "record_3")
    with world.uow("holder_own") as uow:
        service.consent(uow, talking, uow.session.get_one(Introduction, talking).version)


def _version(model: type, name: str):
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


REASON = {"reason": "条件不符"}
NOTE = {"kind": "phone", "happened_on": "2026-11-19", "body": "电话沟通许可范围。"}
WAITING = _version(Introduction, "introduction_waiting")
TALKING = _version(Introduction, "introduction_talking")
OF_STAFF = _version(Introduction, "introduction_of_staff")

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
READ = "401 404 ok 404 ok 404 404 404 ok 404 ok ok 404 404 404"
SIDES = "401 404 ok 404 ok 404 404 404 403 404 403 403 404 404 404"
SIDES_AND_STAFF = "401 404 ok 404 ok 404 404 404 ok 404 403 403 404 404 404"
MATCH = "401 403 403 403 ok 403 403 403 ok 403 403 403 403 403 403"

ROWS = [
    Row("GET", "/demands/{demand_id}/matches", MATCH, target="demand_published"),
    Row("POST", "/demands/{demand_id}/matches", MATCH, target="demand_published"),
    Row("POST", "/suggestions/{suggestion_id}/feedback",
        "401 404 404 404 ok 404 404 404 ok 404 404 404 404 404 404", target="suggestion",
        body={"verdict": "suitable"}, version=_version(Suggestion, "suggestion")),
    Row("GET", "/introductions", "401 403 ok ok ok ok 403 403 ok 403 ok ok ok 403 403"),
    Row("POST", "/introductions", "401 403 403 403 ok ok 403 403 ok 403 403 403 403 403 403",
        body=lambda w: {"record_id": str(w.ids["record_public"]), "message": MESSAGE}),
    Row("GET", "/introductions/{introduction_id}", READ, target="introduction_waiting"),
    Row("POST", "/introductions/{introduction_id}/consent", SIDES, target="introduction_of_staff",
        version=OF_STAFF),
    Row("POST", "/introductions/{introduction_id}/decline", SIDES, target="introduction_of_staff",
        body=REASON, version=OF_STAFF),
    Row("POST", "/introductions/{introduction_id}/withdraw",
        "401 404 403 404 ok 404 404 404 403 404 403 403 404 404 404",
        target="introduction_waiting", body=REASON, version=WAITING),
    Row("POST", "/introductions/{introduction_id}/fail", SIDES_AND_STAFF,
        target="introduction_talking", body=REASON, version=TALKING),
    Row("POST", "/introductions/{introduction_id}/notes", SIDES_AND_STAFF,
        target="introduction_talking", body=NOTE, version=TALKING),
    Row("GET", "/introductions/{introduction_id}/confidential", SIDES,
        target="introduction_talking"),
]  # fmt: skip
