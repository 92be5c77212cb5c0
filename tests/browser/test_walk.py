"""Six accounts take a real outcome from draft to the conversion rate, page by page.

Holder, operator, demander, adviser and visitor each at their own window, and the experts of the
panel; whatever a page logs as error or warning on the way fails the walk.
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


@pytest.mark.clause("6.1")
@pytest.mark.clause("6.2")
@pytest.mark.clause("6.3")
@pytest.mark.clause("6.4")
@pytest.mark.clause("6.5")
@pytest.mark.clause("7.1.2.1")
def test_a_real_outcome_from_draft_to_converted(stage: Stage):
    story = Story(stage)
    for chapter in CHAPTERS:
        chapter(story)
