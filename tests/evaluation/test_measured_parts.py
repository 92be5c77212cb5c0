"""Trend of the population, cost of a case, proposals from the table of rights."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import (
    COST_BREAKPOINTS,
    ENDED,
    IN_FORCE,
    PENDING,
    TREND_BREAKPOINTS,
    UNVERIFIED,
    CaseCost,
    InvalidInput,
    Right,
    compare_costs,
    population_trend,
    property_prefill,
)

INVENTION = Right("invention", IN_FORCE, years_left=12.0, number_ok=True)
rights = st.lists(
    st.builds(
        Right,
        kind=st.sampled_from(["invention", "utility", "trademark", "pct"]),
        phase=st.sampled_from([IN_FORCE, PENDING]),
        years_left=st.none() | st.floats(0, 20),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.clause("5.1.2.1.4-b")
def test_growth_is_compound_from_the_first_to_the_last_year():
    found = population_trend([(2025, 121.0), (2023, 100.0), (2024, 104.0)])
    assert found.points[0] == (2023, 100.0)
    assert found.growth == pytest.approx(0.10)
    assert found.change == pytest.approx(0.21)
    assert found.direction == "rising"
    assert population_trend([(2020, 100), (2025, 99)]).direction == "stable"
    assert population_trend([(2020, 100), (2025, 60)]).direction == "falling"
    assert TREND_BREAKPOINTS.score(0.02) == 75
    assert TREND_BREAKPOINTS.score(-0.5) == 0


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(2024, 1.0)], "两个年份"),
        ([(2024, 1.0), (2024, 2.0)], "同一年份"),
        ([(2024, 1.0), (2025, 0.0)], "大于 0"),
        ([(2024, float("nan")), (2025, 1.0)], "大于 0"),
    ],
)
def test_a_series_that_says_nothing_is_refused(points, words):
    with pytest.raises(InvalidInput, match=words):
        population_trend(points)


@pytest.mark.clause("5.1.2.1.3-d")
def test_costs_are_added_and_compared_with_existing_care():
    found = compare_costs(CaseCost(80_000, 46_000), CaseCost(95_000, 55_000))
    assert (found.new_total, found.old_total, found.difference) == (126_000, 150_000, -24_000)
    assert found.relative == pytest.approx(-0.16)
    assert found.cheaper is True
    assert compare_costs(CaseCost(2, 0), CaseCost(1, 0)).cheaper is False
    equal = compare_costs(CaseCost(0, 0), CaseCost(0, 0))
    assert (equal.cheaper, equal.relative) == (None, None)
    assert COST_BREAKPOINTS.score(-0.9) == 75, "the last points need health-economic evidence"
    with pytest.raises(InvalidInput, match="不能为负"):
        CaseCost(-1, 0)


@pytest.mark.clause("5.1.2.1.6")
def test_an_expired_patent_lowers_the_proposal():
    alone = property_prefill([INVENTION])
    assert (alone.layout, alone.quality, alone.risk) == (50.0, 60.0, 50.0)
    gone = property_prefill([dataclasses.replace(INVENTION, phase=ENDED)])
    assert (gone.layout, gone.quality, gone.risk) == (0.0, 0.0, None)
    beside = property_prefill([INVENTION, dataclasses.replace(INVENTION, phase=ENDED)])
    assert (beside.layout, beside.quality) == (37.5, 45.0)
    assert (beside.in_force, beside.ended) == (1, 1)


@pytest.mark.clause("5.1.2.1.6")
@given(rights, st.data())
def test_whichever_right_ends_the_proposal_falls(table, data):
    place = data.draw(st.integers(0, len(table) - 1))
    after = [
        dataclasses.replace(right, phase=ENDED) if k == place else right
        for k, right in enumerate(table)
    ]
    before, now = property_prefill(table), property_prefill(after)
    assert now.layout < before.layout
    assert now.quality < before.quality


def test_the_layout_follows_the_anchors():
    pending = Right("invention", PENDING)
    mark = Right("trademark", IN_FORCE)
    assert property_prefill([]).layout is None
    assert property_prefill([pending]).layout == 25
    assert property_prefill([INVENTION, pending, pending]).layout == 75
    assert property_prefill([INVENTION] * 5).layout == 75
    assert property_prefill([INVENTION] * 4 + [mark]).layout == 100
    short = dataclasses.replace(INVENTION, years_left=2.0)
    assert property_prefill([short, pending, pending]).layout == 50
    assert property_prefill([Right("utility", IN_FORCE)]).quality == 45
    assert property_prefill([pending]).quality == 25


def test_what_is_not_verified_counts_neither_way():
    doubtful = Right("invention", UNVERIFIED)
    found = property_prefill([INVENTION, doubtful])
    assert (found.layout, found.unverified) == (50.0, 1)
    assert property_prefill([doubtful]).layout is None
    with pytest.raises(InvalidInput, match="权利阶段"):
        Right("invention", "alive")


def test_owner_number_and_search_move_the_risk():
    nameless = dataclasses.replace(INVENTION, owned=False, number_ok=False)
    assert property_prefill([nameless]).risk == 0
    assert property_prefill([INVENTION], searched=True).risk == 75
