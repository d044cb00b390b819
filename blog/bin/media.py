"""Finds the pictures and documents that some pages alone use."""

import re
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToOneRel, Model, Q, TextField
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import AbstractRendition
from wagtail.models import Page, ReferenceIndex, Revision, get_default_page_content_type

# A database bounds how many conditions a query has.
MOST_LOOKED_FOR = 100

# A content type's and an object's key.
Key = tuple[int, str]


def media_only_in(pages: Collection[Page]) -> list[Model]:
    """Return the pictures and documents that these pages name and nothing else does.

    Of these pages what is published counts, and their newest and scheduled drafts; of all else each
    revision too, since any can be restored, snippets and the rest of Wagtail's index of references,
    and settings, which it doesn't know.
    """
    keys = [str(page.pk) for page in pages]
    named = {*_indexed(keys), *_in_revisions(_drafts(keys))} if keys else set()
    named -= _used_elsewhere(named, keys)
    if named:
        named -= set(_in_revisions(_naming(named, keys)))
    found = []
    for model in (get_image_model(), get_document_model()):
        kind = ContentType.objects.get_for_model(model).pk
        media = model.objects.filter(pk__in=[int(pk) for each, pk in named if each == kind])
        found += [medium for medium in media if not _has_row(medium, pages)]
    return found


def _has_row(medium: Model, pages: Collection[Page]) -> bool:
    """Tell whether a row of anything but these pages names a medium in a field of its own."""
    for relation in medium._meta.get_fields(include_hidden=True):
        is_foreign_key = isinstance(relation, ManyToOneRel)
        if not is_foreign_key or issubclass(relation.related_model, AbstractRendition):
            continue
        rows = relation.related_model._default_manager.filter(**{relation.field.name: medium})
        if issubclass(relation.related_model, Page):
            rows = rows.exclude(pk__in=[page.pk for page in pages])
        if rows.exists():
            return True
    return False


def _kinds() -> list[int]:
    models = (get_image_model(), get_document_model())
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]


def _indexed(pages: list[str]) -> set[Key]:
    rows = ReferenceIndex.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=pages,
        to_content_type__in=_kinds(),
    )
    return set(rows.values_list("to_content_type", "to_object_id"))


def _used_elsewhere(named: set[Key], pages: list[str]) -> set[Key]:
    rows = ReferenceIndex.objects.filter(
        to_content_type__in=_kinds(), to_object_id__in=[pk for _kind, pk in named]
    ).exclude(base_content_type=get_default_page_content_type(), object_id__in=pages)
    return set(rows.values_list("to_content_type", "to_object_id"))


def _drafts(pages: list[str]) -> Iterable[Revision]:
    """Return the newest and the scheduled revisions of some pages that are no rows yet."""
    unpublished = Page.objects.filter(Q(live=False) | Q(has_unpublished_changes=True))
    is_next = Q(pk__in=unpublished.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    return Revision.page_revisions.filter(is_next, object_id__in=pages).iterator(chunk_size=20)


def _naming(named: set[Key], besides: list[str]) -> Iterable[Revision]:
    """Yield the revisions of anything besides some pages in which one of the keys may stand.

    The database looks for the digits of a few, so that few revisions are read and fewer are built.
    """
    numbers = {pk for _kind, pk in named}
    pattern = re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, numbers))})(?!\d)")
    revisions = Revision.objects.annotate(text=Cast("content", TextField())).exclude(
        base_content_type=get_default_page_content_type(), object_id__in=besides
    )
    if len(numbers) <= MOST_LOOKED_FOR:
        revisions = revisions.filter(reduce(or_, (Q(text__contains=each) for each in numbers)))
    for each in revisions.iterator(chunk_size=20):
        if pattern.search(each.text):
            yield each


def _in_revisions(revisions: Iterable[Revision]) -> Iterable[Key]:
    kinds = _kinds()
    for revision in revisions:
        for kind, pk, *_path in ReferenceIndex._extract_references_from_object(
            revision.as_object()
        ):
            if kind in kinds:
                yield kind, pk
