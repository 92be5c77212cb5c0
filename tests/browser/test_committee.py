"""Seven experts of the demonstration take two real outcomes from start form to issued report."""

import pytest

from tests.browser import committee
from tests.browser.hands import Story
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTERS = (
    committee.accept_both,
    committee.appoint,
    committee.start,
    committee.collect,
    committee.convene,
    committee.declare_and_score,
    committee.meet,
    committee.release,
    committee.report,
)


@pytest.mark.noise("/hand-over")  # tried before all materials are there
@pytest.mark.clause("5.1.1.1")
@pytest.mark.clause("5.1.2.3.1")
@pytest.mark.clause("5.1.2.3.2")
@pytest.mark.clause("5.1.2.3.3")
@pytest.mark.clause("5.1.2.3.4")
@pytest.mark.clause("5.1.2.3.5")
@pytest.mark.clause("5.1.2.3.6")
@pytest.mark.clause("5.1.2.3.7")
@pytest.mark.clause("5.1.2.3.8")
@pytest.mark.clause("6.2.1")
@pytest.mark.clause("6.2.2")
def test_two_outcomes_from_the_start_form_to_issued_reports(stage: Stage, tmp_path):
    story = Story(stage)
    for chapter in CHAPTERS:
        chapter(story)
    committee.take_home(story, tmp_path)
    committee.use(story)
