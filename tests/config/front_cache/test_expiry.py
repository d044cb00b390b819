"""When the next public thing expires."""

from datetime import timedelta

from django.utils import timezone

from config.front_cache.expiry import models_with_drafts, next_expiry
from tests.factories import BlogPostPageFactory


def test_nothing_expires(post):
    assert next_expiry() is None


def test_the_earliest_of_what_is_live_counts(blog, count_queries):
    soon, later = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    past = timezone.now() - timedelta(hours=1)
    BlogPostPageFactory(parent=blog, expire_at=past)
    BlogPostPageFactory(parent=blog, expire_at=soon, live=False)
    assert next_expiry() is None
    BlogPostPageFactory(parent=blog, expire_at=later + timedelta(hours=1))
    BlogPostPageFactory(parent=blog, expire_at=later)
    assert next_expiry() == later
    assert next_expiry(after=past - timedelta(hours=1)) == past
    blogs_and_checked_days = 2
    assert count_queries(next_expiry) == len(models_with_drafts()) + blogs_and_checked_days
