"""The workflow of an information item (5.2.2)."""

from enum import StrEnum

from backend.features.information.events import ArticleRestored, ArticleWithdrawn
from backend.kernel.workflow import Transition, Workflow


class ArticleStatus(StrEnum):
    """Whether an item is public."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ArticleCategory(StrEnum):
    """The shelves of the information service."""

    POLICY = "policy"
    STANDARD = "standard"
    MARKET = "market"
    CASE = "case"
    EVENT = "event"


CATEGORY_LABELS: dict[ArticleCategory, tuple[str, str]] = {
    ArticleCategory.POLICY: ("政策法规", "Law and policy"),
    ArticleCategory.STANDARD: ("标准", "Standards"),
    ArticleCategory.MARKET: ("市场与疾病负担", "Market and disease burden"),
    ArticleCategory.CASE: ("标杆案例", "Model cases"),
    ArticleCategory.EVENT: ("学术会议与活动", "Conferences and events"),
}

S = ArticleStatus
WORKFLOW = Workflow[ArticleStatus](
    "article",
    {S.PUBLISHED: ("已公开", "Public"), S.WITHDRAWN: ("已撤下", "Withdrawn")},
    [
        Transition("withdraw", frozenset({S.PUBLISHED}), S.WITHDRAWN,
                   ArticleWithdrawn, "撤下", "Withdraw", reason_required=True, confirm=True),
        Transition("restore", frozenset({S.WITHDRAWN}), S.PUBLISHED,
                   ArticleRestored, "恢复公开", "Restore"),
    ],
)  # fmt: skip
