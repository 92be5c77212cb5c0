"""The workflow of a library record (6.3.1)."""

from enum import StrEnum

from backend.features.library.events import RecordChecked, RecordPublished, RecordUnpublished
from backend.kernel.workflow import Transition, Workflow


class RecordStatus(StrEnum):
    """Whether a passed outcome is public."""

    READY = "ready"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"


S = RecordStatus
WORKFLOW = Workflow[RecordStatus](
    "library",
    {
        S.READY: ("待发布", "Ready"),
        S.PUBLISHED: ("已入库", "Published"),
        S.UNPUBLISHED: ("已下架", "Unpublished"),
    },
    [
        Transition("publish", frozenset({S.READY, S.UNPUBLISHED}), S.PUBLISHED,
                   RecordPublished, "入库发布", "Publish", confirm=True),
        Transition("check", frozenset({S.PUBLISHED}), S.PUBLISHED,
                   RecordChecked, "核查无误", "Checked"),
        Transition("unpublish", frozenset({S.PUBLISHED}), S.UNPUBLISHED,
                   RecordUnpublished, "下架", "Unpublish", reason_required=True, confirm=True),
    ],
)  # fmt: skip
