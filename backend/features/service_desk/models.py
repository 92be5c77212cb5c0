"""One table for every service request."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.service_desk.states import RequestKind, RequestStatus
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class ServiceRequest(Record, table=True):
    """A service somebody waits for, with its clock; days are working days (7.1.2.3)."""

    __tablename__ = "service_requests"
    __table_args__ = (sa.Index("ix_service_requests_subject", "subject_id", "kind"),)

    number: str = Field(max_length=24, unique=True)
    kind: RequestKind = Field(sa_type=enum_type(RequestKind), index=True)
    subject_type: str = Field(max_length=40)
    subject_id: uuid.UUID
    title: str = Field(max_length=200)
    link: str = Field(default="", max_length=300)
    requester_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    requester_org_id: uuid.UUID | None = Field(
        default=None, foreign_key="organisations.id", index=True
    )
    owner_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    status: RequestStatus = Field(
        default=RequestStatus.OPENED, sa_type=enum_type(RequestStatus), index=True
    )
    asked_at: datetime = Field(sa_type=UTCDateTime, index=True)
    first_response_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    due_days: int = 5
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)
    waiting_since: datetime | None = Field(default=None, sa_type=UTCDateTime)
    paused_days: float = 0.0
