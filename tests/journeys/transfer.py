"""Steps of 6.3 to 6.5: library, need, introduction, agreement, project, conversion."""

from datetime import date, timedelta
from typing import Any

from tests.factories.deals import CLAUSES, PASSWORD
from tests.journeys.people import Cast

TITLE = "一种用于消退肝硬化腹水的利水膏药"


def publish(cast: Cast, outcome_id: str, later: Any) -> dict[str, Any]:
    """Let staff publish the record; anybody finds it by two characters (6.3.1)."""
    assert cast.look("/library", q="腹水")["total"] == 0
    waiting = cast.staff.get("/library-records?status=ready")["items"]
    assert [row["title"] for row in waiting] == [TITLE]
    path = f"/library-records/{waiting[0]['id']}"
    record = cast.staff.get(path)
    cast.holder.post(f"{path}/publish", version=record["version"], expect=404)
    cast.staff.post(f"{path}/publish", version=record["version"])
    later(hours=1)
    assert cast.holder.notices()[0].startswith("成果已入库发布")
    for words in ("腹水", "膏药", "甘遂"):
        found = cast.look("/library", q=words)
        assert [hit["title"] for hit in found["items"]] == [TITLE], words
    facets = {"field": "external_therapy", "scene": "clinical", "ip": "granted", "mode": "license"}
    assert cast.look("/library", **facets)["total"] == 1
    assert cast.look("/library", mode="equity")["total"] == 0
    shown = cast.look(f"/library/{record['id']}")
    assert shown["outcome_id"] == outcome_id
    assert shown["grade"]
    return shown


def ask(cast: Cast, record_id: str, later: Any) -> dict[str, Any]:
    """Post a need, publish it, take the suggestion with its reasons (6.3.2)."""
    form = {
        "title": "寻求肝硬化腹水外治贴膏技术",
        "description": "寻求用于肝硬化腹水的中药外用贴敷或膏药技术，已授权专利，可许可实施。",
        "demand_type": "licensing_in", "field": "external_therapy", "scene": "clinical",
        "diseases": ["K74.6"], "modes": ["license"], "budget_fen": 300_000_000,
    }  # fmt: skip
    draft = cast.demander.post("/demands", json=form, expect=201)
    path = f"/demands/{draft['id']}"
    cast.staff.get(path, expect=404)  # a draft is its organisation's alone
    handed = cast.demander.post(f"{path}/submit", version=draft["version"])
    later(hours=3)
    assert cast.staff.todos() == ["demand"]
    public = cast.staff.post(f"{path}/publish", version=handed["version"])
    later(hours=1)
    assert cast.demander.notices()[0].startswith("需求已审核发布")
    assert [hit["id"] for hit in cast.look("/demands", q="腹水")["items"]] == [draft["id"]]
    run = cast.demander.post(f"{path}/matches", expect=201)
    first = run["suggestions"][0]
    assert first["record"]["id"] == record_id
    assert first["score"] > 0
    assert any("K74.6" in r["text"] or r["terms"] for r in first["reasons"])
    judged = cast.demander.post(
        f"/suggestions/{first['id']}/feedback",
        version=first["version"],
        json={"verdict": "suitable"},
    )
    assert judged["feedback_label"]
    return public


def introduce(cast: Cast, record_id: str, demand_id: str, later: Any) -> dict[str, Any]:
    """Let staff bring both sides together; it stands with both consents (6.3.2, 7.1.2.5)."""
    wish = {"record_id": record_id, "demand_id": demand_id, "message": "建议双方就许可实施洽谈。"}
    made = cast.staff.post("/introductions", json=wish, expect=201)
    path = f"/introductions/{made['id']}"
    assert made["contacts"] == []
    one = cast.demander.post(f"{path}/consent", version=made["version"])
    assert (one["status"], one["contacts"]) == ("proposed", [])
    later(hours=2)
    both = cast.holder.post(f"{path}/consent", version=one["version"])
    assert both["status"] == "established"
    assert {contact["email"] for contact in both["contacts"]} == {
        cast.holder.email, cast.demander.email,
    }  # fmt: skip
    later(days=1)
    for someone in (cast.demander, cast.staff):  # the holder's own consent made it stand
        assert "对接成立" in someone.notices()[0]
    meeting = {
        "kind": "online", "happened_on": str(both["established_at"])[:10],
        "body": "双方介绍工艺与产能。", "next_step": "起草合同",
    }  # fmt: skip
    return cast.holder.post(f"{path}/notes", version=both["version"], json=meeting)


def terms(cast: Cast, outcome_id: str, today: date) -> dict[str, Any]:
    """Return the terms of a licence that ends before the patent does."""
    right = cast.holder.get(f"/outcomes/{outcome_id}")["ip_rights"][0]
    return {
        "title": "利水膏药专利实施许可合同",
        "contract_kind": "license",
        "transfer_mode": "license",
        "licence_kind": "ordinary",
        "subject": "许可实施 CN105079201B 号发明专利。",
        "amount_fen": 120_000_000,
        "technology_amount_fen": 120_000_000,
        "payment_scheme": "instalments",
        "payments": [
            {"condition": "合同生效后三十日内", "amount_fen": 40_000_000},
            {"condition": "三批样品检验合格后", "amount_fen": 80_000_000},
        ],
        "clauses": dict(CLAUSES),
        "rights": [{"right_id": right["id"]}],
        "start_date": str(today),
        "end_date": "2031-12-31",
        "place": "郑州",
        "pricing_method": "negotiated",
    }


def contract(
    cast: Cast, introduction_id: str, outcome_id: str, later: Any, today: Any
) -> dict[str, Any]:
    """Negotiate, post name and price, freeze the text, sign it twice (6.4)."""
    note = {"topic": "许可费", "body": "拟分两期支付。", "next_step": "甲方起草"}
    cast.demander.post(f"/introductions/{introduction_id}/negotiation", json=note, expect=201)
    seen = cast.holder.get(f"/introductions/{introduction_id}/negotiation")
    assert [row["topic"] for row in seen] == ["许可费"]
    body = terms(cast, outcome_id, today())
    where = f"/introductions/{introduction_id}/agreements"
    too_long = cast.holder.post(where, json=body | {"end_date": "2036-01-01"}, expect=422)
    assert too_long["errors"][0]["pointer"] == "/end_date"  # the patent ends in 2035
    draft = cast.holder.post(where, json=body, expect=201)
    path = f"/agreements/{draft['id']}"
    assert draft["publicity_required"]  # a state-funded holder and a negotiated price
    remark = {"clause": "improvements", "level": "advice", "body": "建议写明改进成果的通知期限。"}
    commented = cast.adviser.post(f"{path}/comments", json=remark, expect=201)
    cast.adviser.post(f"{path}/finalise", version=commented["version"], expect=403)
    cast.visitor.cookies.clear()
    draft = cast.holder.get(path)
    refused = cast.holder.post(f"{path}/finalise", version=draft["version"], expect=409)
    assert "公示" in refused["detail"]
    posted = cast.holder.post(f"{path}/announce", version=draft["version"])
    later(hours=1)
    assert [row["outcome_title"] for row in cast.look("/publicity")["items"]] == [TITLE]
    later(days=10)
    early = cast.holder.post(f"{path}/finalise", version=posted["version"], expect=409)
    assert "期满" in early["detail"]
    later(days=6)
    posted = cast.holder.get(path)
    frozen = cast.holder.post(f"{path}/finalise", version=posted["version"])
    assert cast.demander.get(f"{path}/document").startswith(b"%PDF")
    return _sign(cast, path, frozen, later)


def _sign(cast: Cast, path: str, frozen: dict[str, Any], later: Any) -> dict[str, Any]:
    good = {
        "password": PASSWORD, "meaning": "authorised",
        "document_sha256": frozen["document_sha256"],
    }  # fmt: skip
    version = frozen["version"]
    wrong = cast.holder.post(
        f"{path}/signatures", version=version, json=good | {"password": "不是这个口令"}, expect=422
    )
    assert wrong["errors"][0]["pointer"] == "/password"
    other = good | {"document_sha256": "0" * 64}
    cast.holder.post(f"{path}/signatures", version=version, json=other, expect=409)
    one = cast.holder.post(f"{path}/signatures", version=version, json=good, expect=201)
    assert one["status"] == "signing"
    later(hours=3)
    both = cast.demander.post(f"{path}/signatures", version=one["version"], json=good, expect=201)
    assert both["status"] == "signed"
    assert len({row["document_sha256"] for row in both["signatures"]}) == 1
    assert both["signatures"][1]["prev"] == both["signatures"][0]["hash"]
    assert cast.holder.get(f"{path}/verification")["ok"]
    later(hours=1)
    assert cast.staff.notices()[0].startswith("双方签署完成")
    return both


def implement(cast: Cast, outcome_id: str, later: Any, today: Any) -> dict[str, Any]:
    """Reach a milestone, solve a problem, report and confirm the conversion (6.5)."""
    rows = cast.demander.get("/projects")["items"]
    assert [row["outcome_title"] for row in rows] == [TITLE]
    path = f"/projects/{rows[0]['id']}"
    step = {"title": "完成三批样品", "owner_side": "demander", "due_on": str(today())}
    project = cast.demander.post(f"{path}/milestones", json=step, expect=201)
    mine = next(m for m in project["milestones"] if m["title"] == step["title"])
    trouble = {"title": "辅料供应中断", "detail": "透皮促进剂缺货。", "owner_side": "holder"}
    project = cast.demander.post(f"{path}/issues", json=trouble, expect=201)
    issue = project["issues"][0]
    later(days=3)
    assert any(title.startswith("项目出现新问题") for title in cast.holder.notices())
    taken = cast.holder.post(f"/issues/{issue['id']}/take", version=issue["version"])
    solved = {"reason": "已提供替代供应商。"}
    cast.holder.post(f"/issues/{issue['id']}/resolve", version=taken["version"], json=solved)
    done = {"done_on": str(today()), "note": "检验合格。"}
    version = cast.demander.get(path)["version"]
    project = cast.demander.post(f"{path}/milestones/{mine['id']}/done", version=version, json=done)
    mine = next(m for m in project["milestones"] if m["id"] == mine["id"])
    assert (mine["state"], mine["done_on"]) == ("done", str(today()))
    progress = {"happened_on": str(today()), "progress": "首期款已支付，样品合格。"}
    cast.demander.post(f"{path}/reports", json=progress, expect=201)
    proof = cast.demander.upload(f"{path}/attachments", "首期款凭证.pdf")
    claim = {
        "kind": "contract_performed", "transfer_mode": "license", "happened_on": str(today()),
        "proof_file_id": proof["id"], "note": "首期款已到账",
    }  # fmt: skip
    tomorrow = claim | {"happened_on": str(today() + timedelta(days=1))}
    cast.demander.post(f"{path}/conversions", json=tomorrow, expect=422)
    reported = cast.demander.post(f"{path}/conversions", json=claim, expect=201)
    where = f"/conversions/{reported['id']}"
    cast.holder.post(f"{where}/confirm", version=reported["version"], json={}, expect=403)
    assert cast.holder.get(f"/outcomes/{outcome_id}")["status"] == "contracted"
    later(days=1)
    assert "conversion" in cast.staff.todos()
    sure = {"reason": "凭证核对无误"}
    cast.staff.post(f"{where}/confirm", version=reported["version"], json=sure)
    later(hours=1)
    for someone in (cast.holder, cast.demander):
        assert someone.notices()[0].startswith("转化已确认")
    return cast.staff.get(path)
