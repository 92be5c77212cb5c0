"""Assessments: staff organise, the member alone reads the own sheet, scores open on release.

Targets: `assessment_new` is being prepared, `assessment_run` is at work with `expert_own`
signed, `assessment_done` is issued. The platform administrator reads none of it; staff and
auditors read no score before the release; the holder reads the result once it is issued.
"""

from collections.abc import Callable

from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.models import (
    AhpSheet,
    Assessment,
    PanelMember,
    Report,
    ScoreSheet,
    WeightSet,
)
from backend.kernel.filing import store_bytes
from evaluation import STANDARD_TREE
from tests.authz.engine import Row, World
from tests.factories.assessments import SEATS, approved_weights, make_expert, make_panel


def build(world: World) -> None:
    """Make the three assessments with one team, and an open weighting study."""
    house, people = world.house, world.people
    team = [(people["expert_own"], world.ids["expert_own_entry"])]
    team += [make_expert(house, *seat) for seat in SEATS[1:]]
    approved_weights(house)
    common = {
        "holder": people["holder_own"], "operator": people["operator"], "weights": False,
        "team": team,
    }  # fmt: skip
    new, run, done = (make_panel(house, **common) for _ in range(3))
    run.start()
    run.sign(0)
    done.all_issued()
    for name, panel in (("new", new), ("run", run), ("done", done)):
        world.ids[f"assessment_{name}"] = panel.assessment_id
        world.ids[f"seat_{name}"] = panel.members[0]
    world.ids["seat_proposed"] = run.members[1]
    world.ids["leaf"] = "A1"
    with world.uow() as uow:
        world.ids["panel_file"] = store_bytes(
            uow, content=b"x", name="x.txt", media_type="text/plain", subject_type="outcome",
            subject_id=run.outcome_id, kind="proof",
        ).id  # fmt: skip
        study = service.create_weight_set(uow, "研究", [world.ids["expert_own_entry"]])
        world.ids["weight_set"], world.ids["system"] = study.id, study.system_id
        world.ids["ahp_sheet"] = uow.session.exec(
            select(AhpSheet.id).where(col(AhpSheet.weight_set_id) == study.id)
        ).one()
        for name in ("run", "done"):
            world.ids[f"sheet_{name}"] = uow.session.exec(
                select(ScoreSheet.id).where(col(ScoreSheet.member_id) == world.ids[f"seat_{name}"])
            ).one()
        world.ids["report_done"] = uow.session.exec(
            select(Report.id).where(col(Report.assessment_id) == world.ids["assessment_done"])
        ).one()


def _version(model: type, name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


NEW, RUN, DONE = (_version(Assessment, f"assessment_{n}") for n in ("new", "run", "done"))
SEAT_NEW, SEAT_RUN = _version(PanelMember, "seat_new"), _version(PanelMember, "seat_run")
SHEET = _version(ScoreSheet, "sheet_run")
WEIGHTS, JUDGEMENTS = _version(WeightSet, "weight_set"), _version(AhpSheet, "ahp_sheet")
REASON = {"reason": "核对后决定"}
SIGNATURE = {"name": "某人", "text_sha256": "0" * 64, "accept": True}
CONSENT = {"agreed": True, "content_hash": "sha256:0"}
RULE = {"total": 60, "dimension_floor": 40, "reason": "维持"}

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
LOGGED_IN = "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"
STAFF_READ = "401 403 403 403 403 403 403 403 ok 403 ok 403 403 403 403"
STAFF = "401 403 403 403 403 403 403 403 ok 403 403 403 403 403 403"
EXPERT_HAT = "401 403 403 403 403 403 ok ok 403 403 403 403 403 403 403"
SET_READ = "401 404 404 404 404 404 404 404 ok 404 ok 404 404 404 404"
SET_WRITE = "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404"
OWN_SHEET = "401 404 404 404 404 404 ok 404 403 404 404 404 404 404 404"
RETURN_AHP = "401 404 404 404 404 404 403 404 ok 404 404 404 404 404 404"
# an assessment in preparation is known to staff and auditors only
NEW_WRITE = "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404"
NEW_READ = "401 404 404 404 404 404 404 404 ok 404 ok 404 404 404 404"
# one at work: its holder knows of it, nobody reads results
RUN_READ = "401 404 ok 404 404 404 404 404 ok 404 ok ok 404 404 404"
RUN_PANEL = "401 404 403 404 404 404 404 404 ok 404 ok 403 404 404 404"
RUN_WRITE = "401 404 403 404 404 404 404 404 ok 404 403 403 404 404 404"
RUN_RESULT = "401 404 403 404 404 404 404 404 403 404 403 403 404 404 404"
# an issued one: its panel and its holder read the result
DONE_READ = "401 404 ok 404 404 404 ok 404 ok 404 ok ok 404 404 404"
DONE_WRITE = "401 404 403 404 404 404 403 404 ok 404 403 403 404 404 404"
DONE_ARCHIVE = "401 404 403 404 404 404 403 404 ok 404 ok 403 404 404 404"
# whom the holder names is between the holder's organisation and those who organise or audit
AVOIDED_READ = "401 404 ok 404 404 404 404 404 ok 404 ok ok 404 404 404"
AVOIDED_WRITE = "401 404 ok 404 404 404 404 404 403 404 403 403 404 404 404"
# seats: staff and auditors know who sits, only the member opens
OWN_SEAT = "401 404 404 404 404 404 ok 404 403 404 403 404 404 404 404"
SEAT_WRITE = "401 404 404 404 404 404 403 404 ok 404 403 404 404 404 404"
SEAT_NEW_WRITE = "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404"
OTHERS_SEAT = "401 404 404 404 404 404 404 404 403 404 403 404 404 404 404"
# the auditor knows the seat, but not the sheet behind it
RETURN_SHEET = "401 404 404 404 404 404 403 404 ok 404 404 404 404 404 404"

ASSESSMENT = "/assessments/{assessment_id}"
TASK = "/panel-tasks/{member_id}"

ROWS = [
    Row("GET", "/indicator-tree", LOGGED_IN),
    Row("GET", "/indicator-tree/tree.json", LOGGED_IN),
    Row("GET", "/indicator-systems", LOGGED_IN),
    Row("POST", "/indicator-systems", STAFF, body={"tree": STANDARD_TREE.as_dict()}),
    Row("GET", "/indicator-systems/{system_id}", LOGGED_IN, target="system"),
    Row("GET", "/indicator-systems/{system_id}/tree.json", LOGGED_IN, target="system"),
    Row("POST", "/judgements/compute", LOGGED_IN, body={"answers": {"B": ["1", "1", "1"]}}),
    Row("GET", "/weight-sets", STAFF_READ),
    Row("POST", "/weight-sets", STAFF, body={"title": "新研究"}),
    Row("GET", "/weight-sets/{weight_set_id}", SET_READ, target="weight_set"),
    Row("POST", "/weight-sets/{weight_set_id}/participants", SET_WRITE, target="weight_set",
        body=lambda w: {"expert_ids": [str(w.ids["expert_candidate"])]}, version=WEIGHTS),
    Row("POST", "/weight-sets/{weight_set_id}/approve", SET_WRITE, target="weight_set",
        version=WEIGHTS),
    Row("POST", "/weight-sets/{weight_set_id}/retire", SET_WRITE, target="weight_set",
        body=REASON, version=WEIGHTS),
    Row("GET", "/ahp-sheets", EXPERT_HAT),
    Row("GET", "/ahp-sheets/{sheet_id}", OWN_SHEET, target="ahp_sheet"),
    Row("PUT", "/ahp-sheets/{sheet_id}", OWN_SHEET, target="ahp_sheet", body={"answers": {}},
        version=JUDGEMENTS),
    Row("POST", "/ahp-sheets/{sheet_id}/submit", OWN_SHEET, target="ahp_sheet",
        version=JUDGEMENTS),
    Row("POST", "/ahp-sheets/{sheet_id}/return", RETURN_AHP, target="ahp_sheet", body=REASON,
        version=JUDGEMENTS),
    Row("GET", "/pass-rules", LOGGED_IN),
    Row("POST", "/pass-rules", STAFF, body=RULE),
    Row("GET", "/assessments", "401 403 ok ok 403 403 403 403 ok 403 ok ok ok 403 403"),
    Row("POST", "/assessments", STAFF,
        body=lambda w: {"outcome_id": str(w.ids["outcome_accepted"])}),
    Row("GET", ASSESSMENT, RUN_READ, target="assessment_run"),
    Row("GET", ASSESSMENT, NEW_READ, target="assessment_new"),
    Row("GET", ASSESSMENT, DONE_READ, target="assessment_done"),
    Row("GET", "/outcomes/{outcome_id}/avoided-experts", AVOIDED_READ, target="outcome_accepted"),
    Row("PUT", "/outcomes/{outcome_id}/avoided-experts", AVOIDED_WRITE, target="outcome_accepted",
        body={"people": [{"name": "王某某", "reason": "在研同类品种"}]}, version=lambda _: 0),
    Row("GET", f"{ASSESSMENT}/draws", RUN_PANEL, target="assessment_run"),
    Row("POST", f"{ASSESSMENT}/draw", NEW_WRITE, target="assessment_new",
        body={"counts": {"clinical": 1}}, version=NEW),
    Row("POST", f"{ASSESSMENT}/reveal", DONE_WRITE, target="assessment_done", body=REASON),
    Row("POST", f"{ASSESSMENT}/reveal", RUN_RESULT, target="assessment_run", body=REASON),
    Row("GET", f"{ASSESSMENT}/snapshots", RUN_PANEL, target="assessment_run"),
    Row("POST", f"{ASSESSMENT}/freeze", RUN_WRITE, target="assessment_run", body=REASON,
        version=RUN),
    Row("POST", f"{ASSESSMENT}/thaw", RUN_WRITE, target="assessment_run", body=REASON,
        version=RUN),
    Row("POST", f"{ASSESSMENT}/snapshots/{{snapshot_id}}/restore", RUN_WRITE, body=REASON,
        target={"assessment_id": "assessment_run", "snapshot_id": "sheet_run"}, version=RUN),
    Row("GET", f"{ASSESSMENT}/blinding", RUN_PANEL, target="assessment_run"),
    Row("PUT", f"{ASSESSMENT}/blinding", RUN_WRITE, target="assessment_run",
        body={"basis": "0" * 64, "shown": [], "reason": "核对"}, version=RUN),
    Row("GET", f"{ASSESSMENT}/panel", RUN_PANEL, target="assessment_run"),
    Row("GET", f"{ASSESSMENT}/candidates", RUN_WRITE, target="assessment_run"),
    Row("PUT", ASSESSMENT, NEW_WRITE, target="assessment_new", body={"mode": "letter"},
        version=NEW),
    Row("POST", f"{ASSESSMENT}/members", NEW_WRITE, target="assessment_new",
        body=lambda w: {"expert_id": str(w.ids["expert_candidate"])}, version=NEW),
    Row("POST", f"{ASSESSMENT}/start", NEW_WRITE, target="assessment_new", version=NEW),
    Row("POST", f"{ASSESSMENT}/remind", RUN_WRITE, target="assessment_run", version=RUN),
    Row("POST", f"{ASSESSMENT}/cancel", RUN_WRITE, target="assessment_run", body=REASON,
        version=RUN),
    Row("POST", f"{ASSESSMENT}/annul", RUN_WRITE, target="assessment_run", body=REASON,
        version=RUN),
    Row("POST", f"{ASSESSMENT}/release", RUN_WRITE, target="assessment_run", version=RUN),
    Row("POST", f"{ASSESSMENT}/issue", RUN_WRITE, target="assessment_run", version=RUN),
    Row("DELETE", "/panel-members/{member_id}", SEAT_NEW_WRITE, target="seat_new",
        version=SEAT_NEW),
    Row("POST", "/panel-members/{member_id}/replace", SEAT_WRITE, target="seat_run", body=REASON,
        version=SEAT_RUN),
    Row("POST", "/panel-members/{member_id}/exclude", SEAT_WRITE, target="seat_run", body=REASON,
        version=SEAT_RUN),
    Row("POST", "/panel-members/{member_id}/conflict-decision", SEAT_WRITE, target="seat_run",
        body={"decision": "同名者"}, version=SEAT_RUN),
    Row("PUT", "/panel-members/{member_id}/leaves", SEAT_WRITE, target="seat_run",
        body={"leaves": ["A1"], "reason": "调整"}, version=SEAT_RUN),
    Row("POST", "/panel-members/{member_id}/return-sheet", RETURN_SHEET, target="seat_run",
        body=REASON, version=SHEET),
    Row("GET", "/panel-tasks", EXPERT_HAT),
    Row("GET", TASK, OWN_SEAT, target="seat_run"),
    Row("GET", TASK, OTHERS_SEAT, target="seat_proposed"),
    Row("POST", f"{TASK}/sign", OWN_SEAT, target="seat_run", body=SIGNATURE, version=SEAT_RUN),
    Row("POST", f"{TASK}/recuse", OWN_SEAT, target="seat_run", body=REASON, version=SEAT_RUN),
    Row("GET", f"{TASK}/material", OWN_SEAT, target="seat_run"),
    Row("GET", f"{TASK}/material", OTHERS_SEAT, target="seat_proposed"),
    Row("GET", f"{TASK}/files/{{file_id}}", OWN_SEAT,
        target={"member_id": "seat_run", "file_id": "panel_file"}),
    Row("GET", f"{TASK}/sheet", OWN_SEAT, target="seat_run"),
    Row("PUT", f"{TASK}/sheet/scores/{{leaf}}", OWN_SEAT,
        target={"member_id": "seat_run", "leaf": "leaf"}, body={"value": 70}, version=SHEET),
    Row("PUT", f"{TASK}/sheet/notes", OWN_SEAT, target="seat_run", body={"advice": "建议"},
        version=SHEET),
    Row("POST", f"{TASK}/sheet/submit", OWN_SEAT, target="seat_run", version=SHEET),
    Row("POST", f"{TASK}/consent", OWN_SEAT, target="seat_run", body=CONSENT, version=SEAT_RUN),
    Row("GET", f"{ASSESSMENT}/result", RUN_RESULT, target="assessment_run"),
    Row("GET", f"{ASSESSMENT}/result", DONE_READ, target="assessment_done"),
    Row("GET", f"{ASSESSMENT}/maturity", RUN_PANEL, target="assessment_run"),
    Row("PUT", f"{ASSESSMENT}/maturity", RUN_WRITE, target="assessment_run",
        body={"scale_id": "trl-drug", "proofs": []}, version=RUN),
    Row("GET", f"{ASSESSMENT}/swot", DONE_READ, target="assessment_done"),
    Row("PUT", f"{ASSESSMENT}/swot", RUN_WRITE, target="assessment_run", body={"items": []},
        version=RUN),
    Row("GET", f"{ASSESSMENT}/report", RUN_RESULT, target="assessment_run"),
    Row("GET", f"{ASSESSMENT}/report", DONE_READ, target="assessment_done"),
    Row("PUT", f"{ASSESSMENT}/report", DONE_WRITE, target="assessment_done", body={},
        version=_version(Report, "report_done")),
    Row("GET", f"{ASSESSMENT}/report.pdf", RUN_RESULT, target="assessment_run"),
    Row("GET", f"{ASSESSMENT}/report.pdf", DONE_READ, target="assessment_done"),
    Row("GET", f"{ASSESSMENT}/report.docx", RUN_RESULT, target="assessment_run"),
    Row("GET", f"{ASSESSMENT}/report.docx", DONE_READ, target="assessment_done"),
    Row("GET", f"{ASSESSMENT}/report/document", RUN_RESULT, target="assessment_run"),
    Row("GET", f"{ASSESSMENT}/report/document", DONE_READ, target="assessment_done"),
    Row("POST", "/evaluation-files/check", LOGGED_IN, content=lambda w: b"%PDF-1.4"),
    Row("GET", f"{ASSESSMENT}/agreement", DONE_READ, target="assessment_done"),
    Row("GET", f"{ASSESSMENT}/archive.zip", DONE_ARCHIVE, target="assessment_done"),
    Row("GET", f"{ASSESSMENT}/capsule", DONE_ARCHIVE, target="assessment_done"),
]  # fmt: skip
