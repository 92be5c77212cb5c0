"""Every page at 1440 and 390 pixels: axe finds nothing, nothing scrolls sideways."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.places import PUBLIC, WORK, fill, find_ids
from tests.browser.stage import PHONE, ROOT, WIDE, Stage, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (only) => {
  const options = only ? { runOnly: only } : {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const found = await axe.run(document, { ...options, resultTypes: ['violations'] });
  return found.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) =>
    `${v.id}: ${n.target.join(' ')} — ${n.failureSummary.replace(/\\s+/g, ' ').slice(0, 240)}`));
}"""
# how far the page is wider than the window, and which elements stick out of it
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide <= 0) return [];
  return [`${wide} px`, ...[...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(-4).map((e) => `${e.tagName}.${e.className}`)];
}"""


@pytest.fixture(scope="session")
def ids(stage: Stage) -> dict[str, str]:
    return find_ids(stage)


def violations(page: Page, *rules: str) -> list[Any]:
    """Return what axe finds in the page as it stands."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, list(rules) or None)


def resize(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    settle(page)


def judge(page: Page, *, dark: bool) -> None:
    """Look at the open page wide, narrow and (for public pages) dark; fail with every finding."""
    found = {"1440": violations(page)}
    resize(page, PHONE)
    found["390"] = violations(page)
    found["390 sideways"] = page.evaluate(SIDEWAYS)
    resize(page, WIDE)
    if dark:
        page.evaluate("() => { document.documentElement.dataset.theme = 'dark' }")
        page.wait_for_timeout(300)  # colours fade over
        found["1440 dark"] = violations(page, "color-contrast", "link-in-text-block")
    lines = [f"{view}: {line}" for view, part in found.items() for line in part]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page(stage: Stage, ids: dict[str, str], name: str):
    page = stage.window()
    stage.go(page, fill(PUBLIC[name], ids))
    judge(page, dark=True)


@pytest.mark.parametrize(
    ("who", "name"), [(who, name) for who, part in WORK.items() for name in part]
)
def test_work_page(stage: Stage, ids: dict[str, str], who: str, name: str):
    page = stage.window(who)
    stage.go(page, fill(WORK[who][name], ids))
    judge(page, dark=False)
