"""Values that break ordinary storage, parsers and dates, as raw JSON and as URL text.

They are raw bytes because several have no Python value that `json.dumps` would write: a lone
surrogate, NaN, a doubled key, a number of 5,000 digits, bytes that are not UTF-8.
"""

import json
from collections.abc import Mapping
from typing import Any

INTEGERS = (
    b"0", b"-1", b"-0", b"2147483647", b"2147483648", b"-2147483649", b"9007199254740993",
    b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"1" + b"0" * 30,
    b"9" * 5000, b"253402300800", b"-62135596801",
)  # fmt: skip
FLOATS = (
    b"1.5", b"1e308", b"1e309", b"-1e309", b"1e-400", b"NaN", b"Infinity", b"-Infinity", b"1e20",
)  # fmt: skip
STRINGS = (
    rb'""', rb'" "', rb'"\u3000"', rb'"\u0000"', rb'"a\u0000b"', rb'"\ud800"', rb'"a\udfff\ud800b"',
    rb'"\u202e\u6587"', rb'"\u2066a\u2069"', rb'"\u0007"', rb'"\u001b[31m"', rb'"a\u2028b"',
    rb'"\ufffe"', rb'"\ufeff\u200b"', rb'"e\u0301"', rb'"a\nb"', rb'"a\r\nBcc: x@example.org"',
    rb'"%"', rb'"_"', rb'"\\"', rb'''"%' OR 1=1 --"''', rb'''"'; DROP TABLE users; --"''',
    rb'"../../etc/passwd"', rb'"..\\..\\windows"', rb'"{{7*7}}${jndi:ldap://x}"',
    rb'"<script>alert(1)</script>"', rb'"=1+1"', rb'"NaN"', rb'"null"', rb'"true"', rb'"1e309"',
    '"９９９"'.encode(), '"²"'.encode(), rb'"2026-02-30"', rb'"0000-00-00"', rb'"9999-12-31"',
    rb'"0001-01-01"', rb'"10000-01-01"', rb'"2026-01-01T00:00:00"', rb'"2026-01-01T00:00:00+25:00"',
    rb'"0001-01-01T00:00:00+14:00"', rb'"9999-12-31T23:59:59-12:00"',
    rb'"00000000-0000-0000-0000-000000000000"', rb'"urn:uuid:00000000-0000-0000-0000-000000000000"',
    b'"' + b"x" * 300 + b'"', b'"' + "肝".encode() * 25_000 + b'"', b'"' + b"y" * 900_000 + b'"',
)  # fmt: skip
STRUCTURES = (
    b"null", b"true", b"false", b"[]", b"{}", b"[null]", b"[[]]", b'{"$ne":null}',
    b'{"__proto__":{"x":1}}', b'{"":""}', rb'{"\ud800":1}', rb'{"\u0000":"a"}', b'{"a":1,"a":2}',
    b"[" * 25 + b"]" * 25, b'{"a":' * 25 + b"1" + b"}" * 25, b"[" * 3000 + b"]" * 3000,
    b"[" + b"0," * 99_999 + b"0]", b'["\\ud800"]', b"[NaN]", b"[1e309]", b'{"a":NaN}',
    b'["\\u0000"]', b'"\xff\xfe"', b'"\xed\xa0\x80"',
)  # fmt: skip
VALUES = (*INTEGERS, *FLOATS, *STRINGS, *STRUCTURES)

URL_TEXTS = (
    "", "%20", "%00", "a%00b", "%ff", "%ed%a0%80", "%E2%80%AE", "%0a", "%0d%0aX-Evil:1", "%25",
    "_", "%5c", "%27%20OR%201%3D1%20--", "..%2f..%2fetc%2fpasswd", "%2e%2e", "0", "-1",
    "2147483648", "9223372036854775808", "9" * 400, "9" * 5000, "1e309", "NaN", "null", "true",
    "%EF%BC%99", "%C2%B2", "2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01",
    "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00",
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000000}", "x" * 8000,
    "%E8%82%9D" * 60, "[]", "%7B%7D", "*", "-", "--", "+", "%22", "%22%20AND", "title%3A", "(", "~",
)  # fmt: skip

URL_ALWAYS = ("0001-01-01", "9999-12-31", "9223372036854775808", "%00")
SEARCH_TEXTS = (
    "%E8%82%9D", "%E8%82%9D%E7%BA%A4", "%E8%82%9D%20OR%20%E8%84%BE", "AND%20OR%20NOT", "a%3Ab", "%2B-%26%7C",
    "%22unclosed", "%28%28%28", "a%5E2", "a~1", "%5B1%20TO%202%5D", "%2A%3A%2A", "%F0%A0%AE%B7%E9%87%8E",
    "%F0%9F%98%80", "%E2%80%8D", "%CC%81", "%E3%80%80", "a" * 100, "%E8%82%9D" * 99, "%7B%7D%5B%5D",
)  # fmt: skip

# whatever the rotation brings, a place is also tried with what is meant for its type
FITTING = {
    "date-time": (rb'"0001-01-01T00:00:00+14:00"', rb'"9999-12-31T23:59:59-12:00"',
                  rb'"2026-01-01T00:00:00"', b"253402300800", b"1e20"),
    "date": (rb'"0001-01-01"', rb'"9999-12-31"', b"-62135596801", b"253402300800"),
    "integer": (b"2147483648", b"9223372036854775808", b"-1", b"1" + b"0" * 30),
    "number": (b"1e308", b"-1e308", b"1e-400", b"9" * 400),
    "string": (b'"1e999"', rb'"\u0000"', rb'"\ud800"', rb'"\u202e\u6587"', b'"' + b"x" * 30_000 + b'"'),
    "array": (b"[null]", b"[" + b"0," * 99_999 + b"0]"),
    "object": (rb'{"\ud800":1}', rb'{"\u0000":"a"}', b'{"":""}', b'{"a":9223372036854775808}'),
}  # fmt: skip


def fitting(schema: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Return the values that are meant to break a place of this type."""
    kind = schema.get("format") if schema.get("format") in FITTING else schema.get("type")
    return FITTING.get(str(kind), FITTING["object"])


MARK = "@@here@@"


def with_value(body: object, value: bytes) -> bytes:
    """Return the JSON of a body in which the mark is replaced by a raw value."""
    return json.dumps(body, ensure_ascii=False).encode().replace(f'"{MARK}"'.encode(), value)


def whole_bodies(body: object) -> list[tuple[str, bytes, str]]:
    """Return (name, bytes, content type) of requests that are wrong as a whole."""
    good = json.dumps(body, ensure_ascii=False).encode()
    kind = "application/json"
    doubled = good[:-1] + b"," + good[1:] if isinstance(body, dict) and body else b'{"a":1,"a":2}'
    return [
        ("empty", b"", kind),
        ("cut off", good[:-1], kind),
        ("open brace", b"{", kind),
        ("trailing", good + b"}", kind),
        ("null", b"null", kind),
        ("list", b"[]", kind),
        ("text", b'"x"', kind),
        ("number", b"1", kind),
        ("not a number", b"NaN", kind),
        ("huge number", b"9" * 5000, kind),
        ("not utf-8", b"\xff\xfe{}", kind),
        ("utf-8 overlong", b'{"a":"\xc0\x80"}', kind),
        ("utf-16", good.decode().encode("utf-16"), kind),
        ("byte order mark", b"\xef\xbb\xbf" + good, kind),
        ("doubled keys", doubled, kind),
        ("unknown field", b'{"unheard_of":1,' + good[1:].replace(b"{}", b"}"), kind),
        ("surrogate key", rb'{"\ud800":1}', kind),
        ("nul key", rb'{"\u0000":1}', kind),
        ("deep list", b"[" * 100_000, kind),
        ("deep object", b'{"a":' * 100_000, kind),
        ("closed deep list", b"[" * 30_000 + b"]" * 30_000, kind),
        ("many keys", b"{" + b",".join(b'"k%d":1' % n for n in range(20_000)) + b"}", kind),
        ("text/plain", good, "text/plain"),
        ("no content type", good, ""),
        ("odd content type", good, "application/json; charset=utf-7"),
        ("broken content type", good, "application/;;;="),
        ("form", b"a=1&b=%ff", "application/x-www-form-urlencoded"),
        ("multipart", b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        ("xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "text/xml"),
    ]
