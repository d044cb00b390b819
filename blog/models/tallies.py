"""How many posts of a blog have each topic and stand in each month, counted once per change.

To count them looks at all posts; what is shown is the same for all readers.
"""

from collections.abc import Sequence

from wagtail.models import Page

from blog.models.periods import Period, Year, count_years
from blog.models.post import BlogPostPage
from blog.models.querysets import PostQuerySet
from blog.models.taxonomy import Series, Tag, count_series, count_tags
from search.once_per_change import once_per_change
from search.visibility import expiries_passed


def tags_of(blog: Page) -> Sequence[Tag]:
    """Return the tags of a blog's public posts, by name, each with its `post_count`."""
    return _tags(blog.path, expiries_passed())


def series_of(blog: Page) -> Sequence[Series]:
    """Return the series of a blog's public posts, by name, each with its `post_count`."""
    return _series(blog.path, expiries_passed())


def has_series(blog: Page) -> bool:
    """Tell whether any public post of a blog is in a series."""
    return _has_series(blog.path, expiries_passed())


def years_of(blog: Page, *, within: Period | None = None) -> Sequence[Year]:
    """Return the years and months of a blog's public posts, newest first, or those of one year."""
    return _years(blog.path, within, expiries_passed())


def _posts(path: str) -> PostQuerySet:
    return BlogPostPage.objects.filter(path__startswith=path).public()


@once_per_change
def _tags(path: str, expired: int) -> tuple[Tag, ...]:
    return tuple(count_tags(_posts(path)))


@once_per_change
def _series(path: str, expired: int) -> tuple[Series, ...]:
    return tuple(count_series(_posts(path)))


@once_per_change
def _has_series(path: str, expired: int) -> bool:
    return _posts(path).filter(series__isnull=False).exists()


@once_per_change
def _years(path: str, within: Period | None, expired: int) -> tuple[Year, ...]:
    posts = _posts(path)
    if within is not None:
        posts = posts.dated_within(within.start, within.end)
    return tuple(count_years(posts))
