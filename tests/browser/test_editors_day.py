"""What an editor does between writing: scheduling, copying, moving."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import BlogIndexPage, BlogPostPage
from tests.browser.writing import choose_action
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(blog_url, open_page):
    UserFactory(username="editor", group="Editors")
    return open_page(blog_url, "editor")


@pytest.fixture
def written_post(blog_url) -> BlogPostPage:
    post = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), title="Drift", slug="drift")
    post.save_revision().publish()
    return post


def test_a_post_is_scheduled(editor, written_post, shoot):
    draft = BlogPostPageFactory(parent=BlogIndexPage.objects.get(), slug="later", live=False)
    draft.save_revision()
    editor.goto(f"/admin/pages/{draft.pk}/edit/")
    editor.get_by_role("button", name="Toggle status").click()
    editor.get_by_role("button", name="Set schedule").click()
    tomorrow = timezone.now() + timedelta(days=1)
    # Typing would open the calendar, which covers the button for as long as it likes.
    editor.locator("#id_go_live_at").evaluate(
        "(input, value) => { input.value = value }", tomorrow.strftime("%Y-%m-%d %H:%M")
    )
    shoot(editor, "dialog")
    editor.get_by_role("button", name="Save schedule").click()
    choose_action(editor, "Schedule to publish")
    editor.wait_for_url("**/admin/pages/*/")
    draft.refresh_from_db()
    assert not draft.live
    assert draft.scheduled_revision is not None


def test_a_post_is_copied(editor, written_post, shoot):
    editor.goto(f"/admin/pages/{written_post.pk}/copy/")
    editor.fill("#id_new_title", "Drift, again")
    editor.fill("#id_new_slug", "drift-again")
    shoot(editor, "form")
    editor.get_by_role("button", name="Copy this page").click()
    editor.wait_for_url("**/admin/pages/*/")
    assert BlogPostPage.objects.get(slug="drift-again").title == "Drift, again"


def test_a_moved_posts_old_address_redirects(editor, written_post, blog_url, open_page, shoot):
    notes = BlogIndexPageFactory(
        parent=BlogIndexPage.objects.get().get_parent(), slug="notes", title="Notes"
    )
    editor.goto(f"/admin/pages/{written_post.pk}/move/{notes.pk}/confirm/")
    shoot(editor, "confirm")
    editor.get_by_role("button", name="Yes, move this page").click()
    editor.wait_for_url("**/admin/pages/*/")
    reader = open_page(blog_url)
    assert reader.goto("/blog/drift/").status == 200
    assert reader.url == f"{blog_url}/notes/drift/"
