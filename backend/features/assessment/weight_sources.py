"""Two sources of weights joined: AHP judgements and a closed Delphi study (5.1.2.2.3, 5.1.2.2.4).

Delphi means are nearly flat, so an additive combination halves the contrast of AHP; the method
and its share are therefore stored with the weights, beside both sources.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import numpy as np

from backend.features.assessment.delphi_events import WeightSourceChosen
from backend.features.assessment.delphi_models import DelphiStudy
from backend.features.assessment.delphi_states import DelphiStatus
from backend.features.assessment.models import WeightSet
from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.delphi import DelphiSourceInput
from backend.features.assessment.states import WeightSetStatus
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.uow import UnitOfWork
from evaluation import (
    IndicatorTree,
    WeightVector,
    additive,
    geometric,
    leaf_weights,
    multiplicative,
)
from evaluation.provenance import FloatArray
from evaluation.weights import WeightSet as Weighed

Json = dict[str, Any]
METHOD_LABELS = {"additive": "加法合成", "multiplicative": "乘法合成", "geometric": "几何合成"}


@dataclass(frozen=True)
class Joined:
    """Weights in force: local per compared node, the vector, and where they come from."""

    nodes: dict[str, list[float]]
    vector: WeightVector
    sources: Json | None


def study_for(uow: UnitOfWork, study_id: uuid.UUID, pointer: str) -> DelphiStudy:
    """Return a closed study.

    Raises
    ------
    Invalid
        There is no such study, or it is not closed.
    """
    study = uow.session.get(DelphiStudy, study_id)
    if study is None or study.status is not DelphiStatus.CLOSED:
        raise Invalid.field(pointer, "请选择已结束的德尔菲研究。")
    return study


def choose_source(
    uow: UnitOfWork, weight_set_id: uuid.UUID, expected_version: int, data: DelphiSourceInput
) -> WeightSet:
    """Join a closed study to a weight set that is being collected, or take it away.

    Raises
    ------
    Invalid
        The study fixed another tree than the one the experts compare.
    Conflict
        The weight set is approved or retired.
    """
    weight_set = uow.get(
        WeightSet, weight_set_id, "weight_set.update", expected_version=expected_version
    )
    if weight_set.status is not WeightSetStatus.DRAFT:
        raise Conflict("权重已批准或停用，不能再改来源。")
    if data.study_id is not None:
        study = study_for(uow, data.study_id, "/study_id")
        if (study.proposed_system_id or study.system_id) != weight_set.system_id:
            raise Invalid.field("/study_id", "该研究确定的指标体系版本与本次权重征集不同。")
    weight_set.delphi_study_id = data.study_id
    weight_set.combination, weight_set.theta = data.method, data.theta
    uow.record(WeightSourceChosen(aggregate_id=weight_set.id, study_id=data.study_id))
    return weight_set


def join_sources(
    uow: UnitOfWork, tree: IndicatorTree, weight_set: WeightSet, weighed: Weighed
) -> Joined:
    """Return the weights in force for what experts judged and, if chosen, a Delphi study."""
    ahp = {code: [float(w) for w in node.weights] for code, node in weighed.nodes.items()}
    if weight_set.delphi_study_id is None:
        return Joined(ahp, weighed.vector, None)
    study = uow.session.get_one(DelphiStudy, weight_set.delphi_study_id)
    conclusion: Json = study.conclusion or {}
    delphi: dict[str, float] = conclusion["weights"]["local"]
    nodes = {}
    with refusing("/combination"):
        for code, node in weighed.nodes.items():
            second = np.array([delphi[item] for item in node.items])
            nodes[code] = [
                float(w)
                for w in _combine(weight_set.combination, weight_set.theta, node.weights, second)
            ]
        vector = leaf_weights(tree, nodes, f"{weighed.method}+delphi_{weight_set.combination}")
    sources = {
        "ahp": {"local": dict(weighed.vector.local), "leaves": dict(weighed.vector.leaves)},
        "delphi": {
            "study": study.number,
            "rounds": conclusion["rounds"],
            "reached": conclusion["reached"],
            "hash": study.conclusion_hash,
            "local": delphi,
            "leaves": conclusion["weights"]["leaves"],
        },
        "combination": {"method": weight_set.combination, "theta": weight_set.theta},
    }
    return Joined(nodes, vector, sources)


def _combine(method: str, theta: float, first: FloatArray, second: FloatArray) -> FloatArray:
    if method == "multiplicative":
        return multiplicative(first, second).weights
    if method == "geometric":
        return geometric(first, second).weights
    return additive(first, second, theta).weights


def source_words(weight_set: WeightSet, study: DelphiStudy | None) -> str:
    """Say where the weights come from."""
    if study is None:
        return "层次分析（专家两两比较）"
    share = f"，层次分析占 {weight_set.theta:g}" if weight_set.combination == "additive" else ""
    return f"层次分析与德尔菲研究 {study.number} {METHOD_LABELS[weight_set.combination]}{share}"


def sources_sentence(result: Json) -> str:
    """Say in the report what was joined to the judgements; nothing if they stand alone."""
    sources = result.get("sources")
    if not sources:
        return ""
    how, study = sources["combination"], sources["delphi"]
    share = f"（层次分析占 {how['theta']:g}）" if how["method"] == "additive" else ""
    return (
        f"另以德尔菲研究 {study['study']}（{study['rounds']} 轮）的重要性评分按"
        f"{METHOD_LABELS[how['method']]}{share}合成；两种来源与合成方法随权重集存档。"
    )
