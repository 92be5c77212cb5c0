"""Stored files: content lies once per hash in the store, each use is a row."""

import uuid

from sqlmodel import Field

from backend.kernel.records import Record


class StoredFile(Record, table=True):
    """One uploaded or generated file and what it belongs to."""

    __tablename__ = "stored_files"

    sha256: str = Field(max_length=64, index=True)
    name: str = Field(max_length=255)
    size: int
    media_type: str = Field(max_length=120)
    label: str = Field(default="internal", max_length=20)
    kind: str = Field(default="", max_length=40)
    subject_type: str = Field(max_length=40)
    subject_id: uuid.UUID = Field(index=True)
    org_id: uuid.UUID | None = Field(default=None, index=True)
    uploaded_by: uuid.UUID | None = None
    uploaded_by_name: str = Field(default="", max_length=80)
