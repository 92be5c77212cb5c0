"""The composition rule of a panel (clause 5.1.1.1): numbers, categories, spread of sectors."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from backend.features.experts.models import ExpertCategory, SourceSector
from backend.features.experts.queries import category_label, sector_label

MINIMUM = 5
REQUIRED = (ExpertCategory.CLINICAL, ExpertCategory.ENGINEERING, ExpertCategory.INVESTMENT)


@dataclass(frozen=True)
class Share:
    """How many members stand for one category or sector."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Composition:
    """A panel judged by the rule: why it may not start, and its spread."""

    size: int
    problems: tuple[str, ...]
    categories: tuple[Share, ...]
    sectors: tuple[Share, ...]

    @property
    def ok(self) -> bool:
        """Whether the panel may start."""
        return not self.problems


def check_composition(
    members: Iterable[tuple[ExpertCategory, SourceSector]],
) -> Composition:
    """Judge a panel: at least five, at least one of each required category."""
    panel = list(members)
    categories = Counter(category for category, _ in panel)
    sectors = Counter(sector for _, sector in panel)
    problems = []
    missing = [category_label(category) for category in REQUIRED if not categories[category]]
    if missing:
        problems.append(f"缺 {'/'.join(missing)}")
    if len(panel) < MINIMUM:
        problems.append(f"专家 {len(panel)} 名，至少 {MINIMUM} 名")
    return Composition(
        size=len(panel),
        problems=tuple(problems),
        categories=tuple(Share(c.value, category_label(c), categories[c]) for c in ExpertCategory),
        sectors=tuple(Share(s.value, sector_label(s), sectors[s]) for s in SourceSector),
    )
