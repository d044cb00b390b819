"""Serves the sitemap (sitemaps.org, with Google's images): an index, and its parts.

A part is a range of a thousand ids, so that each is found by the primary key however many pages
there are, and a page stays in its part for ever. A part may hold less than its range; where all of
it was deleted it is empty.
"""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from home.sitemap.entries import SitemapEntry
from home.sitemap.pages import page_entries
from home.sitemap.topics import last_topic_id, overview_entries, topic_entries
from home.sitemap.writing import write_index, write_part
from search.public.http_caching import answer_if_changed, fingerprint
from search.public.visibility import originals, public_pages
from search.web.request import find_site

IDS_PER_PART = 1000
XML = "application/xml; charset=utf-8"


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the parts of a site's sitemap; a few queries by primary keys."""
    site = find_site(request)
    return _xml_answer(request, write_index(f"{site.root_url}{path}" for path in part_paths(site)))


@require_safe
def page_part(request: HttpRequest, number: str) -> HttpResponse:
    """List the public pages of a site whose ids stand in one range."""
    site, ids = find_site(request), ids_of(number)
    entries = page_entries(site, ids)
    if any(entry.location == f"{site.root_url}/" for entry in entries):
        entries.append(SitemapEntry(f"{site.root_url}{reverse('follow')}"))
    return _xml_answer(request, write_part(entries))


@require_safe
def topic_part(request: HttpRequest, blog: str, number: str) -> HttpResponse:
    """List the tags, authors and series of a public blog whose ids stand in one range.

    The first part begins with the lists of them.
    """
    site = find_site(request)
    blogs = BlogIndexPage.objects.descendant_of(site.root_page).filter(pk=blog)
    index = originals(public_pages(blogs)).first()
    if index is None:
        raise Http404("There is no such blog.")
    overviews = overview_entries(index) if int(number) == 0 else []
    topics = topic_entries(index, ids_of(number))
    return _xml_answer(request, write_part([*overviews, *topics]))


def part_paths(site: Site) -> Iterator[str]:
    """Yield the addresses of all parts, each the same for ever."""
    ids = Page.objects.order_by("pk").values_list("pk", flat=True)
    first, last = ids.first() or 0, ids.last() or 0
    for number in range(first // IDS_PER_PART, last // IDS_PER_PART + 1):
        yield reverse("sitemap_pages", args=[number])
    blogs = BlogIndexPage.objects.descendant_of(site.root_page)
    blogs = originals(public_pages(blogs)).order_by("pk")
    last_topic = last_topic_id()
    for blog in blogs.values_list("pk", flat=True):
        for number in range(last_topic // IDS_PER_PART + 1):
            yield reverse("sitemap_topics", args=[blog, number])


def ids_of(number: str) -> range:
    """Return the ids of one part."""
    first = int(number) * IDS_PER_PART
    return range(first, first + IDS_PER_PART)


def _xml_answer(request: HttpRequest, content: str) -> HttpResponse:
    def make() -> HttpResponse:
        response = HttpResponse(content, content_type=XML)
        # A list for search engines, and nothing that they should list.
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return answer_if_changed(request, make, etag=fingerprint(content))
