"""The suggestions' combobox, by keyboard, with answers of our own, and as axe sees it."""

import json
import re

import pytest
from playwright.sync_api import expect

from blog.models import BlogIndexPage
from tests.browser.axe import axe_source, violations
from tests.browser.waiting import wait_until
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.browser
SUGGEST = re.compile("/search/suggest/")
HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;"


def found(*completions):
    title = {"title": HOSTILE, "url": "/blog/", "detail": "<b>Detail</b>"}
    return json.dumps(
        {"query": "", "completions": completions, "titles": [title], "sections": []}
        | {"authors": [], "series": [], "tags": []}
    )


class Server:
    """Answers for the suggestions, at once or when told to."""

    def __init__(self, page):
        self.asked, self.kept, self.waits, self.status = [], [], False, 200
        page.route(SUGGEST, self.take)

    def take(self, route):
        self.asked.append(route.request.url.rpartition("=")[2])
        if self.waits:
            self.kept.append(route)
        else:
            self.answer(route)

    def answer(self, route):
        asked = route.request.url.rpartition("=")[2]
        route.fulfill(
            status=self.status,
            body=found(f"{asked}-one", f"{asked}-two"),
            content_type="application/json",
        )


@pytest.fixture
def page(blog_url, open_page):
    page = open_page(blog_url)
    page.goto("/search/")
    page.server = Server(page)
    return page


@pytest.fixture
def field(page):
    return page.get_by_role("combobox")


def options(page):
    return page.get_by_role("option")


def type_and_open(page, field, text="drift"):
    field.press_sequentially(text)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options(page)).to_have_count(3)
    # The last question is answered: an answer begins the list anew.
    expect(options(page).nth(1)).to_have_text(f"{text}-one")


def expect_active(page, field, place):
    if place is None:
        expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
        expect(field).not_to_have_attribute("aria-activedescendant", re.compile(""))
        return
    option = options(page).nth(place)
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))


def test_its_parts_name_each_other(page, field):
    listbox = page.locator(f"#{field.get_attribute('aria-controls')}")
    assert listbox.get_attribute("role") == "listbox"
    assert listbox.get_attribute("aria-label") == "Suggestions"
    assert field.get_attribute("aria-autocomplete") == "list"
    assert field.get_attribute("aria-expanded") == "false"
    type_and_open(page, field)
    expect(listbox).to_be_visible()
    expect_active(page, field, None)


def test_arrows_go_round_and_other_keys_return_to_the_text(page, field):
    type_and_open(page, field)
    for key, place in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("ArrowDown", 0),
                       ("ArrowUp", 2), ("ArrowUp", 1), ("Home", None), ("ArrowUp", 2),
                       ("End", None), ("ArrowDown", 0), ("ArrowLeft", None)]:  # fmt: skip
        field.press(key)
        expect_active(page, field, place)
    expect(field).to_be_focused()
    expect(field).to_have_value("drift")
    field.press("Home")
    expect_selected(field, 0, 0)
    field.press("Shift+End")
    expect_selected(field, 0, 5)


def expect_selected(field, start, end):
    expect(field).to_have_js_property("selectionStart", start)
    expect(field).to_have_js_property("selectionEnd", end)


def test_escape_closes_then_clears(page, field):
    type_and_open(page, field)
    field.press("ArrowDown")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect_active(page, field, None)
    expect(field).to_have_value("drift")
    field.press("Alt+ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect_active(page, field, None)
    field.press("Alt+ArrowUp")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Escape")
    expect(field).to_have_value("")
    field.press("ArrowDown")
    page.wait_for_timeout(300)
    expect(field).to_have_attribute("aria-expanded", "false")


def test_tab_leaves_and_chooses_nothing(page, field):
    type_and_open(page, field)
    field.press("ArrowDown")
    field.press("Tab")
    expect(field).not_to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("drift")


def test_enter_follows_the_chosen_completion(page, field):
    type_and_open(page, field)
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(re.compile(r"\?q=drift-one"))


def test_a_status_says_how_many(page, field):
    status = page.locator("form:has([role=combobox]:focus) [role=status]")
    type_and_open(page, field)
    expect(status).to_have_text("Suggestions: 3")
    field.press("Escape")
    expect(status).to_have_text("")


def test_texts_stay_texts(page, field):
    type_and_open(page, field)
    expect(options(page).first).to_have_text(f"{HOSTILE} <b>Detail</b>")
    assert page.locator("[role=listbox] :is(img, b)").count() == 0


def test_one_request_at_a_time_after_a_pause(page, field):
    page.server.waits = True
    type_early(page, field, "dri")
    field.press_sequentially("ft")
    page.wait_for_timeout(400)
    assert page.server.asked == ["dri"]
    page.server.waits = False
    page.server.answer(page.server.kept[0])
    # The answer to what stood there before is never shown.
    expect(options(page).nth(1)).to_have_text("drift-one")
    assert page.server.asked == ["dri", "drift"]


def test_what_was_dismissed_stays_closed(page, field):
    page.server.waits = True
    type_early(page, field)
    field.press("Tab")
    page.server.answer(page.server.kept[0])
    page.wait_for_timeout(300)
    expect(field).to_have_attribute("aria-expanded", "false")


def type_early(page, field, text="drift"):
    # At once: key by key, a busy machine would ask in between.
    field.fill(text)
    wait_until(page, lambda: page.server.asked == [text])


def test_a_failed_request_leaves_a_plain_form(page, field):
    page.server.status = 500
    type_early(page, field)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("Enter")
    page.wait_for_url(re.compile(r"\?q=drift$"))


def test_an_input_method_is_left_alone(page, field):
    field.focus()
    input_method = page.context.new_cdp_session(page)
    input_method.send(
        "Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2}
    )
    page.wait_for_timeout(400)
    assert page.server.asked == []
    input_method.send("Input.insertText", {"text": "日本"})
    expect(options(page)).to_have_count(3)
    expect(field).to_have_value("日本")


def test_it_is_a_plain_form_without_scripts(blog_url, browser):
    context = browser.new_context(base_url=blog_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    assert page.get_by_role("combobox").count() == 0
    page.get_by_role("searchbox").last.fill("drift")
    page.get_by_role("searchbox").last.press("Enter")
    page.wait_for_url(re.compile(r"\?q=drift$"))
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(blog_url, browser, shoot, width, scheme):
    source = axe_source()
    BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(),
        title="Drift of models",
        body=[("markdown", "## Drift\n\nOn drift.")],
    )
    # axe is a script of another origin, which the policy refuses.
    context = browser.new_context(
        base_url=blog_url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto("/search/?q=drift")
    assert violations(page, source) == []
    field = page.locator("main [role=combobox]")
    field.fill("drif")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    assert violations(page, source) == []
    box, wide = (
        page.get_by_role("listbox").bounding_box(),
        page.evaluate("document.documentElement.scrollWidth"),
    )
    assert wide <= width
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    shoot(page, "open")
    context.close()
