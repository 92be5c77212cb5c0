"""The committee at work: two real outcomes from the start form to issued reports (5.1, 6.2).

The institution's side is clicked for the first outcome and, where a step only repeats itself,
sent for the second; the seven experts click everything.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.evaluation import add_member, fill_sheet, write_report
from tests.browser.hands import (
    PDF,
    Story,
    act,
    drop,
    follow,
    give,
    menu,
    pick,
    press,
    read,
    send,
    state,
    today,
    write,
)
from tests.browser.stage import ROOT, settle

# real drafts of the demonstration hospital; the walk takes another one
TITLES = (
    "预防和治疗酒精性肝损伤并解酒的组合物",
    "一种治疗肝炎并发肝硬化腹水的中药组合物",
)
PANEL = ("expert", "expert4", "expert2", "expert6", "expert3", "expert5", "expert7")
GROUP = "委员会演练工作组"


def accept_both(story: Story) -> None:
    """Have both outcomes submitted and accepted; the walk shows these pages (6.1)."""
    page = story.at("holder", "/work")
    drafts = read(page, "/outcomes?status=draft&size=100")["items"]
    for title in TITLES:
        (outcome_id,) = (row["id"] for row in drafts if row["title"] == title)
        story.found[title] = outcome_id
        path = f"/outcomes/{outcome_id}"
        page = story.at("holder")
        form = read(page, path)
        form = send(page, "PUT", path, {
            "background": "公开来源所述背景。", "innovation": "公开来源所述组方。",
            "contribution": "公开了组方与制法。", "ownership_basis": "service",
            "public_fund": False, "hgr_involved": False,
            "cooperation": {"modes": ["co_develop"], "region": "全国"},
        }, form["version"])  # fmt: skip
        give(page, f"{path}/attachments?kind=proof", "专利公布文本.pdf")
        ticks = [item["code"] for item in form["checklist"]]
        form = send(page, "PUT", path, {"self_check": ticks}, read(page, path)["version"])
        assert form["completeness"]["ready"], form["completeness"]
        send(page, "POST", f"{path}/submit", None, form["version"])
        page = story.at("operator", "/work")
        desk = read(page, f"{path}/review")
        answers = {item["code"]: {"answer": "yes"} for item in desk["items"]}
        desk = send(page, "PUT", f"{path}/review", {"checklist": answers}, desk["version"])
        send(page, "POST", f"{path}/accept", {}, desk["version"])


def appoint(story: Story) -> None:
    """Set up the work group with background and appointment file (5.1.2.3.1)."""
    page = story.at("orgadmin", "/work/evaluations/groups/new")
    write(page, 工作组名称=GROUP, 姓名=story.name("orgadmin"), 职务分工="组长")
    write(page, 专业背景="成果转化管理")
    pick(page, "平台账户", f"{story.name('orgadmin')}（单位管理员）")
    press(page, "建立")
    page.wait_for_url(re.compile(r"/work/evaluations/groups/[0-9a-f-]{36}$"))
    state(page, "筹备中")
    expect(page.get_by_text("尚不能成立或启动")).to_be_visible()  # without its file
    drop(page, "成立文件.pdf")
    act(page, "成立工作组")
    state(page, "已成立")


def start(story: Story) -> None:
    """Fill the start form with both outcomes and start (5.1.2.3.2)."""
    page = story.at("orgadmin", "/work")
    menu(page, "单位评价")
    follow(page, "填写启动表")
    write(
        page, 评价名称="委员会演练", 开始日期=today(), 结束日期="2027-12-31", 评价范围="两项成果。"
    )
    page.get_by_role("combobox", name="评价工作组").click()
    page.locator(".ant-select-dropdown:visible").get_by_text(f"{GROUP}（已成立）").first.click()
    outcomes = page.get_by_role("combobox", name="列入的成果")
    for title in TITLES:
        outcomes.fill(title)
        page.locator(".ant-select-dropdown:visible").get_by_text(title).click()
    page.keyboard.press("Escape")
    press(page, "建立")
    page.wait_for_url(re.compile(r"/work/evaluations/[0-9a-f-]{36}$"))
    story.found["batch"] = page.url.rsplit("/", 1)[1]
    act(page, "启动评价")
    state(page, "启动")
    expect(page.get_by_text(story.name("orgadmin")).first).to_be_visible()  # who started, and when


def collect(story: Story) -> None:
    """File the materials, hand them over, clear them (5.1.2.3.3, 5.1.2.3.4)."""
    page = story.at("holder", f"/work/evaluations/{story.found['batch']}")
    follow(page, TITLES[0])
    line = page.locator("#line-A1")
    press(line, "上传材料")
    line.locator("input[type=file]").set_input_files(
        {"name": "流行病学资料.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(line.get_by_text("已收", exact=True)).to_be_visible()
    line = page.locator("#line-A2")
    press(line, "不适用")
    line.get_by_role("textbox").fill("尚无对照研究。")
    press(line, "保存")
    expect(line.get_by_text("不适用：尚无对照研究。")).to_be_visible()
    press(page, "提交审核")  # not all is there
    expect(page.get_by_role("alert").first).to_be_visible()
    state(page, "资料收集中")
    for title in TITLES:
        page = story.at("holder", f"/work/evaluations/{story.found['batch']}")
        follow(page, title)
        item = page.url.rsplit("/", 1)[1]
        _fill_rest(page, item)
        story.at("holder", f"/work/evaluations/items/{item}")
        act(page, "提交审核")
        state(page, "资料审核中")
        page = story.at("orgadmin", f"/work/evaluations/items/{item}")
        act(page, "审核通过")
        state(page, "资料齐备")


def _fill_rest(page: Page, item: str) -> None:
    """File one paper under every line that is still open."""
    view = read(page, f"/batch-items/{item}")
    for line in view["lines_list"]:
        if not line["done"]:
            view = give(page, f"/batch-items/{item}/attachments?code={line['code']}", "材料.pdf")


def convene(story: Story) -> None:
    """Build the panel of seven for both, one by meeting, one by letter; score beforehand (5.1.2.3.5)."""
    for title, mode in zip(TITLES, ("会议", "函审"), strict=True):
        page = story.at("operator", f"/work/assessments/new?outcome={story.found[title]}")
        page.get_by_role("radio", name=re.compile(mode)).check()
        press(page, "建立评估")
        page.wait_for_url(re.compile(r"/work/assessments/[0-9a-f-]{36}$"))
        assessment = story.found[f"of {title}"] = page.url.rsplit("/", 1)[1]
        for key in PANEL:
            add_member(page, story.name(key))
        expect(page.get_by_text("符合构成要求")).to_be_visible()
        page = story.at("operator", f"/work/assessments/{assessment}/proceedings")
        page.get_by_label(re.compile("初步分值")).first.fill("72")
        expect(page.get_by_text("已保存").first).to_be_visible()
        page = story.at("operator", f"/work/assessments/{assessment}")
        act(page, "启动评估")
        state(page, "签署声明")


def declare_and_score(story: Story) -> None:
    """Everybody signs for each outcome, then scores it; nobody sees another's scores."""
    for title in TITLES:
        for key in PANEL:
            page = story.at(key, "/work")
            follow(page, re.compile(f"声明.*{title}"))
            page.get_by_role("checkbox", name="我已逐条阅读").check()
            page.get_by_role("textbox", name="请输入姓名以签署").fill(story.name(key))
            press(page, "签署并打开材料")
            page.wait_for_url("**/score")
            settle(page)
            story.found[f"{key} {title}"] = page.url
        for n, key in enumerate(PANEL):
            page = story.at(key, story.found[f"{key} {title}"].removeprefix(story.stage.address))
            fill_sheet(page, 66 + 3 * n)


def meet(story: Story) -> None:
    """Record the meeting, without which the first result is not released (5.1.2.3.5)."""
    assessment = story.found[f"of {TITLES[0]}"]
    page = story.at("operator", f"/work/assessments/{assessment}/proceedings")
    expect(page.get_by_text("发布结果前还须完成")).to_be_visible()
    write(
        page,
        会议时间=f"{today()}T00:00",  # past at any hour of the day
        会议地点="一号会议室",
        主持人="白临床",
        会议摘要="逐项讨论。",
    )
    for box in page.get_by_role("group", name="出席专家").get_by_role("checkbox").all():
        box.check()
    press(page, "保存")
    expect(page.get_by_role("heading", name="会议纪要")).to_be_visible()
    drop(page, "会议纪要.pdf")
    expect(page.get_by_text("会议记录齐备")).to_be_visible()


def release(story: Story) -> None:
    """Release both results; the figures open down to leaf, weight and CR (6.2.1)."""
    for title in TITLES:
        assessment = story.found[f"of {title}"]
        page = story.at("operator", f"/work/assessments/{assessment}")
        act(page, "汇总并发布结果")
        state(page, "编写报告")
        page = story.at("operator", f"/work/assessments/{assessment}/result")
        expect(page.get_by_text("距通过线").first).to_be_visible()  # total, interval, distance
        expect(page.get_by_role("heading", name="专家意见一致程度")).to_be_visible()
        leaf = page.locator("details", has_text="临床需求").first
        # every point opens into sheets, weight, evidence and CR
        leaf.locator("summary").first.click()
        expect(leaf.get_by_text("CR").first).to_be_visible()
    page = story.at("holder", f"/work/assessments/{assessment}")
    # before the report the holder sees no figures, and no way to them
    expect(page.locator("a[href$='/result']")).to_have_count(0)
    expect(page.get_by_text("距通过线")).to_have_count(0)
    answer = page.request.get(f"{story.stage.address}/api/v1/assessments/{assessment}/result")
    assert answer.status in {403, 404}


def report(story: Story) -> None:
    """Write the four parts, take consents and one dissent, issue (5.1.2.3.6, 6.2.2)."""
    for title in TITLES:
        path = f"/work/assessments/{story.found[f'of {title}']}/report"
        page = story.at("operator", path)
        expect(page.get_by_text(re.compile("报告缺少")).first).to_be_visible()
        write_report(page, "建议补充对照研究后联合开发。", "权利状态须再核。")
        for key in PANEL:
            expert = story.at(key, "/work")
            follow(expert, re.compile(f"报告.*{title}"))
            if key == PANEL[-1]:
                press(expert, "保留意见")
                expert.get_by_label("理由将以代号原样写入报告。").fill("市场规模的口径需要复核。")
                press(expert, "保留意见")
            else:
                press(expert, "同意出具")
            expect(expert.get_by_text(re.compile("您已答复|您已保留意见"))).to_be_visible()
        page = story.at("operator", path)
        expect(page.get_by_text("市场规模的口径需要复核。").first).to_be_visible()
        act(page, "出具报告")
        state(page, "已出具报告")


def take_home(story: Story, folder: Path) -> None:
    """Download everything; recompute the capsule in a fresh process; change one score (5.1.2.3.7)."""
    assessment = story.found[f"of {TITLES[0]}"]
    page = story.at("operator", f"/work/assessments/{assessment}/report")
    names = {}
    for label in ("PDF", "Word", "档案", "胶囊"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=re.compile(label)).first.click()
        names[label] = folder / waiting.value.suggested_filename
        waiting.value.save_as(names[label])
    assert names["PDF"].read_bytes().startswith(b"%PDF")
    assert names["Word"].read_bytes().startswith(b"PK")
    assert _console("archive", "verify", str(names["档案"])).returncode == 0
    capsule = names["胶囊"]
    again = _console("recompute", str(capsule))
    assert again.returncode == 0, again.stdout + again.stderr
    content = json.loads(capsule.read_text(encoding="utf-8"))
    sheet = content["inputs"]["sheets"][0]
    leaf = next(iter(sheet["ratings"]))
    sheet["ratings"][leaf]["value"] += 1
    changed = folder / "changed.json"
    changed.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    named = _console("recompute", str(changed))
    assert named.returncode == 1
    assert leaf in named.stdout


def _console(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backend.entrypoints.cli", *words],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def use(story: Story) -> None:
    """The institution's board counts what its list shows (5.1.2.3.8)."""
    page = story.at("orgadmin", "/work")
    menu(page, "单位成果库")
    for title in TITLES:
        expect(page.get_by_text(title).first).to_be_visible()
