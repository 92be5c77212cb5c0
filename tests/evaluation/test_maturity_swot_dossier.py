"""Maturity from evidence, SWOT, dossier."""

import pytest

from evaluation import (
    STANDARD_TREE,
    TRL_SCALES,
    Component,
    EvaluationDossier,
    EvidenceItem,
    InvalidInput,
    Level,
    MaturityScale,
    ScoreSheet,
    SwotItem,
    SwotStrategy,
    UnknownChoice,
    a_wot,
    analyse_swot,
    draft_swot,
    largest_remainder,
    leaf_weights,
    score_sheets,
    show_cr,
    show_p,
    show_score,
    stage_of,
    trl_from_evidence,
)

DRUG = TRL_SCALES["trl-drug"]
WEIGHTS = leaf_weights(
    STANDARD_TREE,
    {n.code: [1 / len(n.children)] * len(n.children) for n in STANDARD_TREE.inner},
)


def evidence_up_to(level):
    return frozenset(e.code for lv in DRUG.levels[:level] for e in lv.evidence)


@pytest.mark.clause("5.1.2.1.5-b")
def test_removing_a_proof_lowers_the_level():
    full = trl_from_evidence([Component("制剂", evidence_up_to(6))], DRUG)
    assert full.level == 6
    assert full.stage_label == "中试阶段"
    less = trl_from_evidence([Component("制剂", evidence_up_to(6) - {"3.screen"})], DRUG)
    assert less.level == 2
    assert [item.code for item in less.missing] == ["3.screen"]
    assert less.components[0].ahead


@pytest.mark.clause("5.1.2.1.5-b")
def test_the_level_is_the_minimum_over_essential_components():
    parts = [
        Component("主机", evidence_up_to(7)),
        Component("软件", evidence_up_to(4)),
        Component("附件", frozenset(), essential=False),
    ]
    result = trl_from_evidence(parts, DRUG)
    assert result.level == 4
    assert result.stage == "laboratory"
    with pytest.raises(InvalidInput):
        trl_from_evidence([Component("附件", frozenset(), essential=False)], DRUG)
    with pytest.raises(UnknownChoice, match="主机"):
        trl_from_evidence([Component("主机", frozenset({"x"}))], DRUG)


@pytest.mark.clause("5.2.1.1")
def test_stages_with_the_licence_rule():
    assert [stage_of(k) for k in (0, 4, 5, 7, 8, 9, 13)] == [
        "laboratory",
        "laboratory",
        "pilot",
        "pilot",
        "pilot",
        "industrial",
        "industrial",
    ]
    assert stage_of(8, licensed=True) == "industrial"
    nothing = trl_from_evidence([Component("x", frozenset())], DRUG)
    assert (nothing.level, nothing.score, nothing.label) == (0, 0.0, "尚无证据")


def test_scales_are_checked_data():
    for scale in TRL_SCALES.values():
        assert len(scale.levels) == 9
        assert scale.levels[-1].score == 100
    e = EvidenceItem("a", "a")
    with pytest.raises(InvalidInput):
        MaturityScale("x", "1", "x", (Level(2, "b", (e,), 1.0),))
    with pytest.raises(InvalidInput):
        MaturityScale("x", "1", "x", (Level(1, "a", (e,), 5.0), Level(2, "b", (), 5.0)))
    with pytest.raises(InvalidInput):
        MaturityScale("x", "1", "x", (Level(1, "a", (e,), 1.0), Level(2, "b", (e,), 5.0)))


def card(**changes):
    base = {code: 60.0 + 2 * k for k, code in enumerate(STANDARD_TREE.leaf_codes)} | changes
    return score_sheets(STANDARD_TREE, WEIGHTS, [ScoreSheet("e1", base), ScoreSheet("e2", base)])


@pytest.mark.clause("5.1.2.2.1")
def test_swot_factor_scores_and_position():
    swot = analyse_swot(
        [
            SwotItem("S", "疗效显著", "A2", rating=4, weight=0.6),
            SwotItem("W", "工艺未定", evidence_ids=("e1",), rating=1, weight=0.4),
            SwotItem("O", "需求大", "A1", rating=3, weight=0.5),
            SwotItem("T", "竞品多", "B3", rating=1, weight=0.5),
        ],
        [SwotStrategy("SO", "加快转化", ("S1", "O1"))],
        STANDARD_TREE,
    )
    assert pytest.approx(2.8) == swot.IFE
    assert pytest.approx(2.0) == swot.EFE
    assert swot.position == "ST"
    assert swot.flags == ()
    assert swot.item("O1").statement == "需求大"


@pytest.mark.clause("5.1.2.2.1")
def test_swot_without_basis_or_with_empty_quadrant():
    with pytest.raises(InvalidInput, match="没有依据"):
        SwotItem("S", "很好")
    with pytest.raises(InvalidInput):
        SwotItem("S", "长" * 121, "A1")
    with pytest.raises(UnknownChoice):
        SwotItem("X", "很好", "A1")
    for bad in ({"rating": 5}, {"likelihood": 9}, {"weight": 2.0}):
        with pytest.raises(InvalidInput):
            SwotItem("S", "好", "A1", **bad)
    with pytest.raises(InvalidInput):
        SwotItem("S", " ", "A1")
    swot = analyse_swot([SwotItem("S", "好", "A1")])
    assert len(swot.flags) == 3
    assert swot.position is None
    with pytest.raises(UnknownChoice):
        analyse_swot([SwotItem("S", "好", "Z1")], tree=STANDARD_TREE)
    with pytest.raises(InvalidInput, match="O1"):
        analyse_swot([SwotItem("S", "好", "A1")], [SwotStrategy("SO", "x", ("S1", "O1"))])
    weightless = analyse_swot([SwotItem("S", "好", "A1", rating=3, weight=0.0)])
    assert weightless.IFE is None


@pytest.mark.clause("5.1.2.2.1")
def test_draft_items_follow_the_quartiles_and_wait_for_confirmation():
    drafts = draft_swot(STANDARD_TREE, card())
    assert {d.quadrant for d in drafts} >= {"S", "W", "T"}
    assert not any(d.confirmed for d in drafts)
    assert any("待确认" in flag for flag in analyse_swot(drafts).flags)
    flat = card(**dict.fromkeys(STANDARD_TREE.leaf_codes, 70.0))
    assert draft_swot(STANDARD_TREE, flat) == ()


def dossier(**changes):
    content = {
        "identification": {"outcome": "O-1"},
        "overview": "概述",
        "tree": STANDARD_TREE,
        "weights": WEIGHTS,
        "scorecard": card(),
        "maturity": trl_from_evidence([Component("x", evidence_up_to(3))], DRUG),
        "transfer_advice": "许可",
        "expert_advice": ("继续",),
    }
    return EvaluationDossier(**(content | changes))


@pytest.mark.clause("5.1.2.3.6")
def test_a_report_without_one_of_the_four_parts_is_incomplete():
    assert dossier().missing_parts() == ()
    assert dossier(maturity=None).missing_parts() == ("技术成熟度评定情况",)
    assert dossier(overview=" ", expert_advice=()).missing_parts() == ("成果概述", "专家建议")


@pytest.mark.clause("5.1.2.3.6")
def test_printed_numbers_add_up():
    d = dossier()
    assert sum(product for *_, product in d.contributions()) == pytest.approx(d.scorecard.total)
    printed = d.printed_weights()
    assert round(sum(float(v) for v in printed.values()), 4) == 1.0
    assert largest_remainder([1 / 3, 1 / 3, 1 / 3], 4) == ("0.3334", "0.3333", "0.3333")
    assert (show_score(62.25), show_score(None), show_cr(0.0985)) == ("62.3", "—", "0.099")
    assert (show_p(0.0004), show_p(0.05), show_p(None)) == ("<.001", "0.050", "—")
    assert show_cr(None) == "—"


def test_the_dossier_is_plain_json_with_a_hash():
    body = dossier().as_dict()
    assert body["hash"] == dossier().as_dict()["hash"]
    assert body["hash"] != dossier(overview="另一").as_dict()["hash"]


@pytest.mark.clause("5.1.2.2.1")
def test_a_wot_weights_the_items_by_comparison():
    swot = analyse_swot(
        [
            SwotItem("S", "a", "A2"),
            SwotItem("S", "b", "A3"),
            SwotItem("W", "c", "C2"),
            SwotItem("O", "d", "A1"),
            SwotItem("T", "e", "B3"),
        ]
    )
    result = a_wot(swot, ["1", "1", "1", "1", "1", "1"], {"S": ["3"]})
    assert result.factors == pytest.approx(
        {"S1": 0.1875, "S2": 0.0625, "W1": 0.25, "O1": 0.25, "T1": 0.25}
    )
    assert result.CR["SWOT"] == 0
    with pytest.raises(InvalidInput, match="W"):
        a_wot(analyse_swot([SwotItem("S", "a", "A2")]), ["1"] * 6, {})
    with pytest.raises(InvalidInput):
        a_wot(swot, ["1"] * 6, {})
