"""Run a file of published worked examples: expected beside computed, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation import case_ahp, case_panel
from evaluation.case_compare import agrees, shaped, tolerance_of
from evaluation.case_values import CaseInput, Computed
from evaluation.errors import EvaluationError, InvalidInput
from evaluation.json_files import parse_object, read_text_file
from evaluation.provenance import Json, to_json

_FAILURES = (EvaluationError, ArithmeticError, LookupError, TypeError, ValueError)
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
        "method mode nodes root ri ri_table lambda",
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
        case_ahp.ahp_validation, "items matrix method lambda ri ri_table", "CR reciprocal weights"
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
    "weighted_score": _kind(case_ahp.weighted_score, "items method scores upper matrix", "totals"),
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
        Absolute; one per entry if the case says so.
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
    tolerance: Json
    ok: bool
    misprint: bool = False
    note: str = ""


@dataclass(frozen=True)
class CasesReport:
    """All checks of a file and the number of cases.

    Attributes
    ----------
    checks
        One per expected field.
    cases
        Number of cases.
    """

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

    Returns
    -------
    CasesReport

    Raises
    ------
    InvalidInput
        If the document is not of the format; the message names the place.

    References
    ----------
    Format: tests/evaluation/data/evaluation_cases.md (2026).

    Examples
    --------
    >>> case = {"kind": "delphi_cv", "input": {"mean": 4, "sd": 1}, "expected": {"CV": 0.25}}
    >>> run_cases({"cases": [case]}).ok
    True
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
    computed, note = _outcome(kind_name, given, case, known)
    checks = []
    for field, value in expected.items():
        tolerance, found, reason = _field(str(field), value, computed, given, case)
        reason = note or reason
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
                tolerance=to_json(tolerance),
                ok=ok,
                misprint=case.get("verified") is False and off,
                note=reason,
            )
        )
    return checks


def _outcome(
    kind_name: str, given: CaseInput, case: Mapping[str, object], known: Mapping[str, CaseInput]
) -> tuple[Computed, str]:
    """Compute a case; the note says why nothing could be computed."""
    kind = KINDS.get(kind_name)
    if kind is None:
        return {}, f"未知类型 {kind_name}"
    if unknown := sorted(set(given) - kind.inputs):
        return {}, "未知输入字段 " + "、".join(unknown)
    try:
        with np.errstate(all="ignore"):
            return _compute(kind_name, kind, given, case, known), ""
    except _FAILURES as error:
        return {}, f"计算失败：{error}"


def _field(
    field: str,
    expected: object,
    computed: Computed,
    given: CaseInput,
    case: Mapping[str, object],
) -> tuple[object, object, str]:
    """Return tolerance, computed value in the expected shape, and why there is no value."""
    kind = KINDS.get(str(case.get("kind", "")))
    tolerance: object = 0.0
    try:
        tolerance = tolerance_of(case.get("tolerance", {}), field)
        if kind is None or field not in kind.fields:
            return tolerance, None, "未知字段"
        if field not in computed:
            return tolerance, None, "由这些输入算不出该字段"
        with np.errstate(all="ignore"):
            return tolerance, _shaped(field, expected, computed, given), ""
    except _FAILURES as error:
        return tolerance, None, f"计算失败：{error}"


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


def load_cases(path: Path) -> Mapping[str, object]:
    """Read a case file.

    Parameters
    ----------
    path
        A file in the format of ``evaluation_cases.json``.

    Returns
    -------
    Mapping
        The document.

    Raises
    ------
    InvalidInput
        Not readable, not JSON, or not an object.

    References
    ----------
    Format: tests/evaluation/data/evaluation_cases.md (2026).
    """
    return parse_object(read_text_file(path), str(path))


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


_LISTED = {
    "alternatives": "_leaf_values",
    "leaves": "_leaf_values",
    "missing": "_missing_values",
}
_SINGLE = {"CR": "_root_CR"}


def _shaped(field: str, expected: object, computed: Computed, given: object) -> object:
    """Give the computed value the shape the case asks for."""
    value = _value(computed, field)
    if isinstance(value, Mapping) and isinstance(expected, list):
        value = _value(computed, _LISTED[field]) if field in _LISTED else value
    elif isinstance(value, Mapping) and not isinstance(expected, Mapping):
        value = _value(computed, _SINGLE.get(field, ""))
    elif (
        field == "errors"
        and isinstance(expected, list)
        and expected
        and isinstance(expected[0], list)
    ):
        value = _value(computed, "_table")
    children = computed.get("_children")
    if field == "locals" and isinstance(value, Mapping) and isinstance(children, Mapping):
        wanted = expected if isinstance(expected, Mapping) else {}
        return {node: shaped(wanted.get(node), value[node], children[node]) for node in value}
    return shaped(expected, value, given.get("items") if isinstance(given, Mapping) else None)


def _value(computed: Computed, field: str) -> object:
    """Return a computed value; what is costly or may be undefined is computed only here."""
    value = computed.get(field)
    return value() if callable(value) else value


def _subset(expected: object, found: object) -> object:
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return {key: found.get(key) for key in expected}
    return found
