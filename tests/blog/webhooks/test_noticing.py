"""What a webhook is told of: each change of what readers see, and of nothing else."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.bin.putting import put_in_bin
from blog.models import Webhook, WebhookMessage
from blog.webhooks import writing
from config.background.scheduler import unpublish_expired
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, UserFactory
from tests.people import restrict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hearing(blog):
    """A webhook that is told of everything, and sent nothing."""
    return Webhook.objects.create(name="Mirror", url="https://mirror.example/")


def told():
    """Return what was written, as ("published", "/blog/drift/"), and forget it."""
    rows = WebhookMessage.objects.order_by("pk")
    found = [
        (row.event.partition(".")[2], row.address.partition("//")[2].partition("/")[2])
        for row in rows
    ]
    rows.delete()
    return found


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def draft(blog):
    return BlogPostPageFactory(parent=blog, live=False, slug="drift", title="Drift")


@pytest.fixture
def public(draft):
    publish(draft)
    WebhookMessage.objects.all().delete()
    draft.refresh_from_db()
    return draft


def test_a_post_goes_live_changes_and_is_taken_down(draft):
    assert told() == []
    publish(draft)
    assert told() == [("published", "blog/drift/")]
    publish(draft, title="Drift, again")
    row = WebhookMessage.objects.get()
    draft.refresh_from_db()
    assert (row.title, row.page_id) == ("Drift, again", draft.pk)
    assert row.revision_id == draft.live_revision_id
    assert told() == [("changed", "blog/drift/")]
    draft.unpublish()
    assert told() == [("unpublished", "blog/drift/")]


def test_a_draft_says_nothing(public):
    public.title = "Not said yet"
    public.save_revision()
    assert told() == []


def test_a_page_that_is_made_live_at_once_is_told(blog):
    BlogPostPageFactory(parent=blog, slug="ready")
    assert told() == [("published", "blog/ready/")]


def test_what_is_scheduled_is_told_when_it_goes_live(draft):
    publish(draft, go_live_at=timezone.now() + timedelta(days=1))
    assert told() == []


def test_what_expires_is_told(public):
    type(public).objects.update(expire_at=timezone.now() - timedelta(seconds=1))
    unpublish_expired()
    assert told() == [("unpublished", "blog/drift/")]


def test_a_new_address_is_told_for_all_below(home, blog, public):
    BlogPostPageFactory(parent=blog, live=False, slug="hidden")
    publish(public, slug="new")
    row = WebhookMessage.objects.get(event="page.moved")
    assert row.former_address.endswith("/blog/drift/")
    assert told() == [("moved", "blog/new/"), ("changed", "blog/new/")]
    blog.slug = "journal"
    blog.save()
    assert told() == [("moved", "journal/"), ("moved", "journal/new/")]
    other = BlogIndexPageFactory(parent=home, slug="other")
    told()
    public.refresh_from_db()
    public.move(other, pos="last-child")
    assert told() == [("moved", "other/new/")]


@pytest.mark.parametrize("kind", [kind for kind, _label in PageViewRestriction.RESTRICTION_CHOICES])
def test_going_private_is_being_taken_down(blog, public, kind):
    restrict(blog, kind)
    assert told() == [("unpublished", "blog/"), ("unpublished", "blog/drift/")]
    restriction = blog.view_restrictions.get()
    restriction.restriction_type = PageViewRestriction.LOGIN
    restriction.save()
    publish(public, title="Nobody may read")
    public.unpublish()
    assert told() == []
    publish(public)
    restriction.delete()
    assert told() == [("published", "blog/"), ("published", "blog/drift/")]


def test_what_is_private_leaves_and_goes_unheard(blog, public):
    """Its restriction goes before it: that shows nothing."""
    restrict(public, PageViewRestriction.LOGIN)
    told()
    public.delete()
    assert told() == []


def test_a_move_into_a_private_place_and_out_of_it(home, blog, public):
    private = BlogIndexPageFactory(parent=home, slug="private")
    restrict(private, PageViewRestriction.LOGIN)
    told()
    public.move(private, pos="last-child")
    assert told() == [("unpublished", "blog/drift/")]
    public.refresh_from_db()
    blog.refresh_from_db()
    public.move(blog, pos="last-child")
    assert told() == [("published", "blog/drift/")]


def test_the_bin_and_deletion_take_down(blog, public):
    put_in_bin(public, user=UserFactory())
    assert told() == [("unpublished", "blog/drift/")]
    BlogPostPageFactory(parent=blog, slug="other")
    told()
    blog.delete()
    assert sorted(told()) == [("unpublished", "blog/"), ("unpublished", "blog/other/")]


def test_an_alias_repeats_nothing(home, public):
    other = BlogIndexPageFactory(parent=home, slug="other")
    told()
    public.create_alias(parent=other, update_slug="alias")
    publish(public, title="Drift, again")
    assert told() == [("changed", "blog/drift/")]


def test_a_rolled_back_publish_is_not_told(draft):
    with transaction.atomic():
        publish(draft)
        transaction.set_rollback(True)
    assert told() == []


def test_nothing_hidden_is_told(hidden_posts):
    assert {row.event for row in WebhookMessage.objects.filter(title__contains="uicksilver")} <= {
        "page.published",
        "page.unpublished",
    }
    told()
    # One past its expiry, that nobody took down, was seen: that it is over may be told.
    hidden_posts.pop("expired")
    for post in hidden_posts.values():
        post.refresh_from_db()
        post.save()
        if not post.alias_of_id:
            post.save_revision()
    assert told() == []


def test_a_webhook_hears_of_its_blog_and_its_events_alone(home, blog, draft):
    other = BlogIndexPageFactory(parent=home, slug="other")
    told()
    Webhook.objects.update(blog=other, hears_changed=False)
    publish(draft)
    assert told() == []
    post = BlogPostPageFactory(parent=other, slug="ours")
    publish(post, title="Changed")
    assert told() == [("published", "other/ours/")]
    post.refresh_from_db()
    post.move(blog, pos="last-child")
    assert told() == [("moved", "blog/ours/")]


def test_one_that_is_off_hears_nothing(draft):
    Webhook.objects.update(is_on=False)
    publish(draft)
    assert told() == []


def test_the_queue_is_bounded(blog, public, monkeypatch):
    monkeypatch.setattr(writing, "MOST_WAITING", 2)
    for number in range(5):
        publish(public, title=f"Drift {number}")
    assert [event for event, _address in told()] == ["changed", "changed", "skipped"]


def test_without_a_webhook_a_publish_costs_no_query_more(public):
    """The row that is asked for the old slug says too whether there is one."""
    Webhook.objects.all().delete()
    public.title = "Drift, again"
    revision = public.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    named = [each["sql"] for each in queries if "blog_webhook" in each["sql"]]
    assert len(named) == 1
    assert "url_path" in named[0]
