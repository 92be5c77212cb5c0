"""Checking a file against what the platform issued (clauses 5.1.2.3.6, 5.1.2.3.7).

What is said comes from the file that was handed in; of the platform's own only whether exactly
these bytes were issued.
"""

import hashlib
from datetime import date
from pathlib import Path

from sqlmodel import col, select

from backend.features.assessment.archive import DOCUMENTS
from backend.features.assessment.archive_check import (
    MAX_CAPSULE,
    MAX_UNPACKED,
    STATE_LABELS,
    ArchiveCheck,
    CapsuleCheck,
    NotAnArchive,
    check_archive,
    check_capsule,
)
from backend.features.assessment.capsule import kept_capsule
from backend.features.assessment.models import Assessment
from backend.features.assessment.schemas.checks import (
    CapsuleCheckView,
    CheckedMemberView,
    FileCheckView,
)
from backend.features.assessment.states import AssessmentStatus
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork

KIND_LABELS = {
    "archive": "评估档案",
    "capsule": "评估胶囊",
    "report": "评估报告",
    "other": "其他文件",
}


def check_file(uow: UnitOfWork, path: Path, name: str) -> FileCheckView:
    """Say whether a file is what the platform issued, and where it differs.

    Raises
    ------
    Invalid
        An archive that cannot be read, or a file larger than any the platform issues.
    """
    size = path.stat().st_size
    if size > MAX_UNPACKED:
        raise Invalid.field("/file", "文件过大，不是平台出具的文件。")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    issued = _issued(uow, digest)
    archive, capsule, kind = None, None, "other"
    if content[:4] == b"PK\x03\x04" and not name.lower().endswith(".docx"):
        kind = "archive"
        try:
            archive = check_archive(content)
        except NotAnArchive as error:
            raise Invalid.field("/file", str(error)) from error
        capsule = archive.capsule
    elif content[:1] in {b"{", b"["} and size <= MAX_CAPSULE:
        kind, capsule = "capsule", check_capsule(content)
        issued = issued or _sealed(uow, capsule.number, content)
    elif content[:5] == b"%PDF-" or content[:4] == b"PK\x03\x04":
        kind = "report"
    number, on = issued or ((archive.number if archive else ""), None)
    return FileCheckView(
        name=name,
        kind=kind,
        kind_label=KIND_LABELS[kind],
        size=size,
        sha256=digest,
        issued=issued is not None,
        number=number or (capsule.number if capsule else ""),
        issued_on=on,
        verdict=_verdict(kind, archive, capsule, issued=issued is not None),
        ok=issued is not None and (archive is None or archive.ok) and (not capsule or capsule.ok),
        members=_members(archive),
        capsule=None
        if capsule is None
        else CapsuleCheckView(
            ok=capsule.ok, figures=capsule.figures, total=capsule.total, lines=list(capsule.lines)
        ),
    )


def _members(archive: ArchiveCheck | None) -> list[CheckedMemberView]:
    return [
        CheckedMemberView(
            name=member.name,
            state=member.state,
            state_label=STATE_LABELS[member.state],
            listed=member.listed,
            found=member.found,
        )
        for member in (archive.members if archive else ())
    ]


def _issued(uow: UnitOfWork, digest: str) -> tuple[str, date | None] | None:
    """Return number and day of the assessment for which exactly these bytes were issued."""
    row = uow.session.exec(
        select(Assessment)
        .join(StoredFile, col(StoredFile.subject_id) == col(Assessment.id))
        .where(
            col(StoredFile.sha256) == digest,
            col(StoredFile.subject_type) == "assessment",
            col(StoredFile.kind).in_(list(DOCUMENTS)),
        )
    ).first()
    return None if row is None else _named(row)


def _sealed(uow: UnitOfWork, number: str, content: bytes) -> tuple[str, date | None] | None:
    """Return number and day if exactly this capsule lies in the sealed archive."""
    assessment = uow.session.exec(
        select(Assessment).where(
            col(Assessment.number) == number, col(Assessment.status) == AssessmentStatus.ISSUED
        )
    ).first()
    if assessment is None:
        return None
    try:
        return _named(assessment) if kept_capsule(uow, assessment) == content else None
    except NotFound:
        return None


def _named(assessment: Assessment) -> tuple[str, date | None]:
    at = assessment.issued_at
    return assessment.number, at.astimezone(SHANGHAI).date() if at else None


def _verdict(
    kind: str, archive: ArchiveCheck | None, capsule: CapsuleCheck | None, *, issued: bool
) -> str:
    if issued:
        return "与平台出具并封存的文件逐字节相同。"
    if archive is not None and not archive.ok:
        return "档案被改动：与其校验清单不符的文件见下。"
    if capsule is not None and not capsule.ok:
        return "评估胶囊被改动：不符之处见下。"
    if archive is not None or capsule is not None:
        return f"文件内部一致，但不是本平台出具的{KIND_LABELS[kind]}。"
    return "不是本平台出具的文件，或出具后被改动。"
