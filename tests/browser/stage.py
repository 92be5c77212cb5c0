"""A running demonstration with a browser in front of it: one server, one window per person."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT = Path(__file__).parents[2]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
START_SECONDS = 240
OUTCOMES = (
    16  # every page finds its case with them; the whole demonstration takes four times as long
)
WAIT = 15_000  # ms until a page must have answered
# no skeleton and no spinner is left in the page
STILL = """() => document.querySelector('h1, [role=alert]')
  && ![...document.querySelectorAll('[role=status]')].some(e => e.textContent.startsWith('正在载入'))
  && !document.querySelector('.ant-spin-spinning')"""


def source_hash() -> str:
    """Return a name for the demonstration that this source would seed today."""
    digest = hashlib.sha256(f"{datetime.now(UTC).date()} {OUTCOMES}".encode())
    folders = [ROOT / name for name in ("backend", "evaluation", "matching")]
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".jsonl", ".json", ".typ"} and "web_dist" not in path.parts
    ]
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _environment(data: Path, database_url: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HEPABRIDGE_")}
    return kept | {
        "HEPABRIDGE_DATA": str(data),
        "HEPABRIDGE_DATABASE_URL": database_url,
        "HEPABRIDGE_RATE_FACTOR": "100",
        # the stories take longer than ten minutes; the story of the dialog turns its clock back
        "HEPABRIDGE_REAUTH_MINUTES": "600",
        "HEPABRIDGE_LOG_LEVEL": "warning",
    }


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "backend.entrypoints.cli", *words]


def seeded_folder(cache: Path, target: Path) -> None:
    """Fill `target` with seeded run data, from the cache if this source was seeded before.

    Of several test processes one seeds and the others wait for it.
    """
    kept = cache / source_hash()
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in cache.iterdir():
                if old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)
            fresh = cache / f"unfinished-{os.getpid()}"
            seed(fresh)
            fresh.rename(kept)
    shutil.copytree(kept, target, dirs_exist_ok=True)


def seed(data: Path, database_url: str = "") -> None:
    """Load the demonstration into a database of its own."""
    subprocess.run(
        _command("seed", "--outcomes", str(OUTCOMES)), cwd=ROOT, env=_environment(data, database_url), check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(data: Path, database_url: str = "") -> Iterator[str]:
    """Run `hepabridge serve --demo` until the end; give its address."""
    port = free_port()
    log = data / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            _command("serve", "--demo", "--port", str(port)),
            cwd=ROOT, env=_environment(data, database_url), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(process, address, log)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{log.read_text(errors='replace')[-3000:]}")
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{address}/api/v1/health", timeout=2) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"no answer from {address}:\n{log.read_text(errors='replace')[-3000:]}")


def chromium(playwright: Playwright) -> Browser:
    """Start the browser of the machine, or the one of the browser package."""
    path = os.environ.get("HEPABRIDGE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    return playwright.chromium.launch(executable_path=path or None, args=ARGS)


@dataclass
class Noise:
    """What a page complained about."""

    lines: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.lines.append(f"{page.url}: {error}"))
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.lines.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _response(self, response: Any) -> None:
        if response.status >= 500:
            self.lines.append(f"{response.status}: {response.url}")


class Stage:
    """The address, the accounts and the windows of everybody."""

    def __init__(self, browser: Browser, address: str, data: Path) -> None:
        self.browser, self.address, self.data = browser, address, data
        self.noise = Noise()
        self._windows: dict[tuple[str, str, int], Page] = {}
        self._states: dict[str, Any] = {}
        accounts = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
        self.accounts = {row["email"].split("@")[0]: row for row in accounts}

    def window(
        self, who: str = "", *, viewport: dict[str, int] | None = None, scheme: str = "light"
    ) -> Page:
        """Return the window of an account (signed in), or of a visitor."""
        size = viewport or WIDE
        key = (who, scheme, size["width"])
        if key not in self._windows:
            context = self._context(who, size, scheme)
            page = context.new_page()
            page.set_default_timeout(WAIT)
            self.noise.listen(page)
            self._windows[key] = page
        return self._windows[key]

    def windows(self) -> list[Page]:
        """Return all open windows."""
        return list(self._windows.values())

    def name_of(self, page: Page) -> str:
        """Return whose window it is."""
        return next(
            (f"{k[0] or 'visitor'}-{k[2]}" for k, v in self._windows.items() if v is page), ""
        )

    def close(self, page: Page) -> None:
        """Close a window that is no longer needed."""
        self._windows = {key: kept for key, kept in self._windows.items() if kept is not page}
        page.context.close()

    def go(self, page: Page, path: str) -> None:
        """Open an address of the platform and wait until the page stands still."""
        page.goto(f"{self.address}{path}")
        settle(page)

    def _context(self, who: str, size: dict[str, int], scheme: str) -> BrowserContext:
        if who and who not in self._states:
            self._states[who] = self._sign_in(who)
        return self.browser.new_context(
            viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", bypass_csp=True,
            color_scheme=scheme, storage_state=self._states.get(who),
            reduced_motion="reduce", accept_downloads=True,
        )  # fmt: skip

    def _sign_in(self, who: str) -> Any:
        account = self.accounts[who]
        context = self.browser.new_context(viewport=WIDE, locale="zh-CN")
        page = context.new_page()
        self.noise.listen(page)
        page.goto(f"{self.address}/login")
        page.get_by_label("电子邮箱").fill(account["email"])
        page.get_by_label("密码", exact=True).fill(account["password"])
        page.locator("form").get_by_role("button", name="登录").click()
        page.wait_for_url("**/work")
        settle(page)
        state = context.storage_state()
        context.close()
        return state


def settle(page: Page) -> None:
    """Wait until nothing is being fetched and no skeleton is left."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function(STILL, timeout=WAIT)
