"""The front page says what the newest posts are about, and never of what is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.sections import overview
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    SeriesFactory,
    TagFactory,
)
from tests.people import restrict


@pytest.fixture
def tags(db):
    return [TagFactory(name=name, slug=name) for name in ("llm", "python", "sqlite")]


def shown(client):
    found = client.get("/").context["overview"]
    return [[each.name for each in part] for part in (found.tags, found.series, found.authors)]


def test_topics_come_by_use_series_and_authors_by_date(client, blog, tags, hidden_posts):
    llm, python, sqlite = tags
    ann, bob, eve = (AuthorFactory(name=name) for name in ("Ann", "Bob", "Eve"))
    old, new = SeriesFactory(name="Old"), SeriesFactory(name="New")
    posts = [
        (1, [sqlite, python], [bob, ann], new),
        (2, [python], [ann], None),
        (3, [llm], [eve], old),
    ]
    for days, topics, authors, series in posts:
        date = timezone.now() - timedelta(days=days)
        BlogPostPageFactory(
            parent=blog, display_date=date, tags=topics, authors=authors, series=series
        )
    assert shown(client) == [["python", "sqlite", "llm"], ["New", "Old"], ["Bob", "Ann", "Eve"]]


def test_each_points_into_the_blog_of_its_newest_post(client, home, blog, tags):
    notes = BlogIndexPageFactory(parent=home, title="Notes", slug="notes")
    for index, days, tag in [(blog, 2, tags[0]), (notes, 1, tags[0]), (blog, 3, tags[1])]:
        date = timezone.now() - timedelta(days=days)
        BlogPostPageFactory(parent=index, display_date=date, tags=[tag])
    page = client.get("/").text
    assert '<a href="/notes/tags/llm/">llm</a>' in page
    assert '<a href="/blog/tags/python/">python</a>' in page
    for path in ("/notes/tags/llm/", "/blog/tags/python/"):
        assert client.get(path).status_code == 200


def test_a_private_blog_gives_nothing(client, blog, tags):
    BlogPostPageFactory(parent=blog, tags=tags)
    restrict(blog, "login")
    assert shown(client) == [[], [], []]


def test_only_the_newest_posts_are_looked_at(client, blog, tags, monkeypatch):
    monkeypatch.setattr(overview, "LOOKED_AT", 1)
    for days, tag in enumerate(tags):
        date = timezone.now() - timedelta(days=days)
        BlogPostPageFactory(parent=blog, display_date=date, tags=[tag])
    assert shown(client)[0] == ["llm"]


def test_an_empty_site_has_no_overview(client, blog):
    assert 'class="overview"' not in client.get("/").text
