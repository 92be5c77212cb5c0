"""Policy, standards, market facts, cases and events from a sourced file (5.2.2).

A row is known by its `id` together with its `url`, so a file can be imported again.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import col, select

from backend.features.information.events import ArticleImported, ArticleRefreshed
from backend.features.information.models import Article
from backend.features.information.states import CATEGORY_LABELS, ArticleCategory, ArticleStatus
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

URL = re.compile(r"https?://[^\s<>\"]{3,980}")
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?|年)?")
YEARS = (1900, 2100)
MAX_METRICS = 40


def import_information(uow: UnitOfWork, rows: Iterable[tuple[int, Any]]) -> ImportReport:
    """Take items from a file; refused rows do not stop the others."""
    uow.require("article.import")
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
    values = _read(reader)
    if not reader.reasons and (again := seen_before(seen, external_id, line)):
        reader.reasons.append(again)
    title = str(values["title"] or "")[:80]
    remarks = tuple(reader.remarks)
    if reader.reasons:
        return ImportRow(
            line, external_id, ImportResult.REFUSED, tuple(reader.reasons), remarks, title
        )
    result, reasons = _store(uow, external_id, values)
    return ImportRow(line, external_id, result, reasons, remarks, title)


def _read(reader: RowReader) -> dict[str, Any]:
    date_text = reader.text("date", 60)
    issued_on, year = _date(reader, date_text)
    stated = reader.integer("year", *YEARS)
    values = {
        "category": _category(reader),
        "title": reader.text("title", 300, required=True),
        "issuer": reader.text("issuer", 300),
        "number": reader.text("number", 200),
        "issued_on": issued_on,
        "date_text": date_text,
        "year": stated or year,
        "url": _url(reader),
        "topic": reader.text("topic", 100),
        "interpretation": reader.text("interpretation_zh", 10_000, multiline=True) or "",
        "metrics": _metrics(reader),
        "parties": reader.text("parties", 500),
        "amount": reader.text("amount", 500),
        "note": reader.text("note", 2_000, multiline=True),
    }
    reader.finish()
    return values


def _category(reader: RowReader) -> ArticleCategory | None:
    text = reader.text("category", 60, required=True)
    if text is None:
        return None
    for category, (zh, _) in CATEGORY_LABELS.items():
        if text in {zh, category.value}:
            return category
    reader.refuse("category", f"“{text}”不是已有类别")
    return None


def _date(reader: RowReader, text: str | None) -> tuple[date | None, int | None]:
    """Return day and year; a month or a year alone gives no day, words give neither."""
    if text is None:
        return None, None
    match = DATE.match(text)
    if match is None:
        reader.remark("date", f"“{text}”不是日期，按原文保留")
        return None, None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not YEARS[0] <= year <= YEARS[1]:
        reader.refuse("date", f"年份应在 {YEARS[0]}–{YEARS[1]} 之间：“{text}”")
        return None, None
    try:
        whole = date(year, month or 1, day or 1)
    except ValueError:
        reader.refuse("date", f"没有这一天：“{text}”")
        return None, None
    return (whole if day else None), year


def _url(reader: RowReader) -> str:
    text = reader.text("url", 1_000, required=True)
    if text and URL.fullmatch(text) is None:
        reader.refuse("url", "应为 http(s) 网址")
    return text or ""


def _metrics(reader: RowReader) -> dict[str, str]:
    """Return the figures as the source words them."""
    part = reader.part("metrics")
    if part is None:
        return {}
    if len(part.data) > MAX_METRICS:
        reader.refuse("metrics", f"最多 {MAX_METRICS} 项")
        return {}
    found: dict[str, str] = {}
    for key in part.data:
        name = identify(key)
        value = part.text(key, 300)
        if name and value:
            found[name] = value
    return found


def _store(
    uow: UnitOfWork, external_id: str, values: dict[str, Any]
) -> tuple[ImportResult, tuple[str, ...]]:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    known = uow.session.exec(
        select(Article).where(
            col(Article.external_id) == external_id, col(Article.url) == values["url"]
        )
    ).first()
    if known is None:
        article = uow.add(Article(**values, external_id=external_id, import_hash=digest))
        uow.record(ArticleImported(aggregate_id=article.id, external_id=external_id))
        return ImportResult.TAKEN, ()
    if known.import_hash == digest:
        return ImportResult.UNCHANGED, ()
    if known.status is not ArticleStatus.PUBLISHED:
        return ImportResult.REFUSED, ("该条目已撤下，未更新",)
    for name, value in values.items():
        setattr(known, name, value)
    known.import_hash = digest
    uow.record(ArticleRefreshed(aggregate_id=known.id, external_id=external_id))
    return ImportResult.UPDATED, ()
