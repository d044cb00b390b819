"""Renders an index page's post lists: numbered pages of teasers, or an overview of lists."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, PageQuerySet

from blog.archive.teasers import fetch_teasers
from search.public.paging import page_slice
from search.syndication.formats import FORMATS

POSTS_PER_PAGE = 12


@dataclass(frozen=True)
class PostList:
    """One list of a blog: its heading, its path below the index page and what it is about.

    `topic` is the tag, author or series whose posts it lists.
    """

    heading: str
    path: str
    description: str = ""
    template: str | None = None
    topic: Model | None = None
    is_period: bool = False

    @property
    def has_feeds(self) -> bool:
        """Tell whether it has feeds of its own; those of the blog stand for it elsewhere."""
        return not self.path or self.topic is not None


def render_post_list(
    index: Page, request: HttpRequest, posts: PageQuerySet, post_list: PostList, **context: Any
) -> HttpResponse:
    """Render one numbered page of a list of posts; 404 for an empty one of a tag or the like."""
    rows = posts.defer_streamfields().select_related("cover")
    teasers = page_slice(rows, number=request.GET.get("page"), size=POSTS_PER_PAGE)
    if post_list.path and not teasers.items:
        raise Http404("No public post stands here.")
    fetch_teasers(teasers.items)
    return render_overview(index, request, post_list, teasers=teasers, **context)


def render_overview(
    index: Page, request: HttpRequest, post_list: PostList, **context: Any
) -> HttpResponse:
    """Render a list of lists, such as all tags."""
    return index.render(
        request,
        context_overrides={"post_list": post_list, "formats": FORMATS, **context},
        template=post_list.template,
    )
