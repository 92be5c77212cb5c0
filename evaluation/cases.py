"""Run a file of published worked examples: expected beside computed, field by field."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation import case_ahp, case_panel
from evaluation.case_values import CaseInput, Computed, agrees
from evaluation.errors import EvaluationError, InvalidInput
from evaluation.provenance import Json, to_json

CaseFunction = Callable[[CaseInput, str], Computed]


@dataclass(frozen=True)
class CaseKind:
    """A kind of case: its function, the input fields it reads and the fields it may expect."""

    compute: CaseFunction | None
    inputs: frozenset[str]
    fields: frozenset[str]


def _kind(compute: CaseFunction | None, inputs: str, fields: str) -> CaseKind:
    return CaseKind(compute, frozenset(inputs.split()), frozenset(fields.split()))


_ICC_FIELDS = (
    "CI_ICC1 CI_ICC1k CI_ICC2 CI_ICC2k CI_ICC3 CI_ICC3k F1 F3 ICC1 ICC1k ICC2 ICC2k ICC3 ICC3k "
    "df_b df_e df_w nu p1 p3 p_A1"
)
KINDS: dict[str, CaseKind] = {
    "ahp_consensus": _kind(case_ahp.ahp_consensus, "M priorities", "S_star"),
    "ahp_error_matrix": _kind(case_ahp.ahp_error_matrix, "items matrix upper method", "errors"),
    "ahp_group_aij": _kind(
        case_ahp.ahp_group_aij, "expert_weights individual_uppers items raw raw_coding", "upper"
    ),
    "ahp_group_aip": _kind(
        case_ahp.ahp_group_aip,
        "aggregation expert_weights individual_uppers items method raw raw_coding",
        "weights",
    ),
    "ahp_group_screen": _kind(
        None,
        "ri ri_table same_raw_as threshold raw raw_coding individual_uppers items",
        "consistent inconsistent",
    ),
    "ahp_hierarchy": _kind(
        case_ahp.ahp_hierarchy,
        "method nodes root ri ri_table lambda",
        "CR alternatives leaves locals nodes",
    ),
    "ahp_hierarchy_cr": _kind(case_ahp.ahp_hierarchy_cr, "CI RI formula weights", "CR"),
    "ahp_hierarchy_sum": _kind(case_ahp.ahp_hierarchy_sum, "local weights", "value"),
    "ahp_incomplete": _kind(
        case_ahp.ahp_incomplete, "items known matrix upper method ri ri_table", "CR missing weights"
    ),
    "ahp_matrix": _kind(
        case_ahp.ahp_matrix,
        "direct_ratings items lambda matrix method ri ri_table upper",
        "CI CR koczkodaj lambda_max weights",
    ),
    "ahp_rating_scale": _kind(
        case_ahp.ahp_rating_scale, "items method normalise upper matrix", "intensities"
    ),
    "ahp_repair": _kind(
        case_ahp.ahp_repair,
        "items matrix upper replaced_pair ri ri_table rule",
        "CR_after replacement replacement_inverse worst_error worst_pair",
    ),
    "ahp_sensitivity": _kind(case_ahp.ahp_sensitivity, "dx n x", "minus plus"),
    "ahp_validation": _kind(
        case_ahp.ahp_validation, "items matrix method ri ri_table", "CR reciprocal weights"
    ),
    "delphi_authority": _kind(
        case_panel.delphi_authority,
        "Ca Cs basis_coefficients basis_counts_large_medium_small familiarity_counts n",
        "Ca Cr Cs",
    ),
    "delphi_cv": _kind(case_panel.delphi_cv, "items mean sd", "CV"),
    "icc": _kind(case_panel.icc_case, "ratings_subjects_by_raters", _ICC_FIELDS),
    "ipras": _kind(
        case_panel.ipras_case,
        "formula median p30 p70 panel scale_midpoint",
        "AI IPR IPRAS IPRCP disagreement",
    ),
    "kendall_w": _kind(
        case_panel.kendall_case,
        "counts_sites_by_species items orientation ratings_raters_by_items site_totals transform",
        "F S W chi2 df df1 df2 mean_ranks p p_F p_permutation rank_sum_total rank_sums",
    ),
    "krippendorff_alpha": _kind(
        case_panel.krippendorff_case,
        "contingency_rater1_by_rater2 data_raters_by_units value_counts_units_by_categories",
        "fleiss_kappa interval nominal ordinal ratio",
    ),
    "objective_weights": _kind(case_panel.objective_weights, "matrix method", "weights"),
    "weighted_score": _kind(case_ahp.weighted_score, "method scores upper", "totals"),
}
"""Every kind of the format, with every input and every field."""


@dataclass(frozen=True)
class FieldCheck:
    """One expected field.

    Attributes
    ----------
    case, kind, field
        Where.
    expected, computed
        Plain values; ``computed`` is None if there is none.
    tolerance
        Absolute.
    ok
        Within tolerance.
    misprint
        Off, but the case is marked as a published misprint: shown, not counted as a fault.
    note
        Why there is no value.
    """

    case: str
    kind: str
    field: str
    expected: Json
    computed: Json
    tolerance: float
    ok: bool
    misprint: bool = False
    note: str = ""


@dataclass(frozen=True)
class CasesReport:
    """All checks of a file and the number of cases."""

    checks: tuple[FieldCheck, ...]
    cases: int

    @property
    def passed(self) -> int:
        """Cases whose every field is within tolerance (or a marked misprint)."""
        return self.cases - len({c.case for c in self.checks if not (c.ok or c.misprint)})

    @property
    def ok(self) -> bool:
        """Whether nothing is off or unknown."""
        return self.cases > 0 and all(c.ok or c.misprint for c in self.checks)


def run_cases(
    data: Mapping[str, object], others: Mapping[str, CaseInput] | None = None
) -> CasesReport:
    """Run every case of a document ``{"cases": [...]}``.

    Parameters
    ----------
    data
        The parsed file.
    others
        Inputs of cases of other files, by id, for ``same_raw_as``.

    Raises
    ------
    InvalidInput
        If the document is not of the format; the message names the place.
    """
    cases = data.get("cases")
    if not isinstance(cases, list):
        raise InvalidInput("没有案例列表", where="/cases", cure='应为 {"cases": [...]}')
    known = dict(others or {}) | inputs_by_id(data)
    checks: list[FieldCheck] = []
    for k, case in enumerate(cases):
        if not isinstance(case, Mapping):
            raise InvalidInput("应为对象", where=f"/cases/{k}", cure="请更正")
        checks += run_case(case, known, f"/cases/{k}")
    return CasesReport(tuple(checks), len(cases))


def run_case(
    case: Mapping[str, object], known: Mapping[str, CaseInput], where: str = ""
) -> list[FieldCheck]:
    """Run one case and compare every expected field."""
    name = str(case.get("id", where))
    kind_name = str(case.get("kind", ""))
    expected = case.get("expected")
    given = case.get("input")
    if not isinstance(expected, Mapping) or not expected or not isinstance(given, Mapping):
        return [
            FieldCheck(
                name, kind_name, "*", None, None, 0.0, ok=False, note="缺少 input 或 expected"
            )
        ]
    kind = KINDS.get(kind_name)
    tolerances = case.get("tolerance")
    limits = tolerances if isinstance(tolerances, Mapping) else {}
    misprint = case.get("verified") is False
    computed: Computed = {}
    note = ""
    if kind is None:
        note = f"未知类型 {kind_name}"
    elif unknown := sorted(set(given) - kind.inputs):
        note = "未知输入字段 " + "、".join(unknown)
    else:
        try:
            with np.errstate(all="ignore"):
                computed = _compute(kind_name, kind, given, case, known)
        except (EvaluationError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            note = f"计算失败：{error}"
    checks = []
    for field, value in expected.items():
        tolerance = _tolerance(limits.get(field))
        found = _shaped(field, value, computed, given)
        reason = note
        if not note and (kind is None or field not in kind.fields or field not in computed):
            reason = "未知字段"
        ok = not reason and agrees(value, found, tolerance)
        if not reason and not ok and agrees(value, found, tolerance, as_printed=True):
            ok, reason = True, "容差小于印出位数，按印出的末位比较"
        off = not ok and not reason
        checks.append(
            FieldCheck(
                case=name,
                kind=kind_name,
                field=str(field),
                expected=to_json(value),
                computed=to_json(_subset(value, found)),
                tolerance=tolerance,
                ok=ok,
                misprint=misprint and off,
                note=reason,
            )
        )
    return checks


def inputs_by_id(data: Mapping[str, object]) -> dict[str, CaseInput]:
    """Return the inputs of a document by case id."""
    cases = data.get("cases")
    if not isinstance(cases, list):
        return {}
    return {
        str(case["id"]): case["input"]
        for case in cases
        if isinstance(case, Mapping) and "id" in case and isinstance(case.get("input"), Mapping)
    }


def load_cases(path: Path) -> dict[str, object]:
    """Read a case file.

    Raises
    ------
    InvalidInput
        Not readable, not JSON, or not an object.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(
            f"读不到文件（{error.strerror}）", where=str(path), cure="请核对路径"
        ) from None
    except ValueError as error:
        raise InvalidInput(f"不是 JSON（{error}）", where=str(path), cure="请核对文件") from None
    if not isinstance(data, dict):
        raise InvalidInput("应为对象", where=str(path), cure='应为 {"cases": [...]}')
    return data


def _compute(
    name: str,
    kind: CaseKind,
    given: CaseInput,
    case: Mapping[str, object],
    known: Mapping[str, CaseInput],
) -> Computed:
    context = f"{case.get('source', '')} {case.get('note', '')}"
    if kind.compute is not None:
        return kind.compute(given, context)

    def lookup(reference: str) -> CaseInput:
        if reference not in known:
            raise InvalidInput(
                f"没有案例 {reference}", where=f"{name}/same_raw_as", cure="请并入文件"
            )
        return known[reference]

    return case_ahp.ahp_group_screen(given, context, lookup)


def _shaped(field: object, expected: object, computed: Computed, given: object) -> object:
    """Give the computed value the shape the case asks for."""
    value = computed.get(str(field))
    if isinstance(value, Mapping) and not isinstance(expected, Mapping):
        return computed.get(
            {"CR": "_root_CR", "missing": "_missing_values"}.get(str(field), ""), value
        )
    if (
        field == "errors"
        and isinstance(expected, list)
        and expected
        and isinstance(expected[0], list)
    ):
        return computed.get("_table")
    children = computed.get("_children")
    if field == "locals" and isinstance(value, Mapping) and isinstance(children, Mapping):
        wanted = expected if isinstance(expected, Mapping) else {}
        return {node: _named(wanted.get(node), value[node], children[node]) for node in value}
    items = given.get("items") if isinstance(given, Mapping) else None
    return _named(expected, value, items)


def _named(expected: object, value: object, names: object) -> object:
    """Turn a list into an object by names where the case expects an object."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(expected, Mapping) and isinstance(value, list) and isinstance(names, list):
        return dict(zip((str(name) for name in names), value, strict=False))
    return value


def _subset(expected: object, found: object) -> object:
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return {key: found.get(key) for key in expected}
    return found


def _tolerance(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value)
