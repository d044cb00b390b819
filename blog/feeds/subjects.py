"""Finds what a feed is about at an address, and the posts it may hold.

That is a site, a blog, a tag, an author or a series.
"""

import re
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import Model
from django.http import Http404
from django.utils.encoding import iri_to_uri
from wagtail.models import Page, Site

from blog.archive.routes import AUTHORS, SERIES, TAGS, TOPIC
from blog.archive.topics import posts_of_topic
from blog.models import Author, BlogIndexPage, BlogPostPage, Series, Tag
from blog.models.querysets import PostQuerySet
from search.public.addresses import pages_at
from search.public.visibility import public_pages

_TOPIC = re.compile(rf"(?P<above>(?:[\w\-]+/)*){TOPIC}")
_TOPICS: dict[str, type[Model]] = {TAGS: Tag, AUTHORS: Author, SERIES: Series}
# More than a feed or a Markdown version lists.
_LISTED = 60


@dataclass(frozen=True)
class Subject:
    """A page that posts stand below, or one topic of its posts.

    `names` leads from it up to the site, whose name is left out; `url` is its full address, and
    `id` outlives new addresses and names.
    """

    page: Page
    posts: PostQuerySet
    names: tuple[str, ...]
    url: str
    id: UUID
    topic: Model | None = None

    @property
    def description(self) -> str:
        """What the topic is about; empty for a page."""
        return getattr(self.topic, "description", "") or getattr(self.topic, "biography", "")

    def title(self, site_name: str) -> str:
        """Return its name, with those of what it belongs to."""
        return " – ".join([*self.names, site_name])


def find_subject(site: Site, path: str) -> Subject:
    """Return what lists posts at `path` of a site, by three queries at most.

    Raises Http404 where nothing does: at a post, below none, at a topic without a public post,
    and where an anonymous reader may not look.
    """
    page = public_pages(pages_at(site, path)).select_related("locale").first()
    if page is None:
        return _find_topic(site, path)
    is_root = page.pk == site.root_page_id
    if page.is_leaf() and not (is_root or issubclass(page.specific_class, BlogIndexPage)):
        raise Http404("No posts stand below this page.")
    names = () if is_root else (page.title,)
    return Subject(
        page,
        _posts_below(page).originals(),
        names,
        page.full_url,
        uuid5(page.translation_key, "feed"),
    )


def _find_topic(site: Site, path: str) -> Subject:
    match = _TOPIC.fullmatch(path)
    if match is None:
        raise Http404("No page stands here.")
    index = public_pages(pages_at(site, match["above"])).select_related("locale").first()
    topic = _TOPICS[match["kind"]].objects.filter(slug=match["slug"]).first()
    if index is None or topic is None or not issubclass(index.specific_class, BlogIndexPage):
        raise Http404("No such topic.")
    posts = _posts_of_topic(index, topic)
    if not posts.exists():
        raise Http404("No public post stands here.")
    url = f"{index.full_url}{iri_to_uri(topic.post_list_path)}"
    identity = uuid5(index.translation_key, f"{match['kind']}:{topic.pk}")
    return Subject(index, posts.originals(), (str(topic), index.title), url, identity, topic)


def _posts_of_topic(index: Page, topic: Model) -> PostQuerySet:
    if isinstance(topic, Series):
        return _posts_below(index).filter(series=topic)
    return posts_of_topic(_posts_below(index), topic, first=_LISTED, among=index.numchild)


def _posts_below(page: Page) -> PostQuerySet:
    return BlogPostPage.objects.inside(page).public().newest_first()
