"""Conflicts of interest that the platform can see by itself, each with its evidence (5.1.1.1)."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlmodel import col, select

from backend.features.experts.models import Expert, ExpertTie, OrganisationTie
from backend.features.experts.queries import is_hard, organisation_ties, tie_label, ties_of
from backend.features.identity.models import Membership, Organisation, User
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.kernel.uow import UnitOfWork


@dataclass(frozen=True)
class Conflict:
    """One finding: `hard` excludes, otherwise staff decide with a reason."""

    rule: str
    label: str
    evidence: str
    hard: bool

    def as_dict(self) -> dict[str, str | bool]:
        """Return plain JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Surroundings:
    """What is known about an outcome's side, loaded once for all candidates."""

    outcome: Outcome
    holder: Organisation
    relatives: dict[uuid.UUID, str]
    ties: list[OrganisationTie]
    rights: list[OutcomeIpRight]


def surroundings(uow: UnitOfWork, outcome_id: uuid.UUID) -> Surroundings:
    """Load holder, affiliates, recorded ties and rights of an outcome."""
    outcome = uow.session.get_one(Outcome, outcome_id)
    holder = uow.session.get_one(Organisation, outcome.holder_org_id)
    parents = {holder.id} | ({holder.parent_id} if holder.parent_id else set())
    related = uow.session.exec(
        select(Organisation).where(
            col(Organisation.id).in_(parents) | col(Organisation.parent_id).in_(parents)
        )
    ).all()
    rights = uow.session.exec(
        select(OutcomeIpRight).where(col(OutcomeIpRight.outcome_id) == outcome.id)
    ).all()
    return Surroundings(
        outcome=outcome,
        holder=holder,
        relatives={o.id: o.name for o in related if o.id != holder.id},
        ties=organisation_ties(uow, holder.id),
        rights=list(rights),
    )


def find_conflicts(
    uow: UnitOfWork, experts: Sequence[Expert], around: Surroundings
) -> dict[uuid.UUID, list[Conflict]]:
    """Return what speaks against each expert."""
    users = {e.user_id for e in experts}
    names = dict(
        uow.session.exec(select(col(User.id), col(User.name)).where(col(User.id).in_(users))).all()
    )
    memberships = uow.session.exec(
        select(col(Membership.user_id), col(Membership.org_id), col(Organisation.name))
        .join(Organisation, col(Organisation.id) == col(Membership.org_id))
        .where(col(Membership.user_id).in_(users))
    ).all()
    orgs: dict[uuid.UUID, dict[uuid.UUID, str]] = {user: {} for user in users}
    for user_id, org_id, name in memberships:
        orgs[user_id][org_id] = name
    own_names = dict(
        uow.session.exec(
            select(col(Organisation.id), col(Organisation.name)).where(
                col(Organisation.id).in_({e.org_id for e in experts})
            )
        ).all()
    )
    for expert in experts:
        orgs[expert.user_id].setdefault(expert.org_id, own_names[expert.org_id])
    ties = ties_of(uow, {expert.id for expert in experts})
    return {
        expert.id: _judge(
            expert,
            names[expert.user_id],
            orgs[expert.user_id],
            [tie for tie in ties if tie.expert_id == expert.id],
            around,
        )
        for expert in experts
    }


def _judge(
    expert: Expert,
    name: str,
    orgs: dict[uuid.UUID, str],
    ties: list[ExpertTie],
    around: Surroundings,
) -> list[Conflict]:
    holder = around.holder
    found: list[Conflict] = []
    if holder.id in orgs:
        found.append(
            Conflict("same_organisation", "同一单位", f"专家曾属或现属“{holder.name}”", hard=True)
        )
    found += [
        Conflict("affiliate", "关联单位", f"“{org}”与持有单位“{holder.name}”有隶属关系", hard=True)
        for org_id, org in orgs.items()
        if org_id in around.relatives
    ]
    if around.outcome.owner_id == expert.user_id:
        found.append(Conflict("applicant", "成果申报人", "专家是该成果的申报人", hard=True))
    for right in around.rights:
        where = f"权利“{right.title or right.number}”的权利人“{right.owner}”"
        if name and name in right.owner:
            found.append(Conflict("inventor", "权利人同名", f"{where}中有与专家同名者", hard=False))
        found += [
            Conflict("right_owner", "权利人单位", f"{where}包含专家所在单位“{org}”", hard=True)
            for org_id, org in orgs.items()
            if org in right.owner and org_id != holder.id
        ]
    for tie in ties:
        if tie.org_id == holder.id or tie.org_name == holder.name:
            found.append(
                Conflict(
                    "declared_tie",
                    "已申报的关系",
                    f"专家申报与“{holder.name}”有{tie_label(tie.kind)}关系：{tie.note or '无说明'}",
                    hard=is_hard(tie.kind),
                )
            )
    for link in around.ties:
        other = link.second_id if link.first_id == holder.id else link.first_id
        if other in orgs:
            found.append(
                Conflict(
                    "contract",
                    "合同关系",
                    f"“{orgs[other]}”与“{holder.name}”有{tie_label(link.kind)}（{link.reference}）",
                    hard=True,
                )
            )
    return found


def conflicts_of(uow: UnitOfWork, expert_id: uuid.UUID, outcome_id: uuid.UUID) -> list[Conflict]:
    """Return what speaks against one expert for one outcome, as of this unit of work.

    Asked several times within one request; the next request computes it anew.
    """
    kept: dict[tuple[uuid.UUID, uuid.UUID], list[Conflict]]
    kept = uow.session.info.setdefault("conflicts", {})
    key = (expert_id, outcome_id)
    if key not in kept:
        expert = uow.session.get_one(Expert, expert_id)
        kept[key] = find_conflicts(uow, [expert], surroundings(uow, outcome_id))[expert.id]
    return kept[key]
