"""An established introduction with both sides, without walking all the way to it."""

import functools
import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backend.features.agreements import service as agreements
from backend.features.agreements.labels import SignMeaning
from backend.features.agreements.schemas import SignatureInput, TermsInput
from backend.features.identity import service as identity
from backend.features.identity.models import User
from backend.features.identity.passwords import hash_password
from backend.features.library.models import LibraryRecord
from backend.features.library.states import RecordStatus
from backend.features.matchmaking.models import Introduction
from backend.features.matchmaking.states import IntroductionStatus, Side
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.ids import next_number
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.factories.people import Person, make_person

PASSWORD = "一句足够长的口令2026"


@functools.lru_cache(maxsize=1)
def _hash() -> str:
    return hash_password(PASSWORD)


def give_password(house: House, *people: Person) -> None:
    """Let people sign: they get a password that a test knows."""
    with house.unit_of_work() as uow:
        for person in people:
            uow.session.get_one(User, person.user_id).password_hash = _hash()


def log_in_again(house: House, person: Person) -> Person:
    """Open a new session for somebody whose old one has ended."""
    with house.unit_of_work() as uow:
        token = identity.open_session(uow, person.user_id, person.membership_id)
    return replace(person, token=token)


@dataclass(frozen=True)
class Deal:
    """Two sides and what they talk about."""

    holder: Person
    demander: Person
    outcome_id: uuid.UUID
    introduction_id: uuid.UUID
    right_ids: tuple[uuid.UUID, ...]


def make_outcome(house: House, holder: Person, **values: Any) -> uuid.UUID:
    """Make an outcome that passed and is published."""
    with house.unit_of_work() as uow:
        outcome = uow.add(
            Outcome(
                **{
                    "number": next_number(uow.session, "CG", uow.now()),
                    "title": "柔肝化纤颗粒", "holder_org_id": holder.org_id,
                    "owner_id": holder.user_id, "status": OutcomeStatus.PUBLISHED,
                    "accepted_at": uow.now(), "submitted_at": uow.now(),
                }
                | values
            )
        )  # fmt: skip
        return outcome.id


def make_introduction(
    house: House, outcome_id: uuid.UUID, holder: Person, demander: Person, **values: Any
) -> uuid.UUID:
    """Make an introduction that both sides agreed to."""
    with house.unit_of_work() as uow:
        record = uow.add(
            LibraryRecord(
                outcome_id=outcome_id, assessment_id=uuid.uuid4(), status=RecordStatus.PUBLISHED,
                published_at=uow.now(),
            )
        )  # fmt: skip
        introduction = uow.add(
            Introduction(
                **{
                    "number": next_number(uow.session, "DJ", uow.now()),
                    "status": IntroductionStatus.ESTABLISHED, "outcome_id": outcome_id,
                    "record_id": record.id, "demander_org_id": demander.org_id,
                    "demander_user_id": demander.user_id, "holder_org_id": holder.org_id,
                    "holder_user_id": holder.user_id, "proposed_by_side": Side.DEMANDER,
                    "holder_consent_at": uow.now(), "demander_consent_at": uow.now(),
                    "established_at": uow.now(),
                }
                | values
            )
        )  # fmt: skip
        return introduction.id


def make_deal(
    house: House,
    *,
    state_funded: bool = False,
    rights: tuple[dict[str, Any], ...] = ({},),
    holder: Person | None = None,
    demander: Person | None = None,
    **outcome: Any,
) -> Deal:
    """Make both sides, a published outcome with rights and an established introduction."""
    holder = holder or make_person(house, Role.HOLDER, state_funded=state_funded)
    demander = demander or make_person(house, Role.DEMANDER)
    give_password(house, holder, demander)
    outcome_id = make_outcome(house, holder, **outcome)
    with house.unit_of_work() as uow:
        right_ids = tuple(
            uow.add(
                OutcomeIpRight(
                    **{
                        "outcome_id": outcome_id, "position": n, "type": "invention",
                        "title": "一种柔肝组合物", "number": "ZL202010000000.1",
                        "state": "granted", "owner": "甲医院", "expiry_date": date(2040, 3, 1),
                    }
                    | right
                )
            ).id
            for n, right in enumerate(rights)
        )  # fmt: skip
    introduction_id = make_introduction(house, outcome_id, holder, demander)
    return Deal(holder, demander, outcome_id, introduction_id, right_ids)


CLAUSES = {
    "scope": "许可使用组合物及其制备工艺。",
    "rights": "甲方保留所有权，乙方在许可范围内实施。",
    "payment": "签订后三十日内支付首期款。",
    "improvements": "后续改进成果归改进方所有。",
    "confidentiality": "双方对未公开的技术资料保密五年。",
    "acceptance": "以三批合格样品为验收标准。",
    "breach": "违约方赔偿实际损失；争议提交仲裁。",
}


def terms(deal: Deal, **change: Any) -> dict[str, Any]:
    """Return complete terms of a licence as the API takes them."""
    return {
        "title": "柔肝化纤颗粒专利实施许可合同",
        "contract_kind": "license",
        "transfer_mode": "license",
        "licence_kind": "ordinary",
        "subject": "柔肝化纤颗粒相关专利的实施许可",
        "amount_fen": 120_000_000,
        "technology_amount_fen": 100_000_000,
        "payment_scheme": "instalments",
        "payments": [
            {"condition": "合同生效后", "amount_fen": 40_000_000, "due_on": "2027-01-15"},
            {"condition": "取得样品检验合格后", "amount_fen": 80_000_000, "due_on": "2027-06-30"},
        ],
        "clauses": dict(CLAUSES),
        "rights": [{"right_id": str(right_id)} for right_id in deal.right_ids],
        "start_date": "2026-12-01",
        "end_date": "2031-11-30",
        "place": "北京",
        "pricing_method": "negotiated",
    } | change


def sign_deal(house: House, deal: Deal, **change: Any) -> uuid.UUID:
    """Draft, freeze and sign an agreement for both sides; return its id."""
    with house.unit_of_work(deal.holder.actor) as uow:
        draft = agreements.open_draft(
            uow, deal.introduction_id, TermsInput.model_validate(terms(deal, **change))
        )
        agreement_id = draft.id
    with house.unit_of_work(deal.holder.actor) as uow:
        frozen = agreements.finalise(uow, agreement_id, 1)
        uow.session.flush()
        sha, version = frozen.document_sha256, frozen.version
    for person in (deal.holder, deal.demander):
        with house.unit_of_work(person.actor) as uow:
            data = SignatureInput(
                password=PASSWORD, meaning=SignMeaning.AUTHORISED, document_sha256=sha
            )
            signed = agreements.sign(uow, agreement_id, version, data)
            uow.session.flush()
            version = signed.version
    return agreement_id
