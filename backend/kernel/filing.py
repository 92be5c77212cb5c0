"""Filing uploads and generated documents: content into the store, one row per use (5.2.1.2.8)."""

import io
import uuid
from pathlib import Path
from typing import Protocol

from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork

INTERNAL = "internal"
CONFIDENTIAL = "confidential"
PUBLIC = "public"


class Upload(Protocol):
    """A file that has arrived whole and waits in a temporary place to be judged."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def name(self) -> str:
        """What its sender calls it."""
        ...

    @property
    def sha256(self) -> str:
        """Its SHA-256 in hexadecimal."""
        ...

    @property
    def media_type(self) -> str:
        """What its sender says it is."""
        ...


def _row(
    uow: UnitOfWork,
    *,
    sha256: str,
    size: int,
    name: str,
    media_type: str,
    subject_type: str,
    subject_id: uuid.UUID,
    kind: str,
    org_id: uuid.UUID | None,
    label: str,
) -> StoredFile:
    return uow.add(
        StoredFile(
            sha256=sha256,
            name=name,
            size=size,
            media_type=media_type,
            label=label,
            kind=kind,
            subject_type=subject_type,
            subject_id=subject_id,
            org_id=org_id,
            uploaded_by=uow.actor.user_id,
            uploaded_by_name=uow.actor.name,
        )
    )


def store_upload(
    uow: UnitOfWork,
    *,
    path: Path,
    name: str,
    declared: str | None,
    subject_type: str,
    subject_id: uuid.UUID,
    kind: str = "",
    org_id: uuid.UUID | None = None,
    label: str = INTERNAL,
) -> StoredFile:
    """Check what an uploaded file truly is and file it under a subject.

    Raises
    ------
    UnsupportedMedia
        Its content is of a kind that is not taken, or is not what its name says.
    TooLarge
        It is larger than allowed.
    Invalid
        It cannot be read.
    """
    checked = uow.ports.file_check(path, name, declared)
    limit = uow.ports.settings.max_file_mb * 1024 * 1024
    with path.open("rb") as source:
        blob = uow.ports.files.put(source, limit=limit)
    return _row(
        uow, sha256=blob.sha256, size=blob.size, name=name, media_type=checked.media_type,
        subject_type=subject_type, subject_id=subject_id, kind=kind, org_id=org_id, label=label,
    )  # fmt: skip


def store_bytes(
    uow: UnitOfWork,
    *,
    content: bytes,
    name: str,
    media_type: str,
    subject_type: str,
    subject_id: uuid.UUID,
    kind: str = "",
    org_id: uuid.UUID | None = None,
    label: str = INTERNAL,
) -> StoredFile:
    """File a document that the platform made itself."""
    blob = uow.ports.files.put(io.BytesIO(content), limit=len(content))
    return _row(
        uow, sha256=blob.sha256, size=blob.size, name=name, media_type=media_type,
        subject_type=subject_type, subject_id=subject_id, kind=kind, org_id=org_id, label=label,
    )  # fmt: skip
