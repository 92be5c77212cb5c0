"""Points with experience, stars, service maturity; measured leaves."""

import math

import pytest

from evaluation import (
    MARKET_BREAKPOINTS,
    Breakpoints,
    InvalidInput,
    SourcedFigure,
    alpha_band,
    alpha_score,
    certify,
    compare_old_new,
    market_size,
    maturity_band,
    maturity_total,
    star,
)
from evaluation.certification import DOUBTS

POINTS = [17.0] + [5.0] * 15 + [8.0]
MATURITY_POINTS = [5.0] * 13 + [10.0] * 8


def test_alpha_bands_are_right_closed():
    assert [alpha_band(a) for a in (0, 0.2, 0.21, 0.6, 0.61, 0.8, 1)] == [
        "远低于预期",
        "远低于预期",
        "低于预期",
        "符合预期",
        "高于预期",
        "高于预期",
        "远高于预期",
    ]
    assert alpha_band(0.1 + 0.5) == "符合预期"
    with pytest.raises(InvalidInput):
        alpha_band(1.1)


def test_stars_are_half_open_and_as_expected_gives_none():
    assert [star(s) for s in (79.9, 80, 89.99, 90, 95, 100)] == [
        "无星",
        "三星",
        "三星",
        "四星",
        "五星",
        "五星",
    ]
    assert star(alpha_score(POINTS, [0.6] * 17)) == "无星"
    assert star(alpha_score(POINTS, [0.8] * 17)) == "三星"


def test_printed_maturity_bands():
    totals = [maturity_total(MATURITY_POINTS, [k] * 21) for k in range(1, 6)]
    assert totals == [29, 58, 87, 116, 145]
    assert [maturity_band(t) for t in totals] == ["一级", "二级", "三级", "五级", "五级"]
    assert maturity_band(95) == "四级"
    assert "105" in DOUBTS[0]
    with pytest.raises(InvalidInput):
        maturity_band(19)


def test_the_star_is_the_lower_of_both_and_needs_conformity():
    high = [[0.97] * 17]
    assert certify(POINTS, high, MATURITY_POINTS, [3] * 21, conforms=True).star == "三星"
    assert certify(POINTS, high, MATURITY_POINTS, [5] * 21, conforms=True).star == "五星"
    assert certify(POINTS, high, MATURITY_POINTS, [5] * 21, conforms=False).star == "无星"
    mixed = certify(POINTS, [[0.9] * 17, [0.8] * 17], MATURITY_POINTS, [5] * 21, conforms=True)
    assert mixed.score == pytest.approx(85)
    with pytest.raises(InvalidInput):
        certify(POINTS, [], MATURITY_POINTS, [5] * 21, conforms=True)
    with pytest.raises(InvalidInput, match="第1项"):
        alpha_score([5], [1.2])
    with pytest.raises(InvalidInput):
        alpha_score([5], [1, 1])
    with pytest.raises(InvalidInput, match="第2项"):
        maturity_total([5, 5], [1, 6])
    with pytest.raises(InvalidInput):
        maturity_total([5, 5], [1])


@pytest.mark.clause("5.1.2.1.4")
def test_market_size_is_people_times_price():
    people = SourcedFigure(8e5, 1e6, 1.2e6, "流行病学调查", 2024, "人")
    price = SourcedFigure(1500, 2000, 2500, "价格目录", 2025, "元")
    size = market_size(people, price)
    assert (size.low, size.base, size.high) == (1.2e9, 2e9, 3e9)
    assert size.sources == ("流行病学调查（2024）", "价格目录（2025）")
    with pytest.raises(InvalidInput):
        SourcedFigure(2, 1, 3, "x", 2024)
    with pytest.raises(InvalidInput):
        SourcedFigure(1, 1, 1, " ", 2024)


def test_breakpoints_on_the_log_scale():
    assert MARKET_BREAKPOINTS.score(1e8) == 25
    assert MARKET_BREAKPOINTS.score(math.sqrt(1e8 * 1e9)) == pytest.approx(37.5)
    assert MARKET_BREAKPOINTS.score(1) == 0
    assert MARKET_BREAKPOINTS.score(1e12) == 100
    assert Breakpoints("x", "1", ((0, 100), (10, 0))).score(4) == 60
    for bad in (((0, 0),), ((1, 0), (0, 5)), ((0, 0), (1, 5), (2, 3)), ((0, 0), (1, 500))):
        with pytest.raises(InvalidInput):
            Breakpoints("x", "1", bad)
    with pytest.raises(InvalidInput):
        Breakpoints("x", "1", ((0, 0), (1, 5)), log=True)
    with pytest.raises(InvalidInput):
        MARKET_BREAKPOINTS.score(math.nan)


@pytest.mark.clause("5.1.2.1.3")
def test_old_against_new():
    found = compare_old_new(
        {"成功率": (60, 75), "并发症": (10, 4), "耗时": (5, 5), "新指标": (0, 3)},
        lower_is_better=frozenset({"并发症", "耗时"}),
        units={"成功率": "%"},
    )
    assert [c.better for c in found] == [True, True, None, True]
    assert found[0].relative == pytest.approx(0.25)
    assert found[3].relative is None
    with pytest.raises(InvalidInput):
        compare_old_new({"x": (math.nan, 1)})
