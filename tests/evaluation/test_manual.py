"""Every example of docs/evaluation.md runs as the page says."""

import json
import re
from pathlib import Path

import pytest

import evaluation
from evaluation import RANDOM_INDEX_TABLES, ahp_command, delphi_command, run_cases
from evaluation.delphi_authority import FAMILIARITY_TABLES
from evaluation.matrices import SCALES
from evaluation.priority_methods import METHODS
from evaluation.weights import AGGREGATIONS

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json (\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_there_are_examples_of_every_form():
    assert [kind for kind, _ in EXAMPLES] == ["ahp"] * 4 + ["delphi", "cases"]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_runs(kind, text):
    body = json.loads(text)
    if kind == "cases":
        assert run_cases(body).ok
        return
    code, lines = {"ahp": ahp_command, "delphi": delphi_command}[kind](body)
    assert code == 0
    assert not any(line.startswith(("错误", "注意：未识别")) for line in lines)


def test_the_page_lists_every_choice():
    for name in (*METHODS, *RANDOM_INDEX_TABLES, *SCALES, *AGGREGATIONS):
        assert f"`{name}`" in PAGE, name
    for name in (min(FAMILIARITY_TABLES), max(FAMILIARITY_TABLES)):
        assert f"`{name}`" in PAGE


def test_the_fault_on_the_page_is_the_fault_of_the_package():
    shown = re.search(r"`(错误（invalid_matrix）.*?)`", PAGE).group(1)
    code, lines = ahp_command({"items": ["质量", "价格"], "matrix": [[1, 2], [1, 1]]})
    assert code == 2
    assert lines == [shown]


def test_the_functions_of_the_handbook_are_public_names():
    """Recommended functions, handbook of evaluation methods 11.1."""
    names = [
        "build_matrix",
        "validate_matrix",
        "priorities",
        "consistency",
        "complete",
        "judgement_errors",
        "suggest_repair",
        "aggregate_judgements",
        "aggregate_priorities",
        "consensus_s_star",
        "synthesize",
        "sensitivity_oat",
        "sensitivity_mc",
        "bootstrap_panel",
        "active_coefficient",
        "authority",
        "item_stats",
        "threshold_screen",
        "kendall_w",
        "ipras",
        "round_stability",
        "additive",
        "multiplicative",
        "geometric",
        "game_theory",
        "entropy",
        "critic",
        "trimmed_mean",
        "two_way_fit",
        "icc",
        "krippendorff",
        "robust_outliers",
        "total_with_se",
        "alpha_band",
        "star",
        "maturity_band",
        "trl_from_evidence",
    ]
    assert set(names) <= set(evaluation.__all__)
    assert all(callable(getattr(evaluation, name)) for name in names)
