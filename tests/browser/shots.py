"""Save pictures of every main page: `python -m tests.browser.shots OUTDIR [WORD …]`.

Words restrict it to pages whose name contains one of them.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.places import PUBLIC, WORK, fill, find_ids
from tests.browser.stage import PHONE, ROOT, WIDE, Stage, chromium, seeded_folder, serving


def main(target: Path, words: list[str]) -> None:
    """Open the demonstration and save all pictures."""
    target.mkdir(parents=True, exist_ok=True)
    cache = ROOT / ".pytest_cache" / "d" / "hepabridge-demo"
    cache.mkdir(parents=True, exist_ok=True)
    pages = [("", name, path) for name, path in PUBLIC.items()]
    pages += [(who, name, path) for who, part in WORK.items() for name, path in part.items()]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        seeded_folder(cache, data)
        browser = chromium(playwright)
        with serving(data) as address:
            stage = Stage(browser, address, data)
            ids = find_ids(stage)
            for who, name, path in pages:
                label = f"{who or 'public'}-{name}"
                if not words or any(word in label for word in words):
                    _save(stage, who, label, path, ids, target)
            browser.close()
    for line in stage.noise.lines:
        print("noise:", line)


def _save(stage: Stage, who: str, label: str, path: str, ids: dict[str, str], target: Path) -> None:
    try:
        address = fill(path, ids)
    except KeyError as missing:
        print(f"{label}: no example of {missing}")
        return
    for size in (WIDE, PHONE):
        page = stage.window(who, viewport=size)
        try:
            stage.go(page, address)
        except Exception as error:  # noqa: BLE001 - the other pictures are wanted still
            print(f"{label} {size['width']}: {str(error)[:200]}")
        page.screenshot(path=target / f"{label}-{size['width']}.png", full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
