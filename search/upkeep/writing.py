"""Writes and drops entries of the index as pages are published, moved and restricted.

Whoever searches joins the visibility rule again, so that an entry left behind shows nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.db import connection, transaction
from django_tasks import task
from wagtail.models import Page, PageQuerySet, get_page_models

from search.database.task_priorities import STALE
from search.index.entries import Rows, entry_digest, make_rows, without_common
from search.index.protocol import Entry, Searchable
from search.index.vocabulary import batches, count_words
from search.models import SearchPage, SearchSection, SearchTopic
from search.public.visibility import originals, public_pages
from search.related.neighbour_rows import drop_neighbours
from search.related.neighbours import find_neighbours

# About a quarter of a second of work that an editor waits for; the rest follows.
AT_ONCE = 20
BATCH_SIZE = 50
_NAMED = [field.attname for field in SearchTopic._meta.fields if not field.primary_key]
_WRITTEN = [field.name for field in SearchPage._meta.fields if not field.primary_key]


def index_page(page: Page) -> None:
    """Write a page's entry; drop it for an alias or what is not public. `page` is specific."""
    index_pages([page])


def index_pages(pages: Sequence[Page], *, anew: bool = False) -> None:
    """Write the entries of specific pages in one transaction, and have their neighbours found.

    `anew` writes what is the same too, and leaves the neighbours and the count of the words to
    the caller: most words stand in most batches, and would be written with each.
    """
    keys = [page.pk for page in pages]
    pages_to_find = originals(public_pages(Page.objects.filter(pk__in=keys)))
    public = set(pages_to_find.values_list("pk", flat=True))
    entries = {
        key: page.search_entry()
        for key, page in zip(keys, pages, strict=True)
        if key in public and isinstance(page, Searchable)
    }
    with transaction.atomic(savepoint=False):
        remove_pages([key for key in keys if key not in entries])
        _write_changed(entries, anew=anew)


def remove_pages(keys: Sequence[int]) -> None:
    """Drop the entries of pages, where they have one."""
    if not keys:
        return
    stored = SearchPage.objects.filter(pk__in=keys).values_list("pk", "words", "language")
    if rows := list(stored):
        found = [pk for pk, _words, _language in rows]
        # Nothing else hangs on these rows; `delete()` would read them all first.
        for model in (SearchSection, SearchTopic, SearchPage):
            model.objects.filter(page__in=found)._raw_delete(connection.alias)
        drop_neighbours(found)
        count_words([(words, language) for _pk, words, language in rows], [])


def index_again(keys: Iterable[int]) -> None:
    """Write the entries of pages by their keys: the first few at once, the rest in background."""
    keys = list(keys)
    for batch in batches(keys[:AT_ONCE], BATCH_SIZE):
        index_keys(batch)
    for batch in batches(keys[AT_ONCE:], BATCH_SIZE):
        index_in_background.enqueue(batch)


def sync_tree(page: Page) -> None:
    """Bring the index up to date for a page and all below it, after a move or a restriction.

    What is private now is dropped at once; what became public is written as in `index_again`.
    """
    tree = Page.objects.descendant_of(page, inclusive=True)
    public = originals(public_pages(tree)).values("pk")
    indexed = SearchPage.objects.filter(page__path__startswith=page.path)
    remove_pages(list(indexed.exclude(pk__in=public).values_list("pk", flat=True)))
    missing = searchable_pages(public_pages(tree)).filter(search_page=None)
    index_again(missing.values_list("pk", flat=True))


def searchable_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return those of some pages whose types can be found, without aliases."""
    return originals(pages).type(*searchable_types())


def searchable_types() -> list[type[Page]]:
    """Return the installed page types that can be found."""
    return [model for model in get_page_models() if issubclass(model, Searchable)]


def fetch_searchable(keys: Sequence[int]) -> list[Page]:
    """Return the pages with these keys, with what their entries need, by their types."""
    return [page for model in searchable_types() for page in model.fetch_for_search(keys)]


def index_keys(keys: Sequence[int], *, anew: bool = False) -> None:
    """Write the entries of the pages with these keys."""
    pages = fetch_searchable(keys)
    remove_pages(list(set(keys) - {page.pk for page in pages}))
    index_pages(pages, anew=anew)


@task(backend="background", priority=STALE)
def index_in_background(keys: list[int]) -> None:
    """Write entries that an editor need not wait for."""
    for batch in batches(keys, BATCH_SIZE):
        index_keys(batch)


def _write_changed(entries: dict[int, Entry], *, anew: bool) -> None:
    if anew:
        _store_rows([make_rows(entry, page_id=pk) for pk, entry in entries.items()])
        return
    stored = {
        row.pk: row
        for row in SearchPage.objects.filter(pk__in=entries).only("digest", "words", "language")
    }
    changed = [
        make_rows(entry, page_id=pk)
        for pk, entry in entries.items()
        if pk not in stored or stored[pk].digest != entry_digest(entry)
    ]
    if changed:
        _count_words(changed, stored)
        _store_rows(changed)
        find_neighbours.enqueue([rows.page.pk for rows in changed])


def _count_words(changed: Sequence[Rows], stored: dict[int, SearchPage]) -> None:
    old, new = [], []
    for page in (rows.page for rows in changed):
        words, before = page.words, stored.get(page.pk)
        if before:
            then = before.words
            if before.language == page.language:
                then, words = without_common(then, words)
            old.append((then, before.language))
        new.append((words, page.language))
    count_words(old, new)


def _store_rows(changed: Sequence[Rows]) -> None:
    keys = [rows.page.pk for rows in changed]
    SearchSection.objects.filter(page__in=keys)._raw_delete(connection.alias)
    SearchPage.objects.bulk_create(
        [rows.page for rows in changed],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=_WRITTEN,
    )
    SearchSection.objects.bulk_create(
        chain.from_iterable(rows.sections for rows in changed), batch_size=200
    )
    _store_topics(keys, [topic for rows in changed for topic in rows.topics])


def _store_topics(keys: Sequence[int], topics: Sequence[SearchTopic]) -> None:
    """Write the topics of pages, which few edits change."""
    held = SearchTopic.objects.filter(page__in=keys)
    named = {tuple(getattr(topic, name) for name in _NAMED) for topic in topics}
    if named != set(held.values_list(*_NAMED)):
        held._raw_delete(connection.alias)
        SearchTopic.objects.bulk_create(topics, batch_size=200)
