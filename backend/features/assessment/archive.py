"""The archive of an assessment: a zip that is the same for the same data (clause 5.1.2.3.7)."""

import hashlib
import io
import json
import zipfile
from typing import Any

from backend.features.assessment.archive_check import CAPSULE, INDEX
from backend.features.assessment.capsule import capsule_bytes, capsule_of
from backend.features.assessment.computing import declared
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.material import outcome_files, outcome_sections
from backend.features.assessment.queries.panels import members_of
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.sealing import pseudonym_of
from backend.features.assessment.trees import tree_of_hash
from backend.kernel.uow import UnitOfWork
from evaluation.provenance import canonical

Json = dict[str, Any]
EPOCH = (1980, 1, 1, 0, 0, 0)
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPORT_PDF, REPORT_WORD = "report", "report_word"
WHOLE_PDF, WHOLE_WORD, ARCHIVE = "report_whole", "report_whole_word", "archive"
# kind of a kept file: its name, its type, and its name in the archive
DOCUMENTS = {
    REPORT_PDF: ("评估报告-{number}.pdf", PDF, "report-holder.pdf"),
    REPORT_WORD: ("评估报告-{number}.docx", WORD, "report-holder.docx"),
    WHOLE_PDF: ("评估报告-{number}-完整版.pdf", PDF, "report.pdf"),
    WHOLE_WORD: ("评估报告-{number}-完整版.docx", WORD, "report.docx"),
    ARCHIVE: ("评估档案-{number}.zip", "application/zip", ""),
}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, default=str).encode()


def archive_members(
    uow: UnitOfWork, assessment: Assessment, payload: Json, printed: dict[str, bytes]
) -> dict[str, bytes]:
    """Return the files of the archive by name; experts stay under pseudonyms."""
    declarations = sorted(
        (
            {
                "pseudonym": pseudonym_of(uow, member),
                "version": member.declaration_version,
                "sha256": member.declaration_sha256,
                "day": member.signed_at.date().isoformat() if member.signed_at else "",
            }
            for member in declared(members_of(uow, assessment.id))
        ),
        key=lambda row: row["pseudonym"],
    )
    return {
        **printed,
        "result.json": canonical(payload),
        CAPSULE: capsule_bytes(capsule_of(uow, assessment, payload)),
        "tree.json": canonical(tree_of_hash(uow, payload["tree"]["hash"]).as_dict()),
        "declarations.json": _json(declarations),
        "evidence.json": _json(result_of(uow, assessment.id).evidence),
        "material.json": _json(
            {
                "sections": [s.model_dump() for s in outcome_sections(uow, assessment.outcome_id)],
                "files": [
                    f.model_dump(mode="json") for f in outcome_files(uow, assessment.outcome_id)
                ],
            }
        ),
    }


def zip_bytes(number: str, files: dict[str, bytes]) -> bytes:
    """Pack files with an index of their hashes; no clock of the machine enters."""
    index = {
        "number": number,
        "files": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        ],
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in [*sorted(files.items()), (INDEX, _json(index))]:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return target.getvalue()
