"""Corners: unusual but legal input, faults of every reader, shapes of case files."""

import json
from fractions import Fraction

import numpy as np
import pytest

from evaluation import (
    FAMILIARITY_TABLES,
    MARKET_BREAKPOINTS,
    STANDARD_TREE,
    TRL_SCALES,
    Anchor,
    Band,
    Bands,
    CapsuleError,
    Component,
    EvaluationDossier,
    Indicator,
    IndicatorTree,
    InvalidInput,
    InvalidMatrix,
    MaturityScale,
    MissingRating,
    Rating,
    ScoreSheet,
    ScoringRule,
    SubQuestion,
    UndefinedResult,
    ahp_command,
    analyse,
    analyse_swot,
    authority,
    build_capsule,
    build_matrix,
    capsule_inputs,
    complete,
    consistency,
    delphi_command,
    draft_swot,
    game_theory,
    ipras_from_percentiles,
    item_stats,
    judgement_errors,
    kendall_w,
    krippendorff_from_counts,
    leaf_weights,
    mean_spearman,
    priorities,
    random_index,
    read_matrix,
    recompute,
    recompute_command,
    robust_outliers,
    round_stability,
    score_sheets,
    sensitivity_mc,
    sensitivity_oat,
    stop_decision,
    suggest_repair,
    total_with_se,
    trimmed_mean,
    trl_from_evidence,
    weights_from_matrices,
    weights_from_panel,
    worst_in_words,
)
from evaluation.command_files import csv_matrix
from evaluation.commands import cases_command
from evaluation.provenance import to_json
from evaluation.reading import read_object, read_texts

ANCHORS = (Anchor(0, "低"), Anchor(50, "中"), Anchor(100, "高"))


def leaf(code, **changes):
    return Indicator(code, code, anchors=ANCHORS, **changes)


def tree(*dimensions, version="1"):
    return IndicatorTree("t", version, "小体系", Indicator("G", "目标", children=dimensions))


SMALL = tree(
    Indicator("A", "甲", children=(leaf("A1"), leaf("A2"))),
    Indicator("B", "乙", children=(leaf("B1"),)),
)
FLAT = tree(leaf("x"), leaf("y"), leaf("z"))


def test_trees_of_other_shapes():
    weights = leaf_weights(SMALL, {"G": [0.5, 0.5], "A": [0.25, 0.75]})
    assert weights.leaves == {"A1": 0.125, "A2": 0.375, "B1": 0.5}
    study = weights_from_matrices(FLAT, {"G": ["2", "4", "2"]})
    assert study.cr_overall == study.nodes["G"].group.consistency.CR
    assert SMALL.comparisons == 2
    assert weights_from_matrices(SMALL, {"G": ["1"], "A": ["3"]}).vector.leaves["B1"] == 0.5
    with pytest.raises(InvalidInput, match="9"):
        tree(*(leaf(f"l{k}") for k in range(10)))
    with pytest.raises(InvalidInput, match="递增"):
        tree(Indicator("x", "x", anchors=ANCHORS[::-1]), leaf("y"))
    with pytest.raises(InvalidInput, match="子问题"):
        tree(leaf("x", questions=(SubQuestion("q", "?"), SubQuestion("q", "?"))), leaf("y"))


def test_panels_of_other_kinds():
    panel = {"e1": {"G": ["2", "4", "2"]}, "e2": {"G": ["1", "3", None]}}
    for how in ("aip_geometric", "aip_arithmetic"):
        study = weights_from_panel(FLAT, panel, aggregation=how)
        assert sum(study.vector.leaves.values()) == pytest.approx(1)
    study = weights_from_panel(FLAT, panel)
    assert study.nodes["G"].experts["e2"].completion.answered == 2
    with pytest.raises(InvalidInput):
        weights_from_panel(FLAT, {})
    with pytest.raises(InvalidInput, match="e2"):
        weights_from_panel(FLAT, panel, expert_weights={"e1": 1.0})
    with pytest.raises(InvalidMatrix, match="e1/G"):
        weights_from_panel(FLAT, {"e1": {"G": np.array([[1, 2, 3], [2, 1, 1], [1, 1, 1.0]])}})
    with pytest.raises(InvalidMatrix, match="e1/G"):
        weights_from_panel(FLAT, {"e1": {"G": np.ones((2, 2))}})


def test_scores_with_odd_rules():
    weights = leaf_weights(SMALL, {"G": [1.0, 0.0], "A": [0.5, 0.5]})
    sheet = ScoreSheet("e", {"A1": 50.0, "A2": 70.0, "B1": 90.0})
    card = score_sheets(SMALL, weights, [sheet])
    assert card.total == pytest.approx(60)
    assert card.dimensions[1].score == pytest.approx(90)
    silent = ScoreSheet("e", {"A1": 50.0, "A2": 70.0, "B1": Rating(None, abstain_reason="x")})
    again = score_sheets(SMALL, weights, [silent], rule=ScoringRule(renormalise=True))
    assert again.total == pytest.approx(60)
    only = ScoreSheet(
        "e",
        {"A1": Rating(None, abstain_reason="x"), "A2": Rating(None, abstain_reason="x"), "B1": 9.0},
    )
    assert score_sheets(SMALL, weights, [only], rule=ScoringRule(renormalise=True)).total is None
    nobody = score_sheets(SMALL, weights, [], rule=ScoringRule(renormalise=True))
    assert nobody.total is None
    assert draft_swot(SMALL, nobody) == ()
    with pytest.raises(InvalidInput, match="t 1"):
        score_sheets(tree(leaf("x"), leaf("y"), version="2"), weights, [])
    with pytest.raises(InvalidInput):
        trimmed_mean([1, 2], 0.5)
    with pytest.raises(InvalidInput):
        EvaluationDossier(
            identification={}, overview="", tree=FLAT, weights=weights, scorecard=card
        )


def test_grades_and_scales_from_data():
    with pytest.raises(InvalidInput):
        Bands("x", "1", ())
    with pytest.raises(InvalidInput):
        Bands("x", "1", (Band(5, 5, "x"),))
    scale = TRL_SCALES["trl-ivd"]
    again = MaturityScale.from_dict(json.loads(json.dumps(to_json(scale))))
    assert again == scale
    bare = to_json(scale)
    bare["tcm_notes"] = None
    assert MaturityScale.from_dict(bare).tcm_notes is None
    with pytest.raises(InvalidInput, match="/scale"):
        MaturityScale.from_dict({"id": "x"})
    everything = frozenset(scale.evidence)
    top = trl_from_evidence([Component("x", everything)], scale, licensed=True)
    assert top.level == 9
    assert top.missing == ()
    assert top.stage_label == "产业化阶段"


def test_plain_values():
    assert to_json(np.float64(1.5)) == 1.5
    assert to_json(Fraction(1, 3)) == "1/3"
    assert to_json({3, 1}) == [1, 3]
    assert to_json(float("nan")) is None
    with pytest.raises(TypeError):
        to_json(object())
    with pytest.raises(InvalidInput):
        read_object([], "/x")
    with pytest.raises(InvalidInput):
        read_texts({"a": [1]}, "a", "/x")
    broken = STANDARD_TREE.as_dict() | {"name": " "}
    with pytest.raises(InvalidInput, match="/name"):
        IndicatorTree.from_dict(broken)


def test_small_and_odd_matrices():
    assert priorities([[1.0]]).weights.tolist() == [1.0]
    assert np.asarray(priorities([[1, 3], [1 / 3, 1]])).tolist() == [0.75, 0.25]
    assert np.asarray(priorities([[1, 3], [1 / 3, 1]]), dtype=np.float32).dtype == np.float32
    assert random_index(2) == 0
    assert random_index(2, answered=1) == 0
    with pytest.raises(InvalidInput):
        consistency(build_matrix(["2", "2", "2"]), ri=0.0)
    with pytest.raises(InvalidMatrix):
        build_matrix(["2"], scale="saaty", items=["a", "b", "c"])
    with pytest.raises(InvalidMatrix):
        build_matrix(["2", "2"], 3)
    assert suggest_repair([[1, 9], [1 / 9, 1]]).proposals == ()
    text = worst_in_words(suggest_repair([[1, 9], [1 / 9, 1]]), ["a", "b"])
    assert "若改为" not in text[0]
    full = build_matrix(["2", "4", "2"])
    assert complete(full).missing == ()
    assert complete([[1.0]], "llsm").weights.tolist() == [1.0]
    result = analyse(["2", None, "2", "4", "3", "2"], method="rgm")
    assert result.items[0] == "要素1"
    assert result.completion.method == "llsm"
    assert result.CR_for_gaps > result.consistency.CR


def test_statistics_at_their_limits():
    near = game_theory([[0.6, 0.4], [0.3, 0.7]], nonneg=False)
    assert sum(near.shares) == pytest.approx(1)
    assert ipras_from_percentiles(5, 6).verdict is None
    assert ipras_from_percentiles(4, 6, 5).verdict == "uncertain"
    stuck = item_stats([[3.0, 3.0], [3.0, 3.0]], 5)
    flat = np.full((3, 2), 3.0)
    still = round_stability(flat, flat)
    assert np.isnan(still.spearman).all()
    assert still.stable.all()
    assert not stop_decision(stuck, [0.9], [0.0], None).stop
    assert mean_spearman([[1, 2, 3], [3, 3, 3], [2, 1, 3]])[2] == 1
    with pytest.raises(UndefinedResult):
        krippendorff_from_counts([[2, 0], [0, 2]], draws=0, values=[1, 1], level="interval")
    one = krippendorff_from_counts([[2, 0], [0, 2]], draws=20, seed=1)
    assert one.low == 1
    plain = robust_outliers(np.add.outer(np.arange(4.0), np.arange(3.0)))
    assert plain.ratings == ()
    assert analyse_swot([]).position is None
    table_ = FAMILIARITY_TABLES["cs-b"]
    statement = {
        "实践经验": "大",
        "理论分析": "大",
        "国内外同行": "大",
        "直觉": "大",
        "熟悉程度": "一般熟悉",
    }
    assert authority([statement], familiarity=table_)[0].Cs == 0.5
    assert kendall_w([[1, 2], [1, 2]], p="F").df1 == 0
    assert sensitivity_oat([1.0, 0.0], [[1, 2]], 50).robust == (0, 1)


def test_leaving_out_the_limit_leaves_out_the_pass_mark():
    assert total_with_se([60.0], [1.0], [1.0], None).p_pass is None
    result = sensitivity_oat([0.5, 0.5], [[80, 40], [50, 60]])
    assert {c.kind for c in result.crossings} == {"rank"}
    gap = np.array([[1, 2, np.nan], [0.5, 1, 3], [np.nan, 1 / 3, 1]])
    assert len(judgement_errors(gap, [0.6, 0.3, 0.1])) == 2
    with pytest.raises(InvalidMatrix, match="第2行"):
        read_matrix([[1, 2], [1]])


def test_a_bootstrap_without_any_variation_left_is_undefined(monkeypatch):
    class Stuck:
        def integers(self, low, high, size):
            return np.zeros(size, dtype=int)

    monkeypatch.setattr(np.random, "default_rng", lambda seed: Stuck())
    with pytest.raises(UndefinedResult, match="重抽样"):
        krippendorff_from_counts([[2, 0], [0, 2]], draws=3, seed=1)


def test_an_iteration_that_does_not_settle_is_an_error(monkeypatch):
    monkeypatch.setattr("evaluation.priority_methods._TOLERANCE", -1.0)
    with pytest.raises(InvalidInput, match="收敛"):
        priorities(build_matrix(["2", "2", "2"]))


def test_monte_carlo_over_a_tree_with_an_only_child():
    matrices = {"G": [[1, 2], [0.5, 1]], "A": [[1, 3], [1 / 3, 1]]}
    result = sensitivity_mc(matrices, [[50, 60, 70]], seed=1, tree=SMALL, draws=20)
    assert result.p_pass is None
    assert result.weights_low.shape == (3,)


def test_more_of_the_commands(tmp_path):
    code, lines = ahp_command({"items": list("abcd"), "upper": ["2", None, "2", "4", "3", "2"]})
    assert code in {0, 1}
    assert any("缺答数修正" in line for line in lines)
    house = [
        "5",
        "3",
        "7",
        "6",
        "6",
        "1/3",
        "1/4",
        "1/3",
        "5",
        "3",
        "3",
        "1/5",
        "1/7",
        "6",
        "3",
        "4",
        "6",
        "1/5",
        "1/3",
        "1/4",
        "1/7",
        "1/8",
        "1/2",
        "1/5",
        "1/6",
        "1/5",
        "1/6",
        "1/2",
    ]
    assert any("取决于方法" in line for line in ahp_command({"upper": house})[1])
    group = {"experts": {"e1": {"upper": ["2", None, "2"]}, "e2": ["2", "4", "2"]}}
    assert any("自助" in line for line in ahp_command(group)[1])
    assert not any("共识" in line for line in ahp_command({"experts": {"e1": ["2"]}})[1])
    with pytest.raises(InvalidInput):
        csv_matrix({"rows": 1, "columns": [], "cells": []})
    assert delphi_command({"scale_max": 5, "ratings": [[4], [5]]})[0] == 0
    (tmp_path / "other_cases.json").write_text("{", encoding="utf-8")
    target = tmp_path / "my_cases.json"
    target.write_text('{"cases": []}', encoding="utf-8")
    assert cases_command(target)[0] == 1
    assert MARKET_BREAKPOINTS.log


def test_more_of_the_capsule(tmp_path):
    local = {"G": [0.5, 0.5], "A": [0.5, 0.5]}
    sheet = ScoreSheet("e", {"A1": 50.0, "A2": 70.0, "B1": 90.0})
    body = build_capsule(capsule_inputs(SMALL, [sheet], local=local))
    assert body["results"]["agreement"]["alpha_interval"] is None
    same = [ScoreSheet(f"e{k}", dict.fromkeys(("A1", "A2", "B1"), 60.0)) for k in range(2)]
    flat = build_capsule(capsule_inputs(SMALL, same, local=local))
    assert flat["results"]["agreement"]["alpha_interval"] is None
    split = [
        ScoreSheet("a", {"A1": 50.0}, leaves=("A1",)),
        ScoreSheet("b", {"A2": 60.0, "B1": 70.0}, leaves=("A2", "B1")),
    ]
    apart = build_capsule(capsule_inputs(SMALL, split, local=local))
    assert apart["results"]["agreement"]["outlying"] is None
    with pytest.raises(CapsuleError):
        build_capsule([])
    with pytest.raises(CapsuleError):
        recompute(body | {"inputs": 3})
    odd = json.loads(json.dumps(capsule_inputs(FLAT, [], panel={"e": {"G": ["2", "4", "2"]}})))
    odd["weights"]["panel"]["e"]["G"] = 3
    with pytest.raises(CapsuleError):
        build_capsule(odd)
    broken = json.loads(json.dumps(body))
    broken["inputs"]["sheets"][0]["ratings"]["A1"]["value"] = 900
    del broken["inputs"]["sheets"][0]["category"]
    path = tmp_path / "c.json"
    path.write_text(json.dumps(broken, indent=1), encoding="utf-8")
    code, lines = recompute_command(path)
    assert code == 1
    assert any(line.startswith("无法重算") for line in lines)
    assert any(line.startswith("输入缺失") and line.endswith("category") for line in lines)
    with pytest.raises(MissingRating):
        build_capsule(capsule_inputs(SMALL, [ScoreSheet("e", {})], local=local))
