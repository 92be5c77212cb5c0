"""Reads of the expert base."""

import uuid
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.experts.labels import (
    CATEGORY_LABELS,
    END_LABELS,
    HARD_TIES,
    SECTOR_LABELS,
    TIE_LABELS,
)
from backend.features.experts.models import (
    Expert,
    ExpertCategory,
    ExpertEngagement,
    ExpertTie,
    OrganisationTie,
    SourceSector,
    TieKind,
)
from backend.features.experts.schemas import (
    EngagementView,
    ExpertRow,
    ExpertView,
    OwnExpertView,
    TieView,
)
from backend.features.experts.states import EXPERT_WORKFLOW, ExpertStatus
from backend.features.identity.models import Organisation, User
from backend.features.taxonomy.queries import labels
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork


def category_label(category: ExpertCategory) -> str:
    """Return the Chinese name of a category."""
    return CATEGORY_LABELS[category][0]


def sector_label(sector: SourceSector | None) -> str:
    """Return the Chinese name of a sector."""
    return SECTOR_LABELS[sector][0] if sector else "未填写"


def tie_label(kind: TieKind) -> str:
    """Return the Chinese name of a kind of tie."""
    return TIE_LABELS[kind][0]


def is_hard(kind: TieKind) -> bool:
    """Whether a tie of this kind excludes an expert without further decision."""
    return kind in HARD_TIES


def loads(uow: UnitOfWork, expert_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return the number of open tasks per expert."""
    if not expert_ids:
        return {}
    rows = uow.session.exec(
        select(ExpertEngagement.expert_id, sa.func.count())
        .where(
            col(ExpertEngagement.expert_id).in_(expert_ids),
            col(ExpertEngagement.ended_at).is_(None),
        )
        .group_by(col(ExpertEngagement.expert_id))
    ).all()
    return dict.fromkeys(expert_ids, 0) | {expert: int(count) for expert, count in rows}


def expert_of_user(uow: UnitOfWork, user_id: uuid.UUID | None) -> Expert | None:
    """Return the entry of a person."""
    if user_id is None:
        return None
    return uow.session.exec(select(Expert).where(col(Expert.user_id) == user_id)).first()


def names_of(uow: UnitOfWork, expert_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the names of experts, active or not."""
    rows = uow.session.exec(
        select(col(Expert.id), col(User.name))
        .join(User, col(User.id) == col(Expert.user_id))
        .where(col(Expert.id).in_(expert_ids))
    ).all()
    return dict(rows)


def active_experts(uow: UnitOfWork) -> list[tuple[Expert, str, str]]:
    """Return all active experts with their names and organisations."""
    rows = uow.session.exec(
        select(Expert, col(User.name), col(Organisation.name))
        .join(User, col(User.id) == col(Expert.user_id))
        .join(Organisation, col(Organisation.id) == col(Expert.org_id))
        .where(col(Expert.status) == ExpertStatus.ACTIVE, col(User.is_active).is_(True))
        .order_by(col(Expert.category), col(User.name), col(Expert.id))
    ).all()
    return [(expert, name, organisation) for expert, name, organisation in rows]


# the conflict rules ask these at every opening and every score
LASTING_TIES = (
    select(ExpertTie)
    .where(
        col(ExpertTie.expert_id).in_(sa.bindparam("expert_ids", expanding=True)),
        sa.or_(
            col(ExpertTie.ended_on).is_(None),
            col(ExpertTie.ended_on) > sa.bindparam("ended_after", type_=sa.Date()),
        ),
    )
    .order_by(col(ExpertTie.created_at), col(ExpertTie.id))
)
ORGANISATION_TIES = select(OrganisationTie).where(
    sa.or_(
        col(OrganisationTie.first_id) == sa.bindparam("org_id", type_=sa.Uuid()),
        col(OrganisationTie.second_id) == sa.bindparam("org_id", type_=sa.Uuid()),
    )
)


def ties_of(
    uow: UnitOfWork, expert_ids: Collection[uuid.UUID], ended_after: date | None = None
) -> list[ExpertTie]:
    """Return the declared ties that last, and those that ended after a day if one is given."""
    facts = {"expert_ids": list(expert_ids), "ended_after": ended_after}
    return list(uow.session.exec(LASTING_TIES, params=facts).all())


def organisation_ties(uow: UnitOfWork, org_id: uuid.UUID) -> list[OrganisationTie]:
    """Return the recorded ties of an organisation, in either direction."""
    return list(uow.session.exec(ORGANISATION_TIES, params={"org_id": org_id}).all())


def expert_page(
    uow: UnitOfWork,
    request: PageRequest,
    *,
    q: str = "",
    category: ExpertCategory | None = None,
    sector: SourceSector | None = None,
    status: ExpertStatus | None = None,
    field: str = "",
) -> Page[ExpertRow]:
    """Return the experts the actor may see."""
    statement = (
        select(Expert, User, Organisation)
        .join(User, col(User.id) == col(Expert.user_id))
        .join(Organisation, col(Organisation.id) == col(Expert.org_id))
        .where(uow.visible("expert.read"))
    )
    if q:
        statement = statement.where(
            sa.or_(
                col(User.name).contains(q, autoescape=True),
                col(Organisation.name).contains(q, autoescape=True),
                col(Expert.specialities).contains(q, autoescape=True),
            )
        )
    if field:
        # a code stands in the JSON list between quotes
        listed = sa.cast(col(Expert.fields), sa.Text)
        statement = statement.where(listed.contains(f'"{field}"', autoescape=True))
    for column, value in (
        (col(Expert.category), category),
        (col(Expert.source_sector), sector),
        (col(Expert.status), status),
    ):
        if value is not None:
            statement = statement.where(column == value)
    order = ordering(
        request,
        {
            "created_at": col(Expert.created_at),
            "name": col(User.name),
            "liver_years": col(Expert.liver_years),
        },
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Expert.id))
    load = loads(uow, {expert.id for expert, _, _ in rows})
    items = [
        expert_row(expert, user.name, organisation.name, load[expert.id])
        for expert, user, organisation in rows
    ]
    return Page(items=items, total=total, page=request.page, size=request.size)


def expert_row(expert: Expert, name: str, organisation: str, load: int) -> ExpertRow:
    """Return one line of the list."""
    return ExpertRow(
        id=expert.id,
        user_id=expert.user_id,
        name=name,
        org_id=expert.org_id,
        organisation_name=organisation,
        category=expert.category,
        category_label=category_label(expert.category),
        source_sector=expert.source_sector,
        source_sector_label=sector_label(expert.source_sector),
        fields=expert.fields,
        field_labels=labels("tech_field", expert.fields),
        specialities=expert.specialities,
        liver_years=expert.liver_years,
        title=expert.title,
        load=load,
        max_load=expert.max_load,
        status=expert.status,
        status_label=EXPERT_WORKFLOW.label(expert.status),
        is_demo=expert.is_demo,
    )


def missing_fields(expert: Expert) -> list[str]:
    """Return what must be filled in before the expert can be admitted (clause 5.1.1.1)."""
    missing = []
    if expert.source_sector is None:
        missing.append("来源类别")
    if not expert.fields:
        missing.append("专业领域")
    if expert.category is ExpertCategory.CLINICAL and not expert.liver_years:
        missing.append("慢性肝病从业年限")
    return missing


def expert_view(uow: UnitOfWork, expert: Expert) -> ExpertView:
    """Return one expert with ties, history and what may be done."""
    user = uow.session.get_one(User, expert.user_id)
    organisation = uow.session.get_one(Organisation, expert.org_id)
    told = expert.user_id == uow.actor.user_id or not _may_be_concerned(uow)
    ties = uow.session.exec(
        select(ExpertTie)
        .where(col(ExpertTie.expert_id) == expert.id)
        .order_by(col(ExpertTie.created_at), col(ExpertTie.id))
    ).all()
    engagements = uow.session.exec(
        select(ExpertEngagement)
        .where(col(ExpertEngagement.expert_id) == expert.id)
        .order_by(col(ExpertEngagement.started_at).desc(), col(ExpertEngagement.id))
        .limit(50)
    ).all()
    row = expert_row(expert, user.name, organisation.name, loads(uow, {expert.id})[expert.id])
    return ExpertView(
        **row.model_dump(),
        version=expert.version,
        bio=expert.bio,
        missing=missing_fields(expert),
        ties=[_tie(tie) for tie in ties],
        engagements=[_engagement(row) for row in engagements] if told else [],
        available_actions=EXPERT_WORKFLOW.available(uow, expert),
    )


def _may_be_concerned(uow: UnitOfWork) -> bool:
    """Whether an assessment of the reader's own may be among the tasks of others."""
    elsewhere = uow.actor.all_org_ids - {uow.actor.org_id}
    return bool(elsewhere) or expert_of_user(uow, uow.actor.user_id) is not None


def _tie(tie: ExpertTie) -> TieView:
    return TieView(
        id=tie.id,
        org_id=tie.org_id,
        org_name=tie.org_name,
        kind=tie.kind,
        kind_label=tie_label(tie.kind),
        note=tie.note,
        since=tie.since,
        ended_on=tie.ended_on,
    )


def _engagement(row: ExpertEngagement) -> EngagementView:
    return EngagementView(
        id=row.id,
        title=row.title,
        started_at=row.started_at,
        ended_at=row.ended_at,
        end=row.end,
        end_label=END_LABELS[row.end][0] if row.end else "进行中",
    )


def own_expert(uow: UnitOfWork) -> OwnExpertView:
    """Return the actor's own entry."""
    expert = expert_of_user(uow, uow.actor.user_id)
    if expert is None or not uow.allows("expert.read", expert):
        return OwnExpertView()
    return OwnExpertView(expert=expert_view(uow, expert))
