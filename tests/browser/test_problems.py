"""The list of problems beside the form: it leads to block and line, and follows each autosave."""

import re

import pytest
from playwright.sync_api import expect

from blog.checks.line_width import COLUMN
from blog.models import BlogIndexPage
from tests.browser.axe import axe_source, violations
from tests.browser.waiting import wait_until_watched
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser

MARKDOWN = "One.\n\n" + "Words to scroll past.\n\n" * 60 + "TODO: the rest\n\nEnd."
CODE = "x = 1\n" * 30 + "y = = 2\n"
IS_SELECTED = "line => document.querySelector('.CodeMirror').CodeMirror.getSelection() === line"
IS_SELECTED_CODE = """(line) => {
  const text = document.activeElement;
  return text.value?.slice(text.selectionStart, text.selectionEnd) === line;
}"""
IS_IN_VIEW = """() => {
  const seen = document.querySelector(".CodeMirror-selected").getBoundingClientRect();
  return seen.top > 0 && seen.bottom < innerHeight;
}"""
FITTING = """() => {
  const text = document.querySelector(".code__text"), code = text.querySelector("code");
  code.textContent = "m".repeat(100);
  const { paddingLeft, paddingRight } = getComputedStyle(text);
  const room = text.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  const range = document.createRange();
  range.selectNodeContents(code);
  return Math.floor((room * 100) / range.getBoundingClientRect().width);
}"""


def open_list(page, post):
    page.goto(f"/admin/pages/{post.pk}/edit/")
    page.locator(".CodeMirror").first.wait_for()
    page.get_by_role("button", name="Toggle problems").click()
    page.locator("[data-problems]").wait_for()


def test_the_list_leads_to_block_and_line_and_follows_autosave(blog_url, open_page, shoot):
    UserFactory(username="editor", group="Editors")
    body = [("markdown", MARKDOWN), ("code", {"language": "python", "code": CODE})]
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), body=body, teaser="Short.")
    post.save_revision()
    page = open_page(blog_url, "editor")
    open_list(page, post)
    counter = page.locator("[data-side-panel-toggle=problems] [data-side-panel-toggle-counter]")
    expect(counter).to_have_text("3")
    shoot(page, "list")

    page.get_by_role("link", name="This was left to be done").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(IS_SELECTED, arg="TODO: the rest")
    page.wait_for_function(IS_IN_VIEW)
    page.get_by_role("link", name="This code cannot be read").click()
    page.wait_for_function(IS_SELECTED_CODE, arg="y = = 2")
    shoot(page, "line")

    wait_until_watched(page)
    page.keyboard.type("y = 2")
    page.locator("[data-problems='2']").wait_for()
    expect(counter).to_have_text("2")
    status = page.locator("#problems-status")
    expect(status).to_have_text("2 problems to look at before this is published.")
    page.fill("#id_teaser", "A formula.")
    page.get_by_role("link", name="This was left to be done").click()
    page.wait_for_function(IS_SELECTED, arg="TODO: the rest")
    page.keyboard.type(r"A formula: $\frac{a}{$")
    page.locator("[data-problems]", has_text="keeps this from being published").wait_for()
    # Whoever reads the list as it is drawn anew keeps their place in it.
    link = page.get_by_role("link", name="Nobody signs this post")
    link.focus()
    drawn = link.element_handle()
    page.locator("#id_teaser").evaluate("field => { field.value = 'Another teaser.'; }")
    page.wait_for_function("link => !link.isConnected", arg=drawn)
    expect(link).to_be_focused()
    assert violations(page, axe_source()) == []
    shoot(page, "mended")


def test_on_a_phone_the_list_gives_way_to_what_it_leads_to(blog_url, open_page, shoot):
    UserFactory(username="editor", group="Editors")
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), body=[("markdown", MARKDOWN)], teaser="Short."
    )
    page = open_page(blog_url, "editor")
    page.set_viewport_size({"width": 390, "height": 844})
    open_list(page, post)
    shoot(page, "list")
    page.get_by_role("link", name="This was left to be done").click()
    page.wait_for_function(IS_IN_VIEW)
    page.locator("[data-side-panel=problems]").wait_for(state="hidden")
    shoot(page, "line")


def test_a_new_post_gets_its_list_with_the_first_autosave(blog_url, open_page):
    UserFactory(username="editor", group="Editors")
    page = open_page(blog_url, "editor")
    page.goto(f"/admin/pages/add/blog/blogpostpage/{BlogIndexPage.objects.get().pk}/")
    page.get_by_role("button", name="Toggle problems").click()
    page.get_by_text("stands here once this is saved").wait_for()
    wait_until_watched(page)
    page.fill("#id_title", "Watching for drift")
    page.wait_for_url(re.compile("/edit/"))
    page.get_by_role("link", name="This post has no teaser").click()
    expect(page.locator("#id_teaser")).to_be_focused()


def test_report_and_comparison_can_be_used_by_everyone(blog_url, open_page, shoot):
    UserFactory(username="editor", group="Editors")
    body = [("markdown", MARKDOWN), ("code", {"language": "python", "code": CODE})]
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), body=body)
    first = post.save_revision()
    post.body[1].value["code"] = "y = 2\n"
    second = post.save_revision()
    page, axe = open_page(blog_url, "editor"), axe_source()
    for name, address in (
        ("report", "/admin/reports/problems/"),
        ("comparison", f"/admin/pages/{post.pk}/revisions/compare/{first.pk}...{second.pk}/"),
    ):
        page.goto(address)
        assert violations(page, axe) == [], name
        shoot(page, name)


def test_the_column_is_as_wide_as_the_check_says(blog_url, open_page):
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(),
        body=[("code", {"language": "python", "code": "x" * 200})],
    )
    page = open_page(blog_url)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(post.url)
    page.evaluate("document.fonts.ready")
    assert page.evaluate(FITTING) == COLUMN
