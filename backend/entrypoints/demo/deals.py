"""The demonstration of 6.3–6.5: invented demands of use, talks, contracts and conversions."""

import tempfile
import uuid
from pathlib import Path

from sqlmodel import col, select

from backend.entrypoints.demo.applications import holder_of
from backend.entrypoints.demo.people import PASSWORD, Cast
from backend.entrypoints.demo.stage import Stage
from backend.features.agreements import service as agreements
from backend.features.agreements.labels import PaymentScheme, PricingMethod, SignMeaning
from backend.features.agreements.models import Agreement
from backend.features.agreements.schemas import ClausesInput, NoteInput, SignatureInput, TermsInput
from backend.features.implementation import service as implementation
from backend.features.implementation.models import Conversion, ConversionKind, Project
from backend.features.implementation.schemas import ConversionInput, ProgressInput
from backend.features.library import service as library
from backend.features.library.models import LibraryRecord
from backend.features.library.states import RecordStatus
from backend.features.matchmaking import service as matchmaking
from backend.features.matchmaking.models import Introduction
from backend.features.matchmaking.schemas import ContactNoteInput, IntroductionInput
from backend.features.matchmaking.states import ContactKind
from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Actor

CLAUSES = ClausesInput(
    scope="（演示）双方在约定的技术范围内共同实施。",
    rights="（演示）各方保留原有权利，共同完成的成果共有。",
    payment="（演示）签订后三十日内支付首期款。",
    improvements="（演示）后续改进成果归改进方所有。",
    confidentiality="（演示）对未公开的技术资料保密五年。",
    acceptance="（演示）以双方确认的样品检验合格为验收标准。",
    breach="（演示）违约方赔偿实际损失；争议提交仲裁。",
)


def publish_records(stage: Stage, cast: Cast) -> None:
    """Publish every record of a passed outcome (6.3.1)."""
    with stage.house.reading() as uow:
        ids = list(
            uow.session.exec(
                select(LibraryRecord.id).where(col(LibraryRecord.status) == RecordStatus.READY)
            ).all()
        )
    for record_id in ids:
        with stage.acting(cast["operator"]) as uow:
            record = uow.session.get_one(LibraryRecord, record_id)
            library.publish(uow, record_id, record.version)


def propose(stage: Stage, cast: Cast, outcome_id: uuid.UUID) -> uuid.UUID:
    """Let the demonstration company ask for an introduction (6.3.2)."""
    with stage.acting(cast["demander"]) as uow:
        record = uow.session.exec(
            select(LibraryRecord).where(col(LibraryRecord.outcome_id) == outcome_id)
        ).one()
        return matchmaking.propose_introduction(
            uow,
            IntroductionInput(
                record_id=record.id, message="（演示）我方有意了解该成果并洽谈共同实施。"
            ),
        ).id


def establish(stage: Stage, cast: Cast, outcome_id: uuid.UUID, introduction_id: uuid.UUID) -> None:
    """Let the holder agree and note a first meeting."""
    holder = holder_of(stage, cast, outcome_id)
    with stage.acting(holder) as uow:
        introduction = uow.session.get_one(Introduction, introduction_id)
        matchmaking.consent(uow, introduction_id, introduction.version)
    stage.later(days=2)
    with stage.acting(holder) as uow:
        introduction = uow.session.get_one(Introduction, introduction_id)
        matchmaking.add_contact(
            uow,
            introduction_id,
            introduction.version,
            ContactNoteInput(
                kind=ContactKind.ONLINE,
                happened_on=stage.today(),
                body="（演示）首次线上会议，双方介绍情况。",
            ),
        )


def decline(stage: Stage, cast: Cast, outcome_id: uuid.UUID, introduction_id: uuid.UUID) -> None:
    """Let the holder decline with a reason."""
    with stage.acting(holder_of(stage, cast, outcome_id)) as uow:
        introduction = uow.session.get_one(Introduction, introduction_id)
        matchmaking.decline(
            uow, introduction_id, introduction.version, "（演示）已与其他单位商定独家合作。"
        )


def draft(
    stage: Stage, cast: Cast, outcome_id: uuid.UUID, introduction_id: uuid.UUID, fen: int
) -> uuid.UUID:
    """Open the draft of an agreement with all its terms (6.4.1)."""
    with stage.acting(cast["demander"]) as uow:
        agreements.add_note(
            uow,
            introduction_id,
            NoteInput(topic="（演示）合作方式与价格", body="（演示）拟共同实施，费用分期支付。"),
        )
    stage.later(days=3)
    with stage.acting(holder_of(stage, cast, outcome_id)) as uow:
        title = uow.session.get_one(Outcome, outcome_id).title
        today = stage.today()
        return agreements.open_draft(
            uow,
            introduction_id,
            TermsInput(
                title=f"（演示）“{title[:40]}”联合开发合同",
                contract_kind="development",
                transfer_mode="joint",
                subject="（演示）双方共同开展后续试验与开发，推动成果应用。",
                amount_fen=fen,
                technology_amount_fen=fen,
                payment_scheme=PaymentScheme.LUMP_SUM,
                clauses=CLAUSES,
                covers_know_how=True,
                start_date=today,
                end_date=today.replace(year=today.year + 3, day=min(today.day, 28)),
                place="（演示）北京",
                pricing_method=PricingMethod.NEGOTIATED,
            ),
            is_demo=True,
        ).id


def announce(stage: Stage, cast: Cast, agreement_id: uuid.UUID) -> bool:
    """Post name and price where the law asks for it; return whether it did."""
    with stage.acting(cast["operator"]) as uow:
        agreement = uow.session.get_one(Agreement, agreement_id)
        if not agreement.publicity_required:
            return False
    with stage.acting(_holder_of_agreement(stage, cast, agreement_id)) as uow:
        agreement = uow.session.get_one(Agreement, agreement_id)
        agreements.announce(uow, agreement_id, agreement.version)
    return True


def _holder_of_agreement(stage: Stage, cast: Cast, agreement_id: uuid.UUID) -> Actor:
    with stage.house.reading() as uow:
        outcome_id = uow.session.get_one(Agreement, agreement_id).outcome_id
    return holder_of(stage, cast, outcome_id)


def conclude(stage: Stage, cast: Cast, agreement_id: uuid.UUID) -> None:
    """Freeze the text and sign it on both sides."""
    holder = _holder_of_agreement(stage, cast, agreement_id)
    with stage.acting(holder) as uow:
        agreement = uow.session.get_one(Agreement, agreement_id)
        agreements.finalise(uow, agreement_id, agreement.version)
    for actor in (holder, cast["demander"]):
        stage.later(hours=5)
        with stage.acting(actor) as uow:
            agreement = uow.session.get_one(Agreement, agreement_id)
            agreements.sign(
                uow,
                agreement_id,
                agreement.version,
                SignatureInput(
                    password=PASSWORD,
                    meaning=SignMeaning.AUTHORISED,
                    document_sha256=agreement.document_sha256 or "",
                ),
            )


def implement(stage: Stage, cast: Cast, agreement_id: uuid.UUID) -> uuid.UUID:
    """Report first progress on the project that the signing opened (6.5.1)."""
    with stage.acting(cast["demander"]) as uow:
        project = uow.session.exec(
            select(Project).where(col(Project.agreement_id) == agreement_id)
        ).one()
        implementation.report(
            uow,
            project.id,
            ProgressInput(happened_on=stage.today(), progress="（演示）已完成样品试制与首期付款。"),
        )
        return project.id


def convert(stage: Stage, cast: Cast, project_id: uuid.UUID, *, confirm: bool) -> None:
    """Report the conversion with a proof; let staff confirm it (7.1.1.1)."""
    with stage.acting(cast["demander"]) as uow, tempfile.TemporaryDirectory() as folder:
        proof = Path(folder) / "proof.txt"
        proof.write_text("演示证明：首期款项支付凭证（虚构，仅供演示）。\n", encoding="utf-8")
        stored = implementation.attach(
            uow, project_id, proof, "首期付款凭证（演示）.txt", "text/plain"
        )
        conversion_id = implementation.report_conversion(
            uow,
            project_id,
            ConversionInput(
                kind=ConversionKind.CONTRACT_PERFORMED,
                transfer_mode="joint",
                happened_on=stage.today(),
                proof_file_id=stored.id,
                note="（演示）合同已首次履行。",
            ),
        ).id
    if not confirm:
        return
    stage.later(days=1)
    with stage.acting(cast["operator"]) as uow:
        conversion = uow.session.get_one(Conversion, conversion_id)
        implementation.confirm(uow, conversion_id, conversion.version)
