"""What a report stands on: identification, material, evidence, consents."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.institution_models import BatchItem
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.results import ConsentView
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries.parts import rounds, version_of
from backend.features.taxonomy.queries import label, labels
from backend.kernel import documents as d
from backend.kernel.clock import SHANGHAI
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]


def day(moment: datetime | None) -> str:
    """Print a day in Chinese, Shanghai time."""
    if moment is None:
        return "未出具"
    return calendar_day(moment.astimezone(SHANGHAI).date())


def calendar_day(on: date | None) -> str:
    """Print a date in Chinese."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def outcome_facts(outcome: Outcome) -> tuple[d.Fact, ...]:
    """Return what the outcome is."""
    return (
        d.Fact(label="成果编号", value=outcome.number),
        d.Fact(label="技术领域", value=label("tech_field", outcome.tech_field) or None),
        d.Fact(label="应用场景", value=label("scene", outcome.scene) or None),
        d.Fact(label="适应疾病", value="；".join(labels("disease", outcome.diseases)) or None),
    )


def identification(
    uow: UnitOfWork, assessment: Assessment, outcome: Outcome, payload: Json
) -> tuple[d.Fact, ...]:
    """Return what was evaluated, in which versions and when."""
    weights = payload["weights"]
    version = version_of(uow, outcome.id, outcome.review_round)
    return (
        d.Fact(label="评估编号", value=f"{assessment.number}，第 {assessment.round} 轮"),
        d.Fact(label="成果编号", value=outcome.number),
        d.Fact(
            label="材料版本",
            value=None
            if version is None
            else f"第 {version.round} 次提交，{day(version.submitted_at)}，SHA-256 "
            f"{version.sha256[:16]}…",
        ),
        d.Fact(
            label="指标体系",
            value=f"{payload['tree']['name']} {payload['tree']['version']}",
        ),
        d.Fact(label="权重版本", value=f"{weights['number']} 第 {weights['revision']} 版"),
        d.Fact(label="通过规则", value=f"第 {payload['pass_rule']['revision']} 版"),
        d.Fact(
            label="起止日期",
            value=f"{day(assessment.started_at)}启动，{day(assessment.released_at)}汇总",
        ),
        d.Fact(label="评估范围", value=assessment.scope or None),
    )


def material_part(uow: UnitOfWork, assessment: Assessment, outcome: Outcome) -> d.MaterialPart:
    """Return how the material was checked, what was sent back, and the files with their hashes."""
    done = sorted(rounds(uow, outcome.id), key=lambda row: row.round)
    found = [
        d.MaterialRound(
            name=f"形式审查第 {row.round} 轮",
            decision=row.decision_label,
            on=day(row.decided_at),
            returned=tuple(f"{item.label}：{item.reason}" for item in row.field_returns),
        )
        for row in done
    ]
    item = uow.session.exec(
        select(BatchItem).where(col(BatchItem.assessment_id) == assessment.id)
    ).first()
    if item is not None and item.reviewed_at is not None:
        found.append(
            d.MaterialRound(
                name=f"单位内资料审核（共 {max(1, item.rounds)} 轮）",
                decision="资料齐备",
                on=day(item.reviewed_at),
                returned=tuple(str(flag) for flag in item.integrity),
            )
        )
    files = outcome_files(uow, outcome.id)
    returned = sum(len(row.returned) for row in found)
    statement = (
        f"材料经 {len(found)} 轮审核，退回补正 {returned} 项；"
        if found
        else "本成果由公开来源导入，未经逐项形式审查；"
    )
    statement += f"评估所据附件 {len(files)} 份。" if files else "没有附件，评估依据申报内容。"
    return d.MaterialPart(
        statement=statement,
        rounds=tuple(found),
        files=tuple(d.HashedInput(name=file.name, sha256=file.sha256) for file in files),
    )


def consent_rows(consents: Sequence[ConsentView]) -> tuple[d.Consent, ...]:
    """Return the answers to exactly this text, under pseudonyms, by day."""
    return tuple(
        d.Consent(
            expert=consent.pseudonym,
            answer=("同意出具" if consent.agreed else "保留意见") if consent.current else "待确认",
            on=calendar_day(consent.signed_on) if consent.current else "",
        )
        for consent in consents
    )
