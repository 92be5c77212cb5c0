"""The demonstration of clause 6.2: invented judgements and scores, marked as such everywhere."""

import hashlib
import uuid

from sqlmodel import col, select

from backend.entrypoints.demo.people import Cast
from backend.entrypoints.demo.stage import Stage
from backend.features.assessment import service
from backend.features.assessment.declaration import declaration_text
from backend.features.assessment.models import (
    AhpSheet,
    Assessment,
    PanelMember,
    Report,
    ReviewMode,
    ScoreSheet,
    WeightSet,
)
from backend.features.assessment.queries.panels import tree_of_assessment
from backend.features.assessment.schemas.panels import AssessmentInput, NominateInput, SignInput
from backend.features.assessment.schemas.results import (
    AdviceInput,
    ConsentInput,
    MaturityInput,
    ProofInput,
    ReportInput,
    SwotInput,
    SwotItemInput,
)
from backend.features.assessment.schemas.scores import NotesInput, ScoreInput
from backend.features.experts import service as experts
from backend.features.experts.models import ExpertCategory, SourceSector
from backend.features.experts.schemas import ExpertInput
from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Actor
from backend.kernel.uow import UnitOfWork
from evaluation import TRL_SCALES

C, S = ExpertCategory, SourceSector
PROFILES: dict[str, tuple[ExpertCategory, SourceSector, str, int, tuple[str, ...]]] = {
    "expert": (C.CLINICAL, S.HOSPITAL, "主任医师", 22, ("therapy", "drug")),
    "expert2": (C.ENGINEERING, S.INSTITUTE, "研究员", 15, ("drug", "process")),
    "expert3": (C.INVESTMENT, S.INVESTOR, "投资总监", 8, ("drug", "digital")),
    "expert4": (C.CLINICAL, S.UNIVERSITY, "教授", 18, ("therapy", "external_therapy")),
    "expert5": (C.INVESTMENT, S.COMPANY, "产业化负责人", 12, ("drug", "diagnostic_device")),
    "expert6": (C.ENGINEERING, S.UNIVERSITY, "教授", 16, ("diagnostic_device", "digital")),
    "expert7": (C.IP_LEGAL, S.GOVERNMENT, "知识产权处长", 6, ("drug",)),
    "expert8": (C.CLINICAL, S.HOSPITAL, "主任医师", 20, ("therapy", "drug")),
    "expert9": (C.ENGINEERING, S.COMPANY, "总工程师", 14, ("drug", "process")),
    "expert10": (C.INVESTMENT, S.INVESTOR, "合伙人", 11, ("drug", "digital")),
    "expert11": (C.CLINICAL, S.HOSPITAL, "副主任医师", 9, ("therapy", "drug")),
    "expert12": (C.ENGINEERING, S.UNIVERSITY, "副教授", 8, ("process", "drug")),
}
# three of each required category and a lawyer; a small panel is the rule's minimum
PANEL, SMALL_PANEL = tuple(PROFILES)[:10], tuple(PROFILES)[:6]
# Saaty judgements on the upper triangle, mildly different per expert, every CR under 0.10
PREFERENCES: dict[str, tuple[str, ...]] = {
    "G": ("2", "1", "3", "4", "1/2", "2", "3", "3", "4", "2"),
    "A": ("1", "3", "3", "3", "3", "1"),
    "B": ("2", "1", "1/2"),
    "C": ("1", "2", "3", "2", "3", "2"),
    "D": ("1", "1", "1"),
    "E": ("1", "2", "2"),
}


def make_experts(stage: Stage, cast: Cast) -> dict[str, uuid.UUID]:
    """Enter and admit the demonstration experts; return their ids by key."""
    ids = {}
    with stage.acting(cast["operator"]) as uow:
        for key, (category, sector, title, years, fields) in PROFILES.items():
            actor = cast[key]
            if actor.user_id is None or actor.org_id is None:
                continue
            expert = experts.add_expert(
                uow,
                actor.user_id,
                actor.org_id,
                ExpertInput(
                    category=category,
                    source_sector=sector,
                    title=title,
                    liver_years=years,
                    fields=list(fields),
                    bio="演示专家，不对应任何真实人物。",
                    max_load=5,
                ),
                is_demo=True,
            )
            uow.session.flush()
            experts.activate_expert(uow, expert.id, expert.version)
            ids[key] = expert.id
    return ids


def make_weights(stage: Stage, cast: Cast, expert_ids: dict[str, uuid.UUID]) -> None:
    """Collect pairwise judgements of three experts and approve the weights (5.1.2.2.4)."""
    chosen = ("expert", "expert2", "expert3")
    with stage.acting(cast["operator"]) as uow:
        weight_set = service.create_weight_set(
            uow, "演示权重（2026 年第一版）", [expert_ids[key] for key in chosen], is_demo=True
        )
        weight_set_id = weight_set.id
    stage.later(days=2)
    for shift, key in enumerate(chosen):
        with stage.acting(cast[key]) as uow:
            sheet = uow.session.exec(
                select(AhpSheet).where(
                    col(AhpSheet.weight_set_id) == weight_set_id,
                    col(AhpSheet.user_id) == cast[key].user_id,
                )
            ).one()
            service.save_answers(uow, sheet.id, sheet.version, _judgements(shift))
            uow.session.flush()
            service.submit_answers(uow, sheet.id, sheet.version)
    stage.later(days=1)
    with stage.acting(cast["operator"]) as uow:
        weight_set = uow.session.get_one(WeightSet, weight_set_id)
        service.approve_weight_set(uow, weight_set_id, weight_set.version)


def _judgements(shift: int) -> dict[str, list[str | None]]:
    """Return the preferences, one judgement of each node moved a little per expert."""
    moved: dict[str, list[str | None]] = {}
    for node, upper in PREFERENCES.items():
        first = {"2": "3", "1": "1"}[upper[0]] if shift == 1 else upper[0]
        moved[node] = [first, *upper[1:]]
    return moved


def begin(
    stage: Stage,
    cast: Cast,
    expert_ids: dict[str, uuid.UUID],
    outcome_id: uuid.UUID,
    mode: ReviewMode = ReviewMode.LETTER,
) -> uuid.UUID:
    """Prepare and start an assessment with six experts or ten (5.1.1.1, 6.2.1)."""
    keys = _panel(outcome_id)
    with stage.acting(cast["operator"]) as uow:
        assessment = service.create_assessment(
            uow,
            AssessmentInput(outcome_id=outcome_id, mode=mode, scope="（演示）按标准指标体系评估。"),
            is_demo=True,
        )
        assessment_id = assessment.id
        for key in keys:
            uow.session.flush()
            service.nominate(
                uow,
                assessment_id,
                assessment.version,
                NominateInput(
                    expert_id=expert_ids[key], conflict_decision="（演示）经核查不影响公正评估。"
                ),
            )
        uow.session.flush()
        service.start_assessment(uow, assessment_id, assessment.version)
    return assessment_id


def _panel(outcome_id: uuid.UUID) -> tuple[str, ...]:
    """Every third outcome has three experts of each category, so all may be told (5.2.1.2.8)."""
    return PANEL if outcome_id.int % 3 == 0 else SMALL_PANEL


def _members(stage: Stage, assessment_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID]]:
    with stage.house.reading() as uow:
        return list(
            uow.session.exec(
                select(PanelMember.id, PanelMember.user_id).where(
                    col(PanelMember.assessment_id) == assessment_id
                )
            ).all()
        )


def _actor(cast: Cast, user_id: uuid.UUID) -> Actor:
    return next(actor for actor in cast.actors.values() if actor.user_id == user_id)


def declare(stage: Stage, cast: Cast, assessment_id: uuid.UUID) -> None:
    """Let every member sign the declaration (5.1.1.1)."""
    for member_id, user_id in _members(stage, assessment_id):
        actor = _actor(cast, user_id)
        with stage.acting(actor) as uow:
            member = uow.session.get_one(PanelMember, member_id)
            assessment = uow.session.get_one(Assessment, assessment_id)
            text = declaration_text(assessment.outcome_title, assessment.number)
            digest = hashlib.sha256(text.encode()).hexdigest()
            service.sign_declaration(
                uow,
                member_id,
                member.version,
                SignInput(name=actor.name, text_sha256=digest, accept=True),
            )


def score(stage: Stage, cast: Cast, assessment_id: uuid.UUID, level: float) -> None:
    """Fill and submit every sheet with invented scores around a level (0–100)."""
    for member_id, user_id in _members(stage, assessment_id):
        with stage.acting(_actor(cast, user_id)) as uow:
            _fill(uow, member_id, level)


def _fill(uow: UnitOfWork, member_id: uuid.UUID, level: float) -> None:
    member = uow.session.get_one(PanelMember, member_id)
    sheet = uow.session.exec(select(ScoreSheet).where(col(ScoreSheet.member_id) == member_id)).one()
    tree = tree_of_assessment(uow, uow.session.get_one(Assessment, member.assessment_id))
    for leaf in member.leaves:
        value = round(min(89.0, max(21.0, level + _jitter(member_id, leaf))))
        answers = {
            question.code: "yes" if question.kind == "yes_no" else str(value)
            for question in tree.node(leaf).questions
            if question.kind in {"yes_no", "score"}
        }
        uow.session.flush()
        service.save_score(
            uow, member_id, leaf, sheet.version,
            ScoreInput(value=value, comment="（演示评分，不代表真实评价）", answers=answers),
        )  # fmt: skip
    uow.session.flush()
    service.save_notes(
        uow, member_id, sheet.version,
        NotesInput(advice="（演示建议）补充证据后推进转化，注意知识产权期限。"),
    )  # fmt: skip
    uow.session.flush()
    service.submit_sheet(uow, member_id, sheet.version)


def _jitter(member_id: uuid.UUID, leaf: str) -> float:
    digest = hashlib.sha256(f"{leaf}|{member_id.int % 7}".encode()).digest()
    return digest[0] / 255 * 16 - 8


def conclude(stage: Stage, cast: Cast, assessment_id: uuid.UUID, maturity: str | None) -> None:
    """Release, write the four parts, collect consents and issue the report (5.1.2.3.6)."""
    report(stage, cast, assessment_id, maturity)
    stage.later(hours=4)
    with stage.acting(cast["operator"]) as uow:
        assessment = uow.session.get_one(Assessment, assessment_id)
        service.issue_report(uow, assessment_id, assessment.version)


def report(stage: Stage, cast: Cast, assessment_id: uuid.UUID, maturity: str | None) -> None:
    """Release the result, write the four parts and collect the consents."""
    with stage.acting(cast["operator"]) as uow:
        assessment = uow.session.get_one(Assessment, assessment_id)
        proofs = _proofs(assessment.scale_id, maturity)
        if proofs:
            service.set_maturity(
                uow,
                assessment_id,
                assessment.version,
                MaturityInput(scale_id=assessment.scale_id, proofs=proofs),
            )
        uow.session.flush()
        service.release_result(uow, assessment_id, assessment.version)
        uow.session.flush()
        _confirm_swot(uow, assessment)
        uow.session.flush()
        written = uow.session.exec(
            select(Report).where(col(Report.assessment_id) == assessment_id)
        ).one()
        outcome = uow.session.get_one(Outcome, assessment.outcome_id)
        service.write_report(
            uow,
            assessment_id,
            written.version,
            ReportInput(
                overview=outcome.summary,
                maturity_statement=written.maturity_statement
                or "公开来源未披露可核验的成熟度证明，本次未评定等级。（演示）",
                transfer_advice="（演示）建议以许可或共同实施方式推进，先补齐缺少的证明材料。",
                routes=["license", "joint"],
                next_milestone="（演示）补充技术参数与应用案例后复评。",
                risks="（演示）公开资料有限，未披露事项以持有方补充为准。",
                expert_advice=[AdviceInput.model_validate(row) for row in written.expert_advice],
                limits=list(written.limits),
                valid_until=written.valid_until,
            ),
        )
    stage.later(hours=6)
    for member_id, user_id in _members(stage, assessment_id):
        with stage.acting(_actor(cast, user_id)) as uow:
            member = uow.session.get_one(PanelMember, member_id)
            written = uow.session.exec(
                select(Report).where(col(Report.assessment_id) == assessment_id)
            ).one()
            service.consent(
                uow,
                member_id,
                member.version,
                ConsentInput(agreed=True, content_hash=written.content_hash),
            )


def _confirm_swot(uow: UnitOfWork, assessment: Assessment) -> None:
    """Confirm the statements drafted from the scores (5.1.2.2.1)."""
    keys = ("quadrant", "statement", "indicator_code", "file_ids", "rating")
    items = [SwotItemInput(**{key: item[key] for key in keys}) for item in assessment.swot]
    if not items:
        items = [SwotItemInput(quadrant="S", statement="（演示）各项得分均衡", indicator_code="C1")]
    uow.session.flush()
    service.set_swot(uow, assessment.id, assessment.version, SwotInput(items=items))


def _proofs(scale_id: str, maturity: str | None) -> list[ProofInput]:
    """Proofs up to the stage that the source names; none where it is silent."""
    top = {"lab": 3, "pilot": 6, "industrial": 9}.get(maturity or "", 0)
    return [
        ProofInput(code=code, note="（演示）据公开来源所述阶段登记，未见原件。")
        for code in TRL_SCALES[scale_id].evidence
        if int(code.split(".")[0]) <= top
    ]
