"""What a site's newest posts are about and who writes them, for its front page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wagtail.models import Page, Site

from blog.models import Author, BlogIndexPage, BlogPostPage, PostAuthor, PostTag, Series, Tag
from search.once_per_change import once_per_change
from search.visibility import expiries_passed, public_pages

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


def find_overview(front: Page, site: Site | None) -> Overview:
    """Return what the newest public posts below a page are about, with addresses as on a site.

    Each list is that of the blog of the newest post on it.
    """
    return _overview(front.path, site.pk if site else None, expiries_passed())


@once_per_change
def _overview(path: str, site_id: int | None, expired: int) -> Overview:
    posts = BlogPostPage.objects.filter(path__startswith=path).public()
    blogs = public_pages(BlogIndexPage.objects.filter(path__startswith=path)).order_by("pk")
    fields = ("pk", "path", "series__slug", "series__name")
    newest = list(posts.newest_first().values_list(*fields)[:LOOKED_AT])
    site = Site(pk=site_id)  # addresses on the same site are short
    urls = {blog.path: blog.relative_url(site) or "" for blog in blogs}
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
