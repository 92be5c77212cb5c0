"""6.1 over HTTP: form, autosave, files, submission, review, rounds, receipt, clock."""

import dataclasses
import hashlib
import io
import re
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from backend.features.identity import service as identity
from backend.features.outcomes.checklist import codes_for
from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Role
from tests.factories.outcomes import form, make_draft, make_outcome

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def again(house, as_, client):
    """The same person, signed in anew: sessions end while the clock runs on."""
    who = client.person
    with house.unit_of_work() as uow:
        token = identity.open_session(uow, who.user_id, who.membership_id)
    return as_(dataclasses.replace(who, token=token))


def upload(client, outcome_id, content=PDF, name="%E4%B8%93%E5%88%A9.pdf", **kwargs):
    return client.post(
        f"/outcomes/{outcome_id}/attachments",
        content=content,
        headers={"x-file-name": name, "content-type": "application/pdf"},
        **kwargs,
    )


def answers(view, answer="yes"):
    return {item["code"]: {"answer": answer} for item in view["items"]}


@pytest.mark.clause("6.1.1")
@pytest.mark.clause("6.1.2")
def test_an_application_goes_through_return_and_acceptance(as_, house, clock, drain):
    holder, staff = as_(Role.HOLDER), as_(Role.OPERATOR)
    made = holder.post("/outcomes", json={"title": "柔肝化纤颗粒"})
    assert made.status_code == 201, made.text
    draft = made.json()
    path = f"/outcomes/{draft['id']}"
    assert draft["number"] is None
    assert staff.get(path).status_code == 404  # a draft is its holder's alone

    refused = holder.post(f"{path}/submit", version=draft["version"])
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/outcome-incomplete"
    pointers = {error["pointer"] for error in refused.json()["errors"]}
    assert {
        "/background",
        "/innovation",
        "/contribution",
        "/attachments",
        "/self_check",
    } <= pointers

    saved = holder.put(path, version=draft["version"], json=form()).json()
    assert saved["completeness"]["percent"] > 80
    one = upload(holder, draft["id"])
    assert one.status_code == 201, one.text
    assert one.json()["name"] == "专利.pdf"
    assert one.json()["sha256"] == hashlib.sha256(PDF).hexdigest()
    ticks = [item["code"] for item in saved["checklist"]]
    saved = holder.put(path, version=saved["version"], json={"self_check": ticks}).json()
    assert saved["completeness"]["ready"], saved["completeness"]
    assert saved["completeness"]["percent"] == 100

    done = holder.post(f"{path}/submit", version=saved["version"])
    assert done.status_code == 200, done.text
    assert done.json()["number"] == "CG-2026-000001"
    assert done.json()["status_label"] == "待形式审查"
    drain()
    assert (
        staff.get("/me/inbox").json()["items"][0]["title"].startswith("待形式审查：CG-2026-000001")
    )
    assert [t["kind"] for t in staff.get("/me/todos").json()["items"]] == ["formal_review"]

    clock.advance(hours=5)
    holder, staff = again(house, as_, holder), again(house, as_, staff)
    review = staff.get(f"{path}/review").json()
    assert [i["code"] for i in review["items"]] == ticks  # one list for both sides
    returned = staff.post(
        f"{path}/return",
        version=review["version"],
        json={
            "reason": "参数缺少方法",
            "field_returns": [{"pointer": "/parameters", "reason": "请写明测试方法"}],
        },
    )
    assert returned.status_code == 200, returned.text
    assert returned.json()["clock"]["waiting"]
    drain()
    inbox = holder.get("/me/inbox").json()["items"]
    assert inbox[0]["title"].startswith("补正通知")
    assert inbox[0]["body"] == "参数缺少方法"
    seen = holder.get(path).json()
    assert seen["field_returns"] == [
        {"pointer": "/parameters", "label": "技术参数", "reason": "请写明测试方法"}
    ]

    clock.advance(days=10)
    holder, staff = again(house, as_, holder), again(house, as_, staff)
    seen = holder.put(
        path,
        version=seen["version"],
        json={"parameters": [{"name": "逆转率", "value": "45.9", "unit": "%", "method": "肝穿刺"}]},
    ).json()
    second = holder.post(f"{path}/submit", version=seen["version"]).json()
    assert second["number"] == "CG-2026-000001"
    assert second["review_round"] == 2
    assert not second["clock"]["overdue"]  # ten days of the holder do not count
    assert second["clock"]["paused_days"] > 5
    review = staff.get(f"{path}/review").json()
    assert [c["pointer"] for c in review["changes"]] == ["/parameters"]
    assert review["changes"][0]["before"] == "逆转率 · 45.9 · % · n=240"
    assert review["changes"][0]["after"] == "逆转率 · 45.9 · % · 肝穿刺"

    early = staff.post(f"{path}/accept", version=review["version"], json={})
    assert early.status_code == 409
    assert early.json()["type"] == "/problems/review-incomplete"
    checked = staff.put(
        f"{path}/review", version=review["version"], json={"checklist": answers(review)}
    )
    assert checked.status_code == 200, checked.text
    accepted = staff.post(f"{path}/accept", version=checked.json()["version"], json={})
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["status"] == "accepted"
    assert accepted.json()["clock"]["completed_at"]
    drain()
    assert holder.get("/me/inbox").json()["items"][0]["title"].startswith("受理通知")
    history = [line["label_zh"] for line in holder.get(path).json()["history"]]
    assert history == [
        "创建成果草稿", "上传附件", "提交申请", "退回补正", "提交申请", "予以受理",
    ]  # fmt: skip
    assert [r["decision"] for r in holder.get(path).json()["rounds"]] == ["accepted", "returned"]


@pytest.mark.clause("6.1.1")
def test_the_receipt_names_number_time_and_hashes(as_, house, person):
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "submitted")
    me = as_(holder)
    receipt = me.get(f"/outcomes/{outcome_id}/receipt").json()
    assert receipt["number"].startswith("CG-2026-")
    assert datetime.fromisoformat(receipt["submitted_at"]) == house.clock.now()
    assert [len(file["sha256"]) for file in receipt["files"]] == [64]
    printed = me.get(f"/outcomes/{outcome_id}/receipt.pdf")
    assert printed.status_code == 200
    assert printed.headers["content-disposition"].startswith("attachment")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.content)).pages)
    assert receipt["number"] in text
    assert receipt["files"][0]["sha256"] in re.sub(r"[^0-9a-f]", "", text)
    assert me.get(f"/outcomes/{outcome_id}/receipt.pdf").content == printed.content
    draft = make_draft(house, holder)
    assert me.get(f"/outcomes/{draft}/receipt").status_code == 404


@pytest.mark.clause("6.1.1")
def test_autosave_takes_parts_and_two_savers_do_not_overwrite_each_other(as_, house, person):
    holder = person(Role.HOLDER)
    colleague = person(Role.HOLDER, org=holder.org_id)
    outcome_id = make_draft(house, holder, complete=False)
    path = f"/outcomes/{outcome_id}"
    seen = as_(holder).get(path).json()
    one = as_(holder).put(path, version=seen["version"], json={"summary": "甲"})
    assert one.status_code == 200
    assert one.json()["title"] == seen["title"]
    late = as_(colleague).put(path, version=seen["version"], json={"summary": "乙"})
    assert late.status_code == 412
    assert as_(holder).put(path, json={"summary": "丙"}).status_code == 428
    same = as_(holder).put(path, version=one.json()["version"], json={"summary": "甲"})
    assert same.json()["version"] == one.json()["version"]  # nothing changed, nothing written


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "medicine"}, "/kind"),
        ({"maturity": ""}, "/maturity"),
        ({"diseases": ["肝病"]}, "/diseases/0"),
        ({"summary": "字" * 1001}, "/summary"),
        ({"title": "a\u0000b"}, "/title"),
        ({"parameters": [{"name": 5}]}, "/parameters/0/name"),
        ({"parameters": [{}] * 61}, "/parameters"),
        ({"ip_rights": [{"type": "patent"}]}, "/ip_rights/0/type"),
        (
            {"ip_rights": [{"type": "invention", "filing_date": "2020-13-01"}]},
            "/ip_rights/0/filing_date",
        ),
        ({"inventors_count": 10**12}, "/inventors_count"),
        ({"undisclosed": ["/nothing"]}, "/undisclosed"),
        ({"self_check": ["nothing"]}, "/self_check"),
        ({"status": "accepted"}, "/status"),
        ({"cooperation": {"modes": ["sell"]}}, "/cooperation/modes/0"),
    ],
)
def test_bad_fields_are_named_and_change_nothing(as_, house, person, body, pointer):
    holder = person(Role.HOLDER)
    outcome_id = make_draft(house, holder, complete=False)
    me = as_(holder)
    before = me.get(f"/outcomes/{outcome_id}").json()
    answer = me.put(f"/outcomes/{outcome_id}", version=before["version"], json=body)
    assert answer.status_code == 422, answer.text
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert me.get(f"/outcomes/{outcome_id}").json()["version"] == before["version"]


@pytest.mark.clause("5.2.1.2.8")
def test_a_confidential_note_is_encrypted_and_not_for_the_auditor(as_, house, person):
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "submitted")
    draft = make_draft(house, holder, confidential_note="关键工艺温度 63 度")
    with house.reading() as uow:
        row = uow.session.get_one(Outcome, draft)
        assert row.confidential_cipher is not None
        assert "工艺温度".encode() not in row.confidential_cipher
    assert as_(holder).get(f"/outcomes/{draft}").json()["confidential_note"] == "关键工艺温度 63 度"
    with house.unit_of_work(holder.actor) as uow:
        from backend.features.outcomes import service

        service.submit(uow, draft, uow.session.get_one(Outcome, draft).version)
    auditor = as_(Role.AUDITOR).get(f"/outcomes/{draft}").json()
    assert auditor["confidential_note"] == ""
    assert auditor["confidential_hidden"]
    assert as_(Role.OPERATOR).get(f"/outcomes/{draft}").json()["confidential_note"]
    assert as_(Role.PLATFORM_ADMIN).get(f"/outcomes/{outcome_id}").status_code == 404


@pytest.mark.clause("6.1.1")
def test_files_are_judged_by_content_listed_read_and_removed(as_, house, person):
    holder = person(Role.HOLDER)
    outcome_id = make_draft(house, holder, complete=False)
    me = as_(holder)
    program = b"MZ" + b"\0" * 200
    disguised = upload(me, outcome_id, program, "report.pdf")
    assert disguised.status_code == 415, disguised.text
    assert not disguised.json()["title"].isascii()
    assert upload(me, outcome_id, b"").status_code == 422
    assert upload(me, outcome_id, PDF, "..%2F..%2Fetc%2Fpasswd.pdf").json()["name"] == "passwd.pdf"
    twin = upload(me, outcome_id)
    assert twin.status_code == 409
    files = me.get(f"/outcomes/{outcome_id}/attachments").json()["items"]
    assert len(files) == 1
    link = f"/outcomes/{outcome_id}/attachments/{files[0]['id']}"
    got = me.get(link)
    assert got.content == PDF
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["cache-control"] == "no-store"
    assert as_(Role.HOLDER).get(link).status_code == 404
    assert me.delete(link).status_code == 204
    assert me.get(link).status_code == 404
    with house.reading() as uow:
        from sqlmodel import col, select

        from backend.kernel.audit import AuditEntry

        reads = uow.session.exec(select(AuditEntry).where(col(AuditEntry.action) == "file.read"))
        assert len(reads.all()) == 1


def test_nothing_changes_after_submission(as_, house, person):
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "submitted")
    me = as_(holder)
    seen = me.get(f"/outcomes/{outcome_id}").json()
    assert not seen["may_edit"]
    path = f"/outcomes/{outcome_id}"
    assert me.put(path, version=seen["version"], json={"summary": "改"}).status_code == 409
    assert upload(me, outcome_id, PDF + b"x").status_code == 409
    file_id = seen["attachments"][0]["id"]
    assert me.delete(f"{path}/attachments/{file_id}").status_code == 409
    assert me.post(f"{path}/submit", version=seen["version"]).status_code == 409


@pytest.mark.clause("6.1.2")
def test_refusal_needs_a_reason_and_is_final(as_, house, person, drain):
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "submitted")
    staff = as_(Role.OPERATOR)
    path = f"/outcomes/{outcome_id}"
    version = staff.get(path).json()["version"]
    assert staff.post(f"{path}/refuse", version=version, json={"reason": " "}).status_code == 422
    done = staff.post(f"{path}/refuse", version=version, json={"reason": "不属于受理范围"})
    assert done.json()["available_actions"] == []
    drain()
    assert as_(holder).get("/me/inbox").json()["items"][0]["title"].startswith("不予受理通知")


@pytest.mark.clause("6.1.2")
def test_the_term_is_five_working_days_and_lateness_shows(as_, house, person, clock):
    clock.at = datetime(2026, 9, 28, 2, 0, tzinfo=UTC)  # Monday before the National Day week
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "submitted")
    seen = as_(holder).get(f"/outcomes/{outcome_id}").json()
    calendar = house.ports.calendar
    assert datetime.fromisoformat(seen["clock"]["due_at"]) == calendar.add_working_days(clock.at, 5)
    assert datetime.fromisoformat(seen["clock"]["due_at"]).date() > datetime(2026, 10, 7).date()  # noqa: DTZ001
    clock.at = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
    staff = as_(Role.OPERATOR)
    assert staff.get(f"/outcomes/{outcome_id}").json()["clock"]["overdue"]
    late = staff.get("/service-requests?overdue=true").json()
    assert late["total"] == 1
    assert staff.get("/me/todos").json()["items"][0]["overdue"]


def test_a_withdrawn_application_stops_the_clock(as_, house, person):
    holder = person(Role.HOLDER)
    outcome_id = make_outcome(house, holder, "submitted")
    me = as_(holder)
    version = me.get(f"/outcomes/{outcome_id}").json()["version"]
    done = me.post(f"/outcomes/{outcome_id}/withdraw", version=version, json={"reason": "另行提交"})
    assert done.status_code == 200, done.text
    requests = as_(Role.OPERATOR).get("/service-requests").json()["items"]
    assert [r["status"] for r in requests] == ["cancelled"]


def test_lists_filter_and_refuse_nonsense(as_, house, person):
    holder = person(Role.HOLDER)
    make_outcome(house, holder, "submitted")
    make_draft(house, holder)
    me = as_(holder)
    assert me.get("/outcomes").json()["total"] == 2
    assert me.get("/outcomes?status=submitted&status=returned").json()["total"] == 1
    assert me.get("/outcomes?q=柔肝").json()["total"] == 2
    assert me.get("/outcomes?q=%25").json()["total"] == 0
    assert me.get("/outcomes?kind=nonsense").status_code == 422
    assert me.get("/outcomes?sort=secret").status_code == 422
    assert me.get("/outcomes?size=1000").status_code == 422
    assert as_(Role.HOLDER).get("/outcomes").json()["total"] == 0


def test_every_kind_has_a_checklist_of_its_own(house, person):
    sizes = {
        kind: len(codes_for(Outcome(kind=kind, holder_org_id=person(Role.HOLDER).org_id)))
        for kind in ("drug", "software", "other")
    }
    assert sizes["drug"] > sizes["other"]
    assert codes_for(Outcome(kind="software")) != codes_for(Outcome(kind="drug"))
