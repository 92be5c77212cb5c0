"""Variants that the published file does not hold; and that no wrong figure slips through."""

import copy
import json
from pathlib import Path

import pytest

from evaluation import InvalidInput, run_cases
from evaluation.case_compare import agrees, shaped, tolerance_of
from evaluation.case_values import decode_raw, stated_index, uppers
from evaluation.cases import KINDS, inputs_by_id, run_case

DATA = Path(__file__).parent / "data"
PUBLISHED = json.loads((DATA / "evaluation_cases.json").read_text(encoding="utf-8"))
MORE = json.loads((DATA / "more_cases.json").read_text(encoding="utf-8"))
BY_ID = {case["id"]: case for case in MORE["cases"]}
INPUTS = inputs_by_id(PUBLISHED) | inputs_by_id(MORE)


@pytest.mark.clause("5.1.2.2.4")
@pytest.mark.parametrize("name", BY_ID)
def test_further_case(name):
    checks = run_case(BY_ID[name], INPUTS)
    assert checks
    for check in checks:
        assert check.ok, check


def test_the_two_files_together_hold_every_field_of_every_kind():
    """Only then can a file with other cases be trusted to run."""
    seen = {
        (case["kind"], field)
        for case in (*PUBLISHED["cases"], *MORE["cases"])
        for field in case["expected"]
    }
    missing = {(kind, field) for kind, body in KINDS.items() for field in body.fields} - seen
    assert missing == {("icc", "p1")}  # Shrout and Fleiss 1979 in test_cases.py


def numbers_in(value, path=()):
    """Yield the path of every number inside an expected value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers_in(item, (*path, key))
    elif isinstance(value, list):
        for k, item in enumerate(value):
            yield from numbers_in(item, (*path, k))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def moved(case, path, by):
    body = copy.deepcopy(case)
    place = body["expected"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] += by
    return body


@pytest.mark.parametrize("case", [*PUBLISHED["cases"], *MORE["cases"]], ids=lambda c: c["id"])
def test_any_single_wrong_figure_is_noticed(case):
    """Move one number at a time by three tolerances and a little: only its field is off."""
    for field, value in case["expected"].items():
        size = 3 * case["tolerance"].get(field, 0) + 1e-6
        for path in list(numbers_in(value, (field,)))[:4]:
            wrong = run_case(moved(case, path, size), INPUTS)
            assert {check.field for check in wrong if not check.ok} == {field}, path


@pytest.mark.parametrize("case", [*PUBLISHED["cases"], *MORE["cases"]], ids=lambda c: c["id"])
def test_what_the_runner_does_not_know_is_said(case):
    body = copy.deepcopy(case)
    body["expected"]["made_up"] = 1
    last = run_case(body, INPUTS)[-1]
    assert (last.ok, last.note) == (False, "未知字段")
    body = copy.deepcopy(case)
    body["input"]["made_up"] = 1
    for check in run_case(body, INPUTS):
        assert (check.ok, check.note) == (False, "未知输入字段 made_up")


def check(kind, given, expected, tolerance=1e-6):
    body = {"id": "x", "kind": kind, "input": given, "expected": expected}
    return run_case(body | {"tolerance": tolerance}, {})[0]


def test_tolerances_per_entry_and_tolerances_that_would_accept_anything():
    mean = {"mean": [4, 5], "sd": [1, 1]}
    assert check("delphi_cv", mean, {"CV": [0.26, 0.2]}, {"CV": [0.02, 0]}).ok
    assert not check("delphi_cv", mean, {"CV": [0.26, 0.21]}, {"CV": [0.02, 0]}).ok
    assert check("delphi_cv", mean, {"CV": [0.26, 0.21]}, 0.02).ok
    assert not check("delphi_cv", mean, {"CV": [0.25, 0.21]}, {"CV": [0.02]}).ok
    named = mean | {"items": ["a", "b"]}
    assert check("delphi_cv", named, {"CV": {"a": 0.26}}, {"CV": {"a": 0.02}}).ok
    assert not check("delphi_cv", named, {"CV": {"b": 0.21}}, {"CV": {"a": 0.02}}).ok
    assert check("delphi_cv", mean, {"CV": [0.25, 0.2]}, None).ok
    for endless in (1e999, -1, "many"):
        assert "容差" in check("delphi_cv", mean, {"CV": [9, 9]}, {"CV": endless}).note or (
            "不是数" in check("delphi_cv", mean, {"CV": [9, 9]}, {"CV": endless}).note
        )
    with pytest.raises(InvalidInput):
        tolerance_of({"CV": float("nan")}, "CV")


def test_an_empty_expectation_accepts_nothing():
    assert not agrees({}, {"CR": 0.1})
    assert agrees({}, {})
    assert not agrees([], [1])
    assert not check("delphi_cv", {"mean": [4], "sd": [1]}, {"CV": []}).ok
    report = run_cases({"cases": [{"id": "x", "kind": "delphi_cv", "input": {}, "expected": {}}]})
    assert not report.ok


def test_printed_inequalities():
    assert agrees("<.001", 0.0004)
    assert not agrees("< .001", 0.2)
    assert agrees("≥ 0.8", 0.81)
    assert not agrees("> x", 0.81)
    assert agrees("x", "x")


def test_shapes_of_expected_values():
    assert shaped([1, 2], {"a": 1, "b": 2}, None) == [1, 2]
    assert shaped(["a", "b"], [1, 0], ["b", "a"]) == ["a", "b"]
    assert shaped(["1/3"], [1 / 3], ["b"]) == [1 / 3]
    assert shaped([["x"]], [[1]], ["b"]) == [[1]]


def test_a_random_index_said_in_words():
    assert stated_index("RI(5) = 1.12", 5) == 1.12
    assert stated_index("RI(5) = 1.12", 4) is None
    assert stated_index("RI[n=4]: .90", 4) == 0.90
    assert stated_index("own simulation, RI 1.40", 8) is None
    assert stated_index("own simulation, RI 1.40", 8, lone=True) == 1.40


def test_panels_of_a_case():
    assert uppers([["2"], [[1, 2], ["1/2", 1]]], "x").shape == (2, 2, 2)
    with pytest.raises(InvalidInput, match="x/1"):
        uppers([["2"], ["2", "2", "2"]], "x")
    with pytest.raises(InvalidInput, match="专家"):
        uppers([], "x")
    with pytest.raises(InvalidInput, match="raw/0/1"):
        decode_raw({"raw": [[1, 0, 2]], "raw_coding": "positive v means a_ij=v"})


@pytest.mark.parametrize(
    ("kind", "given", "field", "words"),
    [
        ("ahp_matrix", {"upper": ["2", "2", "3"], "ri": 0}, "CR", "不是正数"),
        ("ahp_matrix", {"matrix": [[1, 2], [0, 1]]}, "weights", "不是正数"),
        ("ahp_matrix", {"upper": ["2", None, None]}, "weights", "不相连"),
        ("ahp_validation", {"matrix": [[1, 2]]}, "reciprocal", "方阵"),
        ("ahp_validation", {"matrix": [[1, -2], [-2, 1]]}, "CR", "算不出"),
        ("ahp_incomplete", {"items": ["a", "b"], "known": {"ab": 3, "ba": 3}}, "CR", "不互反"),
        ("ahp_repair", {"upper": ["2", "2", "2"], "rule": "flip a coin"}, "replacement", "看不懂"),
        ("ahp_repair", {"upper": ["2", "2", "2"], "replaced_pair": [0, 9]}, "replacement", "没有"),
        ("ahp_repair", {"upper": ["2", "2", "2"], "replaced_pair": [0]}, "replacement", "没有"),
        ("ahp_group_aip", {"individual_uppers": [["2"]], "aggregation": "max"}, "weights", "max"),
        ("ahp_rating_scale", {"upper": ["2"], "normalise": "rank"}, "intensities", "rank"),
        (
            "delphi_authority",
            {"familiarity_counts": [{"label": "high", "value": 0.8}]},
            "Cs",
            "认不出",
        ),
        (
            "delphi_authority",
            {"familiarity_counts": {"counts": [1, 1, 1, 1, 1, 1]}},
            "Cs",
            "等级过多",
        ),
        ("krippendorff_alpha", {"data_raters_by_units": [[1, 1], [1, 1]]}, "nominal", "无定义"),
        (
            "krippendorff_alpha",
            {"value_counts_units_by_categories": [[2, 0], [1, 2]]},
            "fleiss_kappa",
            "评分人数不同",
        ),
    ],
)
def test_what_cannot_be_computed_is_said(kind, given, field, words):
    found = check(kind, given, {field: 1})
    assert not found.ok
    assert words in found.note


def test_a_hierarchy_node_may_have_its_own_method():
    nodes = {
        "G": {"children": ["a", "b", "c"], "upper": ["2", "9", "2"], "method": "column_mean"},
    }
    plain = check("ahp_matrix", {"upper": ["2", "9", "2"], "method": "column_mean"}, {"weights": 0})
    found = check("ahp_hierarchy", {"root": "G", "nodes": nodes}, {"leaves": plain.computed})
    assert found.ok


def test_percentile_rules_named_in_a_formula():
    panel = {"panel": [2, 3, 5, 6, 7, 7, 8, 8, 9]}
    for formula, spread in (
        ("AI=|scale midpoint-IPRCP|", 2.2),
        ("percentiles by Hazen", 2.6),
        ("numpy median_unbiased", 2.733333333),
        ("interpolated_inverted_cdf", 7.3 - 4.4),
    ):
        found = check("ipras", panel | {"formula": formula}, {"IPR": spread})
        assert found.ok, found


def test_named_pairs_in_repairs_and_scalars_where_objects_are_computed():
    body = {"items": ["a", "b", "c"], "upper": ["3", "2", "3"], "ri": 0.58}
    assert check("ahp_repair", body, {"worst_pair": ["a", "b"]}).ok
    missing = {"items": list("abc"), "known": {"ab": 2, "bc": 3}}
    assert not check("ahp_incomplete", missing, {"missing": 6}).ok
