"""Serves the feeds of any search: its newest public pages, whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.models import Page, get_page_models

from search.index.protocol import Syndicated
from search.public.http_caching import answer_if_changed, fingerprint
from search.results.search import DATE
from search.syndication.dates import last_change, latest
from search.syndication.formats import FORMATS, VERSION, Format
from search.syndication.items import Channel, Item, Person
from search.web.request import SearchRequest, find_site, read_request, run

HITS_PER_FEED = 20


@require_safe
def search_feed(request: HttpRequest, feed_format: Format) -> HttpResponse:
    """Serve the newest pages that answer `q` and its facets, in one format."""
    wanted = replace(read_request(request), order=DATE, page=1)
    results = run(wanted, request, size=HITS_PER_FEED)
    items = fetch_items([hit.page for hit in results.hits])
    channel = make_channel(wanted, request, items, feed_format)

    def make() -> HttpResponse:
        content = feed_format.write(channel, items)
        response = HttpResponse(content, content_type=feed_format.content_type)
        response["X-Robots-Tag"] = "noindex"
        return response

    etag = fingerprint(VERSION, feed_format.name, channel, items)
    return answer_if_changed(request, make, etag=etag, changed_at=channel.updated)


def feeds_of(wanted: SearchRequest) -> Iterator[dict[str, Any]]:
    """Yield the formats of a search's feed, each with its address."""
    query = urlencode(wanted.parameters)
    for each in FORMATS:
        yield {"format": each, "url": f"{reverse(f'search_{each.key}')}?{query}"}


def fetch_items(pages: Sequence[Page]) -> list[Item]:
    """Return the feeds' items of some pages in their order; a few queries for each page type."""
    found = {page.pk: page for page in fetch_syndicated([page.pk for page in pages])}
    return [found[page.pk].feed_item() for page in pages if page.pk in found]


def fetch_syndicated(keys: Sequence[int]) -> list[Page]:
    """Return the pages with these keys whose types are for feeds, with what their items need."""
    models = [model for model in get_page_models() if issubclass(model, Syndicated)]
    return [page for model in models for page in model.fetch_for_feed(keys)]


def make_channel(
    wanted: SearchRequest, request: HttpRequest, items: Sequence[Item], feed_format: Format
) -> Channel:
    """Return what the feed of a search is of; its address names what is asked for, no more."""
    site = find_site(request)
    name = site.site_name or settings.WAGTAIL_SITE_NAME
    query = urlencode(wanted.parameters)
    home = f"{site.root_url}{reverse('search')}?{query}"
    return Channel(
        id=f"urn:uuid:{uuid5(NAMESPACE_URL, home)}",
        title=f"{wanted.text or gettext('Search')} – {name}",
        home_url=home,
        feed_url=f"{site.root_url}{reverse(f'search_{feed_format.key}')}?{query}",
        language=site.root_page.locale.language_code,
        publisher=Person(name, f"{site.root_url}/"),
        updated=latest([item.updated for item in items], default=last_change(site.root_page)),
    )
