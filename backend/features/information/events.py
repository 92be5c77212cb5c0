"""What happens to an item of the information service."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ArticleImported(Event):
    """An item came from a sourced file and stands in public."""

    name: ClassVar[str] = "article.imported"
    label_zh: ClassVar[str] = "由资料导入"
    external_id: str


@dataclass(frozen=True, kw_only=True)
class ArticleRefreshed(Event):
    """A repeated import brought other content."""

    name: ClassVar[str] = "article.refreshed"
    label_zh: ClassVar[str] = "重新导入更新"
    external_id: str


@dataclass(frozen=True, kw_only=True)
class ArticleWithdrawn(Event):
    """Staff took an item out of the public list."""

    name: ClassVar[str] = "article.withdrawn"
    label_zh: ClassVar[str] = "撤下"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ArticleRestored(Event):
    """Staff put an item back."""

    name: ClassVar[str] = "article.restored"
    label_zh: ClassVar[str] = "恢复公开"
