"""The demonstration of clause 6.1: real outcomes handed in and formally reviewed.

Nothing is filled in that the source does not say; what it is silent about is stated as
not disclosed, as the form provides.
"""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select

from backend.entrypoints.demo.people import HOSPITAL, Cast
from backend.entrypoints.demo.stage import Stage
from backend.features.identity.models import Organisation
from backend.features.outcomes import service
from backend.features.outcomes.checklist import codes_for
from backend.features.outcomes.importing import UNNAMED
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.schemas import (
    AnswerInput,
    FieldReturnInput,
    FormalReviewInput,
    OutcomeDraftInput,
)
from backend.kernel.policy import Actor, Role


@dataclass(frozen=True)
class Plan:
    """Which outcomes go how far; ids in the order of the data."""

    publish: tuple[uuid.UUID, ...]
    not_passed: tuple[uuid.UUID, ...]
    scoring: tuple[uuid.UUID, ...]
    submitted: tuple[uuid.UUID, ...]
    returned: tuple[uuid.UUID, ...]
    drafts: tuple[uuid.UUID, ...]
    accepted: uuid.UUID  # waits for an assessment
    reporting: uuid.UUID  # all have agreed; the report waits to be issued
    double_blind: uuid.UUID  # its material waits for the check of names
    ours: frozenset[uuid.UUID]


NAMED, OURS, UNNAMED_MORE = 47, 8, 6  # published: of named holders, of the hospital, of others
PUBLISHED = NAMED + OURS + UNNAMED_MORE
FEWEST = OURS + 4  # what the introductions of the demonstration need


def make_plan(stage: Stage, published: int = PUBLISHED) -> Plan:
    """Decide from the data: named holders first; of the unnamed some go to the demo hospital.

    `published` is how many outcomes reach the library, from `FEWEST` to `PUBLISHED`.
    """
    more_named = min(NAMED, published - OURS)
    more = published - OURS - more_named
    with stage.house.reading() as uow:
        rows = uow.session.exec(
            select(Outcome.id, Organisation.name)
            .join(Organisation, col(Organisation.id) == col(Outcome.holder_org_id))
            .where(col(Outcome.external_id).is_not(None))
            .order_by(col(Outcome.external_id))
        ).all()
    named = [identity for identity, name in rows if name != UNNAMED]
    unnamed = [identity for identity, name in rows if name == UNNAMED]
    ours = unnamed[:16]
    return Plan(
        publish=(*named[:more_named], *ours[OURS:], *unnamed[16 : 16 + more]),
        not_passed=(*named[48:50], *unnamed[22:23]),
        # a named holder: the check has something to find
        double_blind=named[47],
        accepted=unnamed[23],
        reporting=unnamed[24],
        scoring=tuple(ours[6:8]),
        submitted=tuple(ours[5:6]),
        returned=tuple(ours[4:5]),
        drafts=tuple(ours[:4]),
        ours=frozenset(ours),
    )


def entrust(stage: Stage, cast: Cast, plan: Plan) -> None:
    """Hand the drafts of undisclosed holders to the demonstration hospital."""
    org_id = cast.organisations[HOSPITAL]
    with stage.acting(cast["operator"]) as uow:
        for outcome_id in sorted(plan.ours):
            outcome = uow.session.get_one(Outcome, outcome_id)
            service.assign(uow, outcome_id, org_id, outcome.version)


def holder_of(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> Actor:
    """Return the demonstration holder under the hat of the outcome's organisation."""
    with stage.house.reading() as uow:
        org_id = uow.session.get_one(Outcome, outcome_id).holder_org_id
    holder = cast["holder"]
    return Actor(
        user_id=holder.user_id,
        name=holder.name,
        role=Role.HOLDER,
        org_id=org_id,
        membership_id=holder.membership_id,
        all_org_ids=frozenset({org_id}),
    )


def hand_in(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Fill the self-check and hand the application in (6.1.1)."""
    with stage.acting(holder_of(stage, cast, outcome_id)) as uow:
        outcome = uow.session.get_one(Outcome, outcome_id)
        service.save(
            uow,
            outcome_id,
            OutcomeDraftInput(self_check=sorted(codes_for(outcome))),
            outcome.version,
        )
        uow.session.flush()
        service.submit(uow, outcome_id, outcome.version)


def accept(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Go through the checklist and accept (6.1.2)."""
    with stage.acting(cast["operator"]) as uow:
        outcome = uow.session.get_one(Outcome, outcome_id)
        answers = {code: AnswerInput(answer="yes") for code in codes_for(outcome)}
        service.save_review(uow, outcome_id, FormalReviewInput(checklist=answers), outcome.version)
        uow.session.flush()
        service.accept(uow, outcome_id, outcome.version)


def send_back(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> None:
    """Return an application with a reason per field (6.1.2)."""
    with stage.acting(cast["operator"]) as uow:
        outcome = uow.session.get_one(Outcome, outcome_id)
        rows = [
            FieldReturnInput(pointer="/parameters", reason="（演示）请补充技术参数的测试方法。"),
            FieldReturnInput(pointer="/maturity_evidence", reason="（演示）请说明成熟度依据。"),
        ]
        service.send_back(
            uow, outcome_id, outcome.version, "（演示）两处需要补正，请按栏目提示修改。", rows
        )
