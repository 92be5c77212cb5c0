"""Tables of projects and what happens in them."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field

from backend.features.implementation.states import (
    ConversionStatus,
    IssueStatus,
    ProjectStatus,
)
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class ProjectSide(StrEnum):
    """Who is responsible for a step."""

    PLATFORM = "platform"
    HOLDER = "holder"
    DEMANDER = "demander"


class Track(StrEnum):
    """The platform's service plan (6.4.2) or the project's own milestones (6.5.1)."""

    SERVICE = "service"
    PROJECT = "project"


class ReportKind(StrEnum):
    """A report of a party, or a visit of the platform."""

    PROGRESS = "progress"
    VISIT = "visit"


class ConversionKind(StrEnum):
    """What makes an outcome converted (3.3, 7.1.1.1)."""

    CONTRACT_PERFORMED = "contract_performed"
    PRODUCT_LAUNCHED = "product_launched"
    SELF_INVESTED = "self_invested"
    EQUITY = "equity"


class Project(Record, table=True):
    """The carrying out of one signed agreement (6.5.1)."""

    __tablename__ = "projects"

    number: str = Field(max_length=20, unique=True)
    agreement_id: uuid.UUID = Field(foreign_key="agreements.id", unique=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    demander_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    title: str = Field(max_length=200)
    started_on: date
    planned_end_on: date | None = None
    last_contact_at: datetime = Field(sa_type=UTCDateTime, index=True)
    status: ProjectStatus = Field(
        default=ProjectStatus.RUNNING, sa_type=enum_type(ProjectStatus), index=True
    )
    is_demo: bool = False


class Milestone(Record, table=True):
    """A step with an owner and a date; late when the date passes undone."""

    __tablename__ = "milestones"

    project_id: uuid.UUID = Field(foreign_key="projects.id", index=True)
    track: Track = Field(sa_type=enum_type(Track))
    title: str = Field(max_length=200)
    owner_side: ProjectSide = Field(sa_type=enum_type(ProjectSide))
    owner_name: str = Field(default="", max_length=80)
    due_on: date = Field(index=True)
    done_on: date | None = None
    done_note: str = ""
    done_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")


class ProjectIssue(Record, table=True):
    """A problem with an owner and a state (6.5.1)."""

    __tablename__ = "project_issues"

    project_id: uuid.UUID = Field(foreign_key="projects.id", index=True)
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id")
    demander_org_id: uuid.UUID = Field(foreign_key="organisations.id")
    title: str = Field(max_length=200)
    detail: str = ""
    owner_side: ProjectSide = Field(sa_type=enum_type(ProjectSide))
    owner_name: str = Field(default="", max_length=80)
    due_on: date | None = None
    status: IssueStatus = Field(
        default=IssueStatus.OPEN, sa_type=enum_type(IssueStatus), index=True
    )
    resolution: str = ""
    opened_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    opened_by_name: str = Field(default="", max_length=80)
    resolved_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class ProgressReport(Record, table=True):
    """What a side reports, or what a visit of the platform found (6.5.1, 6.5.2)."""

    __tablename__ = "progress_reports"

    project_id: uuid.UUID = Field(foreign_key="projects.id", index=True)
    kind: ReportKind = Field(sa_type=enum_type(ReportKind))
    author_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    author_name: str = Field(default="", max_length=80)
    org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
    happened_on: date
    progress: str
    problems: str = ""
    next_steps: str = ""


class Conversion(Record, table=True):
    """A reported conversion with its proof, confirmed by staff (7.1.1.1)."""

    __tablename__ = "conversions"

    project_id: uuid.UUID | None = Field(default=None, foreign_key="projects.id", index=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id")
    demander_org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
    transfer_mode: str = Field(max_length=20)
    kind: ConversionKind = Field(sa_type=enum_type(ConversionKind))
    happened_on: date = Field(index=True)
    proof_file_id: uuid.UUID = Field(foreign_key="stored_files.id")
    note: str = ""
    status: ConversionStatus = Field(
        default=ConversionStatus.REPORTED, sa_type=enum_type(ConversionStatus), index=True
    )
    reported_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    reported_by_name: str = Field(default="", max_length=80)
    decided_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    decided_by_name: str = Field(default="", max_length=80)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    decision_note: str = ""
    is_demo: bool = False
