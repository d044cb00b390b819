"""Posts in numbers, for tests of pages and of how many queries they take."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    TagFactory,
)


def make_posts(blog, count, **topics):
    """Return posts as real ones are, newest first.

    Each has two authors, three tags and a series (given in `topics`, or new), some a cover.
    """
    topics = topics or make_topics()
    cover, now = ImageFactory(), timezone.now()
    return [
        BlogPostPageFactory(
            parent=blog,
            cover=cover if number % 2 else None,
            is_featured=number == 0,
            display_date=now - timedelta(hours=number),
            series_position=number + 1,
            **topics,
        )
        for number in range(count)
    ]


def make_topics():
    """Return two authors with portraits, three tags and a series."""
    return {
        "authors": AuthorFactory.create_batch(2, portrait=ImageFactory()),
        "tags": TagFactory.create_batch(3),
        "series": SeriesFactory(),
    }
