"""Needs from a sourced file: an organisation by name, not verified; unknown stays unknown.

A row is known by its `id` together with its `source_url`, so a file can be imported again.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import col, select

from backend.features.demands.events import DemandImported, DemandRefreshed
from backend.features.demands.models import Demand
from backend.features.demands.states import TYPE_LABELS, DemandStatus, DemandType
from backend.features.identity.models import OrganisationKind
from backend.features.identity.service.unverified import organisation_by_name
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.ids import next_number
from backend.kernel.importing import (
    ImportReport,
    ImportResult,
    ImportRow,
    RowReader,
    Unreadable,
    identify,
    seen_before,
)
from backend.kernel.uow import UnitOfWork

KINDS: dict[str, OrganisationKind] = {
    "政府机构": OrganisationKind.GOVERNMENT,
    "地方政府": OrganisationKind.GOVERNMENT,
    "企业": OrganisationKind.COMPANY,
    "科研院所": OrganisationKind.INSTITUTE,
    "高校": OrganisationKind.UNIVERSITY,
    "医疗机构": OrganisationKind.HOSPITAL,
    "社会团体": OrganisationKind.ASSOCIATION,
    "投资机构": OrganisationKind.INVESTOR,
}
# Words of sources that mean one of our modes; all others are kept as words under "other".
MODE_WORDS = {
    "许可引进": "license",
    "联合攻关": "co_develop",
    "联合研究": "co_develop",
    "合作研发": "co_develop",
}
URL = re.compile(r"https?://[^\s<>\"]{3,980}")
BUDGET = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,4})?)(亿|万)?元(?:人民币)?")
LEADING_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?=$|[\s(（T])")
SCALE = {"亿": 10_000_000_000, "万": 1_000_000, "": 100}
MAX_FEN = 2**53 - 1


@dataclass
class _Row:
    """A row as the table wants it."""

    values: dict[str, Any]
    org: str | None
    org_kind: OrganisationKind
    remarks: list[str] = field(default_factory=list)


def import_demands(uow: UnitOfWork, rows: Iterable[tuple[int, Any]]) -> ImportReport:
    """Take needs from a file; refused rows do not stop the others."""
    uow.require("demand.import")
    report = ImportReport()
    seen: dict[str, int] = {}
    for line, data in rows:
        report.rows.append(_take(uow, line, data, seen))
    return report


def _take(uow: UnitOfWork, line: int, data: Any, seen: dict[str, int]) -> ImportRow:
    if not isinstance(data, dict):
        reason = data.reason if isinstance(data, Unreadable) else "不是一个 JSON 对象"
        return ImportRow(line, "", ImportResult.REFUSED, (reason,))
    reader = RowReader(data)
    external_id = reader.text("id", 60, required=True) or identify(data.get("id"))
    row = _read(reader)
    if not reader.reasons and (again := seen_before(seen, external_id, line)):
        reader.reasons.append(again)
    title = str(row.values["title"] or "")[:80]
    remarks = tuple(reader.remarks)
    if reader.reasons:
        return ImportRow(
            line, external_id, ImportResult.REFUSED, tuple(reader.reasons), remarks, title
        )
    result, reasons = _store(uow, external_id, row)
    return ImportRow(line, external_id, result, reasons, remarks, title)


def _read(reader: RowReader) -> _Row:
    org_type = reader.text("org_type", 60)
    budget = reader.text("budget", 300)
    deadline_text = reader.text("deadline", 100)
    modes, mode_texts = _modes(reader)
    values = {
        "title": reader.text("title", 120, required=True),
        "description": reader.text("description_zh", 5_000, multiline=True) or "",
        "org_type_text": org_type,
        "demand_type": _demand_type(reader),
        "field": _code(reader, "field", "tech_field"),
        "scene": _code(reader, "scene", "scene"),
        "modes": modes,
        "mode_texts": mode_texts,
        "budget_text": budget,
        "budget_fen": exact_budget(budget),
        "deadline": _day(reader, deadline_text),
        "deadline_text": deadline_text,
        "source_url": _url(reader),
        "note": reader.text("note", 2_000, multiline=True),
    }
    org = reader.text("org", 120)
    reader.finish()
    return _Row(values, org, KINDS.get(org_type or "", OrganisationKind.OTHER))


def _code(reader: RowReader, key: str, scheme: str) -> str | None:
    text = reader.text(key, 60)
    if text is None:
        return None
    code = taxonomy.code_of(scheme, text)
    if code is None:
        reader.refuse(key, f"“{text}”不在受控词表中")
    return code


def _demand_type(reader: RowReader) -> DemandType | None:
    text = reader.text("demand_type", 60)
    if text is None:
        return None
    for kind, (zh, _) in TYPE_LABELS.items():
        if text in {zh, kind.value}:
            return kind
    reader.refuse("demand_type", f"“{text}”不是需求类型")
    return None


def _modes(reader: RowReader) -> tuple[list[str], list[str]]:
    """Return codes and, when one of them is not ours, the words of the source."""
    texts = reader.texts("cooperation_modes", 60, 20) or []
    codes = [
        MODE_WORDS.get(text) or taxonomy.code_of("cooperation_mode", text) or "other"
        for text in texts
    ]
    return list(dict.fromkeys(codes)), texts


def _day(reader: RowReader, text: str | None) -> date | None:
    """Return the day that the words begin with; a bare year stays words."""
    match = LEADING_DAY.match(text or "")
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        reader.refuse("deadline", f"没有这一天：“{text}”")
        return None


def _url(reader: RowReader) -> str:
    text = reader.text("source_url", 1_000, required=True)
    if text and URL.fullmatch(text) is None:
        reader.refuse("source_url", "应为 http(s) 网址")
    return text or ""


def exact_budget(text: str | None) -> int | None:
    """Return fen if the words are one plain amount in yuan; “约”, ranges and others stay words."""
    match = BUDGET.fullmatch((text or "").replace(",", "").replace(" ", ""))
    if match is None:
        return None
    whole, _, part = match.group(1).partition(".")
    scale = SCALE[match.group(2) or ""]
    fen = int(whole) * scale + int((part or "0").ljust(4, "0")) * scale // 10_000
    return fen if fen <= MAX_FEN else None


def _digest(row: _Row) -> str:
    facts = {**row.values, "org": row.org}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _store(uow: UnitOfWork, external_id: str, row: _Row) -> tuple[ImportResult, tuple[str, ...]]:
    digest = _digest(row)
    known = uow.session.exec(
        select(Demand).where(
            col(Demand.external_id) == external_id,
            col(Demand.source_url) == row.values["source_url"],
        )
    ).first()
    if known is not None and known.import_hash == digest:
        return ImportResult.UNCHANGED, ()
    if known is not None and known.status is not DemandStatus.PUBLISHED:
        return ImportResult.REFUSED, ("该需求已关闭或撤回，未更新",)
    org_id = _organisation(uow, row)
    if known is not None:
        for name, value in row.values.items():
            setattr(known, name, value)
        known.org_id, known.import_hash = org_id, digest
        uow.record(DemandRefreshed(aggregate_id=known.id, external_id=external_id))
        return ImportResult.UPDATED, ()
    now = uow.now()
    demand = uow.add(
        Demand(
            **row.values,
            number=next_number(uow.session, "XQ", now),
            status=DemandStatus.PUBLISHED,
            org_id=org_id,
            published_at=now,
            external_id=external_id,
            import_hash=digest,
        )
    )
    uow.record(DemandImported(aggregate_id=demand.id, external_id=external_id))
    return ImportResult.TAKEN, ()


def _organisation(uow: UnitOfWork, row: _Row) -> uuid.UUID | None:
    if row.org is None:
        return None
    return organisation_by_name(uow, row.org, row.org_kind).id
