"""Every page type as Chromium shows it: what axe finds, and whether a page scrolls sideways."""

from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page

from blog.models import BlogIndexPage, BlogPostPage
from tests.browser.axe import axe_source, violations
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory
from tests.people import restrict
from tests.workbench.audit.screenshots import PAGES

pytestmark = pytest.mark.browser

PASSWORD = "/blog/sqlite-in-production/"
WIDTHS = (320, 360, 760, 1200, 1440, 2560)
# `make audit` tries each page in each way; here the pages take turns.
WAYS = [("light", 1440), ("dark", 320), ("dark", 1440), ("light", 320)]
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"
# What reaches over the edge, as a help where a page scrolls sideways.
OVER = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
    && !each.parentElement.closest(".code__text, .table, .equation"))
  .map((each) => `${each.localName}.${each.className}`).slice(0, 5)"""
# Twice what browsers have by default, as a reader sets it.
LARGE_TEXT = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"


WORD = "an_identifier_that_never_ends_" * 6
SUM = " + ".join([r"x_{n}^\frac{a}{b}"] * 40)
ROW = "|".join(["a longer cell than most"] * 9)
LONG = f"""
A word {WORD} with a note[^a], `{WORD}`, https://example.org/{WORD}

## A heading of {WORD}

> - {WORD} in a quote[^a]
>
> ```sh
> {WORD} {WORD}
> ```

1. One
   1. Two

      ```python {{2}} title="{WORD}.py" caption="{WORD}"
      def {WORD}():
          return {WORD}
      ```

|{"|".join("abcdefghi")}|
|{"|".join(["---"] * 9)}|
|{ROW}|

: {WORD} {{#tbl:long}}

$$ {SUM} $$ {{#eq:long}}

Tall and wide: ${SUM}$.

> [!NOTE]
> {WORD}

[^a]: A note of {WORD}.
"""


@pytest.fixture
def paths(starter_url) -> dict[str, str]:
    restrict(BlogPostPage.objects.get(slug="sqlite-in-production"), "password")
    return {name: starter_url + path for name, path in (PAGES | {"password": PASSWORD}).items()}


def sideways(page: Page, widths: tuple[int, ...]) -> list[str]:
    """Return the widths at which a page scrolls sideways."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(IS_WIDE):
            found.append(f"{width} px: {page.evaluate(OVER)}")
    return found


def test_nothing_in_a_post_reaches_over_the_edge(blog_url, browser):
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(),
        title=f"Of {'donaudampfschiff' * 8} and others",
        authors=[AuthorFactory(name=f"The {'Longest' * 6} Team")],
        tags=[TagFactory(name="x" * 90, slug="x" * 90)],
        body=[("markdown", LONG)],
    )
    page = new_page(browser)
    page.goto(f"{blog_url}/blog/{post.slug}/")
    found = sideways(page, (*WIDTHS, 900))
    page.context.close()
    assert found == []


def new_page(browser: Browser) -> Page:
    """A page whose policy lets axe run."""
    return browser.new_context(bypass_csp=True).new_page()


def test_every_page_type_fits_and_axe_finds_nothing(paths, browser):
    """One test for both sizes of text, since the starter site takes long to load."""
    source = axe_source()
    found = faults(browser, paths, source) | faults_of_large_text(browser, paths, source)
    assert found == {}


def faults(browser: Browser, paths: dict[str, str], source: str) -> dict[str, list[str]]:
    page, found = new_page(browser), {}
    for (name, path), (scheme, width) in zip(paths.items(), cycle(WAYS), strict=False):
        page.goto(path)
        complaints = sideways(page, WIDTHS)
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        if complaints := complaints + violations(page, source):
            found[f"{name}, {scheme}, {width} px"] = complaints
    page.context.close()
    return found


def faults_of_large_text(
    browser: Browser, paths: dict[str, str], source: str
) -> dict[str, list[str]]:
    large = browser.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, LARGE_TEXT])
    page, found = new_page(large), {}
    for name in ("home", "post-blocks", "search", "archive"):
        page.goto(paths[name])
        complaints = sideways(page, (320, 1280))
        if complaints := complaints + violations(page, source):
            found[f"{name}, large text"] = complaints
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    large.close()
    return found
