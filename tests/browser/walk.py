"""Six accounts take a real outcome from draft to the conversion rate, page by page (in trial).

Not collected yet: it waits for a message that the worker delivers a moment later.
"""

import pytest

from tests.browser import application, evaluation, transfer
from tests.browser.hands import Story
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTERS = (
    application.hand_in,
    application.review,
    evaluation.convene,
    evaluation.declare,
    evaluation.score,
    evaluation.release,
    evaluation.conclude,
    transfer.publish,
    transfer.ask,
    transfer.match,
    transfer.negotiate,
    transfer.sign,
    transfer.implement,
    transfer.confirm,
    transfer.count,
)


def test_a_real_outcome_from_draft_to_converted(stage: Stage):
    story = Story(stage)
    for chapter in CHAPTERS:
        chapter(story)
