"""The demonstration of what stands around the scoring: analysis before it, meeting, blind check.

Points, words and minutes are invented and say so.
"""

import hashlib
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from backend.entrypoints.demo import applications, evaluations
from backend.entrypoints.demo.people import Cast
from backend.entrypoints.demo.stage import Stage
from backend.features.assessment import service as assessments
from backend.features.assessment.models import Assessment, Blindness
from backend.features.assessment.queries.candidates import free_candidates
from backend.features.assessment.queries.panels import living, members_of, tree_of_assessment
from backend.features.assessment.schemas.avoiding import AvoidedInput, AvoidInput
from backend.features.assessment.schemas.panels import AssessmentInput, DrawInput
from backend.features.assessment.schemas.proceedings import (
    MeetingInput,
    PreliminaryInput,
    PreliminaryScoreInput,
)
from backend.features.assessment.service import proceedings as service
from backend.features.assessment.service.avoiding import ask_to_avoid
from backend.kernel.documents import PaperPage, SamplePaper

MINUTES = SamplePaper(
    title="成果评审会议纪要（演示）",
    number="演示〔2026〕会 1 号",
    demo=True,
    pages=(
        PaperPage(
            heading="会议情况",
            text="会议听取了成果介绍，专家质询后独立评分。本纪要为演示，不对应任何真实会议。",
            rows=(
                ("议程", "内容", "时长"),
                ("成果介绍", "持有方代表介绍并回避", "30 分钟"),
                ("质询", "专家提问，持有方代表书面答复", "40 分钟"),
                ("独立评分", "专家各自填写评分表", "60 分钟"),
            ),
        ),
    ),
)


@dataclass(frozen=True)
class _Paper:
    """A file that lies on the disk, as an upload hands it over."""

    path: Path
    name: str
    media_type: str
    sha256: str


def analyse(stage: Stage, cast: Cast, assessment_id: uuid.UUID) -> None:
    """Write the organisers' own view of some leaves before the experts score (5.1.2.3.5)."""
    with stage.acting(cast["operator"]) as uow:
        assessment = uow.session.get_one(Assessment, assessment_id)
        leaves = tree_of_assessment(uow, assessment).leaf_codes
        scores = [
            PreliminaryScoreInput(leaf=leaf, value=60 + 3 * (k % 5), note="（演示）据公开资料初判")
            for k, leaf in enumerate(leaves)
        ]
        service.write_preliminary(
            uow, assessment_id, 0,
            PreliminaryInput(scores=scores, summary="（演示）资料基本齐全，关键在疗效证据。"),
        )  # fmt: skip


def meet(stage: Stage, cast: Cast, assessment_id: uuid.UUID) -> None:
    """Record the meeting with its minutes; one expert was absent (5.1.2.3.5)."""
    operator = cast["operator"]
    with stage.acting(operator) as uow:
        seats = [member.id for member in living(members_of(uow, assessment_id))]
        service.record_meeting(
            uow, assessment_id, 0,
            MeetingInput(
                held_at=stage.clock.at, place="演示会议室", chair=operator.name,
                present=seats[:-1], summary="（演示）听取介绍并质询，专家独立评分。",
            ),
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, stage.acting(operator) as uow:
        content = uow.ports.renderer.render(MINUTES, at=stage.clock.at).content
        path = Path(folder) / "minutes.pdf"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        paper = _Paper(path, "成果评审会议纪要（演示）.pdf", "application/pdf", digest)
        service.attach_minutes(uow, assessment_id, paper)


def keep_away(stage: Stage, cast: Cast, outcome_id: uuid.UUID, key: str) -> None:
    """Let the holder ask that an expert does not judge (6.2.1)."""
    with stage.acting(applications.holder_of(stage, cast, outcome_id)) as uow:
        person = AvoidedInput(name=cast[key].name, reason="（演示）正在研制同类品种，存在竞争。")
        ask_to_avoid(uow, outcome_id, 0, AvoidInput(people=[person]))


def leave_waiting(
    stage: Stage,
    cast: Cast,
    expert_ids: dict[str, uuid.UUID],
    plan: applications.Plan,
    level: float,
    maturity: str | None,
) -> None:
    """Leave the organisers a panel to form, names to hide and a report to issue."""
    for outcome_id in (plan.accepted, plan.double_blind, plan.reporting):
        applications.hand_in(stage, cast, outcome_id)
        stage.later(hours=2)
        applications.accept(stage, cast, outcome_id)
        stage.later(hours=2)
    keep_away(stage, cast, plan.accepted, "expert6")
    _draw(stage, cast, plan.double_blind)
    assessment_id = evaluations.begin(stage, cast, expert_ids, plan.reporting)
    stage.later(hours=4)
    evaluations.declare(stage, cast, assessment_id)
    stage.later(days=1)
    evaluations.score(stage, cast, assessment_id, level)
    stage.later(days=1)
    evaluations.report(stage, cast, assessment_id, maturity)
    stage.settle()


def _draw(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Prepare a double-blind assessment whose experts are drawn by lot (5.1.1.1)."""
    with stage.acting(cast["operator"]) as uow:
        assessment = assessments.create_assessment(
            uow,
            AssessmentInput(
                outcome_id=outcome_id, blindness=Blindness.DOUBLE, scope="（演示）双盲评审。"
            ),
            is_demo=True,
        )
        uow.session.flush()
        free = free_candidates(uow, assessment)
        counts = {category: min(2, len(found)) for category, found in free.items()}
        assessments.draw_panel(uow, assessment.id, assessment.version, DrawInput(counts=counts))
