"""A null that is stored where a block or an item should say something."""

import json

import pytest
from wagtail.models import Revision

from blog.models import BlogPostPage
from tests.blog.blocks.values import full_values
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.django_db


def nulled(name, value):
    """Yield a block that is null, and one whose items are."""
    yield {"type": name, "value": None, "id": "a"}
    if name == "gallery":
        item = {"type": "item", "value": None, "id": "b"}
        yield {"type": name, "value": {**value, "images": [item]}, "id": "c"}


def test_readers_editors_and_lists_go_on(blog, client, admin_user):
    words = {"type": "markdown", "value": "All about it.", "id": "z"}
    stored = [block for pair in full_values().items() for block in nulled(*pair)] + [words]
    post = BlogPostPageFactory(parent=blog, slug="a")
    BlogPostPage.objects.filter(pk=post.pk).update(body=stored)
    revision = post.save_revision()
    Revision.objects.filter(pk=revision.pk).update(
        content={**revision.content, "body": json.dumps(stored)}
    )
    for address in (post.url, f"{post.url}index.md", "/blog/", "/blog/feed.xml"):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
    assert b"All about it." in client.get(post.url).content
    client.force_login(admin_user)
    assert client.get(f"/admin/pages/{post.pk}/edit/").status_code == 200
