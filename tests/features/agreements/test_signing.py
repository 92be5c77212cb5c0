"""From the first note to both signatures, over HTTP (6.4.1)."""

import hashlib

import pytest
from sqlmodel import col, select

from backend.features.agreements.models import Agreement, AgreementSignature
from backend.features.matchmaking.models import Introduction
from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Role
from tests.factories.deals import give_password, terms


@pytest.mark.clause("6.4.1")
def test_the_walk_from_notes_to_a_signed_agreement(room, house, drain):
    deal = room()
    path = f"/introductions/{deal.deal.introduction_id}/negotiation"
    note = deal.demander.post(path, json={"topic": "首次洽谈", "next_date": "2026-12-01"})
    assert note.status_code == 201, note.text
    assert [n["side"] for n in deal.holder.get(path).json()] == ["demander"]

    agreement = deal.draft()
    assert agreement["number"].startswith("HT-2026-")
    assert agreement["amount_capital"] == "壹佰贰拾万元整"
    assert agreement["publicity_required"] is False
    assert "announce" not in {a["action"] for a in agreement["available_actions"]}

    frozen = deal.finalise(agreement)
    sha = frozen["document_sha256"]
    assert deal.demander.get(f"/agreements/{agreement['id']}").json()["document_sha256"] == sha
    pdf = deal.demander.get(f"/agreements/{agreement['id']}/document")
    assert pdf.headers["content-type"] == "application/pdf"
    assert hashlib.sha256(pdf.content).hexdigest() == sha

    first = deal.sign(agreement, deal.demander)
    assert first.status_code == 201, first.text
    assert first.json()["status"] == "signing"
    assert first.json()["can_sign"] is False
    assert deal.get(agreement)["can_sign"] is True
    second = deal.sign(agreement, deal.holder)
    assert second.status_code == 201, second.text
    signed = second.json()
    assert signed["status"] == "signed"
    assert [s["document_sha256"] for s in signed["signatures"]] == [sha, sha]
    assert signed["signatures"][1]["prev"] == signed["signatures"][0]["hash"]
    with house.reading() as uow:
        introduction = uow.session.get_one(Introduction, deal.deal.introduction_id)
        assert introduction.status.value == "agreed"
        assert uow.session.get_one(Outcome, deal.deal.outcome_id).status.value == "contracted"

    drain()
    copy = deal.holder.get(f"/agreements/{agreement['id']}/document?signed_copy=true")
    assert copy.status_code == 200
    assert copy.content.startswith(b"%PDF")
    check = deal.holder.get(f"/agreements/{agreement['id']}/verification").json()
    assert check == check | {"ok": True, "document_intact": True, "problems": []}


@pytest.mark.clause("6.4.1")
def test_a_changed_signature_is_found(room, house):
    deal = room()
    agreement = deal.draft()
    deal.finalise(agreement)
    assert deal.sign(agreement, deal.holder).status_code == 201
    with house.unit_of_work() as uow:
        uow.session.exec(select(AgreementSignature)).one().user_name = "另一个人"
    found = deal.holder.get(f"/agreements/{agreement['id']}/verification").json()
    assert found["ok"] is False
    assert "改动" in found["problems"][0]


@pytest.mark.clause("6.4.1")
@pytest.mark.parametrize(
    ("change", "status", "pointer"),
    [
        ({"password": "错误的口令"}, 422, "/password"),
        ({"document_sha256": "0" * 64}, 409, None),
        ({"document_sha256": "xyz"}, 422, "/document_sha256"),
        ({"meaning": "whatever"}, 422, "/meaning"),
    ],
)
def test_what_is_no_signature(room, house, change, status, pointer):
    deal = room()
    agreement = deal.draft()
    deal.finalise(agreement)
    answer = deal.sign(agreement, deal.holder, **change)
    assert answer.status_code == status, answer.text
    if pointer:
        assert pointer in [e["pointer"] for e in answer.json()["errors"]]
    with house.reading() as uow:
        assert uow.session.exec(select(AgreementSignature)).all() == []


@pytest.mark.clause("6.4.1")
def test_one_signature_per_side_and_not_by_one_person_for_both(room, house, person, as_):
    deal = room()
    agreement = deal.draft()
    assert deal.act(agreement, "signatures", json={}).status_code == 422
    deal.finalise(agreement)
    assert deal.sign(agreement, deal.holder).status_code == 201
    assert deal.sign(agreement, deal.holder).status_code == 409
    both = person(Role.DEMANDER, org=deal.deal.demander.org_id, user_id=deal.deal.holder.user_id)
    answer = deal.sign(agreement, as_(both))
    assert answer.status_code == 409
    assert "双方" in answer.json()["detail"]


@pytest.mark.clause("6.4.1")
def test_any_change_of_the_draft_voids_signatures(room):
    deal = room()
    agreement = deal.draft()
    before = deal.finalise(agreement)
    assert deal.sign(agreement, deal.holder).status_code == 201
    now = deal.get(agreement)
    changed = deal.demander.put(
        f"/agreements/{agreement['id']}", version=now["version"],
        json=terms(deal.deal, place="上海"),
    )  # fmt: skip
    assert changed.status_code == 200, changed.text
    body = changed.json()
    assert body["status"] == "drafting"
    assert body["document_sha256"] is None
    assert body["draft_no"] == 2
    assert all(s["voided_at"] for s in body["signatures"])
    after = deal.finalise(agreement)
    assert after["document_sha256"] != before["document_sha256"]
    stale = deal.sign(agreement, deal.holder, document_sha256=before["document_sha256"])
    assert stale.status_code == 409
    assert deal.sign(agreement, deal.holder).status_code == 201
    assert deal.sign(agreement, deal.demander).json()["status"] == "signed"


@pytest.mark.clause("6.4.1")
def test_an_agreement_in_force_is_not_changed(room):
    deal = room()
    agreement = deal.draft()
    deal.finalise(agreement)
    deal.sign(agreement, deal.holder)
    deal.sign(agreement, deal.demander)
    now = deal.get(agreement)
    put = deal.holder.put(
        f"/agreements/{agreement['id']}", version=now["version"], json=terms(deal.deal)
    )
    assert put.status_code == 409
    assert deal.act(agreement, "reopen", json={"reason": "改"}).status_code == 409
    again = deal.holder.post(
        f"/introductions/{deal.deal.introduction_id}/agreements", json=terms(deal.deal)
    )
    assert again.status_code == 409


@pytest.mark.clause("5.3.2.2")
def test_the_law_is_checked_when_terms_are_saved_and_when_they_are_frozen(room):
    deal = room()
    path = f"/introductions/{deal.deal.introduction_id}/agreements"
    late = deal.holder.post(path, json=terms(deal.deal, end_date="2040-03-02"))
    assert late.status_code == 422
    assert late.json()["errors"][0]["pointer"] == "/end_date"
    assert "865" in late.json()["errors"][0]["detail"]
    agreement = deal.draft(subject="", clauses={})
    refused = deal.act(agreement, "finalise")
    assert refused.status_code == 422
    assert {"/subject", "/clauses/scope"} <= {e["pointer"] for e in refused.json()["errors"]}
    assert deal.get(agreement)["status"] == "drafting"


@pytest.mark.clause("5.3.2.2")
def test_a_right_that_lapsed_after_freezing_stops_the_signature(room, house):
    from backend.features.outcomes.models import OutcomeIpRight

    deal = room()
    agreement = deal.draft()
    deal.finalise(agreement)
    with house.unit_of_work() as uow:
        uow.session.get_one(OutcomeIpRight, deal.deal.right_ids[0]).state = "lapsed"
    answer = deal.sign(agreement, deal.holder)
    assert answer.status_code == 422
    assert "未缴年费终止" in answer.json()["detail"]


@pytest.mark.clause("5.3.2.2")
def test_the_legal_adviser_comments_and_both_sides_read_it(room, as_):
    deal = room()
    agreement = deal.draft()
    adviser = as_(Role.ADVISER)
    answer = adviser.post(
        f"/agreements/{agreement['id']}/comments",
        json={"clause": "breach", "level": "risk", "body": "违约金约定不明确"},
    )
    assert answer.status_code == 201, answer.text
    seen = deal.demander.get(f"/agreements/{agreement['id']}").json()["comments"]
    assert [(c["level"], c["author_role_label"]) for c in seen] == [("risk", "法务与知识产权顾问")]
    bad = adviser.post(
        f"/agreements/{agreement['id']}/comments", json={"clause": "nonsense", "body": "x"}
    )
    assert bad.status_code == 422
    edit = adviser.put(
        f"/agreements/{agreement['id']}", version=seen and deal.get(agreement)["version"],
        json=terms(deal.deal),
    )  # fmt: skip
    assert edit.status_code == 403


def test_strangers_and_the_platform_admin_do_not_see_it(room, as_):
    deal = room()
    agreement = deal.draft()
    for role in (Role.HOLDER, Role.DEMANDER, Role.EXPERT, Role.PLATFORM_ADMIN):
        stranger = as_(role)
        assert stranger.get(f"/agreements/{agreement['id']}").status_code == 404
        assert stranger.get("/agreements").json()["total"] == 0


def test_a_stale_version_is_refused(room):
    deal = room()
    agreement = deal.draft()
    path = f"/agreements/{agreement['id']}"
    assert deal.holder.put(path, json=terms(deal.deal)).status_code == 428
    assert deal.holder.put(path, version=99, json=terms(deal.deal)).status_code == 412
    assert deal.holder.put(path, version=1, json=terms(deal.deal, place="上海")).status_code == 200
    assert deal.demander.put(path, version=1, json=terms(deal.deal)).status_code == 412


def test_giving_up_voids_what_was_signed_and_makes_room(room, house):
    deal = room()
    agreement = deal.draft()
    deal.finalise(agreement)
    deal.sign(agreement, deal.holder)
    assert deal.act(agreement, "cancel", json={}).status_code == 422
    assert deal.act(agreement, "cancel", json={"reason": "价格未谈妥"}).json()["status"] == (
        "cancelled"
    )
    with house.reading() as uow:
        rows = uow.session.exec(
            select(AgreementSignature).where(col(AgreementSignature.voided_at).is_(None))
        ).all()
        assert rows == []
    deal.draft()
    with house.reading() as uow:
        assert len(uow.session.exec(select(Agreement)).all()) == 2


def test_the_side_that_has_not_signed_finds_it_in_its_list(room, as_, person, house):
    deal = room()
    agreement = deal.draft()
    deal.finalise(agreement)
    admin = person(Role.ORG_ADMIN, org=deal.deal.demander.org_id)
    give_password(house, admin)
    assert [t["kind"] for t in deal.demander.get("/me/todos").json()["items"]] == ["agreement_sign"]
    assert deal.sign(agreement, as_(admin)).status_code == 201
    assert deal.demander.get("/me/todos").json()["items"] == []
    assert len(deal.holder.get("/me/todos").json()["items"]) == 1
