"""Reads of results: every point opens into leaf × weight × evidence × CR (clause 6.2.1)."""

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from backend.features.assessment.disclosure import (
    NOTHING,
    SPREAD_FROM,
    Withheld,
    told_reasons,
    withheld_of,
)
from backend.features.assessment.labels import RESULT_LABELS
from backend.features.assessment.models import Assessment, AssessmentResult, WeightSet
from backend.features.assessment.queries.material import outcome_files
from backend.features.assessment.schemas.results import (
    AnswerView,
    CitedFile,
    ContributionView,
    CountView,
    ResultDimension,
    ResultLeaf,
    ResultNode,
    ResultStep,
    ResultView,
)
from backend.features.assessment.schemas.scores import VetoView
from backend.features.assessment.schemas.weights import WeightView
from backend.features.assessment.trees import tree_of_hash
from backend.kernel.errors import NotFound
from backend.kernel.uow import UnitOfWork
from evaluation import RANDOM_INDEX_TABLES, VETO_KINDS, Indicator, IndicatorTree

Json = dict[str, Any]
YES_NO = {"yes": "是", "no": "否"}
SIDES = {"old": "现有方案", "new": "本成果"}


@dataclass(frozen=True)
class _Opened:
    """A result being read: its tree and figures, what the reader is not told, cited files."""

    tree: IndicatorTree
    payload: Json
    sheets: list[Json]
    whole: bool
    hidden: Withheld
    files: dict[str, CitedFile]


def result_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> AssessmentResult:
    """Return the released result.

    Raises
    ------
    NotFound
        It is not released.
    """
    result = uow.session.exec(
        select(AssessmentResult).where(col(AssessmentResult.assessment_id) == assessment_id)
    ).first()
    if result is None:
        raise NotFound("评估结果尚未发布。")
    return result


def result_view(uow: UnitOfWork, assessment: Assessment) -> ResultView:
    """Return the result; the holder reads aggregates of at least three experts only."""
    result = result_of(uow, assessment.id)
    payload: Json = result.payload
    card, weights, rule = payload["card"], payload["weights"], payload["pass_rule"]
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    whole = uow.allows("assessment.read_sheets", assessment)
    hidden = NOTHING if whole else withheld_of(tree, payload)
    counted = [sheet for sheet in payload["sheets"] if not sheet["recused"]]
    opened = _Opened(
        tree, payload, counted, whole, hidden,
        {str(f.id): CitedFile(id=f.id, name=f.name)
         for f in outcome_files(uow, assessment.outcome_id)},
    )  # fmt: skip
    categories = Counter(sheet["category_label"] for sheet in counted)
    return ResultView(
        number=assessment.number,
        outcome_id=assessment.outcome_id,
        outcome_title=assessment.outcome_title,
        whole=whole,
        total=card["total"],
        se=card["se"],
        low=card["low"],
        high=card["high"],
        p_pass=card["p_pass"],
        borderline=card["borderline"],
        pass_total=rule["total"],
        dimension_floor=rule["dimension_floor"],
        distance=card["decision"]["distance"],
        passed=result.passed,
        state=card["decision"]["state"],
        state_label=RESULT_LABELS[card["decision"]["state"]],
        grade=result.grade,
        reasons=told_reasons(payload, hidden),
        dimensions=[_dimension(item, rule, hidden) for item in card["dimensions"]],
        leaves=[_leaf(item, opened) for item in card["leaves"]],
        weight_set=f"{weights['number']} 第 {weights['revision']} 版",
        weight_set_id=_weight_set_id(uow, assessment),
        weight_method=weights["result"]["method"],
        ri_table=RANDOM_INDEX_TABLES[weights["ri_table"]].label,
        cr_limit=weights["cr_limit"],
        nodes=[_node(code, node, tree) for code, node in weights["result"]["nodes"].items()],
        pass_rule=f"第 {rule['revision']} 版",
        vetoes=[
            VetoView(kind=veto["kind"], kind_label=VETO_KINDS[veto["kind"]], reason=veto["reason"])
            for sheet in counted
            for veto in sheet["vetoes"]
        ],
        experts=[CountView(label=name, count=count) for name, count in sorted(categories.items())],
        recused=sum(1 for sheet in payload["sheets"] if sheet["recused"]),
        tree=f"{payload['tree']['name']} {payload['tree']['version']}",
        input_hash=result.input_hash,
        formulas_version=result.formulas_version,
        computed_at=result.computed_at,
    )


def _weight_set_id(uow: UnitOfWork, assessment: Assessment) -> uuid.UUID | None:
    """Return the weight set for those who may open it."""
    if assessment.weight_set_id is None:
        return None
    weight_set = uow.session.get_one(WeightSet, assessment.weight_set_id)
    return weight_set.id if uow.allows("weight_set.read", weight_set) else None


def _dimension(item: Json, rule: Json, hidden: Withheld) -> ResultDimension:
    shown = None if item["code"] in hidden.dimensions else item["score"]
    return ResultDimension(
        code=item["code"],
        name=item["name"],
        weight=item["weight"],
        score=shown,
        contribution=None if shown is None else item["weight"] * shown,
        below_floor=item["score"] is not None and item["score"] < rule["dimension_floor"],
        withheld=item["code"] in hidden.dimensions,
    )


def _node(code: str, node: Json, tree: IndicatorTree) -> ResultNode:
    return ResultNode(
        code=code,
        name=tree.node(code).name,
        size=len(node["items"]),
        cr=node["cr"],
        passed=node["passed"],
        items=[
            WeightView(code=item, name=tree.node(item).name, weight=weight)
            for item, weight in zip(node["items"], node["weights"], strict=True)
        ],
    )


def _leaf(item: Json, opened: _Opened) -> ResultLeaf:
    code, tree, result = item["code"], opened.tree, opened.payload["weights"]["result"]
    given = [s for s in opened.sheets if code in s["leaves"] and code in s["scores"]]
    shown = code not in opened.hidden.leaves
    spread = opened.whole or (shown and item["n"] >= SPREAD_FROM)
    cited = {
        file_id: opened.files[file_id]
        for sheet in given
        for file_id in sheet["scores"][code].get("evidence", ())
        if file_id in opened.files
    }
    path = [_step(step.code, tree, result) for step in tree.path(code)]
    return ResultLeaf(
        code=code,
        name=item["name"],
        dimension=tree.dimension_of(code).name,
        dimension_code=tree.dimension_of(code).code,
        clause=tree.node(code).clause,
        weight=item["weight"],
        local_weight=result["local"][code],
        path=path,
        score=item["official"] if shown else None,
        contribution=item["contribution"] if shown else None,
        n=item["n"],
        abstentions=item["abstentions"],
        mean=item["mean"] if shown else None,
        trimmed=item["trimmed"] if shown else None,
        sd=item["sd"] if spread else None,  # with the mean it gives few ratings away
        low=item["low"] if spread else None,
        high=item["high"] if spread else None,
        flagged=shown and item["flagged"],
        node=path[-1].node,
        node_cr=path[-1].cr,
        node_passed=path[-1].passed,
        evidence=sorted(cited.values(), key=lambda file: file.name) if shown else [],
        contributions=[_contribution(sheet, code, opened) for sheet in given]
        if opened.whole
        else [],
        withheld=not shown,
    )


def _step(code: str, tree: IndicatorTree, result: Json) -> ResultStep:
    """Return one factor of a leaf's weight and the matrix it comes from."""
    parent = tree.parents[code]
    matrix = result["nodes"].get(parent, {"cr": None, "passed": True})
    return ResultStep(
        code=code,
        name=tree.node(code).name,
        weight=result["local"][code],
        node=tree.node(parent).name,
        node_code=parent,
        cr=matrix["cr"],
        passed=matrix["passed"],
    )


def _contribution(sheet: Json, code: str, opened: _Opened) -> ContributionView:
    content = sheet["scores"][code]
    return ContributionView(
        pseudonym=sheet["pseudonym"],
        category_label=sheet["category_label"],
        value=content["value"],
        comment=content.get("comment", ""),
        abstain_reason=content.get("abstain_reason", ""),
        evidence=[
            opened.files[file_id]
            for file_id in content.get("evidence", ())
            if file_id in opened.files
        ],
        answers=_answers(opened.tree.node(code), content.get("answers", {})),
    )


def _answers(leaf: Indicator, given: dict[str, str]) -> list[AnswerView]:
    """Return what was answered to the sub-questions, in their order."""
    found = []
    for question in leaf.questions:
        for key, words in (
            (question.code, ""),
            *((f"{question.code}.{k}", SIDES[k]) for k in SIDES),
        ):
            if answer := given.get(key, ""):
                text = f"{question.text}（{words}）" if words else question.text
                unit = f" {question.unit}" if question.unit else ""
                found.append(AnswerView(question=text, answer=YES_NO.get(answer, answer + unit)))
    return found
