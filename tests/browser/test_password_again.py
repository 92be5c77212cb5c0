"""A binding act long after the login asks for the password and then goes on by itself."""

import contextlib
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Story, press, read
from tests.browser.stage import Stage, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _forget_the_password(stage: Stage, who: str) -> None:
    """Let the logins of an account count as older than any limit."""
    with contextlib.closing(sqlite3.connect(stage.data / "hepabridge.sqlite3", timeout=30)) as base:
        base.execute(
            "UPDATE login_sessions SET authenticated_at = NULL"
            " WHERE user_id = (SELECT id FROM users WHERE email = ?)",
            (stage.accounts[who]["email"],),
        )
        base.commit()


@pytest.mark.clause("6.2.2", "5.2.1.2.8")
@pytest.mark.noise("403 (Forbidden)", "422 (Unprocessable")
def test_names_behind_pseudonyms_want_purpose_and_password(stage: Stage):
    story = Story(stage)
    page = story.at("operator", "/work")
    issued = read(page, "/assessments?status=issued&size=1")["items"][0]["id"]
    page = story.at("operator", f"/work/assessments/{issued}")
    _forget_the_password(stage, "operator")
    part = page.get_by_role("region", name="代号与专家的对应")
    press(part, "查阅对应关系")
    asking = page.get_by_role("dialog", name="查阅对应关系")
    expect(asking.get_by_role("button", name="查阅对应关系")).to_be_disabled()
    asking.get_by_label("查阅用途").fill("核发评审费")
    press(asking, "查阅对应关系")
    again = page.get_by_role("dialog", name="请再次输入密码")
    password = again.get_by_label("密码", exact=True)
    expect(password).to_be_focused()
    password.fill("不是这个密码")
    page.keyboard.press("Enter")
    expect(again.get_by_text("密码不正确，请重新输入。").first).to_be_visible()
    expect(part.get_by_role("table")).to_have_count(0)
    password.fill(stage.accounts["operator"]["password"])
    press(again, "验证并继续")
    table = part.get_by_role("table")
    expect(table.get_by_role("row")).not_to_have_count(0)
    settle(page)
    names = {row["name"] for row in read(page, f"/assessments/{issued}/panel")["members"]}
    assert len(names) >= 6
    for name in names:
        expect(table.get_by_text(name, exact=False).first).to_be_visible()
    expect(page.get_by_text("查阅专家代号对应").first).to_be_visible()
    page.reload()
    settle(page)
    expect(part.get_by_role("table")).to_have_count(0)
