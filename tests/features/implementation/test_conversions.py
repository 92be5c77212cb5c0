"""A conversion is reported with proof and confirmed by somebody else (7.1.1.1)."""

from datetime import date

import pytest
from sqlmodel import col, select

from backend.features.experts.models import OrganisationTie, TieKind
from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Role
from tests.factories.deals import make_outcome

REPORT = {
    "kind": "contract_performed",
    "transfer_mode": "license",
    "happened_on": "2026-11-20",
    "note": "首期款已到账",
}


def outcome_status(house, outcome_id) -> str:
    with house.reading() as uow:
        return uow.session.get_one(Outcome, outcome_id).status.value


@pytest.mark.clause("7.1.1.1")
def test_from_report_with_proof_to_a_converted_outcome(site, house):
    place = site()
    proof = place.upload(place.demander)
    assert proof.status_code == 201, proof.text
    made = place.post(
        "conversions", REPORT | {"proof_file_id": proof.json()["id"]}, who=place.demander
    )
    assert made.status_code == 201, made.text
    assert outcome_status(house, place.deal.outcome_id) == "contracted"
    waiting = [t for t in place.staff.get("/me/todos").json()["items"] if t["kind"] == "conversion"]
    assert len(waiting) == 1
    path = f"/conversions/{made.json()['id']}"
    assert place.holder.post(f"{path}/confirm", version=1, json={}).status_code == 403
    shown = place.staff.get(f"{path}/proof")
    assert shown.status_code == 200
    assert "attachment" in shown.headers["content-disposition"]
    done = place.staff.post(f"{path}/confirm", version=1, json={"reason": "凭证核对无误"})
    assert done.status_code == 200, done.text
    assert done.json()["status"] == "confirmed"
    assert outcome_status(house, place.deal.outcome_id) == "converted"
    assert place.get()["converted"] is True
    again = place.post("conversions", REPORT | {"proof_file_id": proof.json()["id"]},
                       who=place.demander)  # fmt: skip
    assert again.status_code == 409


@pytest.mark.clause("7.1.1.1")
def test_a_refused_report_can_be_made_again(site, house):
    place = site()
    proof = place.upload(place.holder).json()["id"]
    body = REPORT | {"proof_file_id": proof}
    made = place.post("conversions", body, who=place.holder).json()
    assert place.post("conversions", body, who=place.holder).status_code == 409
    path = f"/conversions/{made['id']}/refuse"
    assert place.staff.post(path, version=1, json={}).status_code == 422
    refused = place.staff.post(path, version=1, json={"reason": "凭证无法辨认"})
    assert refused.json()["decision_note"] == "凭证无法辨认"
    assert outcome_status(house, place.deal.outcome_id) == "contracted"
    assert place.post("conversions", body, who=place.holder).status_code == 201


@pytest.mark.clause("7.1.1.1")
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"happened_on": "2026-11-19"}, "/happened_on"),  # before the signature
        ({"happened_on": "2026-11-21"}, "/happened_on"),  # in the future
        ({"kind": "self_invested", "transfer_mode": "self_invest"}, "/kind"),
        ({"proof_file_id": "00000000-0000-7000-8000-000000000000"}, "/proof_file_id"),
        ({"transfer_mode": "gift"}, "/transfer_mode"),
    ],
)
def test_what_is_no_conversion(site, change, pointer):
    place = site()
    proof = place.upload(place.holder).json()["id"]
    answer = place.post("conversions", REPORT | {"proof_file_id": proof} | change, who=place.holder)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_disguised_proof_is_not_taken(site):
    place = site()
    answer = place.upload(place.holder, content=b"MZ\x90\x00 program", name="invoice.pdf")
    assert answer.status_code in {415, 422}, answer.text
    assert place.upload(place.staff, content=b"").status_code == 422


@pytest.mark.clause("3.3")
def test_a_holder_that_converts_itself_needs_no_agreement(house, as_, person):
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder)
    me, staff = as_(holder), as_(Role.OPERATOR)
    proof = me.post(
        f"/outcomes/{outcome_id}/conversion/attachments", content=b"%PDF-1.4\n%%EOF\n",
        headers={"x-file-name": "licence.pdf", "content-type": "application/pdf"},
    )  # fmt: skip
    assert proof.status_code == 201, proof.text
    body = {
        "kind": "self_invested", "transfer_mode": "self_invest", "happened_on": "2026-11-01",
        "proof_file_id": proof.json()["id"],
    }  # fmt: skip
    wrong = me.post(f"/outcomes/{outcome_id}/conversions", json=body | {"kind": "equity"})
    assert wrong.status_code == 422
    stranger = as_(Role.HOLDER)
    assert stranger.post(f"/outcomes/{outcome_id}/conversions", json=body).status_code == 404
    made = me.post(f"/outcomes/{outcome_id}/conversions", json=body)
    assert made.status_code == 201, made.text
    done = staff.post(f"/conversions/{made.json()['id']}/confirm", version=1, json={})
    assert done.status_code == 200, done.text
    assert outcome_status(house, outcome_id) == "converted"


@pytest.mark.clause("5.1.1.1")
@pytest.mark.parametrize(
    ("kind", "tie", "until"),
    [
        ("contract_performed", TieKind.CONTRACT, date(2031, 11, 30)),  # the contract's own end
        ("equity", TieKind.EQUITY, date(2026, 11, 20)),
    ],
)
def test_a_confirmed_conversion_is_a_money_record_for_the_conflict_rules(
    site, house, drain, kind, tie, until
):
    place = site()
    proof = place.upload(place.demander).json()["id"]
    body = REPORT | {"proof_file_id": proof, "kind": kind}
    if kind == "equity":
        body["transfer_mode"] = "equity"
    made = place.post("conversions", body, who=place.demander)
    assert made.status_code == 201, made.text
    place.staff.post(f"/conversions/{made.json()['id']}/confirm", version=1, json={})
    drain()
    with house.reading() as uow:
        found = uow.session.exec(
            select(OrganisationTie).where(
                col(OrganisationTie.first_id) == place.deal.holder.org_id,
                col(OrganisationTie.kind) == tie,
            )
        ).one()
    assert found.second_id == place.deal.demander.org_id
    assert found.until == until
    assert found.reference
