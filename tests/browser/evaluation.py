"""Walk, second part: panel, declarations, scores, report (6.2)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.application import TITLE
from tests.browser.hands import (
    Story,
    act,
    arrived,
    choose,
    follow,
    menu,
    press,
    state,
    write,
)
from tests.browser.stage import settle

# one of investment, two of clinic, two of engineering: accounts of the demonstration
PANEL = ("expert3", "expert", "expert4", "expert2", "expert6")


def convene(story: Story) -> None:
    """Prepare the assessment, meet the rule of composition, start (5.1.1.1, 6.2.1)."""
    page = story.at("operator", "/work")
    menu(page, "评估组织")
    follow(page, "新建评估")
    page.get_by_role("combobox", name="成果").fill(TITLE)
    page.locator(".ant-select-dropdown:visible").get_by_text(TITLE).click()
    press(page, "建立评估")
    page.wait_for_url(re.compile(r"/work/assessments/[0-9a-f-]{36}$"))
    story.found["assessment"] = page.url.rsplit("/", 1)[1]
    expect(page.get_by_text("专家 0 名，至少 5 名").first).to_be_visible()
    for key in PANEL[1:]:
        add_member(page, story.name(key))
    note = page.get_by_role("note")
    expect(note.get_by_text("缺 产业投资")).to_be_visible()
    add_member(page, story.name(PANEL[0]))
    expect(note).to_have_count(0)
    expect(page.get_by_text("符合构成要求")).to_be_visible()
    act(page, "启动评估")
    state(page, "签署声明")


def add_member(page: Page, name: str) -> None:
    candidates = page.get_by_role("region", name="推荐专家")
    press(candidates.get_by_role("listitem").filter(has_text=name), "加入")
    members = page.get_by_role("region", name="专家组成员")
    expect(members.get_by_text(name)).to_be_visible()
    settle(page)


def declare(story: Story) -> None:
    """Let everybody sign before anything opens (5.1.1.1)."""
    for key in PANEL:
        page = story.at(key, "/work")
        follow(page, re.compile(f"声明.*{TITLE}"))
        expect(page.get_by_text("签署前只显示成果名称与声明全文。")).to_be_visible()
        sign = page.get_by_role("button", name="签署并打开材料")
        expect(sign).to_be_disabled()
        page.get_by_role("checkbox", name="我已逐条阅读").check()
        page.get_by_role("textbox", name="请输入姓名以签署").fill(story.name(key))
        sign.click()
        page.wait_for_url("**/score")
        choose(page, "附件 1")
        expect(page.get_by_role("link", name="下载 专利公布文本.pdf")).to_be_visible()


def score(story: Story) -> None:
    """Fill and submit the sheets, leaf by leaf (5.1.2.1)."""
    for n, key in enumerate(PANEL):
        page = story.at(key)
        fill_sheet(page, 70 + 3 * n)


def fill_sheet(page: Page, value: int) -> None:
    """Score every leaf of the open sheet and hand it in."""
    count = page.get_by_text(re.compile(r"^第 1 / \d+ 项$")).inner_text()
    leaves = int(count.split("/")[1].split()[0]) - 1
    for place in range(1, leaves + 1):
        page.get_by_role("spinbutton").fill(str(value))
        # what only the expert can answer is marked with a star
        for question in (
            page.get_by_role("group", name="子问题").locator("div:has(> span em)").all()
        ):
            yes = question.get_by_role("radio", name="是", exact=True)
            if yes.count():
                yes.check()
            else:
                question.get_by_role("textbox").fill(str(value))
        page.get_by_label("评语").fill("依据见公布文本。")
        press(page, "下一项")
        expect(page.get_by_text(f"第 {place + 1} / {leaves + 1} 项")).to_be_visible()
    page.get_by_label("专家建议").fill("建议补充对照研究。")
    submit = page.get_by_role("button", name="提交评分")
    expect(submit).to_be_enabled()
    submit.click()
    press(page.get_by_role("dialog"), "提交评分")
    page.wait_for_url(re.compile("panel-tasks/[^/]+$"))
    settle(page)


def release(story: Story) -> None:
    """Compute the total; only now anybody but the experts sees scores (6.2.1)."""
    page = story.at("operator", f"/work/assessments/{story.found['assessment']}")
    act(page, "汇总并发布结果")
    state(page, "编写报告")


def write_report(page: Page, advice: str, risks: str) -> None:
    """Confirm the drafted SWOT and write the parts that nobody else has written."""
    press(page, "编写报告")
    swot = page.get_by_role("region", name="编辑 SWOT")
    press(swot, "全部确认列入")
    expect(swot.get_by_role("button", name="全部确认列入")).to_have_count(0)
    settle(page)
    form = page.get_by_role("region", name="编写报告")
    write(form, 技术成熟度评定情况="公开来源未披露成熟度证明，本次未评定等级。")
    write(form, 转化建议=advice, 主要风险=risks)
    press(form, "保存")
    expect(form).to_have_count(0)


def conclude(story: Story) -> None:
    """Write the four parts, gather the consents, issue the report (5.1.2.3.6, 6.2.2)."""
    page = story.at("operator", f"/work/assessments/{story.found['assessment']}")
    follow(page, "结果与报告")
    expect(page.get_by_text("通过", exact=True).first).to_be_visible()
    write_report(page, "建议与具备颗粒剂产线的企业共同开发。", "专利申请尚未授权。")
    for key in PANEL:
        expert = story.at(key, "/work")
        follow(expert, re.compile(f"报告.*{TITLE}"))
        press(expert, "同意出具")
        expect(expert.get_by_text("您已答复，感谢。")).to_be_visible()
    page = story.at("operator", f"/work/assessments/{story.found['assessment']}/report")
    act(page, "出具报告")
    state(page, "已出具报告")
    page = story.at("holder", "/work/inbox")
    arrived(page, re.compile(f"评估报告已出具.*{TITLE}"))
    expect(page.get_by_role("heading", name="得分与依据")).to_be_visible()
