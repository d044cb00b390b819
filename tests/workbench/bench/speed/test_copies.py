"""A copied post is as public, as listed and as easily found as the one it was made of."""

import pytest

from blog.models import BlogIndexPage, BlogPostPage
from search.database.engines import engine
from search.index.vocabulary import wrong_counts
from search.upkeep.writing import index_keys
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory
from tests.workbench.bench.speed.copies import copy_posts

MADE, COPIES = ("post-1", "post-2"), {"post-3": "post-1", "post-4": "post-2", "post-5": "post-1"}


@pytest.fixture
def copied(blog) -> BlogIndexPage:
    topics = {"tags": [TagFactory(slug="metal")], "authors": [AuthorFactory()]}
    posts = [
        BlogPostPageFactory(parent=blog, slug=slug, title=f"Quicksilver {slug}", **topics)
        for slug in MADE
    ]
    BlogPostPageFactory(parent=blog, slug="another")
    index_keys([post.pk for post in posts])
    copy_posts(len(MADE) + len(COPIES))
    return BlogIndexPage.objects.get(pk=blog.pk)


def test_copies_are_read_and_listed(client, copied):
    for slug, original in COPIES.items():
        page = client.get(f"{copied.url}{slug}/").context["page"]
        assert (page.slug, page.title) == (slug, f"Quicksilver {original}")
        assert [len(page.authors), len(page.shown_tags)] == [1, 1]
    teasers = client.get(f"{copied.url}tags/metal/").context["teasers"]
    assert {post.slug for post in teasers.items} == {*MADE, *COPIES}


def test_copies_are_found_and_counted(client, copied):
    found = client.get("/search/?q=quicksilver").content.decode()
    assert all(f"{copied.url}{slug}/" in found for slug in COPIES)
    assert (engine().find_faults(), wrong_counts()) == ([], {})


def test_the_tree_knows_of_copies(copied):
    assert not any(BlogPostPage.find_problems())
    assert copied.numchild == 1 + len(MADE) + len(COPIES)
    assert BlogPostPageFactory(parent=copied, slug="afterwards").pk
