"""The library: published records are everybody's, publication is the staff's."""

from backend.features.library.models import LibraryRecord
from tests.authz.engine import Row, World
from tests.factories.library import make_record, publish_record


def build(world: World) -> None:
    """Make a published record of the own holder, and one that waits."""
    own, staff = world.people["holder_own"], world.people["operator"]
    world.ids["record_public"] = publish_record(world.house, own, staff=staff)
    world.ids["record_ready"] = make_record(world.house, own, title="待发布的成果")


def _version(name: str):
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(LibraryRecord, world.ids[name]).version

    return read


# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
STAFF_LIST = "401 403 403 403 403 403 403 403 ok 403 ok 403 403 403 403"
ON_PUBLIC = "401 403 403 403 403 403 403 403 ok 403 403 403 403 403 403"
PUBLIC = _version("record_public")

ROWS = [
    Row("GET", "/library", "ok"),
    Row("GET", "/library/suggest", "ok", query={"q": "肝"}),
    Row("GET", "/library/{record_id}", "ok", target="record_public"),
    Row("GET", "/library/{record_id}/similar", "ok", target="record_public"),
    Row("GET", "/library-records", STAFF_LIST),
    Row("GET", "/library-records/{record_id}", STAFF_LIST, target="record_public"),
    Row("POST", "/library-records/{record_id}/publish",
        "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404",
        target="record_ready", version=_version("record_ready")),
    Row("POST", "/library-records/{record_id}/check", ON_PUBLIC, target="record_public",
        version=PUBLIC),
    Row("POST", "/library-records/{record_id}/unpublish", ON_PUBLIC, target="record_public",
        body={"reason": "核查"}, version=PUBLIC),
    Row("POST", "/library-records/{record_id}/channels", ON_PUBLIC, target="record_public",
        body={"name": "推介会"}, version=PUBLIC),
]  # fmt: skip
