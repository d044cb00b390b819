"""What is in the bin is brought back or deleted for good once, whoever is faster."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.bin.bringing_back import bring_back
from blog.bin.purging import purge, purge_overdue
from blog.bin.putting import put_in_bin
from blog.models import BinnedPage, BlogPostPage
from blog.models.unpublished.binned_page import DAYS, is_binned
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(home):
    return BlogIndexPageFactory(parent=home, slug="other")


def make_overdue():
    BinnedPage.objects.update(binned_at=timezone.now() - timedelta(days=DAYS))


def test_the_second_to_bring_back_takes_no_blog_along(blog, other, post):
    neighbour = BlogPostPageFactory(parent=blog)
    first, second = put_in_bin(post), BinnedPage.objects.get()
    bring_back(first, parent=blog, slug="drift")
    with pytest.raises(BinnedPage.DoesNotExist):
        bring_back(second, parent=other, slug="drift")
    assert Page.objects.filter(pk__in=[blog.pk, neighbour.pk, post.pk]).count() == 3


def test_what_came_back_meanwhile_is_not_purged(blog, post):
    row, stale = put_in_bin(post), BinnedPage.objects.get()
    bring_back(row, parent=blog, slug="drift")
    with pytest.raises(BinnedPage.DoesNotExist):
        purge(stale)
    assert BlogPostPage.objects.filter(pk=post.pk, live=True).exists()


def test_what_comes_back_during_the_daily_run_is_passed_over(blog, post, monkeypatch, caplog):
    earlier = BlogPostPageFactory(parent=blog)
    put_in_bin(earlier)
    row = put_in_bin(post)
    make_overdue()

    def purge_slowly(each):
        if BinnedPage.objects.filter(pk=row.pk).exists():
            bring_back(row, parent=blog, slug="drift")
        purge(each)

    monkeypatch.setattr("blog.bin.purging.purge", purge_slowly)
    assert purge_overdue() == 1
    assert list(blog.get_children()) == [Page.objects.get(pk=post.pk)]
    assert not caplog.records


def test_the_view_says_not_found_to_the_second(desk, blog, post, monkeypatch):
    row = put_in_bin(post)

    def lose(*args, **kwargs):
        raise BinnedPage.DoesNotExist

    monkeypatch.setattr("blog.bin.views.bring_back", lose)
    data = {"parent": blog.pk, "slug": "drift"}
    assert desk.post(reverse("bring_back", args=[row.pk]), data).status_code == 404


def test_what_left_the_bin_by_another_way_is_no_longer_in_it(blog, other, post):
    put_in_bin(post)
    Page.objects.get(pk=post.pk).move(other, pos="last-child")
    make_overdue()
    assert not BinnedPage.objects.in_bin().exists()
    assert purge_overdue() == 0
    again = put_in_bin(BlogPostPage.objects.get(pk=post.pk))
    assert list(BinnedPage.objects.in_bin()) == [again]


def test_wagtails_own_way_to_move_leads_to_the_bin(admin_client, other, post):
    put_in_bin(post)
    way = reverse("wagtailadmin_pages:move_confirm", args=[post.pk, other.pk])
    assert admin_client.post(way).url == reverse("bin")
    assert is_binned(Page.objects.get(pk=post.pk))
