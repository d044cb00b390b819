"""What pages that lead to others offer to search: their title and introduction."""

from collections.abc import Iterable, Sequence

from wagtail.models import Page

from blog.document.plain import plain_text
from search.protocol import Entry, EntrySection


class IntroducedMixin:
    """A page with an introduction in rich text; fulfils `search.protocol.Searchable`."""

    def search_entry(self) -> Entry:
        """Return what search finds of the page."""
        return Entry(
            title=self.title,
            teaser=self.search_description,
            sections=(EntrySection("", "", plain_text(self.introduction)),),
            language=self.locale.language_code,
        )

    @classmethod
    def fetch_for_search(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Fetch pages with what their entries need."""
        return cls.objects.filter(pk__in=keys).select_related("locale")
