"""An institution evaluates its own outcomes: its people write, staff and auditors read.

Targets: `group_draft` without file, `group` appointed, `evaluation_draft`, `evaluation_run` with
one outcome whose materials are being collected; `evidence`; the issued assessment
`assessment_done` with minutes and an appeal. The administrator of the institution appoints and
reviews; a holder who does not sit in the group does not review.
"""

from collections.abc import Callable

from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    EvidenceBase,
    WorkGroup,
)
from backend.features.assessment.models import Assessment
from backend.features.assessment.proceedings_models import (
    AppealStatus,
    AssessmentAppeal,
    ReviewMeeting,
)
from backend.features.assessment.schemas.institution import MaterialInput
from backend.features.assessment.service import materials
from backend.features.assessment.service.evidence import open_base
from backend.kernel.filing import store_bytes
from tests.authz.engine import Row, World
from tests.factories.assessments import make_outcome
from tests.factories.institutions import (
    group_of,
    item_of,
    make_evaluation,
    make_group,
    outcome_paper,
)


def build(world: World) -> None:
    """Make groups, evaluations, evidence and an appeal of the own organisation."""
    house, people, ids = world.house, world.people, world.ids
    admin, holder = people["org_admin_own"], people["holder_own"]
    ids["group_draft"] = make_group(house, admin, file=False)
    ids["group"] = make_group(house, admin)
    ids["group_file"] = group_of(house, ids["group"]).file_id
    outcome = make_outcome(house, holder)
    ids["evaluation_draft"] = make_evaluation(house, admin, ids["group"], [], started=False)
    ids["evaluation_run"] = make_evaluation(house, admin, ids["group"], [outcome])
    item = item_of(house, ids["evaluation_run"])
    ids["item"], ids["line"] = item.id, "A1"
    paper = outcome_paper(house, outcome)
    with world.uow("org_admin_own") as uow:
        materials.file_material(uow, item.id, "A1", 1, MaterialInput(file_id=paper))
    with world.uow() as uow:
        ids["material"] = materials.materials_of(uow, item.id)[0].id
        run = uow.session.get_one(Assessment, ids["assessment_run"])
        ids["evidence"] = open_base(uow, outcome).id
        open_base(uow, run.outcome_id)
        ids["evidence_outcome"] = outcome
        minutes = store_bytes(
            uow, content=b"x", name="m.txt", media_type="text/plain",
            subject_type="review_meeting", subject_id=ids["assessment_done"],
        )  # fmt: skip
        for name, paper in (("done", minutes.id), ("run", None)):
            uow.add(
                ReviewMeeting(
                    assessment_id=ids[f"assessment_{name}"], held_at=uow.now(),
                    minutes_file_id=paper,
                )
            )  # fmt: skip
        ids["appeal"] = uow.add(
            AssessmentAppeal(
                assessment_id=ids["assessment_done"], org_id=holder.org_id, grounds="不服",
                filed_at=uow.now(), status=AppealStatus.FILED,
            )
        ).id  # fmt: skip


def _version(model: type, name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


DRAFT, GROUP = _version(WorkGroup, "group_draft"), _version(WorkGroup, "group")
PLANNED = _version(EvaluationBatch, "evaluation_draft")
RUNNING = _version(EvaluationBatch, "evaluation_run")
ITEM, EVIDENCE = _version(BatchItem, "item"), _version(EvidenceBase, "evidence")
RUN, DONE = _version(Assessment, "assessment_run"), _version(Assessment, "assessment_done")
APPEAL = _version(AssessmentAppeal, "appeal")
FORM = {"title": "评价", "starts_on": "2026-11-20", "ends_on": "2026-12-31"}
REASON = {"reason": "核对后决定"}
ESTIMATE = {"low": 1, "base": 2, "high": 3, "source": "年鉴", "year": 2025}
CASE = {"visit_fen": 1, "consumable_fen": 1, "source": "年鉴", "year": 2025}
PLAIN = {"content-type": "text/plain"}


def _form(world: World) -> dict:
    return FORM | {"group_id": str(world.ids["group"])}


def _text(_: World) -> bytes:
    return "通知\n".encode()


def _bibtex(_: World) -> bytes:
    return b"@misc{a, title={x}}\n"


# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
LIST = "401 403 ok ok 403 403 403 403 ok 403 ok ok ok 403 403"
CREATE = "401 403 ok ok 403 403 403 403 403 403 403 ok ok 403 403"
READ = "401 404 ok 404 404 404 404 404 ok 404 ok ok 404 404 404"
WRITE = "401 404 ok 404 404 404 404 404 403 404 403 ok 404 404 404"
ADMIN = "401 404 403 404 404 404 404 404 403 404 403 ok 404 404 404"
EVIDENCE_NEW = "401 403 ok ok 403 403 403 403 ok 403 403 403 403 403 403"
EVIDENCE_WRITE = "401 404 ok 404 404 404 404 404 ok 404 403 403 404 404 404"
APPEAL_ITEM = "401 404 ok 404 404 404 404 404 403 404 403 403 404 404 404"
STAFF_ITEM = "401 404 403 404 404 404 404 404 ok 404 403 403 404 404 404"
SEAT = "401 404 404 404 404 404 ok 404 403 404 403 404 404 404 404"
RUN_READ = "401 404 403 404 404 404 404 404 ok 404 ok 403 404 404 404"
RUN_WRITE = "401 404 403 404 404 404 404 404 ok 404 403 403 404 404 404"
DONE_READ = "401 404 ok 404 404 404 ok 404 ok 404 ok ok 404 404 404"
DONE_INSPECT = "401 404 403 404 404 404 403 404 ok 404 ok 403 404 404 404"
APPEAL_READ = "401 404 ok 404 404 404 403 404 ok 404 ok ok 404 404 404"
APPEAL_FILE = "401 404 ok 404 404 404 403 404 403 404 403 403 404 404 404"
APPEAL_DECIDE = "401 404 403 404 404 404 404 404 ok 404 403 403 404 404 404"
A = "/assessments/{assessment_id}"
G, E, B = "/work-groups/{group_id}", "/evaluations/{batch_id}", "/batch-items/{item_id}"

ROWS = [
    Row("GET", "/work-groups", LIST),
    Row("POST", "/work-groups", CREATE, body={"name": "新工作组"}),
    Row("GET", "/work-groups/accounts", CREATE),
    Row("GET", G, READ, target="group"),
    Row("PUT", G, WRITE, target="group", body={"name": "改名"}, version=GROUP),
    Row("POST", f"{G}/attachments", WRITE, target="group", content=_text, headers=PLAIN),
    Row("GET", f"{G}/attachments/{{file_id}}", READ,
        target={"group_id": "group", "file_id": "group_file"}),
    Row("POST", f"{G}/appoint", ADMIN, target="group_draft", version=DRAFT),
    Row("POST", f"{G}/dissolve", ADMIN, target="group_draft", body=REASON, version=DRAFT),
    Row("GET", "/evaluations", LIST),
    Row("POST", "/evaluations", CREATE, body=_form),
    Row("GET", E, READ, target="evaluation_run"),
    Row("PUT", E, WRITE, target="evaluation_draft", body=_form, version=PLANNED),
    Row("POST", f"{E}/start", WRITE, target="evaluation_draft", version=PLANNED),
    Row("POST", f"{E}/finish", WRITE, target="evaluation_run", version=RUNNING),
    Row("POST", f"{E}/cancel", WRITE, target="evaluation_draft", body=REASON, version=PLANNED),
    Row("GET", B, READ, target="item"),
    Row("PUT", f"{B}/materials/{{code}}", WRITE, target={"item_id": "item", "code": "line"},
        body={"waived": True}, version=ITEM),
    Row("POST", f"{B}/attachments", WRITE, target="item", content=_text, headers=PLAIN,
        query={"code": "A1"}),
    Row("DELETE", f"{B}/materials/{{material_id}}", WRITE,
        target={"item_id": "item", "material_id": "material"}, version=ITEM),
    Row("POST", f"{B}/hand-over", WRITE, target="item", version=ITEM),
    Row("POST", f"{B}/return", ADMIN, target="item", version=ITEM,
        body=REASON | {"lines": [{"code": "A1", "reason": "补充"}]}),
    Row("POST", f"{B}/clear", ADMIN, target="item", version=ITEM),
    Row("POST", f"{B}/reject", ADMIN, target="item", body={"reasons": ["造假"]}, version=ITEM),
    Row("POST", f"{B}/appeal", APPEAL_ITEM, target="item", body=REASON, version=ITEM),
    Row("POST", f"{B}/overturn", STAFF_ITEM, target="item", body=REASON, version=ITEM),
    Row("POST", f"{B}/confirm", STAFF_ITEM, target="item", body=REASON, version=ITEM),
    Row("GET", "/evidence-bases", LIST),
    Row("POST", "/evidence-bases", EVIDENCE_NEW,
        body=lambda w: {"outcome_id": str(w.ids["evidence_outcome"])}),
    Row("GET", "/evidence-bases/{base_id}", READ, target="evidence"),
    Row("PUT", "/evidence-bases/{base_id}/figures", EVIDENCE_WRITE, target="evidence",
        body={"figures": []}, version=EVIDENCE),
    Row("PUT", "/evidence-bases/{base_id}/market", EVIDENCE_WRITE, target="evidence",
        body={"persons": ESTIMATE, "price": ESTIMATE}, version=EVIDENCE),
    Row("PUT", "/evidence-bases/{base_id}/utility", EVIDENCE_WRITE, target="evidence",
        body={"rows": []}, version=EVIDENCE),
    Row("PUT", "/evidence-bases/{base_id}/citations", EVIDENCE_WRITE, target="evidence",
        body={"citations": []}, version=EVIDENCE),
    Row("PUT", "/evidence-bases/{base_id}/trend", EVIDENCE_WRITE, target="evidence",
        body={"name": "人数", "source": "年鉴",
              "points": [{"year": 2024, "value": 1}, {"year": 2025, "value": 2}]},
        version=EVIDENCE),
    Row("PUT", "/evidence-bases/{base_id}/cost", EVIDENCE_WRITE, target="evidence",
        body={"new": CASE, "existing": CASE}, version=EVIDENCE),
    Row("PUT", "/evidence-bases/{base_id}/profile", EVIDENCE_WRITE, target="evidence",
        body={}, version=EVIDENCE),
    Row("POST", "/evidence-bases/{base_id}/attachments", EVIDENCE_WRITE, target="evidence",
        content=_text, headers=PLAIN),
    Row("POST", "/evidence-bases/{base_id}/imports", EVIDENCE_WRITE, target="evidence",
        content=_bibtex, headers=PLAIN, query={"what": "bibtex"}),
    Row("GET", "/panel-tasks/{member_id}/evidence", SEAT, target="seat_run"),
    Row("GET", "/institution-pool/board", LIST),
    Row("GET", "/institution-pool", LIST),
    Row("GET", "/institution-pool/export", LIST),
    Row("POST", "/institution-pool/classify", CREATE,
        body=lambda w: {"outcome_ids": [str(w.ids["evidence_outcome"])]}),
    Row("GET", f"{A}/preliminary", RUN_READ, target="assessment_run"),
    Row("GET", f"{A}/preliminary", DONE_READ, target="assessment_done"),
    Row("PUT", f"{A}/preliminary", RUN_WRITE, target="assessment_run", body={"scores": []},
        version=lambda _: 0),
    Row("GET", f"{A}/meeting", RUN_READ, target="assessment_run"),
    Row("GET", f"{A}/meeting", DONE_READ, target="assessment_done"),
    Row("PUT", f"{A}/meeting", RUN_WRITE, target="assessment_run", version=RUN,
        body={"held_at": "2026-11-19T09:00:00+08:00", "present": []}),
    Row("POST", f"{A}/meeting/attachments", RUN_WRITE, target="assessment_run", content=_text,
        headers=PLAIN),
    Row("GET", f"{A}/meeting/minutes", DONE_INSPECT, target="assessment_done"),
    Row("GET", f"{A}/appeal", APPEAL_READ, target="assessment_done"),
    Row("POST", f"{A}/appeal", APPEAL_FILE, target="assessment_done", body={"grounds": "不服"},
        version=DONE),
    Row("POST", "/assessment-appeals/{appeal_id}/uphold", APPEAL_DECIDE, target="appeal",
        body=REASON, version=APPEAL),
    Row("POST", "/assessment-appeals/{appeal_id}/dismiss", APPEAL_DECIDE, target="appeal",
        body=REASON, version=APPEAL),
]  # fmt: skip
