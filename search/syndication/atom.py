"""Writes Atom (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from search.syndication.items import Channel, Item


class _AtomFeed(Atom1Feed):
    """Django's, with the whole text of an entry, every author and the feed's own date."""

    def latest_post_date(self) -> datetime:
        # Django's would be "now" for a feed without entries.
        return self.feed["updated"]

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["icon_url"]:
            handler.addQuickElement("icon", self.feed["icon_url"])

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author.name)
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        if item["picture"]:
            # Its size in bytes, which is optional here, would have to be asked of the storage.
            picture = {"href": item["picture"].url, "type": item["picture"].media_type}
            handler.addQuickElement("link", "", {"rel": "enclosure", **picture})
        if item["related"]:
            related = {"href": item["related"].url, "title": item["related"].title}
            handler.addQuickElement("link", "", {"rel": "related", **related})
        if item["html"]:
            handler.addQuickElement("content", item["html"], {"type": "html"})


def write_atom(channel: Channel, items: Sequence[Item]) -> str:
    """Return an Atom document."""
    feed = _AtomFeed(
        title=channel.title,
        link=channel.home_url,
        description="",
        subtitle=channel.description or None,
        language=channel.language,
        author_name=channel.publisher.name,
        author_link=channel.publisher.url or None,
        feed_url=channel.feed_url,
        feed_guid=channel.id,
        updated=channel.updated,
        icon_url=channel.icon_url,
    )
    for item in items:
        feed.add_item(
            title=item.title,
            link=item.url,
            # Django declares summaries to be HTML; ours are plain.
            description=escape(item.summary) if item.summary else None,  # type: ignore[arg-type]  # None: no such element
            unique_id=item.id,
            pubdate=item.published,
            updateddate=item.updated,
            categories=[tag.name for tag in item.tags],
            authors=item.authors,
            picture=item.picture,
            related=item.related,
            html=item.html,
        )
    return feed.writeString("utf-8")
