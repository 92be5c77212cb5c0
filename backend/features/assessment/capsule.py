"""The evaluation capsule: one JSON from which anybody recomputes the result (clause 5.1.2.3.7).

It is built from the stored inputs of the released result and lies in the sealed archive; the
archive's copy is the one that is handed out.
"""

import json
import zipfile
from typing import Any

from backend.features.assessment.archive_check import CAPSULE
from backend.features.assessment.computing import evaluation_sheet, vetoes_of
from backend.features.assessment.maturity import components_of, proofs_of, scale_of
from backend.features.assessment.models import Assessment, WeightSet
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.queries.tasks import report_of
from backend.features.assessment.refusals import refusing
from backend.features.assessment.trees import tree_of_hash
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork
from evaluation import PassRule, build_capsule, capsule_inputs

Json = dict[str, Any]
SLACK = 1e-9


def capsule_of(uow: UnitOfWork, assessment: Assessment, payload: Json) -> Json:
    """Build the capsule of a released result; experts stay under pseudonyms.

    Raises
    ------
    Conflict
        The capsule does not give the released total: such a report must not go out.
    """
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    weights, rule = payload["weights"], payload["pass_rule"]
    proofs = proofs_of(uow, assessment.id)
    components = components_of(assessment, proofs) if proofs else []
    sources = _weight_sources(uow, assessment, weights["result"])
    with refusing("/capsule"):
        capsule = build_capsule(
            capsule_inputs(
                tree,
                [evaluation_sheet(sheet) for sheet in payload["sheets"]],
                pass_rule=PassRule(rule["total"], rule["dimension_floor"], str(rule["revision"])),
                vetoes=vetoes_of(payload["sheets"]),
                maturity=(components, scale_of(assessment), assessment.licensed)
                if components
                else None,
                identification=_identification(assessment, payload),
                **sources,
            )
        )
    total = payload["card"]["total"]
    again: Any = capsule["results"]
    found = again["score"]["total"]
    if total is None or found is None or abs(total - found) > SLACK:
        raise Conflict(f"评估胶囊重算得 {found}，与已发布的总分 {total} 不一致，请联系平台管理员。")
    return capsule


def _weight_sources(uow: UnitOfWork, assessment: Assessment, result: Json) -> Json:
    """Return the judgements behind the weights; combined weights go in as they stand."""
    if result.get("sources"):
        return {"local": {code: node["weights"] for code, node in result["nodes"].items()}}
    weight_set = uow.session.get_one(WeightSet, assessment.weight_set_id)
    return {
        "panel": dict(sorted(result["answers"].items())),
        "method": weight_set.method,
        "aggregation": weight_set.aggregation,
        "ri_table": weight_set.ri_table,
        "limit": weight_set.cr_limit,
    }


def _identification(assessment: Assessment, payload: Json) -> dict[str, str]:
    weights = payload["weights"]
    issued = assessment.issued_at
    return {
        "assessment": assessment.number,
        "outcome": payload["assessment"]["outcome_title"],
        "round": str(payload["assessment"]["round"]),
        "tree": f"{payload['tree']['id']} {payload['tree']['version']}",
        "weights": f"{weights['number']} 第 {weights['revision']} 版",
        "weights_hash": weights["hash"],
        "pass_rule": f"第 {payload['pass_rule']['revision']} 版",
        "result_inputs_hash": payload["input_hash"],
        "issued_on": issued.astimezone(SHANGHAI).date().isoformat() if issued else "",
    }


def capsule_bytes(capsule: Json) -> bytes:
    """Return the file: one value per line, so that a changed value is a changed line."""
    return (json.dumps(capsule, ensure_ascii=False, indent=1) + "\n").encode()


def kept_capsule(uow: UnitOfWork, assessment: Assessment) -> bytes:
    """Return the capsule as it lies in the sealed archive.

    Raises
    ------
    NotFound
        The report is not issued yet.
    """
    report = report_of(uow, assessment.id)
    if report is None or report.archive_file_id is None:
        raise NotFound("评估胶囊在出具报告后生成。")
    stored = uow.session.get_one(StoredFile, report.archive_file_id)
    with uow.ports.files.open(stored.sha256) as source, zipfile.ZipFile(source) as packed:
        if CAPSULE in packed.namelist():
            return packed.read(CAPSULE)
    # an archive from before capsules existed
    return capsule_bytes(capsule_of(uow, assessment, result_of(uow, assessment.id).payload))
