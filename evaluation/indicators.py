"""Indicator trees as versioned data (clause 5.1.2.1): no indicator is written into code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from evaluation.errors import InvalidInput, UnknownChoice, require_choice
from evaluation.provenance import Json, inputs_hash, to_json
from evaluation.reading import (
    need_field,
    read_array,
    read_number,
    read_object,
    read_text,
    read_texts,
    refuse_unknown,
)

QUESTION_KINDS = ("text", "score", "number", "money", "yes_no", "old_new", "choice", "list")
MAX_CHILDREN = 9
SCALE_MIN, SCALE_MAX = 0.0, 100.0
_MIN_ANCHORS = 3


@dataclass(frozen=True)
class SubQuestion:
    """A question under a leaf.

    Attributes
    ----------
    code, text
        Identifier within the leaf and the question in Chinese.
    kind
        One of `QUESTION_KINDS`; ``"old_new"`` asks the value before and after.
    unit
        Unit of a number or sum.
    required
        Whether the sheet is incomplete without it.
    options
        For ``"choice"``.
    """

    code: str
    text: str
    kind: str = "text"
    unit: str = ""
    required: bool = True
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Anchor:
    """Written meaning of one score on a leaf's 0-100 scale.

    Attributes
    ----------
    score
        0-100.
    text
        What an outcome with this score looks like.
    """

    score: float
    text: str


@dataclass(frozen=True)
class Indicator:
    """One node of the tree; a node without children is a leaf and is scored.

    Attributes
    ----------
    code, name
        Stable code (letters and digits) and Chinese name.
    clause
        Clause of the standard, for example ``"5.1.2.1.3-a"``.
    definition
        What is judged.
    children
        Sub-indicators, at most nine.
    questions, anchors
        Of a leaf: sub-questions and at least three anchors from 0 to 100.
    categories
        Expert categories that judge the leaf by default (clause 5.1.1.1); empty means all.
    data_driven
        Whether a measured value exists beside the opinion (clause 5.1.2.2.2).
    evidence
        Kinds of evidence expected.
    swot
        ``"internal"`` (strength, weakness) or ``"external"`` (opportunity, threat).
    """

    code: str
    name: str
    clause: str = ""
    definition: str = ""
    children: tuple[Indicator, ...] = ()
    questions: tuple[SubQuestion, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    categories: tuple[str, ...] = ()
    data_driven: bool = False
    evidence: tuple[str, ...] = ()
    swot: str = "internal"

    @property
    def is_leaf(self) -> bool:
        """Whether the indicator is scored directly."""
        return not self.children

    def walk(self) -> Iterator[Indicator]:
        """Yield the node and everything below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class IndicatorTree:
    """A versioned indicator system.

    Attributes
    ----------
    id, version, name
        Identity of the system; a change of content needs a new version.
    root
        The goal; its children are the dimensions.
    source, notes
        Where it comes from, and remarks.

    Raises
    ------
    InvalidInput
        On construction: repeated code, a single child, more than nine children, leaf without
        three anchors, anchors not rising from 0 to 100. The message names the code.
    """

    id: str
    version: str
    name: str
    root: Indicator
    source: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Check the tree once, so that everything after may rely on it."""
        if not self.root.children:
            raise InvalidInput("没有任何维度", where=self.root.code, cure="至少两个维度")
        seen: set[str] = set()
        for node in self.root.walk():
            if node.code in seen:
                raise InvalidInput("编号重复", where=node.code, cure="编号须唯一")
            seen.add(node.code)
            if node.is_leaf:
                _check_leaf(node)
            elif not 1 <= len(node.children) <= MAX_CHILDREN:
                raise InvalidInput(
                    f"有 {len(node.children)} 个下级指标",
                    where=node.code,
                    cure=f"下级指标须为 1–{MAX_CHILDREN} 个，建议不超过 7 个",
                )

    @cached_property
    def nodes(self) -> dict[str, Indicator]:
        """All nodes by code, the root first."""
        return {node.code: node for node in self.root.walk()}

    @cached_property
    def parents(self) -> dict[str, str]:
        """Code of the parent of every node but the root."""
        return {child.code: node.code for node in self.root.walk() for child in node.children}

    @property
    def dimensions(self) -> tuple[Indicator, ...]:
        """The children of the root."""
        return self.root.children

    @cached_property
    def leaves(self) -> tuple[Indicator, ...]:
        """All leaves in order."""
        return tuple(node for node in self.root.walk() if node.is_leaf)

    @cached_property
    def leaf_codes(self) -> tuple[str, ...]:
        """Codes of the leaves in order."""
        return tuple(leaf.code for leaf in self.leaves)

    @cached_property
    def inner(self) -> tuple[Indicator, ...]:
        """Nodes whose children are compared pairwise, the root first."""
        return tuple(node for node in self.root.walk() if node.children)

    @property
    def comparisons(self) -> int:
        """Number of pairwise comparisons asked of one expert."""
        return sum(len(node.children) * (len(node.children) - 1) // 2 for node in self.inner)

    def node(self, code: str) -> Indicator:
        """Return a node.

        Raises
        ------
        UnknownChoice
            If the tree has no such code.
        """
        try:
            return self.nodes[code]
        except KeyError:
            raise UnknownChoice(
                f"指标体系“{self.name}”没有编号“{code}”", where=code, cure="请核对编号与版本"
            ) from None

    def path(self, code: str) -> tuple[Indicator, ...]:
        """Return the nodes from the dimension down to the given node."""
        steps = [self.node(code)]
        while (parent := self.parents.get(steps[0].code)) not in {None, self.root.code}:
            steps.insert(0, self.nodes[str(parent)])
        return tuple(steps)

    def dimension_of(self, code: str) -> Indicator:
        """Return the dimension a node belongs to."""
        return self.path(code)[0]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content: export and import give the same value."""
        return inputs_hash(self.as_dict())

    def as_dict(self) -> dict[str, Json]:
        """Return the tree as plain JSON values."""
        value = to_json(self)
        assert isinstance(value, dict)  # noqa: S101 - a dataclass always gives an object
        return value

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> IndicatorTree:
        """Read a tree written by `as_dict`.

        Raises
        ------
        InvalidInput
            If a field is missing, unknown or of the wrong kind; the message names the place.
        """
        body = read_object(data, "/")
        refuse_unknown(body, {"id", "version", "name", "root", "source", "notes"}, "/")
        return cls(
            id=read_text(body, "id", "/"),
            version=read_text(body, "version", "/"),
            name=read_text(body, "name", "/"),
            root=_indicator(need_field(body, "root", "/"), "/root"),
            source=read_text(body, "source", "/", ""),
            notes=read_texts(body, "notes", "/"),
        )


def _check_leaf(leaf: Indicator) -> None:
    scores = [anchor.score for anchor in leaf.anchors]
    if len(scores) < _MIN_ANCHORS:
        raise InvalidInput("评分锚点少于 3 个", where=leaf.code, cure="请写明至少三个分值的含义")
    if scores != sorted(set(scores)) or scores[0] != SCALE_MIN or scores[-1] != SCALE_MAX:
        raise InvalidInput("锚点须从 0 到 100 递增", where=leaf.code, cure="首尾锚点为 0 与 100")
    codes = [question.code for question in leaf.questions]
    if len(set(codes)) != len(codes):
        raise InvalidInput("子问题编号重复", where=leaf.code, cure="子问题编号须唯一")
    for question in leaf.questions:
        require_choice(question.kind, QUESTION_KINDS, f"{leaf.code}/{question.code}")
    require_choice(leaf.swot, ("internal", "external"), leaf.code)


def _indicator(value: object, where: str) -> Indicator:
    body = read_object(value, where)
    refuse_unknown(body, set(Indicator.__dataclass_fields__), where)
    children = read_array(body, "children", where)
    questions = read_array(body, "questions", where)
    anchors = read_array(body, "anchors", where)
    return Indicator(
        code=read_text(body, "code", where),
        name=read_text(body, "name", where),
        clause=read_text(body, "clause", where, ""),
        definition=read_text(body, "definition", where, ""),
        children=tuple(_indicator(c, f"{where}/children/{k}") for k, c in enumerate(children)),
        questions=tuple(_question(q, f"{where}/questions/{k}") for k, q in enumerate(questions)),
        anchors=tuple(_anchor(a, f"{where}/anchors/{k}") for k, a in enumerate(anchors)),
        categories=read_texts(body, "categories", where),
        data_driven=body.get("data_driven") is True,
        evidence=read_texts(body, "evidence", where),
        swot=read_text(body, "swot", where, "internal"),
    )


def _question(value: object, where: str) -> SubQuestion:
    body = read_object(value, where)
    refuse_unknown(body, set(SubQuestion.__dataclass_fields__), where)
    return SubQuestion(
        code=read_text(body, "code", where),
        text=read_text(body, "text", where),
        kind=read_text(body, "kind", where, "text"),
        unit=read_text(body, "unit", where, ""),
        required=body.get("required", True) is True,
        options=read_texts(body, "options", where),
    )


def _anchor(value: object, where: str) -> Anchor:
    body = read_object(value, where)
    return Anchor(read_number(body, "score", where), read_text(body, "text", where))
