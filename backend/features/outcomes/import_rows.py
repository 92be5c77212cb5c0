"""Reading one row of the outcomes format into the words of the platform."""

import re
from dataclasses import dataclass, field
from typing import Any

from backend.features.taxonomy import queries as taxonomy
from backend.kernel.identifiers import check_icd10
from backend.kernel.importing import RowReader
from backend.kernel.person_names import split_people

# the first pattern that fits what the source prints decides; what fits none stays unknown
STATE_PATTERNS: tuple[tuple[str, str], ...] = (
    ("unknown", r"未授权|not granted|inactive|状态不明"),
    ("invalidated", r"宣告无效|已无效|全部无效|invalidat|revoked"),
    ("rejected", r"驳回|reject|refused"),
    ("withdrawn", r"撤回|withdrawn|abandon|放弃"),
    ("expired", r"期限届满|届满|lifetime"),
    ("lapsed", r"未缴年费|费用终止|年费终止|失效|fee related|lapsed|ceased"),
    ("examining", r"审查中|实质审查|实审|under examination"),
    ("granted", r"已授权|授权有效|维持有效|有效|granted|active"),
    ("published", r"公布|公开|published"),
    ("filed", r"申请受理|已受理|已申请|pending|filed"),
)


@dataclass(frozen=True)
class Candidate:
    """What one row says, in codes; `values` are columns of an outcome."""

    values: dict[str, Any]
    rights: list[dict[str, Any]] = field(default_factory=list)
    holder_kind: str = "other"


def read_candidate(
    data: dict[str, Any],
) -> tuple[Candidate | None, tuple[str, ...], tuple[str, ...]]:
    """Return the candidate, why it cannot be taken, and what is doubtful about it."""
    row = RowReader(data)
    external_id = row.text("id", 80, required=True)
    title = row.text("title", 200, required=True)
    url = row.text("source_url", 1000)
    if url is not None and not re.fullmatch(r"https?://\S+", url):
        row.refuse("source_url", "应以 http:// 或 https:// 开头")
    maturity, evidence = _maturity(row)
    holder_text, holder_kind = _holder(row)
    rights = _rights(row)
    note = row.text("retrieved_fact_note", 3000, multiline=True) or ""
    values: dict[str, Any] = {
        "external_id": external_id,
        "title": title,
        "kind": _code(row, "kind", "outcome_kind", required=True),
        "tech_field": _code(row, "tech_field", "tech_field"),
        "scene": _code(row, "application_scene", "scene"),
        "maturity": maturity,
        "maturity_evidence": evidence,
        "summary": row.text("summary_zh", 2000, multiline=True) or "",
        "diseases": _codes(row, "disease", "disease"),
        "tcm": _tcm(row),
        "parameters": _parameters(row),
        "cooperation": _cooperation(row),
        "inventors_count": row.integer("inventors_count", 1, 500),
        "year": row.integer("year", 1900, 2100),
        "holder_text": holder_text,
        "source_url": url or "",
        "source_title": row.text("title_source", 500) or "",
        "source_note": note,
    }
    row.finish()
    reasons, remarks = tuple(row.reasons), tuple(row.remarks)
    if reasons:
        return None, reasons, remarks
    return Candidate(values, rights, holder_kind), (), remarks


def _code(row: RowReader, key: str, scheme: str, *, required: bool = False) -> str | None:
    text = row.text(key, 60, required=required)
    if text is None:
        return None
    code = taxonomy.code_of(scheme, text)
    if code is None:
        row.refuse(key, f"“{text}”不在受控列表中")
    return code


def _codes(row: RowReader, key: str, scheme: str) -> list[str]:
    found = []
    for text in row.texts(key, 60, 20) or []:
        code = taxonomy.code_of(scheme, text)
        if code is None and scheme == "disease" and (icd := check_icd10(text)).ok:
            row.remark(key, f"“{text}”不在本平台病种列表中，按 ICD-10 编码收录")
            code = icd.normalized
        if code is None:
            row.refuse(key, f"“{text}”不在受控列表中")
        elif code not in found:
            found.append(code)
    return found


def _maturity(row: RowReader) -> tuple[str | None, str]:
    value = row.raw("maturity_stage")
    if isinstance(value, str):
        return _code(row, "maturity_stage", "maturity"), ""
    part = row.part("maturity_stage")
    if part is None:
        return None, ""
    code = _code(part, "value", "maturity")
    evidence = part.text("evidence", 1000, multiline=True) or ""
    part.finish()
    return code, evidence


def _holder(row: RowReader) -> tuple[str, str]:
    value = row.raw("holder")
    if isinstance(value, str):
        return row.text("holder", 300) or "", "other"
    part = row.part("holder")
    if part is None:
        return "", "other"
    name = part.text("name", 300) or ""
    kind = part.text("type", 60)
    part.finish()
    if kind is None:
        return name, "other"
    codes = [taxonomy.code_of("organisation_kind", word) for word in re.split(r"[/、;；]", kind)]
    if None in codes:
        part.refuse("type", f"“{kind}”不在受控列表中")
    return name, codes[0] or "other"


def _tcm(row: RowReader) -> dict[str, Any]:
    syndromes = []
    for text in row.texts("tcm_syndromes", 60, 20) or []:
        code = taxonomy.code_of("syndrome", text)
        if code is None:
            row.remark("tcm_syndromes", f"“{text}”无对应国标代码，按原文收录")
        syndromes.append(code or text)
    herbs = row.texts("herbs", 60, 60) or []
    if not syndromes and not herbs:
        return {}
    return {
        "syndromes": syndromes, "herbs": herbs, "formula_source": "",
        "traditional_knowledge": None, "endangered": [],
    }  # fmt: skip


def _parameters(row: RowReader) -> list[dict[str, Any]]:
    found = []
    for part in row.parts("technical_parameters", 60) or []:
        name = part.text("name", 200, required=True)
        item = {
            "name": name,
            "value": part.text("value", 200) or "",
            "unit": part.text("unit", 40) or "",
            "method": part.text("method", 200) or "",
            "sample": part.text("sample", 200) or "",
            "evidence": part.text("evidence", 1000, multiline=True) or "",
        }
        part.finish()
        found.append(item)
    return found


def _cooperation(row: RowReader) -> dict[str, Any]:
    modes = _codes(row, "cooperation_modes", "cooperation_mode")
    if not modes:
        return {}
    return {"modes": modes, "exclusivity": None, "region": "", "price_idea": "", "note": ""}


def state_of(text: str) -> str:
    """Return the state a printed legal status stands for; unknown when it says nothing clear."""
    for code, pattern in STATE_PATTERNS:
        if re.search(pattern, text, re.IGNORECASE):
            return code
    return "unknown"


def _rights(row: RowReader) -> list[dict[str, Any]]:
    value = row.raw("ip")
    if isinstance(value, list):
        return [_right(part) for part in row.parts("ip", 40) or []]
    part = row.part("ip")
    return [_right(part)] if part is not None else []


def _inventors(part: RowReader) -> list[str]:
    """Return the inventors as a list, whether given as a list or as one printed line."""
    value = part.raw("inventors")
    if isinstance(value, str):
        part.data = {**part.data, "inventors": split_people(value)}
    return part.texts("inventors", 80, 60) or []


def _right(part: RowReader) -> dict[str, Any]:
    kind = _code(part, "type", "ip_type", required=True)
    status = part.text("status", 300) or ""
    ipc, family = part.text("ipc", 500), part.text("family", 1000)
    extra = [f"IPC：{ipc}" if ipc else "", f"同族：{family}" if family else ""]
    is_patent = kind in {"invention", "utility", "design", "pct"}
    code = taxonomy.code_of("ip_state", status) if status else None
    right = {
        "type": kind or "other",
        "title": "",
        "number": part.text("number", 200) or "",
        "application_number": part.text("application_number", 200) or "",
        "state": code or (state_of(status) if status and is_patent else "unknown"),
        "state_text": status,
        "owner": part.text("owner", 300) or "",
        "inventors": _inventors(part),
        "filing_date": part.day("filing_date"),
        "publication_date": part.day("publication_date"),
        "grant_date": part.day("grant_date"),
        "expiry_date": part.day("expiry_date"),
        "scope": part.text("scope", 1000, multiline=True) or "",
        "note": "；".join(text for text in extra if text),
    }
    part.finish()
    return right
