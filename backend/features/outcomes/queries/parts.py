"""Parts of an outcome's page: completeness, files, rounds, form blocks."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.outcomes import checklist
from backend.features.outcomes.form import (
    REQUIREMENTS,
    SECTIONS,
    Form,
    is_answered,
    label_of,
    section_of,
    waivable,
)
from backend.features.outcomes.models import FormalReview, Outcome, OutcomeIpRight, OutcomeVersion
from backend.features.outcomes.queries.facts import right_label, rights_of
from backend.features.outcomes.rules import refusals, warnings
from backend.features.outcomes.views import (
    AttachmentView,
    CaseView,
    ChecklistItemView,
    CompletenessView,
    CooperationView,
    FieldReturnView,
    IpRightView,
    MissingView,
    ParameterView,
    RoundView,
    SectionView,
    TcmView,
)
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.files import StoredFile
from backend.kernel.filing import CONFIDENTIAL
from backend.kernel.uow import UnitOfWork

DECISION_LABELS = {
    "accepted": "予以受理",
    "returned": "退回补正",
    "refused": "不予受理",
    "withdrawn": "持有方撤回",
}


def files_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[StoredFile]:
    """Return the attachments of an outcome in the order they came."""
    return list(
        uow.session.exec(
            select(StoredFile)
            .where(
                col(StoredFile.subject_type) == "outcome",
                col(StoredFile.subject_id) == outcome_id,
            )
            .order_by(col(StoredFile.id))
        ).all()
    )


def load_form(uow: UnitOfWork, outcome: Outcome) -> Form:
    """Return an application with its parts."""
    count = uow.session.exec(
        select(sa.func.count())
        .select_from(StoredFile)
        .where(col(StoredFile.subject_type) == "outcome", col(StoredFile.subject_id) == outcome.id)
    ).one()
    return Form(outcome, rights_of(uow, outcome.id), count, checklist.codes_for(outcome))


def completeness(form: Form) -> CompletenessView:
    """Return per section what is missing, how much is done, and what is objected to (6.1.1)."""
    objections = refusals(form)
    sections: list[SectionView] = []
    done = total = 0
    for code, (zh, en) in SECTIONS.items():
        rules = [r for r in REQUIREMENTS if section_of(r.pointer) == code]
        open_rules = [r for r in rules if not is_answered(r, form)]
        missing = [
            MissingView(
                pointer=r.pointer,
                label=label_of(r.pointer),
                detail=r.detail,
                waivable=waivable(r, form.outcome),
            )
            for r in open_rules
        ] + [
            MissingView(pointer=o.pointer, label=label_of(o.pointer), detail=o.detail)
            for o in objections
            if section_of(o.pointer) == code
        ]
        filled = len(rules) - len(open_rules)
        done, total = done + filled, total + len(rules)
        sections.append(
            SectionView(
                code=code, label_zh=zh, label_en=en, done=filled, total=len(rules), missing=missing
            )
        )
    return CompletenessView(
        percent=done * 100 // total,
        ready=all(not section.missing for section in sections),
        sections=sections,
        warnings=[
            MissingView(pointer=o.pointer, label=label_of(o.pointer), detail=o.detail)
            for o in warnings(form)
        ],
    )


def self_check(outcome: Outcome) -> list[ChecklistItemView]:
    """Return the checklist of this kind with what the holder has ticked."""
    return [
        ChecklistItemView(
            code=item.code,
            text=item.text,
            clause=item.clause,
            pointers=list(item.pointers),
            checked=item.code in outcome.self_check,
        )
        for item in checklist.items_for(outcome)
    ]


def attachment_view(uow: UnitOfWork, outcome: Outcome, stored: StoredFile) -> AttachmentView:
    """Return one attached file."""
    confidential = stored.label == CONFIDENTIAL
    return AttachmentView(
        id=stored.id,
        name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        media_type=stored.media_type,
        kind=stored.kind,
        kind_label=taxonomy.label("attachment_kind", stored.kind),
        confidential=confidential,
        uploaded_at=stored.created_at,
        uploaded_by_name=stored.uploaded_by_name,
        may_open=not confidential or uow.allows("outcome.read_confidential", outcome),
    )


def attachments(uow: UnitOfWork, outcome: Outcome) -> list[AttachmentView]:
    """Return the files of an outcome."""
    return [attachment_view(uow, outcome, stored) for stored in files_of(uow, outcome.id)]


def review_of(uow: UnitOfWork, outcome_id: uuid.UUID, number: int) -> FormalReview | None:
    """Return one round of the formal review."""
    return uow.session.exec(
        select(FormalReview).where(
            col(FormalReview.outcome_id) == outcome_id, col(FormalReview.round) == number
        )
    ).first()


def version_of(uow: UnitOfWork, outcome_id: uuid.UUID, number: int) -> OutcomeVersion | None:
    """Return what was handed in in one round."""
    return uow.session.exec(
        select(OutcomeVersion).where(
            col(OutcomeVersion.outcome_id) == outcome_id, col(OutcomeVersion.round) == number
        )
    ).first()


def field_returns(rows: Sequence[dict[str, str]]) -> list[FieldReturnView]:
    """Return fields sent back, with their names."""
    return [
        FieldReturnView(
            pointer=row["pointer"], label=label_of(row["pointer"]), reason=row["reason"]
        )
        for row in rows
    ]


def rounds(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[RoundView]:
    """Return the decided rounds, the newest first."""
    rows = uow.session.exec(
        select(FormalReview)
        .where(col(FormalReview.outcome_id) == outcome_id, col(FormalReview.decision).is_not(None))
        .order_by(col(FormalReview.round).desc())
    ).all()
    return [
        RoundView(
            round=row.round,
            decision=row.decision or "",
            decision_label=DECISION_LABELS.get(row.decision or "", ""),
            reason=row.reason,
            field_returns=field_returns(row.field_returns),
            reviewer_name=row.reviewer_name,
            opened_at=row.opened_at,
            decided_at=row.decided_at,
        )
        for row in rows
    ]


def right_view(right: OutcomeIpRight) -> IpRightView:
    """Return one right with its labels."""
    return IpRightView(
        **right.model_dump(exclude={"created_at", "updated_at", "version", "position"}),
        type_label=taxonomy.label("ip_type", right.type),
        state_label=taxonomy.label("ip_state", right.state),
        name_label=right_label(right),
    )


def tcm_view(outcome: Outcome) -> TcmView:
    """Return the block on traditional Chinese medicine with labels."""
    data = dict(outcome.tcm or {})
    syndromes = list(data.get("syndromes") or [])
    return TcmView(
        syndromes=syndromes,
        syndrome_labels=taxonomy.labels("syndrome", syndromes),
        herbs=list(data.get("herbs") or []),
        formula_source=data.get("formula_source") or "",
        traditional_knowledge=data.get("traditional_knowledge"),
        endangered=list(data.get("endangered") or []),
    )


def cooperation_view(outcome: Outcome) -> CooperationView:
    """Return the wished cooperation with labels."""
    data = dict(outcome.cooperation or {})
    modes = list(data.get("modes") or [])
    return CooperationView(
        modes=modes,
        mode_labels=taxonomy.labels("cooperation_mode", modes),
        exclusivity=data.get("exclusivity"),
        exclusivity_label=taxonomy.label("exclusivity", data.get("exclusivity")),
        region=data.get("region") or "",
        price_idea=data.get("price_idea") or "",
        note=data.get("note") or "",
    )


def parameter_views(outcome: Outcome) -> list[ParameterView]:
    """Return the technical parameters."""
    return [ParameterView(**item) for item in outcome.parameters]


def case_views(outcome: Outcome) -> list[CaseView]:
    """Return the cases; without proof they are marked as not proven."""
    return [CaseView(**item, proven=bool(item.get("proof"))) for item in outcome.cases]
