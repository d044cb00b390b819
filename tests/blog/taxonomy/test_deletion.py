from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from blog.models import BlogPostPage
from blog.taxonomy.usage import POSTS_SHOWN, usage_of
from tests.factories import BlogPostPageFactory


@pytest.fixture
def row(kind):
    return kind.create("Named")


def live(post, kind, row):
    kind.give(post, row)
    post.save()


def newest_draft(post, kind, row):
    draft = post.get_latest_revision_as_object()
    kind.give(draft, row)
    draft.save_revision()


def scheduled(post, kind, row):
    draft = post.get_latest_revision_as_object()
    kind.give(draft, row)
    draft.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    kind.give(draft)
    draft.save_revision()


def older(post, kind, row):
    newest_draft(post, kind, row)
    draft = post.get_latest_revision_as_object()
    kind.give(draft)
    draft.save_revision()


def delete_url(kind, row, way):
    return kind.url("delete", row.pk) if way == "one" else kind.bulk_url("delete", row)


ways = pytest.mark.parametrize("way", ["one", "bulk"])


@ways
@pytest.mark.parametrize("name_it", [live, newest_draft, scheduled])
def test_what_a_post_names_now_is_not_deleted(desk, post, kind, row, name_it, way):
    name_it(post, kind, row)
    url = delete_url(kind, row, way)
    page = desk.get(url).content.decode()
    assert "so it can’t be deleted" in page
    assert "Watching for drift" in page
    assert "Yes, delete" not in page
    assert "so it can’t be deleted" in desk.post(url, follow=True).content.decode()
    assert kind.model.objects.filter(pk=row.pk).exists()


@ways
def test_what_older_versions_name_is_deleted_after_a_warning(desk, post, kind, row, way):
    older(post, kind, row)
    url = delete_url(kind, row, way)
    page = desk.get(url).content.decode()
    assert "in older versions only" in page
    assert "Watching for drift" in page
    assert "Yes, delete" in page
    desk.post(url)
    assert not kind.model.objects.filter(pk=row.pk).exists()


@ways
def test_what_nothing_names_is_deleted_without_a_warning(desk, post, kind, row, way):
    url = delete_url(kind, row, way)
    page = desk.get(url).content.decode()
    assert "Merge it" not in page
    desk.post(url)
    assert not kind.model.objects.filter(pk=row.pk).exists()


def test_several_are_deleted_together_or_not_at_all(desk, post, kind, row):
    idle = kind.create("Idle")
    live(post, kind, row)
    response = desk.post(kind.bulk_url("delete", row, idle), follow=True)
    assert "Nothing was deleted" in response.content.decode()
    assert kind.model.objects.count() == 2


def test_the_deletion_of_one_is_logged(desk, kind, row):
    desk.post(kind.url("delete", row.pk))
    assert ModelLogEntry.objects.filter(action="wagtail.delete", label="Named").exists()


def test_hidden_posts_count(hidden_posts, kind, row):
    for post in hidden_posts.values():
        live(post, kind, row)
    found = usage_of([row])[row.pk]
    assert found.current == {post.pk for post in hidden_posts.values()}


def test_a_post_is_counted_once_and_only_the_first_are_shown(desk, blog, kind, row):
    posts = BlogPostPageFactory.create_batch(POSTS_SHOWN + 2, parent=blog)
    for post in posts:
        live(post, kind, row)
        older(post, kind, row)
    usage = desk.get(kind.url("delete", row.pk)).context["usage"]
    assert (usage.current_count, usage.older_count) == (POSTS_SHOWN + 2, 0)
    assert len(usage.current) == POSTS_SHOWN


def test_the_page_leads_to_a_merge(desk, post, kind, row):
    live(post, kind, row)
    page = desk.get(kind.url("delete", row.pk)).content.decode()
    link = page.split('href="/admin/bulk/')[1].split('"')[0].replace("&amp;", "&")
    form = desk.get(f"/admin/bulk/{link}")
    assert form.context["form"].chosen == [row]


def test_a_script_may_delete_what_posts_name(post, kind, row):
    live(post, kind, row)
    row.delete()
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == []


def test_queries_of_the_delete_page_do_not_grow_with_posts(desk, blog, kind, row, count_queries):
    def name_in(posts: int) -> int:
        for post in BlogPostPageFactory.create_batch(posts, parent=blog):
            live(post, kind, row)
            older(post, kind, row)
        return count_queries(lambda: desk.get(kind.url("delete", row.pk)))

    name_in(1)
    assert name_in(POSTS_SHOWN) == name_in(3 * POSTS_SHOWN)
