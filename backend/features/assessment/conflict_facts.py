"""What the conflict rules look at: the side of an outcome and the side of each expert (5.1.1.1)."""

import re
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroup,
    WorkGroupMember,
)
from backend.features.assessment.models import Assessment, AvoidRequest, PanelMember
from backend.features.assessment.states import LIVING, UNDER_WAY
from backend.features.experts.models import Expert, ExpertTie, OrganisationTie
from backend.features.experts.queries import organisation_ties, ties_of
from backend.features.identity.models import Membership, Organisation, User
from backend.features.identity.queries import affiliates
from backend.features.outcomes.models import (
    Outcome,
    OutcomeIpRight,
    OutcomePerson,
    PersonSource,
)
from backend.kernel.clock import SHANGHAI
from backend.kernel.person_names import person_key
from backend.kernel.uow import UnitOfWork

YEARS_OF_TIES = 3
YEARS_OF_WORKS = 5
MAKERS = frozenset({PersonSource.INVENTOR, PersonSource.TEAM})
_BETWEEN = re.compile(r"[、，,；;/|\n]+")


@dataclass(frozen=True)
class Colleague:
    """A member of the institution's own group that reviewed the outcome."""

    group: str
    name: str
    user_id: uuid.UUID | None


@dataclass(frozen=True)
class Counterpart:
    """Another assessment under way on whose panel somebody of this outcome's side sits."""

    number: str
    holder_org_id: uuid.UUID
    owner_id: uuid.UUID | None
    judge_id: uuid.UUID


@dataclass(frozen=True)
class Avoided:
    """An expert whom the holder asks to keep away."""

    key: str
    organisation: str
    reason: str


@dataclass(frozen=True)
class SharedWork:
    """A work of another outcome that names the expert and one of this outcome's makers."""

    source: PersonSource
    label: str
    named: str
    maker: str


@dataclass(frozen=True)
class Surroundings:
    """What is known about an outcome's side, loaded once for all candidates."""

    outcome: Outcome
    holder: Organisation
    holder_names: dict[str, str]
    relatives: dict[uuid.UUID, tuple[str, str]]
    ties: list[OrganisationTie]
    rights: list[OutcomeIpRight]
    people: list[OutcomePerson]
    colleagues: list[Colleague]
    counterparts: list[Counterpart]
    avoided: list[Avoided]
    domains: frozenset[str]
    today: date

    @property
    def maker_keys(self) -> set[str]:
        """Return the keys of those who made the outcome."""
        return {person.key for person in self.people if person.source in MAKERS}


@dataclass(frozen=True)
class Candidate:
    """What is known about one expert."""

    expert: Expert
    name: str
    domain: str
    orgs: dict[uuid.UUID, str]
    ties: list[ExpertTie]
    works: list[SharedWork]

    @property
    def key(self) -> str:
        """Return the comparable form of the name."""
        return person_key(self.name)


def organisation_key(name: str) -> str:
    """Return a name of an organisation without differences of width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def owners_of(text: str) -> list[str]:
    """Return the single owners of a printed line."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier."""
    return date(day.year - years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def domain_of(email: str) -> str:
    """Return the part of an address behind the last @."""
    return email.rpartition("@")[2].casefold()


# Asked at every opening and every score: building a statement costs more than asking it.
THIS = sa.bindparam("outcome_id", type_=sa.Uuid())
HOLDER = sa.bindparam("holder_id", type_=sa.Uuid())
RIGHTS = select(OutcomeIpRight).where(col(OutcomeIpRight.outcome_id) == THIS)
PEOPLE = (
    select(OutcomePerson)
    .where(col(OutcomePerson.outcome_id) == THIS)
    .order_by(col(OutcomePerson.id))
)
AVOIDED = select(AvoidRequest.people).where(col(AvoidRequest.outcome_id) == THIS)
EMAILS = (
    select(col(User.email))
    .join(Membership, col(Membership.user_id) == col(User.id))
    .where(col(Membership.org_id) == HOLDER)
)
COLLEAGUES = (
    select(col(WorkGroup.name), col(WorkGroupMember.name), col(WorkGroupMember.user_id))
    .join(WorkGroup, col(WorkGroup.id) == col(WorkGroupMember.group_id))
    .join(EvaluationBatch, col(EvaluationBatch.group_id) == col(WorkGroup.id))
    .join(BatchItem, col(BatchItem.batch_id) == col(EvaluationBatch.id))
    .where(col(BatchItem.outcome_id) == THIS)
    .distinct()
)
# assessments of the same time on whose panel somebody of the outcome's side sits
COUNTERPARTS = (
    select(
        col(Assessment.number), col(Assessment.holder_org_id), col(Outcome.owner_id),
        col(PanelMember.user_id),
    )
    .join(PanelMember, col(PanelMember.assessment_id) == col(Assessment.id))
    .join(Outcome, col(Outcome.id) == col(Assessment.outcome_id))
    .where(
        col(Assessment.status).in_(UNDER_WAY),
        col(Assessment.outcome_id) != THIS,
        col(PanelMember.status).in_(LIVING),
        sa.or_(
            col(PanelMember.org_id) == HOLDER,
            col(PanelMember.user_id) == sa.bindparam("owner_id", type_=sa.Uuid()),
            col(PanelMember.user_id).in_(
                select(Membership.user_id).where(col(Membership.org_id) == HOLDER)
            ),
        ),
    )
    .order_by(col(Assessment.number))
)  # fmt: skip
# ended hats count too: who left last year is no stranger
HATS = (
    sa.select(
        col(User.id), col(User.name), col(User.email),
        col(Membership.org_id), col(Organisation.name),
    )
    .outerjoin(Membership, col(Membership.user_id) == col(User.id))
    .outerjoin(Organisation, col(Organisation.id) == col(Membership.org_id))
    .where(col(User.id).in_(sa.bindparam("users", expanding=True)))
)  # fmt: skip


def surroundings(uow: UnitOfWork, outcome_id: uuid.UUID) -> Surroundings:
    """Load holder, group, recorded ties, rights, people and counterparts of an outcome."""
    outcome = uow.session.get_one(Outcome, outcome_id)
    holder = uow.session.get_one(Organisation, outcome.holder_org_id)
    this, whose = {"outcome_id": outcome.id}, {"holder_id": holder.id}
    both = {**this, **whose, "owner_id": outcome.owner_id}
    names = [holder.name, *owners_of(outcome.holder_text)]
    return Surroundings(
        outcome=outcome,
        holder=holder,
        holder_names={organisation_key(name): name for name in names},
        relatives={found.id: (found.name, found.how) for found in affiliates(uow, holder)},
        ties=organisation_ties(uow, holder.id),
        rights=list(uow.session.exec(RIGHTS, params=this).all()),
        people=list(uow.session.exec(PEOPLE, params=this).all()),
        colleagues=[Colleague(*row) for row in uow.session.exec(COLLEAGUES, params=this).all()],
        counterparts=[
            Counterpart(*row) for row in uow.session.exec(COUNTERPARTS, params=both).all()
        ],
        avoided=[
            Avoided(person_key(p["name"]), organisation_key(p["organisation"]), p["reason"])
            for people in uow.session.exec(AVOIDED, params=this).all()
            for p in people
        ],
        domains=frozenset(domain_of(e) for e in uow.session.exec(EMAILS, params=whose).all()),
        today=uow.now().astimezone(SHANGHAI).date(),
    )


def candidates_of(
    uow: UnitOfWork, experts: Sequence[Expert], around: Surroundings
) -> list[Candidate]:
    """Load the side of each expert: name, organisations, declared ties, works shared."""
    people: dict[uuid.UUID, tuple[str, str]] = {}
    orgs: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    users = {"users": [expert.user_id for expert in experts]}
    for user_id, name, email, org_id, organisation in uow.session.execute(HATS, users).all():
        people[user_id] = name, email
        orgs.setdefault(user_id, {})
        if org_id is not None:
            orgs[user_id][org_id] = organisation
    for expert in experts:
        if expert.org_id not in orgs[expert.user_id]:
            known = uow.session.get_one(Organisation, expert.org_id)
            orgs[expert.user_id][expert.org_id] = known.name
    since = years_before(around.today, YEARS_OF_TIES)
    ties = ties_of(uow, {expert.id for expert in experts}, since)
    works = _shared_works(uow, {person_key(name) for name, _ in people.values()} - {""}, around)
    return [
        Candidate(
            expert=expert,
            name=people[expert.user_id][0],
            domain=domain_of(people[expert.user_id][1]),
            orgs=orgs[expert.user_id],
            ties=[tie for tie in ties if tie.expert_id == expert.id],
            works=works.get(person_key(people[expert.user_id][0]), []),
        )
        for expert in experts
    ]


def _shared_works(
    uow: UnitOfWork, keys: set[str], around: Surroundings
) -> dict[str, list[SharedWork]]:
    """Return works of other outcomes, of five years or undated, that join an expert and a maker."""
    makers = around.maker_keys
    if not keys or not makers:
        return {}
    theirs, ours = aliased(OutcomePerson), aliased(OutcomePerson)
    since = years_before(around.today, YEARS_OF_WORKS)
    rows = uow.session.exec(
        select(theirs, ours.name)
        .join(
            ours,
            sa.and_(
                col(ours.outcome_id) == col(theirs.outcome_id),
                col(ours.source) == col(theirs.source),
                col(ours.ref) == col(theirs.ref),
                col(ours.key) != col(theirs.key),
            ),
        )
        .where(
            col(theirs.key).in_(keys),
            col(ours.key).in_(makers),
            col(theirs.outcome_id) != around.outcome.id,
            sa.or_(col(theirs.named_on).is_(None), col(theirs.named_on) >= since),
        )
        .order_by(col(theirs.id), col(ours.id))
    ).all()
    found: dict[str, list[SharedWork]] = {}
    for person, maker in rows:
        work = SharedWork(person.source, person.label, person.name, maker)
        found.setdefault(person.key, []).append(work)
    return found
