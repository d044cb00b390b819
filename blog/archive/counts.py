"""Counts, once per change, how many posts of a blog have each topic and stand in each month.

To count them looks at all posts; what is shown is the same for all readers.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Model
from wagtail.models import Page

from blog.archive.periods import Period, Year, count_years
from search.analysis.text import fold
from search.public.once_per_change import once_per_change
from search.public.visibility import expiries_passed


def tags_of(blog: Page) -> Sequence[Model]:
    """Return the tags of a blog's public posts, by name, each with its `post_count`."""
    return _counted_tags(blog, expiries_passed())


def series_of(blog: Page) -> Sequence[Model]:
    """Return the series of a blog's public posts, by name, each with its `post_count`."""
    return _counted_series(blog, expiries_passed())


def authors_of(blog: Page) -> Sequence[Model]:
    """Return who signs a blog's public posts, by name, each with its `post_count`."""
    return _counted_authors(blog, expiries_passed())


def has_series(blog: Page) -> bool:
    """Tell whether any public post of a blog is in a series."""
    return _any_series(blog, expiries_passed())


def years_of(blog: Page, *, within: Period | None = None) -> Sequence[Year]:
    """Return the years and months of a blog's public posts, newest first, or those of one year."""
    return _counted_years(blog, within, expiries_passed())


@once_per_change
def _counted_tags(blog: Page, expired: int) -> tuple[Model, ...]:
    return _by_name(blog.posts.counted_tags())


@once_per_change
def _counted_series(blog: Page, expired: int) -> tuple[Model, ...]:
    return _by_name(blog.posts.counted_series())


@once_per_change
def _counted_authors(blog: Page, expired: int) -> tuple[Model, ...]:
    return _by_name(blog.posts.counted_authors())


def _by_name(topics: Iterable[Model]) -> tuple[Model, ...]:
    """Return topics as an index has them; databases put capitals first, and umlauts last."""
    return tuple(sorted(topics, key=lambda topic: (fold(topic.name), topic.name, topic.pk)))


@once_per_change
def _any_series(blog: Page, expired: int) -> bool:
    return blog.posts.filter(series__isnull=False).exists()


@once_per_change
def _counted_years(blog: Page, within: Period | None, expired: int) -> tuple[Year, ...]:
    posts = blog.posts
    if within is not None:
        posts = posts.dated_within(within.start, within.end)
    return tuple(count_years(posts))
