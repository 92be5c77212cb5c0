"""Evaluation capsule: inputs, results and hashes in one JSON that any machine can recompute.

Every single input value has its own digest, so that a changed score is named by its place and
not only noticed. Floats in the results are kept to twelve significant digits: more would
depend on the linear algebra of the machine. Someone who recomputes the digests after a change
cannot be caught by the capsule alone; the archive's hash list seals the whole file.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evaluation.capsule_compute import compute_results
from evaluation.errors import CapsuleError, EvaluationError
from evaluation.provenance import VERSION, Json, canonical, to_json

FORMAT = "hepabridge-capsule/1"
_SIGNIFICANT = 12
_DIGEST_LENGTH = 24


@dataclass(frozen=True)
class CapsuleChange:
    """One difference.

    Attributes
    ----------
    kind
        ``"input_changed"``, ``"input_added"``, ``"input_removed"``, ``"result_differs"``,
        ``"seal_broken"``, ``"version_differs"`` or ``"not_computable"``.
    pointer
        JSON pointer of the place.
    stored, recomputed
        Values where they are known.
    line
        Line of the file counted from one; 0 if unknown.
    """

    kind: str
    pointer: str
    stored: Json = None
    recomputed: Json = None
    line: int = 0


@dataclass(frozen=True)
class RecomputeReport:
    """Outcome of a recomputation: the differences and how many figures were compared.

    Attributes
    ----------
    changes
        What does not fit.
    figures
        Number of compared figures.
    results
        The recomputed results.
    """

    changes: tuple[CapsuleChange, ...]
    figures: int
    results: Mapping[str, Json]

    @property
    def ok(self) -> bool:
        """Whether inputs are untouched and every figure came out the same."""
        return not self.changes


def build_capsule(inputs: Mapping[str, object]) -> dict[str, Json]:
    """Compute an evaluation and seal it with its inputs.

    Parameters
    ----------
    inputs
        As made by `evaluation.capsule_inputs` or by hand in the same form.

    Returns
    -------
    dict
        Plain JSON: format, version, inputs, results, digests, seal.

    Raises
    ------
    EvaluationError
        Whatever is wrong with the inputs, with its place.

    References
    ----------
    Clause 5.1.2.3.7 (archive of the evaluation).
    """
    plain = to_json(inputs)
    if not isinstance(plain, dict):
        raise CapsuleError("输入应为对象", where="/inputs", cure="请用 capsule_inputs 生成")
    body: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "inputs": plain,
        "results": rounded(to_json(compute_results(plain))),
        "digests": {p: _digest(p, v) for p, v in leaves(plain, "/inputs")},
    }
    body["seal"] = _seal(body)
    return body


def recompute(
    capsule: Mapping[str, object], lines: Mapping[str, int] | None = None
) -> RecomputeReport:
    """Recompute a capsule and name everything that does not fit.

    Parameters
    ----------
    capsule
        The parsed file.
    lines
        Pointer to line number, from `evaluation.pointer_lines`.

    Returns
    -------
    RecomputeReport
        ``ok`` if no input was changed and every figure came out the same.

    Raises
    ------
    CapsuleError
        Not a capsule.

    References
    ----------
    Clause 5.1.2.3.7 (archive of the evaluation).
    """
    at = lines or {}
    body = _checked(capsule)
    inputs, digests = body["inputs"], body["digests"]
    if not isinstance(inputs, dict) or not isinstance(digests, dict):
        raise CapsuleError("inputs 或 digests 不是对象", where="/", cure="请核对文件")
    changes: list[CapsuleChange] = []
    if body["version"] != VERSION:
        changes.append(
            CapsuleChange(
                "version_differs", "/version", body["version"], VERSION, at.get("/version", 0)
            )
        )
    changes += _input_changes(inputs, digests, at)
    results: Json = {}
    fresh: dict[str, Json] = {}
    try:
        results = rounded(to_json(compute_results(inputs)))
    except EvaluationError as error:
        changes.append(
            CapsuleChange("not_computable", f"/inputs ({error.where})", None, str(error))
        )
    else:
        fresh = dict(leaves(results, "/results"))
        changes += _result_changes(dict(leaves(body["results"], "/results")), fresh, at)
    if not changes and not _equal(body.get("seal"), _seal(body)):
        changes.append(
            CapsuleChange("seal_broken", "/seal", body.get("seal"), _seal(body), at.get("/seal", 0))
        )
    return RecomputeReport(tuple(changes), len(fresh), results if isinstance(results, dict) else {})


def leaves(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    """Yield JSON pointer and value of every scalar and of every empty container."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{pointer}/{_escaped(key)}")
    elif isinstance(value, list) and value:
        for k, item in enumerate(value):
            yield from leaves(item, f"{pointer}/{k}")
    else:
        yield pointer, value


def rounded(value: Json) -> Json:
    """Keep floats to twelve significant digits."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return float(f"{value:.{_SIGNIFICANT}g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return value


def pointer_lines(text: str) -> dict[str, int]:
    r"""Return the line (from one) on which every JSON value of a text starts.

    Parameters
    ----------
    text
        A JSON text.

    Returns
    -------
    dict
        JSON pointer to line number.

    Raises
    ------
    CapsuleError
        If the text is not JSON.

    References
    ----------
    JSON pointers: RFC 6901 (2013).

    Examples
    --------
    >>> pointer_lines('{\n "a": [1,\n 2]}')
    {'': 1, '/a': 2, '/a/0': 2, '/a/1': 3}
    """
    return _LineScanner(text).run()


class _LineScanner:
    """A small reader of valid JSON that remembers lines instead of values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.line = 1
        self.lines: dict[str, int] = {}

    def run(self) -> dict[str, int]:
        try:
            self._value("")
        except IndexError:
            raise CapsuleError(
                "不是完整的 JSON", where=f"第{self.line}行", cure="请核对文件"
            ) from None
        return self.lines

    def _skip(self, extra: str = "") -> None:
        while self.text[self.place] in " \t\r\n" + extra:
            self.line += self.text[self.place] == "\n"
            self.place += 1

    def _value(self, pointer: str) -> None:
        self._skip()
        self.lines[pointer] = self.line
        mark = self.text[self.place]
        if mark == "{":
            self.place += 1
            self._skip()
            while self.text[self.place] != "}":
                key = self._string()
                self._skip(":")
                self._value(f"{pointer}/{_escaped(key)}")
                self._skip(",")
            self.place += 1
        elif mark == "[":
            self.place += 1
            k = 0
            self._skip()
            while self.text[self.place] != "]":
                self._value(f"{pointer}/{k}")
                k += 1
                self._skip(",")
            self.place += 1
        elif mark == '"':
            self._string()
        else:
            while self.place < len(self.text) and self.text[self.place] not in ",]} \t\r\n":
                self.place += 1

    def _string(self) -> str:
        start = self.place + 1
        self.place = start
        while self.text[self.place] != '"':
            self.place += 2 if self.text[self.place] == "\\" else 1
        self.place += 1
        return self.text[start : self.place - 1]


def _checked(capsule: Mapping[str, object]) -> dict[str, Json]:
    body = to_json(capsule)
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise CapsuleError("不是评估胶囊", where="/format", cure=f"应为 {FORMAT}")
    for key in ("version", "inputs", "results", "digests", "seal"):
        if key not in body:
            raise CapsuleError(f"缺少“{key}”", where=f"/{key}", cure="请使用平台导出的文件")
    return body


def _input_changes(
    inputs: dict[str, Json], digests: dict[str, Json], at: Mapping[str, int]
) -> list[CapsuleChange]:
    present = dict(leaves(inputs, "/inputs"))
    changes = []
    for pointer, value in present.items():
        if pointer not in digests:
            changes.append(CapsuleChange("input_added", pointer, value, None, at.get(pointer, 0)))
        elif not _equal(digests[pointer], _digest(pointer, value)):
            changes.append(CapsuleChange("input_changed", pointer, value, None, at.get(pointer, 0)))
    changes += [
        CapsuleChange(
            "input_removed", pointer, None, None, at.get(f"/digests/{_escaped(pointer)}", 0)
        )
        for pointer in digests
        if pointer not in present
    ]
    return changes


def _equal(stored: Json, fresh: str) -> bool:
    # as bytes: a stored text may hold anything, and only ASCII texts can be compared
    return hmac.compare_digest(str(stored).encode(errors="replace"), fresh.encode())


def _result_changes(
    stored: Mapping[str, Json], fresh: Mapping[str, Json], at: Mapping[str, int]
) -> list[CapsuleChange]:
    return [
        CapsuleChange(
            "result_differs", pointer, stored.get(pointer), fresh.get(pointer), at.get(pointer, 0)
        )
        for pointer in sorted({*fresh, *stored})
        if not _same(stored.get(pointer, "—"), fresh.get(pointer, "—"))
    ]


def _same(stored: Json, fresh: Json) -> bool:
    """Compare figures to the twelfth digit; one unit of it may differ between machines."""
    if isinstance(stored, bool) or isinstance(fresh, bool):
        return stored is fresh
    if isinstance(stored, int | float) and isinstance(fresh, int | float):
        return abs(stored - fresh) <= 1.5 * 10.0 ** (1 - _SIGNIFICANT) * max(
            abs(stored), abs(fresh), 1e-9
        )
    return stored == fresh


def _digest(pointer: str, value: Json) -> str:
    return hashlib.sha256(pointer.encode() + b"\0" + canonical(value)).hexdigest()[:_DIGEST_LENGTH]


def _seal(body: Mapping[str, Json]) -> str:
    content = {key: value for key, value in body.items() if key != "seal"}
    return "sha256:" + hashlib.sha256(canonical(content)).hexdigest()


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
