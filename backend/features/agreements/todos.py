"""What waits for the sides of an agreement and for staff."""

from sqlmodel import col, select

from backend.features.agreements.models import Agreement, Objection
from backend.features.agreements.queries import living_signatures, posting_of, posting_state
from backend.features.agreements.states import AgreementStatus, ObjectionStatus
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def agreement_todos(uow: UnitOfWork) -> list[Todo]:
    """Return texts to sign, postings that ended, objections to answer."""
    todos: list[Todo] = []
    rows = uow.session.exec(
        select(Agreement)
        .where(
            col(Agreement.status).in_([AgreementStatus.SIGNING, AgreementStatus.PUBLICITY]),
            uow.visible("agreement.sign"),
        )
        .limit(100)
    ).all()
    for row in rows:
        link = f"/work/agreements/{row.id}"
        if row.status is AgreementStatus.SIGNING:
            if uow.actor.org_id not in {s.org_id for s in living_signatures(uow, row.id)}:
                since = row.finalised_at or row.updated_at
                todos.append(Todo("agreement_sign", row.id, f"待签署：{row.title}", link, since))
        else:
            posting = posting_of(uow, row.id)
            if posting is not None and posting_state(uow, posting) == "finished":
                todos.append(
                    Todo("agreement_finalise", row.id, f"公示期满，可定稿：{row.title}", link,
                         posting.created_at)
                )  # fmt: skip
    open_objections = uow.session.exec(
        select(Objection, Agreement)
        .join(Agreement, col(Agreement.id) == col(Objection.agreement_id))
        .where(col(Objection.status) == ObjectionStatus.OPEN, uow.visible("objection.dismiss"))
        .limit(100)
    ).all()
    todos += [
        Todo("objection", objection.id, f"公示异议待处理：{agreement.title}",
             f"/work/agreements/{agreement.id}", objection.created_at)
        for objection, agreement in open_objections
    ]  # fmt: skip
    return todos
