"""Technology maturity from evidence, not from votes (clauses 5.1.2.1.5-b, 5.2.1.1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from evaluation.errors import InvalidInput, UnknownChoice
from evaluation.provenance import Result, inputs_hash
from evaluation.reading import read_array, read_number, read_object, read_text

STAGES = {"laboratory": "实验室阶段", "pilot": "中试阶段", "industrial": "产业化阶段"}


@dataclass(frozen=True)
class EvidenceItem:
    """A document that a level demands.

    Attributes
    ----------
    code
        Identifier within the scale, for example ``"6.ind"``.
    label
        Kind of document in Chinese.
    """

    code: str
    label: str


@dataclass(frozen=True)
class Level:
    """One level: reached only with all its evidence and all lower levels.

    Attributes
    ----------
    level, label
        Number from 1 and meaning.
    evidence
        What must be on file.
    score
        Published score 0-100 of the level.
    """

    level: int
    label: str
    evidence: tuple[EvidenceItem, ...]
    score: float


@dataclass(frozen=True)
class MaturityScale:
    """Ordered levels with evidence lists, as versioned data.

    Attributes
    ----------
    id, version, name
        Identity.
    levels
        From level 1 upward.
    source
        Publication.
    tcm_notes
        Level to particulars of traditional Chinese medicine.

    Raises
    ------
    InvalidInput
        On construction: levels not 1, 2, ..., scores not rising, evidence code used twice.
    """

    id: str
    version: str
    name: str
    levels: tuple[Level, ...]
    source: str = ""
    tcm_notes: Mapping[int, str] | None = None

    def __post_init__(self) -> None:
        """Check the order of levels once."""
        if [level.level for level in self.levels] != list(range(1, len(self.levels) + 1)):
            raise InvalidInput("等级须从 1 起连续", where=self.id, cure="请更正等级表")
        scores = [level.score for level in self.levels]
        if any(b <= a for a, b in pairwise(scores)):
            raise InvalidInput("等级分值须递增", where=self.id, cure="请更正等级表")
        codes = [item.code for level in self.levels for item in level.evidence]
        if len(set(codes)) != len(codes):
            raise InvalidInput("证据编号重复", where=self.id, cure="编号须唯一")

    @classmethod
    def from_dict(cls, data: object, where: str = "/scale") -> MaturityScale:
        """Read a scale from plain JSON values.

        Raises
        ------
        InvalidInput
            Missing or wrong field; the message names the place.
        """
        body = read_object(data, where)
        notes = body.get("tcm_notes")
        return cls(
            id=read_text(body, "id", where),
            version=read_text(body, "version", where),
            name=read_text(body, "name", where),
            levels=tuple(
                _level(item, f"{where}/levels/{k}")
                for k, item in enumerate(read_array(body, "levels", where))
            ),
            source=read_text(body, "source", where, ""),
            tcm_notes={int(k): str(v) for k, v in notes.items()}
            if isinstance(notes, Mapping)
            else None,
        )

    @property
    def evidence(self) -> dict[str, EvidenceItem]:
        """All evidence items by code."""
        return {item.code: item for level in self.levels for item in level.evidence}


@dataclass(frozen=True)
class Component:
    """A part of an outcome with its own maturity.

    Attributes
    ----------
    name
        What it is.
    evidence
        Codes of the evidence on file and checked.
    essential
        Whether the outcome cannot do without it; only these count.
    """

    name: str
    evidence: frozenset[str]
    essential: bool = True


@dataclass(frozen=True)
class ComponentLevel:
    """Level of one component, what is missing for the next level, and evidence out of order.

    Attributes
    ----------
    name, essential
        Of the component.
    level
        Reached level, 0 if none.
    missing
        Evidence missing for the next level.
    ahead
        Evidence on file above the reached level.
    """

    name: str
    essential: bool
    level: int
    missing: tuple[EvidenceItem, ...]
    ahead: tuple[EvidenceItem, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Maturity(Result):
    """Technology maturity of an outcome.

    Attributes
    ----------
    level
        Minimum over essential components; 0 if not even the first level is proven.
    label
        Text of the level.
    score
        Published score of the level, 0 for level 0.
    stage, stage_label
        Stage of clause 5.2.1.1.
    components
        Level per component.
    missing
        Evidence missing for the next level, over the components that hold the outcome back.
    scale_id, scale_version
        Scale used.
    licensed
        Whether a licence was taken into account.
    """

    level: int
    label: str
    score: float
    stage: str
    stage_label: str
    components: tuple[ComponentLevel, ...]
    missing: tuple[EvidenceItem, ...]
    scale_id: str
    scale_version: str
    licensed: bool


def _level(data: object, where: str) -> Level:
    body = read_object(data, where)
    items = [read_object(item, where) for item in read_array(body, "evidence", where)]
    return Level(
        level=int(read_number(body, "level", where)),
        label=read_text(body, "label", where),
        evidence=tuple(
            EvidenceItem(read_text(e, "code", where), read_text(e, "label", where)) for e in items
        ),
        score=read_number(body, "score", where),
    )


def component_level(component: Component, scale: MaturityScale) -> ComponentLevel:
    """Climb the scale as long as every level's evidence is complete.

    Raises
    ------
    UnknownChoice
        Evidence code that the scale does not know; the message names the component.
    """
    known = scale.evidence
    for code in sorted(component.evidence):
        if code not in known:
            raise UnknownChoice(f"等级表没有证据“{code}”", where=component.name, cure="请核对编号")
    reached = 0
    missing: tuple[EvidenceItem, ...] = ()
    for level in scale.levels:
        missing = tuple(item for item in level.evidence if item.code not in component.evidence)
        if missing:
            break
        reached = level.level
    ahead = tuple(
        item
        for level in scale.levels[reached:]
        for item in level.evidence
        if item.code in component.evidence
    )
    return ComponentLevel(component.name, component.essential, reached, missing, ahead)


def trl_from_evidence(
    components: Collection[Component], scale: MaturityScale, *, licensed: bool = False
) -> Maturity:
    """Derive the technology readiness level from the evidence on file.

    Parameters
    ----------
    components
        Parts of the outcome; the level is the minimum over the essential ones.
    scale
        Levels with evidence, see `evaluation.TRL_SCALES`.
    licensed
        Whether the product licence is issued; level 8 counts as industrial only then.

    Returns
    -------
    Maturity

    Raises
    ------
    InvalidInput
        No essential component.

    References
    ----------
    Levels: BARDA/PHEMCE integrated TRLs; scale: ISO 16290:2013; minimum over essential
    components and stages: handbook of the project, section 8.3.

    Examples
    --------
    >>> from evaluation import TRL_SCALES
    >>> part = Component("x", frozenset({"1.review", "2.plan"}))
    >>> trl_from_evidence([part], TRL_SCALES["trl-drug"]).level
    2
    """
    found = tuple(component_level(component, scale) for component in components)
    essential = [item for item in found if item.essential]
    if not essential:
        raise InvalidInput("没有必要组成部分", where="components", cure="至少一个必要组成部分")
    level = min(item.level for item in essential)
    held = [item for item in essential if item.level == level]
    missing = {m.code: m for item in held for m in item.missing}
    stage = stage_of(level, licensed=licensed)
    return Maturity(
        method="minimum_of_essential_components",
        params={"scale": scale.id, "scale_version": scale.version, "licensed": licensed},
        inputs_hash=inputs_hash(
            scale, [{"n": c.name, "e": sorted(c.evidence), "m": c.essential} for c in components]
        ),
        level=level,
        label=scale.levels[level - 1].label if level else "尚无证据",
        score=scale.levels[level - 1].score if level else 0.0,
        stage=stage,
        stage_label=STAGES[stage],
        components=found,
        missing=tuple(missing.values()),
        scale_id=scale.id,
        scale_version=scale.version,
        licensed=licensed,
    )


def stage_of(level: int, *, licensed: bool = False) -> str:
    """Map a readiness level to the stages of clause 5.2.1.1.

    1-4 laboratory, 5-7 pilot, 8 pilot until the licence is issued, from 9 on industrial.

    Parameters
    ----------
    level
        0-13.
    licensed
        Whether the licence is issued.

    Returns
    -------
    str
        ``"laboratory"``, ``"pilot"`` or ``"industrial"``.

    Examples
    --------
    >>> stage_of(4), stage_of(8), stage_of(8, licensed=True)
    ('laboratory', 'pilot', 'industrial')
    """
    if level <= 4:
        return "laboratory"
    if level <= 7 or (level == 8 and not licensed):
        return "pilot"
    return "industrial"
