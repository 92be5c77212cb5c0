"""Every channel through which a name or a score could leave has a test (reliability: 3.9)."""

import ast
import dataclasses
import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pypdf
import pytest
from sqlalchemy import MetaData, inspect
from sqlmodel import select

from backend.adapters.mail_message import build_message
from backend.features.assessment.models import (
    Assessment,
    AssessmentResult,
    PanelMember,
    ReportConsent,
    ReviewMode,
    Score,
    ScoreSheet,
)
from backend.features.assessment.schemas.proceedings import MeetingInput
from backend.features.assessment.sealing import pseudonym_of
from backend.features.assessment.service import proceedings
from backend.features.experts.models import Expert, ExpertEngagement
from backend.features.notifications.models import Notice
from backend.kernel.clock import SHANGHAI
from backend.kernel.filing import store_bytes
from backend.kernel.ports import Mail
from matching import Dimension, SupplyProfile
from tests.authz.matchmaking import NOTE
from tests.factories.assessments import make_panel
from tests.factories.deals import make_deal
from tests.features.assessment.canaries import readable
from tests.features.assessment.leak_channels import (
    CHANNELS,
    FOR_ALL,
    Scene,
    hidden_team,
    outsiders_of,
    paths,
)

pytestmark = pytest.mark.clause("5.2.1.2.8")
ROOT = Path(__file__).parents[3]


def test_every_channel_has_a_test():
    """The table names tests that exist; its names are those of the list it was made from."""
    assert len(CHANNELS) == 32
    for channel, tests in CHANNELS.items():
        assert tests, channel
        for test in tests:
            file, _, name = test.partition("::")
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            assert name in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, test


@pytest.fixture
def team(house):
    return hidden_team(house)


@pytest.fixture
def panel(house, team):
    return make_panel(house, team=team)


# --- conversations and messages ----------------------------------------------------------


def test_no_conversation_joins_the_panel_to_others(app, house, as_, panel):
    """People talk in two places only, and an expert is in neither."""
    talking = {
        path
        for path, operations in app.openapi()["paths"].items()
        if "post" in operations and re.search(r"comment|note|message|discuss|thread|chat", path)
    }
    assert talking == {
        "/api/v1/agreements/{agreement_id}/comments",
        "/api/v1/introductions/{introduction_id}/notes",
    }
    panel.all_signed()
    deal = make_deal(house, holder=panel.holder)
    for person in panel.experts:
        expert = as_(person)
        assert expert.get(f"/introductions/{deal.introduction_id}").status_code == 404
        notes = f"/introductions/{deal.introduction_id}/notes"
        assert expert.post(notes, json=NOTE | {"body": "您好"}, version=1).status_code == 404


def test_a_name_behind_an_at_sign_is_only_text(app, house, as_, panel, drain):
    """Nothing is looked up for it and nobody is called."""
    panel.all_signed()
    drain()
    deal = make_deal(house, holder=panel.holder)
    holder = as_(panel.holder)
    name = panel.experts[1].actor.name
    before = _inbox(as_(panel.experts[1]))
    path = f"/introductions/{deal.introduction_id}"
    answer = holder.post(
        f"{path}/notes", json=NOTE | {"body": f"请 @{name} 看一下"}, version=1
    )  # fmt: skip
    assert answer.status_code < 300, answer.text
    drain()
    assert _inbox(as_(panel.experts[1])) == before
    for text in (answer.text, holder.get(path).text):
        assert str(panel.experts[1].user_id) not in text
        assert text.count(name) == text.count(f"@{name}")


def _inbox(client):
    return [item["title"] for item in client.get("/me/inbox").json()["items"]]


def test_a_notice_has_one_reader_and_a_mail_one_addressee(house, panel, drain):
    """No expert is named to the holder, no score to anybody, and nobody sees a second reader."""
    panel.all_issued()
    drain()
    with house.reading() as uow:
        notices = uow.session.exec(select(Notice)).all()
    assert {n.user_id for n in notices} >= {p.user_id for p in (*panel.experts, panel.holder)}
    for notice in notices:
        text = f"{notice.title} {notice.body} {notice.link}"
        assert not re.search(r"隐名寻踪|专家 ?[A-Z]\b|70\.0", text), text
        if notice.user_id == panel.holder.user_id:
            assert not any(str(member) in text for member in panel.members)
        mail = Mail("li@example.org", notice.title, notice.body, f"{notice.id}@hepabridge.example")
        message = build_message(
            mail, sender="a@example.org", sender_name="肝桥", at=house.clock.now()
        )
        assert set(message.keys()) == HEADERS
        assert message.get_all("To") == ["li@example.org"]


def test_nothing_sends_mail():
    """Notices stay in the inbox; whoever lets them go out by mail meets this test first."""
    knowing = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "backend").rglob("*.py")
        if re.search(r"mailer|Mailer", file.read_text(encoding="utf-8"))
    }
    assert knowing == {
        "backend/adapters/outgoing_folder.py", "backend/adapters/smtp.py",
        "backend/entrypoints/adapters.py", "backend/entrypoints/assembly.py",
        "backend/kernel/ports.py", "backend/kernel/resources.py",
    }  # fmt: skip


HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
    "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip


# --- files ---------------------------------------------------------------------------------


def test_files_do_not_say_who_made_them(as_, panel):
    """Not in the text, not in the properties, not in the name, not in the dates."""
    panel.all_issued()
    base = f"/assessments/{panel.assessment_id}"
    staff, holder = as_(panel.operator), as_(panel.holder)
    names = [p.actor.name for p in panel.experts]
    pdf, word = holder.get(f"{base}/report.pdf"), holder.get(f"{base}/report.docx")
    archive = staff.get(f"{base}/archive.zip")
    for answer in (pdf, word, archive):
        assert answer.status_code == 200
        assert not any(name in str(dict(answer.headers)) for name in names)
    properties = pypdf.PdfReader(io.BytesIO(pdf.content)).metadata
    assert properties.author in {None, "肝桥 HepaBridge"}
    assert not any(name in str(dict(properties)) for name in names)
    core = docx.Document(io.BytesIO(word.content)).core_properties
    assert (core.author, core.last_modified_by) == ("肝桥 HepaBridge",) * 2
    issued = panel.assessment().issued_at
    assert abs(core.created.replace(tzinfo=issued.tzinfo) - issued) < timedelta(days=1)
    for content in (word.content, archive.content):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert packed.comment == b""
            assert {(i.comment, i.extra) for i in packed.infolist()} == {(b"", b"")}
            assert len({i.date_time for i in packed.infolist()}) == 1
            inside = b"".join(packed.read(name) for name in packed.namelist())
        assert not [name for name in names if name.encode() in inside]


# --- ids, order, time ----------------------------------------------------------------------


# an administrator knows who works in the house, and nothing of what they evaluate
OWN_STAFF = {("expert's administrator", "/memberships")}
# whatever an expert's act or a nomination writes
OF_EXPERTS = (PanelMember, ScoreSheet, Score, ReportConsent, Expert, ExpertEngagement)


def _by_meeting(house, panel):
    with house.unit_of_work() as uow:
        uow.session.get_one(Assessment, panel.assessment_id).mode = ReviewMode.MEETING
    panel.start()
    with house.unit_of_work(panel.operator.actor) as uow:
        meeting = MeetingInput(
            held_at="2026-11-19T14:41:00+08:00", place="隐名会议室", chair="隐名主持人",
            summary="隐名摘要", present=panel.members,
        )  # fmt: skip
        proceedings.record_meeting(uow, panel.assessment_id, 0, meeting)
        row = proceedings.meeting_of(uow, panel.assessment_id)
        row.minutes_file_id = store_bytes(
            uow, content="隐名纪要".encode(), name="隐名.txt", media_type="text/plain",
            subject_type="review_meeting", subject_id=row.id,
        ).id  # fmt: skip


def test_no_id_name_or_moment_of_an_expert_comes_out(app, as_, house, panel, clock, drain):
    """After the issue, those outside meet no seat, no person and no minute of an expert's act."""
    acts = [datetime(2026, 11, 19, 6, 41, tzinfo=UTC)]  # the meeting

    def moment(act):
        clock.advance(minutes=7, seconds=13)
        acts.append(clock.now())
        act()

    _by_meeting(house, panel)
    for k in range(5):
        moment(lambda k=k: panel.sign(k))
    for k in range(5):
        moment(lambda k=k: panel.score(k, 60.0 + 3 * k))
        moment(lambda k=k: panel.advise(k))
        moment(lambda k=k: panel.submit(k))
    clock.advance(minutes=9)
    panel.release()
    panel.write()
    for k in range(5):
        moment(lambda k=k: panel.consent(k, "不同意结论" if k == 1 else ""))
    clock.advance(minutes=9)
    panel.issue()
    drain()
    scene = Scene(panel, outsiders_of(house, panel))
    hidden = ["隐名"] + [str(person.user_id) for person in panel.experts]
    with house.reading() as uow:
        for model in OF_EXPERTS:
            hidden += map(str, uow.session.exec(select(model.id)).all())
    hidden += [f"T{at:%H:%M}" for at in acts]
    hidden += [f" {at.astimezone(SHANGHAI):%H:%M}" for at in acts]
    assert len(hidden) > 120
    read = files = 0
    for who, person in scene.outsiders.items():
        client = as_(person)
        for _, path in paths(app, scene.ids(), frozenset({"GET"})):
            if (who, path) in OWN_STAFF or (who != "holder" and FOR_ALL.search(path)):
                continue
            answer = client.get(path)
            parts = [*readable(answer.content), str(dict(answer.headers))]
            whole = "\n".join(parts).replace(str(panel.members[1]), "·")  # as it was asked for
            assert not [text for text in hidden if text in whole], (who, path)
            read += 1
            files += len(parts) > 3
    assert read > 60 * len(scene.outsiders)
    assert files >= 4, "reports and workbooks were opened"


def test_the_order_of_experts_follows_nothing(house, as_, panel):
    """Lists go by pseudonym, and the pseudonym is drawn: it says nothing of the nomination."""

    def names(of):
        with house.reading() as uow:
            return [pseudonym_of(uow, of.member(k)) for k in range(5)]

    panel.all_released()
    with house.reading() as uow:
        sheets = uow.session.exec(select(AssessmentResult)).one().payload["sheets"]
    document = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/report/document").json()
    for listed in (
        [sheet["pseudonym"] for sheet in sheets],
        [row["expert"] for row in document["expert_advice"]],
        [row["pseudonym"] for row in document["panel"]],
    ):
        assert listed == sorted(names(panel))
    drawn = [names(panel), *(names(make_panel(house, weights=False)) for _ in range(2))]
    assert any(found != sorted(found) for found in drawn)  # by chance not, once in 1.7 million


def test_a_match_knows_nothing_of_an_evaluation():
    """What a match is made of and explained by has no score, grade or expert in it."""
    assert {field.name for field in dataclasses.fields(SupplyProfile)} == {
        "id", "title", "summary", "keywords", "field", "scene", "maturity", "diseases", "modes",
        "organisation",
    }  # fmt: skip
    assert not [d for d in Dimension if re.search(r"score|grade|expert|result", d.value)]


# --- copies --------------------------------------------------------------------------------


def test_no_copy_of_the_database_holds_an_open_score(house, panel):
    """Whoever carries a backup away reads no score, comment, advice or pseudonym in it."""
    panel.all_signed()
    for k in range(5):
        panel.score(k, 61.1379 + k, f"评语寻踪{k}")
        panel.advise(k, f"建议寻踪{k}")
        panel.submit(k)
    connection = house.database.connection
    tables = MetaData()
    tables.reflect(bind=connection)
    assert len(tables.tables) == len(inspect(connection).get_table_names()) > 60
    dump = "\n".join(
        str(row) for table in tables.tables.values() for row in connection.execute(table.select())
    )
    assert str(panel.assessment_id).replace("-", "") in dump.replace("-", "")
    # as text, escaped in JSON, or as the bytes of UTF-8
    for secret in ("评语寻踪", "建议寻踪", "专家 A", *(f"{61.1379 + k}" for k in range(5))):
        assert secret not in dump
        assert json.dumps(secret)[1:-1] not in dump
        assert str(secret.encode())[2:-1] not in dump
    assert not re.search(r"专家 [A-Z]\b|\\u4e13\\u5bb6 [A-Z]\b", dump)
