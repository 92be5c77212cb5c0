"""Projects: their two sides and staff work in them, auditors read; nobody else knows."""

from collections.abc import Callable
from datetime import date

from sqlmodel import col, select

from backend.features.implementation import service
from backend.features.implementation.models import Conversion, Milestone, Project, ProjectIssue
from backend.features.implementation.schemas import ConversionInput, IssueInput
from backend.kernel.filing import store_bytes
from tests.authz.engine import Row, World
from tests.factories.deals import make_deal, make_outcome, sign_deal

PDF = b"%PDF-1.4\n%%EOF\n"


def build(world: World) -> None:
    """Make a project of the own organisations with a step, a problem and a reported conversion."""
    deal = make_deal(
        world.house, holder=world.people["holder_own"], demander=world.people["demander_own"]
    )
    agreement_id = sign_deal(world.house, deal)
    with world.uow() as uow:
        # the subscriber's work, without draining everybody's outbox
        from backend.kernel.outbox import OutboxEvent

        event = uow.session.exec(
            select(OutboxEvent).where(
                col(OutboxEvent.name) == "agreement.signed",
                col(OutboxEvent.aggregate_id) == agreement_id,
            )
        ).one()
        service.open_project(uow, event)
        uow.session.flush()
        project = uow.session.exec(
            select(Project).where(col(Project.agreement_id) == agreement_id)
        ).one()
        world.ids["project"] = project.id
        world.ids["milestone"] = uow.session.exec(
            select(Milestone.id).where(
                col(Milestone.project_id) == project.id, col(Milestone.title) == "技术资料交接"
            )
        ).one()
    with world.uow("holder_own") as uow:
        stored = store_bytes(
            uow, content=PDF, name="p.pdf", media_type="application/pdf", subject_type="project",
            subject_id=world.ids["project"], org_id=world.people["holder_own"].org_id,
        )  # fmt: skip
        world.ids["project_file"] = stored.id
        issue = service.open_issue(
            uow, world.ids["project"], IssueInput(title="样品延迟", owner_side="holder")
        )
        world.ids["project_issue"] = issue.id
        data = ConversionInput(
            kind="contract_performed", transfer_mode="license", happened_on=date(2026, 11, 20),
            proof_file_id=stored.id,
        )  # fmt: skip
        world.ids["conversion"] = service.report_conversion(uow, world.ids["project"], data).id
    world.ids["outcome_published_own"] = make_outcome(world.house, world.people["holder_own"])


def _version(model: type, name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


PROJECT = _version(Project, "project")
ISSUE = _version(ProjectIssue, "project_issue")
CONVERSION = _version(Conversion, "conversion")
REASON = {"reason": "核对后决定"}
STEP = {"title": "中试", "owner_side": "demander", "due_on": "2027-05-01"}
STEP_PATH = {"project_id": "project", "milestone_id": "milestone"}
REPORT = {
    "kind": "product_launched",
    "transfer_mode": "license",
    "happened_on": "2026-11-20",
    "proof_file_id": "00000000-0000-7000-8000-000000000000",
}
UPLOAD = {"x-file-name": "p.pdf", "content-type": "application/pdf"}

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
READ = "401 404 ok 404 ok 404 404 404 ok 404 ok ok 404 404 404"
WORK = "401 404 ok 404 ok 404 404 404 ok 404 403 ok 404 404 404"
STAFF = "401 404 403 404 403 404 404 404 ok 404 403 403 404 404 404"
HOLDER = "401 404 ok 404 404 404 404 404 403 404 403 403 404 404 404"
EVERYBODY = "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"

ROWS = [
    Row("GET", "/projects", EVERYBODY),
    Row("GET", "/projects/{project_id}", READ, target="project"),
    Row("POST", "/projects/{project_id}/suspend", STAFF, target="project", body=REASON,
        version=PROJECT),
    Row("POST", "/projects/{project_id}/resume", STAFF, target="project", version=PROJECT),
    Row("POST", "/projects/{project_id}/complete", STAFF, target="project", version=PROJECT),
    Row("POST", "/projects/{project_id}/terminate", STAFF, target="project", body=REASON,
        version=PROJECT),
    Row("POST", "/projects/{project_id}/milestones", WORK, target="project", body=STEP),
    Row("PUT", "/projects/{project_id}/milestones/{milestone_id}", WORK, target=STEP_PATH,
        body=STEP | REASON, version=PROJECT),
    Row("POST", "/projects/{project_id}/milestones/{milestone_id}/done", WORK, target=STEP_PATH,
        body={"done_on": "2026-11-20"}, version=PROJECT),
    Row("POST", "/projects/{project_id}/reports", WORK, target="project",
        body={"happened_on": "2026-11-20", "progress": "正常"}),
    Row("POST", "/projects/{project_id}/issues", WORK, target="project",
        body={"title": "设备故障", "owner_side": "holder"}),
    Row("POST", "/issues/{issue_id}/take", WORK, target="project_issue", version=ISSUE),
    Row("POST", "/issues/{issue_id}/resolve", WORK, target="project_issue", body=REASON,
        version=ISSUE),
    Row("POST", "/issues/{issue_id}/reopen", WORK, target="project_issue", body=REASON,
        version=ISSUE),
    Row("POST", "/projects/{project_id}/attachments", WORK, target="project",
        content=lambda _: PDF, headers=UPLOAD),
    Row("GET", "/projects/{project_id}/files/{file_id}", READ,
        target={"project_id": "project", "file_id": "project_file"}),
    Row("POST", "/projects/{project_id}/conversions",
        "401 404 ok 404 ok 404 404 404 403 404 403 ok 404 404 404", target="project", body=REPORT),
    Row("POST", "/outcomes/{outcome_id}/conversion/attachments", HOLDER,
        target="outcome_published_own", content=lambda _: PDF, headers=UPLOAD),
    Row("POST", "/outcomes/{outcome_id}/conversions", HOLDER, target="outcome_published_own",
        body=REPORT),
    Row("GET", "/conversions", EVERYBODY),
    Row("GET", "/conversions/{conversion_id}", READ, target="conversion"),
    Row("GET", "/conversions/{conversion_id}/proof", READ, target="conversion"),
    Row("POST", "/conversions/{conversion_id}/confirm", STAFF, target="conversion", body=REASON,
        version=CONVERSION),
    Row("POST", "/conversions/{conversion_id}/refuse", STAFF, target="conversion", body=REASON,
        version=CONVERSION),
]  # fmt: skip
