"""Keeps what the admin's search finds of pages with a body, which a draft leaves as it was."""

from collections.abc import Collection

from django.db.models import Model
from modelsearch.index import FilterField
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler

from blog.models import BodyPage


def index_written(
    instance: Model, raw: bool, update_fields: Collection[str] | None, **kwargs: object
) -> None:
    """Index a page anew, unless nothing that is indexed was written.

    modelsearch does so by itself for each save; an autosave writes no more than the draft's key,
    and reading a long body three times was a tenth of it.
    """
    if isinstance(instance, BodyPage) and (
        update_fields is None or _indexed_fields(instance) & set(update_fields)
    ):
        post_save_signal_handler(instance, raw=raw)


def forget_deleted(instance: Model, **kwargs: object) -> None:
    if isinstance(instance, BodyPage):
        post_delete_signal_handler(instance)


def _indexed_fields(page: BodyPage) -> set[str]:
    fields = page.get_search_fields()
    return {field.field_name for field in fields if not isinstance(field, FilterField)}
