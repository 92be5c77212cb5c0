"""What a report says of its panel: numbers, recusals, lots, overlap, authority (5.1.1.1)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.computing import score
from backend.features.assessment.conflict_rules import ASKED
from backend.features.assessment.delphi_models import DelphiPanelist, DelphiRound, DelphiStudy
from backend.features.assessment.models import AhpSheet, PanelDraw, PanelMember, WeightSet
from backend.features.assessment.sealing import pseudonym_of
from backend.features.assessment.states import AhpSheetStatus, MemberStatus
from backend.features.assessment.trees import tree_of_hash
from backend.features.experts.queries import category_label
from backend.kernel import documents as d
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]
UNMARKED = 2  # experts from which a category marks nobody


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
        *_drawn(uow, members),
        d.Fact(label="与权重专家重叠", value=_overlap(uow, seated, payload)),
        d.Fact(label="权威系数", value=_authority(uow, payload)),
    )


def _drawn(uow: UnitOfWork, members: Sequence[PanelMember]) -> tuple[d.Fact, ...]:
    """Say how many were drawn by lot, where there was a draw, with the seeds."""
    rows = uow.session.exec(
        select(PanelDraw)
        .where(col(PanelDraw.assessment_id).in_({member.assessment_id for member in members}))
        .order_by(col(PanelDraw.created_at))
    ).all()
    drawn = {expert for row in rows for ids in row.drawn.values() for expert in ids}
    kept = sum(1 for member in members if str(member.expert_id) in drawn)
    if not kept:
        return ()
    seeds = "，".join(row.seed for row in rows)
    return (d.Fact(label="随机抽取", value=f"{kept} 名经随机抽取，种子 {seeds}"),)


def _overlap(uow: UnitOfWork, seated: Sequence[PanelMember], payload: Json) -> str:
    """Say how many who score also gave the weights: both views then share their judgement."""
    weights = payload["weights"]
    asked = select(AhpSheet.user_id).join(
        WeightSet, col(WeightSet.id) == col(AhpSheet.weight_set_id)
    )
    weighed = set(
        uow.session.exec(
            asked.where(
                col(WeightSet.number) == weights["number"],
                col(WeightSet.revision) == weights["revision"],
                col(AhpSheet.status) == AhpSheetStatus.SUBMITTED,
            )
        ).all()
    )
    sources = weights["result"].get("sources")
    if sources:
        weighed |= set(
            uow.session.exec(
                select(DelphiPanelist.user_id)
                .join(DelphiStudy, col(DelphiStudy.id) == col(DelphiPanelist.study_id))
                .where(col(DelphiStudy.number) == sources["delphi"]["study"])
            ).all()
        )
    both = sum(1 for member in seated if member.user_id in weighed)
    return f"{both} 名评分专家也参加了权重征集" if both else "没有评分专家参加过权重征集"


def _judged(uow: UnitOfWork, seated: Sequence[PanelMember], payload: Json, *, whole: bool) -> str:
    """Say how many took part after a relation was judged, and what the total is without them.

    Outside the panel only the number: the difference would be their scores. Whom the holder asked
    to keep away is not counted there: a holder who names one would learn that the one sits.
    """
    judged = {
        pseudonym_of(uow, member)
        for member in seated
        if any(whole or finding["rule"] != ASKED for finding in member.conflicts)
    }
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
