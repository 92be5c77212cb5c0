"""Posting name and price before signing (promotion of transfer law, art. 18)."""

import pytest

from backend.kernel.policy import Role
from tests.factories.deals import terms

OBJECTION = {"name": "王五", "contact": "wangwu@example.org", "body": "价格明显偏低"}


def posted(room):
    deal = room(state_funded=True)
    agreement = deal.draft()
    answer = deal.act(agreement, "announce")
    assert answer.status_code == 200, answer.text
    return deal, agreement, answer.json()["publicity"]


@pytest.mark.clause("5.3.2")
def test_a_state_funded_holder_cannot_sign_before_the_posting_is_over(room, client):
    deal = room(state_funded=True)
    agreement = deal.draft()
    assert agreement["publicity_required"] is True
    assert "finalise" not in {a["action"] for a in agreement["available_actions"]}
    early = deal.act(agreement, "finalise")
    assert early.status_code == 409
    assert "公示" in early.json()["detail"]
    assert deal.act(agreement, "announce", who=deal.demander).status_code == 403

    posting = deal.act(agreement, "announce").json()["publicity"]
    assert (posting["start_on"], posting["end_on"]) == ("2026-11-20", "2026-12-05")
    client.cookies.clear()
    public = client.get("/api/v1/publicity").json()["items"]
    assert [(p["outcome_title"], p["price_text"], p["days_left"]) for p in public] == [
        ("柔肝化纤颗粒", "人民币 1,200,000.00 元", 16)
    ]
    assert client.get(f"/api/v1/publicity/{posting['id']}").status_code == 200

    renew = deal.after(days=15)
    running = renew.act(agreement, "finalise")
    assert running.status_code == 409
    assert "尚未期满" in running.json()["detail"]
    renew = deal.after(days=1)
    assert [t["kind"] for t in renew.holder.get("/me/todos").json()["items"]] == [
        "agreement_finalise"
    ]
    frozen = renew.act(agreement, "finalise")
    assert frozen.status_code == 200, frozen.text
    assert renew.sign(agreement, renew.holder).status_code == 201
    assert renew.sign(agreement, renew.demander).json()["status"] == "signed"


@pytest.mark.clause("5.3.2")
def test_other_ways_of_pricing_and_other_holders_need_no_posting(room):
    auction = room(state_funded=True)
    agreement = auction.draft(pricing_method="auction")
    assert agreement["publicity_required"] is False
    assert auction.act(agreement, "announce").status_code == 409
    auction.finalise(agreement)
    private = room()
    private.finalise(private.draft())


@pytest.mark.clause("5.3.2")
def test_another_price_needs_another_posting(room):
    deal, agreement, posting = posted(room)
    now = deal.get(agreement)
    same_price = deal.holder.put(
        f"/agreements/{agreement['id']}", version=now["version"],
        json=terms(deal.deal, place="上海"),
    )  # fmt: skip
    assert same_price.json()["status"] == "publicity"
    assert same_price.json()["publicity"]["id"] == posting["id"]
    changed = deal.holder.put(
        f"/agreements/{agreement['id']}", version=same_price.json()["version"],
        json=terms(deal.deal, amount_fen=100_000_000, payments=[]),
    )  # fmt: skip
    assert changed.status_code == 200, changed.text
    assert changed.json()["status"] == "drafting"
    assert changed.json()["publicity"] is None
    again = deal.act(agreement, "announce")
    assert again.status_code == 200, again.text
    assert again.json()["publicity"]["id"] != posting["id"]


@pytest.mark.clause("5.3.2")
def test_an_open_objection_stops_the_signature_until_it_is_answered(room, client, as_):
    deal, agreement, posting = posted(room)
    client.cookies.clear()
    made = client.post(f"/api/v1/publicity/{posting['id']}/objections", json=OBJECTION)
    assert made.status_code == 201, made.text
    assert made.json()["state"] == "objected"
    assert "contact" not in made.text
    later = deal.after(days=16)
    stopped = later.act(agreement, "finalise")
    assert stopped.status_code == 409
    assert "异议" in stopped.json()["detail"]

    staff = as_(Role.OPERATOR)
    assert "objection" in [t["kind"] for t in staff.get("/me/todos").json()["items"]]
    seen = staff.get(f"/agreements/{agreement['id']}").json()["objections"][0]
    assert seen["contact"] == OBJECTION["contact"]
    assert later.get(agreement)["objections"][0]["contact"] is None
    path = f"/objections/{seen['id']}/dismiss"
    assert later.holder.post(path, version=1, json={"reason": "x"}).status_code == 404
    assert staff.post(path, version=seen["version"], json={}).status_code == 422
    done = staff.post(path, version=seen["version"], json={"reason": "经评估价格合理"})
    assert done.status_code == 200, done.text
    assert later.act(agreement, "finalise").status_code == 200


@pytest.mark.clause("5.3.2")
def test_an_upheld_objection_ends_the_posting(room, client, as_):
    deal, agreement, posting = posted(room)
    client.cookies.clear()
    client.post(f"/api/v1/publicity/{posting['id']}/objections", json=OBJECTION)
    staff = as_(Role.OPERATOR)
    seen = staff.get(f"/agreements/{agreement['id']}").json()["objections"][0]
    done = staff.post(
        f"/objections/{seen['id']}/uphold", version=seen["version"], json={"reason": "须重新定价"}
    )
    assert done.status_code == 200, done.text
    now = deal.get(agreement)
    assert (now["status"], now["publicity"]) == ("drafting", None)
    client.cookies.clear()
    assert client.get("/api/v1/publicity").json()["total"] == 0


@pytest.mark.clause("5.3.2")
def test_objections_end_with_the_posting(room, client):
    deal, _, posting = posted(room)
    deal.after(days=16)
    client.cookies.clear()
    late = client.post(f"/api/v1/publicity/{posting['id']}/objections", json=OBJECTION)
    assert late.status_code == 409


@pytest.mark.clause("5.3.2")
def test_a_related_buyer_is_marked(room):
    deal = room(state_funded=True)
    agreement = deal.draft(buyer_related=True)
    refused = deal.act(agreement, "announce")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/buyer_related_note"
    now = deal.get(agreement)
    deal.holder.put(
        f"/agreements/{agreement['id']}", version=now["version"],
        json=terms(deal.deal, buyer_related=True, buyer_related_note="乙方股东为成果完成人"),
    )  # fmt: skip
    shown = deal.act(agreement, "announce").json()["publicity"]
    assert shown["buyer_related"] is True
    assert shown["buyer_related_note"] == "乙方股东为成果完成人"
