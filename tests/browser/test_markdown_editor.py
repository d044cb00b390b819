"""The Markdown editor's own tools: choosers by id, formulas, notes, and no preview of its own."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect
from wagtail.documents.models import Document

from blog.models import BlogIndexPage, BlogPostPage
from tests.browser.waiting import markdown_in, wait_until_saved
from tests.factories import BlogPostPageFactory, StandardPageFactory, UserFactory

pytestmark = pytest.mark.browser

PREVIEW = """() => {
  window.hit = () => { window.wasHit = true; };
  const { codemirror } = document.querySelector(".CodeMirror").CodeMirror.getTextArea();
  const wrapper = codemirror.getWrapperElement();
  const panes = [];
  for (const open of [EasyMDE.togglePreview, EasyMDE.toggleSideBySide]) {
    try { open(window.markdownEditor ?? { codemirror, options: window.wagtailMarkdown.options,
      toolbarElements: {}, toolbar_div: document.createElement("div"), gui: {} }); }
    catch (error) { panes.push(String(error)); }
  }
  return [...document.querySelectorAll(".editor-preview")].map((pane) => pane.innerHTML);
}"""


@pytest.fixture
def editing(blog_url, open_page):
    """The editor of a post with one Markdown block."""
    UserFactory(username="writer", group="Editors")
    index = BlogIndexPage.objects.get()
    StandardPageFactory(parent=index.get_parent(), title="About us", slug="about-us")
    hostile = "Text.<img src=x onerror=hit()>"
    post = BlogPostPageFactory(parent=index, body=[("markdown", hostile)])
    page = open_page(blog_url, "writer")
    page.goto(f"/admin/pages/{post.pk}/edit/")
    page.locator(".CodeMirror").first.wait_for()
    return page


def press(page, title):
    page.locator(".CodeMirror").first.click()
    page.keyboard.press("Control+End")
    page.locator(f".editor-toolbar button[title='{title}']").click()


@pytest.mark.usefixtures("wagtail_indexes")
def test_a_page_is_chosen_and_named_by_its_id(editing, shoot):
    press(editing, "Link to a page")
    editing.locator(".modal-content input[name=q]").fill("About")
    shoot(editing, "chooser")
    editing.locator(".modal-body").get_by_text("About us", exact=True).first.click()
    editing.locator(".CodeMirror-code", has_text="[About us](page:").wait_for()
    wait_until_saved(editing)
    editing.get_by_role("button", name="Save draft").click()
    editing.get_by_text("has been updated").first.wait_for()
    draft = BlogPostPage.objects.get().get_latest_revision_as_object()
    assert 'href="/about-us/"' in draft.document.html


def test_a_document_is_chosen_and_named_by_its_id(editing):
    file = Document.objects.create(title="The data", file=ContentFile(b"a", "data.csv"))
    press(editing, "Link to a document")
    editing.locator(".modal-body").get_by_text("The data", exact=True).first.click()
    editing.locator(".CodeMirror-code", has_text=f"[The data](document:{file.pk})").wait_for()


def test_a_note_goes_to_the_end_under_a_free_number(editing):
    press(editing, "Footnote")
    editing.keyboard.type("The note.")
    press(editing, "Footnote")
    expect(markdown_in(editing)).to_have_value(re.compile(r"\[\^1\]: The note\.[^$]*\[\^2\]:\s*$"))


def test_a_formula_stands_between_dollars(editing):
    press(editing, "Formula")
    expect(markdown_in(editing)).to_have_value(re.compile(r"\$\$$"))


def test_the_editors_own_preview_shows_nothing(editing, shoot):
    shoot(editing, "toolbar")
    assert editing.locator(".editor-toolbar .preview, .editor-toolbar .side-by-side").count() == 0
    for shortcut in ("Control+p", "F9"):
        editing.locator(".CodeMirror").first.click()
        editing.keyboard.press(shortcut)
    panes = editing.evaluate(PREVIEW)
    assert [pane for pane in panes if pane.strip()] == []
    assert not editing.evaluate("window.wasHit === true")
