"""What hands do on the pages: open, fill, pick, upload, confirm."""

import contextlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.stage import Stage, settle

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Story:
    """The walk so far: whose window was used last, and what was found on the way."""

    stage: Stage
    last: Page | None = None
    found: dict[str, str] = field(default_factory=dict)

    def at(self, who: str, path: str = "") -> Page:
        """Return somebody's window, at an address if one is given."""
        page = self.last = self.stage.window(who)
        if path:
            self.stage.go(page, path)
        return page

    def name(self, who: str) -> str:
        return str(self.stage.accounts[who]["name"])

    def organisation(self, who: str) -> str:
        return str(self.stage.accounts[who]["organisation"])


def today() -> str:
    """Return the date that the pages mean by today."""
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()


def press(page: Page | Locator, name: str, *, exact: bool = True) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=exact).click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow the first link of this name and wait for its page."""
    _go(page, page.get_by_role("link", name=name).first)


def arrived(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow a link that a message of the background worker brings; it may take a moment."""
    link = page.get_by_role("link", name=name).first
    for _ in range(20):
        if link.count():
            break
        page.wait_for_timeout(300)
        page.reload()
        settle(page)
    _go(page, link)


def _go(page: Page, link: Locator) -> None:
    """Click a link and wait for its page; one element, as the page may be changing under it."""
    before = page.query_selector("main h1")
    for last in (False, False, True):
        link.wait_for()
        found = link.element_handle()
        path = urlsplit(found.get_attribute("href") or "").path
        try:
            found.click()
            break
        except Error as error:  # the old page went away meanwhile; its link with it
            if last or "not attached" not in error.message:
                raise
    page.wait_for_url(lambda url: urlsplit(url).path == path)  # changes when the page has loaded
    if before is not None:
        # the address changes a moment before the page does; one page for two objects keeps its title
        with contextlib.suppress(Error):
            page.wait_for_function("old => !old.isConnected", arg=before, timeout=1_000)
    settle(page)


def menu(page: Page, name: str) -> None:
    """Open an entry of the menu on the left."""
    entries = page.get_by_role("navigation", name="工作台导航")
    _go(page, entries.get_by_role("link", name=name, exact=True))


def choose(page: Page | Locator, name: str) -> None:
    """Press the radio button of this name; the page may take a moment to follow."""
    button = page.get_by_role("radio", name=name, exact=True)
    button.click()
    expect(button).to_be_checked()


def write(page: Page | Locator, **texts: str) -> None:
    """Fill the fields of these labels."""
    for label, text in texts.items():
        page.get_by_label(label, exact=True).fill(text)


def pick(page: Page, label: str, *options: str) -> None:
    """Choose from the list of this label."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    for option in options:
        page.locator(".ant-select-dropdown:visible").get_by_text(option, exact=True).first.click()
    if len(options) > 1 or box.get_attribute("aria-expanded") == "true":
        page.keyboard.press("Escape")


def drop(page: Page, name: str) -> None:
    """Give a file to the upload field and wait until it is there."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(page.get_by_text(name).first).to_be_visible()
    expect(page.locator("li[data-state=waiting]")).to_have_count(
        0
    )  # the name shows before it is up


def act(page: Page, name: str, *, reason: str = "") -> None:
    """Press the button of an action; where it asks, give the reason and confirm."""
    press(page, name)
    dialog = page.get_by_role("dialog")
    if reason:
        dialog.get_by_role("textbox").fill(reason)
    if reason or dialog.count():
        press(dialog, name)
    expect(dialog).to_have_count(0)
    settle(page)


def state(page: Page, words: str) -> None:
    """Require the state beside the title."""
    expect(page.locator("main h1").get_by_text(words, exact=True)).to_be_visible()


def read(page: Page, path: str) -> Any:
    """Ask the API with the cookies of this window."""
    base = "/".join(page.url.split("/")[:3])
    answer = page.request.get(f"{base}/api/v1{path}")
    assert answer.ok, f"{path}: {answer.status} {answer.text()}"
    return answer.json()


def send(page: Page, method: str, path: str, body: Any = None, version: int | None = None) -> Any:
    """Change something through the API with the cookies of this window."""
    base = "/".join(page.url.split("/")[:3])
    headers = {"origin": base} | ({"if-match": f'"{version}"'} if version is not None else {})
    answer = page.request.fetch(f"{base}/api/v1{path}", method=method, data=body, headers=headers)
    assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
    return answer.json()


def give(page: Page, path: str, name: str) -> Any:
    """Hand a file over through the API, as the upload field does."""
    base = "/".join(page.url.split("/")[:3])
    headers = {
        "origin": base, "x-file-name": quote(name), "content-type": "application/pdf",
    }  # fmt: skip
    answer = page.request.post(f"{base}/api/v1{path}", data=PDF, headers=headers)
    assert answer.ok, f"{path}: {answer.status} {answer.text()}"
    return answer.json()
