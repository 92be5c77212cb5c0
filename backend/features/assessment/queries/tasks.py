"""Reads for a panel member: the gate, the material, the own sheet."""

import hashlib
import uuid

from sqlmodel import col, select

from backend.features.assessment.blinding import panel_veil, shown_files
from backend.features.assessment.conflicts import told_to_expert
from backend.features.assessment.declaration import VERSION, declaration_text
from backend.features.assessment.labels import BLINDNESS_LABELS, MODE_LABELS, STAGE_LABELS
from backend.features.assessment.models import (
    Assessment,
    Blindness,
    PanelMember,
    Report,
    ReportConsent,
    Score,
    ScoreSheet,
)
from backend.features.assessment.queries.material import (
    SOURCE_FACT,
    outcome_files,
    outcome_sections,
)
from backend.features.assessment.queries.panels import scored_counts, tree_of_assessment
from backend.features.assessment.schemas.panels import (
    ConflictView,
    MaterialView,
    TaskList,
    TaskRow,
    TaskView,
)
from backend.features.assessment.schemas.scores import (
    DimensionTask,
    LeafTask,
    ScoreView,
    SheetView,
    VetoView,
)
from backend.features.assessment.schemas.weights import AnchorView, QuestionView
from backend.features.assessment.sealing import open_score, open_sheet
from backend.features.assessment.states import (
    BEFORE_RELEASE,
    PANEL_MEMBER_WORKFLOW,
    SCORE_SHEET_WORKFLOW,
    AssessmentStatus,
    MemberStatus,
    SheetStatus,
)
from backend.features.identity.models import User
from backend.kernel.uow import UnitOfWork
from evaluation import VETO_KINDS, Indicator

A = AssessmentStatus
EXTREME_LOW, EXTREME_HIGH = 20.0, 90.0
ASKED = frozenset({"yes_no", "score"})  # sub-questions that only the expert can answer
REPORT_STAGES = frozenset({"consent", "consented", "done"})
OPEN_STAGES = ("declare", "score", "consent", "paused", "submitted", "consented")


def sheet_of(uow: UnitOfWork, member_id: uuid.UUID) -> ScoreSheet | None:
    """Return a member's sheet."""
    return uow.session.exec(
        select(ScoreSheet).where(col(ScoreSheet.member_id) == member_id)
    ).first()


def scores_of(uow: UnitOfWork, sheet_id: uuid.UUID) -> dict[str, Score]:
    """Return the scores of a sheet by leaf."""
    rows = uow.session.exec(select(Score).where(col(Score.sheet_id) == sheet_id)).all()
    return {row.leaf: row for row in rows}


def report_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> Report | None:
    """Return the report of an assessment."""
    return uow.session.exec(
        select(Report).where(col(Report.assessment_id) == assessment_id)
    ).first()


def consent_of(uow: UnitOfWork, report: Report, member_id: uuid.UUID) -> ReportConsent | None:
    """Return a member's answer to the report."""
    return uow.session.exec(
        select(ReportConsent).where(
            col(ReportConsent.report_id) == report.id, col(ReportConsent.member_id) == member_id
        )
    ).first()


def stage_of_task(
    uow: UnitOfWork, assessment: Assessment, member: PanelMember, sheet: ScoreSheet | None
) -> str:
    """Return what the member has to do next."""
    if member.status is not MemberStatus.DECLARED:
        return {
            MemberStatus.RECUSED: "recused",
            MemberStatus.REPLACED: "replaced",
            MemberStatus.EXCLUDED: "excluded",
        }.get(member.status, "cancelled" if assessment.status is A.CANCELLED else "declare")
    if assessment.status in {A.CANCELLED, A.ISSUED}:
        return "cancelled" if assessment.status is A.CANCELLED else "done"
    if assessment.status is A.REPORTING:
        report = report_of(uow, assessment.id)
        consent = consent_of(uow, report, member.id) if report else None
        current = consent is not None and report and consent.content_hash == report.content_hash
        return "consented" if current else "consent"
    if member.pending:
        return "paused"
    open_sheet_ = sheet is None or sheet.status is SheetStatus.OPEN
    return "score" if open_sheet_ else "submitted"


def task_row(uow: UnitOfWork, assessment: Assessment, member: PanelMember) -> TaskRow:
    """Return one line of my tasks: the title and nothing of the content."""
    sheet = sheet_of(uow, member.id)
    stage = stage_of_task(uow, assessment, member, sheet)
    return TaskRow(
        id=member.id,
        number=assessment.number,
        outcome_title=panel_veil(uow, assessment).text(assessment.outcome_title),
        status=member.status,
        status_label=PANEL_MEMBER_WORKFLOW.label(member.status),
        stage=stage,
        stage_label=STAGE_LABELS[stage],
        blindness=assessment.blindness,
        blindness_label=BLINDNESS_LABELS[assessment.blindness][0],
        due_on=assessment.due_on,
        scored=scored_counts(uow, [sheet.id]).get(sheet.id, 0) if sheet else 0,
        total=len(member.leaves),
        is_demo=assessment.is_demo,
    )


def own_tasks(uow: UnitOfWork) -> list[tuple[PanelMember, Assessment]]:
    """Return my seats in assessments that have begun, newest first."""
    rows = uow.session.exec(
        select(PanelMember, Assessment)
        .join(Assessment, col(Assessment.id) == col(PanelMember.assessment_id))
        .where(uow.visible("panel_member.own"))
        .order_by(col(PanelMember.created_at).desc(), col(PanelMember.id))
        .limit(200)
    ).all()
    return [(member, assessment) for member, assessment in rows]


def task_list(uow: UnitOfWork) -> TaskList:
    """Return my tasks, those that wait for me first."""
    rows = [task_row(uow, assessment, member) for member, assessment in own_tasks(uow)]
    rows.sort(key=lambda row: OPEN_STAGES.index(row.stage) if row.stage in OPEN_STAGES else 9)
    return TaskList(items=rows)


def declaration_of(uow: UnitOfWork, assessment: Assessment) -> str:
    """Return the declaration to be signed for an assessment."""
    return declaration_text(
        panel_veil(uow, assessment).text(assessment.outcome_title),
        assessment.number,
        double_blind=assessment.blindness is Blindness.DOUBLE,
    )


def task_view(uow: UnitOfWork, member: PanelMember) -> TaskView:
    """Return the gate: title and declaration, and what may be done (clause 5.1.1.1)."""
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    row = task_row(uow, assessment, member)
    text = member.declaration_text or declaration_of(uow, assessment)
    double = assessment.blindness is Blindness.DOUBLE
    can_open = not member.pending and uow.allows("panel_member.open", member)
    return TaskView(
        **row.model_dump(),
        version=member.version,
        mode_label=MODE_LABELS[assessment.mode][0],
        expert_name=uow.session.get_one(User, member.user_id).name,
        declaration_version=member.declaration_version or VERSION,
        declaration_text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        signed_name=member.signed_name,
        signed_at=member.signed_at,
        declaration_sha256=member.declaration_sha256,
        # a relation that the platform found would name the other side
        conflicts=[]
        if double
        else [ConflictView.of(item) for item in told_to_expert(member.conflicts)],
        pending=[]
        if double
        else [ConflictView.of(item) for item in told_to_expert(member.pending)],
        left_reason=panel_veil(uow, assessment).text(_left_reason(member)),
        can_open=can_open,
        can_score=can_open and row.stage == "score",
        report_ready=row.stage in REPORT_STAGES,
        assessment_id=assessment.id if row.stage in REPORT_STAGES else None,
        available_actions=PANEL_MEMBER_WORKFLOW.available(uow, member)
        if assessment.status in BEFORE_RELEASE
        else [],
    )


def _left_reason(member: PanelMember) -> str:
    """Return why the seat ended in the words of a person: the member's own, or the staff's.

    What the platform found by itself is told finding by finding.
    """
    by_staff = member.status is MemberStatus.EXCLUDED and not any(
        item["hard"] for item in member.conflicts
    )
    return member.left_reason if by_staff or member.status is MemberStatus.RECUSED else ""


def material(uow: UnitOfWork, member: PanelMember) -> MaterialView:
    """Return what a member who has signed may read."""
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    veil, shown = panel_veil(uow, assessment), shown_files(assessment)
    view = MaterialView(
        number=assessment.number,
        outcome_title=assessment.outcome_title,
        sections=outcome_sections(uow, assessment.outcome_id),
        files=outcome_files(uow, assessment.outcome_id),
    )
    if shown is None:
        return view
    view.files = [file for file in view.files if str(file.id) in shown]
    for file in view.files:
        file.sha256 = ""  # of the file as handed in; the panel gets it without metadata
    for section in view.sections:
        # where a row was found leads straight to whose it is
        section.facts = [fact for fact in section.facts if fact.label != SOURCE_FACT]
    return veil.view(view)


def missing_of(leaf: Indicator, content: dict[str, object] | None) -> list[str]:
    """Say what a leaf still lacks (clause 5.1.2.1.1: numbers and words).

    A comment is required at the extremes; questions only the expert can answer are required
    unless the leaf is left out with a reason.
    """
    if not content or (content.get("value") is None and not content.get("abstain_reason")):
        return ["评分，或说明理由后弃评"]
    value = content.get("value")
    if value is None:
        return []
    missing = []
    if (
        isinstance(value, int | float)
        and not EXTREME_LOW < value < EXTREME_HIGH
        and not content.get("comment")
    ):
        missing.append(f"分值不高于 {EXTREME_LOW:g} 或不低于 {EXTREME_HIGH:g} 时须写评语")
    answers = content.get("answers")
    given = answers if isinstance(answers, dict) else {}
    missing += [
        f"请回答：{question.text}"
        for question in leaf.questions
        if question.required and question.kind in ASKED and not given.get(question.code)
    ]
    return missing


def sheet_view(uow: UnitOfWork, member: PanelMember, sheet: ScoreSheet) -> SheetView:
    """Return the member's own sheet; nobody else's is ever opened here."""
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    tree = tree_of_assessment(uow, assessment)
    scores = scores_of(uow, sheet.id)
    own = set(member.leaves)
    notes = open_sheet(uow, sheet)
    dimensions, missing, scored = [], [], 0
    for dimension in tree.dimensions:
        leaves = []
        for leaf in dimension.walk():
            if not leaf.is_leaf or leaf.code not in own:
                continue
            score = scores.get(leaf.code)
            content = open_score(uow, score) if score else None
            lacking = missing_of(leaf, content)
            scored += not lacking
            if lacking:
                missing.append(f"{leaf.name}：{lacking[0]}")
            leaves.append(
                LeafTask(
                    code=leaf.code,
                    name=leaf.name,
                    clause=leaf.clause,
                    definition=leaf.definition,
                    anchors=[AnchorView.model_validate(anchor) for anchor in leaf.anchors],
                    questions=[QuestionView.model_validate(q) for q in leaf.questions],
                    evidence_kinds=list(leaf.evidence),
                    score=ScoreView(**content) if content else None,
                    done=not lacking,
                    missing=lacking if score else [],
                )
            )
        if leaves:
            dimensions.append(
                DimensionTask(code=dimension.code, name=dimension.name, leaves=leaves)
            )
    if not notes.get("advice"):
        missing.append("专家建议：请填写，将以代号写入报告")
    frozen = assessment.frozen_at is not None
    editable = (
        sheet.status is SheetStatus.OPEN and assessment.status in BEFORE_RELEASE and not frozen
    )
    return SheetView(
        id=sheet.id,
        version=sheet.version,
        task_id=member.id,
        number=assessment.number,
        outcome_title=panel_veil(uow, assessment).text(assessment.outcome_title),
        status=sheet.status,
        status_label=SCORE_SHEET_WORKFLOW.label(sheet.status),
        submitted_at=sheet.submitted_at,
        dimensions=dimensions,
        advice=notes.get("advice", ""),
        vetoes=[
            VetoView(**veto, kind_label=VETO_KINDS[veto["kind"]])
            for veto in notes.get("vetoes", [])
        ],
        scored=scored,
        total=len(own),
        missing=missing,
        editable=editable,
        frozen=frozen,
        available_actions=SCORE_SHEET_WORKFLOW.available(uow, sheet) if editable else [],
    )
