"""Every published worked example, field by field, and the runner itself."""

import copy
import json
from pathlib import Path

import numpy as np
import pytest

from evaluation import InvalidInput, cases_command, load_cases, run_cases
from evaluation.case_compare import agrees, printed_half_unit
from evaluation.case_values import decode_raw, resolve_ri, table_name
from evaluation.cases import KINDS, inputs_by_id, run_case

DATA = Path(__file__).parent / "data"
FILE = DATA / "evaluation_cases.json"
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
BY_ID = {case["id"]: case for case in DOCUMENT["cases"]}


@pytest.mark.clause("5.1.2.2.4")
@pytest.mark.parametrize("name", BY_ID)
def test_published_case(name):
    checks = run_case(BY_ID[name], inputs_by_id(DOCUMENT))
    assert checks
    for check in checks:
        assert check.ok, check


def test_the_format_note_and_the_runner_list_the_same_kinds_and_fields():
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in (DATA / "evaluation_cases.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and "kind" not in line
    ]
    listed = {kind: (set(i.split(", ")), set(e.split(", "))) for kind, i, e in rows}
    assert set(listed) == set(KINDS)
    for kind, (inputs, fields) in listed.items():
        assert inputs <= KINDS[kind].inputs, kind
        assert fields == KINDS[kind].fields, kind


def make(kind, given, expected, tolerance=1e-6, **more):
    limits = dict.fromkeys(expected, tolerance) if not isinstance(tolerance, dict) else tolerance
    return {
        "id": "x",
        "kind": kind,
        "input": given,
        "expected": expected,
        "tolerance": limits,
        "source": "",
        "note": "",
    } | more


def check(kind, given, expected, tolerance=1e-6, **more):
    return run_case(make(kind, given, expected, tolerance, **more), {})


HAND_MADE = [
    ("ahp_matrix", {"upper": ["2"], "method": "rgm"}, {"lambda_max": 2, "CI": 0, "CR": 0}),
    (
        "ahp_matrix",
        {"matrix": [[1, 2, 4], ["1/2", 1, 2], ["1/4", "1/2", 1]], "method": "wls"},
        {"weights": [4 / 7, 2 / 7, 1 / 7], "lambda_max": 3, "CR": 0, "koczkodaj": 0},
    ),
    ("ahp_matrix", {"direct_ratings": [3, 1]}, {"weights": [0.75, 0.25]}),
    (
        "ahp_matrix",
        {"upper": ["2", "4", "2"], "method": "column_mean", "lambda": "mean(Aw/w)", "ri": 0.58},
        {"lambda_max": 3, "CR": 0},
    ),
    (
        "ahp_group_aij",
        {"individual_uppers": [["4"], ["1"]], "expert_weights": [3, 1]},
        {"upper": [4**0.75]},
    ),
    (
        "ahp_group_aip",
        {"individual_uppers": [["4"], ["1"]], "method": "eigenvector", "aggregation": "geometric"},
        {"weights": [2 / 3, 1 / 3]},
    ),
    (
        "ahp_group_screen",
        {"individual_uppers": [["2", "4", "2"], ["9", "1/9", "9"]], "ri": 0.58, "threshold": 0.1},
        {"consistent": 1, "inconsistent": 1},
    ),
    (
        "ahp_incomplete",
        {"items": ["a", "b", "c"], "known": {"ab": 2, "cb": "1/3"}, "method": "Harker"},
        {"missing": {"a-c": 6}, "weights": [0.6, 0.3, 0.1], "CR": 0},
    ),
    (
        "ahp_incomplete",
        {"items": ["a", "b", "c"], "known": {"a-b": 2, "b-c": 3}, "method": "incomplete LLSM"},
        {"missing": {"ca": 1 / 6}, "weights": [0.6, 0.3, 0.1]},
    ),
    (
        "ahp_hierarchy",
        {
            "root": "G",
            "nodes": {
                "G": {"children": ["A", "B"], "upper": ["3"]},
                "A": {"children": ["x", "y"], "weights": [0.5, 0.5]},
            },
        },
        {
            "leaves": {"x": 0.375, "B": 0.25},
            "nodes": {"A": 0.75},
            "CR": 0,
            "locals": {"A": [0.5, 0.5], "G": {"A": 0.75, "B": 0.25}},
        },
    ),
    ("ahp_rating_scale", {"upper": ["3"], "normalise": "sum"}, {"intensities": [0.75, 0.25]}),
    ("ahp_hierarchy_cr", {"weights": [0.5, 0.5], "CI": [0, 0.1], "RI": 0.5}, {"CR": 0.1}),
    ("ahp_sensitivity", {"x": 3, "dx": 1, "n": 4}, {"plus": 4 / 7 - 0.5, "minus": 0.4 - 0.5}),
    (
        "delphi_authority",
        {
            "basis_counts_large_medium_small": {
                "practice": [16, 0, 0],
                "theory": [7, 9, 0],
                "peers": [16, 0, 0],
                "intuition": [16, 0, 0],
            },
            "basis_coefficients": {
                "practice": [0.5, 0.4, 0.3],
                "theory": [0.3, 0.2, 0.1],
                "peers": [0.1, 0.1, 0.1],
                "intuition": [0.1, 0.1, 0.1],
            },
            "familiarity_counts": {"1.0": 1, "0.8": 12, "0.6": 3},
            "n": 16,
        },
        {"Ca": 0.94375, "Cs": 0.775, "Cr": 0.859375},
    ),
    (
        "delphi_authority",
        {
            "basis_counts_large_medium_small": [[2, 0, 0]],
            "basis_coefficients": [{"large": 0.5, "medium": 0.4, "small": 0.3}],
            "familiarity_counts": [[1.0, 1], [0.5, 1]],
        },
        {"Ca": 0.5, "Cs": 0.75},
    ),
    (
        "delphi_authority",
        {
            "basis_counts_large_medium_small": [[1, 1, 0]],
            "basis_coefficients": [[0.5, 0.4, 0.3]],
            "familiarity_counts": [1, 1, 0, 0, 0],
            "n": 2,
        },
        {"Ca": 0.45, "Cs": 0.9},
    ),
    ("delphi_cv", {"mean": 4, "sd": 1}, {"CV": 0.25}),
    (
        "ipras",
        {"panel": [2, 3, 5, 6, 7, 7, 8, 8, 9], "scale_midpoint": 5},
        {"IPR": 2.2, "disagreement": False},
    ),
    (
        "kendall_w",
        {"ratings_raters_by_items": [[1, 2, 3], [1, 2, 3], [1, 2, 3]]},
        {
            "W": 1,
            "S": 18,
            "chi2": 6,
            "df": 2,
            "df1": 4 / 3,
            "df2": 8 / 3,
            "rank_sums": [3, 6, 9],
            "mean_ranks": [1, 2, 3],
            "rank_sum_total": 18,
            "p_permutation": 1 / 36,
        },
    ),
    (
        "krippendorff_alpha",
        {"value_counts_units_by_categories": [[2, 0], [0, 2], [1, 1], [2, 0]]},
        {"fleiss_kappa": 7 / 15, "nominal": 8 / 15},
    ),
    (
        "objective_weights",
        {"matrix": [[1, 0], [3, 4]], "method": "SD"},
        {"weights": [1 / 3, 2 / 3]},
    ),
    (
        "objective_weights",
        {"matrix": [[1, 1], [1, 0]], "method": "entropy"},
        {"weights": [0, 1]},
    ),
    (
        "weighted_score",
        {"upper": ["3"], "method": "eigenvector", "scores": [[4, 8]]},
        {"totals": [5]},
    ),
]


@pytest.mark.parametrize(("kind", "given", "expected"), HAND_MADE)
def test_fields_of_the_format_that_the_file_at_hand_does_not_hold(kind, given, expected):
    for result in check(kind, given, expected):
        assert result.ok, result


def test_shrout_fleiss_1979_whole_table():
    ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    expected = {
        "ICC1": 0.17,
        "ICC2": 0.29,
        "ICC3": 0.71,
        "ICC1k": 0.44,
        "ICC2k": 0.62,
        "ICC3k": 0.91,
        "CI_ICC1": [-0.13, 0.72],
        "CI_ICC2": [0.02, 0.76],
        "CI_ICC3": [0.34, 0.95],
        "CI_ICC1k": [-0.88, 0.91],
        "CI_ICC2k": [0.07, 0.93],
        "CI_ICC3k": [0.68, 0.99],
        "F1": 1.79,
        "F3": 11.03,
        "df_b": 5,
        "df_w": 18,
        "df_e": 15,
    }
    for result in check("icc", {"ratings_subjects_by_raters": ratings}, expected, 0.0065):
        assert result.ok, result
    for result in check(
        "icc", {"ratings_subjects_by_raters": ratings}, {"p1": 0.1648, "p3": 0.0001346}, 5e-4
    ):
        assert result.ok, result


def test_unknown_kinds_fields_and_inputs_are_not_ok():
    assert not check("ahp_magic", {}, {"CR": 1})[0].ok
    assert "未知类型" in check("ahp_magic", {}, {"CR": 1})[0].note
    assert check("delphi_cv", {"mean": 4, "sd": 1}, {"XY": 1})[0].note == "未知字段"
    assert "未知输入字段" in check("delphi_cv", {"mean": 4, "sd": 1, "z": 1}, {"CV": 0.25})[0].note
    assert not check("delphi_cv", {"mean": 4}, {"CV": 0.25})[0].ok
    assert not run_case({"id": "x", "kind": "delphi_cv"}, {})[0].ok
    failed = check("ahp_group_screen", {"same_raw_as": "nowhere"}, {"consistent": 1})[0]
    assert "nowhere" in failed.note


def test_a_value_off_by_more_than_the_tolerance_fails_and_a_marked_misprint_is_shown():
    off = make("delphi_cv", {"mean": 4, "sd": 1}, {"CV": 0.26}, 0.006)
    document = {"cases": [off]}
    assert not run_cases(document).ok
    assert run_cases(document).passed == 0
    marked = run_cases({"cases": [off | {"verified": False}]})
    assert marked.ok
    assert marked.checks[0].misprint
    broken = run_cases({"cases": [make("delphi_cv", {}, {"CV": 1}) | {"verified": False}]})
    assert not broken.ok


def test_one_changed_digit_in_any_case_is_noticed():
    document = copy.deepcopy(DOCUMENT)
    case = next(c for c in document["cases"] if c["id"] == "ahp-mcda-style-consistency")
    case["expected"]["CR"] = 0.165
    report = run_cases(document)
    assert [c.case for c in report.checks if not c.ok] == ["ahp-mcda-style-consistency"]
    assert report.passed == report.cases - 1


def test_cases_command_prints_every_field_and_the_exit_code(tmp_path):
    code, lines = cases_command(FILE)
    assert code == 0
    assert len(lines) == sum(len(c["expected"]) for c in DOCUMENT["cases"]) + 1
    assert all("期望" in line and "计算" in line for line in lines[:-1])
    wrong = tmp_path / "more_cases.json"
    wrong.write_text(json.dumps({"cases": [make("x", {}, {"y": 1})]}), encoding="utf-8")
    assert cases_command(wrong)[0] == 1
    assert cases_command(tmp_path / "absent.json")[0] == 2
    wrong.write_text("[]", encoding="utf-8")
    assert cases_command(wrong)[0] == 2
    wrong.write_text("{", encoding="utf-8")
    assert cases_command(wrong)[0] == 2
    wrong.write_text("{}", encoding="utf-8")
    assert cases_command(wrong)[0] == 2
    wrong.write_text('{"cases": [1]}', encoding="utf-8")
    assert cases_command(wrong)[0] == 2


def test_a_screen_may_refer_to_a_case_of_the_published_file(tmp_path):
    """The 200 judges pass 133 times with RI 1.12 and 126 times with Donegan and Dodd's 1.0591."""
    for ri, passed in ((1.12, 133), (1.0591, 126)):
        case = make(
            "ahp_group_screen",
            {"same_raw_as": "group-city200-aij", "ri": ri, "threshold": 0.1},
            {"consistent": passed, "inconsistent": 200 - passed},
            0,
        )
        path = tmp_path / "kept_cases.json"
        path.write_text(json.dumps({"cases": [case]}), encoding="utf-8")
        code, lines = cases_command(path)
        assert code == 0, lines


def test_random_index_of_a_case():
    assert resolve_ri({"ri": 0.5}, 4) == 0.5
    assert resolve_ri({"ri": {"4": 0.7}}, 4) == 0.7
    assert resolve_ri({"ri_table": [0, 0, 0.58, 0.9]}, 4) == 0.9
    assert resolve_ri({"ri_table": "Saaty (2005) n=7"}, 7) == 1.35
    assert resolve_ri({}, 4, "CR with Saaty (1980) RI.") == 0.9
    assert resolve_ri({}, 4, "nothing") == 0.9
    assert resolve_ri({"ri": "Donegan-Dodd"}, 4) == 0.8286
    assert table_name("Alonso & Lamata linear fit") == "alonso_lamata_linear"
    assert table_name("Alonso-Lamata") == "alonso_lamata"


def test_raw_codings():
    coding = "negative v means a_ij=|v|, positive v means a_ij=1/v"
    assert decode_raw({"raw": [[-3]], "raw_coding": coding})[0, 0, 1] == 3
    other = "positive v means a_ij=v, negative v means a_ij=1/|v|"
    assert decode_raw({"raw": [[-3]], "raw_coding": other})[0, 0, 1] == pytest.approx(1 / 3)
    assert decode_raw({"raw": [["1/4"]]})[0, 0, 1] == 0.25
    with pytest.raises(InvalidInput):
        decode_raw({"raw": [[1]], "raw_coding": "as usual"})


def test_comparison_rules():
    assert agrees(None, None, 0)
    assert agrees([1, 2], np.array([1.0, 2.0]), 0)
    assert not agrees([1, 2], [1], 0)
    assert agrees({"a": 1}, {"a": 1.05, "b": 9}, 0.1)
    assert not agrees({"a": 1}, {"b": 1}, 0.1)
    assert agrees(True, np.bool_(True), 0)
    assert not agrees(True, 1, 0)
    assert not agrees(1, True, 0)
    assert agrees("1/4", 0.25, 0)
    assert not agrees("x", 0.25, 0)
    assert agrees("x", "x", 0)
    assert not agrees(1.0, None, 0.5)


def test_half_a_printed_unit_is_allowed_for_long_figures_only():
    assert printed_half_unit(0.0) == 0
    assert printed_half_unit(0.35) == 0
    assert printed_half_unit(0.5372849659) == pytest.approx(5e-11)
    assert not agrees(0.5372849659, 0.53728496591177, 1e-12)
    assert agrees(0.5372849659, 0.53728496591177, 1e-12, as_printed=True)
    assert not agrees(0.0, 0.001, 1e-9, as_printed=True)


def test_load_cases_names_the_file(tmp_path):
    with pytest.raises(InvalidInput, match=r"absent\.json"):
        load_cases(tmp_path / "absent.json")
