import pytest
from wagtail.search.backends import get_search_backend

from blog.models import BlogPostPage
from blog.taxonomy.merge import merge
from blog.taxonomy.reindexing import enqueue_reindex, reindex_posts
from tests.factories import BlogPostPageFactory, TagFactory


@pytest.fixture(autouse=True)
def at_once(settings):
    """Run background tasks where they are asked for."""
    settings.TASKS = {
        name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
        for name in ("default", "background")
    }


@pytest.fixture
def tagged(blog):
    tag = TagFactory(name="Quuxwort")
    return BlogPostPageFactory(parent=blog, tags=[tag]), tag


def found(words: str) -> list[BlogPostPage]:
    return list(get_search_backend().search(words, BlogPostPage))


def test_posts_are_found_by_the_new_name_of_a_tag(tagged):
    post, tag = tagged
    reindex_posts.func([post.pk])
    assert found("Quuxwort") == [post]
    tag.name = "Flumbert"
    tag.save()
    assert found("Quuxwort") == []
    assert found("Flumbert") == [post]


def test_posts_are_found_by_the_tag_that_theirs_was_merged_into(tagged):
    post, tag = tagged
    reindex_posts.func([post.pk])
    merge(TagFactory(name="Flumbert"), [tag], user=None)
    assert found("Quuxwort") == []
    assert found("Flumbert") == [post]


def test_a_new_name_or_none_at_all_asks_for_nothing(kind, monkeypatch):
    asked = []
    monkeypatch.setattr("blog.taxonomy.reindexing.enqueue_reindex", asked.append)
    row = kind.create("Named")
    row.save(update_fields=["slug"])
    assert asked == []
    row.save()
    assert asked == [set()]


def test_nothing_is_queued_for_no_posts(count_queries):
    assert count_queries(lambda: enqueue_reindex([])) == 0


def test_each_post_takes_at_most_one_query_of_its_own(blog, count_queries):
    posts = BlogPostPageFactory.create_batch(30, parent=blog, tags=TagFactory.create_batch(3))
    pks = [post.pk for post in posts]
    reindex_posts.func(pks)
    few = count_queries(lambda: reindex_posts.func(pks[:10]))
    assert count_queries(lambda: reindex_posts.func(pks)) <= few + 20
