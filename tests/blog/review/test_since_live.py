"""Whatever in the admin leads to a comparison leads to ours; the dashboard does by one click."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import PostAuthor
from blog.review.since_live import changed_pages
from tests.blog.review.drafts import HIGH, LOW, change, since_live
from tests.factories import AuthorFactory, BlogPostPageFactory, StandardPageFactory, UserFactory

COMPARISON = re.compile(r'href="(/admin/pages/\d+/revisions/compare/[^"]+)"')


def comparisons(client, name: str, *args: object) -> set[str]:
    """Return the comparisons that a page of the admin leads to."""
    return set(COMPARISON.findall(client.get(reverse(name, args=args)).content.decode()))


@pytest.fixture
def pages(blog, home, post):
    """Return a post and a standard page, each published and changed since."""
    made = [
        BlogPostPageFactory(parent=blog, body=[("markdown", HIGH)]),
        StandardPageFactory(parent=home, body=[{"type": "markdown", "value": HIGH}]),
    ]
    for page in made:
        page.save_revision().publish()
        change(page, LOW)
    return made


def test_every_comparison_that_wagtail_offers_is_ours(desk, pages, editor, writer):
    for page in pages:
        page.refresh_from_db()
        workflow = page.get_workflow().start(page, writer)
        found = set()
        for name, args in (
            ("wagtailadmin_home", []),
            ("wagtailadmin_pages:edit", [page.pk]),
            ("wagtailadmin_pages:history", [page.pk]),
            ("wagtailadmin_pages:workflow_history_detail", [page.pk, workflow.pk]),
        ):
            leading = {each for each in comparisons(desk, name, *args) if f"/{page.pk}/" in each}
            found |= leading
        assert since_live(page) in found
        for address in found:
            shown = desk.get(address).content.decode()
            assert "body-changes" in shown
            assert "comparison__child-object" not in shown
            assert "display_date" not in shown.lower()


def test_what_waits_or_is_ones_own_is_one_click_from_the_dashboard(client, pages, editor, writer):
    ours, other = pages
    AuthorFactory(user=writer)
    PostAuthor.objects.create(post=ours, author=writer.author)
    client.force_login(writer)
    assert comparisons(client, "wagtailadmin_home") & {since_live(each) for each in pages} == {
        since_live(ours)
    }
    client.force_login(editor)
    assert since_live(ours) not in comparisons(client, "wagtailadmin_home")
    ours.refresh_from_db()
    ours.get_workflow().start(ours, writer)
    assert since_live(ours) in comparisons(client, "wagtailadmin_home")
    other.refresh_from_db()
    other.locked, other.locked_by, other.locked_at = True, editor, timezone.now()
    other.save()
    assert since_live(other) in comparisons(client, "wagtailadmin_home")


def test_who_may_no_longer_edit_a_page_is_not_led_to_it(client, pages):
    (page, _other) = pages
    former = UserFactory(group="Authors")
    change(page, "Once mine.", user=former)
    client.force_login(former)
    assert since_live(page) not in comparisons(client, "wagtailadmin_home")


def test_the_dashboard_asks_no_more_for_more_pages(blog, editor, django_assert_num_queries):
    def add_pages(count):
        for _number in range(count):
            change(BlogPostPageFactory(parent=blog, owner=editor), LOW)

    add_pages(2)
    changed_pages(editor)
    with CaptureQueriesContext(connection) as few:
        assert len(changed_pages(editor)) == 2
    add_pages(4)
    with django_assert_num_queries(len(few)):
        assert len(changed_pages(editor)) == 6


def test_a_page_without_changes_offers_none(desk, post, editor):
    post.owner = editor
    post.save()
    assert not comparisons(desk, "wagtailadmin_home")
