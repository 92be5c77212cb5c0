"""The page of the formal review and the receipt (6.1.1, 6.1.2)."""

from typing import Any

from backend.features.identity import queries as identity
from backend.features.outcomes import checklist
from backend.features.outcomes.form import FIELDS, label_of
from backend.features.outcomes.models import Outcome, OutcomeVersion
from backend.features.outcomes.queries import parts
from backend.features.outcomes.states import NEXT_STEP, WORKFLOW, OutcomeStatus
from backend.features.outcomes.views import (
    ChangeView,
    FormalReviewItemView,
    FormalReviewView,
    ReceiptFileView,
    ReceiptView,
)
from backend.features.service_desk import queries as desk
from backend.features.service_desk.states import RequestKind
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.clock import SHANGHAI
from backend.kernel.documents import Receipt, ReceivedFile
from backend.kernel.errors import NotFound
from backend.kernel.uow import UnitOfWork

# fields of a snapshot whose values are codes
SCHEMES_OF = {
    "kind": "outcome_kind", "tech_field": "tech_field", "scene": "scene", "maturity": "maturity",
    "diseases": "disease", "syndromes": "syndrome", "modes": "cooperation_mode",
    "exclusivity": "exclusivity", "type": "ip_type", "state": "ip_state",
    "ownership_basis": "ownership_basis", "secret_level": "secret_level",
}  # fmt: skip
STATEMENT = "平台已收到上述成果提交申请及所列文件，文件以 SHA-256 校验值为准。"


def review_view(uow: UnitOfWork, outcome: Outcome) -> FormalReviewView:
    """Return the formal review of the present round."""
    review = parts.review_of(uow, outcome.id, outcome.review_round)
    if review is None:
        raise NotFound("该成果尚未提交，没有形式审查记录。")
    answers: dict[str, Any] = dict(review.checklist)
    items = [
        FormalReviewItemView(
            code=item.code,
            text=item.text,
            clause=item.clause,
            pointers=list(item.pointers),
            checked=item.code in outcome.self_check,
            answer=(answers.get(item.code) or {}).get("answer"),
            note=(answers.get(item.code) or {}).get("note", ""),
        )
        for item in checklist.items_for(outcome)
    ]
    return FormalReviewView(
        outcome_id=outcome.id,
        version=outcome.version,
        round=review.round,
        open=outcome.status is OutcomeStatus.SUBMITTED,
        items=items,
        field_returns=parts.field_returns(review.field_returns),
        clock=desk.clock_about(uow, outcome.id, RequestKind.FORMAL_REVIEW),
        reviewer_name=review.reviewer_name,
        changes=changes(uow, outcome),
        rounds=parts.rounds(uow, outcome.id),
        reasons=list(checklist.REASONS),
        available_actions=WORKFLOW.available(uow, outcome),
    )


def _shown(name: str, value: object) -> str:
    """Return a value of a snapshot in words, with labels for codes."""
    return _words(name, value)[:500] or "（空）"


def _words(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(filter(None, (_words(name, item) for item in value)))
    if isinstance(value, dict):
        return " · ".join(filter(None, (_words(key, item) for key, item in value.items())))
    scheme = SCHEMES_OF.get(name)
    return taxonomy.label(scheme, str(value)) if scheme else str(value)


def changes(uow: UnitOfWork, outcome: Outcome) -> list[ChangeView]:
    """Return the fields in which this submission differs from the one before."""
    if outcome.review_round < 2:
        return []
    now = parts.version_of(uow, outcome.id, outcome.review_round)
    before = parts.version_of(uow, outcome.id, outcome.review_round - 1)
    if now is None or before is None:
        return []
    found = [
        ChangeView(
            pointer=f"/{name}",
            label=label_of(f"/{name}"),
            before=_shown(name, before.snapshot.get(name)),
            after=_shown(name, now.snapshot.get(name)),
        )
        for name in now.snapshot
        if f"/{name}" in FIELDS and now.snapshot.get(name) != before.snapshot.get(name)
    ]
    old = [file["name"] for file in before.files]
    new = [file["name"] for file in now.files]
    if {f["sha256"] for f in before.files} != {f["sha256"] for f in now.files}:
        found.append(
            ChangeView(
                pointer="/attachments",
                label=label_of("/attachments"),
                before="、".join(old) or "（空）",
                after="、".join(new) or "（空）",
            )
        )
    return found


def submitted_version(uow: UnitOfWork, outcome: Outcome) -> OutcomeVersion:
    """Return what was last handed in.

    Raises
    ------
    NotFound
        Nothing was.
    """
    version = parts.version_of(uow, outcome.id, outcome.review_round)
    if version is None:
        raise NotFound("尚未提交，没有回执。")
    return version


def receipt_view(uow: UnitOfWork, outcome: Outcome) -> ReceiptView:
    """Return the receipt of the last submission: number, time, hashes (6.1.1)."""
    version = submitted_version(uow, outcome)
    names = identity.organisation_names(uow, {outcome.holder_org_id})
    return ReceiptView(
        number=version.number,
        title=str(version.snapshot.get("title", outcome.title)),
        holder_name=names.get(outcome.holder_org_id, ""),
        round=version.round,
        submitted_at=version.submitted_at,
        submitted_by_name=version.submitted_by_name,
        form_sha256=version.sha256,
        files=[ReceiptFileView(**file) for file in version.files],
        statement=STATEMENT,
        next_step=NEXT_STEP[OutcomeStatus.SUBMITTED],
    )


def receipt_document(uow: UnitOfWork, outcome: Outcome) -> Receipt:
    """Return the receipt for printing; the form itself is listed with its hash."""
    view = receipt_view(uow, outcome)
    at = view.submitted_at.astimezone(SHANGHAI)
    files = [ReceivedFile(name="成果提交申请表（数据）", sha256=view.form_sha256, size="—")]
    files += [
        ReceivedFile(name=file.name, sha256=file.sha256, size=_size(file.size))
        for file in view.files
    ]
    return Receipt(
        number=view.number,
        version=str(view.round),
        demo=outcome.is_demo,
        outcome_title=view.title,
        applicant=f"{view.holder_name}（经办人：{view.submitted_by_name or '—'}）",
        received_at=f"{at:%Y}年{at:%m}月{at:%d}日 {at:%H:%M}（北京时间）",
        status=f"已提交，第 {view.round} 次",
        statement=view.statement,
        next_steps=(view.next_step,),
        files=tuple(files),
    )


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.1f} KB"
    return f"{size / 1024 / 1024:.1f} MB"
