"""The ways out for the name of an expert or a score, and the test that stands at each of them.

Collected from what went wrong at other systems of blind review. A channel that does not exist here
(discussion, mention, mail, calendar, pictures of people, streams) has a test that it does not
exist: whoever builds it meets that test first.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from backend.features.metrics.registry import MetricCode
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.assessments import SEATS, Panel, make_expert
from tests.factories.people import Person, make_person

HERE = "tests/features/assessment/test_leak_channels.py"
ROUTES = "tests/features/assessment/test_leak_routes.py"
HATS = "tests/features/assessment/test_leak_hats.py"
CANARY = "tests/features/assessment/test_canary.py"
TOLD = "tests/features/assessment/test_disclosure.py"
GATE = "tests/features/assessment/test_gate.py"

CHANNELS: dict[str, tuple[str, ...]] = {
    "list cells": (
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
        f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",
    ),
    "counts and sort order": (f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",),
    "pagination totals": (f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",),
    "search hits, facets, completions, marks": (
        f"{ROUTES}::test_no_search_finds_a_hidden_name_or_comment",
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
    ),
    "explanation of a match": (
        f"{HERE}::test_a_match_knows_nothing_of_an_evaluation",
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
    ),
    "completion of people's names": (f"{ROUTES}::test_no_search_finds_a_hidden_name_or_comment",),
    "participants of a discussion": (f"{HERE}::test_no_conversation_joins_the_panel_to_others",),
    "mentions": (f"{HERE}::test_a_name_behind_an_at_sign_is_only_text",),
    "notices and mails": (
        f"{HERE}::test_a_notice_has_one_reader_and_a_mail_one_addressee",
        f"{HERE}::test_nothing_sends_mail",
        f"{CANARY}::test_notices_events_index_and_audit_carry_no_secret",
    ),
    "names, makers and dates inside files": (
        f"{HERE}::test_files_do_not_say_who_made_them",
        "tests/adapters/test_tables.py::test_a_workbook_names_nobody_and_holds_no_time_of_the_machine",
    ),
    "log of downloads": (f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",),
    "log of events": (
        f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
    ),
    "PDF, Word, workbook and archive": (
        f"{TOLD}::test_one_experts_dimension_is_nowhere_in_what_the_holder_reads",
        f"{TOLD}::test_what_is_told_of_three_experts_does_not_give_their_ratings",
        f"{HERE}::test_no_id_name_or_moment_of_an_expert_comes_out",
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
    ),
    "calendar": (f"{ROUTES}::test_channels_that_do_not_exist",),
    "pictures of people": (f"{ROUTES}::test_channels_that_do_not_exist",),
    "ids in sequence": (f"{HERE}::test_no_id_name_or_moment_of_an_expert_comes_out",),
    "order of the experts": (f"{HERE}::test_the_order_of_experts_follows_nothing",),
    "time stamps": (
        f"{HERE}::test_no_id_name_or_moment_of_an_expert_comes_out",
        f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",
    ),
    "ETag and version": (
        f"{TOLD}::test_the_version_tells_the_holder_no_more_than_the_step",
        f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",
    ),
    "texts of errors": (f"{ROUTES}::test_no_refusal_tells_what_it_hides",),
    "403 against 404": (f"{ROUTES}::test_hidden_and_absent_look_and_cost_the_same",),
    "time of the answer": (f"{ROUTES}::test_hidden_and_absent_look_and_cost_the_same",),
    "WebSocket and event streams": (f"{ROUTES}::test_channels_that_do_not_exist",),
    "caches": ("tests/robustness/test_headers.py::test_every_route_answers_with_the_headers_of_the_house",),
    "labels of metrics": (
        f"{ROUTES}::test_channels_that_do_not_exist",
        f"{ROUTES}::test_no_answer_depends_on_what_an_expert_does",
    ),
    "logs of the server": (f"{CANARY}::test_the_log_carries_no_secret",),
    "backups": (f"{HERE}::test_no_copy_of_the_database_holds_an_open_score",),
    "examples of the interface": (f"{ROUTES}::test_the_interface_shows_no_data",),
    "an old round after a new one": (f"{HATS}::test_the_old_panel_and_the_new_do_not_meet",),
    "one person under two hats": (
        f"{HATS}::test_another_hat_of_an_expert_opens_nothing",
        f"{HATS}::test_whom_an_assessment_concerns_does_not_organise_it",
    ),
    "an expert who was removed": (
        f"{HATS}::test_who_left_the_panel_learns_nothing_more",
        f"{GATE}::test_declaring_a_conflict_cuts_access_at_the_next_request",
        f"{GATE}::test_a_recused_expert_is_replaced_and_scoring_waits_for_the_new_one",
        f"{GATE}::test_a_suspended_expert_and_an_ended_hat_lose_access",
    ),
    "assistants and colleagues": (f"{HATS}::test_colleagues_of_an_expert_open_nothing",),
}  # fmt: skip

_ID = re.compile(r"\{(\w+)\}")
_OF_THE_PANEL = re.compile(r"\{(assessment|subject|member)_id\}")
# the same for everybody: read by the one who would profit most, not by each in turn
FOR_ALL = re.compile(
    r"/(health|taxonomy|indicator-|delphi-coefficients|pass-rules|metrics|publicity|information)"
)
_VOLATILE = ("x-request-id", "date", "content-length")  # the length is that of the body


def hidden_team(house: House) -> list[tuple[Person, uuid.UUID]]:
    """Make five experts whose names occur nowhere else."""
    return [
        make_expert(house, *seat, person=make_person(house, Role.EXPERT, name=f"隐名寻踪{k}号"))
        for k, seat in enumerate(SEATS)
    ]


@dataclass
class Scene:
    """A panel at work, and everybody who must learn nothing of it."""

    panel: Panel
    outsiders: dict[str, Person] = field(default_factory=dict)

    def ids(self) -> dict[str, Any]:
        """Return what fills the parameters of a path, the outsider's own parts excepted."""
        return {
            "assessment_id": self.panel.assessment_id,
            "outcome_id": self.panel.outcome_id,
            "subject_id": self.panel.assessment_id,
            "member_id": self.panel.members[1],
            "leaf": "A1",
        }


def outsiders_of(house: House, panel: Panel) -> dict[str, Person]:
    """Make one person of each kind beside the panel; the holder is one of them."""
    return {
        "holder": panel.holder,
        "holder's administrator": make_person(house, Role.ORG_ADMIN, org=panel.holder.org_id),
        "another holder": make_person(house, Role.HOLDER),
        "demander": make_person(house, Role.DEMANDER),
        "another expert": make_person(house, Role.EXPERT),
        "expert's colleague": make_person(house, Role.EXPERT, org=panel.experts[1].org_id),
        "expert's administrator": make_person(house, Role.ORG_ADMIN, org=panel.experts[1].org_id),
        "without a hat": make_person(house, None),
    }


def paths(app: Any, ids: dict[str, Any], methods: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield method and path of every route whose parameters are known."""
    for path, operations in app.openapi()["paths"].items():
        names = _ID.findall(path)
        if not set(names) <= set(ids):
            continue
        filled = path
        for name in names:
            filled = filled.replace("{" + name + "}", str(ids[name]))
        for method in operations:
            if method.upper() in methods:
                yield method.upper(), filled.removeprefix("/api/v1")


def changes(app: Any, ids: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield method, path and template of everything that changes something, logging out excepted."""
    for template, operations in app.openapi()["paths"].items():
        if not set(_ID.findall(template)) <= set(ids) or "/auth/" in template:
            continue
        for method in operations:
            if method != "get":
                yield method.upper(), template.removeprefix("/api/v1").format(**ids), template


def readings(app: Any, scene: Scene, who: str) -> list[str]:
    """Return what somebody may try to read, hidden routes of the panel for those near it only.

    To the others such a route answers as if nothing were there, which a test of its own proves.
    """
    near = who.startswith("holder") or who == "expert of the panel"
    ids = scene.ids()
    found = []
    for template in app.openapi()["paths"]:
        if who != "holder" and FOR_ALL.search(template):
            continue
        if not near and _OF_THE_PANEL.search(template):
            continue
        if "get" not in app.openapi()["paths"][template]:
            continue
        codes = MetricCode if "{code}" in template else ("",)
        filled = [template.replace("{code}", code) for code in codes]
        if set(_ID.findall(filled[0])) <= set(ids):
            found += [path.removeprefix("/api/v1").format(**ids) for path in filled]
    return found


def sorted_readings(app: Any, client: Any) -> list[str]:
    """Return every list that somebody may read, once by each key it can be sorted by."""
    found = []
    for method, path in paths(app, {}, frozenset({"GET"})):
        operation = app.openapi()["paths"][f"/api/v1{path}"]["get"]
        if any(parameter["name"] == "sort" for parameter in operation.get("parameters", ())):
            refusal = client.request(method, path, params={"sort": "zzz"})
            keys = re.search(r"可用：([a-z_、]+)", refusal.text)
            found += [f"{path}?sort={key}" for key in (keys[1].split("、") if keys else ())]
    return found


def told(answer: Any, *own: object) -> tuple[int, str, dict[str, str]]:
    """Return everything an answer says, without what differs from one request to the next."""
    body = answer.content.decode("latin-1")  # byte by byte: files must not differ either
    for text in own:
        body = body.replace(str(text), "·")
    # the number of the request, and the time the engine of the public index took
    body = re.sub(r'"request_id":\s*"[^"]*"|"took_ms":[\d.e-]+', "", body)
    headers = {k: v for k, v in answer.headers.items() if k.lower() not in _VOLATILE}
    return answer.status_code, body, headers
