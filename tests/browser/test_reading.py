"""What scripts add for readers, what keyboards reach, and that all works without scripts."""

import re

import pytest
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory

pytestmark = pytest.mark.browser

LONG = "\n\n".join(["A paragraph of some length, which is read without any haste."] * 12)
BODY = f"""
A note.[^a] See [the other](https://example.org/).

## First part

{LONG}

```python {{#lst:one}}
print("one")
```

## Second part

{LONG}

| a | b |
|---|---|
| 1 | 2 |

$$ a^2 + b^2 = c^2 $$

[^a]: The note itself.
"""
COLOURS = """() => [
  document.documentElement.dataset.theme,
  getComputedStyle(document.documentElement).colorScheme,
  [...document.querySelectorAll("[name=theme-color]")]
    .find((each) => matchMedia(each.media).matches).content,
]"""
HAVE_COLOURS = f"wanted => JSON.stringify(({COLOURS})()) === JSON.stringify(wanted)"
LIGHT, DARK = "#fbf9f4", "#1a1613"
FOCUSED = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const isMarked = [at, at.closest(".search-form")].some((each) => {
    const style = each && getComputedStyle(each);
    return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
  });
  return {
    name: `${at.localName}.${at.className}#${at.id}`,
    isSeen: isMarked && at.checkVisibility({ opacityProperty: true }) && box.width > 0
      && box.bottom > 0 && box.top < innerHeight,
  };
}"""
REACHABLE = """() => [...document.querySelectorAll("a, button, input, summary, [tabindex='0']")]
  .filter((each) => each.tabIndex >= 0 && each.checkVisibility()).length"""


@pytest.fixture
def address(blog_url) -> str:
    index = BlogIndexPage.objects.get()
    BlogPostPageFactory(parent=index, title="Another")
    post = BlogPostPageFactory(
        parent=index,
        title="A long post",
        authors=[AuthorFactory()],
        tags=[TagFactory()],
        body=[("markdown", BODY)],
    )
    return f"{blog_url}/blog/{post.slug}/"


def test_the_colours_are_switched_and_kept(address, browser):
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    switch = page.get_by_role("button", name="Colours")
    expect_colours(page, "auto", "light dark", LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_colours(page, "auto", "light dark", DARK)
    switch.click()
    expect_colours(page, "light", "light", LIGHT)
    expect(switch).to_have_accessible_name("Colours: light")
    switch.click()
    page.emulate_media(color_scheme="light")
    page.reload()
    expect_colours(page, "dark", "dark", DARK)
    other = context.new_page()
    other.goto(address)
    page.get_by_role("button", name="Colours: dark").click()
    expect(other.get_by_role("button", name="Colours: as the system")).to_be_visible()
    expect_colours(other, "auto", "light dark", LIGHT)
    assert context.cookies() == []
    context.close()


def expect_colours(page, *wanted):
    page.wait_for_function(HAVE_COLOURS, arg=wanted)


def test_contents_mark_the_section_that_is_read(address, open_page):
    page = open_page(address)
    page.goto(address)
    current = page.locator(".contents [aria-current]")
    expect(current).to_have_count(0)
    page.locator("h2", has_text="Second part").scroll_into_view_if_needed()
    expect(current).to_have_text("First part")
    page.locator("h2", has_text="Second part").evaluate("each => each.scrollIntoView()")
    expect(current).to_have_text("Second part")
    assert page.locator(".contents").bounding_box()["y"] >= 0


def test_listings_and_citations_are_copied(address, open_page):
    page = open_page(address)
    page.context.grant_permissions(["clipboard-write"])
    page.goto(address)
    field = page.get_by_role("combobox")
    page.locator(".document .code").hover()
    page.locator(".document .code").get_by_role("button", name="Copy").click()
    expect(page.locator(".code [role=status]")).to_have_text("Copied")
    field.press("Control+V")
    expect(field).to_have_value('print("one")')
    page.get_by_text("Cite this post").click()
    page.locator(".cite__form").first.get_by_role("button", name="Copy").click()
    expect(page.locator(".cite__form [role=status]").first).to_have_text("Copied")
    field.fill("")
    field.press("Control+V")
    expect(field).to_have_value(re.compile("^@misc{"))
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    field.fill("")
    field.press("Control+V")
    expect(field).to_have_value(address.partition("#")[0])


def test_a_key_opens_the_search_until_it_is_switched_off(address, open_page):
    page = open_page(address)
    page.goto(address)
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.goto("/search/")
    page.get_by_label("The key / leads here").uncheck()
    page.goto(address)
    page.keyboard.press("/")
    expect(field).not_to_be_focused()


def test_every_control_is_reached_by_keyboard_and_seen(address, open_page):
    page = open_page(address)
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.reload()
    seen, unseen = set(), []
    for _ in range(page.evaluate(REACHABLE)):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        seen.add(focused["name"])
        if not focused["isSeen"]:
            unseen.append(focused["name"])
    assert unseen == []
    kinds = (
        ".code__text",
        ".table",
        ".equation",
        ".theme-switch",
        ".title-link",
        "summary",
        "input",
    )
    assert [kind for kind in kinds if not any(kind in name for name in seen)] == []


def test_everything_works_without_scripts(address, browser):
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".theme-switch")).to_be_hidden()
    expect(
        page.get_by_role("navigation", name="Contents").get_by_text("First part")
    ).to_be_visible()
    page.get_by_text("Cite this post").click()
    expect(page.get_by_text("@misc{")).to_be_visible()
    page.get_by_role("searchbox").fill("long")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="A long post")).to_be_visible()
    context.close()
    small = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 800})
    page = small.new_page()
    page.goto(address)
    first = page.get_by_role("navigation", name="Contents").get_by_text("First part")
    expect(first).to_be_hidden()
    page.get_by_text("Contents", exact=True).click()
    expect(first).to_be_visible()
    small.close()


@pytest.mark.parametrize(
    ("width", "place"), [(1440, "margin"), (900, "beneath"), (600, "list alone")]
)
def test_notes_stand_in_the_margin_or_beneath_or_in_the_list(address, open_page, width, place):
    page = open_page(address)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    note, paragraph = page.locator(".sidenote"), page.locator("p:has(> .sidenote)")
    expect(page.locator(".footnotes")).to_contain_text("The note itself.")
    page.evaluate("document.fonts.ready")
    if place == "list alone":
        expect(note).to_be_hidden()
        return
    text = paragraph.locator("a").last.bounding_box()
    box = note.bounding_box()
    if place == "margin":
        assert box["x"] > text["x"] + text["width"]
        assert abs(box["y"] - paragraph.bounding_box()["y"]) < 2
    else:
        assert box["y"] >= text["y"] + text["height"] - 2
