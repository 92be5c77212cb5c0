"""Service requests: staff and auditors see all, an organisation its own."""

from backend.features.service_desk import service
from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.states import RequestKind
from tests.authz.engine import Row, World


def build(world: World) -> None:
    """Open one request of the own organisation."""
    with world.uow() as uow:
        request = service.open_request(
            uow, kind=RequestKind.CONSULTATION, subject_type="organisation",
            subject_id=world.people["holder_own"].org_id, title="咨询", link="",
            requester_org_id=world.people["holder_own"].org_id, due_days=5,
        )  # fmt: skip
        world.ids["service_request"] = request.id


def _version(world: World) -> int:
    with world.house.reading() as uow:
        return uow.session.get_one(ServiceRequest, world.ids["service_request"]).version


# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
ROWS = [
    Row("GET", "/service-requests", "401 403 ok ok ok ok 403 403 ok 403 ok ok ok 403 403"),
    Row("GET", "/service-requests/{request_id}",
        "401 404 ok 404 404 404 404 404 ok 404 ok ok 404 404 404", target="service_request"),
    Row("POST", "/service-requests/{request_id}/acknowledge",
        "401 404 403 404 404 404 404 404 ok 404 403 403 404 404 404", target="service_request",
        version=_version),
]  # fmt: skip
