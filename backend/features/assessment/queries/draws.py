"""Draws of a panel as they can be checked: every lot, and whether drawing again agrees."""

import uuid

from sqlmodel import col, select

from backend.features.assessment.lots import draw, lot, same_again
from backend.features.assessment.models import PanelDraw
from backend.features.assessment.schemas.panels import DrawnCategory, DrawView, LotView
from backend.features.experts import queries as experts
from backend.features.experts.models import ExpertCategory
from backend.kernel.uow import UnitOfWork


def draw_views(uow: UnitOfWork, assessment_id: uuid.UUID) -> list[DrawView]:
    """Return the draws of an assessment, each drawn again to show that it holds."""
    rows = uow.session.exec(
        select(PanelDraw)
        .where(col(PanelDraw.assessment_id) == assessment_id)
        .order_by(col(PanelDraw.created_at))
    ).all()
    everybody = {uuid.UUID(i) for row in rows for ids in row.pool.values() for i in ids}
    names = experts.names_of(uow, everybody)
    return [
        DrawView(
            at=row.created_at,
            by=row.drawn_by_name,
            seed=row.seed,
            holds=same_again(row.seed, row.counts, row.pool, row.drawn),
            categories=[
                DrawnCategory(
                    label=experts.category_label(ExpertCategory(category)),
                    pool=len(row.pool[category]),
                    lots=[
                        LotView(
                            name=names[uuid.UUID(expert_id)],
                            expert_id=uuid.UUID(expert_id),
                            lot=lot(row.seed, expert_id),
                            drawn=expert_id in row.drawn[category],
                        )
                        for expert_id in draw(row.seed, row.pool[category], len(row.pool[category]))
                    ],
                )
                for category in row.counts
            ],
        )
        for row in rows
    ]
