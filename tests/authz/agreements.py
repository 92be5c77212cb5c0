"""Agreements: their two sides, staff and the legal adviser; auditors read; nobody else knows.

The platform administrator sees none of it; what is posted (name and price) everybody reads.
"""

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from backend.features.agreements import service
from backend.features.agreements.models import Agreement, Objection, Publicity
from backend.features.agreements.schemas import ObjectionInput, TermsInput
from tests.authz.engine import Row, World
from tests.factories.deals import make_deal, terms


def build(world: World) -> None:
    """Make a frozen agreement of the own organisations, and a posting with an objection."""
    deal = make_deal(
        world.house, holder=world.people["holder_own"], demander=world.people["demander_own"]
    )
    world.ids["deal"] = deal
    world.ids["deal_introduction"] = deal.introduction_id
    with world.uow("holder_own") as uow:
        draft = service.open_draft(
            uow, deal.introduction_id, TermsInput.model_validate(terms(deal))
        )
        world.ids["agreement_signing"] = draft.id
    with world.uow("holder_own") as uow:
        service.finalise(uow, draft.id, 1)
    posted = make_deal(world.house, state_funded=True)
    with world.house.unit_of_work(posted.holder.actor) as uow:
        other = service.open_draft(
            uow, posted.introduction_id, TermsInput.model_validate(terms(posted))
        )
    with world.house.unit_of_work(posted.holder.actor) as uow:
        service.announce(uow, other.id, 1)
        uow.session.flush()
        world.ids["publicity"] = uow.session.exec(
            select(Publicity.id).where(col(Publicity.agreement_id) == other.id)
        ).one()
    with world.uow() as uow:
        data = ObjectionInput(name="王五", contact="w@example.org", body="价格偏低")
        world.ids["objection"] = service.object_to(uow, world.ids["publicity"], data).id


def _version(model: type, name: str) -> Callable[[World], int]:
    def read(world: World) -> int:
        with world.house.reading() as uow:
            return uow.session.get_one(model, world.ids[name]).version

    return read


def _terms(world: World) -> dict[str, Any]:
    return terms(world.ids["deal"])


REASON = {"reason": "协商一致"}
SIGNATURE = {"password": "错误的口令", "meaning": "authorised", "document_sha256": "0" * 64}
VERSION = _version(Agreement, "agreement_signing")
OBJECTION = _version(Objection, "objection")

# columns: visitor nobody | holder own other | demander own other | expert own other |
#          operator adviser auditor | org_admin own other | platform_admin | ex_holder
READ = "401 404 ok 404 ok 404 404 404 ok ok ok ok 404 404 404"
SIDES = "401 404 ok 404 ok 404 404 404 403 403 403 ok 404 404 404"
STAFF = "401 404 404 404 404 404 404 404 ok 404 403 404 404 404 404"

ROWS = [
    Row("GET", "/introductions/{introduction_id}/negotiation",
        "401 404 ok 404 ok 404 404 404 ok 404 ok ok 404 404 404", target="deal_introduction"),
    Row("POST", "/introductions/{introduction_id}/negotiation",
        "401 404 ok 404 ok 404 404 404 ok 404 403 403 404 404 404", target="deal_introduction",
        body={"topic": "价格"}),
    Row("POST", "/introductions/{introduction_id}/agreements",
        "401 404 ok 404 ok 404 404 404 403 404 403 403 404 404 404", target="deal_introduction",
        body=_terms),
    Row("GET", "/agreements", "401 ok ok ok ok ok ok ok ok ok ok ok ok ok ok"),
    Row("GET", "/agreements/{agreement_id}", READ, target="agreement_signing"),
    Row("PUT", "/agreements/{agreement_id}", SIDES, target="agreement_signing", body=_terms,
        version=VERSION),
    Row("POST", "/agreements/{agreement_id}/comments",
        "401 404 ok 404 ok 404 404 404 ok ok 403 ok 404 404 404", target="agreement_signing",
        body={"body": "请明确违约金"}),
    Row("POST", "/agreements/{agreement_id}/announce",
        "401 404 ok 404 403 404 404 404 403 403 403 ok 404 404 404", target="agreement_signing",
        version=VERSION),
    Row("POST", "/agreements/{agreement_id}/finalise", SIDES, target="agreement_signing",
        version=VERSION),
    Row("POST", "/agreements/{agreement_id}/reopen", SIDES, target="agreement_signing",
        body=REASON, version=VERSION),
    Row("POST", "/agreements/{agreement_id}/cancel", SIDES, target="agreement_signing",
        body=REASON, version=VERSION),
    Row("POST", "/agreements/{agreement_id}/terminate",
        "401 404 403 404 403 404 404 404 ok 403 403 403 404 404 404", target="agreement_signing",
        body=REASON, version=VERSION),
    Row("POST", "/agreements/{agreement_id}/signatures", SIDES, target="agreement_signing",
        body=SIGNATURE, version=VERSION),
    Row("GET", "/agreements/{agreement_id}/document", READ, target="agreement_signing"),
    Row("GET", "/agreements/{agreement_id}/verification", READ, target="agreement_signing"),
    Row("GET", "/publicity", "ok"),
    Row("GET", "/publicity/{publicity_id}", "ok", target="publicity"),
    Row("POST", "/publicity/{publicity_id}/objections", "ok", target="publicity",
        body={"name": "赵六", "contact": "z@example.org", "body": "权属有争议"}),
    Row("POST", "/objections/{objection_id}/dismiss", STAFF, target="objection", body=REASON,
        version=OBJECTION),
    Row("POST", "/objections/{objection_id}/uphold", STAFF, target="objection", body=REASON,
        version=OBJECTION),
]  # fmt: skip
