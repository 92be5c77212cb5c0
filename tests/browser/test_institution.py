"""An institution's own evaluation, click by click (clauses 5.1.2.2.2, 5.1.2.3.1-4, 5.1.2.3.8)."""

import pytest

from tests.browser import institution
from tests.browser.hands import Story
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.clause("5.1.2.3.1")
@pytest.mark.clause("5.1.2.3.2")
@pytest.mark.clause("5.1.2.3.3")
@pytest.mark.clause("5.1.2.3.4")
@pytest.mark.clause("5.1.2.2.2")
@pytest.mark.clause("5.1.2.1.3-b")
@pytest.mark.clause("5.1.2.1.4-a")
@pytest.mark.clause("5.1.2.1.4-b")
@pytest.mark.noise("409")  # what lacks its file, or its materials, is refused on purpose
def test_an_institution_evaluates_its_outcome(stage: Stage):
    story = Story(stage)
    for chapter in (
        institution.form_group,
        institution.start,
        institution.collect,
        institution.review,
        institution.evidence,
    ):
        chapter(story)


@pytest.mark.clause("5.1.2.3.8")
def test_the_pool_is_classed_and_taken_along(stage: Stage):
    institution.pool(Story(stage))


@pytest.mark.clause("5.1.2.2.2")
def test_an_expert_opens_a_number_at_the_leaf(stage: Stage):
    institution.score(Story(stage))
