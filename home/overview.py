"""What a site's newest posts are about and who writes them, for its front page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from blog.models import Author, BlogIndexPage, PostAuthor, PostTag, Series, Tag
from blog.models.querysets import PostQuerySet

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


def find_overview(
    posts: PostQuerySet, blogs: Iterable[BlogIndexPage], request: HttpRequest
) -> Overview:
    """Return what the newest of some public posts are about; three queries.

    Each list is that of the blog of the newest post on it; `blogs` are the public ones.
    """
    fields = ("pk", "path", "series__slug", "series__name")
    newest = list(posts.newest_first().values_list(*fields)[:LOOKED_AT])
    urls = {blog.path: blog.get_url(request) or "" for blog in blogs}
    homes = {pk: urls.get(path[: -BlogIndexPage.steplen], "") for pk, path, *_series in newest}
    tags = PostTag.objects.filter(content_object__in=homes).values_list(
        "content_object", "tag__slug", "tag__name"
    )
    authors = PostAuthor.objects.filter(post__in=homes).order_by("sort_order")
    series = [(pk, slug, name) for pk, _path, slug, name in newest if slug]
    names = authors.values_list("post", "author__slug", "author__name")
    return Overview(
        tags=_most_used(tags, _latest(Tag, tags, homes))[:MAX_TAGS],
        series=list(_latest(Series, series, homes).values())[:MAX_SERIES],
        authors=list(_latest(Author, names, homes).values())[:MAX_AUTHORS],
    )


def _latest(
    model: Topic, rows: Iterable[tuple[int, str, str]], homes: Mapping[int, str]
) -> dict[str, Pointer]:
    """Return what rows of (post, slug, name) name, by slug, that of the newest post first."""
    places = {pk: place for place, pk in enumerate(homes)}
    found: dict[str, Pointer] = {}
    for pk, slug, name in sorted(rows, key=lambda row: places[row[0]]):
        if homes[pk]:
            found.setdefault(slug, Pointer(name, homes[pk] + model(slug=slug).listing_path))
    return found


def _most_used(rows: Iterable[tuple[int, str, str]], found: Mapping[str, Pointer]) -> list[Pointer]:
    uses = Counter(slug for _pk, slug, _name in rows)
    return [found[slug] for slug in sorted(found, key=lambda slug: -uses[slug])]
