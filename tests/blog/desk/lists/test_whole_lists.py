"""Who may explore all of a blog sees all of it, who may not sees no more than Wagtail shows."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from blog.bin.putting import put_in_bin
from blog.desk.lists import whole_lists
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, UserFactory


@pytest.fixture
def posts(home, blog):
    """Three posts of a blog, one of them a draft, and one of another."""
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    own = [BlogPostPageFactory(parent=blog, title=f"Own {n}", live=n != 1) for n in range(3)]
    return [*own, BlogPostPageFactory(parent=notes, title="Elsewhere")]


@pytest.fixture(params=["flat", "explorer"])
def listing(request, blog) -> str:
    flat, explorer = "/admin/posts/", reverse("wagtailadmin_explore", args=[blog.pk])
    return flat if request.param == "flat" else explorer


def shown(client, listing, **parameters) -> tuple[list[str], int]:
    """Return the titles of a listing, in order of the alphabet, and the number above it."""
    context = client.get(listing, parameters).context
    return sorted(post.title for post in context["object_list"]), context["paginator"].count


def user_who_may_change(*pages: Page) -> User:
    group = Group.objects.create(name="Guests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    for page in pages:
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
    return UserFactory(group=group.name)


@pytest.mark.parametrize("is_superuser", [True, False])
def test_all_posts_are_listed_and_counted(client, blog, posts, listing, is_superuser):
    client.force_login(UserFactory(group="Editors", is_superuser=is_superuser))
    own = ["Own 0", "Own 1", "Own 2"]
    titles = own if "posts" not in listing else ["Elsewhere", *own]
    assert shown(client, listing) == (titles, len(titles))
    # As Wagtail finds them.
    assert shown(client, listing, status="draft") == (["Own 1"], 1)
    put_in_bin(posts[0])
    titles.remove("Own 0")
    assert shown(client, listing) == (titles, len(titles))


def test_no_post_is_asked_for_by_itself(desk, posts, listing):
    with CaptureQueriesContext(connection) as queries:
        assert shown(desk, listing)[0]
    about_posts = [each["sql"] for each in queries if "_blogpostpage" in each["sql"]]
    assert about_posts
    assert not any("COUNT(" in sql or " IN (SELECT" in sql for sql in about_posts)


def test_who_may_edit_one_post_sees_no_other(client, posts, listing):
    own, *_others, elsewhere = posts
    client.force_login(user_who_may_change(own, elsewhere.get_parent()))
    titles = ["Own 0"] if "posts" not in listing else ["Elsewhere", "Own 0"]
    assert shown(client, listing) == (titles, len(titles))


def test_who_may_edit_one_blog_sees_no_other(client, posts):
    client.force_login(user_who_may_change(posts[-1].get_parent()))
    assert shown(client, "/admin/posts/") == (["Elsewhere"], 1)


def test_wagtail_finds_the_posts_of_very_many_blogs(desk, posts, monkeypatch):
    monkeypatch.setattr(whole_lists, "MAX_BLOGS", 1)
    assert shown(desk, "/admin/posts/") == (["Elsewhere", "Own 0", "Own 1", "Own 2"], 4)
