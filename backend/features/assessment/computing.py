"""From opened sheets to the immutable result: one place where scores are read together."""

from typing import Any

from backend.features.assessment.models import (
    Assessment,
    PanelMember,
    PassRuleVersion,
    WeightSet,
)
from backend.features.assessment.queries.panels import members_of, sheets_by_member
from backend.features.assessment.queries.tasks import scores_of
from backend.features.assessment.review import review_block
from backend.features.assessment.sealing import open_score, open_sheet, pseudonym_of
from backend.features.assessment.states import MemberStatus
from backend.features.assessment.trees import system_by_id, tree_of
from backend.features.assessment.weight_quality import quality_block
from backend.features.experts.queries import category_label
from backend.kernel.uow import UnitOfWork
from evaluation import (
    IndicatorTree,
    PassRule,
    Rating,
    Scorecard,
    ScoreSheet,
    Veto,
    WeightVector,
    leaf_weights,
    score_sheets,
)
from evaluation.provenance import inputs_hash

Json = dict[str, Any]


def weights_of(uow: UnitOfWork, assessment: Assessment) -> tuple[WeightSet, IndicatorTree]:
    """Return the weight set of an assessment and the tree it belongs to."""
    if assessment.weight_set_id is None:
        raise ValueError("a started assessment has a weight set")
    weight_set = uow.session.get_one(WeightSet, assessment.weight_set_id)
    return weight_set, tree_of(system_by_id(uow, weight_set.system_id))


def vector_of(tree: IndicatorTree, result: Json) -> WeightVector:
    """Return the approved weights at full precision."""
    return leaf_weights(
        tree,
        {code: node["weights"] for code, node in result["nodes"].items()},
        str(result["method"]),
    )


def gather(uow: UnitOfWork, assessment: Assessment) -> list[Json]:
    """Open the sheets of a panel under pseudonyms, in the order of the pseudonyms."""
    sheets = sheets_by_member(uow, assessment.id)
    opened = []
    for member in members_of(uow, assessment.id):
        sheet = sheets.get(member.id)
        counted = member.status is MemberStatus.DECLARED
        scores = scores_of(uow, sheet.id) if sheet else {}
        if sheet is None or (not counted and not scores):
            continue
        opened.append(
            {
                "pseudonym": pseudonym_of(uow, member),
                "category": member.category.value,
                "category_label": category_label(member.category),
                "leaves": list(member.leaves),
                "recused": not counted,
                "scores": {leaf: open_score(uow, score) for leaf, score in sorted(scores.items())},
                "advice": open_sheet(uow, sheet).get("advice", "") if counted else "",
                "vetoes": open_sheet(uow, sheet).get("vetoes", []) if counted else [],
            }
        )
    return sorted(opened, key=lambda sheet: str(sheet["pseudonym"]))


def evaluation_sheet(sheet: Json) -> ScoreSheet:
    """Return one opened sheet in the package's form; leaves out of the assignment do not count."""
    return ScoreSheet(
        expert=sheet["pseudonym"],
        ratings={
            leaf: Rating(
                value=content["value"],
                abstain_reason=content.get("abstain_reason", ""),
                comment=content.get("comment", ""),
                evidence_ids=tuple(content.get("evidence", ())),
            )
            for leaf, content in sheet["scores"].items()
            if leaf in sheet["leaves"]
        },
        leaves=tuple(sheet["leaves"]),
        category=sheet["category"],
        recused=sheet["recused"],
        recusal_reason="回避或替换" if sheet["recused"] else "",
    )


def vetoes_of(sheets: list[Json]) -> list[Veto]:
    """Return the vetoes in force, one per kind, reasons joined."""
    reasons: dict[str, list[str]] = {}
    for sheet in sheets:
        for veto in sheet["vetoes"]:
            reasons.setdefault(veto["kind"], []).append(veto["reason"])
    return [Veto(kind, "；".join(texts)) for kind, texts in sorted(reasons.items())]


def score(tree: IndicatorTree, inputs: Json) -> Scorecard:
    """Compute the scorecard from the inputs alone: the same inputs give the same digits."""
    rule = inputs["pass_rule"]
    return score_sheets(
        tree,
        vector_of(tree, inputs["weights"]["result"]),
        [evaluation_sheet(sheet) for sheet in inputs["sheets"]],
        pass_rule=PassRule(rule["total"], rule["dimension_floor"], str(rule["revision"])),
        vetoes=vetoes_of(inputs["sheets"]),
    )


def inputs_of(uow: UnitOfWork, assessment: Assessment) -> tuple[IndicatorTree, Json]:
    """Collect everything the result depends on."""
    weight_set, tree = weights_of(uow, assessment)
    rule = uow.session.get_one(PassRuleVersion, assessment.pass_rule_id)
    inputs: Json = {
        "assessment": {
            "number": assessment.number,
            "outcome_id": str(assessment.outcome_id),
            "outcome_title": assessment.outcome_title,
            "round": assessment.round,
        },
        "tree": {"id": tree.id, "version": tree.version, "name": tree.name, "hash": tree.hash},
        "weights": {
            "number": weight_set.number,
            "title": weight_set.title,
            "revision": weight_set.revision,
            "ri_table": weight_set.ri_table,
            "cr_limit": weight_set.cr_limit,
            "hash": weight_set.result_hash,
            "result": weight_set.result,
        },
        "pass_rule": {
            "revision": rule.revision,
            "total": rule.total,
            "dimension_floor": rule.dimension_floor,
            "vetoes": rule.vetoes,
        },
        "sheets": gather(uow, assessment),
    }
    return tree, inputs


def payload_of(tree: IndicatorTree, inputs: Json) -> tuple[Json, Scorecard]:
    """Return inputs, result and the hash of the inputs as one JSON value."""
    card = score(tree, inputs)
    payload = {**inputs, "card": card.as_dict(), "input_hash": inputs_hash(inputs)}
    if not card.incomplete:
        payload["review"] = review_beside(tree, inputs, payload["card"])
        payload["weight_quality"] = quality_block(tree, inputs["weights"])
    return payload, card


def review_beside(tree: IndicatorTree, inputs: Json, card: Json) -> Json:
    """Return agreement, severity and sensitivity: beside the total, never instead of it."""
    return review_block(
        tree,
        vector_of(tree, inputs["weights"]["result"]),
        [evaluation_sheet(sheet) for sheet in inputs["sheets"]],
        vetoes_of(inputs["sheets"]),
        inputs,
        card,
    )


def declared(members: list[PanelMember]) -> list[PanelMember]:
    """Return the members whose declaration holds."""
    return [member for member in members if member.status is MemberStatus.DECLARED]
