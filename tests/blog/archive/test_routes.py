"""Where topics are listed: the address that a topic has, its route, its feed, the kept slugs."""

import re

import pytest

from blog.archive.routes import ARCHIVE, TOPIC, is_shadowed
from tests.factories import AuthorFactory, BlogPostPageFactory, SeriesFactory, TagFactory

TOPICS = [AuthorFactory, SeriesFactory, TagFactory]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", TOPICS)
def test_a_topics_address_is_routed_fed_and_kept(client, blog, factory):
    topic = factory(slug="münchen-2")
    field = {AuthorFactory: "authors", TagFactory: "tags", SeriesFactory: "series"}[factory]
    BlogPostPageFactory(parent=blog, **{field: topic if field == "series" else [topic]})
    kind, slug = re.fullmatch(TOPIC, topic.post_list_path).group("kind", "slug")
    assert slug == topic.slug
    assert is_shadowed(kind)
    assert client.get(f"{blog.url}{topic.post_list_path}").status_code == 200
    assert client.get(f"{blog.url}{topic.post_list_path}feed.xml").status_code == 200


@pytest.mark.django_db
def test_the_archives_address_is_routed_and_kept(client, blog):
    assert is_shadowed(ARCHIVE)
    assert client.get(f"{blog.url}{ARCHIVE}/").status_code == 200
