"""Offers a page's title and introduction to search and feeds, where the page has no body."""

from collections.abc import Iterable, Sequence

from wagtail.models import Page

from blog.html.plain_text import plain_text
from blog.rendering.feed_item import page_item
from search.index.protocol import Entry, EntrySection
from search.syndication.items import Item


class IntroductionMixin:
    """A page with an introduction in rich text; fulfils `Searchable` and `Syndicated`."""

    def search_entry(self) -> Entry:
        """Return what search finds of the page."""
        return Entry(
            title=self.title,
            teaser=self.search_description,
            sections=(EntrySection("", "", plain_text(self.introduction)),),
            language=self.locale.language_code,
        )

    def feed_item(self) -> Item:
        """Return the page as feeds have it; see `search.index.protocol.Syndicated`."""
        return page_item(self, text=plain_text(self.introduction))

    @classmethod
    def fetch_for_feed(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with what their items need."""
        return cls.fetch_for_search(keys)

    @classmethod
    def fetch_for_search(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with what their entries need."""
        return cls.objects.filter(pk__in=keys).select_related("locale")
