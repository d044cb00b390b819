"""Makes the index anew, fills in what is missing, and finds what differs from the pages."""

from collections.abc import Callable, Iterator

from wagtail.models import Page

from search.database.engines import engine
from search.index.entries import DIGEST_START, entry_digest
from search.index.vocabulary import batches, recount, wrong_counts
from search.models import SearchNeighbour, SearchPage
from search.public.visibility import public_pages
from search.related.neighbours import find_all_neighbours
from search.upkeep.writing import (
    fetch_searchable,
    index_keys,
    remove_pages,
    searchable_pages,
)

BATCH_SIZE = 50

Progress = Callable[[int, int], None]


def rebuild(progress: Progress | None = None) -> int:
    """Write every entry anew, drop what is not public, and count the words; return how many.

    A batch is a transaction, so that readers search all the while and writers wait for little.
    """
    keys = _searchable_keys()
    done = 0
    for batch in batches(keys, BATCH_SIZE):
        index_keys(batch, anew=True)
        done += len(batch)
        if progress:
            progress(done, len(keys))
    remove_pages(list(SearchPage.objects.exclude(pk__in=keys).values_list("pk", flat=True)))
    recount()
    # What the engine keeps follows by itself, and to make all of it anew would keep writers out.
    if any(engine().find_faults()):
        engine().rebuild()
    engine().settle()
    return SearchPage.objects.count()


def fill() -> int:
    """Write the entries that are missing or that an older version wrote, as after an upgrade.

    Drops those of aliases, which a version before wrote.
    Neighbours are found where entries were missing, or all neighbours are.
    """
    aliases = SearchPage.objects.filter(page__alias_of__gt=0)
    remove_pages(list(aliases.values_list("pk", flat=True)))
    current = SearchPage.objects.filter(digest__startswith=DIGEST_START)
    missing = searchable_pages(public_pages(Page.objects.exclude(pk__in=current.values("pk"))))
    keys = list(missing.order_by("pk").values_list("pk", flat=True))
    for batch in batches(keys, BATCH_SIZE):
        index_keys(batch, anew=True)
    if keys:
        # Another version may have stemmed the words otherwise.
        recount()
    if keys or not SearchNeighbour.objects.exists():
        find_all_neighbours()
    return len(keys)


def find_differences() -> Iterator[str]:
    """Yield a line for each thing that is not as it should be."""
    keys = _searchable_keys()
    stored = dict(SearchPage.objects.values_list("pk", "digest"))
    for batch in batches(keys, BATCH_SIZE):
        for page in fetch_searchable(batch):
            if page.pk not in stored:
                yield f"Page {page.pk} ({page.title}) is missing."
            elif stored[page.pk] != entry_digest(page.search_entry()):
                yield f"Page {page.pk} ({page.title}) has changed."
    for key in sorted(stored.keys() - set(keys)):
        yield f"Page {key} is in the index and not public."
    if count := len(wrong_counts()):
        yield f"{count} words are miscounted."
    if count := _count_lost_neighbours():
        yield f"{count} neighbours are not in the index."
    yield from engine().find_faults()


def _count_lost_neighbours() -> int:
    indexed = SearchPage.objects.values("pk")
    return SearchNeighbour.objects.exclude(page__in=indexed, other__in=indexed).count()


def _searchable_keys() -> list[int]:
    pages = searchable_pages(public_pages(Page.objects.all()))
    return list(pages.order_by("pk").values_list("pk", flat=True))
