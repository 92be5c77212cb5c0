"""The outcome as a panel member reads it after signing: facts in Chinese, files with hashes."""

import uuid
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.schemas.panels import (
    MaterialFact,
    MaterialFile,
    MaterialSection,
)
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries import right_label, rights_of
from backend.features.taxonomy.queries import label, labels
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork

SOURCE_FACT = "来源"
YES_NO = {True: "是", False: "否"}


def _fact(name: str, value: object) -> MaterialFact:
    if isinstance(value, bool):
        return MaterialFact(label=name, value=YES_NO[value])
    return MaterialFact(label=name, value="" if value is None else str(value))


def _section(key: str, title: str, *facts: tuple[str, object]) -> MaterialSection:
    return MaterialSection(key=key, title=title, facts=[_fact(*fact) for fact in facts])


def _joined(item: dict[str, Any], *keys: str) -> str:
    return "；".join(str(item[key]) for key in keys if item.get(key))


def outcome_sections(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[MaterialSection]:
    """Return the application as read-only sections; an empty value means undisclosed."""
    outcome = uow.session.get_one(Outcome, outcome_id)
    tcm = outcome.tcm or {}
    cooperation = outcome.cooperation or {}
    rights = [
        (
            f"{right_label(right)}：{right.title or '未命名'}",
            "；".join(
                part
                for part in (
                    right.number or right.application_number,
                    label("ip_state", right.state),
                    right.owner and f"权利人 {right.owner}",
                    right.inventors and f"发明人 {'、'.join(right.inventors)}",
                    right.expiry_date and f"至 {right.expiry_date}",
                    right.scope,
                )
                if part
            ),
        )
        for right in rights_of(uow, outcome.id)
    ]
    return [
        _section(
            "basic",
            "基本情况",
            ("成果编号", outcome.number),
            ("成果类型", label("outcome_kind", outcome.kind)),
            ("技术领域", label("tech_field", outcome.tech_field)),
            ("应用场景", label("scene", outcome.scene)),
            ("所处阶段", label("maturity", outcome.maturity)),
            ("阶段依据", outcome.maturity_evidence),
            ("适应疾病", "、".join(labels("disease", outcome.diseases))),
            ("完成年份", outcome.year),
        ),
        _section(
            "introduction",
            "成果介绍",
            ("摘要", outcome.summary),
            ("研究背景", outcome.background),
            ("创新点", outcome.innovation),
            ("贡献与价值", outcome.contribution),
        ),
        _section(
            "tcm",
            "中医药特征",
            ("证候", "、".join(labels("syndrome", list(tcm.get("syndromes") or [])))),
            ("药味", "、".join(str(herb) for herb in tcm.get("herbs") or [])),
            ("组方来源", tcm.get("formula_source")),
        ),
        _section(
            "parameters",
            "技术参数",
            *(
                (
                    str(item.get("name") or "参数"),
                    _joined(
                        {
                            **item,
                            "value": f"{item.get('value', '')} {item.get('unit', '')}".strip(),
                        },
                        "value",
                        "method",
                        "sample",
                        "evidence",
                    ),
                )
                for item in outcome.parameters
            ),
        ),
        _section(
            "cases",
            "应用案例",
            *(
                (
                    str(item.get("place") or "案例"),
                    _joined(item, "period", "numbers", "effect", "proof")
                    + ("" if item.get("proof") else "（未证实）"),
                )
                for item in outcome.cases
            ),
        ),
        MaterialSection(
            key="rights", title="知识产权", facts=[_fact(name, value) for name, value in rights]
        ),
        _section(
            "cooperation",
            "合作需求",
            ("方式", "、".join(labels("cooperation_mode", list(cooperation.get("modes") or [])))),
            ("区域", cooperation.get("region")),
        ),
        _section(
            "compliance",
            "权属与合规",
            ("权属依据", label("ownership_basis", outcome.ownership_basis)),
            ("财政资助", outcome.public_fund),
            ("涉及人类遗传资源", outcome.hgr_involved),
            ("伦理审查", outcome.ethics),
            (SOURCE_FACT, outcome.source_title or outcome.source_url),
        ),
    ]


def outcome_files(uow: UnitOfWork, outcome_id: uuid.UUID) -> list[MaterialFile]:
    """Return the outcome's files; the uploader stays out of sight."""
    rows = uow.session.exec(
        select(StoredFile)
        .where(col(StoredFile.subject_type) == "outcome", col(StoredFile.subject_id) == outcome_id)
        .order_by(col(StoredFile.created_at), col(StoredFile.id))
    ).all()
    return [
        MaterialFile(
            id=row.id,
            name=row.name,
            size=row.size,
            media_type=row.media_type,
            kind=label("attachment_kind", row.kind),
            sha256=row.sha256,
        )
        for row in rows
    ]


def outcome_file(uow: UnitOfWork, outcome_id: uuid.UUID, file_id: uuid.UUID) -> StoredFile | None:
    """Return one file of exactly this outcome."""
    row = uow.session.get(StoredFile, file_id)
    if row is None or row.subject_type != "outcome" or row.subject_id != outcome_id:
        return None
    return row
