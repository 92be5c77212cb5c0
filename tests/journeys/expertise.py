"""Steps of 6.1 and 6.2: from a draft that was imported to an issued report."""

import hashlib
from typing import Any

import pytest

from tests.journeys.people import Cast

# category, source of the expert (5.1.1.1): the first five make a lawful panel
SEATS = (
    ("clinical", "hospital"),
    ("clinical", "university"),
    ("engineering", "institute"),
    ("engineering", "company"),
    ("investment", "investor"),
    ("clinical", "hospital"),
)
# Saaty judgements on the upper triangle of every node; each matrix is consistent enough
JUDGEMENTS: dict[str, list[str]] = {
    "G": ["2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"],
    "A": ["1", "3", "3", "3", "3", "1"],
    "B": ["2", "1", "1/2"],
    "C": ["1", "2", "3", "2", "3", "2"],
    "D": ["1", "1", "1"],
    "E": ["1", "2", "2"],
}
HERBS = ("甘遂", "牵牛子", "黄芪", "白术", "肉桂", "青皮")


def hand_in(cast: Cast, outcome_id: str) -> dict[str, Any]:
    """Let staff name the holder, and the holder complete and submit the draft (6.1.1)."""
    path = f"/outcomes/{outcome_id}"
    draft = cast.staff.get(path)
    assert (draft["status"], draft["owner_name"], draft["number"]) == ("draft", "", None)
    cast.holder.get(path, expect=404)  # nobody's yet
    org = {"org_id": str(cast.holder.person.org_id)}
    draft = cast.staff.post(f"{path}/assign", version=draft["version"], json=org)
    mine = cast.holder.get(path)
    assert mine["may_edit"]
    assert tuple(mine["tcm"]["herbs"]) == HERBS  # as the source says
    assert mine["maturity"] is None  # and nothing where it is silent
    refused = cast.holder.post(f"{path}/submit", version=mine["version"], expect=409)
    assert {"/attachments", "/self_check"} & {error["pointer"] for error in refused["errors"]}
    right = mine["ip_rights"][0]
    kept = ("type", "title", "number", "application_number", "state", "filing_date")
    saved = cast.holder.put(
        path,
        version=mine["version"],
        json={
            "background": "肝硬化顽固性腹水患者口服药物吸收差。",
            "innovation": "以透皮促进剂调膏，贴敷神阙、关元等穴。",
            "contribution": "为外治消退腹水提供了可制备的膏药。",
            "ip_rights": [
                {name: right[name] for name in kept}
                | {"owner": "河南中医药大学第一附属医院", "expiry_date": "2035-09-16"}
            ],
            "cooperation": {"modes": ["license", "co_develop"], "region": "全国"},
            "ownership_basis": "service",
            "public_fund": False,
            "hgr_involved": False,
            "undisclosed": mine["undisclosed"],
        },
    )
    proof = cast.holder.upload(f"{path}/attachments?kind=proof", "专利证书.pdf")
    ticks = [item["code"] for item in saved["checklist"]]
    saved = cast.holder.put(path, version=saved["version"], json={"self_check": ticks})
    assert saved["completeness"]["ready"], saved["completeness"]
    done = cast.holder.post(f"{path}/submit", version=saved["version"])
    receipt = cast.holder.get(f"{path}/receipt")
    assert receipt["number"] == done["number"]
    assert [(f["name"], f["sha256"]) for f in receipt["files"]] == [
        ("专利证书.pdf", proof["sha256"])
    ]
    assert cast.holder.get(f"{path}/receipt.pdf").startswith(b"%PDF")
    return done


def review(cast: Cast, outcome_id: str, later: Any) -> dict[str, Any]:
    """Send one field back, take the mended form, accept it (6.1.2)."""
    path = f"/outcomes/{outcome_id}"
    assert "formal_review" in cast.staff.todos()
    desk = cast.staff.get(f"{path}/review")
    later(hours=5)
    back = {
        "reason": "请按栏目提示补正。",
        "field_returns": [{"pointer": "/cases", "reason": "临床观察请写明例数与时间。"}],
    }
    cast.staff.post(f"{path}/return", version=desk["version"], json=back)
    later(days=1)
    assert cast.holder.notices()[0].startswith("补正通知")
    mine = cast.holder.get(path)
    assert [row["pointer"] for row in mine["field_returns"]] == ["/cases"]
    case = {
        "place": "河南中医学院第一附属医院", "effect": "临床观察总有效率 93.3%（专利文本自述）",
        "proof": "专利文本", "deidentified": True, "consent": True,
    }  # fmt: skip
    mine = cast.holder.put(path, version=mine["version"], json={"cases": [case]})
    again = cast.holder.post(f"{path}/submit", version=mine["version"])
    assert (again["review_round"], again["number"]) == (2, mine["number"])
    later(hours=2)
    desk = cast.staff.get(f"{path}/review")
    assert "/cases" in {change["pointer"] for change in desk["changes"]}
    cast.staff.post(f"{path}/accept", version=desk["version"], json={}, expect=409)  # unanswered
    answers = {item["code"]: {"answer": "yes"} for item in desk["items"]}
    desk = cast.staff.put(f"{path}/review", version=desk["version"], json={"checklist": answers})
    accepted = cast.staff.post(f"{path}/accept", version=desk["version"], json={})
    later(hours=1)
    assert cast.holder.notices()[0].startswith("受理通知")
    return accepted


def build_base(cast: Cast) -> list[str]:
    """Let experts apply and staff admit them; return their ids (5.1.1.1)."""
    ids = []
    for someone, (category, sector) in zip(cast.experts, SEATS, strict=True):
        profile = {
            "category": category, "source_sector": sector, "fields": ["external_therapy", "drug"],
            "liver_years": 12, "title": "主任医师", "bio": "从事肝病研究。",
        }  # fmt: skip
        entry = someone.post("/experts/me", json=profile, expect=201)
        cast.staff.post(f"/experts/{entry['id']}/activate", version=entry["version"])
        ids.append(entry["id"])
    return ids


def agree_on_weights(cast: Cast, expert_ids: list[str], later: Any) -> dict[str, Any]:
    """Collect the judgements of three experts and approve the weights (5.1.2.2.4)."""
    study = {"title": "层次分析权重", "expert_ids": expert_ids[:3]}
    weight_set = cast.staff.post("/weight-sets", json=study, expect=201)
    path = f"/weight-sets/{weight_set['id']}"
    early = cast.staff.post(f"{path}/approve", version=weight_set["version"], expect=409)
    assert early["title"]
    later(hours=1)
    for someone in cast.experts[:3]:
        sheet = someone.get("/ahp-sheets")["items"][0]
        own = someone.get(f"/ahp-sheets/{sheet['id']}")
        own = someone.put(
            f"/ahp-sheets/{sheet['id']}", version=own["version"], json={"answers": JUDGEMENTS}
        )
        assert own["computed"]["cr_max"] < 0.1
        someone.post(f"/ahp-sheets/{sheet['id']}/submit", version=own["version"])
    weight_set = cast.staff.get(path)
    assert weight_set["problems"] == []
    approved = cast.staff.post(f"{path}/approve", version=weight_set["version"])
    assert sum(leaf["weight"] for leaf in approved["leaves"]) == pytest.approx(1)
    assert approved["ri_table"]
    return approved


def assess(cast: Cast, outcome_id: str, expert_ids: list[str], later: Any) -> dict[str, Any]:
    """Convene the panel, gather declarations and scores, write and issue the report (6.2)."""
    made = cast.staff.post("/assessments", json={"outcome_id": outcome_id}, expect=201)
    path = f"/assessments/{made['id']}"
    view = made
    for expert_id in (*expert_ids[:4], expert_ids[5]):  # nobody who knows investment
        seat = {"expert_id": expert_id}
        view = cast.staff.post(f"{path}/members", version=view["version"], json=seat)
    refused = cast.staff.post(f"{path}/start", version=view["version"], expect=409)
    assert "缺 产业投资" in refused["detail"]
    surplus = next(m for m in view["members"] if m["expert_id"] == expert_ids[5])
    view = cast.staff.call("DELETE", f"/panel-members/{surplus['id']}", version=surplus["version"])
    seat = {"expert_id": expert_ids[4]}
    view = cast.staff.post(f"{path}/members", version=view["version"], json=seat)
    view = cast.staff.post(f"{path}/start", version=view["version"])
    assert view["status"] == "declaring"
    assert cast.holder.get(path)["status"] == "declaring"
    cast.holder.get(f"{path}/panel", expect=403)  # the holder does not know who sits
    later(hours=3)
    panel = cast.experts[:5]
    for someone in panel:
        titles = someone.notices()
        assert [t.startswith("邀请您参加评估") for t in titles].count(True) == 1, titles
        _declare(someone)
    later(days=1)
    for n, someone in enumerate(panel):
        _score(someone, 72 + 2 * n)
    cast.auditor.get(f"{path}/result", expect=403)  # no score before the release
    view = cast.staff.get(f"{path}/panel")
    view = cast.staff.post(f"{path}/release", version=view["version"])
    result = cast.staff.get(f"{path}/result")
    assert result["passed"]
    assert 72 <= result["total"] <= 80
    points = sum(leaf["contribution"] for leaf in result["leaves"])
    assert points == pytest.approx(result["total"], abs=0.01)
    _write_report(cast, path)
    view = cast.staff.get(f"{path}/panel")
    cast.staff.post(f"{path}/issue", version=view["version"], expect=409)  # nobody agreed yet
    for someone in panel:
        _consent(someone, path)
    view = cast.staff.get(f"{path}/panel")
    issued = cast.staff.post(f"{path}/issue", version=view["version"])
    later(hours=1)
    assert cast.holder.notices()[0].startswith("评估报告已出具")
    assert cast.holder.get(f"{path}/report.pdf").startswith(b"%PDF")
    assert cast.staff.get(f"{path}/archive.zip").startswith(b"PK")
    return issued | {"total": result["total"]}


def _seat(someone: Any) -> dict[str, Any]:
    task = someone.get("/panel-tasks")["items"][0]
    return someone.get(f"/panel-tasks/{task['id']}")


def _declare(someone: Any) -> None:
    gate = _seat(someone)
    path = f"/panel-tasks/{gate['id']}"
    assert not gate["can_open"]
    someone.get(f"{path}/material", expect=403)
    someone.get(f"{path}/sheet", expect=403)
    text = gate["declaration_text"]
    signed = someone.post(
        f"{path}/sign",
        version=gate["version"],
        json={
            "name": someone.name,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "accept": True,
        },
    )
    assert signed["can_open"]
    files = someone.get(f"{path}/material")["files"]
    assert [file["name"] for file in files] == ["专利证书.pdf"]


def _score(someone: Any, value: float) -> None:
    path = f"/panel-tasks/{_seat(someone)['id']}"
    sheet = someone.get(f"{path}/sheet")
    for dimension in sheet["dimensions"]:
        for leaf in dimension["leaves"]:
            answers = {
                q["code"]: "是" for q in leaf["questions"] if q["kind"] in {"yes_no", "score"}
            }
            given = {"value": value, "comment": "依据见专利文本", "answers": answers}
            where = f"{path}/sheet/scores/{leaf['code']}"
            sheet = someone.put(where, version=sheet["version"], json=given)
    notes = {"advice": "建议补充多中心对照研究。"}
    sheet = someone.put(f"{path}/sheet/notes", version=sheet["version"], json=notes)
    assert sheet["missing"] == []
    someone.post(f"{path}/sheet/submit", version=sheet["version"])


def _write_report(cast: Cast, path: str) -> None:
    report = cast.staff.get(f"{path}/report")
    assert report["overview"]  # drawn from the outcome
    assert len(report["expert_advice"]) == 5
    parts = {
        "overview": report["overview"],
        "maturity_statement": "公开来源未披露成熟度证明，本次未评定等级。",
        "transfer_advice": "建议以许可方式与具备外用贴膏产线的企业合作。",
        "routes": ["license"],
        "next_milestone": "补充稳定性考察与多中心研究。",
        "risks": "专利将于 2035 年届满。",
        "expert_advice": report["expert_advice"],
        "limits": report["limits"],
        "valid_until": report["valid_until"],
    }
    swot = cast.staff.get(f"{path}/swot")
    kept = ("quadrant", "statement", "indicator_code", "file_ids", "rating")
    items = [{key: item[key] for key in kept} for item in swot["items"]]
    items = items or [{"quadrant": "S", "statement": "原创组方", "indicator_code": "C1"}]
    cast.staff.put(f"{path}/swot", version=swot["version"], json={"items": items})
    report = cast.staff.get(f"{path}/report")
    written = cast.staff.put(f"{path}/report", version=report["version"], json=parts)
    assert written["missing_parts"] == []


def _consent(someone: Any, path: str) -> None:
    report = someone.get(f"{path}/report")
    task = _seat(someone)
    someone.post(
        f"/panel-tasks/{task['id']}/consent",
        version=task["version"],
        json={"agreed": True, "content_hash": report["content_hash"]},
    )
