"""Finds, for a site's front page, what its newest posts are about and who writes them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet
from wagtail.models import Page, Site

from blog.models import Author, BlogIndexPage, BlogPostPage, PostAuthor, PostTag, Series, Tag
from search.public.once_per_change import once_per_change
from search.public.visibility import expiries_passed, public_pages

# The newest posts, which stand for all.
LOOKED_AT = 100
MAX_TAGS, MAX_SERIES, MAX_AUTHORS = 10, 4, 6

Topic = type[Tag] | type[Series] | type[Author]


@dataclass(frozen=True)
class Pointer:
    """A name and the address of what is listed under it."""

    name: str
    url: str


@dataclass(frozen=True)
class Overview:
    """The tags that most of the newest posts have; series and authors, the latest first."""

    tags: Sequence[Pointer]
    series: Sequence[Pointer]
    authors: Sequence[Pointer]


class _TopicRow(NamedTuple):
    """A post and one topic of it."""

    post_id: int
    slug: str
    name: str


def find_overview(front: Page, site: Site | None) -> Overview:
    """Return what the newest public posts below a page are about, with addresses as on a site.

    Each list is that of the blog of the newest post on it.
    """
    return _read_overview(front.path, site.pk if site else None, expiries_passed())


@once_per_change
def _read_overview(path: str, site_id: int | None, expired: int) -> Overview:
    posts = BlogPostPage.objects.filter(path__startswith=path).public().originals()
    blogs = public_pages(BlogIndexPage.objects.filter(path__startswith=path)).order_by("pk")
    fields = ("pk", "path", "series__slug", "series__name")
    newest = list(posts.newest_first().values_list(*fields)[:LOOKED_AT])
    site = Site(pk=site_id)  # addresses on the same site are short
    urls = {blog.path: blog.relative_url(site) or "" for blog in blogs}
    homes = {pk: urls.get(path[: -BlogIndexPage.steplen], "") for pk, path, *_series in newest}
    tagged = PostTag.objects.filter(content_object__in=homes)
    tags = _topic_rows(tagged, "content_object", "tag__slug", "tag__name")
    signed = PostAuthor.objects.filter(post__in=homes).order_by("sort_order")
    authors = _topic_rows(signed, "post", "author__slug", "author__name")
    series = [_TopicRow(pk, slug, name) for pk, _path, slug, name in newest if slug]
    return Overview(
        tags=_most_used(tags, _pointers_latest_first(Tag, tags, homes))[:MAX_TAGS],
        series=list(_pointers_latest_first(Series, series, homes).values())[:MAX_SERIES],
        authors=list(_pointers_latest_first(Author, authors, homes).values())[:MAX_AUTHORS],
    )


def _topic_rows(links: QuerySet, *fields: str) -> list[_TopicRow]:
    return [_TopicRow(*row) for row in links.values_list(*fields)]


def _pointers_latest_first(
    model: Topic, rows: Iterable[_TopicRow], homes: Mapping[int, str]
) -> dict[str, Pointer]:
    """Return what rows name, by slug, that of the newest post first."""
    places = {pk: place for place, pk in enumerate(homes)}
    found: dict[str, Pointer] = {}
    for post_id, slug, name in sorted(rows, key=lambda row: places[row.post_id]):
        if home := homes[post_id]:
            found.setdefault(slug, Pointer(name, home + model(slug=slug).post_list_path))
    return found


def _most_used(rows: Iterable[_TopicRow], found: Mapping[str, Pointer]) -> list[Pointer]:
    uses = Counter(row.slug for row in rows)
    return [found[slug] for slug in sorted(found, key=lambda slug: -uses[slug])]
