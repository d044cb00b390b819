"""Tallies are counted once per change, and never of what is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import BlogPostPage
from search import visibility
from tests.conftest import restrict
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    SeriesFactory,
    TagFactory,
)

TALLIES = {"/blog/tags/": "tags", "/blog/series/": "series_list", "/blog/archive/": "years"}


def tally(client, path):
    rows = client.get(path).context[TALLIES[path]]
    return [getattr(row, "period", row).post_count for row in rows]


@pytest.mark.parametrize("path", TALLIES)
def test_it_is_counted_anew_with_each_change(client, blog, generation, count_queries, path):
    topics = {"tags": [TagFactory()], "series": SeriesFactory()}
    first = BlogPostPageFactory(parent=blog, **topics)
    assert tally(client, path) == [1]
    assert count_queries(lambda: client.get(path)) <= 1
    second = BlogPostPageFactory(parent=blog, **topics)
    generation.change()
    assert tally(client, path) == [2]
    restrict(second, "login")
    generation.change()
    assert tally(client, path) == [1]
    first.delete()
    generation.change()
    assert tally(client, path) == []


@pytest.mark.parametrize("path", TALLIES)
def test_what_expires_leaves_it_without_a_change(client, blog, generation, monkeypatch, path):
    BlogPostPageFactory(
        parent=blog,
        tags=[TagFactory()],
        series=SeriesFactory(),
        expire_at=timezone.now() + timedelta(hours=1),
    )
    assert tally(client, path) == [1]
    # The database's own clock, by which pages expire, is past the date too.
    BlogPostPage.objects.update(expire_at=timezone.now())
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(visibility.timezone, "now", lambda: later)
    assert tally(client, path) == []


def test_two_blogs_do_not_share_tallies(client, home, blog, generation):
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    tag = TagFactory()
    BlogPostPageFactory(parent=blog, tags=[tag])
    assert len(client.get("/blog/tags/").context["tags"]) == 1
    assert len(client.get(f"{notes.url}tags/").context["tags"]) == 0
