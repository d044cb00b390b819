"""Serves the feeds of a site, a blog, a tag, an author and a series."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from blog.colours.icons import icon_address
from blog.feeds.contents import PostOutline, fill_in, read_outlines
from blog.feeds.subjects import Subject, find_subject
from blog.models import SiteIdentity
from search.public.http_caching import answer_if_changed, fingerprint
from search.syndication.dates import last_change, latest
from search.syndication.formats import VERSION, Format
from search.syndication.items import Channel, Person
from search.web.request import find_site


@require_safe
def post_feed(request: HttpRequest, feed_format: Format, path: str = "") -> HttpResponse:
    """Serve the newest public posts of what stands at `path`, whole, in one format.

    Raises Http404 where nothing lists posts, and where an anonymous reader may not look: feed
    readers cannot log in. To know whether something changed, no text is read.
    """
    site = find_site(request)
    subject = find_subject(site, path)
    outlines = read_outlines(subject.posts)
    channel = make_channel(subject, site, outlines, feed_format)

    def make() -> HttpResponse:
        content = feed_format.write(channel, fill_in(outlines))
        return HttpResponse(content, content_type=feed_format.content_type)

    etag = fingerprint(VERSION, feed_format.key, channel, outlines)
    return answer_if_changed(request, make, etag=etag, changed_at=channel.updated)


def make_channel(
    subject: Subject, site: Site, outlines: Sequence[PostOutline], feed_format: Format
) -> Channel:
    """Return what the feed of a subject says of itself."""
    identity = SiteIdentity.for_site(site)
    return Channel(
        id=f"urn:uuid:{subject.id}",
        title=subject.title(identity.name),
        home_url=subject.url,
        feed_url=f"{subject.url}{feed_format.file_name}",
        language=subject.page.locale.language_code,
        publisher=Person(identity.name, f"{site.root_url}/"),
        updated=latest(
            [outline.item.updated for outline in outlines], default=last_change(subject.page)
        ),
        description=subject.description or identity.tagline,
        icon_url=f"{site.root_url}{icon_address('icon-512.png', identity.colour)}",
    )
