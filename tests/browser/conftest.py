"""One server and one browser for all browser tests; a page that complains fails its test."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.stage import WAIT, Stage, chromium, seed, seeded_folder, serving


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """The seeded demonstration on a free port, with a browser in front of it."""
    data = tmp_path_factory.mktemp("demo") / "data"
    with contextlib.ExitStack() as stack:
        url = ""
        if request.config.getoption("--database") == "postgresql":
            from tests.postgres import fresh_database

            data.mkdir()
            url = stack.enter_context(fresh_database("browser"))
            seed(data, url)
        else:
            seeded_folder(request.config.cache.mkdir("hepabridge-demo"), data)
        address = stack.enter_context(serving(data, url))
        playwright = stack.enter_context(sync_playwright())
        browser = chromium(playwright)
        expect.set_options(timeout=WAIT)
        yield Stage(browser, address, data)
        browser.close()
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(autouse=True)
def silence(stage: Stage, request: pytest.FixtureRequest) -> Iterator[None]:
    """Require that no page logs an error or a warning, throws, or gets a server error."""
    stage.noise.lines.clear()
    yield
    lines = [line for line in stage.noise.lines if not _expected(request, line)]
    stage.noise.lines.clear()
    assert not lines, "\n".join(lines)


def _expected(request: pytest.FixtureRequest, line: str) -> bool:
    """Whether the test said that it would provoke this answer (`noise` marker texts)."""
    return any(text in line for mark in request.node.iter_markers("noise") for text in mark.args)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Keep a picture of every open window when a browser test fails."""
    report = yield
    stage = getattr(item, "funcargs", {}).get("stage")
    if report.when == "call" and report.failed and stage is not None:
        folder = Path(item.config.cache.mkdir("hepabridge-failures"))
        for page in stage.windows():
            _picture(page, folder / f"{item.name[:60]}-{stage.name_of(page)}.png")
        report.sections.append(("pictures", str(folder)))
    return report


def _picture(page: Page, path: Path) -> None:
    with contextlib.suppress(Exception):
        page.screenshot(path=path)
