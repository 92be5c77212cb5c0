"""Shapes that a case file may and may not use."""

import numpy as np
import pytest

from evaluation import InvalidInput
from evaluation.case_compare import agrees
from evaluation.case_values import (
    decode_raw,
    full_matrix,
    lambda_of,
    mapping,
    number,
    sequence,
    table,
    weigh,
    weighting,
)
from evaluation.cases import run_case


def case(kind, given, expected, tolerance=1e-6, **more):
    body = {"id": "x", "kind": kind, "input": given, "expected": expected}
    return run_case(body | {"tolerance": dict.fromkeys(expected, tolerance)} | more, {})


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("ahp_validation", {"matrix": [[1, 2], ["1/2", 1]]}, {"reciprocal": True}),
        (
            "ahp_incomplete",
            {"matrix": [[1, 2, None], ["1/2", 1, 3], [None, "1/3", 1]]},
            {"missing": [6]},
        ),
        ("ahp_matrix", {"upper": ["2", None, "3"]}, {"weights": [0.6, 0.3, 0.1]}),
        ("ahp_matrix", {"upper": ["3"], "items": ["a", "b"]}, {"weights": {"a": 0.75, "b": 0.25}}),
        ("ahp_matrix", {"upper": ["2", "4", "2"], "lambda": "max(Aw/w)"}, {"lambda_max": 3}),
        ("ahp_matrix", {"upper": ["2", "4", "2"], "lambda": "colsum*w"}, {"lambda_max": 3}),
        ("ahp_error_matrix", {"matrix": [[1, 2], ["1/2", 1]]}, {"errors": [[1, 1], [1, 1]]}),
        ("ahp_repair", {"upper": ["2", "2", "2"], "ri": 0.58}, {"CR_after": 0}),
        (
            "delphi_authority",
            {"basis_counts_large_medium_small": {"a": {"large": 2}}, "basis_coefficients": [[0.5]]},
            {"Ca": 0.5},
        ),
        (
            "delphi_authority",
            {"basis_counts_large_medium_small": [2], "basis_coefficients": [0.5]},
            {"Ca": 0.5},
        ),
        (
            "delphi_authority",
            {"familiarity_counts": [{"value": 0.8, "count": 2}, {"value": 0.4, "count": 2}]},
            {"Cs": 0.6},
        ),
        (
            "delphi_authority",
            {"familiarity_counts": {"very familiar": 1, "familiar (0.5)": 1}},
            {"Cs": 0.75},
        ),
        (
            "delphi_authority",
            {"familiarity_counts": {"values": [1, 0.5], "counts": [1, 1]}},
            {"Cs": 0.75},
        ),
        ("kendall_w", {"counts_sites_by_species": [[1, 2], [2, 4], [3, 6]]}, {"W": 1}),
        (
            "kendall_w",
            {
                "counts_sites_by_species": [[1, 2, 3], [2, 4, 6]],
                "transform": "Hellinger",
                "orientation": "sites are the raters",
            },
            {"W": 1},
        ),
        (
            "krippendorff_alpha",
            {"data_raters_by_units": [["a", "b", None], ["a", "b", "a"]]},
            {"nominal": 1},
        ),
        ("ahp_hierarchy", {"root": "G", "nodes": {"G": {"children": ["A"]}}}, {"leaves": {"A": 1}}),
    ],
)
def test_shapes_a_case_file_may_use(kind, given, expected):
    for check in case(kind, given, expected):
        assert check.ok, check


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("ahp_matrix", {}, {"CR": 0}),
        ("ahp_matrix", {"upper": ["2"], "method": "magic"}, {"CR": 0}),
        ("ahp_incomplete", {"known": {"ab": 2}}, {"CR": 0}),
        ("ahp_incomplete", {"items": ["a", "b"], "known": {"ax": 2}}, {"CR": 0}),
        (
            "ahp_hierarchy_cr",
            {"weights": [1], "CI": [0], "RI": [1], "formula": "CR=max"},
            {"CR": 0},
        ),
        (
            "delphi_authority",
            {"basis_counts_large_medium_small": [[1, 2]], "basis_coefficients": [[1]]},
            {"Ca": 0},
        ),
        ("delphi_authority", {"familiarity_counts": [1, 1, 1, 1, 1, 1]}, {"Cs": 0}),
        ("delphi_authority", {"familiarity_counts": [0, 0]}, {"Cs": 0}),
        ("delphi_authority", {"Ca": 0.5}, {"Cr": 0}),
        ("kendall_w", {"counts_sites_by_species": [[1, 2], [2, 1]], "transform": "log"}, {"W": 0}),
        ("objective_weights", {"matrix": [[1, 2], [2, 1]], "method": "magic"}, {"weights": [1]}),
    ],
)
def test_what_a_case_file_may_not_use(kind, given, expected):
    assert not any(check.ok for check in case(kind, given, expected))


def test_values_of_case_files():
    assert number(" 1/4 ", "x") == 0.25
    assert number("-2", "x") == -2
    for bad in (None, True, "x", "1/0", []):
        with pytest.raises(InvalidInput):
            number(bad, "x")
    with pytest.raises(InvalidInput):
        table([[1], [1, 2]], "x")
    with pytest.raises(InvalidInput):
        sequence("x", "x")
    with pytest.raises(InvalidInput):
        mapping([], "x")
    with pytest.raises(InvalidInput):
        weighting({"method": "magic"})
    assert weigh(np.ones((1, 1)), "wls").tolist() == [1]
    assert full_matrix({"direct_ratings": [2, 1]})[0, 1] == 2
    assert decode_raw({"raw": [[3]], "raw_coding": "positive v means a_ij=1/v"})[
        0, 0, 1
    ] == pytest.approx(1 / 3)
    assert lambda_of(np.ones((2, 2)), np.array([0.5, 0.5]), "eigenvalue") == pytest.approx(2)
    assert not agrees(object(), 1.0, 1)
    no_limit = run_case(
        {
            "id": "x",
            "kind": "delphi_cv",
            "input": {"mean": 4, "sd": 1},
            "expected": {"CV": 0.25},
            "tolerance": {"CV": True},
        },
        {},
    )
    assert no_limit[0].tolerance == 0
    assert no_limit[0].ok
