"""Who sees what in the bin, who brings it back, and who deletes it for good."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from blog.bin.putting import put_in_bin
from blog.models import BinnedPage
from blog.models.unpublished.binned_page import is_binned
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.django_db


def binned(blog, **kwargs):
    return put_in_bin(BlogPostPageFactory(parent=blog, **kwargs))


def seen(client):
    return {row.pk for row in client.get(reverse("bin")).context["object_list"]}


def bring_back(client, row):
    data = {"parent": row.parent_id, "slug": row.page.slug}
    client.post(reverse("bring_back", args=[row.pk]), data)
    return not is_binned(Page.objects.get(pk=row.page_id))


def test_an_author_sees_and_brings_back_their_own_drafts(client, blog, writer, editor):
    client.force_login(writer)
    draft, live = binned(blog, owner=writer, live=False), binned(blog, owner=writer)
    others = binned(blog, owner=editor, live=False)
    assert seen(client) == {draft.pk, live.pk}
    assert bring_back(client, draft)
    assert not bring_back(client, live)
    shown = client.get(reverse("bring_back", args=[live.pk])).content.decode()
    assert "whoever may publish there" in shown
    assert not bring_back(client, others)
    assert client.get(reverse("bring_back", args=[others.pk])).status_code == 404


def test_an_author_deletes_into_the_bin_and_takes_it_out(client, blog, writer):
    client.force_login(writer)
    draft = BlogPostPageFactory(parent=blog, owner=writer, live=False)
    live = BlogPostPageFactory(parent=blog, owner=writer)
    for page in (draft, live):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    row = BinnedPage.objects.get()
    assert (row.page_id, row.binned_by) == (draft.pk, writer)
    assert bring_back(client, row)


def test_an_editor_sees_all_and_brings_it_back(desk, blog, writer):
    rows = [binned(blog, owner=writer), binned(blog, owner=writer, live=False)]
    put_in_bin(blog)
    assert {row.pk for row in rows} < seen(desk)
    assert bring_back(desk, BinnedPage.objects.get(page=blog))
    assert all(bring_back(desk, row) for row in rows)


def test_whoever_publishes_in_one_blog_sees_that_one(client, blog, home):
    other = BlogIndexPageFactory(parent=home, slug="other")
    group = Group.objects.create(name="Editors of one blog")
    group.permissions.add(*Group.objects.get(name="Authors").permissions.all())
    for action in ("add", "publish"):
        GroupPagePermission.objects.create(group=group, page=other, permission_type=action)
    client.force_login(UserFactory(group=group.name))
    there, elsewhere = binned(other), binned(blog)
    assert seen(client) == {there.pk}
    shown = client.get(reverse("bring_back", args=[there.pk])).context["form"]
    assert list(shown.fields["parent"].queryset) == [Page.objects.get(pk=other.pk)]
    assert bring_back(client, there)
    assert not bring_back(client, elsewhere)


@pytest.mark.parametrize(
    ("role", "may"), [("Authors", False), ("Editors", False), ("Admins", True)]
)
def test_admins_delete_for_good(client, blog, role, may):
    user = UserFactory(group=role)
    client.force_login(user)
    row = binned(blog, owner=user)
    way = reverse("purge", args=[row.pk])
    assert (way in client.get(reverse("bring_back", args=[row.pk])).content.decode()) is may
    assert (client.get(way).status_code == 200) is may
    client.post(way)
    assert Page.objects.filter(pk=row.page_id).exists() is not may


def test_the_menu_leads_to_it(client, blog):
    for role, is_shown in (("Authors", True), ("Editors", True), ("", False)):
        user = UserFactory(group=role)
        user.user_permissions.add(
            *Group.objects.get(name="Authors").permissions.filter(codename="access_admin")
        )
        client.force_login(user)
        assert (reverse("bin") in client.get("/admin/").content.decode()) is is_shown


def test_the_list_asks_as_much_of_many_as_of_few(desk, blog, count_queries):
    def rows(number):
        for _each in range(number):
            parent = BlogIndexPageFactory(parent=blog.get_parent(), slug=f"b{number}{_each}")
            BlogPostPageFactory(parent=parent)
            put_in_bin(parent)

    rows(2)
    desk.get(reverse("bin"))
    few = count_queries(lambda: desk.get(reverse("bin")))
    rows(4)
    assert count_queries(lambda: desk.get(reverse("bin"))) == few
    assert [row.pages for row in desk.get(reverse("bin")).context["object_list"]] == [2] * 6
