"""The admin's search follows what is saved; a draft changes nothing of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blog.models import BlogPostPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


def found(query):
    return [page.pk for page in BlogPostPage.objects.search(query)]


def test_what_is_saved_is_found_and_what_is_deleted_is_not(post):
    post.body = post.body.stream_block.to_python([{"type": "markdown", "value": "zirconium"}])
    post.save()
    assert found("zirconium") == [post.pk]
    post.title = "Palladium"
    post.save(update_fields=["title"])
    assert found("palladium") == [post.pk]
    Page.objects.get(pk=post.pk).delete()
    assert found("zirconium") == []


def test_a_draft_is_not_found_and_writes_no_index(post):
    post.body = post.body.stream_block.to_python([{"type": "markdown", "value": "zirconium"}])
    with CaptureQueriesContext(connection) as queries:
        revision = post.save_revision()
    assert not [each["sql"] for each in queries if "indexentry" in each["sql"]]
    assert found("zirconium") == []
    revision.publish()
    assert found("zirconium") == [post.pk]
