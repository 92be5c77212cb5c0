"""Staff make a new version of the indicator system on screen, by keyboard where it is a tree."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Story, follow, press, read, send, write
from tests.browser.stage import Stage, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.clause("5.1.2.1.2")
def test_a_new_version_is_edited_checked_published_and_exported(stage: Stage):
    story = Story(stage)
    page = story.at("operator", "/work/indicators")
    press(page, "编辑新版")
    page.wait_for_url("**/indicators/edit")
    settle(page)
    tree = page.get_by_role("tree", name="指标")
    leaf = tree.get_by_role("treeitem", name="A4 临床成本")
    leaf.click()
    page.keyboard.press("Alt+ArrowUp")
    expect(leaf).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.get_by_role("status").get_by_text("已移动 A4 临床成本")).to_be_visible()
    tree.get_by_role("treeitem", name="E 项目团队").click()
    press(page, "添加指标")
    changes = page.get_by_role("region", name=re.compile("的差异$"))
    expect(changes.get_by_text("“A4 临床成本”由“A 临床评估”移到“B 市场评估”")).to_be_visible()
    publish = page.get_by_role("button", name="发布新版")
    expect(publish).to_be_disabled()
    expect(changes.get_by_role("button", name="E4：请写明该分值的含义")).to_have_count(5)
    write(page.get_by_role("region", name="E4"), 名称="团队协作")
    for place in range(1, 6):
        page.get_by_label(f"第 {place} 个锚点的含义").fill(f"协作程度第 {place} 档")
    expect(changes.get_by_text("规则检查全部通过。")).to_be_visible()
    tree.get_by_role("treeitem", name="B1 市场规模").click()
    page.keyboard.press("Delete")
    expect(tree.get_by_role("treeitem", name="B1 市场规模")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(tree.get_by_role("treeitem", name="B1 市场规模")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_text(re.compile("已恢复.*的草稿"))).to_be_visible()
    publish.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("选用新版的评估不能启动").first).to_be_visible()
    press(dialog, "发布新版")
    page.wait_for_url(re.compile(r"/indicators/[0-9a-f-]{36}$"))
    settle(page)
    expect(page.get_by_role("heading", name="E4 团队协作")).to_be_visible()
    expect(page.get_by_text("本版尚无已批准的权重").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出 JSON").click()
    out = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert out["tree"]["version"] == "1.1"
    again = send(page, "POST", "/indicator-systems", out)
    assert (again["hash"], again["known"]) == (out["hash"], True)
    (row,) = (r for r in read(page, "/indicator-systems")["items"] if r["in_force"])
    assert row["version"] == "1.0"
    follow(page, re.compile("1.0$"))
    expect(page.get_by_text("现行", exact=True)).to_be_visible()
