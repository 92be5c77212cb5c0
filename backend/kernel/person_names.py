"""Names of people as they are printed on patents and papers, made comparable.

A name is not a person: equal keys are evidence that somebody has to check, never proof.
Chinese characters and Latin letters are not compared with each other.
"""

import re
import unicodedata

_STRONG = re.compile(r"[、；;|/\n]+|\s+and\s+|\s+&\s+")
_COMMA = re.compile(r"[，,]+")
_REMARK = re.compile(r"[（(\[［【][^）)\]］】]*[）)\]］】]")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTERS = re.compile(r"[a-z]+")
KEY_LENGTH = 80


def split_people(text: str) -> list[str]:
    """Return the single names of a printed list, in their order and without repetition.

    The comma divides only where nothing stronger does: "Zhang, San；Li, Si" are two people.
    """
    text = unicodedata.normalize("NFC", text)
    parts = _STRONG.split(text) if _STRONG.search(text) else _COMMA.split(text)
    names: list[str] = []
    for part in parts:
        for name in _by_blanks(part.strip(" ,，\t\u3000")):
            if name not in names:
                names.append(name)
    return names


def _by_blanks(part: str) -> list[str]:
    """Divide Chinese names set side by side; "张 三" is one name, Latin names hold blanks."""
    pieces = part.split()
    chinese = [piece for piece in pieces if _CJK.search(piece)]
    if len(pieces) > 1 and len(chinese) == len(pieces) and all(len(p) > 1 for p in pieces):
        return pieces
    return [" ".join(pieces)] if pieces else []


def person_key(name: str) -> str:
    """Return what two spellings of one name have in common, "" when it is too short to compare.

    Remarks in brackets, blanks and dots do not count. Of Latin names only the letters count,
    in no order: family name and given name change places, syllables are joined or not.
    """
    plain = _REMARK.sub("", unicodedata.normalize("NFKC", name)).casefold()
    if _CJK.search(plain):
        key = "".join(char for char in plain if char.isalnum())
        return key[:KEY_LENGTH] if len(key) > 1 else ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = _LETTERS.findall(bare)
    if len(words) < 2 or sum(map(len, words)) < 4:
        return ""
    return "".join(sorted("".join(words)))[:KEY_LENGTH]


def same_spelling(first: str, second: str) -> bool:
    """Whether two names are written alike but for blanks."""
    return "".join(first.split()).casefold() == "".join(second.split()).casefold()
