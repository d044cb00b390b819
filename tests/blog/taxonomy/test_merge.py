from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from blog.models import Author, BlogPostPage, PostAuthor
from blog.taxonomy.merge import merge
from config.background.scheduler import publish_due
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory, UserFactory


@pytest.fixture
def rows(kind):
    """The one that stays, and the one that is merged into it."""
    return kind.create("Stays"), kind.create("Goes")


def publish(post, kind, *names):
    kind.give(post, *names)
    post.save_revision().publish()
    return BlogPostPage.objects.get(pk=post.pk)


def save_draft(post, kind, *names, **kwargs):
    draft = post.get_latest_revision_as_object()
    kind.give(draft, *names)
    return draft.save_revision(**kwargs)


def reread(revision):
    return Revision.objects.get(pk=revision.pk).as_object()


def test_posts_and_all_their_revisions_name_the_one_that_stays(blog, post, kind, rows):
    survivor, other = rows
    older = publish(post, kind, other).latest_revision
    draft = save_draft(post, kind, other)
    tomorrow = timezone.now() + timedelta(days=1)
    waiting = BlogPostPageFactory(parent=blog, live=False)
    scheduled = save_draft(waiting, kind, other, approved_go_live_at=tomorrow)
    assert merge(survivor, [other], user=None) == 1
    assert not kind.model.objects.filter(pk=other.pk).exists()
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == ["Stays"]
    for revision in (older, draft, scheduled):
        assert kind.names(reread(revision)) == ["Stays"]


def test_hidden_posts_are_merged_too(hidden_posts, kind, rows):
    survivor, other = rows
    for post in hidden_posts.values():
        kind.give(post, other)
        post.save()
    merge(survivor, [other], user=None)
    for post in hidden_posts.values():
        assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == ["Stays"]


def test_a_post_that_names_both_names_one_in_the_first_place(post, kind, rows):
    survivor, other = rows
    third = kind.create("Third")
    publish(post, kind, other, third, survivor)
    draft = save_draft(post, kind, other, third, survivor)
    merge(survivor, [other], user=None)
    expected = ["Stays"] if kind.model.__name__ == "Series" else ["Stays", "Third"]
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == expected
    assert kind.names(reread(draft)) == expected


def test_the_order_of_authors_is_the_order_they_sign_in_not_of_their_rows(post):
    stays, goes, third = AuthorFactory.create_batch(3)
    for author, place in [(stays, 2), (third, 1), (goes, 0)]:
        PostAuthor.objects.create(post=post, author=author, sort_order=place)
    merge(stays, [goes], user=None)
    assert BlogPostPage.objects.get(pk=post.pk).authors == [stays, third]


def test_a_merged_revision_is_restored_and_published(post, kind, rows, desk):
    survivor, other = rows
    publish(post, kind, survivor, other)
    older = save_draft(post, kind, other, survivor)
    save_draft(post, kind)
    merge(survivor, [other], user=None)
    page = desk.get(f"/admin/pages/{post.pk}/revisions/{older.pk}/revert/")
    assert page.status_code == 200
    reread(older).save_revision().publish()
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == ["Stays"]


def test_a_merged_revision_is_published_on_time(post, kind, rows):
    survivor, other = rows
    past = timezone.now() - timedelta(minutes=1)
    save_draft(post, kind, survivor, other, approved_go_live_at=past)
    merge(survivor, [other], user=None)
    publish_due()
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == ["Stays"]


def test_merging_again_changes_nothing(post, kind, rows):
    survivor, other = rows
    publish(post, kind, other)
    merge(survivor, [other], user=None)
    content = Revision.objects.get().content
    assert merge(survivor, [other], user=None) == 0
    assert merge(survivor, [survivor], user=None) == 0
    assert Revision.objects.get().content == content
    assert ModelLogEntry.objects.filter(action="blog.merge").count() == 1


def test_a_survivor_deleted_meanwhile_takes_nothing(post, kind, rows):
    survivor, other = rows
    publish(post, kind, other)
    kind.model.objects.filter(pk=survivor.pk).delete()
    with pytest.raises(kind.model.DoesNotExist):
        merge(survivor, [other], user=None)
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == ["Goes"]


def test_other_revisions_are_left_alone(blog, kind, rows):
    survivor, other = rows
    untouched = BlogPostPageFactory(parent=blog)
    revision = save_draft(untouched, kind, survivor)
    before = Revision.objects.filter(pk=revision.pk).values_list("content", flat=True).get()
    merge(survivor, [other], user=None)
    assert Revision.objects.get(pk=revision.pk).content == before


def test_the_merge_is_logged(editor, kind, rows):
    merge(rows[0], [rows[1]], user=editor)
    entry = ModelLogEntry.objects.get(action="blog.merge")
    assert (entry.user, entry.object_id) == (editor, str(rows[0].pk))
    assert entry.message == "Took the place of: Goes"


def index_references(post) -> set[tuple[str, str]]:
    ReferenceIndex.create_or_update_for_object(post)
    return set(ReferenceIndex.objects.values_list("to_object_id", "content_path"))


def test_the_reference_index_agrees_with_the_rows(post, kind, rows):
    survivor, other = rows
    index_references(publish(post, kind, other, survivor))
    merge(survivor, [other], user=None)
    moved = set(ReferenceIndex.objects.values_list("to_object_id", "content_path"))
    assert index_references(BlogPostPage.objects.get(pk=post.pk)) == moved
    assert not ReferenceIndex.get_references_to(other).exists()


def test_an_author_without_a_user_takes_over_that_of_a_merged_one(post):
    user = UserFactory(group="Authors")
    stays, goes = AuthorFactory(), AuthorFactory(user=user)
    PostAuthor.objects.create(post=post, author=goes)
    merge(stays, [goes], user=None)
    user = type(user).objects.get(pk=user.pk)
    assert user.author == stays
    assert post.permissions_for_user(user).can_edit()


def test_an_author_with_a_user_keeps_that_one(db):
    stays, goes = AuthorFactory(user=UserFactory()), AuthorFactory(user=UserFactory())
    merge(stays, [goes], user=None)
    assert Author.objects.get().user == stays.user


def test_queries_do_not_grow_with_posts(blog, count_queries):
    def merge_one(posts: int) -> int:
        stays, goes = TagFactory.create_batch(2)
        for post in BlogPostPageFactory.create_batch(posts, parent=blog, tags=[stays, goes]):
            post.save_revision()
        return count_queries(lambda: merge(stays, [goes], user=None))

    merge_one(1)
    assert merge_one(10) == merge_one(30)
