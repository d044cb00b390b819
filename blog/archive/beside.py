"""Finds the posts before and after one: in its series, else in its blog's list."""

from functools import lru_cache

from django.db.models import DateTimeField, Q, QuerySet, Subquery
from wagtail.models import Page

from search.database.statements import Slot, Statement
from search.public.visibility import public_pages

# What a link to a post needs, as `linked_post` takes it.
LINK_FIELDS = ("title", "url_path", "language")
_DATE, _PK = Slot("date", DateTimeField()), Slot("pk")


def posts_around(post: Page) -> tuple[Page | None, Page | None]:
    """Return the parts before and after a post in its series, by its `series_place`.

    Of a post without others in its series, those beside it in its blog; one query.
    """
    place = post.series_place
    return (place.previous, place.next) if place and not place.is_alone else posts_beside(post)


def posts_beside(post: Page) -> tuple[Page | None, Page | None]:
    """Return the nearest older and newer public post of the same blog, in one query.

    They have what a link to them needs: a title in its language, and an address.
    """
    blog_path = post.path[: -post.steplen]
    rows = _statement(type(post), blog_path).rows(date=post.display_date, pk=post.pk)
    beside: dict[bool, Page] = {}
    for date, pk, *fields in rows:
        beside[(date, pk) > (post.display_date, post.pk)] = linked_post(type(post), pk, *fields)
    return beside.get(False), beside.get(True)


def linked_post(model: type[Page], pk: int, title: str, url_path: str, language: str) -> Page:
    """Return a post that has what a link to it needs, and nothing else."""
    return model(pk=pk, id=pk, title=title, url_path=url_path, language=language)


@lru_cache(maxsize=100)
def _statement(model: type[Page], blog_path: str) -> Statement:
    """Return the statement for a blog's posts; of a page's time, making it was a tenth."""
    return Statement(lambda: _beside(model, blog_path))


def _beside(model: type[Page], blog_path: str) -> QuerySet:
    depth = len(blog_path) // model.steplen + 1
    posts = public_pages(model.objects.filter(path__startswith=blog_path, depth=depth))
    older = posts.filter(display_date__lte=_DATE).exclude(display_date=_DATE, pk__gte=_PK)
    newer = posts.filter(display_date__gte=_DATE).exclude(display_date=_DATE, pk__lte=_PK)
    nearest = _first(older.newest_first()) | _first(newer.order_by("display_date", "pk"))
    return model.objects.filter(nearest).values_list("display_date", "pk", *LINK_FIELDS)


def _first(posts: QuerySet) -> Q:
    return Q(pk=Subquery(posts.values("pk")[:1]))
