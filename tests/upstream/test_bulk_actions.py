"""Wagtail 8.0: "select all in this listing" takes pages that the listing's filters leave out.

When this fails, `PostBulkAction.get_all_objects_in_listing_query` in blog/desk/post_actions.py
can go.
"""

import pytest
from django.test import RequestFactory
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.models import Page

from tests.factories import UserFactory


@pytest.mark.django_db
def test_stock_bulk_actions_forget_the_filters_of_a_listing():
    root = Page.get_first_root_node()
    page = root.add_child(instance=Page(title="Of nobody", slug="nobody"))
    owner = UserFactory()
    request = RequestFactory().get(f"/?id=all&childOf={root.pk}&owner={owner.pk}")
    request.user = owner
    found = PublishBulkAction(request, Page).get_all_objects_in_listing_query(str(root.pk))
    assert page.pk in list(found)
