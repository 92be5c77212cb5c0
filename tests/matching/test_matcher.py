"""Suggestions for a demand, on real outcomes and on small constructed ones (clause 5.3.1)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    DemandProfile,
    Dimension,
    Matcher,
    MatchingError,
    SupplyProfile,
    build_lexicon,
)
from matching.fields import (
    concept_overlap,
    disease_similarity,
    maturity_similarity,
    mode_families,
    mode_similarity,
    same_term,
)
from matching.ranker import WEIGHTS, bend, points, total

pytestmark = pytest.mark.clause("5.3.1")
SEEDS = Path(__file__).parents[2] / "backend" / "seeds"
LEXICON = build_lexicon(json.loads((SEEDS / "lexicon.json").read_text(encoding="utf-8")))
MATCHER = Matcher(LEXICON)


def outcomes() -> tuple[SupplyProfile, ...]:
    rows = map(json.loads, (SEEDS / "data" / "outcomes.jsonl").open(encoding="utf-8"))
    return tuple(
        SupplyProfile(
            id=r["id"],
            title=r["title"],
            summary=r["summary_zh"],
            keywords=tuple(r["herbs"] or ()),
            field=r["tech_field"],
            scene=r["application_scene"],
            maturity=(r["maturity_stage"] or {}).get("value"),
            diseases=tuple(r["disease"]),
            modes=tuple(r["cooperation_modes"] or ()),
            organisation=(r["holder"] or {}).get("name"),
        )
        for r in rows
    )


REAL = outcomes()
DEMAND = DemandProfile(
    id="d",
    title="寻求乙肝肝纤维化无创诊断技术",
    description="希望引进瞬时弹性成像或血清学方法,用于慢性乙型肝炎患者肝纤维化分期。",
    field="诊断设备",
    scene="临床诊疗",
    maturity="产业化阶段",
    diseases=("K74.0",),
    modes=("许可引进",),
)


def test_real_demand_finds_the_real_devices() -> None:
    made = MATCHER.suggest(DEMAND, REAL, 5)
    titles = {s.id: s.title for s in REAL}
    assert "FibroTouch" in titles[made[0].supply_id] or "瞬时弹性" in titles[made[0].supply_id]
    assert [s.score for s in made] == sorted((s.score for s in made), reverse=True)
    assert all(0 < s.score <= 100 for s in made)


def test_score_is_the_sum_of_the_points_in_the_reasons() -> None:
    for made in MATCHER.suggest(DEMAND, REAL, 10):
        told = sum(r.points for r in made.reasons)
        assert told == pytest.approx(made.score, abs=0.06)
        assert all(r.points == 0 for r in made.counter_reasons)


def test_every_dimension_asked_for_is_told() -> None:
    for made in MATCHER.suggest(DEMAND, REAL, 10):
        told = {r.dimension for r in (*made.reasons, *made.counter_reasons)}
        assert set(made.components) == set(Dimension)
        assert told == set(Dimension)


def test_reasons_name_checkable_words() -> None:
    by_id = {s.id: s for s in REAL}
    for made in MATCHER.suggest(DEMAND, REAL, 5):
        supply = by_id[made.supply_id]
        text = (supply.title + supply.summary).lower()
        words = next(r for r in made.reasons if r.dimension is Dimension.TEXT).terms
        assert words
        assert all(w in text for w in words)


def test_undisclosed_is_said_and_earns_nothing() -> None:
    full = SupplyProfile(
        "full",
        "肝纤维化检测装置",
        maturity="产业化阶段",
        field="诊断设备",
        scene="临床诊疗",
        diseases=("K74.0",),
        modes=("许可",),
    )
    bare = SupplyProfile("bare", "肝纤维化检测装置")
    other = SupplyProfile("other", "完全无关的软件")
    scores = {}
    for supply in (full, bare):
        made = MATCHER.suggest(DEMAND, (supply, other), 1)[0]
        scores[supply.id] = made
    bare_made = scores["bare"]
    assert bare_made.components[Dimension.MATURITY] is None
    said = {r.text for r in bare_made.counter_reasons}
    assert {
        "对方未披露成熟度",
        "对方未披露病种",
        "对方未披露技术领域",
        "对方未披露应用场景",
        "对方未披露合作方式",
    } <= said
    assert scores["full"].score > bare_made.score
    lost = points(scores["full"].components)
    asked = (
        Dimension.MATURITY,
        Dimension.FIELD,
        Dimension.SCENE,
        Dimension.DISEASE,
        Dimension.MODE,
    )
    assert scores["full"].score - bare_made.score == pytest.approx(
        sum(lost[d] for d in asked), abs=0.11
    )


def test_what_the_demand_does_not_ask_weighs_nothing_but_silence_is_said() -> None:
    demand = DemandProfile("d", "肝纤维化检测")
    made = MATCHER.suggest(demand, (SupplyProfile("s", "肝纤维化检测装置"),), 1)[0]
    assert set(made.components) == {Dimension.TEXT, Dimension.CONCEPT}
    assert {r.text for r in made.counter_reasons} == {"对方未披露成熟度", "对方未披露合作方式"}


def test_different_and_lower_are_told_with_both_values() -> None:
    supply = SupplyProfile(
        "s",
        "肝纤维化检测装置",
        field="药物研发",
        scene="公共卫生防控",
        maturity="实验室阶段",
        diseases=("C22.0",),
        modes=("作价入股",),
    )
    said = {r.text for r in MATCHER.suggest(DEMAND, (supply,), 1)[0].counter_reasons}
    assert "技术领域不同:药物研发(要求诊断设备)" in said
    assert "成熟度低于要求:实验室阶段(要求产业化阶段)" in said
    assert "病种不同:C22.0" in said
    assert "合作方式不同:作价入股" in said


def test_own_outcomes_are_not_suggested_to_oneself() -> None:
    mine = SupplyProfile("mine", "肝纤维化检测装置", organisation="org")
    yours = SupplyProfile("yours", "肝纤维化检测装置及方法", organisation="other")
    made = MATCHER.suggest(replace(DEMAND, organisation="org"), (mine, yours))
    assert [s.supply_id for s in made] == ["yours"]


def test_near_duplicates_collapse() -> None:
    twins = tuple(SupplyProfile(f"t{i}", "肝纤维化无创检测装置", "用于分期。") for i in range(3))
    other = SupplyProfile("o", "肝硬化检测试剂盒", "血清学方法。")
    made = MATCHER.suggest(DEMAND, (*twins, other), 4)
    assert [s.supply_id for s in made] == ["t0", "o"]


def test_nothing_related_gives_nothing() -> None:
    demand = DemandProfile("d", "量子计算芯片封装")
    assert MATCHER.suggest(demand, (SupplyProfile("s", "肝纤维化"),)) == ()
    assert MATCHER.suggest(demand, ()) == ()


def test_order_of_supplies_does_not_matter() -> None:
    one = MATCHER.suggest(DEMAND, REAL, 10)
    two = MATCHER.suggest(DEMAND, tuple(reversed(REAL)), 10)
    assert [s.score for s in one] == pytest.approx([s.score for s in two])


def test_bad_input_names_field_and_cure() -> None:
    with pytest.raises(MatchingError, match="top_n"):
        MATCHER.suggest(DEMAND, REAL, 0)
    with pytest.raises(MatchingError, match="id occurs twice"):
        MATCHER.suggest(DEMAND, (REAL[0], REAL[0]))
    with pytest.raises(MatchingError, match="title"):
        SupplyProfile("s", " ")
    with pytest.raises(MatchingError, match="maturity"):
        DemandProfile("d", "t", maturity="很成熟")


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.strip), st.text(max_size=80))
def test_any_text_gives_scores_within_bounds(title: str, description: str) -> None:
    for made in MATCHER.suggest(DemandProfile("d", title, description), REAL, 3):
        assert 0 < made.score <= 100


def test_weights_add_up_and_the_formula_holds_by_hand() -> None:
    assert sum(WEIGHTS.values()) == 100
    parts = {Dimension.TEXT: 0.5, Dimension.FIELD: 1.0, Dimension.MATURITY: None}
    by_hand = 100 * (45 * 0.5 + 10 * 1.0 + 0) / (45 + 10 + 5)
    assert total(parts) == pytest.approx(by_hand)
    assert bend(0.15) == 0.5
    assert bend(0.0) == 0.0


def test_field_similarities_by_hand() -> None:
    assert disease_similarity(("K74.0", "B18.1"), ("K74.6", "B18.1")) == pytest.approx(0.8)
    assert disease_similarity(("K74.0",), ()) is None
    assert maturity_similarity("中试阶段", "产业化阶段") == 1
    assert maturity_similarity("产业化阶段", "中试阶段") == 0.5
    assert maturity_similarity("产业化阶段", "实验室阶段") == 0
    assert maturity_similarity("产业化阶段", None) is None
    assert same_term("药物研发", "药物研发") == 1
    assert same_term("药物研发", None) is None
    assert mode_families(("许可引进", "联合开发")) == {"许可", "合作开发"}
    assert mode_similarity(("技术咨询",), ("转让",)) == 0
    assert mode_similarity(("技术咨询",), ("口头约定",)) is None


def test_concept_overlap_by_hand() -> None:
    hepatitis_b, chronic = "LX-001", "LX-008"
    same = concept_overlap({hepatitis_b}, {hepatitis_b}, LEXICON)
    assert (same.similarity, same.same) == (1.0, ("慢性乙型肝炎",))
    narrower = concept_overlap({chronic}, {hepatitis_b}, LEXICON)
    assert (narrower.similarity, narrower.related) == (0.5, ("慢性肝病",))
    assert concept_overlap({hepatitis_b}, set(), LEXICON).missing == ("慢性乙型肝炎",)
    assert concept_overlap(set(), {hepatitis_b}, LEXICON).similarity is None
