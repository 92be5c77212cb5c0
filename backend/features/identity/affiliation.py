"""Organisations of one group: above, below and beside each other (5.1.1.1)."""

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from backend.features.identity.models import Organisation
from backend.features.identity.schemas import AffiliateView
from backend.kernel.uow import UnitOfWork

ORG = sa.inspect(Organisation).local_table.c
KIN_COLUMNS = (ORG.id, ORG.name, ORG.parent_id, ORG.parent_code, ORG.credit_code)


def _any_of(name: str) -> sa.BindParameter[list[object]]:
    return sa.bindparam(name, expanding=True)


# Built once. The first step starts from one organisation and mostly finds nothing.
KIN_OF_ONE = (
    sa.select(*KIN_COLUMNS)
    .where(
        sa.or_(
            ORG.id == sa.bindparam("above"),
            ORG.parent_id.in_([sa.bindparam("id"), sa.bindparam("above")]),
            ORG.credit_code == sa.bindparam("code_above"),
            ORG.parent_code.in_([sa.bindparam("code"), sa.bindparam("code_above")]),
        ),
        ORG.id != sa.bindparam("id"),
    )
    .order_by(ORG.created_at, ORG.id)
)
KIN_OF_MANY = (
    sa.select(*KIN_COLUMNS)
    .where(
        sa.or_(
            ORG.id.in_(_any_of("above")),
            ORG.parent_id.in_(_any_of("parents")),
            ORG.credit_code.in_(_any_of("codes_above")),
            ORG.parent_code.in_(_any_of("parent_codes")),
        ),
        ORG.id.not_in(_any_of("known")),
    )
    .order_by(ORG.created_at, ORG.id)
)


def affiliates(uow: UnitOfWork, organisation: Organisation) -> list[AffiliateView]:
    """Return the whole group of an organisation: above, below and beside it (5.1.1.1).

    Relations are recorded by row or by credit code, so that an organisation above two others
    need not be on the platform itself.
    """
    known = {organisation.id}
    found: list[AffiliateView] = []
    nearest: Sequence[Any] = [organisation]
    while nearest:
        ids, above = {o.id for o in nearest}, {o.parent_id for o in nearest if o.parent_id}
        codes = {o.credit_code for o in nearest if o.credit_code}
        codes_above = {o.parent_code for o in nearest if o.parent_code}
        rows = _kin(uow, ids, above, codes, codes_above, known)
        for row in rows:
            if row.id in above or row.credit_code in codes_above:
                how = "上级单位"
            elif row.parent_id in ids or row.parent_code in codes:
                how = "下级单位"
            else:
                how = f"同一上级单位（{row.parent_code}）" if row.parent_code else "同一上级单位"
            if organisation.id not in ids:
                how = "同一单位体系"
            found.append(AffiliateView(id=row.id, name=row.name, how=how))
        known |= {row.id for row in rows}
        nearest = rows
    return found


def _kin(
    uow: UnitOfWork,
    ids: set[uuid.UUID],
    above: set[uuid.UUID],
    codes: set[str],
    codes_above: set[str],
    known: set[uuid.UUID],
) -> Sequence[Any]:
    connection = uow.session.connection()
    if len(ids) == 1 and ids == known:
        one = {
            "id": next(iter(ids)),
            "above": next(iter(above), None),
            "code": next(iter(codes), None),
            "code_above": next(iter(codes_above), None),
        }
        return connection.execute(KIN_OF_ONE, one).all()
    many = {
        "above": list(above),
        "parents": list(ids | above),
        "codes_above": list(codes_above),
        "parent_codes": list(codes | codes_above),
        "known": list(known),
    }
    return connection.execute(KIN_OF_MANY, many).all()
