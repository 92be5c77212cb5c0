"""Amounts in capital Chinese numerals (5.3.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.money import MAX_FEN, capital_amount, format_yuan, parse_yuan

pytestmark = pytest.mark.clause("5.3.2")
AMOUNTS = (
    st.integers(0, MAX_FEN)
    | st.integers(0, 10**9)
    | st.integers(0, 10**7).map(lambda n: n * 10_000)
)


# The first six are the examples of the measures themselves.
@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("10", "壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("1000000", "壹佰万元整"),
        ("100010000", "壹亿零壹万元整"),
        ("3,000,000.00", "叁佰万元整"),
        ("1000000000001", "壹万亿零壹元整"),
    ],
)
def test_amounts_in_words(yuan: str, words: str) -> None:
    assert capital_amount(parse_yuan(yuan)) == words


def read_back(words: str) -> int:
    """Read the words with the grammar of Chinese numerals, independent of the writer."""
    digits = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
    small = {"拾": 10, "佰": 100, "仟": 1000}

    def whole(text: str) -> int:
        for unit, size in (("亿", 10**8), ("万", 10**4)):
            if unit in text:
                high, _, low = text.rpartition(unit)
                return whole(high) * size + whole(low)
        total = current = 0
        for char in text:
            if char in digits:
                current = digits[char]
            else:
                total += current * small[char]
                current = 0
        return total + current

    yuan, _, rest = words.removesuffix("整").rpartition("元")
    value = whole(yuan) * 100
    for unit, size in (("角", 10), ("分", 1)):
        if unit in rest:
            value += digits[rest[rest.index(unit) - 1]] * size
    return value


@given(AMOUNTS)
def test_words_and_figures_say_the_same(fen: int) -> None:
    words = capital_amount(fen)
    assert read_back(words) == fen
    assert "零零" not in words
    assert parse_yuan(format_yuan(fen)) == fen


@pytest.mark.parametrize("text", ["", "1.234", "-1", "1e5", "12,34", "一百", "١٢", "1.", "9" * 15])
def test_an_unclear_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_yuan(text)


@pytest.mark.parametrize("fen", [-1, MAX_FEN + 1, True])
def test_an_impossible_amount_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="between"):
        capital_amount(fen)


def test_currency_marks_are_understood() -> None:
    assert parse_yuan(" ¥1,409.5元 ") == 140_950
