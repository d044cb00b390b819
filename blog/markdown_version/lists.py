"""Writes lists of pages as Markdown links to their own Markdown versions."""

from collections.abc import Iterable

from django.utils.timezone import localtime
from wagtail.models import Page, Site

from blog.markdown.writing import escaped, joined
from blog.metadata.site_context import MARKDOWN_FILE
from blog.models import BlogPostPage
from blog.models.querysets import PostQuerySet
from search.public.visibility import originals, public_pages

# Of each that one text lists; the sitemap holds them all.
LISTED = 50


def fetch_posts(posts: PostQuerySet) -> list[BlogPostPage]:
    """Return the first posts, as lists show them; one query."""
    return list(posts.defer_streamfields()[:LISTED])


def fetch_pages(site: Site) -> list[Page]:
    """Return the first public pages of a site that are no posts, its front page aside; a query."""
    pages = Page.objects.descendant_of(site.root_page).not_type(BlogPostPage)
    return list(originals(public_pages(pages)).order_by("path")[:LISTED])


def post_links(posts: Iterable[BlogPostPage]) -> str:
    """Return posts as links to their Markdown versions, with their dates and what they say."""
    return "\n".join(
        link_line(
            post.title, f"{post.full_url}{MARKDOWN_FILE}", f"{_iso_day(post)}. {post.summary}"
        )
        for post in posts
    )


def page_links(pages: Iterable[Page]) -> str:
    """Return pages as links to their Markdown versions."""
    return "\n".join(
        link_line(page.title, f"{page.full_url}{MARKDOWN_FILE}", page.search_description)
        for page in pages
    )


def link_line(title: str, url: str, about: str = "") -> str:
    """Return one item of a list; `url` is a full address of this site."""
    return f"- [{escaped(title)}]({url})" + (f": {escaped(about)}" if about.strip() else "")


def section(heading: str, *parts: str) -> str:
    """Return a section, empty where nothing stands in it."""
    text = joined(*parts)
    return f"## {escaped(heading)}\n\n{text}" if text else ""


def _iso_day(post: BlogPostPage) -> str:
    return localtime(post.display_date).date().isoformat()
