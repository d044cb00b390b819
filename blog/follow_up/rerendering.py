"""Renders stored Documents again when what they name changes: pages, files, sources.

A body names these by id, and sources by key; the reference index, and `SourceUse`, say which
bodies do. Those are rendered again by
tasks, which are enqueued in the transaction of the change, a few pages each: what a killed process
leaves behind is there at the next start, and no error reaches whoever made the change.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Model
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, ReferenceIndex

from blog.models import BodyPage, SourceUse, StoredDocument
from search.database.task_priorities import STALE
from search.upkeep.writing import index_keys

# About half a second of work, after which other tasks get their turn.
PAGES_A_TASK = 20
# Ids in one query; SQLite allows many more.
BATCH_SIZE = 500

logger = logging.getLogger(__name__)


class RerenderingError(Exception):
    """Some pages can't be rendered again; what they showed before stays."""


def rerender_naming(model: type[Model], pks: Collection[int]) -> None:
    """Have the bodies rendered again that name some pages, documents or images."""
    _enqueue_once(rerender_pages, pages_naming(model, pks))


def rerender_citing(keys: Collection[str] | None = None) -> None:
    """Have the bodies that cite some keys, or any, rendered and found by their words again."""
    _enqueue_once(renew_pages, SourceUse.objects.pages_citing(keys))


def pages_naming(model: type[Model], pks: Collection[int]) -> set[int]:
    """Return the ids of live pages with a stored Document whose content names an object."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    )
    found: set[int] = set()
    for batch in batches(pks, BATCH_SIZE):
        rows = references.filter(to_object_id__in=[str(pk) for pk in batch])
        found |= {int(pk) for pk in rows.values_list("object_id", flat=True)}
    return found


def rerender(page_ids: Iterable[int]) -> list[int]:
    """Render live pages with a body again; return the ids of those that can't be.

    One that can't be holds up no other. Raises what the database raises.
    """
    failed = []
    for batch in batches(page_ids, PAGES_A_TASK):
        for page in Page.objects.filter(pk__in=batch, live=True).specific():
            if isinstance(page, BodyPage) and not _rerender_or_log(page):
                failed.append(page.pk)
    return failed


@task(backend="background", priority=STALE)
def rerender_pages(page_ids: list[int]) -> None:
    """Render pages again in the background."""
    if failed := rerender(page_ids):
        raise RerenderingError(f"Not rendered again: {failed}; the log says why.")


@task(backend="background", priority=STALE)
def renew_pages(page_ids: list[int]) -> None:
    """Render pages again whose words change by it, and write them into the search index."""
    try:
        rerender_pages.func(page_ids)
    finally:
        index_keys(page_ids)


@task(backend="background", priority=STALE)
def rerender_all() -> None:
    """Have every stored Document rendered again, as when a site moves to another address."""
    page_ids = StoredDocument.objects.order_by("pk").values_list("pk", flat=True)
    with transaction.atomic():
        for batch in batches(page_ids, PAGES_A_TASK):
            rerender_pages.enqueue(batch)


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


def batches(pks: Iterable[int], size: int) -> Iterator[list[int]]:
    """Yield ids, as many at once as `size` says."""
    rest = iter(pks)
    while batch := list(islice(rest, size)):
        yield batch


def _rerender_or_log(page: BodyPage) -> bool:
    """Render a page again; return False, and log why, where that can't be done."""
    try:
        store_again(page)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # blocks, libraries and storages raise what they like
        logger.exception("Page %s can't be rendered again.", page.pk)
        return False
    return True


def _enqueue_once(again: Task, page_ids: Iterable[int]) -> None:
    """Enqueue a task for pages, a few each, but where it waits for the same ones already."""
    for batch in batches(sorted(page_ids), PAGES_A_TASK):
        with transaction.atomic():
            if not _is_waiting_already(again, batch):
                again.enqueue(batch)


def _is_waiting_already(again: Task, page_ids: list[int]) -> bool:
    """Tell whether a task for the same pages waits; if so, lock it until this is committed.

    Otherwise it might begin before that, without what changes now.
    """
    same = {"args": [page_ids], "kwargs": {}}
    waiting = DBTaskResult.objects.ready().filter(task_path=again.module_path, args_kwargs=same)
    return waiting.select_for_update(skip_locked=True).first() is not None
