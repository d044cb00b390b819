"""Keeps stored Documents true when what they name changes: pages, documents, images.

A body names these by id; the reference index says which bodies do. After the commit those are
rendered again, the first few at once, more in the background.
"""

import threading
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django_tasks import task
from wagtail.models import Page, ReferenceIndex

from blog.models import BodyPage, StoredDocument

# About half a second of work that an editor waits for; the rest follows.
AT_ONCE = 20
# Ids in one query; SQLite allows many more.
BATCH_SIZE = 500


class _Pending(threading.local):
    """The pages to render again at this thread's next commit."""

    def __init__(self) -> None:
        self.page_ids: set[int] = set()


_pending = _Pending()


def rerender_naming(model: type[Model], pks: Collection[int]) -> None:
    """After the commit, render again the bodies that name some pages, documents or images."""
    rerender_after_commit(pages_naming(model, pks))


def rerender_after_commit(page_ids: Iterable[int]) -> None:
    """Render pages again after the commit, each once however often it is asked for."""
    _pending.page_ids |= set(page_ids)
    if _pending.page_ids:
        transaction.on_commit(_flush)


def pages_naming(model: type[Model], pks: Collection[int]) -> set[int]:
    """Return the ids of live pages with a stored Document whose content names an object."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    )
    found: set[int] = set()
    for batch in _batches(pks):
        rows = references.filter(to_object_id__in=[str(pk) for pk in batch])
        found |= {int(pk) for pk in rows.values_list("object_id", flat=True)}
    return found


def rerender(page_ids: Iterable[int]) -> int:
    """Render live pages with a body again and store what comes of it; return how many."""
    count = 0
    for batch in _batches(page_ids):
        pages = Page.objects.filter(pk__in=batch, live=True).specific()
        count += sum(store_again(page) for page in pages if isinstance(page, BodyPage))
    return count


@task(backend="background")
def rerender_pages(page_ids: list[int]) -> None:
    """Render pages again in the background."""
    rerender(page_ids)


@task(backend="background")
def rerender_all() -> None:
    """Render every stored Document again, as when a site moves to another address."""
    rerender(StoredDocument.objects.values_list("pk", flat=True))


def store_again(page: BodyPage) -> bool:
    """Store a page's Document; return False where the page was published again meanwhile."""
    # Both are made before the transaction opens.
    page.document_of_body()
    page.markdown_of_body()
    with transaction.atomic():
        same = type(page).objects.filter(
            pk=page.pk, live=True, last_published_at=page.last_published_at
        )
        if not same.select_for_update().exists():
            return False
        page.store_document()
    return True


def _flush() -> None:
    page_ids, _pending.page_ids = sorted(_pending.page_ids), set()
    rerender(page_ids[:AT_ONCE])
    for batch in _batches(page_ids[AT_ONCE:]):
        rerender_pages.enqueue(batch)


def _batches(pks: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(pks)
    while batch := list(islice(rest, BATCH_SIZE)):
        yield batch
