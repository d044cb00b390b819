from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from blog.models import BlogPostPage, Tag
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory, UserFactory


def url(action: str, *pages: Page) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/wagtailcore/page/{action}/?{ids}&next=/admin/posts/"


def reread(post) -> BlogPostPage:
    return BlogPostPage.objects.get(pk=post.pk)


def draft_tags(post) -> list[str]:
    return sorted(tag.name for tag in reread(post).get_latest_revision_as_object().shown_tags)


def live_tags(post) -> list[str]:
    return sorted(tag.name for tag in reread(post).shown_tags)


@pytest.fixture
def published(post):
    post.save_revision().publish()
    return reread(post)


def test_tags_are_added_and_a_clean_live_post_is_published_again(desk, published, told):
    TagFactory(name="Drift")
    assert desk.get(url("add_tags", published)).status_code == 200
    response = desk.post(url("add_tags", published), {"tags": "drift, New one"}, follow=True)
    assert told(response) == ["1 post was changed."]
    assert live_tags(published) == ["Drift", "New one"]
    assert not reread(published).has_unpublished_changes


def test_a_post_with_unpublished_changes_keeps_them_in_the_draft(desk, published):
    draft = published.get_latest_revision_as_object()
    draft.title = "Not yet"
    draft.save_revision()
    desk.post(url("add_tags", published), {"tags": "Drift"})
    assert (live_tags(published), draft_tags(published)) == ([], ["Drift"])
    assert reread(published).title == "Watching for drift"
    assert reread(published).get_latest_revision_as_object().title == "Not yet"


def test_a_draft_stays_one(desk, blog):
    draft = BlogPostPageFactory(parent=blog, live=False)
    desk.post(url("add_tags", draft), {"tags": "Drift"})
    assert not reread(draft).live
    assert draft_tags(draft) == live_tags(draft) == ["Drift"]


def test_tags_are_removed(desk, blog):
    kept, gone = TagFactory(name="Kept"), TagFactory(name="Gone")
    post = BlogPostPageFactory(parent=blog, tags=[kept, gone])
    assert desk.post(url("remove_tags", post), {"tags": "Unknown"}).context["form"].errors
    assert not Tag.objects.filter(name="Unknown").exists()
    desk.post(url("remove_tags", post), {"tags": "Gone"})
    assert live_tags(post) == draft_tags(post) == ["Kept"]


def test_an_author_is_added_last_and_once(desk, blog):
    first, second = AuthorFactory.create_batch(2)
    post = BlogPostPageFactory(parent=blog, authors=[first])
    for _time in range(2):
        desk.post(url("add_author", post), {"author": second.pk})
    assert reread(post).authors == [first, second]
    assert reread(post).revisions.count() == 1


def test_what_changes_nothing_leaves_no_revision(desk, blog, told):
    post = BlogPostPageFactory(parent=blog, tags=[TagFactory(name="Drift")])
    response = desk.post(url("add_tags", post), {"tags": "drift"}, follow=True)
    assert told(response) == ["0 posts were changed."]
    assert not reread(post).revisions.exists()


def test_the_change_is_in_the_posts_history(desk, editor, published):
    desk.post(url("add_tags", published), {"tags": "Drift, Skew"})
    entry = PageLogEntry.objects.get(action="blog.add_tags")
    assert (entry.user, entry.page_id) == (editor, published.pk)
    assert entry.message == "Added the tags: Drift, Skew"
    assert b"Added the tags" in desk.get(f"/admin/pages/{published.pk}/history/").content


def test_pages_that_are_no_posts_are_passed_over(desk, blog, published):
    page = desk.get(url("add_tags", blog, published)).context
    assert [entry["item"] for entry in page["items"]] == [published]
    assert [entry["item"] for entry in page["items_with_no_access"]] == [blog]
    desk.post(url("add_tags", blog, published), {"tags": "Drift"})
    assert live_tags(published) == ["Drift"]


def locked(post):
    post.locked, post.locked_by = True, UserFactory()
    post.save()


def scheduled(post):
    post.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))


def aliased(post):
    BlogPostPage.objects.filter(pk=post.pk).update(alias_of=post.get_parent())


@pytest.mark.parametrize("keep", [locked, scheduled, aliased])
def test_what_the_editor_would_refuse_is_left_alone(desk, published, keep):
    keep(published)
    desk.post(url("add_tags", published), {"tags": "Drift"})
    assert draft_tags(published) == live_tags(published) == []


def test_authors_change_their_own_posts_only_and_publish_none(client, blog, published):
    writer = UserFactory(group="Authors")
    own = BlogPostPageFactory(parent=blog, owner=writer)
    client.force_login(writer)
    client.post(url("add_tags", own, published), {"tags": "Drift"})
    assert (live_tags(own), draft_tags(own)) == ([], ["Drift"])
    assert reread(own).has_unpublished_changes
    assert draft_tags(published) == []


@pytest.mark.parametrize("action", ["add_tags", "remove_tags", "add_author"])
def test_who_has_no_role_changes_nothing(client, published, action):
    client.force_login(UserFactory())
    response = client.post(url(action, published), {"tags": "Drift", "author": "1"})
    assert response.status_code == 302
    assert draft_tags(published) == []


def test_an_invalid_draft_is_told_and_the_others_are_changed(desk, blog, published, told):
    broken = BlogPostPageFactory(parent=blog)
    revision = broken.save_revision()
    revision.content["title"] = ""
    revision.save()
    response = desk.post(url("add_tags", broken, published), {"tags": "Drift"}, follow=True)
    assert len(told(response)) == 2
    assert live_tags(published) == ["Drift"]
    assert draft_tags(broken) == []


def test_all_in_a_listing_means_all_that_its_filters_show(desk, blog, published):
    tag = TagFactory(name="Old")
    tagged = BlogPostPageFactory(parent=blog, tags=[tag])
    address = f"/admin/bulk/wagtailcore/page/add_tags/?tag={tag.pk}&id=all&childOf={blog.pk}"
    desk.post(f"{address}&next=/admin/", {"tags": "Drift"})
    assert live_tags(tagged) == ["Drift", "Old"]
    assert live_tags(published) == []
