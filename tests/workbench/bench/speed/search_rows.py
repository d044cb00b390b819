"""The search index of many posts at once: the rows that the engine would write, in bulk.

What the engine does for each fifty posts (counting words) is done once at the end; whose
neighbours a post has is made up, since to find them takes longer than all else.
"""

import itertools
from random import Random

from wagtail.models import Page

from blog.models import BlogPostPage
from search.database.engines import engine
from search.index.entries import make_rows
from search.index.vocabulary import batches, recount
from search.models import SearchNeighbour, SearchPage, SearchSection, SearchTopic
from search.public.visibility import public_pages
from search.upkeep.writing import fetch_searchable, searchable_pages
from tests.workbench.bench.search.corpus import show_progress

BATCH = 500
NEIGHBOURS = 6


def fill_index() -> None:
    """Write the entries of all public pages that have none."""
    missing = searchable_pages(public_pages(Page.objects.filter(search_page=None)))
    keys = list(missing.order_by("pk").values_list("pk", flat=True))
    for number, batch in enumerate(batches(keys, BATCH), start=1):
        add_entries(batch)
        show_progress(min(number * BATCH, len(keys)), len(keys))
    recount()
    engine().settle()


def add_entries(keys: list[int]) -> None:
    rows = [make_rows(page.search_entry(), page_id=page.pk) for page in fetch_searchable(keys)]
    chained = itertools.chain.from_iterable
    SearchPage.objects.bulk_create((each.page for each in rows), batch_size=50)
    SearchSection.objects.bulk_create(chained(each.sections for each in rows), batch_size=80)
    SearchTopic.objects.bulk_create(chained(each.topics for each in rows), batch_size=150)


def add_neighbours() -> None:
    """Give each post some others at random."""
    keys = list(BlogPostPage.objects.order_by("pk").values_list("pk", flat=True))
    random = Random(len(keys))
    count = min(NEIGHBOURS, len(keys))
    rows = (
        SearchNeighbour(page_id=key, other_id=other, score=random.random())
        for key in keys
        for other in random.sample(keys, count)
        if other != key
    )
    for batch in batches(rows, 10_000):
        SearchNeighbour.objects.bulk_create(batch, batch_size=250)
