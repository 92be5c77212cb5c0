"""Organisers stop a round, put it back to a snapshot and let it go on; the expert sees it (6.2.1)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Story, press, read
from tests.browser.stage import Stage, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _ask(page: Page, button: str, reason: str) -> None:
    """Press a button of the section, give the reason, confirm."""
    region = page.get_by_role("region", name="评分冻结与快照")
    press(region, button, exact=False)
    dialog = page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name=button.split("：", maxsplit=1)[0], exact=True)
    expect(confirm).to_be_disabled()
    dialog.get_by_role("textbox").fill(reason)
    confirm.click()
    expect(dialog).to_have_count(0)
    settle(page)


@pytest.mark.clause("6.2.1")
def test_a_round_is_frozen_put_back_and_goes_on(stage: Stage):
    story = Story(stage)
    expert = story.at("expert", "/work")
    task = next(t for t in read(expert, "/panel-tasks")["items"] if t["stage"] == "score")
    rounds = read(story.at("operator", "/work"), "/assessments?status=scoring")["items"]
    assessment = next(row["id"] for row in rounds if row["number"] == task["number"])
    page = story.at("operator", f"/work/assessments/{assessment}/proceedings")
    _ask(page, "冻结评分", "怀疑外泄，先行核查。")
    expect(page.get_by_role("note").get_by_text(re.compile("怀疑外泄，先行核查。"))).to_be_visible()
    expert = story.at("expert", f"/work/panel-tasks/{task['id']}/score")
    expect(expert.get_by_text("评分已由组织者暂停")).to_be_visible()
    expect(expert.get_by_role("spinbutton")).to_be_disabled()
    _ask(page, "回退到此快照：1", "回到核查前的内容。")
    _ask(page, "恢复评分", "核查完毕，未见外泄。")
    expect(page.get_by_text("评分正常进行。")).to_be_visible()
    expert = story.at("expert", f"/work/panel-tasks/{task['id']}/score")
    expect(expert.get_by_role("spinbutton")).to_be_enabled()
    page = story.at("operator", f"/work/assessments/{assessment}")
    for step in ("冻结评分", "回退到快照", "恢复评分"):
        expect(page.get_by_text(step).first).to_be_visible()
