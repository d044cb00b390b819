import pytest

from blog.models import BlogPostPage
from tests.factories import UserFactory


def test_an_editor_merges_the_chosen_into_one_of_them(desk, post, kind, told):
    stays, goes = kind.create("Stays"), kind.create("Goes")
    kind.give(post, goes)
    post.save()
    url = kind.bulk_url("merge", stays, goes)
    page = desk.get(url)
    assert [group for group, _rows in page.context["form"].fields["survivor"].choices][1:] == [
        "Chosen",
        "Others",
    ]
    response = desk.post(url, {"survivor": stays.pk}, follow=True)
    assert told(response) == ["1 was merged into “Stays”."]
    assert kind.names(BlogPostPage.objects.get(pk=post.pk)) == ["Stays"]


def test_one_alone_is_merged_into_another_but_not_into_itself(desk, kind):
    stays, goes = kind.create("Stays"), kind.create("Goes")
    url = kind.bulk_url("merge", goes)
    assert desk.post(url, {"survivor": goes.pk}).context["form"].errors
    assert desk.post(url, {"survivor": ""}).context["form"].errors
    assert kind.model.objects.count() == 2
    desk.post(url, {"survivor": stays.pk})
    assert list(kind.model.objects.all()) == [stays]


@pytest.mark.parametrize("group", ["Authors", None])
@pytest.mark.parametrize("action", ["merge", "delete"])
def test_others_than_editors_merge_and_delete_nothing(client, kind, group, action):
    stays, goes = kind.create("Stays"), kind.create("Goes")
    client.force_login(UserFactory(group=group))
    url = kind.bulk_url(action, goes)
    assert b"Stays" not in client.get(url).content
    client.post(url, {"survivor": stays.pk})
    assert kind.model.objects.count() == 2


def test_the_listing_counts_posts_and_offers_to_merge(desk, post, kind):
    busy, idle = kind.create("Busy"), kind.create("Idle")
    kind.give(post, busy)
    post.save()
    response = desk.get(kind.url("list"), {"ordering": "-post_count"})
    assert list(response.context["object_list"]) == [busy, idle]
    assert response.context["object_list"][0].post_count == 1
    assert "/merge/" in response.content.decode()
    assert list(desk.get(kind.url("list"), {"q": "idl"}).context["object_list"]) == [idle]
