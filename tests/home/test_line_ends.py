"""What browsers saved with `\\r\\n`: mended once, without a Document that goes stale."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import rich_text, streamfield

from blog.blocks.body_field import row_hash
from blog.models import BlogPostPage, StoredDocument
from tests.factories import BlogPostPageFactory, UserFactory
from tests.forms import post_form

pytestmark = pytest.mark.django_db
TEXT = "One $\\rho$\r\n\r\ntwo\rthree"
TABLE = {
    "columns": [{"type": "text", "heading": "a\r\nb"}],
    "rows": [{"values": ["c\r\nd"]}],
    "caption": "",
}
BODY = [
    ("markdown", TEXT),
    ("code", {"language": "text", "code": TEXT, "output": TEXT}),
    ("math", {"latex": "a\r\n+ b"}),
    ("quote", {"text": TEXT}),
    ("output", {"kind": "text", "text": TEXT}),
    ("table", TABLE),
]


def migrate():
    module = import_module("home.migrations.0005_line_ends")
    module.tidy(apps, connection.schema_editor())


@pytest.fixture
def old_post(blog):
    """A post as a browser left it: row, Document and revision."""
    post = BlogPostPageFactory(parent=blog, body=BODY, teaser="Two\r\nlines", title="Old")
    post.save_revision()
    post.store_document()
    return BlogPostPage.objects.get(pk=post.pk)


def test_what_is_stored_is_mended_and_stays_rendered(old_post):
    assert StoredDocument.objects.get(pk=old_post.pk).body_hash == row_hash(old_post.body)
    migrate()
    post = BlogPostPage.objects.get(pk=old_post.pk)
    held = json.dumps([*post.body.get_prep_value(), post.teaser])
    assert "\\r\\n" not in held
    assert "\\rho" in post.body[0].value
    assert post.body[0].value == "One $\\rho$\n\ntwo\nthree"
    assert post.find_stored_document() is not None
    revision = post.get_latest_revision_as_object()
    assert revision.body.get_prep_value() == post.body.get_prep_value()
    assert revision.teaser == "Two\nlines"


def test_a_text_of_another_type_of_page_stops_nothing(old_post):
    revision = old_post.latest_revision
    revision.content["body"] = "<p>One\r\ntwo</p>"
    revision.save()
    migrate()
    revision.refresh_from_db()
    assert revision.content["body"] == "<p>One\ntwo</p>"


def test_it_changes_nothing_the_second_time(old_post, django_assert_num_queries):
    migrate()
    before = list(Revision.objects.values_list("content", flat=True))
    migrate()
    assert list(Revision.objects.values_list("content", flat=True)) == before


def test_it_asks_no_more_for_more_revisions_that_need_nothing(blog, count_queries):
    post = BlogPostPageFactory(parent=blog)
    post.save_revision()
    before = count_queries(migrate)
    for _ in range(3):
        post.save_revision()
    assert count_queries(migrate) == before


def test_a_block_that_a_browser_sent_back_untouched_is_no_change(blog, client):
    client.force_login(UserFactory(group="Editors"))
    fields = [
        ("markdown", TEXT),
        ("rich_text", rich_text("<p>x</p>")),
        ("quote", {"text": TEXT, "source": "", "url": ""}),
        ("code", {"language": "text", "code": TEXT, "output": TEXT}),
        ("math", {"latex": "a\r\n+ b", "label": ""}),
    ]
    lines = dict.fromkeys(("teaser", "search_description"), "Two\r\nlines")
    sent = post_form(title="New", slug="new", body=streamfield(fields), **lines)
    client.post(reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk]), sent)
    post = BlogPostPage.objects.get(slug="new")
    ids = {f"body-{number}-id": block.id for number, block in enumerate(post.body)}
    client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), {**sent, **ids})
    first, second = Revision.objects.filter(object_id=str(post.pk)).order_by("pk")
    assert "\\r" not in json.dumps(first.as_object().body.get_prep_value()).replace("\\\\r", "")
    assert (first.content["teaser"], first.content["search_description"]) == ("Two\nlines",) * 2
    address = reverse("wagtailadmin_pages:revisions_compare", args=[post.pk, first.pk, second.pk])
    assert list(client.get(address).context["comparison"]) == []


@pytest.mark.parametrize(("kind", "value"), BODY)
def test_every_block_with_a_text_of_lines_is_tidied(kind, value):
    stream = BlogPostPage._meta.get_field("body").stream_block
    block = stream.child_blocks[kind]
    cleaned = block.clean(block.to_python(value))
    assert "\\r\\n" not in json.dumps(block.get_prep_value(cleaned))


def test_what_a_database_refuses_is_shown_as_replaced():
    stream = BlogPostPage._meta.get_field("body").stream_block
    block = stream.child_blocks["markdown"]
    assert block.clean("a\0b \ud800 \ud83d\ude00") == "a\ufffdb \ufffd 😀"
