"""axe-core on every page type: both schemes, a telephone of 320 px, text of twice the size."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.workbench.audit.report import Row

RULES = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
]  # fmt: skip
DESK, TELEPHONE = 1440, 320
LARGE_TEXT = "html { font-size: 200% }"
# Name, width, scheme, style.
VIEWS = (
    ("light", DESK, "light", ""),
    ("dark", DESK, "dark", ""),
    ("320 px", TELEPHONE, "light", ""),
    ("200 % text", DESK, "light", LARGE_TEXT),
)


def judge(browser: Browser, address: str, pages: dict[str, str], *, modules: Path) -> list[Row]:
    """Return a row a view: what axe finds wrong on all pages, and what is wider than the screen."""
    axe = (modules / "axe-core" / "axe.min.js").read_text()
    rows = []
    for view, width, scheme, style in VIEWS:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=True,
        )
        page = context.new_page()
        found = [
            f"{name}: {each}" for name in pages for each in _faults(page, pages[name], style, axe)
        ]
        rows += [Row(f"axe, {view}", "fault", each, False) for each in found]
        if not found:
            rows.append(Row(f"axe, {view}", f"{len(pages)} pages", "0 violations", True))
        context.close()
    return rows


def _faults(page: Page, path: str, style: str, axe: str) -> Iterator[str]:
    page.goto(path)
    if style:
        page.add_style_tag(content=style)
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    for rule in found["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']}: {node['html'][:120]}"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield "wider than the screen"
