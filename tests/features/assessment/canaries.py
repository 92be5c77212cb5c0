"""Unique strings planted in every secret field, and who alone may meet each of them."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pypdf import PdfReader
from sqlmodel import col, select

from backend.features.assessment import service
from backend.features.assessment.delphi_models import DelphiAnswer
from backend.features.assessment.models import AhpSheet, PanelMember, ReviewMode
from backend.features.assessment.schemas.proceedings import MeetingInput, PreliminaryInput
from backend.features.assessment.service import proceedings
from backend.features.library import service as library
from backend.features.library.models import LibraryRecord
from backend.kernel.filing import store_bytes
from evaluation import STANDARD_TREE
from tests.authz.engine import World
from tests.factories.assessments import ANSWERS, SEATS, Panel, make_expert, make_panel, nominate
from tests.factories.delphi import make_study

STAFF = frozenset({"operator", "auditor"})
PANEL = STAFF | {"expert_own"}
HOLDERS = PANEL | {"holder_own", "org_admin_own"}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Canary:
    """A secret string, what it is, and the principals who may read it."""

    text: str
    kind: str
    readers: frozenset[str]


@dataclass
class Planted:
    """All canaries and the ids under which they could come out."""

    canaries: list[Canary] = field(default_factory=list)
    ids: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, text: str, kind: str, readers: frozenset[str]) -> str:
        self.canaries.append(Canary(text, kind, readers))
        return text

    def where(self, parameter: str, *values: Any) -> None:
        self.ids.setdefault(parameter, []).extend(values)


def plant(world: World, drain: Callable[[], None]) -> Planted:
    """Make assessments in three states, Delphi rounds and judgements full of canaries."""
    planted = Planted()
    house, people = world.house, world.people
    own = (people["expert_own"], world.ids["expert_own_entry"])
    team = [own, *(make_expert(house, *seat) for seat in SEATS[1:])]
    planted.add(own[0].actor.name, "name of an expert", STAFF | {"expert_own"})
    for person, _ in team[1:]:
        planted.add(person.actor.name, "name of an expert", STAFF)
    for make in (_running, _released, _issued):
        panel = make_panel(
            house, holder=people["holder_own"], operator=people["operator"], weights=False,
            team=team,
        )  # fmt: skip
        make(panel, planted)
        planted.where("assessment_id", panel.assessment_id)
        planted.where("member_id", *panel.members)
        planted.where("outcome_id", panel.outcome_id)
        planted.where("subject_id", panel.assessment_id)
    drain()
    with world.uow("operator") as uow:
        for record in uow.session.exec(
            select(LibraryRecord).where(col(LibraryRecord.status) == "ready")
        ).all():
            planted.where("record_id", record.id)
            library.publish(uow, record.id, record.version)
            uow.session.flush()
    _judgements(world, planted, own)
    _delphi(world, planted, own)
    drain()
    return planted


def _scores(panel: Panel, planted: Planted, state: str, readers: dict[str, frozenset[str]]) -> None:
    for k in range(len(panel.experts)):
        mine = frozenset({"expert_own"}) if k == 0 else NOBODY
        value = (61.0, 68.0, 72.0, 63.0, 77.0)[k] + {"run": 0.1379, "rel": 0.2467, "done": 0.3571}[
            state
        ]
        # of five, the lowest and the highest are told without a name; the others to nobody else
        spread = HOLDERS if state == "done" and k in {0, 4} else NOBODY
        comment = f"评语CANARY{state}{k}"
        panel.score(k, value, comment)
        panel.advise(k, f"建议CANARY{state}{k}")
        planted.add(str(value), f"score {state}", readers["score"] | spread | mine)
        planted.add(comment, f"comment {state}", readers["comment"] | mine)
        planted.add(f"建议CANARY{state}{k}", f"advice {state}", readers["advice"] | mine)


def _preliminary(panel: Panel, planted: Planted, state: str, readers: frozenset[str]) -> None:
    note = planted.add(f"初评CANARY{state}", f"preliminary {state}", readers)
    with panel.house.unit_of_work(panel.operator.actor) as uow:
        proceedings.write_preliminary(
            uow, panel.assessment_id, 0,
            PreliminaryInput(
                scores=[{"leaf": c, "value": 55, "note": note} for c in STANDARD_TREE.leaf_codes]
            ),
        )  # fmt: skip


def _running(panel: Panel, planted: Planted) -> None:
    """Four have handed in, one is still writing; another expert recused with a reason."""
    panel.all_signed()
    secret = dict.fromkeys(("score", "comment", "advice"), NOBODY)
    _scores(panel, planted, "run", secret)
    for k in range(1, len(panel.experts)):
        panel.submit(k)
    _preliminary(panel, planted, "run", STAFF)
    person, expert_id = make_expert(panel.house)
    planted.add(person.actor.name, "name of a recused expert", STAFF)
    reason = planted.add("回避理由CANARY", "reason of a recusal", STAFF)
    nominate(panel, expert_id)
    with panel.house.unit_of_work(person.actor) as uow:
        member = uow.session.get_one(PanelMember, panel.members[-1])
        service.recuse(uow, member.id, member.version, reason)


def _released(panel: Panel, planted: Planted) -> None:
    """By meeting, with minutes; the report is being written."""
    with panel.house.unit_of_work() as uow:
        assessment = uow.session.get_one(type(panel.assessment()), panel.assessment_id)
        assessment.mode = ReviewMode.MEETING
    _preliminary(panel, planted, "rel", PANEL)
    panel.all_signed()
    _scores(panel, planted, "rel", dict.fromkeys(("score", "comment", "advice"), PANEL))
    for k in range(len(panel.experts)):
        panel.submit(k)
    chair = planted.add("主持人CANARY", "chair of a meeting", STAFF)
    summary = planted.add("会议摘要CANARY", "summary of a meeting", STAFF)
    minutes = planted.add("纪要CANARY", "minutes of a meeting", STAFF)
    with panel.house.unit_of_work(panel.operator.actor) as uow:
        meeting = MeetingInput(
            held_at="2026-11-19T14:00:00+08:00", chair=chair, summary=summary,
            present=panel.members,
        )  # fmt: skip
        proceedings.record_meeting(uow, panel.assessment_id, 0, meeting)
        row = proceedings.meeting_of(uow, panel.assessment_id)
        row.minutes_file_id = store_bytes(
            uow, content=minutes.encode(), name="m.txt", media_type="text/plain",
            subject_type="review_meeting", subject_id=row.id,
        ).id  # fmt: skip
    panel.release()
    panel.consent(1, planted.add("保留意见CANARYrel", "dissent rel", PANEL))


def _issued(panel: Panel, planted: Planted) -> None:
    """Passed and issued; the holder reads figures of five together, advice and dissent."""
    _preliminary(panel, planted, "done", HOLDERS)
    panel.all_signed()
    _scores(panel, planted, "done", {"score": PANEL, "comment": PANEL, "advice": HOLDERS})
    for k in range(len(panel.experts)):
        panel.submit(k)
    panel.release()
    panel.write()
    for k in range(len(panel.experts)):
        dissent = planted.add("保留意见CANARYdone", "dissent done", HOLDERS) if k == 2 else ""
        panel.consent(k, dissent)
    panel.issue()


def _judgements(world: World, planted: Planted, own: tuple[Any, Any]) -> None:
    """An open judgement sheet whose row of answers occurs nowhere else."""
    odd = ["7", "1/9", "8", "1/7", "5", "9", "1/8", "6", "1/5", "7"]
    planted.add('["7","1/9","8","1/7"', "judgements", frozenset({"expert_own"}))
    with world.uow("operator") as uow:
        study = service.create_weight_set(uow, "权重研究", [own[1]])
        sheet = uow.session.exec(
            select(AhpSheet).where(col(AhpSheet.weight_set_id) == study.id)
        ).one()
        planted.where("weight_set_id", study.id)
        planted.where("sheet_id", sheet.id)
        identity = sheet.id
    with world.uow("expert_own") as uow:
        service.save_answers(uow, identity, 1, ANSWERS | {"G": odd})


def _spread(k: int, code: str) -> int:
    del code
    return 3 + k % 3


def _delphi(world: World, planted: Planted, own: tuple[Any, Any]) -> None:
    study = make_study(world.house, 3, operator=world.people["operator"], first_expert=own)
    for person in study.experts[1:]:
        planted.add(person.actor.name, "name of a Delphi expert", STAFF)
    for name, readers in (("one", PANEL), ("two", NOBODY)):
        study.open()
        for k in range(3):
            mine = frozenset({"expert_own"}) if k == 0 else NOBODY
            comment = planted.add(f"征询CANARY{name}{k}", f"Delphi comment {name}", readers | mine)
            wish = planted.add(f"增补CANARY{name}{k}", f"Delphi suggestion {name}", readers | mine)
            study.save(k, _spread, study.reasons(k, _spread) | {"A1": comment}, wish)
            if name == "one" or k:
                study.submit(k)
        if name == "one":
            study.close_round()
    planted.where("study_id", study.study_id)
    with world.house.reading() as uow:
        planted.where(
            "answer_id",
            *uow.session.exec(
                select(DelphiAnswer.id).where(col(DelphiAnswer.study_id) == study.study_id)
            ).all(),
        )


@lru_cache(maxsize=256)  # many get the same file
def readable(content: bytes) -> tuple[str, ...]:
    """Return every text in an answer: itself, pages of a PDF, members of an archive."""
    return tuple(_texts(content))


def _texts(content: bytes) -> Iterator[str]:
    if content[:5] == b"%PDF-" and b"startxref" in content:
        pages = PdfReader(io.BytesIO(content)).pages
        yield "".join(page.extract_text() for page in pages).replace("\n", "")
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name
                yield from _texts(packed.read(name))
    else:
        yield content.decode("utf-8", "replace")
