"""Lists the formats that every feed comes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.syndication.atom import write_atom
from search.syndication.items import Channel, Item
from search.syndication.json_feed import write_json_feed
from search.syndication.rss import write_rss

# Raised by hand with every change of ours that shows in a feed: readers then fetch it again.
VERSION = 1


@dataclass(frozen=True)
class Format:
    """A format: its name, the file that its addresses end in, its media type, who writes it.

    `key` stands in the names of its URL patterns.
    """

    name: str
    key: str
    file_name: str
    media_type: str
    write: Callable[[Channel, Sequence[Item]], str]

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"


ATOM = Format("Atom", "feed", "feed.xml", "application/atom+xml", write_atom)
RSS = Format("RSS", "rss", "rss.xml", "application/rss+xml", write_rss)
JSON = Format("JSON Feed", "json_feed", "feed.json", "application/feed+json", write_json_feed)
FORMATS = (ATOM, RSS, JSON)
