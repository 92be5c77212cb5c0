"""What the report says leaf by leaf: answers, evidence, and what does not fit (clause 5.1.2.1).

Made from the sheets and the evidence as they stood at the release. Answers are gathered over all
counted sheets; none carries a name or a pseudonym. Outside the panel votes are told like scores:
of three experts or more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.features.assessment.disclosure import ENOUGH, NOTHING, Withheld
from backend.features.assessment.trees import standard_code
from evaluation import Indicator, IndicatorTree

Json = dict[str, Any]
YES_NO = {"yes": "是", "no": "否"}
VOTES = frozenset({"yes_no", "choice"})
MOST = 8  # different texts shown of one question
NO_REPORT = "填补空白的判断没有查新报告支持"
SILENT = "专家均未作答"
FEW = f"答复的专家少于 {ENOUGH} 名，不单列"


@dataclass
class Finding:
    """One leaf: facts with their labels, the files they rest on, warnings.

    `standard` is the code of the standard's leaf that it is; empty for one of the tree's own.
    """

    code: str
    name: str
    clause: str
    standard: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def say(self, label: str, value: str) -> None:
        """Add a fact; an empty one is left out."""
        if value:
            self.facts.append((label, value))

    def cite(self, file_id: object, name: str, page: str = "") -> None:
        """Add a file once per page."""
        entry = (str(file_id), name, page)
        if file_id and name and entry not in self.files:
            self.files.append(entry)


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f} 元"


def _majority(counts: Counter[str]) -> str:
    (first, most), *others = counts.most_common(2)
    return "意见相当" if others and others[0][1] == most else first


def _given(sheets: Iterable[Json], leaf: str) -> list[dict[str, str]]:
    return [
        sheet["scores"][leaf].get("answers") or {}
        for sheet in sheets
        if not sheet["recused"] and leaf in sheet["leaves"] and leaf in sheet["scores"]
    ]


def _difference(old: str, new: str) -> str:
    try:
        return f"（{float(new) - float(old):+g}）"
    except ValueError:
        return ""


def _answers(
    finding: Finding, leaf: Indicator, given: Sequence[dict[str, str]], fewest: int
) -> list[str]:
    """Say what was answered; return the questions that nobody answered."""
    silent = []
    for question in leaf.questions:
        if question.kind == "score":  # points are in the table of scores
            continue
        if question.kind == "old_new":
            pairs = [(a.get(f"{question.code}.old"), a.get(f"{question.code}.new")) for a in given]
            texts = [
                f"{old} → {new} {question.unit}".strip() + _difference(old, new)
                for old, new in pairs
                if old and new
            ]
        else:
            texts = [a[question.code].strip() for a in given if a.get(question.code, "").strip()]
        if not texts:
            silent.append(question.text)
            continue
        if question.kind in VOTES and len(texts) < fewest:
            finding.say(question.text, FEW)
        elif question.kind in VOTES:
            counts = Counter(YES_NO.get(text, text) for text in texts)
            # sheets come in the order of pseudonyms: equal counts must not tell it
            ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] != "是", pair[0]))
            split = "，".join(f"{text} {n} 人" for text, n in ranked)
            finding.say(question.text, f"{_majority(counts)}（{split}）")
        else:
            unit = "" if question.kind == "old_new" else question.unit
            distinct = sorted(set(texts))[:MOST]
            finding.say(question.text, "；".join(f"{text} {unit}".strip() for text in distinct))
    return silent


def _figures(finding: Finding, evidence: Json) -> None:
    for figure in evidence["figures"]:
        if figure["leaf"] != finding.code:
            continue
        where = " ".join(part for part in (figure["file_name"], figure["page"]) if part)
        where = where or figure["citation_title"] or figure["source"]
        finding.say(figure["name"], f"{_number(figure['value'])} {figure['unit']}（{where}）")
        finding.cite(figure["file_id"], figure["file_name"], figure["page"])


def _utility(finding: Finding, evidence: Json) -> None:
    for row in evidence["utility"]:
        verdict = {True: "改善", False: "变差", None: "无变化"}[row["better"]]
        relative = "" if row["relative"] is None else f"，{row['relative']:+.1%}"
        finding.say(
            f"新旧对照：{row['name']}",
            f"{_number(row['old'])} → {_number(row['new'])} {row['unit']}，"
            f"差 {row['difference']:+g}{relative}，{verdict}",
        )
        finding.cite(row["file_id"], row["file_name"], row["page"])


def _cost(finding: Finding, evidence: Json) -> None:
    cost = evidence["cost"]
    if cost is None:
        return
    for label, part in (("本成果每例费用", cost["new"]), ("现有方案每例费用", cost["existing"])):
        finding.say(
            label,
            f"就诊 {_yuan(part['visit_fen'])} + 耗材 {_yuan(part['consumable_fen'])} = "
            f"{_yuan(part['total_fen'])}（{part['source']}，{part['year']}）",
        )
        finding.cite(part["file_id"], part["file_name"], part["page"])
    relative = "" if cost["relative"] is None else f"（{cost['relative']:+.1%}）"
    finding.say("与现有方案相差", f"{_yuan(cost['difference_fen'])}{relative}")


def _market(finding: Finding, evidence: Json) -> None:
    market = evidence["market"]
    if market is None:
        return
    finding.say(
        "年市场规模（低/中/高估）",
        " / ".join(f"{market[case] / 1e8:.2f} 亿元" for case in ("low", "base", "high")),
    )
    finding.say("人群 × 价格的来源", "；".join(market["sources"]))
    for part in (market["persons"], market["price"]):
        finding.cite(part["file_id"], part["file_name"], part["page"])


def _trend(finding: Finding, evidence: Json) -> None:
    trend = evidence["trend"]
    if trend is None:
        return
    first, last = trend["points"][0], trend["points"][-1]
    finding.say(
        trend["name"],
        f"{first['year']} 年 {_number(first['value'])} → {last['year']} 年 "
        f"{_number(last['value'])} {trend['unit']}，年均 {trend['growth']:+.2%}，"
        f"{trend['direction_label']}（{trend['source']}）",
    )
    finding.say("流行病学说明", trend["note"])
    finding.cite(trend["file_id"], trend["file_name"], trend["page"])


def _novelty(finding: Finding, evidence: Json) -> None:
    novelty = evidence["profile"]["novelty"]
    if novelty["claim"] != "none":
        finding.say("持有方声明", novelty["claim_label"])
    finding.say(
        "查新报告", " ".join(p for p in (novelty["report_number"], novelty["report_name"]) if p)
    )
    finding.cite(novelty["report_file_id"], novelty["report_name"])
    judged = " ".join(value for _, value in finding.facts)
    if novelty["report_file_id"] is None and (novelty["claim"] != "none" or "填补国" in judged):
        finding.warnings.append(f"{NO_REPORT}（5.1.2.1.5-a）")


def _project(finding: Finding, evidence: Json) -> None:
    stage = evidence["stage_label"]
    finding.say("所处阶段（与成果库筛选一致）", stage or "未披露")
    for row in evidence["profile"]["milestones"]:
        when = f"，{row['on']}" if row["on"] else ""
        finding.say(f"里程碑：{row['name']}", f"{row['state_label']}{when}")
        finding.cite(row["file_id"], row["file_name"])
    judged = next((v for label, v in finding.facts if label == "所处阶段"), "")
    if stage and judged not in {"", FEW} and not judged.startswith(stage):
        finding.warnings.append(f"专家判断的阶段与成果库所列“{stage}”不一致，请持有方核对。")


def _interfaces(finding: Finding, evidence: Json) -> None:
    for row in evidence["profile"]["interfaces"]:
        note = f"，{row['note']}" if row["note"] else ""
        finding.say(f"接口：{row['name']}", f"{row['kind_label']}，{row['fit_label']}{note}")


def _property(finding: Finding, evidence: Json) -> None:
    if finding.standard == "D1":
        for row in evidence["rights"]:
            until = f"，至 {row['expiry_date']}" if row["expiry_date"] else ""
            mark = f"；{row['mark']}" if row["mark"] else ""
            name = " ".join(part for part in (row["title"], row["number"]) if part) or "未命名"
            finding.say(f"{row['kind']}：{name}", f"{row['phase_label']}{until}{mark}")
    for prefill in evidence["prefills"]:
        if prefill["leaf"] == finding.code:
            finding.warnings += [f"已标记：{mark}" for mark in prefill["marks"]]


def _team(finding: Finding, evidence: Json) -> None:
    for row in evidence["profile"]["team"]:
        if finding.standard == "E1":
            parts = (row["role"] or "未填写角色", row["discipline"], row["title"])
            finding.say(row["name"], "，".join(part for part in parts if part))
        elif finding.standard == "E3" and row["task"]:
            share = f"，投入 {row['share']}%" if row["share"] is not None else ""
            finding.say(row["name"], f"{row['task']}{share}")
    if finding.standard == "E1":
        finding.warnings += [f"{gap}，成员表不完整" for gap in evidence["gaps"]]


def _prefill(finding: Finding, evidence: Json) -> None:
    for prefill in evidence["prefills"]:
        if prefill["leaf"] == finding.code:
            finding.say("数据预填分值", f"{prefill['value']:g}（{prefill['rule']}，供专家参考）")


EVIDENCE: dict[str, Callable[[Finding, Json], None]] = {
    "A2": _utility, "A4": _cost, "B1": _market, "B2": _trend, "C1": _novelty, "C3": _project,
    "C4": _interfaces, "D1": _property, "D2": _property, "D3": _property, "E1": _team,
    "E3": _team,
}  # fmt: skip


def findings_of(
    tree: IndicatorTree,
    payload: Json,
    evidence: Json | None,
    names: dict[str, str],
    proven: str = "",
    hidden: Withheld = NOTHING,
) -> list[Finding]:
    """Return what is known leaf by leaf.

    Parameters
    ----------
    payload, evidence
        The released result and the evidence of that moment; none in results from before.
    names
        Files that experts cited, by id.
    proven
        Stage that the proofs on file carry; empty when there are none.
    hidden
        What the reader is not told; nothing for panel and organisers.
    """
    found, whole = [], hidden is NOTHING
    for leaf in tree.leaves:
        standard = standard_code(leaf)
        finding = Finding(leaf.code, leaf.name, leaf.clause, standard)
        given = _given(payload["sheets"], leaf.code)
        shown = leaf.code not in hidden.leaves
        # who must not read the score of a leaf must not read its votes either
        fewest = 0 if whole else ENOUGH if shown else len(given) + 1
        silent = _answers(finding, leaf, given, fewest)
        if evidence is not None:
            answered = len(finding.facts)
            if standard in EVIDENCE:
                EVIDENCE[standard](finding, evidence)
            if len(finding.facts) > answered:
                silent = []  # the evidence base says what was asked
            _figures(finding, evidence)
            _prefill(finding, evidence)
            stage = evidence["stage_label"]
            if standard == "C3" and proven and stage and proven != stage:
                finding.warnings.append(
                    f"按证明材料评定为{proven}，与成果库所列“{stage}”不一致，请持有方核对。"
                )
        if given:
            finding.say(SILENT, "；".join(silent))
        for sheet in payload["sheets"]:
            if shown and not sheet["recused"] and leaf.code in sheet["scores"]:
                for file_id in sheet["scores"][leaf.code].get("evidence", ()):
                    finding.cite(file_id, names.get(str(file_id), ""))
        if finding.facts or finding.files or finding.warnings:
            found.append(finding)
    return found
