"""Refusals of this feature."""

from backend.kernel.errors import Conflict


class OutcomeIncomplete(Conflict):
    """The application cannot be handed in yet; every field is named."""

    code = "outcome-incomplete"
    title = "申请内容尚不完整"


class ReviewIncomplete(Conflict):
    """The checklist does not carry the decision."""

    code = "review-incomplete"
    title = "审查清单尚未完成"
