"""Finds all that readers can follow on a site: the site, its blogs, their topics."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext
from wagtail.models import Page, Site

from blog.archive.counts import topics_of
from blog.archive.routes import AUTHORS, SERIES, TAGS
from blog.models import Author, BlogIndexPage, Series, Tag
from search.public.visibility import originals, public_pages
from search.syndication.formats import FORMATS

# The others are led to: each list has its own feeds.
MAX_TOPICS = 50


@dataclass(frozen=True)
class Feed:
    """A feed in one format, at its full address."""

    format: str
    media_type: str
    url: str


@dataclass(frozen=True)
class Followed:
    """Something whose posts come in feeds, Atom first; `post_count` where they were counted."""

    name: str
    feeds: Sequence[Feed]
    post_count: int = 0


@dataclass(frozen=True)
class TopicKind:
    """The topics of one kind in a blog, those with most posts; `url` lists all of them."""

    name: str
    url: str
    topics: Sequence[Followed]
    is_cut_off: bool


@dataclass(frozen=True)
class FollowedBlog:
    """A blog and what its posts can be followed by."""

    blog: Followed
    kinds: Sequence[TopicKind]


def followed_site(site: Site, name: str) -> Followed:
    """Return the feeds of the whole site."""
    return Followed(name, feeds_at(f"{site.root_url}/"))


def followed_blogs(site: Site) -> list[FollowedBlog]:
    """Return the public blogs of a site, in tree order; aliases have their posts elsewhere.

    One query, and six for each blog, once per change.
    """
    blogs = originals(public_pages(BlogIndexPage.objects.descendant_of(site.root_page)))
    return [_followed_blog(blog, site) for blog in blogs.order_by("path")]


def feeds_at(url: str) -> tuple[Feed, ...]:
    """Return the feeds of what lists posts at an address."""
    return tuple(Feed(each.name, each.media_type, f"{url}{each.file_name}") for each in FORMATS)


def _followed_blog(blog: BlogIndexPage, site: Site) -> FollowedBlog:
    url = f"{site.root_url}{iri_to_uri(_path_below(site, blog))}"
    found = (
        (gettext("By tag"), TAGS, topics_of(blog, Tag)),
        (gettext("By author"), AUTHORS, topics_of(blog, Author)),
        (gettext("By series"), SERIES, topics_of(blog, Series)),
    )
    kinds = [_topic_kind(name, url, kind, topics) for name, kind, topics in found if topics]
    return FollowedBlog(Followed(blog.title, feeds_at(url)), kinds)


def _topic_kind(name: str, url: str, kind: str, topics: Sequence) -> TopicKind:
    most = sorted(topics, key=lambda topic: -topic.post_count)[:MAX_TOPICS]
    chosen = {topic.pk for topic in most}
    return TopicKind(
        name,
        f"{url}{kind}/",
        [
            Followed(
                topic.name, feeds_at(f"{url}{iri_to_uri(topic.post_list_path)}"), topic.post_count
            )
            for topic in topics
            if topic.pk in chosen
        ],
        is_cut_off=len(topics) > MAX_TOPICS,
    )


def _path_below(site: Site, page: Page) -> str:
    return f"/{page.url_path.removeprefix(site.root_page.url_path)}"
