"""Shoot every page type of a running demo, light and dark, on a telephone and on a desk.

`python -m tests.workbench.audit.screenshots http://127.0.0.1:8000 DIR [NAME …]`
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "home": "/",
    "listing": "/blog/",
    "tag": "/blog/tags/evaluation/",
    "tags": "/blog/tags/",
    "authors": "/blog/authors/",
    "follow": "/follow/",
    "author": "/blog/authors/site-reliability-team/",
    "series": "/blog/series/measuring-honestly/",
    "series-list": "/blog/series/",
    "archive": "/blog/archive/",
    "year": "/blog/2026/",
    "post": "/blog/large-language-models-a-practical-guide/",
    "post-cover": "/blog/building-ml-systems-that-work-in-production/",
    "post-series": "/blog/reading-a-latency-histogram/",
    "post-blocks": "/blog/every-block-on-one-page/",
    "standard": "/about/",
    "search": "/search/?q=drift",
    "search-empty": "/search/",
    "search-nothing": "/search/?q=xylophone",
    "404": "/blog/notes-embedding/",
}
WIDTHS = {360: 780, 1440: 900}
SCHEMES = ("light", "dark")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def main(site: str, folder: Path, names: list[str]) -> None:
    """Write NAME-WIDTH-SCHEME.png for all pages, or for those that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for width in WIDTHS:
            for scheme in SCHEMES:
                shoot_all(browser, site, folder, names or list(PAGES), width, scheme)
        browser.close()


def shoot_all(
    browser: Browser, site: str, folder: Path, names: list[str], width: int, scheme: str
) -> None:
    """Shoot pages whole in one width and colour scheme."""
    size = {"width": width, "height": WIDTHS[width]}
    context = browser.new_context(base_url=site, viewport=size, color_scheme=scheme)
    page = context.new_page()
    for name in names:
        page.goto(PAGES[name])
        # Pictures further down are fetched when they come near.
        page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
        page.wait_for_load_state("networkidle")
        page.evaluate("Promise.all([...document.images].map((each) => each.decode()))")
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3:])
