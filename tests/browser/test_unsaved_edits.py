"""What is pasted by the mouse is saved, whenever it is: no key need follow."""

import pytest

from blog.models import BlogIndexPage, BlogPostPage
from tests.browser.waiting import (
    first_text_of_draft,
    markdown_in,
    wait_for_draft,
    wait_until_saved,
    wait_until_watched,
)
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser

SCRIPT = "**/blog/unsaved_edits.js*"
# As the browser's own menu does it, which a test cannot open.
PASTE = """(text) => {
  const area = document.querySelector(".CodeMirror textarea");
  area.focus();
  document.execCommand("insertText", false, text);
}"""
# Whoever pastes is faster than the two seconds, however slow the machine.
AS_EDITORS_ARE_DRAWN = """addEventListener("DOMContentLoaded", () => {
  const timer = setInterval(() => {
    if (!document.querySelector(".CodeMirror textarea")) return;
    clearInterval(timer);
    paste(" First.");
  }, 20);
});"""
# Wagtail begins to watch twice, and takes for saved what comes in between.
AS_WATCHING_BEGINS = """document.addEventListener(
  "w-unsaved:watch-edits", () => setTimeout(() => paste(" First.")), { once: true });"""
MOMENTS = pytest.mark.parametrize(
    "moment", [AS_EDITORS_ARE_DRAWN, AS_WATCHING_BEGINS], ids=["drawn", "watched"]
)


@pytest.fixture
def page(blog_url, open_page):
    """The browser of a writer, signed in, who has one post."""
    UserFactory(username="writer", group="Editors")
    BlogPostPageFactory(parent=BlogIndexPage.objects.get(), body=[("markdown", "Text.")])
    return open_page(blog_url, "writer")


@pytest.fixture
def stock(page):
    """The same without our script. When one of these fails, the script can go."""
    page.route(SCRIPT, lambda route: route.abort())
    return page


def open_form(page):
    page.goto(f"/admin/pages/{BlogPostPage.objects.get().pk}/edit/")
    page.locator(".CodeMirror").first.wait_for()


def paste_as_the_form_opens(page, moment):
    page.add_init_script(f"const paste = {PASTE}; {moment}")
    open_form(page)


def paste_while_an_autosave_is_on_its_way(page):
    """Hold the answer of an autosave back until something else has been pasted."""

    def answer(route):
        response = route.fetch()
        page.evaluate(PASTE, " Second.")
        route.fulfill(response=response)

    open_form(page)
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+End")
    wait_until_watched(page)
    page.route("**/edit/", answer, times=1)
    with page.expect_response("**/edit/"):
        page.evaluate(PASTE, " First.")


@MOMENTS
def test_what_is_pasted_as_the_form_opens_is_saved(page, moment):
    paste_as_the_form_opens(page, moment)
    wait_for_draft(page, "First.")


def test_what_is_pasted_while_an_autosave_is_on_its_way_is_saved(page):
    paste_while_an_autosave_is_on_its_way(page)
    wait_for_draft(page, "First. Second.")
    # And then all is quiet.
    wait_until_saved(page)
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.wait_for_timeout(3000)
    assert [url for url in posts if url.endswith("/edit/")] == []


@MOMENTS
def test_stock_wagtail_leaves_out_what_is_pasted_as_the_form_opens(stock, moment):
    paste_as_the_form_opens(stock, moment)
    wait_until_watched(stock)
    stock.wait_for_timeout(4000)
    assert "First." in markdown_in(stock).input_value()
    assert "First." not in first_text_of_draft()


def test_stock_wagtail_leaves_out_what_is_pasted_while_it_saves(stock):
    paste_while_an_autosave_is_on_its_way(stock)
    wait_for_draft(stock, "First.")
    stock.wait_for_timeout(4000)
    assert "Second." not in first_text_of_draft()
