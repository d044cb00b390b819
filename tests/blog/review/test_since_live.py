"""Whatever in the admin leads to a comparison leads to ours."""

import re

import pytest
from django.urls import reverse

from tests.blog.review.drafts import HIGH, LOW, change, since_live
from tests.factories import BlogPostPageFactory, StandardPageFactory

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
