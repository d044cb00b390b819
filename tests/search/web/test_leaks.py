"""What readers must not see is found by nothing: words, suggestions, facets, feeds, relations."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import PinnedPost, Tag
from search.models import SearchNeighbour, SearchPage, SearchWord
from search.related.neighbours import find_all_neighbours, find_neighbours
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, SearchPromotionFactory
from tests.people import restrict

QUERIES = [
    "quicksilver", "quicksilvr", "quick", "nobody may read", '"read of quicksilver"',
    "tag:hidden-tag", "author:hidden", "series:hidden-series", "in:title quicksilver",
]  # fmt: skip


@pytest.fixture
def secret_child(home, post):
    """A public-looking post below a page that asks for a login."""
    parent = restrict(BlogIndexPageFactory(parent=home, slug="secret"), "login")
    return BlogPostPageFactory(parent=parent, title="Quicksilver child")


@pytest.fixture
def stale_index(home, blog, hidden_posts, secret_child):
    """An index that holds what has become private since, as if nothing had followed."""
    tag = Tag.objects.get(slug="hidden-tag")
    kwargs = {"parent": blog, "title": "Quicksilver", "tags": [tag]}
    expired, private, draft = (BlogPostPageFactory(**kwargs) for _ in range(3))
    type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(days=1))
    type(draft).objects.filter(pk=draft.pk).update(live=False)
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=private, restriction_type="login")]
    )
    assert SearchPage.objects.filter(pk__in=[expired.pk, private.pk, draft.pk]).count() == 3


def test_a_true_index_holds_nothing_hidden(client, hidden_posts, secret_child):
    for query in QUERIES:
        check_nothing(client, query)
    assert not SearchWord.objects.filter(word__startswith="quicksil").exists()


def test_an_index_that_is_behind_shows_nothing_hidden(client, stale_index):
    for query in QUERIES:
        check_nothing(client, query)


def check_nothing(client, query):
    page = client.get("/search/", {"q": query})
    assert "quicksilver</mark>" not in page.content.decode().lower(), query
    answer = client.get("/search/", {"q": query, "format": "json"}).json()
    assert (
        "quicksilver" not in str([answer["hits"], answer["facets"], answer["correction"]]).lower()
    )
    assert "hidden" not in str([answer["hits"], answer["facets"]]).lower()
    feed = client.get("/search/feed.xml", {"q": query}).content.decode()
    assert "<entry>" not in feed or "uicksilver" not in feed.partition("<entry>")[2]
    for length in range(2, len(query) + 1):
        found = client.get("/search/suggest/", {"q": query[:length]}).json()
        found.pop("query")
        assert "quicksilver" not in str(found).lower()
        assert "hidden" not in str(found["tags"]).lower()


def test_every_way_to_hide_a_page_takes_it_from_the_index(client, home, blog):
    post = BlogPostPageFactory(parent=blog, title="Quicksilver")

    def is_found() -> bool:
        return bool(client.get("/search/", {"q": "quicksilver", "format": "json"}).json()["hits"])

    assert is_found()
    restriction = restrict(blog, "password").view_restrictions.get()
    assert not is_found()
    assert not SearchPage.objects.filter(pk=post.pk).exists()
    restriction.delete()
    assert is_found()
    secret = restrict(BlogIndexPageFactory(parent=home, slug="secret"), "login")
    post.move(secret, pos="last-child")
    assert not is_found()
    post.refresh_from_db()
    blog.refresh_from_db()
    post.move(blog, pos="last-child")
    assert is_found()
    post.refresh_from_db()
    post.unpublish()
    assert not is_found()
    post.save_revision().publish()
    assert is_found()
    post.delete()
    assert not is_found()
    call_command("search_index", "check")


def test_a_promoted_page_that_is_hidden_is_not_shown(client, post, hidden_posts, secret_child):
    for page in (*hidden_posts.values(), secret_child):
        SearchPromotionFactory(page=page, description="Of quicksilver")
    assert client.get("/search/", {"q": "drift", "format": "json"}).json()["promoted"] == []
    for query in ("drift", "dritf"):
        page = client.get("/search/", {"q": query}).content.decode()
        assert "quicksilver" not in page.lower()
    SearchPromotionFactory(page=post, description="Of quicksilver")
    assert len(client.get("/search/", {"q": "drift", "format": "json"}).json()["promoted"]) == 1


def test_hidden_posts_are_related_to_nothing(client, blog, hidden_posts, secret_child):
    public = BlogPostPageFactory(parent=blog, title="Quicksilver for readers")
    hidden = [*hidden_posts.values(), secret_child]
    for place, other in enumerate(hidden):
        PinnedPost.objects.create(post=public, pinned=other, sort_order=place)
    find_neighbours.func([public.pk, *(page.pk for page in hidden)])
    check_unrelated(client, public, hidden)
    find_all_neighbours()
    check_unrelated(client, public, hidden)
    # As if nothing had followed when they became private.
    for page in hidden:
        SearchNeighbour.objects.create(page=public, other=page, score=1)
    check_unrelated(client, public, hidden)


def check_unrelated(client, public, hidden):
    response = client.get(public.url)
    assert {page.pk for page in response.context["related_posts"]}.isdisjoint(
        page.pk for page in hidden
    )
    assert not any(page.title in response.content.decode() for page in hidden)
