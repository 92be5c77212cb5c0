"""Writing the application: new draft, saving, files (6.1.1)."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from backend.features.identity import queries as identity
from backend.features.identity.states import OrganisationStatus
from backend.features.outcomes.checklist import ITEMS
from backend.features.outcomes.events import (
    OutcomeAssigned,
    OutcomeCreated,
    OutcomeFileAdded,
    OutcomeFileRemoved,
    OutcomeSaved,
)
from backend.features.outcomes.form import FIELDS
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.rights import replace_rights
from backend.features.outcomes.schemas import OutcomeCreateInput, OutcomeDraftInput
from backend.features.outcomes.secrets import write_note
from backend.features.outcomes.states import EDITABLE, WORKFLOW, OutcomeStatus
from backend.kernel.errors import Conflict, Denied, Invalid, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.filing import CONFIDENTIAL, INTERNAL, Upload, store_upload
from backend.kernel.uow import UnitOfWork

MAX_FILES = 60
TEXTS = (
    "title", "maturity_evidence", "summary", "background", "innovation", "contribution", "ethics",
)  # fmt: skip
CODES = (
    "kind", "tech_field", "scene", "maturity", "ownership_basis", "inventors_count", "year",
    "public_fund", "hgr_involved",
)  # fmt: skip
ITEM_CODES = frozenset(item.code for item in ITEMS)


def create(uow: UnitOfWork, data: OutcomeCreateInput) -> Outcome:
    """Begin an application for the organisation under whose hat the actor acts."""
    uow.require("outcome.create")
    if uow.actor.org_id is None:
        raise Denied("请先选择以哪个单位的身份提交成果。")
    outcome = uow.add(
        Outcome(
            title=data.title,
            kind=data.kind,
            holder_org_id=uow.actor.org_id,
            owner_id=uow.actor.user_id,
        )
    )
    uow.record(OutcomeCreated(aggregate_id=outcome.id))
    return outcome


def _editable(uow: UnitOfWork, outcome_id: uuid.UUID, expected_version: int | None) -> Outcome:
    outcome = uow.get(Outcome, outcome_id, "outcome.update", expected_version=expected_version)
    if outcome.status not in EDITABLE:
        raise Conflict(
            f"当前状态为“{WORKFLOW.label(outcome.status)}”，不能修改；需要修改请联系平台服务人员退回。",
            status_now=outcome.status.value,
        )
    return outcome


def save(
    uow: UnitOfWork, outcome_id: uuid.UUID, data: OutcomeDraftInput, expected_version: int
) -> Outcome:
    """Save the form, whole or in part; fields that were not sent keep their value."""
    outcome = _editable(uow, outcome_id, expected_version)
    sent = {name: getattr(data, name) for name in data.model_fields_set}
    if _apply(uow, outcome, sent):
        uow.touch(outcome)
        uow.record(OutcomeSaved(aggregate_id=outcome.id))
    return outcome


def _apply(uow: UnitOfWork, outcome: Outcome, sent: Mapping[str, Any]) -> bool:
    wanted: dict[str, Any] = {name: sent[name] or "" for name in TEXTS if name in sent}
    wanted |= {name: sent[name] for name in CODES if name in sent}
    wanted |= _blocks(sent)
    if sent.get("secret_level"):
        wanted["secret_level"] = sent["secret_level"]
    changed = False
    for name, value in wanted.items():
        if getattr(outcome, name) != value:
            setattr(outcome, name, value)
            changed = True
    if "ip_rights" in sent:
        rights = [right.model_dump() for right in sent["ip_rights"] or []]
        changed |= replace_rights(uow, outcome.id, rights)
    if "confidential_note" in sent:
        changed |= write_note(uow, outcome, sent["confidential_note"] or "")
    return changed


def _blocks(sent: Mapping[str, Any]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for name in ("parameters", "cases"):
        if name in sent:
            rows = [item.model_dump() for item in sent[name] or []]
            wanted[name] = [row for row in rows if any(row.values())]
    for name in ("tcm", "cooperation"):
        if name in sent:
            wanted[name] = sent[name].model_dump() if sent[name] else {}
    if "diseases" in sent:
        wanted["diseases"] = list(dict.fromkeys(sent["diseases"] or []))
    if "undisclosed" in sent:
        unknown = [pointer for pointer in sent["undisclosed"] or [] if pointer not in FIELDS]
        if unknown:
            raise Invalid.field("/undisclosed", f"没有这个栏目：{unknown[0]}")
        wanted["undisclosed"] = list(dict.fromkeys(sent["undisclosed"] or []))
    if "self_check" in sent:
        strange = [code for code in sent["self_check"] or [] if code not in ITEM_CODES]
        if strange:
            raise Invalid.field("/self_check", f"自查清单中没有这一项：{strange[0]}")
        wanted["self_check"] = list(dict.fromkeys(sent["self_check"] or []))
    return wanted


def attach(
    uow: UnitOfWork,
    outcome_id: uuid.UUID,
    received: Upload,
    *,
    kind: str = "proof",
    confidential: bool = False,
) -> tuple[Outcome, StoredFile]:
    """Attach a file. The form's version stays, so that uploads never collide with autosave.

    Raises
    ------
    Conflict
        The form cannot be changed now, has enough files, or has this very content already.
    """
    outcome = _editable(uow, outcome_id, None)
    have = uow.session.exec(
        select(StoredFile).where(
            col(StoredFile.subject_type) == "outcome", col(StoredFile.subject_id) == outcome.id
        )
    ).all()
    if len(have) >= MAX_FILES:
        raise Conflict(f"最多 {MAX_FILES} 个附件，请先移除不需要的附件。")
    twin = next((file for file in have if file.sha256 == received.sha256), None)
    if twin is not None:
        raise Conflict(f"同一内容已作为“{twin.name}”上传。")
    stored = store_upload(
        uow,
        path=received.path,
        name=received.name,
        declared=received.media_type,
        subject_type="outcome",
        subject_id=outcome.id,
        kind=kind,
        org_id=outcome.holder_org_id,
        label=CONFIDENTIAL if confidential else INTERNAL,
    )
    uow.record(OutcomeFileAdded(aggregate_id=outcome.id, file_id=stored.id))
    return outcome, stored


def attachment(
    uow: UnitOfWork, outcome_id: uuid.UUID, file_id: uuid.UUID, permission: str = "outcome.read"
) -> tuple[Outcome, StoredFile]:
    """Return an outcome and one of its files, checked for the actor.

    Raises
    ------
    NotFound
        The outcome is not visible, or the file is not one of its files.
    Denied
        The file is confidential and the actor may not open such files.
    """
    outcome = uow.get(Outcome, outcome_id, permission)
    stored = uow.session.get(StoredFile, file_id)
    if stored is None or stored.subject_type != "outcome" or stored.subject_id != outcome.id:
        raise NotFound("附件不存在。")
    if stored.label == CONFIDENTIAL:
        uow.require("outcome.read_confidential", outcome)
    return outcome, stored


def detach(uow: UnitOfWork, outcome_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Remove a file from a draft; content that was handed in before stays in the store."""
    _editable(uow, outcome_id, None)
    outcome, stored = attachment(uow, outcome_id, file_id, "outcome.update")
    uow.session.delete(stored)
    uow.record(OutcomeFileRemoved(aggregate_id=outcome.id, file_id=file_id))


def assign(
    uow: UnitOfWork, outcome_id: uuid.UUID, org_id: uuid.UUID, expected_version: int
) -> Outcome:
    """Hand an imported draft to the organisation that holds it.

    Raises
    ------
    Conflict
        The outcome is no imported draft any more.
    Invalid
        The organisation is not admitted.
    """
    outcome = uow.get(Outcome, outcome_id, "outcome.assign", expected_version=expected_version)
    if outcome.status is not OutcomeStatus.DRAFT or outcome.owner_id is not None:
        raise Conflict("只有导入的、尚无填报人的草稿可以确认持有方。")
    try:
        organisation = identity.organisation_by_id(uow, org_id)
    except NotFound as error:
        raise Invalid.field("/org_id", "单位不存在。") from error
    if organisation.status is not OrganisationStatus.APPROVED:
        raise Invalid.field("/org_id", "该单位尚未通过认证。")
    outcome.holder_org_id = org_id
    uow.record(OutcomeAssigned(aggregate_id=outcome.id, org_id=org_id))
    return outcome
