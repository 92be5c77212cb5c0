"""What a report stands on: identification, material, panel, evidence, consents."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.computing import score
from backend.features.assessment.delphi_models import DelphiRound, DelphiStudy
from backend.features.assessment.institution_models import BatchItem
from backend.features.assessment.models import Assessment, PanelMember
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.results import ConsentView
from backend.features.assessment.sealing import pseudonym_of
from backend.features.assessment.states import MemberStatus
from backend.features.assessment.trees import tree_of_hash
from backend.features.experts.queries import category_label
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries.parts import rounds, version_of
from backend.features.taxonomy.queries import label, labels
from backend.kernel import documents as d
from backend.kernel.clock import SHANGHAI
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]
UNMARKED = 2  # experts from which a category marks nobody


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


def panel_rows(payload: Json, *, whole: bool) -> tuple[d.PanelMember, ...]:
    """Return the panel by pseudonym; the holder reads categories if none marks one person."""
    counts = Counter(s["category_label"] for s in payload["sheets"] if not s["recused"])
    labelled = whole or all(count >= UNMARKED for count in counts.values())
    return tuple(
        d.PanelMember(
            pseudonym=sheet["pseudonym"],
            category=sheet["category_label"] if labelled else "不标注",
            role="回避" if sheet["recused"] else "评分",
        )
        for sheet in payload["sheets"]
    )


def panel_facts(
    uow: UnitOfWork, members: Sequence[PanelMember], payload: Json, *, whole: bool
) -> tuple[d.Fact, ...]:
    """Return numbers by type, recusals, relations judged, response, authority of the panel."""
    seated = [m for m in members if m.status is MemberStatus.DECLARED]
    by_category = Counter(category_label(member.category) for member in seated)
    recused = sum(1 for member in members if member.status is MemberStatus.RECUSED)
    replaced = sum(1 for member in members if member.status is MemberStatus.REPLACED)
    excluded = sum(1 for member in members if member.status is MemberStatus.EXCLUDED)
    counted = sum(1 for sheet in payload["sheets"] if not sheet["recused"])
    return (
        d.Fact(
            label="构成",
            value=f"{len(seated)} 名："
            + "，".join(f"{name} {count} 名" for name, count in by_category.items()),
        ),
        d.Fact(label="邀请与回避", value=_invited(len(members), recused, replaced, excluded)),
        d.Fact(label="经核实参加", value=_judged(uow, seated, payload, whole=whole)),
        d.Fact(
            label="应答",
            value=f"提交评分表 {counted} 份，占应评 {len(seated)} 名的 "
            f"{counted / max(1, len(seated)):.0%}",
        ),
        d.Fact(label="权威系数", value=_authority(uow, payload)),
    )


def _judged(uow: UnitOfWork, seated: Sequence[PanelMember], payload: Json, *, whole: bool) -> str:
    """Say how many took part after a relation was judged, and what the total is without them.

    Outside the panel only the number: the difference would be their scores.
    """
    judged = {pseudonym_of(uow, member) for member in seated if member.conflicts}
    if not judged:
        return "没有专家存在须说明的关系"
    told = f"{len(judged)} 名专家存在须说明的关系，经平台核实并记录理由后参加"
    if not whole:
        return told
    sheets = [
        sheet | {"recused": True, "vetoes": []} if sheet["pseudonym"] in judged else sheet
        for sheet in payload["sheets"]
    ]
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    total = score(tree, payload | {"sheets": sheets}).total
    if total is None:
        return f"{told}；不计其评分则有指标缺少评分，不能得出总分"
    return f"{told}；不计其评分的总分为 {total:.1f}，正式总分 {payload['card']['total']:.1f}"


def _invited(invited: int, recused: int, replaced: int, excluded: int) -> str:
    told = f"邀请 {invited} 名，回避 {recused} 名，替换 {replaced} 名"
    if excluded:
        told += f"，因应回避而终止 {excluded} 名"
    return f"{told}；离任者的评分不计入"


def _authority(uow: UnitOfWork, payload: Json) -> str:
    """Return Ca, Cs and Cr with the ids of their tables, where a Delphi study gave weights."""
    sources = payload["weights"]["result"].get("sources")
    if not sources:
        return "权重未采用德尔菲研究，不计算"
    number = sources["delphi"]["study"]
    last = uow.session.exec(
        select(DelphiRound)
        .join(DelphiStudy, col(DelphiStudy.id) == col(DelphiRound.study_id))
        .where(col(DelphiStudy.number) == number, col(DelphiRound.closed_at).is_not(None))
        .order_by(col(DelphiRound.number).desc())
    ).first()
    if last is None or last.result is None:
        return f"见德尔菲研究 {number}"
    found, recovery = last.result["authority"], last.result["recovery"]
    return (
        f"德尔菲研究 {number} 第 {last.number} 轮：Ca {found['Ca']:.3f}，Cs {found['Cs']:.3f}，"
        f"Cr {found['Cr']:.3f}（判断依据表 {found['basis']}，熟悉程度表 {found['familiarity']}），"
        f"积极系数 {recovery['value']:.0%}"
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
