"""What goes into the bin, and what ends when it does."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Workflow

from blog.bin.bringing_back import bring_back
from blog.bin.putting import put_in_bin
from blog.import_desk.permissions import open_blogs
from blog.management.blogs import find_blog
from blog.models import BinnedPage, BlogPostPage, ImportedFile
from blog.models.unpublished.binned_page import is_binned
from config.background.scheduler import publish_due, unpublish_expired
from tests.blog.bin.asking import delete
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


@pytest.mark.parametrize("is_private", [False, True])
def test_an_address_that_nobody_saw_tells_nothing(client, blog, is_private):
    secret = BlogPostPageFactory(parent=blog, slug="secret", live=is_private)
    if is_private:
        secret.view_restrictions.create(restriction_type="login")
    put_in_bin(secret)
    assert client.get("/blog/secret/").status_code == 404


def test_an_address_in_any_script(client, blog):
    post = BlogPostPageFactory(parent=blog, slug="größe-漂移")
    put_in_bin(post)
    assert client.get(post.url).status_code == 410


def test_an_address_too_long_for_its_column_is_not_kept(client, blog):
    put_in_bin(BlogPostPageFactory(parent=blog, slug="x" * 255))
    assert BinnedPage.objects.get().address == ""


def test_several_at_once_go_with_what_is_chosen_below_them(desk, blog, post, home):
    page = StandardPageFactory(parent=home)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = f"{url}?id={blog.pk}&id={post.pk}&id={page.pk}&next=/admin/"
    assert "goes to the bin" in desk.get(chosen).content.decode()
    desk.post(chosen)
    assert set(BinnedPage.objects.values_list("page", flat=True)) == {blog.pk, page.pk}
    post.refresh_from_db()
    assert is_binned(post)


@pytest.mark.parametrize("is_bulk", [False, True])
def test_a_front_page_is_refused(admin_client, home, site, is_bulk):
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    single = reverse("wagtailadmin_pages:delete", args=[home.pk])
    url = f"{bulk}?id={home.pk}&next=/admin/" if is_bulk else single
    assert "is the front page of a site" in admin_client.post(url, follow=True).content.decode()
    home.refresh_from_db()
    assert not is_binned(home)


def test_nothing_goes_live_in_the_bin(blog, editor):
    soon, later = (timezone.now() + timedelta(minutes=minutes) for minutes in (1, 60))
    posts = [BlogPostPageFactory(parent=blog, live=False, go_live_at=at) for at in (soon, later)]
    for post in posts:
        post.save_revision(approved_go_live_at=post.go_live_at)
    rows = [put_in_bin(post) for post in posts]
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    BinnedPage.objects.filter(pk=rows[0].pk).update(
        kept={
            **rows[0].kept,
            "schedules": dict.fromkeys(
                rows[0].kept["schedules"], (timezone.now() - timedelta(minutes=1)).isoformat()
            ),
        }
    )
    publish_due()
    unpublish_expired()
    over = [
        bring_back(row, parent=blog, slug=row.page.slug)
        for row in BinnedPage.objects.order_by("pk")
    ]
    assert over == [1, 0]
    scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
    assert (int(scheduled.object_id), scheduled.approved_go_live_at) == (posts[1].pk, later)
    assert not BlogPostPage.objects.filter(live=True).exists()


def test_a_review_ends(desk, blog, editor, writer):
    post = BlogPostPageFactory(parent=blog, live=False, owner=writer)
    post.save_revision(user=writer)
    Workflow.objects.get().start(post, writer)
    delete(desk, post)
    post = BlogPostPage.objects.get(pk=post.pk)
    assert not post.workflow_in_progress
    assert post.workflow_states.get().status == "cancelled"


def test_a_blog_in_the_bin_is_no_blog_to_import_into(admin_user, blog):
    put_in_bin(BlogIndexPageFactory(parent=blog.get_parent(), slug="second"))
    assert find_blog(None) == blog
    assert open_blogs(admin_user) == [blog]
    with pytest.raises(CommandError):
        find_blog("second")


def test_the_importer_takes_it_for_deleted_until_it_is_back(blog, post):
    file = ImportedFile.objects.create(index=blog, path="drift.md", post=post, checksum="x")
    row = put_in_bin(post)
    file.refresh_from_db()
    assert file.post is None
    bring_back(row, parent=blog, slug="drift")
    file.refresh_from_db()
    assert file.post == post
