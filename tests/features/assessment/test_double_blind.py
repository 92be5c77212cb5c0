"""In a double-blind evaluation no expert reads whose outcome it is (clause 5.2.1.2.8, 5.1.1.1)."""

import io
import re
import zipfile
from urllib.parse import quote

import pypdf
import pytest
from sqlmodel import select

from backend.features.assessment import service
from backend.features.assessment.blinding import HiddenWord, veil_of
from backend.features.assessment.models import Assessment, Blindness
from backend.features.assessment.queries.blinding import blind_check_view
from backend.features.assessment.schemas.blinding import BlindCheckInput
from backend.features.assessment.schemas.panels import AssessmentSettingsInput
from backend.features.assessment.service.blinding import decide_blinding
from backend.features.experts.models import ExpertEngagement, TieKind
from backend.features.experts.service import record_organisation_tie
from backend.features.notifications.models import Notice
from backend.kernel.errors import Conflict
from backend.web.routing import api_routes
from tests.factories.assessments import Panel, make_panel
from tests.features.assessment.blind_canaries import (
    ALIAS,
    AUTHOR,
    CODE,
    LINK,
    MEMBER,
    NAMES,
    ORG,
    OWNER,
    PATENT,
    PERSON,
    REPORT,
    TEXT,
    make_applicant,
)  # fmt: skip
from tests.features.assessment.canaries import readable

pytestmark = pytest.mark.clause("5.2.1.2.8")
SHOWN = ("word", "sheet", "pdf")
SILENT = ("clean", "pdf")  # nothing in their text


def decide(panel: Panel, shown, reason="命中处均为通用表述，已核对"):
    """Decide as staff who have looked at what stands now."""
    with panel.house.unit_of_work(panel.operator.actor) as uow:
        assessment = uow.session.get_one(Assessment, panel.assessment_id)
        data = BlindCheckInput(
            basis=blind_check_view(uow, assessment).basis, shown=shown, reason=reason
        )
        decide_blinding(uow, panel.assessment_id, assessment.version, data)


@pytest.fixture
def applicant(house):
    return make_applicant(house)


@pytest.fixture
def panel(house, applicant):
    return make_panel(
        house, holder=applicant.holder, outcome_id=applicant.outcome_id,
        blindness="double", blind_words=[ALIAS],
    )  # fmt: skip


@pytest.fixture
def decided(panel, applicant):
    decide(panel, [applicant.files[key] for key in SILENT])
    return panel


def _ids(panel, applicant):
    return {
        "member_id": [panel.members[0]],
        "assessment_id": [panel.assessment_id],
        "outcome_id": [applicant.outcome_id],
        "file_id": list(applicant.files.values()),
        "expert_id": [panel.member(0).expert_id],
        "leaf": ["A1"],
    }


def _paths(app, ids):
    """Yield every address under which the platform can be read."""
    for route in api_routes(app):
        if "GET" not in (route.methods or ()):
            continue
        paths = [route.path]
        for name in re.findall(r"{(\w+)}", route.path):
            values = ids.get(name, [panel_id for part in ids.values() for panel_id in part])
            paths = [p.replace("{" + name + "}", str(v)) for p in paths for v in values]
        yield from paths


def _texts(answer):
    yield str(dict(answer.headers))
    yield from readable(answer.content)
    if answer.content[:5] == b"%PDF-":
        yield str(pypdf.PdfReader(io.BytesIO(answer.content)).metadata)
        yield answer.content.decode("latin-1")


def _read(app, client, person, panel, applicant):
    """Return where which canary is met by one person."""
    met, calls = {}, 0
    for path in _paths(app, _ids(panel, applicant)):
        answer = client.get(path, headers={"cookie": f"sid={person.token}"})
        assert answer.status_code < 500, (path, answer.text[:300])
        calls += answer.status_code == 200
        for text in _texts(answer):
            squeezed = re.sub(r"\s+", "", text)
            for name in (*NAMES, CODE, AUTHOR):
                if name in text or name in squeezed or quote(name) in text:
                    met.setdefault(name, set()).add(path)
    return met, calls


STEPS = ("declaring", "scoring", "reporting", "issued")


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_no_route_tells_an_expert_whose_outcome_it_is(step, decided, applicant, app, client, drain):
    reach = {
        "declaring": decided.start, "scoring": decided.all_signed,
        "reporting": decided.all_released, "issued": decided.all_issued,
    }  # fmt: skip
    reach[step]()
    drain()
    client.cookies.clear()
    expert = decided.experts[0]
    met, calls = _read(app, client, expert, decided, applicant)
    assert calls > 15
    assert not met, met
    # the bait was good: staff meet every name
    staff, _ = _read(app, client, decided.operator, decided, applicant)
    assert set(NAMES) - {LINK} <= set(staff), set(NAMES) - set(staff)


def test_no_notice_no_line_of_the_expert_base_and_no_mail_names_the_applicant(
    decided, house, drain
):
    decided.all_issued()
    drain()
    with house.reading() as uow:
        users = {person.user_id for person in decided.experts}
        notices = [n for n in uow.session.exec(select(Notice)).all() if n.user_id in users]
        lines = [e.title for e in uow.session.exec(select(ExpertEngagement)).all()]
    inbox = " ".join(f"{n.title} {n.body}" for n in notices)
    assert len(notices) >= 2 * len(users)
    assert "〔申请方〕软肝颗粒的制备" in inbox
    assert any("〔申请方〕" in line for line in lines)
    assert not [name for name in NAMES if name in inbox + " ".join(lines)]


def test_a_single_blind_panel_reads_as_before(house, applicant, as_):
    panel = make_panel(house, holder=applicant.holder, outcome_id=applicant.outcome_id)
    panel.all_signed()
    expert = as_(panel.experts[0])
    material = expert.get(f"/panel-tasks/{panel.members[0]}/material")
    assert ORG in material.text
    assert PATENT in material.text
    assert len(material.json()["files"]) == 6
    word = expert.get(f"/panel-tasks/{panel.members[0]}/files/{applicant.files['word']}")
    assert AUTHOR in "".join(readable(word.content))
    assert expert.get(f"/panel-tasks/{panel.members[0]}").json()["blindness"] == "single"


def test_staff_see_every_hit_with_its_place(panel, applicant, as_):
    staff = as_(panel.operator)
    check = staff.get(f"/assessments/{panel.assessment_id}/blinding").json()
    words = {word["text"]: word["source"] for word in check["words"]}
    assert {ORG, PERSON, MEMBER, OWNER, TEXT, ALIAS, PATENT, CODE, REPORT} <= set(words)
    assert words[ALIAS] == "工作人员补充"
    files = {file["name"]: file for file in check["files"]}
    word = files[f"{ORG}-总结.docx"]
    assert {(h["place"], h["word"]) for h in word["hits"]} == {
        ("正文第 1 段", ORG), ("正文第 1 段", PERSON),
    }  # fmt: skip
    assert word["shown_name"] == "〔申请方〕-总结.docx"
    sheet = files[f"{PERSON}数据.xlsx"]
    assert [h["place"] for h in sheet["hits"]] == ["工作表“Sheet”B3"]
    assert "没有文字层" in files[f"{OWNER}检验报告.pdf"]["unread"][0]
    packed = files[f"{ORG}资料.zip"]
    assert not packed["cleanable"]
    assert packed["unread"]
    assert {h["place"].split(" · ")[0] for h in check["facts"]} >= {
        "成果名称",
        "成果介绍",
        "知识产权",
    }
    assert not check["current"]
    assert check["limits"]


def test_the_panel_does_not_open_before_staff_have_decided(panel, applicant):
    with pytest.raises(Conflict, match="双盲评估尚未核对"):
        panel.start()
    decide(panel, [])
    panel.start()


def test_a_new_file_or_word_asks_for_another_look(decided, applicant, house, as_):
    staff, path = as_(decided.operator), f"/assessments/{decided.assessment_id}"
    assert staff.get(f"{path}/blinding").json()["current"]
    now = staff.get(f"{path}/panel").json()
    settings = {"mode": "letter", "blind_words": [ALIAS, "另一简称"]}
    assert staff.put(path, version=now["version"], json=settings).status_code == 200
    assert not staff.get(f"{path}/blinding").json()["current"]
    assert staff.get(f"{path}/panel").json()["blindness"] == "double"
    with pytest.raises(Conflict, match="尚未核对"):
        decided.start()


def test_a_decision_on_what_no_longer_stands_is_refused(panel, as_):
    staff, path = as_(panel.operator), f"/assessments/{panel.assessment_id}/blinding"
    version = staff.get(path).json()["version"]
    data = {"basis": "0" * 64, "shown": [], "reason": "核对"}
    refused = staff.put(path, version=version, json=data)
    assert refused.status_code == 409
    assert "重新核对" in refused.json()["detail"]
    data |= {"reason": ""}
    assert staff.put(path, version=version, json=data).status_code == 422


def test_a_file_that_cannot_be_cleaned_is_not_shown(panel, applicant, as_):
    staff, path = as_(panel.operator), f"/assessments/{panel.assessment_id}/blinding"
    check = staff.get(path).json()
    data = {"basis": check["basis"], "shown": [str(applicant.files["zip"])], "reason": "核对"}
    refused = staff.put(path, version=check["version"], json=data)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/shown/0"


def test_the_expert_gets_the_chosen_files_without_metadata(panel, applicant, as_):
    decide(panel, [applicant.files[key] for key in SHOWN])
    panel.all_signed()
    expert, task = as_(panel.experts[0]), f"/panel-tasks/{panel.members[0]}"
    files = expert.get(f"{task}/material").json()["files"]
    assert {file["id"] for file in files} == {str(applicant.files[key]) for key in SHOWN}
    for key in ("zip", "kept"):
        assert expert.get(f"{task}/files/{applicant.files[key]}").status_code == 404
    word = expert.get(f"{task}/files/{applicant.files['word']}")
    assert word.status_code == 200
    with zipfile.ZipFile(io.BytesIO(word.content)) as packed:
        assert packed.testzip() is None
        members = "".join(packed.read(name).decode() for name in packed.namelist() if "xml" in name)
    assert AUTHOR not in members
    # the text is the applicant's own: staff saw the hit and let it pass
    assert f"本研究由{ORG}" in members
    pdf = expert.get(f"{task}/files/{applicant.files['pdf']}").content
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    assert AUTHOR.encode("utf-16-be") not in pdf
    assert "/Author" not in (reader.metadata or {})
    assert "/PieceInfo" not in reader.pages[0]
    sheet = expert.get(f"{task}/files/{applicant.files['sheet']}").content
    assert AUTHOR not in "".join(readable(sheet))


@pytest.mark.clause("5.1.1.1")
def test_conflicts_are_found_and_told_without_the_name(decided, applicant, house, as_):
    decided.start()
    member = decided.member(0)
    with house.unit_of_work() as uow:
        record_organisation_tie(
            uow, member.org_id, applicant.holder.org_id, TieKind.CONTRACT, reference="HT-CANARY"
        )
    expert, task = as_(decided.experts[0]), f"/panel-tasks/{decided.members[0]}"
    view = expert.get(task).json()
    assert "双盲" in view["declaration_text"]
    refused = expert.post(
        f"{task}/sign", version=view["version"],
        json={"name": view["expert_name"], "text_sha256": view["text_sha256"], "accept": True},
    )  # fmt: skip
    assert refused.status_code == 409
    assert "应当回避" in refused.json()["detail"]
    assert "CANARY" not in refused.text
    assert decided.member(0).pending[0]["rule"] == "contract"
    gate = expert.get(task)
    assert gate.json()["pending"] == []
    assert "CANARY" not in gate.text
    # staff read why
    told = as_(decided.operator).get(f"/assessments/{decided.assessment_id}/candidates").text
    assert "HT-CANARY" in told


@pytest.mark.clause("5.1.1.1")
def test_the_signed_declaration_names_nobody(decided, house):
    decided.all_signed()
    member = decided.member(0)
    assert member.declaration_sha256
    assert not [name for name in NAMES if name in member.declaration_text]
    assert "登记的任职单位" in member.declaration_text


def test_blindness_cannot_change_after_the_start(decided, house):
    decided.start()
    data = AssessmentSettingsInput(mode="letter", blindness="single")
    version = decided.assessment().version
    with house.unit_of_work(decided.operator.actor) as uow, pytest.raises(Conflict):
        service.change_settings(uow, decided.assessment_id, version, data)
    assert decided.assessment().blindness is Blindness.DOUBLE


@pytest.mark.parametrize(
    ("text", "veiled"),
    [
        ("由河北中医院牵头", "由〔申请方〕牵头"),
        ("由 河 北 中 医 院 牵头", "由 〔申请方〕 牵头"),
        ("河北中医院肝病研究所", "〔申请方〕"),
        ("Zhang San et al.", "〔申请方〕 et al."),
        ("zhang  san", "〔申请方〕"),
        ("ZL 2026 1 0099999.7", "〔编号已隐去〕"),
        ("河北省中医药", "河北省中医药"),
        ("白术医院供药", "〔申请方〕供药"),
    ],
)
def test_the_veil_takes_the_longest_name_with_any_spacing(text, veiled):
    words = ["河北中医院", "河北中医院肝病研究所", "Zhang San", "白术医院（演示）"]
    veil = veil_of(
        [*(HiddenWord(word, "") for word in words), HiddenWord("ZL202610099999.7", "", number=True)]
    )
    assert veil.text(text) == veiled


def test_a_veil_without_words_changes_nothing():
    assert veil_of([HiddenWord(" ", ""), HiddenWord("未披露", "")]).text("未披露") == "未披露"
