"""Writes RSS 2.0, with the namespaces that carry whole texts and names of authors."""

from collections.abc import Sequence
from datetime import datetime
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from search.syndication.items import Channel, Item

# The RSS Advisory Board's profile has 0 where a size cannot be told: only the storage knows it.
UNKNOWN_SIZE = "0"


class _RssFeed(Rss201rev2Feed):
    """Django's, with the whole text of an item, every author and the feed's own date."""

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["icon_url"]:
            handler.startElement("image", AttributesImpl({}))
            handler.addQuickElement("url", self.feed["icon_url"])
            handler.addQuickElement("title", self.feed["title"])
            handler.addQuickElement("link", self.feed["link"])
            handler.endElement("image")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            # RSS' own `author` is an address of e-mail.
            handler.addQuickElement("dc:creator", author.name)
        if item["html"]:
            handler.addQuickElement("content:encoded", item["html"])


def write_rss(channel: Channel, items: Sequence[Item]) -> str:
    """Return an RSS document."""
    feed = _RssFeed(
        title=channel.title,
        link=channel.home_url,
        # A channel must have one.
        description=channel.description or channel.title,
        language=channel.language,
        feed_url=channel.feed_url,
        updated=channel.updated,
        icon_url=channel.icon_url,
    )
    for item in items:
        feed.add_item(
            title=item.title,
            link=item.url,
            description=item.summary or None,  # type: ignore[arg-type]  # None: no such element
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=item.published,
            categories=[tag.name for tag in item.tags],
            enclosures=_enclosures(item),
            authors=item.authors,
            html=item.html,
        )
    return feed.writeString("utf-8")


def _enclosures(item: Item) -> list[Enclosure]:
    picture = item.picture
    return [Enclosure(picture.url, UNKNOWN_SIZE, picture.media_type)] if picture else []
