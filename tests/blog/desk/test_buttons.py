"""What the header of a page in the admin offers."""

from datetime import UTC, datetime

from django.urls import reverse

from tests.factories import BlogPostPageFactory

# JSON keeps milliseconds.
DATE = datetime(2026, 1, 1, tzinfo=UTC)


def test_changes_since_live_are_one_click_away(desk, blog):
    body = [("markdown", "The rate is high.")]
    post = BlogPostPageFactory(parent=blog, body=body, display_date=DATE)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    comparison = reverse("wagtailadmin_pages:revisions_compare", args=[post.pk, "live", "latest"])
    assert comparison not in desk.get(address).content.decode()
    draft = post.get_latest_revision_as_object()
    draft.body = [("markdown", "The rate is low.")]
    draft.save_revision()
    assert comparison in desk.get(address).content.decode()
    page = desk.get(comparison)
    (shown,) = page.context["comparison"]
    assert "high" in shown.htmldiff()
    assert "1 word added" in " ".join(page.content.decode().split())
