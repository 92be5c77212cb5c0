"""Every channel through which a name or a score could leave has a test (reliability: 3.9)."""

import ast
import io
import itertools
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pypdf
import pytest
from sqlalchemy import MetaData, inspect
from sqlmodel import col, select

from backend.adapters.mail_message import build_message
from backend.features.assessment.models import AssessmentResult
from backend.features.assessment.sealing import pseudonym_of
from backend.features.notifications.models import Notice
from backend.kernel.audit import AuditEntry
from backend.kernel.policy import Role
from backend.kernel.ports import Mail
from tests.authz.matchmaking import NOTE
from tests.factories.assessments import SEATS, make_expert, make_panel
from tests.factories.deals import make_deal
from tests.factories.people import make_person
from tests.features.assessment.leak_channels import CHANNELS, Scene, outsiders_of, paths, told

pytestmark = pytest.mark.clause("5.2.1.2.8")
ROOT = Path(__file__).parents[3]
READ = frozenset({"GET"})


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
    """Five experts whose names occur nowhere else."""
    return [
        make_expert(house, *seat, person=make_person(house, Role.EXPERT, name=f"隐名寻踪{k}号"))
        for k, seat in enumerate(SEATS)
    ]


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
    panel.all_issued()
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


def test_the_trail_of_reads_is_not_for_the_parties(app, as_, house, panel):
    """Experts read what they like: it is on record, and no answer to anybody outside changes."""
    panel.all_signed()
    scene = Scene(panel, outsiders_of(house, panel))

    def everything():
        return {
            (who, path): told(as_(person).request(method, path))
            for who, person in scene.outsiders.items()
            for method, path in paths(app, scene.ids(), READ)
        }

    def trail():
        with house.reading() as uow:
            return len(uow.session.exec(select(AuditEntry.seq)).all())

    before, length = everything(), trail()
    for k in (1, 2, 2):
        task = f"/panel-tasks/{panel.members[k]}"
        for part in ("material", "sheet"):
            assert as_(panel.experts[k]).get(f"{task}/{part}").status_code == 200
    assert trail() > length
    assert everything() == before


# --- ids, order, time ----------------------------------------------------------------------


# an administrator knows who works in the house, and nothing of what they evaluate
OWN_STAFF = {("expert's administrator", "/memberships")}


def test_no_id_name_or_moment_of_an_expert_comes_out(app, as_, house, panel, clock, drain):
    """After the issue, those outside meet no seat, no person and no second of an expert's act."""
    acts = []

    def moment(act):
        clock.advance(minutes=7, seconds=13)
        acts.append(clock.now().strftime("%H:%M:%S"))
        act()

    panel.start()
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
    hidden = [str(identity) for identity in panel.members]
    hidden += [str(panel.member(k).expert_id) for k in range(5)]
    hidden += [str(p.user_id) for p in panel.experts] + [p.actor.name for p in panel.experts]
    hidden += acts
    read = 0
    for who, person in scene.outsiders.items():
        for method, path in paths(app, scene.ids() | {"member_id": panel.members[2]}, READ):
            if (who, path) in OWN_STAFF:
                continue
            _, body, headers = told(as_(person).request(method, path), panel.members[2])
            whole = body + str(headers)
            assert not [text for text in hidden if text in whole], (who, path)
            read += 1
    assert read > 60 * len(scene.outsiders)


def test_the_order_of_experts_follows_nothing(house, as_):
    """Lists go by pseudonym, and the pseudonym is drawn: it says nothing of the nomination."""
    sorted_as_nominated = 0
    for k in range(3):
        panel = make_panel(house, weights=k == 0).all_issued()
        with house.reading() as uow:
            payload = uow.session.exec(
                select(AssessmentResult).where(
                    col(AssessmentResult.assessment_id) == panel.assessment_id
                )
            ).one().payload  # fmt: skip
        report = as_(panel.holder).get(f"/assessments/{panel.assessment_id}/report").json()
        advice = [line["pseudonym"] for line in report["expert_advice"]]
        for listed in ([s["pseudonym"] for s in payload["sheets"]], advice):
            assert listed == sorted(listed)
            assert len(listed) == 5
        with house.reading() as uow:
            mine = [pseudonym_of(uow, panel.member(k)) for k in range(5)]
        assert sorted(mine) == advice
        sorted_as_nominated += mine == sorted(mine)
    assert sorted_as_nominated < 3  # by chance once in 1.7 million


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
    assert not re.search(r"6[1-5]\.1379|评语寻踪|建议寻踪|\\u8bc4\\u8bed", dump)


# --- hats, colleagues, rounds --------------------------------------------------------------


def test_another_hat_of_an_expert_opens_nothing(house, as_, panel):
    """What somebody may do as an expert they may not do under another hat, and the reverse."""
    panel.all_scored()
    task = f"/panel-tasks/{panel.members[1]}"
    for role in (Role.HOLDER, Role.DEMANDER, Role.ORG_ADMIN):
        other = as_(make_person(house, role, user_id=panel.experts[1].user_id))
        for part in ("", "/material", "/sheet", "/result", "/report", "/evidence"):
            assert other.get(f"{task}{part}").status_code == 404, (role, part)
        assert other.get(f"/assessments/{panel.assessment_id}").status_code == 404
    own = as_(make_person(house, Role.EXPERT, user_id=panel.holder.user_id))
    assert own.get(task).status_code == 404
    assert own.get(f"/assessments/{panel.assessment_id}").status_code == 404


def test_colleagues_of_an_expert_open_nothing(house, as_, panel):
    """Nobody stands in for an expert: not a colleague, not the administrator of the house."""
    panel.all_scored()
    org, task = panel.experts[1].org_id, f"/panel-tasks/{panel.members[1]}"
    for role in (Role.EXPERT, Role.ORG_ADMIN, Role.HOLDER):
        colleague = as_(make_person(house, role, org=org))
        for part in ("", "/material", "/sheet", "/result", "/report", "/evidence"):
            assert colleague.get(f"{task}{part}").status_code == 404, (role, part)
        put = colleague.put(f"{task}/sheet/notes", json={"advice": "代填"}, version=1)
        assert put.status_code == 404
        open_ = [t["link"] for t in colleague.get("/me/todos").json()["items"]]
        assert not any(str(panel.members[1]) in link for link in open_)


def test_the_old_panel_and_the_new_do_not_meet(house, as_, panel, team):
    """After a granted appeal each panel reads its own round only."""
    for k, _ in enumerate(panel.all_signed().experts):
        panel.score(k, 45.625, f"旧评语寻踪{k}")
        panel.advise(k, f"旧建议寻踪{k}")
        panel.submit(k)
    panel.release()
    panel.write()
    for k in range(5):
        panel.consent(k)
    panel.issue()
    path = f"/assessments/{panel.assessment_id}/appeal"
    version = panel.assessment().version
    filed = as_(panel.holder).post(path, json={"grounds": "遗漏证据"}, version=version).json()
    as_(panel.operator).post(
        f"/assessment-appeals/{filed['id']}/uphold", json={"reason": "成立"},
        version=filed["version"],
    )  # fmt: skip
    second = make_panel(
        house, holder=panel.holder, operator=panel.operator, outcome_id=panel.outcome_id,
        weights=False,
    ).all_signed()  # fmt: skip
    rounds = (panel, second)
    for mine, other in itertools.permutations(rounds):
        for person in mine.experts:
            client = as_(person)
            assert client.get(f"/assessments/{other.assessment_id}/result").status_code == 404
            for part in ("", "/material", "/sheet", "/result", "/report"):
                assert client.get(f"/panel-tasks/{other.members[0]}{part}").status_code == 404
    for person, member in zip(second.experts, second.members, strict=True):
        for part in ("", "/material", "/sheet", "/evidence"):
            text = as_(person).get(f"/panel-tasks/{member}{part}").text
            assert not re.search(r"旧评语|旧建议|45\.6|隐名寻踪", text), part
