"""Imports into the evidence base: figures, BibTeX, patent lists, line by line (5.1.2.2.2).

What is right is taken, what is wrong is named with its line, what is there already is skipped:
an import can be repeated.
"""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from backend.features.assessment.institution_events import EvidenceUpdated
from backend.features.assessment.institution_models import EvidenceBase
from backend.features.assessment.queries.evidence import KIND_LABELS
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.evidence import FigureInput
from backend.features.assessment.schemas.evidence_parts import CitationInput
from backend.features.assessment.service.evidence import (
    figure_faults,
    name_authors,
    open_for_change,
)
from backend.kernel.errors import Invalid
from backend.kernel.filing import Upload
from backend.kernel.ports import BibliographyEntry
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE

Json = dict[str, Any]
LIMIT = 500
FIGURE_HEADS: dict[str, tuple[str, ...]] = {
    "leaf": ("指标", "叶指标", "leaf"),
    "kind": ("类别", "证据类别", "kind"),
    "name": ("名称", "数值名称", "项目", "name"),
    "value": ("数值", "值", "value"),
    "unit": ("单位", "unit"),
    "file": ("材料", "文件", "文件名", "file"),
    "page": ("页码", "页", "page"),
    "source": ("来源", "出处", "source"),
    "citation": ("文献", "文献标识", "citation"),
    "year": ("年份", "年", "year"),
}
PATENT_HEADS: dict[str, tuple[str, ...]] = {
    "number": (
        "公开（公告）号", "公开(公告)号", "公开号", "公告号", "专利号", "授权号",
        "publication number",
    ),
    "application": ("申请号", "application number"),
    "title": ("标题", "名称", "专利名称", "发明名称", "title"),
    "owner": ("申请人", "专利权人", "权利人", "申请（专利权）人", "申请(专利权)人", "applicants"),
    "filed": ("申请日", "filing date", "application date"),
    "state": ("法律状态", "状态", "当前法律状态", "legal status"),
}  # fmt: skip
BIB_KINDS = {"techreport": "market_report", "patent": "patent", "manual": "guideline"}
_SPACE = re.compile(r"[\s\ufeff]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BAD_KEY = re.compile(r"[^\w.:/+-]", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """A line that was not taken: in words, or as the validation put it (the web says it)."""

    line: int
    column: str = ""
    words: str = ""
    found: Mapping[str, Any] | None = None


@dataclass
class Imported:
    """What an import did."""

    base: EvidenceBase
    added: int = 0
    skipped: int = 0
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, words: str) -> None:
        """Note a line that was not taken."""
        self.faults.append(Fault(line, words=words))


def import_evidence(uow: UnitOfWork, base_id: uuid.UUID, file: Upload, what: str) -> Imported:
    """Take a file of figures, of BibTeX or of patents into the evidence base.

    Raises
    ------
    Invalid
        The file as a whole cannot be read, or its head lacks a needed column.
    """
    base = open_for_change(uow, base_id, None)
    done = Imported(base)
    READERS[what](uow, done, file)
    if done.added:
        uow.record(EvidenceUpdated(aggregate_id=base.id, part=f"import:{what}"))
    return done


def _table(
    uow: UnitOfWork, file: Upload, heads: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows under known heads, each with its line number."""
    checked = uow.ports.file_check(file.path, file.name, file.media_type)
    if checked.extension not in {"csv", "txt", "xlsx"}:
        raise Invalid.field("/file", "请上传 CSV 或 XLSX 表格。")
    rows = uow.ports.tables.read(file.path, checked.extension)
    if not rows:
        raise Invalid.field("/file", "表格没有内容。")
    columns = {
        key: place
        for place, head in enumerate(rows[0])
        for key, names in heads.items()
        if _SPACE.sub(" ", head).strip().lower() in names
    }
    missing = [heads[key][0] for key in needed if key not in columns]
    if missing:
        raise Invalid.field("/file", f"首行缺少列：{'、'.join(missing)}。请按模板填写表头。")
    return [
        (line, {k: row[place] if place < len(row) else "" for k, place in columns.items()})
        for line, row in enumerate(rows[1:], start=2)
        if any(row)
    ]


def _first_fault(line: int, error: ValidationError, heads: Mapping[str, Sequence[str]]) -> Fault:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    return Fault(line, heads.get(name, (name,))[0], found=dict(first))


def _figures(uow: UnitOfWork, done: Imported, file: Upload) -> None:
    base = done.base
    leaves = {leaf.name: leaf.code for leaf in STANDARD_TREE.leaves}
    kinds = {label: code for code, label in KIND_LABELS.items()}
    files = {stored.name: str(stored.id) for stored in outcome_files(uow, base.outcome_id)}
    keys = {citation["key"] for citation in base.citations}
    kept = [dict(figure) for figure in base.figures]
    seen = {_identity(figure) for figure in kept}
    for line, row in _table(uow, file, FIGURE_HEADS, ("name", "value")):
        name = row.get("file", "")
        if name and name not in files:
            done.refuse(line, f"成果没有名为“{name[:60]}”的材料，请先上传。")
            continue
        kind = row.get("kind", "")
        data: Json = {
            "leaf": leaves.get(row.get("leaf", ""), row.get("leaf", "").upper()),
            "kind": kinds.get(kind, kind or "other"),
            "name": row["name"],
            "value": row["value"].replace(",", "").replace("，", "").removesuffix("%"),
            "unit": row.get("unit", "") or ("%" if row["value"].endswith("%") else ""),
            "file_id": files.get(name),
            "page": row.get("page", ""),
            "source": row.get("source", ""),
            "citation": row.get("citation", ""),
            "year": row.get("year", "") or None,
        }
        try:
            figure = FigureInput.model_validate_strings(
                {key: value for key, value in data.items() if value is not None}
            )
        except ValidationError as error:
            done.faults.append(_first_fault(line, error, FIGURE_HEADS))
            continue
        faults = figure_faults(figure, keys)
        if faults:
            done.refuse(line, faults[0][1])
            continue
        _keep(done, kept, seen, figure.model_dump(mode="json"), _identity)
    base.figures = kept


def _keep(
    done: Imported, kept: list[Json], seen: set[Any], row: Json, identity: Callable[[Json], Any]
) -> None:
    if identity(row) in seen:
        done.skipped += 1
        return
    if len(kept) >= LIMIT:
        raise Invalid.field("/file", f"证据库每类最多 {LIMIT} 条，请精选后导入。")
    seen.add(identity(row))
    kept.append(row)
    done.added += 1


def _identity(figure: Json) -> tuple[Any, ...]:
    names = ("leaf", "name", "value", "unit", "file_id", "page", "source", "citation")
    return tuple(figure.get(name) or "" for name in names)


def _add_citations(uow: UnitOfWork, done: Imported, rows: Sequence[tuple[int, Json]]) -> None:
    base = done.base
    kept = [dict(citation) for citation in base.citations]
    seen = {citation["key"] for citation in kept}
    for line, data in rows:
        try:
            citation = CitationInput.model_validate(data)
        except ValidationError as error:
            done.faults.append(_first_fault(line, error, {"title": ("标题",)}))
            continue
        _keep(done, kept, seen, citation.model_dump(mode="json"), lambda row: row["key"])
    base.citations = kept
    name_authors(uow, base)


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def _citation_of(entry: BibliographyEntry) -> Json:
    fields = entry.fields
    venue = ("journal", "booktitle", "publisher", "institution", "school", "howpublished")
    details = [fields[k] for k in ("volume", "number", "pages") if fields.get(k)]
    return {
        "key": entry.key[:80],
        "kind": BIB_KINDS.get(entry.kind, "literature"),
        "title": fields.get("title", "")[:500],
        "authors": fields.get("author", fields.get("editor", "")).replace(" and ", "；")[:500],
        "source": next((fields[k] for k in venue if fields.get(k)), "")[:300],
        "year": _year(fields.get("year", fields.get("date", ""))),
        "number": fields.get("doi", fields.get("pmid", fields.get("isbn", "")))[:120],
        "note": "，".join(details)[:500],
    }


def _bibtex(uow: UnitOfWork, done: Imported, file: Upload) -> None:
    # a .bib file is plain text; the content decides, whatever its name says
    stem = Path(file.name).stem or "references"
    uow.ports.file_check(file.path, f"{stem}.txt", "text/plain")
    content = file.path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    read = uow.ports.bibliography(text)
    if not read.entries and not read.faults:
        raise Invalid.field("/file", "没有找到 BibTeX 条目，请导出为 .bib 后上传。")
    for line, why in read.faults:
        done.refuse(line, why)
    rows = []
    for entry in read.entries:
        data = _citation_of(entry)
        if data["title"]:
            rows.append((entry.line, data))
        else:
            done.refuse(entry.line, f"“{entry.key[:60]}”没有题名。")
    _add_citations(uow, done, rows)
    done.faults.sort(key=lambda fault: fault.line)


def _patents(uow: UnitOfWork, done: Imported, file: Upload) -> None:
    rows: list[tuple[int, Json]] = []
    for line, row in _table(uow, file, PATENT_HEADS, ("title",)):
        number = row.get("number") or row.get("application") or ""
        if not number:
            done.refuse(line, "没有公开号、专利号或申请号。")
            continue
        filed, state = row.get("filed", ""), row.get("state", "")
        notes = [f"申请日 {filed}" if filed else "", f"申请号 {row['application']}"
                 if row.get("application") and row.get("number") else ""]  # fmt: skip
        rows.append(
            (
                line,
                {
                    "key": _BAD_KEY.sub("", number)[:80] or f"line-{line}",
                    "kind": "patent",
                    "title": row["title"],
                    "authors": row.get("owner", ""),
                    "source": state,
                    "year": _year(filed),
                    "number": number,
                    "note": "，".join(note for note in notes if note),
                },
            )
        )
    _add_citations(uow, done, rows)


READERS: dict[str, Callable[[UnitOfWork, Imported, Upload], None]] = {
    "figures": _figures,
    "bibtex": _bibtex,
    "patents": _patents,
}
