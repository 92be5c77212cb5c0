"""Conversions: reported with proof by a side, confirmed or refused by staff (7.1.1.1)."""

import uuid
from pathlib import Path

from sqlmodel import col, select

from backend.features.agreements.models import Agreement
from backend.features.agreements.states import TransferMode
from backend.features.implementation.events import ConversionReported
from backend.features.implementation.models import Conversion, ConversionKind, Project
from backend.features.implementation.schemas import ConversionInput
from backend.features.implementation.service.projects import not_in_future, working_project
from backend.features.implementation.states import CONVERSION_WORKFLOW, ConversionStatus
from backend.features.outcomes import service as outcomes
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.errors import Conflict, Denied, Invalid
from backend.kernel.files import StoredFile
from backend.kernel.filing import store_upload
from backend.kernel.uow import UnitOfWork

OWN_KINDS = frozenset({ConversionKind.SELF_INVESTED, ConversionKind.PRODUCT_LAUNCHED})
CONVERTIBLE = frozenset(
    {OutcomeStatus.PUBLISHED, OutcomeStatus.CONTRACTED, OutcomeStatus.CONVERTED}
)


def report_conversion(uow: UnitOfWork, project_id: uuid.UUID, data: ConversionInput) -> Conversion:
    """Report that the outcome of a project is converted.

    A contract counts with its first performance, so the day cannot lie before the signing.

    Raises
    ------
    Invalid
        The proof is not a file of this project, or the day is impossible.
    Conflict
        A report waits for its confirmation, or the project is converted.
    """
    project = working_project(uow, project_id)
    uow.require("conversion.report", project)
    agreement = uow.session.get_one(Agreement, project.agreement_id)
    not_in_future(uow, data.happened_on, "/happened_on")
    if agreement.signed_at is not None:
        signed_on = uow.ports.calendar.local_date(agreement.signed_at)
        if data.kind is ConversionKind.CONTRACT_PERFORMED and data.happened_on < signed_on:
            raise Invalid.field("/happened_on", f"首次履行日期不能早于协议签署日（{signed_on}）。")
    if data.kind is ConversionKind.SELF_INVESTED:
        raise Invalid.field("/kind", "自行投资实施不经协议，请在成果页面申报。")
    proof = _proof(uow, data.proof_file_id, "project", project.id)
    living = uow.session.exec(
        select(Conversion.id).where(
            col(Conversion.project_id) == project.id,
            col(Conversion.status) != ConversionStatus.REFUSED,
        )
    ).first()
    if living is not None:
        raise Conflict("该项目已有待确认或已确认的转化申报。")
    conversion = _add(
        uow,
        data,
        proof,
        outcome_id=project.outcome_id,
        project_id=project.id,
        holder_org_id=project.holder_org_id,
        demander_org_id=project.demander_org_id,
        is_demo=project.is_demo,
    )
    uow.touch(project)
    return conversion


def declare(uow: UnitOfWork, outcome_id: uuid.UUID, data: ConversionInput) -> Conversion:
    """Report that the holder converted the outcome itself, without an agreement (3.3).

    Raises
    ------
    Invalid
        The kind needs an agreement.
    Conflict
        The outcome has not passed the evaluation, or a report waits.
    """
    outcome = uow.get(Outcome, outcome_id, "outcome.read")
    uow.require("conversion.declare", outcome)
    if outcome.status not in CONVERTIBLE:
        raise Conflict("成果发布后才能申报转化。", status_now=outcome.status.value)
    if data.kind not in OWN_KINDS:
        raise Invalid.field("/kind", "经协议实现的转化请在实施项目中申报。")
    if data.kind is ConversionKind.SELF_INVESTED and (
        data.transfer_mode is not TransferMode.SELF_INVEST
    ):
        raise Invalid.field("/transfer_mode", "自行投资实施的转化方式应为“自行投资实施”。")
    not_in_future(uow, data.happened_on, "/happened_on")
    proof = _proof(uow, data.proof_file_id, "conversion", outcome.id)
    waiting = uow.session.exec(
        select(Conversion.id).where(
            col(Conversion.outcome_id) == outcome.id,
            col(Conversion.project_id).is_(None),
            col(Conversion.status) != ConversionStatus.REFUSED,
        )
    ).first()
    if waiting is not None:
        raise Conflict("该成果已有待确认或已确认的自行实施申报。")
    return _add(
        uow,
        data,
        proof,
        outcome_id=outcome.id,
        project_id=None,
        holder_org_id=outcome.holder_org_id,
        demander_org_id=None,
        is_demo=outcome.is_demo,
    )


def _proof(
    uow: UnitOfWork, file_id: uuid.UUID, subject_type: str, subject_id: uuid.UUID
) -> StoredFile:
    stored = uow.session.get(StoredFile, file_id)
    if stored is None or (stored.subject_type, stored.subject_id) != (subject_type, subject_id):
        raise Invalid.field("/proof_file_id", "请先上传证明材料。")
    return stored


def _add(
    uow: UnitOfWork,
    data: ConversionInput,
    proof: StoredFile,
    *,
    outcome_id: uuid.UUID,
    project_id: uuid.UUID | None,
    holder_org_id: uuid.UUID,
    demander_org_id: uuid.UUID | None,
    is_demo: bool,
) -> Conversion:
    conversion = uow.add(
        Conversion(
            project_id=project_id,
            outcome_id=outcome_id,
            holder_org_id=holder_org_id,
            demander_org_id=demander_org_id,
            transfer_mode=data.transfer_mode.value,
            kind=data.kind,
            happened_on=data.happened_on,
            proof_file_id=proof.id,
            note=data.note,
            reported_by=uow.actor.user_id,
            reported_by_name=uow.actor.name,
            is_demo=is_demo,
        )
    )
    uow.record(
        ConversionReported(aggregate_id=conversion.id, outcome_id=outcome_id, project_id=project_id)
    )
    return conversion


def attach_proof(
    uow: UnitOfWork, outcome_id: uuid.UUID, path: Path, name: str, declared: str | None
) -> StoredFile:
    """File the proof of a conversion without an agreement."""
    outcome = uow.get(Outcome, outcome_id, "outcome.read")
    uow.require("conversion.declare", outcome)
    return store_upload(
        uow,
        path=path,
        name=name,
        declared=declared,
        subject_type="conversion",
        subject_id=outcome.id,
        kind="conversion_proof",
        org_id=uow.actor.org_id,
        label="confidential",
    )


def _decide(
    uow: UnitOfWork, conversion_id: uuid.UUID, action: str, expected_version: int, reason: str
) -> Conversion:
    conversion = uow.get(
        Conversion, conversion_id, f"conversion.{action}", expected_version=expected_version
    )
    if conversion.reported_by is not None and conversion.reported_by == uow.actor.user_id:
        raise Denied("申报人不能确认自己的申报，请由其他工作人员处理。")
    facts = {"reason": reason} if action == "refuse" else {}
    CONVERSION_WORKFLOW.fire(
        uow,
        conversion,
        action,
        outcome_id=conversion.outcome_id,
        project_id=conversion.project_id,
        **facts,
    )
    conversion.decided_by, conversion.decided_by_name = uow.actor.user_id, uow.actor.name
    conversion.decided_at, conversion.decision_note = uow.now(), reason
    if conversion.project_id is not None:
        uow.touch(uow.session.get_one(Project, conversion.project_id))
    return conversion


def confirm(
    uow: UnitOfWork, conversion_id: uuid.UUID, expected_version: int, reason: str = ""
) -> Conversion:
    """Confirm a conversion: its outcome is converted and counts in 7.1.2.1."""
    conversion = _decide(uow, conversion_id, "confirm", expected_version, reason)
    outcomes.mark(uow, conversion.outcome_id, "convert")
    return conversion


def refuse(
    uow: UnitOfWork, conversion_id: uuid.UUID, expected_version: int, reason: str
) -> Conversion:
    """Refuse a report whose proof does not carry it."""
    return _decide(uow, conversion_id, "refuse", expected_version, reason)
