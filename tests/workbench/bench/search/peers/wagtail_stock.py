"""Wagtail's own database search, as a site calls it."""

import re
import time

from tests.workbench.bench.search.peers import FOUND


class WagtailStock:
    """All words; where that finds nothing, any of them."""

    name = "Wagtail"

    def __init__(self) -> None:
        from wagtail.search.backends import get_search_backend

        self.backend = get_search_backend("stock")

    def find(self, query: str) -> tuple[list[int], float]:
        began = time.perf_counter()
        # Quotes and operators would be a server error on SQLite.
        words = " ".join(re.findall(r"\w+", query))
        found = self._search(words, "and") or self._search(words, "or")
        return found, (time.perf_counter() - began) * 1000

    def _search(self, words: str, operator: str) -> list[int]:
        from wagtail.models import Page

        from search.public.visibility import public_pages

        # Wagtail checks every filter of a searched queryset; a subquery on the key passes.
        pages = Page.objects.filter(pk__in=public_pages(Page.objects.all()).values("pk"))
        hits = self.backend.search(words, pages, operator=operator)[:FOUND]
        return [page.pk for page in hits]
