"""Counts, once per change, how many posts of a blog have each topic and stand in each month.

To count them looks at all posts; what is shown is the same for all readers.
"""

from collections.abc import Sequence

from wagtail.models import Page, PageQuerySet

from blog.archive.periods import Period, Year, count_years
from blog.archive.topics import Topic, count_topics, rows_of_pages
from search.analysis.text import fold
from search.public.once_per_change import once_per_change
from search.public.visibility import expiries_passed, public_pages


def topics_of(blog: Page, kind: type[Topic]) -> Sequence[Topic]:
    """Return the topics of a kind that a blog's public posts have, by name.

    Each with its `post_count`.
    """
    return _counted_topics(blog, kind, expiries_passed())


def has_series(blog: Page) -> bool:
    """Tell whether any public post of a blog is in a series."""
    return _any_series(blog, expiries_passed())


def years_of(blog: Page, *, within: Period | None = None) -> Sequence[Year]:
    """Return the years and months of a blog's public posts, newest first, or those of one year."""
    return _counted_years(blog, within, expiries_passed())


@once_per_change
def _counted_topics(blog: Page, kind: type[Topic], expired: int) -> tuple[Topic, ...]:
    topics = count_topics(kind, _public_pages_in(blog))
    # Databases put capitals first, and umlauts last.
    return tuple(sorted(topics, key=lambda topic: (fold(topic.name), topic.name, topic.pk)))


@once_per_change
def _any_series(blog: Page, expired: int) -> bool:
    return blog.posts.filter(series__isnull=False).exists()


@once_per_change
def _counted_years(blog: Page, within: Period | None, expired: int) -> tuple[Year, ...]:
    if within is not None:
        return tuple(count_years(blog.posts.dated_within(within.start, within.end)))
    posts = blog.posts.model.objects.all()
    return tuple(count_years(rows_of_pages(posts, "pk", _public_pages_in(blog))))


def _public_pages_in(blog: Page) -> PageQuerySet:
    """Return a blog's public posts as mere pages: posts' own rows are long to look through."""
    return public_pages(Page.objects.descendant_of(blog)).order_by()
