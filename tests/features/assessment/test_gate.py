"""The declaration opens everything, a recusal closes it (clause 5.1.1.1)."""

import pytest
from sqlmodel import col, select

from backend.features.assessment.declaration import declaration_hash
from backend.features.assessment.models import Assessment, PanelMember
from backend.features.experts import service as expert_base
from backend.features.experts.models import Expert, ExpertCategory, SourceSector, TieKind
from backend.features.outcomes.models import Outcome
from backend.kernel.audit import AuditEntry
from backend.kernel.filing import store_bytes
from tests.factories.assessments import make_expert, make_panel, nominate

CANARY = "机密背景-CANARY"


def _file(house, panel):
    with house.unit_of_work() as uow:
        return store_bytes(
            uow, content=b"proof", name="proof.txt", media_type="text/plain",
            subject_type="outcome", subject_id=panel.outcome_id, kind="proof",
        ).id  # fmt: skip


@pytest.mark.clause("5.1.1.1")
def test_before_the_signature_only_title_and_declaration_open(house, as_):
    panel = make_panel(house)
    file_id = _file(house, panel)
    panel.start()
    expert, task = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}"
    gate = expert.get(task)
    body = gate.json()
    assert body["outcome_title"] in body["declaration_text"]
    assert (body["can_open"], body["stage"]) == (False, "declare")
    assert CANARY not in gate.text
    assert expert.get(f"{task}/material").status_code == 403
    assert expert.get(f"{task}/files/{file_id}").status_code == 403
    assert expert.get(f"{task}/sheet").status_code == 403
    assert expert.get(f"/outcomes/{panel.outcome_id}").status_code == 404
    assert expert.get(f"/outcomes/{panel.outcome_id}/attachments/{file_id}").status_code == 404


@pytest.mark.clause("5.1.1.1")
def test_the_signature_opens_material_files_and_sheet(house, as_):
    panel = make_panel(house)
    file_id = _file(house, panel)
    panel.start()
    expert, task = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}"
    body = expert.get(task).json()
    sign = {"name": "别人", "text_sha256": body["text_sha256"], "accept": True}
    wrong = expert.post(f"{task}/sign", json=sign, version=body["version"])
    assert wrong.json()["errors"][0]["pointer"] == "/name"
    sign["name"] = body["expert_name"]
    other = expert.post(
        f"{task}/sign", json=sign | {"text_sha256": "0" * 64}, version=body["version"]
    )
    assert other.json()["errors"][0]["pointer"] == "/text_sha256"
    refused = expert.post(f"{task}/sign", json=sign | {"accept": False}, version=body["version"])
    assert refused.status_code == 422
    signed = expert.post(f"{task}/sign", json=sign, version=body["version"])
    assert signed.status_code == 200
    assert signed.json()["can_open"]
    assert CANARY in expert.get(f"{task}/material").text
    assert expert.get(f"{task}/files/{file_id}").content == b"proof"
    assert expert.get(f"{task}/sheet").status_code == 200
    with house.reading() as uow:
        actions = uow.session.exec(select(AuditEntry.action)).all()
        assert {"outcome.material_read", "file.read"} <= set(actions)


@pytest.mark.clause("5.1.1.1")
def test_the_signature_binds_text_name_and_moment(house):
    panel = make_panel(house)
    panel.start()
    panel.sign(0)
    member = panel.member(0)
    assert member.signed_name == panel.experts[0].actor.name
    again = declaration_hash(member.declaration_text, member.signed_name, member.signed_at)
    assert member.declaration_sha256 == again
    changed = member.declaration_text.replace("不存在", "存在")
    assert declaration_hash(changed, member.signed_name, member.signed_at) != again


def test_a_file_of_another_outcome_does_not_open(house, as_):
    panel = make_panel(house)
    other = make_panel(house, weights=False, seats=())
    file_id = _file(house, other)
    panel.start()
    panel.sign(0)
    expert = as_(panel.experts[0])
    assert expert.get(f"/panel-tasks/{panel.members[0]}/files/{file_id}").status_code == 404
    assert expert.get(f"/panel-tasks/{panel.members[1]}").status_code == 404


@pytest.mark.clause("5.1.1.1")
def test_declaring_a_conflict_cuts_access_at_the_next_request(house, as_, drain):
    panel = make_panel(house).all_signed()
    expert, task = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}"
    assert expert.get(f"{task}/material").status_code == 200
    version = expert.get(task).json()["version"]
    assert expert.post(f"{task}/recuse", json={}, version=version).status_code == 422
    gone = expert.post(f"{task}/recuse", json={"reason": "曾为该项目顾问"}, version=version)
    assert gone.json()["stage"] == "recused"
    for path in ("/material", "/sheet"):
        assert expert.get(task + path).status_code == 403
    drain()
    inbox = as_(panel.operator).get("/me/inbox").json()["items"]
    assert any("申请回避" in notice["title"] for notice in inbox)
    with house.reading() as uow:
        entry = uow.session.exec(
            select(AuditEntry).where(col(AuditEntry.action).contains("panel_member.recused"))
        ).one()
        assert "曾为该项目顾问" in entry.changes
        assert uow.session.get_one(Expert, panel.member(0).expert_id).status == "active"


@pytest.mark.clause("5.1.1.1")
def test_a_recused_expert_is_replaced_and_scoring_waits_for_the_new_one(house, as_):
    panel = make_panel(house).all_signed()
    assert panel.assessment().status == "scoring"
    staff = as_(panel.operator)
    path = f"/panel-members/{panel.members[0]}/replace"
    done = staff.post(path, json={"reason": "联系不上"}, version=panel.member(0).version)
    body = done.json()
    assert body["composition"]["problems"] == ["专家 4 名，至少 5 名"]
    assert as_(panel.experts[0]).get(f"/panel-tasks/{panel.members[0]}/sheet").status_code == 403
    person, expert_id = make_expert(house, ExpertCategory.CLINICAL, SourceSector.GOVERNMENT)
    nominate(panel, expert_id)
    panel.experts.append(person)
    for k in range(1, 5):
        panel.score(k)
        panel.advise(k)
        panel.submit(k)
    assert panel.assessment().status == "scoring"
    panel.sign(5)
    panel.score(5)
    panel.advise(5)
    panel.submit(5)
    assert panel.assessment().status == "scored"


@pytest.mark.clause("5.1.1.1")
def test_a_conflict_that_appears_later_closes_the_material(house, as_):
    panel = make_panel(house).all_signed()
    expert, task = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}"
    with house.unit_of_work() as uow:
        expert_base.record_organisation_tie(
            uow, panel.holder.org_id, panel.experts[0].org_id, TieKind.CONTRACT, reference="HT-9"
        )
    answer = expert.get(f"{task}/material")
    assert answer.status_code == 403
    assert "HT-9" in answer.json()["detail"]
    assert expert.get(f"{task}/sheet").status_code == 403


def test_a_hard_conflict_refuses_the_signature(house, as_):
    panel = make_panel(house)
    panel.start()
    with house.unit_of_work() as uow:
        uow.session.get_one(Outcome, panel.outcome_id).owner_id = panel.experts[0].user_id
    expert, task = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}"
    body = expert.get(task).json()
    sign = {"name": body["expert_name"], "text_sha256": body["text_sha256"], "accept": True}
    answer = expert.post(f"{task}/sign", json=sign, version=body["version"])
    assert answer.status_code == 409
    assert "申报人" in answer.json()["detail"]


def test_a_suspended_expert_and_an_ended_hat_lose_access(house, as_):
    panel = make_panel(house).all_signed()
    with house.unit_of_work() as uow:
        member = uow.session.get_one(PanelMember, panel.members[0])
        expert = uow.session.get_one(Expert, member.expert_id)
        expert_base.suspend_expert(uow, expert.id, expert.version, "核查")
    client = as_(panel.experts[0])
    assert client.get(f"/panel-tasks/{panel.members[0]}/sheet").status_code == 403


def test_pseudonyms_are_unique_and_encrypted(house):
    from backend.features.assessment.sealing import pseudonym_of

    panel = make_panel(house, weights=False)
    with house.reading() as uow:
        members = uow.session.exec(
            select(PanelMember).where(col(PanelMember.assessment_id) == panel.assessment_id)
        ).all()
        names = {pseudonym_of(uow, member) for member in members}
        assert len(names) == 5
        assert all(name.encode() not in member.pseudonym for name in names for member in members)
        assert uow.session.get_one(Assessment, panel.assessment_id).status == "preparing"
