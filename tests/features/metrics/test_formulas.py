"""Figures worked out by hand, and bands without a gap (7.1.2)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.features.metrics.bands import SCALES
from backend.features.metrics.formulas import mean_days, median_days, months_before, share
from backend.features.metrics.readings import READINGS
from backend.features.metrics.registry import REGISTRY, MetricCode
from backend.features.metrics.sources.timeliness import chosen

CONVERSION, DAYS, MATCHING = SCALES["conversion"], SCALES["timeliness"], SCALES["matching"]


@pytest.mark.clause("7.1.2.1")
def test_eight_of_ten_outcomes_converted():
    value = share(8, 10)
    assert CONVERSION.shown(value) == "80.0"
    assert CONVERSION.grade(value).label_zh == "优秀"


@pytest.mark.clause("7.1.2.1")
@pytest.mark.parametrize(
    ("value", "label"),
    [("100", "优秀"), ("80", "优秀"), ("79.99", "良好"), ("60", "良好"), ("59.99", "需改进"),
     ("0", "需改进")],
)  # fmt: skip
def test_bands_of_the_conversion_rate(value, label):
    assert CONVERSION.grade(Fraction(value)).label_zh == label
    assert CONVERSION.shown(Fraction(value)) == (value if "." in value else f"{value}.0")


@pytest.mark.clause("7.1.2.1")
def test_a_figure_is_never_shown_in_another_band():
    just_below = Fraction("79.996")
    assert CONVERSION.grade(just_below).label_zh == "良好"
    assert CONVERSION.shown(just_below) == "79.99"
    assert CONVERSION.shown(share(2, 3)) == "66.67"
    just_above = Fraction("3.001")
    assert DAYS.grade(just_above).label_zh == "一般"
    assert DAYS.shown(just_above) == "3.01"


@pytest.mark.clause("7.1.2.3")
@pytest.mark.parametrize(
    ("value", "label"),
    [("0", "高效"), ("3.0", "高效"), ("3.4", "一般"), ("3.5", "一般"), ("4", "一般"), ("7", "一般"),
     ("7.1", "低效")],
)  # fmt: skip
def test_bands_of_timeliness(value, label):
    assert DAYS.grade(Fraction(value)).label_zh == label


@pytest.mark.clause("7.1.2.3")
def test_three_requests_by_hand():
    response = [0.5, 1.0, 3.0]  # sum 4.5
    completion = [2.0, 3.0, 9.0]  # sum 14
    assert mean_days(response) == Fraction(3, 2)
    assert median_days(response) == 1
    assert mean_days(completion) == Fraction("4.666667")
    assert median_days(completion) == 3
    assert DAYS.grade(mean_days(response)).label_zh == "高效"
    assert DAYS.grade(mean_days(completion)).label_zh == "一般"
    assert mean_days([0.1] * 30) == Fraction("0.1")
    assert DAYS.grade(mean_days([2.9, 3.1])).label_zh == "高效"


@pytest.mark.clause("7.1.2.3")
def test_the_worse_of_both_means_is_graded():
    response, completion = Fraction("1.5"), Fraction("4.6")
    assert chosen(response, completion, "worse") == completion
    assert chosen(completion, response, "worse") == completion
    assert chosen(response, completion, "response") == response
    assert chosen(response, None, "worse") == response
    assert chosen(None, None, "worse") is None


@pytest.mark.clause("7.1.2.5")
def test_bands_of_matching_success():
    assert MATCHING.grade(share(7, 10)).label_zh == "优秀"
    assert MATCHING.shown(share(7, 10)) == "70.0"
    assert MATCHING.grade(Fraction("49.9")).label_zh == "需改进"
    assert MATCHING.grade(Fraction("50")).label_zh == "良好"


@pytest.mark.clause("7.1.2")
@pytest.mark.parametrize(
    ("code", "value", "label"),
    [("satisfaction", 90, "非常满意"), ("satisfaction", 70, "满意"), ("conformity", 95, "优秀"),
     ("incubation", 60, "优秀"), ("ip_protection", 90, "优秀")],
)  # fmt: skip
def test_the_upper_band_owns_its_limit(code, value, label):
    assert SCALES[code].grade(Fraction(value)).label_zh == label


@pytest.mark.clause("7.1.2")
def test_no_sample_is_not_zero():
    assert share(0, 0) is None
    assert mean_days([]) is None
    assert median_days([]) is None
    assert share(0, 5) == 0


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2)])
def test_a_numerator_is_part_of_its_denominator(numerator, denominator):
    with pytest.raises(ValueError, match="part"):
        share(numerator, denominator)


@pytest.mark.clause("7.1.2")
@given(st.sampled_from(sorted(SCALES)), st.fractions(min_value=0, max_value=1000))
def test_every_value_lies_in_exactly_one_band(code, value):
    scale = SCALES[code]
    band = scale.grade(value)
    inside = [
        b for b in scale.bands
        if (b.low is None or (value >= b.low if scale.lower_closed else value > b.low))
        and (b.high is None or (value < b.high if scale.lower_closed else value <= b.high))
    ]  # fmt: skip
    assert inside == [band]
    assert scale.grade(Fraction(scale.shown(value))) is band


@pytest.mark.clause("7.1.1")
def test_seven_indicators_with_definition_meaning_and_formula():
    assert len(REGISTRY) == 7
    assert [d.clause for d in REGISTRY.values()] == [f"7.1.2.{n}" for n in range(1, 8)]
    assert all(d.definition and d.meaning and d.formula for d in REGISTRY.values())
    assert {code for code, d in REGISTRY.items() if d.live} == {
        MetricCode.CONVERSION, MetricCode.TIMELINESS, MetricCode.MATCHING,
    }  # fmt: skip
    assert set(SCALES) == {code.value for code in REGISTRY}


def test_every_default_reading_is_one_of_its_options():
    for reading in READINGS.values():
        assert reading.default in dict(reading.options)
        assert REGISTRY[reading.code].live


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 12, date(2025, 11, 21)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 6, date(2025, 7, 15)),
    ],
)
def test_months_before(day, months, expected):
    assert months_before(day, months) == expected
