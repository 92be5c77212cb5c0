"""Reads of the double-blind check: every hit with its file and place (clause 5.2.1.2.8)."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from backend.features.assessment.blinding import (
    Veil,
    basis_of,
    files_of,
    full_veil,
    needs_check,
    reader_veil,
    shown_files,
)
from backend.features.assessment.labels import BLINDNESS_LABELS
from backend.features.assessment.models import Assessment, Blindness
from backend.features.assessment.queries.evidence import evidence_facts
from backend.features.assessment.queries.material import outcome_sections
from backend.features.assessment.queries.panels import tree_of_assessment
from backend.features.assessment.schemas.blinding import (
    BlindCheckView,
    BlindFileView,
    BlindHitView,
    BlindWordView,
)
from backend.features.assessment.schemas.evidence import EvidenceFacts
from backend.features.assessment.states import BEFORE_RELEASE
from backend.features.identity.models import User
from backend.features.taxonomy.queries import label
from backend.kernel.errors import UnsupportedMedia
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork

AROUND = 20
MOST_HITS = 50  # listed per file; the total is told
LIMITS = [
    (
        "成果名称、申报内容、证据库、文件名、站内信与报告中的上述名称由平台自动替换；"
        "附件正文平台不改写，请据下列命中决定是否提供给专家。"
    ),
    (
        "只能找到列出的名称：简称、别名、院徽、图片与扫描件中的文字、文风与自引不在其内，"
        "简称可在“修改设置”中补充。"
    ),
    (
        "PDF、Word、Excel、PPT 的作者、单位、修改人、批注人等元数据，以及 PNG、JPEG 的拍摄信息"
        "在发给专家时去除；内嵌文件与 PDF 中图片自带的信息不能去除。"
    ),
]


def _hits(veil: Veil, passages: Iterable[tuple[str, str]]) -> list[BlindHitView]:
    found = []
    for place, text in passages:
        if veil.pattern is None:
            break
        for match in veil.pattern.finditer(text):
            start, end = max(0, match.start() - AROUND), match.end() + AROUND
            around = " ".join(text[start:end].split())
            found.append(BlindHitView(place=place, word=match.group(0), around=around))
    return found


def _file(uow: UnitOfWork, veil: Veil, row: StoredFile, shown: frozenset[str]) -> BlindFileView:
    why_not = ""
    left: tuple[str, ...] = ()
    try:
        with uow.ports.files.open(row.sha256) as source:
            left = uow.ports.cleaner.clean(source, row.name).left
    except UnsupportedMedia as problem:
        why_not = problem.detail
    with uow.ports.files.open(row.sha256) as source:
        content = uow.ports.cleaner.read(source, row.name)
    hits = _hits(veil, ((passage.place, passage.text) for passage in content.passages))
    return BlindFileView(
        id=row.id,
        name=row.name,
        shown_name=veil.text(row.name),
        kind=label("attachment_kind", row.kind),
        size=row.size,
        cleanable=not why_not,
        why_not=why_not,
        left=list(left),
        unread=list(content.unread),
        hits=list(islice(hits, MOST_HITS)),
        hits_total=len(hits),
        shown=str(row.id) in shown,
    )


def _facts(uow: UnitOfWork, veil: Veil, assessment: Assessment) -> list[BlindHitView]:
    passages = [("成果名称", assessment.outcome_title)]
    for section in outcome_sections(uow, assessment.outcome_id):
        passages += [(f"{section.title} · {fact.label}", fact.value) for fact in section.facts]
        passages += [(f"{section.title} · 名目", fact.label) for fact in section.facts]
    return _hits(veil, passages)


def blind_check_view(uow: UnitOfWork, assessment: Assessment) -> BlindCheckView:
    """Return what staff have to look at before the panel opens; reads every file."""
    veil = full_veil(uow, assessment)
    check = assessment.blind_check or {}
    double = assessment.blindness is Blindness.DOUBLE
    shown = frozenset(check.get("shown", []))
    by = uow.session.get(User, uuid.UUID(check["by"])) if check else None
    return BlindCheckView(
        version=assessment.version,
        blindness=assessment.blindness,
        blindness_label=BLINDNESS_LABELS[assessment.blindness][0],
        basis=basis_of(uow, assessment),
        words=[BlindWordView(text=word.text, source=word.source) for word in veil.words],
        facts=_facts(uow, veil, assessment) if double else [],
        files=[_file(uow, veil, row, shown) for row in files_of(uow, assessment.outcome_id)]
        if double
        else [],
        limits=LIMITS,
        current=double and not needs_check(uow, assessment),
        reason=str(check.get("reason", "")),
        decided_at=datetime.fromisoformat(check["at"]) if check else None,
        decided_by=by.name if by else "",
        editable=double
        and assessment.status in BEFORE_RELEASE
        and uow.allows("assessment.update", assessment),
    )


def evidence_for_reader(uow: UnitOfWork, assessment: Assessment) -> EvidenceFacts:
    """Return the evidence as the reader may know it: files kept back are not named."""
    veil, shown = reader_veil(uow, assessment), shown_files(assessment)
    tree = tree_of_assessment(uow, assessment)
    return veil.view(evidence_facts(uow, assessment.outcome_id, tree=tree, shown=shown))
