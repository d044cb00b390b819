"""Wagtail 8 tells of a page's new slug after the commit, so a process that ends then loses it.

When this fails, undo `blog/follow_up/new_addresses.py`: redirects are made within the transaction.
"""

import pytest
from wagtail.models import Page
from wagtail.signals import page_slug_changed


@pytest.fixture
def told():
    """The slugs that pages had before those which Wagtail told of."""
    slugs = []

    def hear(instance_before, **kwargs):
        slugs.append(instance_before.slug)

    page_slug_changed.connect(hear)
    yield slugs
    page_slug_changed.disconnect(hear)


@pytest.mark.django_db
def test_stock_wagtail_tells_of_a_new_slug_after_the_commit(
    told, django_capture_on_commit_callbacks
):
    page = Page.get_first_root_node().add_child(instance=Page(title="Stock", slug="stock"))
    with django_capture_on_commit_callbacks() as callbacks:
        page.slug = "renamed"
        page.save()
    assert not told
    for callback in callbacks:
        callback()
    assert told == ["stock"]
