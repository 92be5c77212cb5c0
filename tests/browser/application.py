"""Walk, first part: the holder hands a draft in, staff return a field and accept (6.1)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hands import (
    Story,
    arrived,
    choose,
    drop,
    follow,
    menu,
    pick,
    press,
    state,
    write,
)
from tests.browser.stage import settle

TITLE = "治疗乙型肝炎的药物组合物及其制备方法"  # a real draft of the data, named OUT-014


def hand_in(story: Story) -> None:
    """Find the draft on the desk, complete the form, submit it (6.1.1)."""
    page = story.at("holder", "/work")
    menu(page, "成果")
    choose(page, "草稿与待补正")
    settle(page)
    follow(page, TITLE)
    state(page, "草稿")
    story.found["outcome"] = page.url.rsplit("/", 1)[1]
    follow(page, "继续填写")
    write(page, 研究背景="慢性乙型肝炎缺少清除病毒抗原的药物。", 创新点="以复方提取物配伍组方。")
    write(page, 主要贡献="公开了组方与制法。")
    _step(page, "知识产权")
    pick(page, "权属性质", "职务成果")
    _radio(page, "财政资金资助", "否")
    _radio(page, "涉及人类遗传资源", "否")
    _step(page, "合作意向")
    page.get_by_role("checkbox", name="联合开发").check()
    page.get_by_role("checkbox", name="许可", exact=True).check()
    _step(page, "附件与声明")
    drop(page, "专利公布文本.pdf")
    for box in page.get_by_role("group", name="提交前自查").get_by_role("checkbox").all():
        box.check()
    submit = page.get_by_role("button", name="提交申请")
    expect(submit).to_be_enabled()
    expect(page.get_by_text("内容完整，可以提交")).to_be_visible()
    submit.click()
    page.wait_for_url("**/receipt")
    expect(page.get_by_text("专利公布文本.pdf")).to_be_visible()
    settle(page)


def _step(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="完整度").get_by_role("button", name=name).first.click()
    expect(page.get_by_role("region", name=name)).to_be_visible()


def _radio(page: Page, label: str, answer: str) -> None:
    page.locator(".ant-form-item", has_text=label).get_by_label(answer, exact=True).check()


def review(story: Story) -> None:
    """Send one field back, take the mended form, go through the checklist, accept (6.1.2)."""
    page = story.at("operator", "/work")
    follow(page, re.compile(f"形式审查.*{TITLE}"))
    state(page, "待形式审查")
    press(page, "退回此栏：合作方式")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("请写明希望合作的地域。")
    press(dialog, "确定")
    press(page, "退回补正")
    dialog.get_by_role("textbox").fill("请按栏目提示补正。")
    press(dialog, "退回补正")
    page.wait_for_url("**/work/reviews")

    page = story.at("holder", "/work/inbox")
    arrived(page, re.compile(f"补正通知.*{TITLE}"))
    expect(page.get_by_text("请写明希望合作的地域。")).to_be_visible()  # beside its field
    write(page, 合作地域="全国")
    expect(page.get_by_text("已保存")).to_be_visible()
    _step(page, "附件与声明")
    press(page, "提交申请")
    page.wait_for_url("**/receipt")

    page = story.at("operator", f"/work/reviews/{story.found['outcome']}")
    expect(page.get_by_text("与上一轮提交相比")).to_be_visible()
    for answer in page.get_by_role("radio", name="符合", exact=True).all():
        answer.click()
        expect(answer).to_be_checked()
    press(page, "予以受理")
    page.wait_for_url("**/work/reviews")
    page = story.at("holder", f"/work/outcomes/{story.found['outcome']}")
    state(page, "已受理")
