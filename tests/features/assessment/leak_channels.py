"""The ways out for the name of an expert or a score, and the test that stands at each of them.

Collected from what went wrong at other systems of blind review. A channel that does not exist here
(discussion, mention, calendar, pictures of people, streams) has a test that it does not exist:
whoever builds it meets that test first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.assessments import Panel
from tests.factories.people import Person, make_person

HERE = "tests/features/assessment/test_leak_channels.py"
ROUTES = "tests/features/assessment/test_leak_routes.py"
CANARY = "tests/features/assessment/test_canary.py"
TOLD = "tests/features/assessment/test_disclosure.py"
GATE = "tests/features/assessment/test_gate.py"

CHANNELS: dict[str, tuple[str, ...]] = {
    "list cells": (f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",),
    "counts and sort order": (f"{ROUTES}::test_no_answer_depends_on_a_hidden_score",),
    "pagination totals": (f"{ROUTES}::test_no_answer_depends_on_a_hidden_score",),
    "search hits, facets, completions, marks": (
        f"{ROUTES}::test_no_search_finds_a_hidden_name_or_comment",
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
    ),
    "explanation of a match": (f"{ROUTES}::test_no_answer_depends_on_a_hidden_score",),
    "completion of people's names": (f"{ROUTES}::test_no_search_finds_a_hidden_name_or_comment",),
    "participants of a discussion": (f"{HERE}::test_no_conversation_joins_the_panel_to_others",),
    "mentions": (f"{HERE}::test_a_name_behind_an_at_sign_is_only_text",),
    "notices and mails": (
        f"{HERE}::test_a_notice_has_one_reader_and_a_mail_one_addressee",
        f"{CANARY}::test_notices_events_index_and_audit_carry_no_secret",
    ),
    "names, makers and dates inside files": (f"{HERE}::test_files_do_not_say_who_made_them",),
    "log of downloads": (f"{HERE}::test_the_trail_of_reads_is_not_for_the_parties",),
    "log of events": (f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",),
    "PDF, Word and archive": (
        f"{TOLD}::test_one_experts_dimension_is_nowhere_in_what_the_holder_reads",
        f"{CANARY}::test_no_answer_tells_a_secret_to_anybody_else",
    ),
    "calendar": (f"{ROUTES}::test_channels_that_do_not_exist",),
    "pictures of people": (f"{ROUTES}::test_channels_that_do_not_exist",),
    "ids in sequence": (f"{HERE}::test_no_id_name_or_moment_of_an_expert_comes_out",),
    "order of the experts": (f"{HERE}::test_the_order_of_experts_follows_nothing",),
    "time stamps": (f"{HERE}::test_no_id_name_or_moment_of_an_expert_comes_out",),
    "ETag and version": (
        f"{TOLD}::test_the_version_tells_the_holder_no_more_than_the_step",
        f"{ROUTES}::test_no_answer_depends_on_a_hidden_score",
    ),
    "texts of errors": (f"{ROUTES}::test_no_refusal_tells_what_it_hides",),
    "403 against 404": (f"{ROUTES}::test_hidden_and_absent_look_the_same",),
    "time of the answer": (f"{ROUTES}::test_hidden_and_absent_cost_the_same",),
    "WebSocket and event streams": (f"{ROUTES}::test_channels_that_do_not_exist",),
    "caches": ("tests/robustness/test_headers.py::test_every_route_answers_with_the_headers_of_the_house",),
    "labels of metrics": (
        f"{ROUTES}::test_channels_that_do_not_exist",
        f"{ROUTES}::test_no_answer_depends_on_a_hidden_score",
    ),
    "logs of the server": (f"{CANARY}::test_the_log_carries_no_secret",),
    "backups": (f"{HERE}::test_no_copy_of_the_database_holds_an_open_score",),
    "examples of the interface": (f"{ROUTES}::test_the_interface_shows_no_data",),
    "an old round after a new one": (f"{HERE}::test_the_old_panel_and_the_new_do_not_meet",),
    "one person under two hats": (f"{HERE}::test_another_hat_of_an_expert_opens_nothing",),
    "an expert who was removed": (
        f"{GATE}::test_declaring_a_conflict_cuts_access_at_the_next_request",
        f"{GATE}::test_a_recused_expert_is_replaced_and_scoring_waits_for_the_new_one",
        f"{GATE}::test_a_suspended_expert_and_an_ended_hat_lose_access",
    ),
    "assistants and colleagues": (f"{HERE}::test_colleagues_of_an_expert_open_nothing",),
}  # fmt: skip

_ID = re.compile(r"\{(\w+)\}")
_VOLATILE = ("x-request-id", "date", "content-length")  # the length is that of the body


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


def told(answer: Any, *own: object) -> tuple[int, str, dict[str, str]]:
    """Return everything an answer says, without what differs from one request to the next."""
    body = answer.text
    for text in own:
        body = body.replace(str(text), "·")
    # the number of the request, and the time the engine of the public index took
    body = re.sub(r'"request_id":\s*"[^"]*"|"took_ms":[\d.e-]+', "", body)
    headers = {k: v for k, v in answer.headers.items() if k.lower() not in _VOLATILE}
    return answer.status_code, body, headers
