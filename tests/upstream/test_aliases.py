"""Wagtail's own handling of aliases, on its stock page type; each test names what to undo.

When one of them fails, Wagtail has mended it.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from tests.people import restrict

pytestmark = pytest.mark.django_db


def add_page(parent, slug, **kwargs) -> Page:
    return parent.add_child(instance=Page(title=slug, slug=slug, **kwargs))


@pytest.fixture
def root() -> Page:
    return add_page(Page.get_first_root_node(), "stock")


def test_an_alias_of_a_draft_goes_live_when_its_source_is_scheduled(root):
    """wagtail#11344. Undo `GuardedMixin.update_aliases` in search/public/restrictions.py."""
    draft = add_page(root, "draft", live=False)
    alias = draft.create_alias(update_slug="alias")
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    draft.refresh_from_db()
    alias.refresh_from_db()
    assert not draft.live
    assert alias.live


def test_an_alias_of_what_stands_below_a_private_page_is_open(root):
    """Undo `get_view_restrictions` and `_deciding_pages` in search/public/restrictions.py."""
    private = restrict(add_page(root, "private"), "login")
    child = add_page(private, "child")
    alias = child.create_alias(parent=root, update_slug="alias")
    assert child.get_view_restrictions().exists()
    assert not alias.get_view_restrictions().exists()


def test_the_privacy_that_is_set_on_an_alias_is_ignored(root):
    """Undo the same."""
    alias = restrict(add_page(root, "page").create_alias(update_slug="alias"), "login")
    assert not alias.get_view_restrictions().exists()
