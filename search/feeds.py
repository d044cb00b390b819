"""The Atom feed (RFC 4287) of any search: its newest public pages."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from wagtail.models import Site

from search.caching import always_asked
from search.engine import DATE
from search.request import read_request, run
from search.results import Hit
from search.xml_text import xml_text

HITS_PER_FEED = 20


def search_feed(request: HttpRequest) -> HttpResponse:
    """Serve the newest pages that answer `q` and its facets."""
    wanted = replace(read_request(request), order=DATE, page=1)
    results = run(wanted, request, size=HITS_PER_FEED)
    site = Site.find_for_request(request)
    name = site.site_name or settings.WAGTAIL_SITE_NAME
    topic = wanted.text or gettext("Search")
    feed = Atom1Feed(
        title=xml_text(f"{topic} – {name}"),
        link=request.build_absolute_uri(f"{reverse('search')}?{request.GET.urlencode()}"),
        description="",
        feed_url=request.build_absolute_uri(),
        language=site.root_page.locale.language_code,
    )
    for hit in results.hits:
        feed.add_item(**_entry(hit, request))
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["X-Robots-Tag"] = "noindex"
    return always_asked(response)


def _entry(hit: Hit, request: HttpRequest) -> dict:
    """Return a hit as feedgenerator's item; its id is that of the page in the blog's feed."""
    return {
        "title": xml_text(hit.page.title),
        "link": request.build_absolute_uri(hit.url),
        "description": xml_text(str(hit.snippet)),
        "unique_id": f"urn:uuid:{hit.page.translation_key}",
        "pubdate": hit.date,
        "updateddate": hit.page.last_published_at or hit.date,
    }
