"""The note in the editor's form, from its draft to its publication."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from blog.models import BlogPostPage, PublishedVersion
from tests.factories import BlogPostPageFactory
from tests.forms import edited_form

pytestmark = pytest.mark.django_db


def edit_url(post):
    return reverse("wagtailadmin_pages:edit", args=[post.pk])


def panel_of(desk, post):
    """The section of the form around the note, with all that it holds; None where it is not."""
    field = BeautifulSoup(desk.get(edit_url(post)).content, "html.parser").find(
        attrs={"name": "change_note"}
    )
    return field and field.find_parent("section", class_="w-panel")


def test_a_note_waits_in_the_draft_and_goes_with_its_publication(desk, post):
    fields = {"change_note": "Fixed a sign", "change_kind": "correction"}
    desk.post(edit_url(post), edited_form(post, "A draft.", **fields))
    assert not PublishedVersion.objects.filter(is_listed=True).exists()
    panel = panel_of(desk, post)
    assert "Fixed a sign" in panel.get_text()
    publishing = {**edited_form(post, "A draft.", **fields), "action-publish": "1"}
    assert desk.post(edit_url(post), publishing).status_code == 302
    assert PublishedVersion.objects.of(post).first().note == "Fixed a sign"
    assert BlogPostPage.objects.get(pk=post.pk).standing_changes
    assert "Fixed a sign" not in panel_of(desk, post).get_text()


def test_who_writes_a_new_post_is_not_asked(desk, blog):
    draft = BlogPostPageFactory(
        parent=blog, live=False, first_published_at=None, last_published_at=None
    )
    assert panel_of(desk, draft) is None


def test_a_note_is_bounded(desk, post):
    publishing = {**edited_form(post, "New.", change_note="x" * 301), "action-publish": "1"}
    assert desk.post(edit_url(post), publishing).status_code == 200
    assert not PublishedVersion.objects.exists()
