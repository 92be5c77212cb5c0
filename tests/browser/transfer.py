"""Walk, third part: library, need, introduction, agreement, project, conversion (6.3-6.5, 7.1)."""

import re

from playwright.sync_api import Page, expect

from tests.browser.application import TITLE
from tests.browser.hands import (
    Story,
    act,
    arrived,
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

DEMAND = "寻求治疗乙型肝炎的中药复方技术"
CONTRACT = "乙型肝炎中药复方联合开发合同"
HISTORY = (  # newest first, as the page shows it
    "实现转化", "签订转化协议", "发布到信息库", "进入评估", "予以受理", "提交申请", "退回补正",
    "提交申请", "上传附件", "确认持有方", "由资料导入",
)  # fmt: skip
CLAUSES = {
    "技术内容与范围": "双方共同开展后续试验。",
    "权利归属与使用": "各方保留原有权利，共同完成的成果共有。",
    "价款支付": "签订后三十日内支付首期款。",
    "后续改进成果的归属": "归改进方所有。",
    "保密": "对未公开的技术资料保密五年。",
    "履行与验收": "以三批样品检验合格为准。",
    "违约责任与争议解决": "赔偿实际损失；争议提交仲裁。",
}


def publish(story: Story) -> None:
    """Let staff publish; a visitor finds it by a two-character word (6.3.1)."""
    page = story.at("operator", "/work")
    arrived(page, f"入库发布：{TITLE}")
    act(page, "入库发布")
    state(page, "已入库")
    page = story.at("", "/")
    page.get_by_role("searchbox").first.fill("虎杖")
    page.keyboard.press("Enter")
    page.wait_for_url("**/library?q=*")
    settle(page)
    follow(page, TITLE)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.get_by_role("link", name="登录后申请对接")).to_be_visible()
    story.found["record"] = page.url.rsplit("/", 1)[1].split("?")[0]


def ask(story: Story) -> None:
    """Post a need, publish it, take a suggestion with its reasons (6.3.2)."""
    page = story.at("demander", "/work")
    menu(page, "需求")
    follow(page, "发布需求")
    write(page, 标题=DEMAND)
    page.get_by_label("需求说明").fill(
        "寻求用于慢性乙型肝炎的中药复方技术，含虎杖、茵陈等药味，可联合开发或许可。"
    )
    pick(page, "需求类型 *", "企业引进意向")
    pick(page, "技术领域 *", "药物研发")
    pick(page, "应用场景 *", "临床诊疗")
    pick(page, "合作方式", "联合开发")
    press(page, "提交审核")
    state(page, "待审核")
    story.found["demand"] = page.url.rsplit("/", 1)[1]
    page = story.at("operator", "/work")
    follow(page, f"审核需求：{DEMAND}")
    act(page, "审核通过并发布")
    state(page, "已发布")


def match(story: Story) -> None:
    """Take the suggestion and ask for an introduction (5.3.1.2, 6.3.2)."""
    page = story.at("demander", f"/work/demands/{story.found['demand']}")
    follow(page, "匹配建议")
    press(page, "生成匹配建议")
    card = page.get_by_role("article").filter(has_text=TITLE)
    expect(card.get_by_role("heading", name="理由")).to_be_visible()
    expect(card.get_by_text("技术领域相同")).to_be_visible()
    press(card, "合适")
    expect(card.get_by_text("已反馈：合适")).to_be_visible()
    card.get_by_role("link", name="申请对接").click()
    page.get_by_label("来意说明").fill("我方有颗粒剂产线，希望共同开发该复方。")
    press(page, "提交申请")
    page.wait_for_url(re.compile(r"/work/introductions/[0-9a-f-]{36}$"))
    story.found["introduction"] = page.url.rsplit("/", 1)[1]
    expect(page.get_by_text("双方均同意后显示。")).to_be_visible()
    page = story.at("holder", "/work")
    follow(page, f"对接待答复：{TITLE}")
    act(page, "同意对接")
    state(page, "对接成立")
    expect(page.get_by_role("link", name=story.stage.accounts["demander"]["email"])).to_be_visible()


def negotiate(story: Story) -> None:
    """Note the talks, write the draft, take the adviser's look (5.3.2, 6.4)."""
    page = story.at("demander", f"/work/deals/{story.found['introduction']}")
    notes = page.get_by_role("region", name="洽谈记录")
    press(notes, "登记")
    write(notes, 议题="合作方式与费用", 要点="拟共同开发，分期支付。")
    press(notes, "登记")
    expect(notes.get_by_text("拟共同开发，分期支付。")).to_be_visible()
    page = story.at("holder", f"/work/deals/{story.found['introduction']}")
    expect(page.get_by_text("拟共同开发，分期支付。")).to_be_visible()
    write(page, 协议名称=CONTRACT)
    pick(page, "合同类型", "技术开发合同")
    pick(page, "转化方式", "共同实施")
    press(page, "建立草案")
    follow(page, CONTRACT)
    state(page, "条款协商")
    story.found["agreement"] = page.url.rsplit("/", 1)[1]
    _write_terms(page)
    page = story.at("adviser", "/work")
    menu(page, "洽谈与签约")
    follow(page, CONTRACT)
    pick(page, "类型", "修改建议")
    page.get_by_label("意见", exact=True).fill("建议写明改进成果的通知期限。")
    press(page, "提交意见")
    expect(page.get_by_text("建议写明改进成果的通知期限。")).to_be_visible()
    expect(page.get_by_role("button", name="定稿并生成文本")).to_have_count(0)


def _write_terms(page: Page) -> None:
    press(page, "编辑条款")
    write(page, 起始日期=today(), 终止日期="2031-12-31", 签订地点="郑州")
    write(page, 合同标的="共同完成后续试验并推动应用。", 合同金额="800000")
    pick(page, "支付方式", "一次总算、一次总付")
    pick(page, "定价方式", "技术交易市场挂牌交易")  # so that no posting is due
    for label, text in CLAUSES.items():
        page.get_by_label(label, exact=True).fill(text)
    press(page, "保存条款")
    expect(page.get_by_role("region", name="条款检查").get_by_text("待补充")).to_have_count(0)
    expect(page.get_by_text("捌拾万元整").first).to_be_visible()


def sign(story: Story) -> None:
    """Freeze the text; both sides sign it with their password (6.4.1)."""
    page = story.at("holder", f"/work/agreements/{story.found['agreement']}")
    act(page, "定稿并生成文本")
    state(page, "待签署")
    for who in ("holder", "demander"):
        page = story.at(who, "/work")
        follow(page, f"待签署：{CONTRACT}")
        press(page.get_by_role("region", name="签署"), "签署")
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("再次输入登录密码").fill(story.stage.accounts[who]["password"])
        dialog.get_by_role("checkbox", name="我已阅读该文本").check()
        press(dialog, "签署")
        expect(dialog).to_have_count(0)
    state(page, "已生效")
    press(page, "核验文本与签署")
    expect(page.get_by_text("核验通过")).to_be_visible()


def implement(story: Story) -> None:
    """Reach a milestone, solve a problem, report the conversion with its proof (6.5)."""
    page = story.at("demander", "/work")
    menu(page, "实施项目")
    arrived(page, CONTRACT)
    state(page, "实施中")
    steps = page.get_by_role("region", name="里程碑与服务计划")
    press(steps.get_by_role("listitem").filter(has_text="技术资料交接"), "标记完成")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("完成日期").fill(today())
    dialog.get_by_label("说明").fill("资料已收到。")
    press(dialog, "保存")
    expect(steps.get_by_text(f"完成于 {today()}")).to_be_visible()
    issues = page.get_by_role("region", name="问题")
    press(issues, "登记问题")
    dialog.get_by_label("问题", exact=True).fill("辅料供应中断")
    pick(page, "负责方", "持有方")
    press(dialog, "保存")
    expect(issues.get_by_text("辅料供应中断")).to_be_visible()
    project = page.url
    page = story.at("holder", "/work")
    follow(page, "待解决问题：辅料供应中断")
    act(page, "解决", reason="已提供替代供应商。")
    expect(page.get_by_text("已提供替代供应商。")).to_be_visible()
    page = story.at("demander", project.removeprefix(story.stage.address))
    press(page, "申报转化")
    drop(page, "首期款凭证.pdf")
    panel = page.get_by_role("region", name="转化", exact=True)
    panel.get_by_label("说明").fill("首期款已支付。")
    press(panel, "提交申报")
    expect(panel.get_by_text("待确认")).to_be_visible()


def confirm(story: Story) -> None:
    """Let staff confirm the conversion; the outcome is converted (7.1.1.1)."""
    page = story.at("operator", "/work")
    follow(page, f"转化待确认：{TITLE}")
    expect(page.get_by_role("link", name=re.compile("下载证明"))).to_be_visible()
    act(page, "确认转化")
    page = story.at("holder", f"/work/outcomes/{story.found['outcome']}")
    state(page, "已转化")
    history = page.get_by_role("list", name="经过").get_by_role("listitem").all_inner_texts()
    assert len(history) == len(HISTORY), history
    assert all(line.startswith(step) for line, step in zip(history, HISTORY, strict=True)), history


def count(story: Story) -> None:
    """Open the conversion rate as anybody: the list behind it holds the outcome (7.1.2.1)."""
    page = story.at("", "/")
    follow(page, "服务质量")
    press(page, "查看成果转化率的构成", exact=False)
    settle(page)
    rows = page.get_by_role("group", name="成果转化率 · 已转化").get_by_role("row")
    row = rows.filter(has_text=TITLE)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("协议已首次履行")
    press(page, "查看技术对接成功率的构成", exact=False)
    settle(page)
    rows = page.get_by_role("group", name=re.compile("技术对接成功率")).get_by_role("row")
    expect(rows.filter(has_text=TITLE)).to_have_count(1)
