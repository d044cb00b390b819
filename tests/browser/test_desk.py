"""The desk as a writer meets it: autosave, conflicts, and a picture pasted into Markdown."""

import re

import pytest
from playwright.sync_api import expect

from blog.models import BlogIndexPage, BlogPostPage
from tests.browser.waiting import (
    markdown_in,
    wait_for_draft,
    wait_until_saved,
    wait_until_watched,
)
from tests.browser.writing import write_post
from tests.factories import AuthorFactory, BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser

PASTE = """async ([name, place, kind]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 40 });
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const files = new DataTransfer();
  files.items.add(new File([blob], name, { type: "image/png" }));
  const options = { clipboardData: files, dataTransfer: files, bubbles: true, cancelable: true };
  const event = kind == "drop" ? new DragEvent(kind, options) : new ClipboardEvent(kind, options);
  document.querySelector(place).dispatchEvent(event);
}"""
IN_MARKDOWN = ".CodeMirror textarea"
IS_ASKED = """() =>
  document.activeElement.matches('[name$=-alt_text]') && !document.activeElement.value"""


@pytest.fixture
def writing(blog_url, open_page):
    """A new post of a writer's, which autosave has kept."""
    AuthorFactory(name="Platform Team", user=UserFactory(username="writer", group="Editors"))
    page = open_page(blog_url, "writer")
    write_post(page, title="Watching for drift", text="The first wording.")
    wait_until_watched(page)
    page.fill("#id_teaser", "What drift taught us.")
    page.wait_for_url("**/edit/")
    wait_until_saved(page)
    return page


def test_autosave_makes_one_draft_with_one_author(writing, shoot):
    for words in (" The second.", " The third."):
        writing.locator(".CodeMirror").first.click()
        writing.keyboard.press("Control+End")
        writing.keyboard.type(words)
        wait_for_draft(writing, words)
        wait_until_saved(writing)
        expect(writing.get_by_text("Saved", exact=True).first).to_be_visible()
    shoot(writing, "autosaved")
    post = BlogPostPage.objects.child_of(BlogIndexPage.objects.get()).get()
    draft = post.get_latest_revision_as_object()
    for state in (post, draft):
        assert [author.name for author in state.authors] == ["Platform Team"]
    assert "The third." in draft.body[0].value
    assert not post.live


def test_a_newer_version_is_warned_of_and_not_overwritten(writing, shoot):
    # By the models: the live server's database in memory bears no two sessions at once.
    draft = BlogPostPage.objects.get().get_latest_revision_as_object()
    draft.teaser = "From another session."
    draft.save_revision(user=UserFactory())
    writing.fill("#id_teaser", "From this session.")
    writing.get_by_text("Autosave is paused").first.wait_for()
    shoot(writing, "conflict")
    draft = BlogPostPage.objects.get().get_latest_revision_as_object()
    assert draft.teaser == "From another session."


def test_a_pasted_picture_stands_where_the_cursor_was_and_waits_for_its_words(writing, shoot):
    writing.locator(".CodeMirror").first.click()
    writing.keyboard.press("Control+End")
    with writing.expect_response("**/images/add/markdown/"):
        writing.evaluate(PASTE, ["loss [curve].png", IN_MARKDOWN, "paste"])
    writing.locator(".CodeMirror-code", has_text="image:").wait_for()
    text = markdown_in(writing)
    expect(text).to_have_value(re.compile(r"^The first wording\.!\[\]\(image:"))
    writing.keyboard.type("Loss falls")
    expect(text).to_have_value(re.compile(r"^The first wording\.!\[Loss falls\]\(image:"))
    shoot(writing, "pasted")


def test_a_refused_picture_is_named_and_the_text_kept(writing, shoot):
    writing.locator(".CodeMirror").first.click()
    writing.evaluate(PASTE, ["picture.txt", IN_MARKDOWN, "paste"])
    alert = writing.get_by_role("alert").filter(has_text="picture.txt could not be uploaded")
    alert.wait_for()
    shoot(writing, "refused")
    alert.get_by_role("button", name="Dismiss").click()
    expect(markdown_in(writing)).to_have_value("The first wording.")


def test_a_picture_beside_the_texts_becomes_a_figure_that_asks_for_its_words(
    blog_url, open_page, shoot
):
    UserFactory(username="writer", group="Editors")
    body = [("heading", {"text": "One", "level": "2"}), ("quote", {"text": "Said.", "source": ""})]
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), body=body)
    page = open_page(blog_url, "writer")
    page.goto(f"/admin/pages/{post.pk}/edit/")
    page.locator("#body-1-value-text").wait_for()
    for place, kind, words in [
        ("#id_teaser", "drop", "At the end"), ("#body-0-value-text", "paste", "Behind the first"),
    ]:  # fmt: skip
        with page.expect_response("**/images/add/markdown/"):
            page.evaluate(PASTE, ["loss.png", place, kind])
        page.wait_for_function(IS_ASKED)
        page.keyboard.type(words)
    shoot(page, "figures")
    page.evaluate(PASTE, ["notes.txt", "body", "paste"])
    page.get_by_role("alert").filter(has_text="notes.txt could not be uploaded").wait_for()
    shoot(page, "refused")
    wait_until_saved(page)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("has been updated").first.wait_for()
    draft = BlogPostPage.objects.get().get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["heading", "figure", "quote", "figure"]
    words = [draft.body[place].value["image"].contextual_alt_text for place in (1, 3)]
    assert words == ["Behind the first", "At the end"]
