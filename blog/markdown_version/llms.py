"""Writes llms.txt, as llmstxt.org describes it: a title, a quote that sums up, lists of links."""

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Site

from blog.markdown.writing import escaped, joined, quoted
from blog.markdown_version.lists import (
    fetch_pages,
    fetch_posts,
    link_line,
    page_links,
    post_links,
    section,
)
from blog.models import BlogPostPage, SiteIdentity
from search.syndication.formats import ATOM


def site_text(site: Site) -> str:
    """Return a site's llms.txt: its newest posts and its pages, bounded; three queries."""
    identity = SiteIdentity.for_site(site)
    posts = BlogPostPage.objects.inside(site.root_page).public().originals().newest_first()
    return (
        joined(
            f"# {escaped(identity.name)}",
            quoted(escaped(identity.tagline)),
            section(gettext("Posts"), post_links(fetch_posts(posts))),
            section(gettext("Pages"), page_links(fetch_pages(site))),
            # By this name, the format says, it may be left out where room is short.
            section("Optional", _more_links(site)),
        )
        + "\n"
    )


def _more_links(site: Site) -> str:
    lines = [
        link_line(gettext("Feed"), f"{site.root_url}/{ATOM.file_name}"),
        link_line(gettext("Sitemap"), f"{site.root_url}{reverse('sitemap')}"),
        link_line(
            gettext("Search"),
            f"{site.root_url}{reverse('search')}?format=json&q=",
            gettext("Put what you look for at the end; the answer is JSON."),
        ),
    ]
    return "\n".join(lines)
