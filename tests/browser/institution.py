"""An institution evaluates: group, start form, materials, review, evidence, pool (5.1.2)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hands import (
    PDF,
    Story,
    act,
    choose,
    drop,
    follow,
    menu,
    pick,
    press,
    state,
    today,
    write,
)
from tests.browser.stage import settle

GROUP, TITLE = "院内评价工作组", "秋季院内成果评价"
# a real outcome that no other story touches
OUTCOME = "一种治疗肝纤维化、早期肝硬化的中药组合物及制备方法"
FIGURES = (
    "指标,类别,名称,数值,单位,材料,页码,来源\n"
    "效用提升度,临床试验结果,有效率,75.2,%,研究报告.pdf,第 2 页,\n"
    "市场规模,市场调研报告,年就诊人数,约百万,人,,,年鉴\n"
)
BIBTEX = "@article{wang2024, title={Anti-fibrotic trial}, author={Wang, Li}, year=2024}\n"


def form_group(story: Story) -> None:
    """Put a group together; without its file nothing starts (5.1.2.3.1)."""
    page = story.at("orgadmin", "/work")
    menu(page, "单位评价")
    follow(page, "评价工作组")
    follow(page, "新建工作组")
    write(page, 工作组名称=GROUP, 姓名="王主任", 职务分工="组长", 专业背景="成果转化管理")
    pick(page, "平台账户", f"{story.name('orgadmin')}（单位管理员）")
    press(page, "建立")
    page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}$"))
    expect(page.get_by_role("note").get_by_text("缺少工作组成立文件")).to_be_visible()
    story.found["group"] = page.url.rsplit("/", 1)[1]
    _start_form(page)
    page.get_by_role("button", name="启动评价").click()
    dialog = page.get_by_role("dialog")
    press(dialog, "启动评价")
    expect(dialog.get_by_role("alert")).to_contain_text("缺少工作组成立文件")
    press(dialog, "取消")
    story.at("orgadmin", f"/work/evaluations/groups/{story.found['group']}")
    drop(page, "成立通知.pdf")
    act(page, "成立工作组")
    state(page, "已成立")


def _start_form(page: Page) -> None:
    page.goto(page.url.split("/work/")[0] + "/work/evaluations/new")
    settle(page)
    write(page, 评价名称=TITLE, 评价范围="肝病方向", 结束日期="2027-12-31")
    page.get_by_role("combobox", name="评价工作组").click()
    page.locator(".ant-select-dropdown:visible").get_by_text(GROUP).first.click()
    page.get_by_role("combobox", name="列入的成果", exact=True).fill(OUTCOME)
    page.locator(".ant-select-dropdown:visible").get_by_text(OUTCOME).click()
    page.keyboard.press("Escape")
    press(page, "建立")
    page.wait_for_url(re.compile(r"/evaluations/[0-9a-f-]{36}$"))
    settle(page)


def start(story: Story) -> None:
    """Start with date and person on record (5.1.2.3.2)."""
    page = story.at("orgadmin", "/work/evaluations")
    follow(page, TITLE)
    act(page, "启动评价")
    state(page, "启动")
    started = page.locator("dl > div").filter(has_text="启动时间与启动人")
    expect(started).to_contain_text(today())
    expect(started).to_contain_text(story.name("orgadmin"))
    expect(page.get_by_text("1.0").first).to_be_visible()
    region = page.get_by_role("region", name="列入的成果")
    region.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/items/[0-9a-f-]{36}$"))
    story.found["item"] = page.url.split("/work/")[1]


def _line(page: Page, code: str):
    return page.locator(f"#line-{code}")


def collect(story: Story) -> None:
    """Upload, use and leave out; less than everything cannot be handed over (5.1.2.3.3)."""
    page = story.at("holder", f"/work/{story.found['item']}")
    line = _line(page, "A1")
    press(line, "上传材料")
    line.locator("input[type=file]").set_input_files(
        {"name": "研究报告.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(line.get_by_role("button", name="打开 研究报告.pdf")).to_be_visible()
    expect(line.get_by_text(re.compile(story.name("holder")))).to_be_visible()
    press(page, "提交审核")
    expect(page.get_by_text(re.compile(r"资料尚缺 \d+ 项"))).to_be_visible()
    waiting = page.locator("ol > li[id^=line-][data-done=false]")
    for identity in waiting.evaluate_all("all => all.map((one) => one.id)"):
        _fill(page, identity)
    expect(page.get_by_text("资料已齐备，可以提交审核。").first).to_be_visible()
    act(page, "提交审核")
    state(page, "资料审核中")


def _fill(page: Page, identity: str) -> None:
    line = page.locator(f"#{identity}")
    waive = line.get_by_role("button", name="不适用", exact=True)
    if waive.count():
        waive.click()
        line.get_by_role("textbox").fill("本成果不涉及")
        press(line, "保存")
    else:
        press(line, "选用已有材料")
        line.get_by_role("combobox").click()
        page.locator(".ant-select-dropdown:visible .ant-select-item-option").first.click()
        press(line, "选用")
    expect(line).to_have_attribute("data-done", "true")


def _from_desk(story: Story, who: str, words: str) -> Page:
    """Open the item from somebody's to-do list, where it stands with these words."""
    page = story.at(who, "/work")
    link = page.locator(f"a[href='/work/{story.found['item']}']").first
    expect(link).to_contain_text(words)
    link.click()
    page.wait_for_url(re.compile(story.found["item"]))
    settle(page)
    return page


def review(story: Story) -> None:
    """Return one line: the holder sees it marked; then refuse, appeal, decide (5.1.2.3.4)."""
    page = story.at("orgadmin", f"/work/{story.found['item']}")
    press(page, "退回完善")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=re.compile("^临床需求")).check()
    dialog.get_by_label("“临床需求”需要完善的内容").fill("请补充 2025 年数据")
    dialog.get_by_label("退回说明").fill("市场数据过旧")
    press(dialog, "退回")
    state(page, "资料收集中")
    page = _from_desk(story, "holder", "补正评价资料")
    line = _line(page, "A1")
    expect(line.get_by_text("退回：请补充 2025 年数据")).to_be_visible()
    press(line, "选用已有材料")
    line.get_by_role("combobox").click()
    page.locator(".ant-select-dropdown:visible .ant-select-item-option").first.click()
    press(line, "选用")
    expect(line).to_have_attribute("data-done", "true")
    act(page, "提交审核")
    page = story.at("orgadmin", f"/work/{story.found['item']}")
    expect(page.get_by_text("第 2 轮").first).to_be_visible()
    press(page, "不予评价")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("不予评价的理由（每行一条）").fill("权属证明系伪造")
    dialog.get_by_label("诚信问题（每行一条，没有则留空）").fill("材料造假")
    dialog.get_by_label("请输入“不予评价”以确认").fill("不予评价")
    press(dialog, "不予评价")
    state(page, "不予评价")
    page = story.at("holder", f"/work/{story.found['item']}")
    expect(page.get_by_text("材料造假")).to_be_visible()
    act(page, "提出申诉", reason="权属证明经公证")
    state(page, "申诉处理中")
    page = _from_desk(story, "operator", "处理不予评价的申诉")
    act(page, "申诉成立，重新审核", reason="公证属实")
    page = story.at("orgadmin", f"/work/{story.found['item']}")
    act(page, "审核通过")
    state(page, "资料齐备")


def evidence(story: Story) -> None:
    """Extract figures; a number opens its file and page (5.1.2.2.2, 5.1.2.1)."""
    page = story.at("holder", f"/work/{story.found['item']}")
    press(page, "建立证据库")
    page.wait_for_url(re.compile(r"/evidence/[0-9a-f-]{36}$"))
    story.found["evidence"] = page.url.split("/work/")[1]
    settle(page)
    page.locator("input[type=file]").set_input_files(
        {"name": "数值.csv", "mimeType": "text/csv", "buffer": FIGURES.encode()}
    )
    expect(page.get_by_text("新增 1 条，已有 0 条略过")).to_be_visible()
    expect(page.get_by_text("第 3 行：数值：应为数字。")).to_be_visible()
    page.get_by_role("button", name="打开 研究报告.pdf 第 2 页").click()
    sheet = page.get_by_role("dialog", name="研究报告.pdf")
    expect(sheet.get_by_text("页码：第 2 页")).to_be_visible()
    expect(sheet.locator("iframe")).to_have_attribute("src", re.compile("#page=2"))
    page.keyboard.press("Escape")
    choose(page, "文献与专利")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "refs.bib", "mimeType": "text/plain", "buffer": BIBTEX.encode()}
    )
    expect(page.get_by_text("Anti-fibrotic trial")).to_be_visible()
    _market(page)
    _clinical(page)
    _team(page)


def _market(page: Page) -> None:
    """One million persons × 2 000 yuan = 2.0 bn, with both sources."""
    choose(page, "市场")
    part = page.get_by_role("region", name="市场规模")
    press(part, "填写")
    for name, values in (("涉及人群", (800_000, 1_000_000, 1_200_000)),
                         ("现有或可比方案价格", (1_500, 2_000, 2_600))):  # fmt: skip
        group = part.get_by_role("group", name=re.compile(name))
        for label, value in zip(("低估", "中估", "高估"), values, strict=True):
            group.get_by_label(label).fill(str(value))
        group.get_by_label("来源").fill(f"{name}年鉴")
        group.get_by_label("年份").fill("2025")
    expect(part.get_by_text("12 亿元 / 20 亿元 / 31.2 亿元")).to_be_visible()
    press(part, "保存")
    expect(part.get_by_text("涉及人群年鉴（2025）；现有或可比方案价格年鉴（2025）")).to_be_visible()
    trend = page.get_by_role("region", name="市场趋势")
    press(trend, "填写")
    write(trend, 序列名称="患病人数", 来源="年鉴", 流行病学说明="缓慢增长")
    for place, (year, value) in enumerate(((2023, 100), (2025, 121))):
        trend.get_by_label("年份").nth(place).fill(str(year))
        trend.get_by_label("数值").nth(place).fill(str(value))
    press(trend, "保存")
    expect(trend.get_by_role("img", name="患病人数：2023 至 2025 年")).to_be_visible()
    expect(trend.get_by_text("+10%", exact=True)).to_be_visible()
    trend.get_by_text("数据表").click()
    expect(trend.get_by_role("row", name="2025 121")).to_be_visible()


def _clinical(page: Page) -> None:
    """Old and new: the difference is computed while it is typed, and kept."""
    choose(page, "临床对照")
    part = page.get_by_role("region", name="效用提升：新旧对照")
    press(part, "填写")
    write(part, 项目="并发症发生率", 现有方案="8", 本成果="5", 来源="试验")
    part.get_by_role("checkbox", name="越低越好").check()
    expect(part.get_by_role("status").filter(has_text="−3")).to_contain_text("改善")
    press(part, "保存")
    expect(
        part.get_by_role("row", name=re.compile("并发症发生率.*−3.*−37.5%.*改善"))
    ).to_be_visible()


def _team(page: Page) -> None:
    """A member without role is incomplete (5.1.2.1.7)."""
    choose(page, "项目与团队")
    part = page.get_by_role("region", name="项目团队：成员、角色与分工")
    press(part, "填写")
    press(part, "添加一行")
    part.get_by_label("姓名").fill("张三")
    press(part, "保存")
    expect(page.get_by_role("note").get_by_text("团队成员“张三”未填写角色")).to_be_visible()


def pool(story: Story) -> None:
    """Each figure of the board is the length of its list; classes by hand need a reason."""
    page = story.at("orgadmin", "/work")
    menu(page, "单位成果库")
    board = page.get_by_role("group", name="类别")
    for button in board.get_by_role("button").all():
        count = button.locator("b").inner_text()
        button.click()
        settle(page)
        if count != "0":
            expect(page.get_by_text(f"共 {count} 条")).to_be_visible()
    press(page.get_by_role("group", name="类别"), "重点转化", exact=False)
    settle(page)
    before = int(board.get_by_role("button", name="暂缓").locator("b").inner_text())
    page.get_by_role("checkbox", name=re.compile("^选择 ")).first.check()
    press(page, "批量归类")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="暂缓").check()
    expect(dialog.get_by_role("button", name="归类")).to_be_disabled()
    dialog.get_by_label("归类理由").fill("等待批文")
    press(dialog, "归类")
    expect(page.get_by_text("已归类 1 项")).to_be_visible()
    expect(board.get_by_role("button", name="暂缓").locator("b")).to_have_text(str(before + 1))
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出 Excel").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def score(story: Story) -> None:
    """At the leaf a number opens its file and page, and proposed points can be taken (5.1.2.2.2)."""
    page = story.at("expert", "/work")
    follow(page, re.compile("^评分"))
    press(page, "效用提升度")
    facts = page.get_by_role("region", name="证据库中的数据")
    facts.get_by_role("button", name=re.compile("^打开 .*第 2 页表 2")).first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("iframe")).to_have_attribute("src", re.compile("#page=2"))
    page.keyboard.press("Escape")
    press(page, "临床成本")
    expect(facts.get_by_text("1,260 元")).to_be_visible()
    press(facts, "采用该分值")
    expect(page.get_by_role("spinbutton")).to_have_value("70")
