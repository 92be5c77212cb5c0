"""Tables of negotiation, agreements, postings and signatures."""

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.agreements.states import AgreementStatus, ObjectionStatus
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class NegotiationNote(Record, table=True):
    """What was talked about in an introduction and what comes next (5.3.2.1)."""

    __tablename__ = "negotiation_notes"

    introduction_id: uuid.UUID = Field(foreign_key="introductions.id", index=True)
    author_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    author_name: str = Field(default="", max_length=80)
    org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
    topic: str = Field(max_length=200)
    body: str = ""
    next_step: str = Field(default="", max_length=200)
    next_date: date | None = None


class Agreement(Record, table=True):
    """A technology contract of one of the five kinds of the Civil Code (art. 843)."""

    __tablename__ = "agreements"

    number: str = Field(max_length=20, unique=True)
    introduction_id: uuid.UUID = Field(foreign_key="introductions.id", index=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    demander_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    title: str = Field(max_length=200)
    contract_kind: str = Field(max_length=20)
    transfer_mode: str = Field(max_length=20)
    licence_kind: str | None = Field(default=None, max_length=20)
    subject: str = ""
    amount_fen: int | None = Field(default=None, sa_type=sa.BigInteger)
    technology_amount_fen: int | None = Field(default=None, sa_type=sa.BigInteger)
    payment_scheme: str | None = Field(default=None, max_length=20)
    payments: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    clauses: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
    rights: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    covers_know_how: bool = False
    start_date: date | None = None
    end_date: date | None = None
    place: str = Field(default="", max_length=200)
    pricing_method: str | None = Field(default=None, max_length=20)
    buyer_related: bool = False
    buyer_related_note: str = Field(default="", max_length=200)
    publicity_required: bool = False
    status: AgreementStatus = Field(
        default=AgreementStatus.DRAFTING, sa_type=enum_type(AgreementStatus), index=True
    )
    draft_no: int = 1
    document_file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")
    document_sha256: str | None = Field(default=None, max_length=64)
    body_sha256: str | None = Field(default=None, max_length=64)
    finalised_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    signed_file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")
    signed_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    created_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    is_demo: bool = False


class Publicity(Record, table=True):
    """Outcome name and price posted before signing (promotion of transfer law, art. 18)."""

    __tablename__ = "publicities"

    agreement_id: uuid.UUID = Field(foreign_key="agreements.id", index=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id")
    outcome_title: str = Field(max_length=300)
    holder_name: str = Field(max_length=120)
    transfer_mode: str = Field(max_length=20)
    price_fen: int | None = Field(default=None, sa_type=sa.BigInteger)
    price_text: str = Field(default="", max_length=200)
    buyer_related: bool = False
    buyer_related_note: str = Field(default="", max_length=200)
    content_sha256: str = Field(max_length=64)
    start_on: date = Field(index=True)
    end_on: date
    voided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    void_reason: str = Field(default="", max_length=500)
    is_demo: bool = False


class Objection(Record, table=True):
    """An objection to a posting; `contact` is encrypted and seen by staff only."""

    __tablename__ = "objections"
    __secret__: ClassVar[frozenset[str]] = frozenset({"contact"})

    publicity_id: uuid.UUID = Field(foreign_key="publicities.id", index=True)
    agreement_id: uuid.UUID = Field(foreign_key="agreements.id", index=True)
    author_name: str = Field(max_length=80)
    contact: bytes | None = None
    body: str
    status: ObjectionStatus = Field(
        default=ObjectionStatus.OPEN, sa_type=enum_type(ObjectionStatus), index=True
    )
    resolution: str = ""
    handled_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    handled_by_name: str = Field(default="", max_length=80)
    handled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class AgreementSignature(Record, table=True):
    """One side's signature as a recorded act, bound to one frozen text.

    `hash` covers every other field and the hash of the signature before it, so a later change of
    text, name or time is detectable (Electronic Signature Law, art. 13).
    """

    __tablename__ = "agreement_signatures"

    agreement_id: uuid.UUID = Field(foreign_key="agreements.id", index=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id")
    org_name: str = Field(max_length=120)
    user_id: uuid.UUID = Field(foreign_key="users.id")
    user_name: str = Field(max_length=80)
    meaning: str = Field(max_length=80)
    document_sha256: str = Field(max_length=64)
    signed_at: datetime = Field(sa_type=UTCDateTime)
    auth: str = Field(default="password", max_length=40)
    ip: str = Field(default="", max_length=64)
    prev: str = Field(max_length=64)
    hash: str = Field(max_length=64)
    voided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class AgreementComment(Record, table=True):
    """A comment of a party or of the legal adviser on a clause (5.3.2.2)."""

    __tablename__ = "agreement_comments"

    agreement_id: uuid.UUID = Field(foreign_key="agreements.id", index=True)
    author_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    author_name: str = Field(default="", max_length=80)
    author_role: str = Field(default="", max_length=20)
    org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
    clause: str = Field(default="", max_length=40)
    level: str = Field(default="remark", max_length=20)
    body: str
    draft_no: int = 1
