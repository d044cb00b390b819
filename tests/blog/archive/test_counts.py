"""Topics and months are counted once per change, and never of what is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import BlogPostPage
from search.public import visibility
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    SeriesFactory,
    TagFactory,
)
from tests.people import restrict

COUNTED = {
    "/blog/tags/": "tags",
    "/blog/series/": "series_list",
    "/blog/authors/": "authors",
    "/blog/archive/": "years",
}


def counts(client, path):
    rows = client.get(path).context[COUNTED[path]]
    return [getattr(row, "period", row).post_count for row in rows]


@pytest.mark.parametrize("path", COUNTED)
def test_it_is_counted_anew_with_each_change(client, blog, generation, count_queries, path):
    topics = {"tags": [TagFactory()], "series": SeriesFactory(), "authors": [AuthorFactory()]}
    first = BlogPostPageFactory(parent=blog, **topics)
    assert counts(client, path) == [1]
    assert count_queries(lambda: client.get(path)) <= 1
    second = BlogPostPageFactory(parent=blog, **topics)
    generation.change()
    assert counts(client, path) == [2]
    restrict(second, "login")
    generation.change()
    assert counts(client, path) == [1]
    first.delete()
    generation.change()
    assert counts(client, path) == []


@pytest.mark.parametrize("path", COUNTED)
def test_what_expires_leaves_it_without_a_change(client, blog, generation, monkeypatch, path):
    BlogPostPageFactory(
        parent=blog,
        tags=[TagFactory()],
        series=SeriesFactory(),
        authors=[AuthorFactory()],
        expire_at=timezone.now() + timedelta(hours=1),
    )
    assert counts(client, path) == [1]
    # The database's own clock, by which pages expire, is past the date too.
    BlogPostPage.objects.update(expire_at=timezone.now())
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(visibility.timezone, "now", lambda: later)
    assert counts(client, path) == []


def test_two_blogs_do_not_share_counts(client, home, blog, generation):
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    tag = TagFactory()
    BlogPostPageFactory(parent=blog, tags=[tag])
    assert len(client.get("/blog/tags/").context["tags"]) == 1
    assert len(client.get(f"{notes.url}tags/").context["tags"]) == 0


def test_names_stand_as_in_an_index(client, blog):
    names = ["zeta", "Alpha", "Ähre", "beta", "Beta", "Ω"]
    authors = [AuthorFactory(name=name) for name in names]
    BlogPostPageFactory(
        parent=blog, tags=[TagFactory(name=name) for name in names], authors=authors
    )
    for path in ("/blog/tags/", "/blog/authors/"):
        topics = client.get(path).context[COUNTED[path]]
        assert [each.name for each in topics] == ["Ähre", "Alpha", "Beta", "beta", "zeta", "Ω"]


def test_the_index_of_authors_says_who_they_are(client, blog):
    team = AuthorFactory(name="Team", biography="Keeps services -- & it's <hard>.")
    BlogPostPageFactory(parent=blog, authors=[team])
    assert "Keeps services – &amp; it’s &lt;hard&gt;." in client.get("/blog/authors/").text
