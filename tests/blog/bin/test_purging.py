"""After 30 days a page is gone for good, with what it alone used."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, PageLogEntry

from blog.bin.bringing_back import bring_back
from blog.bin.purging import purge, purge_overdue
from blog.bin.putting import put_in_bin
from blog.models import BinnedPage, BlogPostPage, PublishedVersion, SiteIdentity
from blog.models.unpublished.binned_page import DAYS
from config.background.task_worker import TaskWorker
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


def figure(picture):
    return ("figure", {"image": {"image": picture.pk, "alt_text": "x", "decorative": False}})


def make_old(row, days=DAYS):
    BinnedPage.objects.filter(pk=row.pk).update(binned_at=timezone.now() - timedelta(days=days))


@pytest.fixture
def post(blog):
    """A post that alone uses a picture, a cover, a draft's picture and a document."""
    picture, cover, newest, _unused = (
        ImageFactory(title=title) for title in ("figure", "cover", "draft", "of no page")
    )
    document = Document.objects.create(title="data", file=ContentFile(b"x", "data.csv"))
    body = [figure(picture), ("download", {"document": document.pk})]
    post = BlogPostPageFactory(parent=blog, slug="drift", cover=cover, body=body)
    post.body = [*post.body.raw_data, {"type": "figure", "value": figure(newest)[1]}]
    post.save_revision()
    return BlogPostPage.objects.get(pk=post.pk)


def titles():
    names = {*Image.objects.values_list("title", flat=True)}
    return names | {*Document.objects.values_list("title", flat=True)}


def test_after_30_days_what_it_alone_used_is_gone(client, blog, post):
    post.get_latest_revision().publish()
    BlogPostPageFactory(parent=blog, slug="another")
    post.refresh_from_db()
    alias = post.create_alias(parent=BlogIndexPageFactory(parent=blog.get_parent(), slug="b"))
    address, row = post.url, put_in_bin(post)
    make_old(row, DAYS - 1)
    assert purge_overdue() == 0
    make_old(row)
    assert purge_overdue() == 1
    assert titles() == {"of no page"}
    assert not Page.objects.filter(pk__in=[post.pk, alias.pk]).exists()
    assert not PublishedVersion.objects.exists()
    assert client.get(address).status_code == client.get("/b/drift/").status_code == 410
    assert client.get("/blog/another/").status_code == 200
    assert purge_overdue() == 0
    assert PageLogEntry.objects.filter(page_id=post.pk, action="wagtail.delete").count() == 1
    assert Page.get_root_nodes().last().get_descendant_count() == 0


def in_another_post(blog, pictures):
    BlogPostPageFactory(parent=blog, body=[figure(each) for each in pictures])


def in_another_draft(blog, pictures):
    other = BlogPostPageFactory(parent=blog)
    other.body = [{"type": "figure", "value": figure(each)[1]} for each in pictures]
    other.save_revision()
    return other


def in_a_scheduled_version(blog, pictures):
    other = BlogPostPageFactory(parent=blog)
    other.body = [{"type": "figure", "value": figure(each)[1]} for each in pictures]
    other.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    other.body = [{"type": "markdown", "value": "A newer draft."}]
    other.save_revision()


def in_an_older_revision(blog, pictures):
    other = in_another_draft(blog, pictures)
    other.body = [{"type": "markdown", "value": "Without them."}]
    other.save_revision().publish()


def in_another_of_the_bin(blog, pictures):
    other = BlogPostPageFactory(parent=blog, body=[figure(each) for each in pictures])
    put_in_bin(other)


def in_markdown(blog, pictures):
    text = " ".join(f"![x](image:{each.pk})" for each in pictures)
    BlogPostPageFactory(parent=blog, body=[("markdown", text)])


def in_settings_and_snippets(blog, pictures):
    figure, cover, draft, *_ = pictures
    SiteIdentity.objects.update(logo=figure)
    SiteIdentity.objects.get().save()
    AuthorFactory(portrait=cover)
    BlogPostPageFactory(parent=blog, cover=draft)


@pytest.mark.parametrize(
    "use",
    [
        in_another_post, in_another_draft, in_a_scheduled_version, in_an_older_revision,
        in_another_of_the_bin,
        in_markdown, in_settings_and_snippets,
    ],
)  # fmt: skip
def test_what_others_use_stays(blog, post, use):
    pictures = [Image.objects.get(title=title) for title in ("figure", "cover", "draft")]
    use(blog, pictures)
    row = put_in_bin(post)
    purge(row)
    assert titles() == {"figure", "cover", "draft", "of no page"}


def test_pages_that_share_a_picture_take_it_with_the_last(blog, post):
    other = BlogPostPageFactory(parent=blog, cover=Image.objects.get(title="figure"))
    purge(put_in_bin(other))
    assert "figure" in titles()
    purge(put_in_bin(post))
    assert titles() == {"of no page"}


def test_a_blog_takes_what_its_posts_share(blog, post):
    BlogPostPageFactory(parent=blog, cover=Image.objects.get(title="figure"))
    purge(put_in_bin(blog))
    assert titles() == {"of no page"}


def test_one_that_fails_holds_up_no_other(blog, post, monkeypatch):
    bad = BlogPostPageFactory(parent=blog)
    for page in (bad, post):
        make_old(put_in_bin(page))

    def purge_or_fail(row):
        if row.page_id == bad.pk:
            raise ValueError(row)
        purge(row)

    monkeypatch.setattr("blog.bin.purging.purge", purge_or_fail)
    assert purge_overdue() == 1
    assert Page.objects.filter(pk=bad.pk).exists()
    assert not Page.objects.filter(pk=post.pk).exists()


def test_the_background_process_purges_once_a_day(post):
    make_old(put_in_bin(post))
    worker = TaskWorker(stop=None)
    worker.prune()
    assert not Page.objects.filter(pk=post.pk).exists()


def test_an_address_is_taken_again(client, blog, post):
    purge(put_in_bin(post))
    newcomer = BlogPostPageFactory(parent=blog, slug="drift")
    assert client.get("/blog/drift/").status_code == 200
    row = put_in_bin(newcomer)
    assert BinnedPage.objects.get() == row
    bring_back(row, parent=blog, slug="drift")
    assert client.get("/blog/drift/").status_code == 200


def test_what_nobody_saw_leaves_no_row(blog):
    purge(put_in_bin(BlogPostPageFactory(parent=blog, live=False)))
    assert not BinnedPage.objects.exists()
