"""Outcomes: a draft is its holder's alone, what was handed in is seen by staff and auditors.

The platform administrator sees none of it; a former member of the holder's organisation neither.
"""

from collections.abc import Callable

from sqlmodel import col, select

from backend.features.outcomes.importing import import_outcomes
from backend.features.outcomes.models import Outcome
from backend.kernel.files import StoredFile
from tests.authz.engine import Row, World
from tests.factories.outcomes import make_draft, make_outcome


def build(world: World) -> None:
    """Make outcomes of the own organisation in the states the rows need."""
    own = world.people["holder_own"]
    staff = world.people["operator"]
    world.ids["outcome_draft"] = make_draft(world.house, own)
    world.ids["outcome_submitted"] = make_outcome(world.house, own, "submitted")
    world.ids["outcome_accepted"] = make_outcome(world.house, own, "accepted", staff=staff)
    with world.uow() as uow:
        row = {"id": "X-1", "title": "导入成果", "kind": "drug", "source_url": "https://e.org/1"}
        import_outcomes(uow, [(1, row)])
        imported = uow.session.exec(select(Outcome).where(col(Outcome.external_id) == "X-1")).one()
        world.ids["outcome_imported"] = imported.id
        for name in ("outcome_draft", "outcome_submitted"):
            stored = uow.session.exec(
                select(StoredFile).where(col(StoredFile.subject_id) == world.ids[name])
            ).one()
            world.ids[f"file_of_{name}"] = stored.id
        secret = uow.session.get_one(StoredFile, world.ids["file_of_outcome_submitted"])
        secret.label = "confidential"
    world.ids["file_missing"] = own.org_id


def _version(name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(Outcome, world.ids[name]).version

    return read


REASON = {"reason": "核对后决定"}
PLAIN_TEXT = "成果说明\n".encode()
DRAFT = _version("outcome_draft")
SUBMITTED = _version("outcome_submitted")

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
OWN_DRAFT = "401 404 ok 404 404 404 404 404 404 404 404 ok 404 404 404"
OWN_DRAFT_WRITE = "401 404 ok 404 404 404 404 404 404 404 404 403 404 404 404"
HANDED_IN = "401 404 ok 404 404 404 404 404 ok 404 ok ok 404 404 404"
STAFF_ONLY = "401 404 403 404 404 404 404 404 ok 404 403 403 404 404 404"

ROWS = [
    Row("GET", "/outcomes", "401 403 ok ok 403 403 403 403 ok 403 ok ok ok 403 403"),
    Row("POST", "/outcomes", "401 403 ok ok 403 403 403 403 403 403 403 403 403 403 403",
        body={"title": "新成果"}),
    Row("GET", "/outcomes/{outcome_id}", HANDED_IN, target="outcome_submitted"),
    Row("GET", "/outcomes/{outcome_id}", OWN_DRAFT, target="outcome_draft"),
    Row("GET", "/outcomes/{outcome_id}",
        "401 404 404 404 404 404 404 404 ok 404 ok 404 404 404 404", target="outcome_imported"),
    Row("PUT", "/outcomes/{outcome_id}", OWN_DRAFT_WRITE, target="outcome_draft",
        body={"summary": "改写"}, version=DRAFT),
    Row("PUT", "/outcomes/{outcome_id}",
        "401 404 ok 404 404 404 404 404 403 404 403 403 404 404 404", target="outcome_submitted",
        body={"summary": "改写"}, version=SUBMITTED),
    Row("GET", "/outcomes/{outcome_id}/duplicates", OWN_DRAFT, target="outcome_draft"),
    Row("POST", "/outcomes/{outcome_id}/submit", OWN_DRAFT_WRITE, target="outcome_draft",
        version=DRAFT),
    Row("POST", "/outcomes/{outcome_id}/withdraw",
        "401 404 ok 404 404 404 404 404 403 404 403 ok 404 404 404", target="outcome_submitted",
        body=REASON, version=SUBMITTED),
    Row("POST", "/outcomes/{outcome_id}/assign",
        "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404", target="outcome_imported",
        body=lambda w: {"org_id": str(w.people["holder_own"].org_id)},
        version=_version("outcome_imported")),
    Row("GET", "/outcomes/{outcome_id}/attachments", OWN_DRAFT, target="outcome_draft"),
    Row("POST", "/outcomes/{outcome_id}/attachments", OWN_DRAFT_WRITE, target="outcome_draft",
        content=lambda _: PLAIN_TEXT, headers={"content-type": "text/plain"}),
    Row("GET", "/outcomes/{outcome_id}/attachments/{file_id}", OWN_DRAFT,
        target={"outcome_id": "outcome_draft", "file_id": "file_of_outcome_draft"}),
    # a confidential file: the auditor sees that it exists and may not open it
    Row("GET", "/outcomes/{outcome_id}/attachments/{file_id}",
        "401 404 ok 404 404 404 404 404 ok 404 403 ok 404 404 404",
        target={"outcome_id": "outcome_submitted", "file_id": "file_of_outcome_submitted"}),
    # a file of another outcome is not reached through this one
    Row("GET", "/outcomes/{outcome_id}/attachments/{file_id}",
        "401 404 404 404 404 404 404 404 404 404 404 404 404 404 404",
        target={"outcome_id": "outcome_accepted", "file_id": "file_of_outcome_draft"}),
    Row("DELETE", "/outcomes/{outcome_id}/attachments/{file_id}", OWN_DRAFT_WRITE,
        target={"outcome_id": "outcome_draft", "file_id": "file_of_outcome_draft"}),
    Row("GET", "/outcomes/{outcome_id}/receipt", HANDED_IN, target="outcome_submitted"),
    Row("GET", "/outcomes/{outcome_id}/receipt.pdf", HANDED_IN, target="outcome_submitted"),
    Row("GET", "/outcomes/{outcome_id}/review", STAFF_ONLY, target="outcome_submitted"),
    Row("PUT", "/outcomes/{outcome_id}/review", STAFF_ONLY, target="outcome_submitted",
        body={"checklist": {"truth": {"answer": "yes"}}}, version=SUBMITTED),
    Row("POST", "/outcomes/{outcome_id}/accept", STAFF_ONLY, target="outcome_submitted",
        body={}, version=SUBMITTED),
    Row("POST", "/outcomes/{outcome_id}/return", STAFF_ONLY, target="outcome_submitted",
        body=REASON, version=SUBMITTED),
    Row("POST", "/outcomes/{outcome_id}/refuse", STAFF_ONLY, target="outcome_submitted",
        body=REASON, version=SUBMITTED),
]  # fmt: skip
