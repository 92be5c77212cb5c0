"""A round is frozen, kept in signed snapshots and put back to one (6.2.1; secrecy of the panel)."""

import json

import pytest
from sqlmodel import col, select

from backend.features.assessment.models import Score, ScoreSheet
from backend.features.assessment.proceedings_models import RoundSnapshot
from backend.features.assessment.sealing import open_score
from backend.features.assessment.service import snapshot_rounds
from backend.features.assessment.states import AssessmentStatus, SheetStatus
from backend.kernel.audit import AuditEntry
from tests.factories.assessments import make_panel

pytestmark = pytest.mark.clause("6.2.1")
REASON = {"reason": "怀疑评分外泄，先行核查"}


@pytest.fixture
def panel(house):
    made = make_panel(house)
    made.start()
    for k in range(len(made.members)):
        made.sign(k)
    return made


def _call(as_, panel, path, who=None, **body):
    version = panel.assessment().version
    return as_(who or panel.operator).post(
        f"/assessments/{panel.assessment_id}/{path}",
        json=REASON | body,
        headers={"If-Match": f'"{version}"'},
    )


def _round(as_, panel):
    return as_(panel.operator).get(f"/assessments/{panel.assessment_id}/snapshots").json()


def _values(panel, k):
    with panel.house.reading() as uow:
        rows = uow.session.exec(select(Score).where(col(Score.sheet_id) == panel.sheet(k).id)).all()
        return {row.leaf: open_score(uow, row)["value"] for row in rows}


def _save(as_, panel, k, leaf, value):
    return as_(panel.experts[k]).put(
        f"/panel-tasks/{panel.members[k]}/sheet/scores/{leaf}",
        json={"value": value, "comment": "依据充分"},
        headers={"If-Match": f'"{panel.sheet(k).version}"'},
    )


def test_frozen_nobody_saves_submits_or_releases(panel, as_):
    panel.score(0)
    panel.advise(0)
    leaf = panel.member(0).leaves[0]
    assert _call(as_, panel, "freeze").status_code == 200
    refused = _save(as_, panel, 0, leaf, 10)
    assert (refused.status_code, refused.json()["status"]) == (409, 409)
    assert "暂停" in refused.json()["detail"]
    sheet = as_(panel.experts[0]).get(f"/panel-tasks/{panel.members[0]}/sheet").json()
    assert (sheet["editable"], sheet["frozen"]) == (False, True)
    submit = as_(panel.experts[0]).post(
        f"/panel-tasks/{panel.members[0]}/sheet/submit",
        headers={"If-Match": f'"{panel.sheet(0).version}"'},
    )
    assert submit.status_code == 409
    assert _values(panel, 0)[leaf] == 70.0
    assert _call(as_, panel, "thaw").status_code == 200
    assert _save(as_, panel, 0, leaf, 65).status_code == 200


def test_a_complete_round_that_is_frozen_is_not_released(panel, as_):
    for k in range(len(panel.members)):
        panel.score(k)
        panel.advise(k)
        panel.submit(k)
    assert panel.assessment().status is AssessmentStatus.SCORED
    _call(as_, panel, "freeze")
    answer = _call(as_, panel, "release")
    assert answer.status_code == 409
    assert "评分已冻结" in answer.json()["detail"]
    view = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/panel").json()
    assert "评分已冻结" in str(view["blockers"])


def test_back_to_the_snapshot_every_score_and_state_is_as_it_was(panel, as_):
    panel.score(0, 80.0)
    panel.advise(0)
    panel.submit(0)
    panel.score(1, 60.0)
    with panel.house.unit_of_work() as uow:
        snapshot_rounds(uow)
    panel.score(1, 20.0)  # what came after the leak
    panel.score(2, 55.0)
    panel.advise(1)
    panel.submit(1)
    _call(as_, panel, "freeze")
    kept = _round(as_, panel)["snapshots"]
    assert [row["cause_label"] for row in kept] == ["冻结评分", "每日留存"]
    assert [(row["sheets"], row["submitted"], row["genuine"]) for row in kept] == [
        (5, 2, True), (5, 1, True),
    ]  # fmt: skip
    back = _call(as_, panel, f"snapshots/{kept[1]['id']}/restore")
    assert back.status_code == 200
    assert set(_values(panel, 0).values()) == {80.0}
    assert set(_values(panel, 1).values()) == {60.0}
    assert _values(panel, 2) == {}
    assert panel.sheet(0).status is SheetStatus.SUBMITTED
    assert panel.sheet(1).status is SheetStatus.OPEN
    assert panel.sheet(1).submitted_at is None
    # and forward again: what stood before the way back was kept as well
    again = _call(as_, panel, f"snapshots/{kept[0]['id']}/restore")
    assert again.status_code == 200
    assert set(_values(panel, 1).values()) == {20.0}
    assert set(_values(panel, 2).values()) == {55.0}
    assert panel.sheet(1).status is SheetStatus.SUBMITTED
    history = as_(panel.operator).get(f"/assessments/{panel.assessment_id}/panel").json()["history"]
    assert [entry["label_zh"] for entry in history].count("回退到快照") == 2


def test_a_round_that_was_complete_opens_again_when_it_goes_back(panel, as_):
    for k in range(4):
        panel.score(k)
        panel.advise(k)
        panel.submit(k)
    with panel.house.unit_of_work() as uow:
        snapshot_rounds(uow)
    panel.score(4)
    panel.advise(4)
    panel.submit(4)
    _call(as_, panel, "freeze")
    view = _round(as_, panel)
    # complete and frozen are one state of the sheets: it is kept once
    assert [row["cause_label"] for row in view["snapshots"]] == ["评分全部提交", "每日留存"]
    _call(as_, panel, f"snapshots/{view['snapshots'][1]['id']}/restore")
    assert panel.assessment().status is AssessmentStatus.SCORING


def test_a_frozen_sheet_is_not_returned_and_what_is_cancelled_goes_back_no_more(panel, as_):
    panel.score(0)
    panel.advise(0)
    panel.submit(0)
    _call(as_, panel, "freeze")
    (kept,) = _round(as_, panel)["snapshots"]
    returned = as_(panel.operator).post(
        f"/panel-members/{panel.members[0]}/return-sheet",
        json=REASON,
        headers={"If-Match": f'"{panel.sheet(0).version}"'},
    )
    assert returned.status_code == 409, returned.text
    assert panel.sheet(0).status is SheetStatus.SUBMITTED
    assert _call(as_, panel, "cancel").status_code == 200
    assert _call(as_, panel, f"snapshots/{kept['id']}/restore").status_code == 409


def test_a_changed_snapshot_is_told_and_not_used(panel, as_, house):
    panel.score(0, 80.0)
    _call(as_, panel, "freeze")
    with house.unit_of_work() as uow:
        row = uow.session.exec(select(RoundSnapshot)).one()
        content = json.loads(row.content)
        content[0]["status"] = "submitted"
        row.content = json.dumps(content)
    (kept,) = _round(as_, panel)["snapshots"]
    assert not kept["genuine"]
    refused = _call(as_, panel, f"snapshots/{kept['id']}/restore")
    assert refused.status_code == 409
    assert "签名" in refused.json()["detail"]


def test_only_what_is_frozen_goes_back_and_only_to_its_own_snapshots(panel, as_, house):
    panel.score(0)
    with house.unit_of_work() as uow:
        snapshot_rounds(uow)
    (kept,) = _round(as_, panel)["snapshots"]
    assert _call(as_, panel, f"snapshots/{kept['id']}/restore").status_code == 409
    other = make_panel(house)
    other.start()
    _call(as_, other, "freeze")
    assert _call(as_, other, f"snapshots/{kept['id']}/restore").status_code == 404
    assert _call(as_, other, "freeze").status_code == 409
    assert _call(as_, panel, "thaw").status_code == 409


def test_snapshots_hold_nothing_readable_and_neither_does_the_trail(panel, as_, house):
    panel.score(0, 73.0, comment="金丝雀评语")
    _call(as_, panel, "freeze")
    with house.reading() as uow:
        row = uow.session.exec(select(RoundSnapshot)).one()
        trail = "".join(entry.changes for entry in uow.session.exec(select(AuditEntry)).all())
    sealed = [score["sealed"] for sheet in json.loads(row.content) for score in sheet["scores"]]
    assert len(sealed) == len(panel.member(0).leaves)
    assert "金丝雀评语" not in row.content + trail
    assert not any(token in trail for token in sealed)
    assert REASON["reason"] in trail


def test_an_annulled_sheet_stays_annulled(panel, as_, house):
    panel.score(0, 80.0)
    with house.unit_of_work() as uow:
        snapshot_rounds(uow)
    sheet = panel.sheet(0)
    with house.unit_of_work(panel.operator.actor) as uow:
        row = uow.session.get_one(ScoreSheet, sheet.id)
        row.status = SheetStatus.ANNULLED
    _call(as_, panel, "freeze")
    kept = _round(as_, panel)["snapshots"][-1]
    assert _call(as_, panel, f"snapshots/{kept['id']}/restore").status_code == 200
    assert panel.sheet(0).status is SheetStatus.ANNULLED


def test_the_panel_is_told_and_a_day_without_change_keeps_nothing(panel, as_, house, drain):
    with house.unit_of_work() as uow:
        snapshot_rounds(uow)
    with house.unit_of_work() as uow:
        snapshot_rounds(uow)
    assert len(_round(as_, panel)["snapshots"]) == 1
    _call(as_, panel, "freeze")
    drain()
    inbox = as_(panel.experts[0]).get("/me/inbox").json()["items"]
    assert any("评分暂停" in notice["title"] for notice in inbox)
