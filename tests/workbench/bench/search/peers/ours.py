"""The site's own engine."""

import time

from tests.workbench.bench.search.peers import FOUND


class Ours:
    """`search.results.search.find`, as the search page calls it."""

    name = "Epoch"

    def __init__(self) -> None:
        from wagtail.models import Site

        from search.results.search import find

        self.call = find
        self.root = Site.objects.get(is_default_site=True).root_page

    def find(self, query: str) -> tuple[list[int], float]:
        began = time.perf_counter()
        results = self.call(query, root=self.root, size=FOUND)
        keys = [page_key(hit.page) for hit in results.hits]
        return list(dict.fromkeys(keys)), (time.perf_counter() - began) * 1000


def page_key(page) -> int:
    """Return the key of a page that may be given by it alone."""
    return getattr(page, "pk", page)
