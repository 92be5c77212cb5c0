"""Delphi studies: staff organise, auditors read figures, an answer is its author's alone.

Targets: `delphi_new` is being prepared, `delphi_run` collects with `expert_own` on the panel,
`delphi_done` is closed.
"""

from collections.abc import Callable

from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.delphi_models import DelphiAnswer, DelphiStudy
from backend.features.assessment.models import WeightSet
from tests.authz.engine import Row, World
from tests.factories.delphi import make_study


def build(world: World) -> None:
    """Make three studies with `expert_own` on each panel."""
    own = (world.people["expert_own"], world.ids["expert_own_entry"])
    common = {"operator": world.people["operator"], "first_expert": own}
    new = make_study(world.house, 3, **common)
    run = make_study(world.house, 3, **common)
    run.open()
    done = make_study(world.house, 3, **common)
    done.run(lambda k, code: 4)
    done.close("结束")
    for name, study in (("new", new), ("run", run), ("done", done)):
        world.ids[f"delphi_{name}"] = study.study_id
    with world.uow() as uow:
        world.ids["delphi_answer"] = uow.session.exec(
            select(DelphiAnswer.id).where(
                col(DelphiAnswer.study_id) == run.study_id,
                col(DelphiAnswer.user_id) == own[0].user_id,
            )
        ).one()
        world.ids["weight_draft"] = service.create_weight_set(uow, "征集", []).id


def _version(model: type, name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


NEW, RUN = _version(DelphiStudy, "delphi_new"), _version(DelphiStudy, "delphi_run")
ANSWER = _version(DelphiAnswer, "delphi_answer")

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
LIST = "401 403 403 403 403 403 403 403 ok 403 ok 403 403 403 403"
CREATE = "401 403 403 403 403 403 403 403 ok 403 403 403 403 403 403"
READ = "401 404 404 404 404 404 404 404 ok 404 ok 404 404 404 404"
WRITE = "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404"
TASKS = "401 403 403 403 403 403 ok ok 403 403 403 403 403 403 403"
MINE = "401 404 404 404 404 404 ok 404 404 404 404 404 404 404 404"
STUDY = "/delphi-studies/{study_id}"
TASK = "/delphi-tasks/{answer_id}"

ROWS = [
    Row("GET", "/delphi-coefficients", LIST),
    Row("GET", "/delphi-studies", LIST),
    Row("POST", "/delphi-studies", CREATE, body={"title": "新研究"}),
    Row("GET", STUDY, READ, target="delphi_run"),
    Row("GET", STUDY, READ, target="delphi_done"),
    Row("PUT", f"{STUDY}/panel", WRITE, target="delphi_new", body={"expert_ids": []}, version=NEW),
    Row("POST", f"{STUDY}/open-round", WRITE, target="delphi_new", body={}, version=NEW),
    Row("POST", f"{STUDY}/close-round", WRITE, target="delphi_run", version=RUN),
    Row("POST", f"{STUDY}/remind", WRITE, target="delphi_run", version=RUN),
    Row("POST", f"{STUDY}/close", WRITE, target="delphi_run", body={}, version=RUN),
    Row("POST", f"{STUDY}/cancel", WRITE, target="delphi_run", body={"reason": "不再需要"},
        version=RUN),
    Row("GET", f"{STUDY}/data.json", READ, target="delphi_done"),
    Row("GET", f"{STUDY}/results.csv", READ, target="delphi_done"),
    Row("GET", "/delphi-tasks", TASKS),
    Row("GET", TASK, MINE, target="delphi_answer"),
    Row("PUT", TASK, MINE, target="delphi_answer", body={}, version=ANSWER),
    Row("POST", f"{TASK}/submit", MINE, target="delphi_answer", version=ANSWER),
    Row("POST", f"{TASK}/revise", MINE, target="delphi_answer", version=ANSWER),
    Row("PUT", "/weight-sets/{weight_set_id}/delphi", WRITE, target="weight_draft", body={},
        version=_version(WeightSet, "weight_draft")),
]  # fmt: skip
