"""Experts drawn by lot: nobody chooses whom the lot falls on, anybody can check it (5.1.1.1)."""

import secrets
import uuid

from backend.features.assessment.events import PanelDrawn
from backend.features.assessment.lots import draw
from backend.features.assessment.models import Assessment, PanelDraw
from backend.features.assessment.queries.candidates import free_candidates
from backend.features.assessment.schemas.panels import DrawInput, NominateInput
from backend.features.assessment.service.panels import nominate
from backend.features.assessment.states import AssessmentStatus
from backend.features.experts.queries import category_label
from backend.kernel.errors import Conflict, FieldError, Invalid
from backend.kernel.uow import UnitOfWork


def draw_panel(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: DrawInput
) -> Assessment:
    """Draw experts per category among those against whom nothing was found and who have time.

    Raises
    ------
    Conflict
        The assessment has started: a successor is chosen by hand, with the reason on record.
    Invalid
        A category has fewer free experts than asked for; nobody is put on the panel.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.nominate", expected_version=expected_version
    )
    if assessment.status is not AssessmentStatus.PREPARING:
        raise Conflict("评估已启动，不能再抽取；接替的专家请逐名提名并说明。")
    counts = {category: count for category, count in data.counts.items() if count}
    if not counts:
        raise Invalid.field("/counts", "请至少为一类专家填写抽取人数。")
    pool = free_candidates(uow, assessment)
    errors = tuple(
        FieldError(
            f"/counts/{category.value}",
            f"{category_label(category)}可抽取的专家只有 {len(pool[category])} 名。",
        )
        for category, count in counts.items()
        if count > len(pool[category])
    )
    if errors:
        raise Invalid(errors[0].detail, errors=errors)
    seed = secrets.token_hex(8)
    drawn = {category: draw(seed, pool[category], count) for category, count in counts.items()}
    uow.add(
        PanelDraw(
            assessment_id=assessment.id,
            seed=seed,
            counts={category.value: count for category, count in counts.items()},
            pool={c.value: sorted(str(expert_id) for expert_id in pool[c]) for c in counts},
            drawn={category.value: ids for category, ids in drawn.items()},
            drawn_by_name=uow.actor.name,
        )
    )
    told = "，".join(f"{category_label(c)} {count}/{len(pool[c])}" for c, count in counts.items())
    uow.record(PanelDrawn(aggregate_id=assessment.id, reason=f"{told}；种子 {seed}"))
    for ids in drawn.values():
        for expert_id in ids:
            uow.session.flush()
            member = nominate(
                uow, assessment.id, assessment.version,
                NominateInput(expert_id=uuid.UUID(expert_id)),
            )  # fmt: skip
            member.reasons = ["随机抽取", *member.reasons]
    return assessment
