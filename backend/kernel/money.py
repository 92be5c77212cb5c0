"""Money as whole fen, and its Chinese forms for contracts (5.3.2).

The capital form follows the rules for filling in bills annexed to the payment and settlement
measures of the People's Bank of China, whose examples are the tests.
"""

import re
from decimal import Decimal

MAX_FEN = 2**53 - 1

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_YUAN = re.compile(r"(?:[0-9]{1,14}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,2})?")


def _checked(fen: int) -> int:
    if isinstance(fen, bool) or not 0 <= fen <= MAX_FEN:
        raise ValueError(f"an amount lies between 0 and {MAX_FEN} fen")
    return fen


def _group(number: int) -> str:
    """Spell 1..9999, one 零 for each run of inner zeros."""
    words = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += _DIGITS[digit] + _UNITS[power]
        elif words and number % 10**power:
            words += "零"
    return re.sub("零+", "零", words)


def _whole(number: int) -> str:
    """Spell a positive whole number in groups of ten thousand and hundred million."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            gap = "零" if 0 < low < size // 10 else ""
            return _whole(high) + unit + gap + (_whole(low) if low else "")
    return _group(number)


def capital_amount(fen: int) -> str:
    """Return 人民币大写 of an amount, without the words 人民币."""
    yuan, rest = divmod(_checked(fen), 100)
    jiao, cents = divmod(rest, 10)
    words = _whole(yuan) + "元" if yuan else ""
    if not rest:
        return (words or "零元") + "整"
    if yuan and (not jiao or yuan % 10 == 0):
        words += "零"
    if jiao:
        words += _DIGITS[jiao] + "角"
    if cents:
        words += _DIGITS[cents] + "分"
    return words


def format_yuan(fen: int) -> str:
    """Return an amount in yuan with separators and two decimals, as 1,409.50."""
    yuan, rest = divmod(_checked(fen), 100)
    return f"{yuan:,}.{rest:02d}"


def parse_yuan(text: str) -> int:
    """Read an amount in yuan as whole fen; more than two decimals are refused, not rounded."""
    plain = text.strip().removeprefix("¥").removeprefix("￥").removesuffix("元").strip()
    if _YUAN.fullmatch(plain) is None:
        raise ValueError("an amount is digits with at most two decimals")
    return _checked(int(Decimal(plain.replace(",", "")) * 100))
