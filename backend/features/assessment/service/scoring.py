"""Commands of a panel member: sign, recuse, score, submit (clauses 5.1.1.1, 6.2.1)."""

import hashlib
import uuid

from sqlmodel import col, select

from backend.features.assessment.declaration import VERSION, declaration_hash
from backend.features.assessment.events import ScoreSaved
from backend.features.assessment.models import Assessment, PanelMember, Score, ScoreSheet
from backend.features.assessment.queries.material import outcome_file
from backend.features.assessment.queries.panels import tree_of_assessment
from backend.features.assessment.queries.tasks import (
    declaration_of,
    missing_of,
    scores_of,
    sheet_of,
)
from backend.features.assessment.schemas.panels import SignInput
from backend.features.assessment.schemas.scores import NotesInput, ScoreInput
from backend.features.assessment.sealing import open_score, open_sheet, seal_score, seal_sheet
from backend.features.assessment.service.blinding import veiled_file
from backend.features.assessment.service.conflicts import check_seat, check_signature
from backend.features.assessment.service.progress import settle
from backend.features.assessment.states import (
    BEFORE_RELEASE,
    PANEL_MEMBER_WORKFLOW,
    SCORE_SHEET_WORKFLOW,
    SheetStatus,
)
from backend.features.experts import service as expert_base
from backend.features.experts.models import EngagementEnd
from backend.features.identity.models import User
from backend.kernel.errors import Conflict, FieldError, Invalid, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork
from evaluation import Indicator

YES_NO = {"yes": "yes", "no": "no", "是": "yes", "否": "no", "": ""}


def _assessment(uow: UnitOfWork, member: PanelMember) -> Assessment:
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status not in BEFORE_RELEASE:
        raise Conflict("本次评估的评分已结束。")
    return assessment


def sign_declaration(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, data: SignInput
) -> PanelMember:
    """Sign the conflict-avoidance declaration; only then anything opens (clause 5.1.1.1).

    Raises
    ------
    Invalid
        Another name than the account's, or another text than the one shown.
    Conflict
        The platform sees a conflict: the expert has to recuse, or staff have to judge it.
    """
    member = uow.get(PanelMember, member_id, "panel_member.sign", expected_version=expected_version)
    assessment = _assessment(uow, member)
    user = uow.session.get_one(User, member.user_id)
    if data.name != user.name:
        raise Invalid.field("/name", "签署姓名须与账户姓名一致。")
    text = declaration_of(uow, assessment)
    if data.text_sha256 != hashlib.sha256(text.encode()).hexdigest():
        raise Invalid.field("/text_sha256", "声明文本已变化，请刷新后重读。")
    check_signature(uow, member, assessment)
    now = uow.now()
    member.declaration_version, member.declaration_text = VERSION, text
    member.signed_name, member.signed_at = user.name, now
    member.declaration_sha256 = declaration_hash(text, user.name, now)
    PANEL_MEMBER_WORKFLOW.fire(
        uow,
        member,
        "sign",
        assessment_id=assessment.id,
        text_sha256=member.declaration_sha256,
    )
    uow.touch(assessment)
    settle(uow, assessment)
    return member


def recuse(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, reason: str
) -> PanelMember:
    """Declare a conflict: access ends with this request, a replacement is possible."""
    member = uow.get(
        PanelMember, member_id, "panel_member.recuse", expected_version=expected_version
    )
    assessment = _assessment(uow, member)
    PANEL_MEMBER_WORKFLOW.fire(uow, member, "recuse", assessment_id=assessment.id, reason=reason)
    member.left_reason, member.left_at = reason, uow.now()
    expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.RECUSED)
    uow.touch(assessment)
    settle(uow, assessment)
    return member


def open_material(uow: UnitOfWork, member_id: uuid.UUID) -> PanelMember:
    """Let a member who has signed read; conflicts are computed again at every opening.

    Raises
    ------
    Denied
        The declaration is not signed, the seat has ended, or a conflict has appeared.
    """
    member = uow.get(PanelMember, member_id, "panel_member.open")
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    check_seat(uow, member, assessment)
    return member


def material_file(
    uow: UnitOfWork, member_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[StoredFile, tuple[str, bytes] | None]:
    """Return a file of the outcome for a member who has signed; the reading is recorded.

    Beside it, in a double-blind evaluation, its veiled name and its content without metadata.

    Raises
    ------
    NotFound
        The outcome has no such file.
    """
    member = open_material(uow, member_id)
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    stored = outcome_file(uow, assessment.outcome_id, file_id)
    if stored is None:
        raise NotFound("没有这份材料。")
    veiled = veiled_file(uow, assessment, stored)
    uow.note("file.read", "assessment", assessment.id, file_id=stored.id, name=stored.name)
    return stored, veiled


def own_sheet(uow: UnitOfWork, member_id: uuid.UUID) -> tuple[PanelMember, ScoreSheet]:
    """Return the member's own sheet.

    Raises
    ------
    NotFound
        Scoring has not begun.
    """
    member = open_material(uow, member_id)
    sheet = sheet_of(uow, member.id)
    if sheet is None:
        raise NotFound("评分尚未开始。")
    return member, sheet


def _check_running(uow: UnitOfWork, assessment: Assessment) -> None:
    # asked after the sheet is held: a freeze may have come in between
    frozen = select(col(Assessment.frozen_at)).where(col(Assessment.id) == assessment.id)
    if uow.session.exec(frozen).one() is not None:
        raise Conflict("评分已由组织者暂停，恢复后继续；已保存的内容不受影响。")


def _editable(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int
) -> tuple[PanelMember, ScoreSheet, Assessment]:
    member, sheet = own_sheet(uow, member_id)
    sheet = uow.get(ScoreSheet, sheet.id, "score_sheet.save", expected_version=expected_version)
    assessment = _assessment(uow, member)
    _check_running(uow, assessment)
    if sheet.status is not SheetStatus.OPEN:
        raise Conflict("评分表已提交并锁定。")
    return member, sheet, assessment


def _checked_answers(leaf: Indicator, answers: dict[str, str]) -> dict[str, str]:
    kinds = {question.code: question.kind for question in leaf.questions}
    checked = {}
    for key, answer in answers.items():
        kind = kinds.get(key.split(".")[0])
        if kind is None:
            raise Invalid.field(f"/answers/{key}", "该指标没有这个子问题。")
        if kind == "yes_no" and answer not in YES_NO:
            raise Invalid.field(f"/answers/{key}", "请回答“是”或“否”。")
        checked[key] = YES_NO[answer] if kind == "yes_no" else answer
    return checked


def save_score(
    uow: UnitOfWork, member_id: uuid.UUID, leaf: str, expected_version: int, data: ScoreInput
) -> tuple[PanelMember, ScoreSheet]:
    """Keep one leaf's score, encrypted (autosave).

    Raises
    ------
    Invalid
        The leaf is not the member's, a question is unknown, or a file is not the outcome's.
    """
    member, sheet, assessment = _editable(uow, member_id, expected_version)
    if leaf not in member.leaves:
        raise NotFound("该指标不在您的评分范围内。")
    indicator = tree_of_assessment(uow, assessment).node(leaf)
    data.answers = _checked_answers(indicator, data.answers)
    for position, file_id in enumerate(data.evidence):
        if outcome_file(uow, assessment.outcome_id, file_id) is None:
            raise Invalid.field(f"/evidence/{position}", "不是该成果的材料。")
    content = data.model_dump(mode="json")
    score = scores_of(uow, sheet.id).get(leaf) or uow.add(Score(sheet_id=sheet.id, leaf=leaf))
    seal_score(uow, score, content)
    score.done = not missing_of(indicator, content)
    uow.touch(sheet)
    uow.record(ScoreSaved(aggregate_id=sheet.id))
    return member, sheet


def save_notes(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, data: NotesInput
) -> tuple[PanelMember, ScoreSheet]:
    """Keep advice and vetoes, encrypted (autosave)."""
    member, sheet, _ = _editable(uow, member_id, expected_version)
    kinds = [veto.kind for veto in data.vetoes]
    if len(set(kinds)) != len(kinds):
        raise Invalid.field("/vetoes", "每类否决只填一项。")
    seal_sheet(uow, sheet, data.model_dump(mode="json"))
    uow.touch(sheet)
    uow.record(ScoreSaved(aggregate_id=sheet.id))
    return member, sheet


def submit_sheet(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int
) -> tuple[PanelMember, ScoreSheet]:
    """Hand the sheet in; it is locked from now on.

    Raises
    ------
    Invalid
        A leaf has no score, an extreme score has no comment, or the advice is missing: every
        place is named.
    """
    member, sheet, assessment = _editable(uow, member_id, expected_version)
    tree = tree_of_assessment(uow, assessment)
    scores = scores_of(uow, sheet.id)
    errors = []
    for code in member.leaves:
        content = open_score(uow, scores[code]) if code in scores else None
        errors += [
            FieldError(f"/scores/{code}", f"{tree.node(code).name}：{why}")
            for why in missing_of(tree.node(code), content)
        ]
    if not open_sheet(uow, sheet).get("advice"):
        errors.append(FieldError("/advice", "请填写专家建议，将以代号写入报告。"))
    if errors:
        raise Invalid("评分表尚未完成：" + errors[0].detail, errors=tuple(errors))
    SCORE_SHEET_WORKFLOW.fire(uow, sheet, "submit", assessment_id=assessment.id)
    sheet.submitted_at = uow.now()
    uow.touch(assessment)
    settle(uow, assessment)
    return member, sheet


def return_score_sheet(
    uow: UnitOfWork, member: PanelMember, expected_version: int, reason: str
) -> Assessment:
    """Unlock a sheet before the release, with a reason on record.

    Raises
    ------
    NotFound
        The member has no sheet yet.
    """
    row = sheet_of(uow, member.id)
    if row is None:
        raise NotFound("该专家尚无评分表。")
    sheet = uow.get(ScoreSheet, row.id, "score_sheet.return", expected_version=expected_version)
    assessment = _assessment(uow, member)
    _check_running(uow, assessment)
    SCORE_SHEET_WORKFLOW.fire(uow, sheet, "return", user_id=member.user_id, reason=reason)
    sheet.submitted_at = None
    uow.touch(assessment)
    settle(uow, assessment)
    return assessment
