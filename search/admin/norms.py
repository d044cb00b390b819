"""Weighs titles in Wagtail's index by the newest of them, not by all on every save."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Avg, F, Model
from django.db.models.functions import Length
from modelsearch.backends.base import BaseIndex
from modelsearch.utils import get_content_type_pk

# The stock index takes the average over every title, and looks for new rows among all.
SAMPLE = 200

_is_held: ContextVar[bool] = ContextVar("is_held", default=False)


@contextmanager
def index_of_admin_held() -> Iterator[None]:
    """Leave Wagtail's index as it is: for saves that another follows in the same transaction."""
    token = _is_held.set(True)
    try:
        yield
    finally:
        _is_held.reset(token)


class NormsOfNew(BaseIndex):
    """Stands before a stock index: the norms of what is added, by the newest titles."""

    def add_items(self, model: type[Model], objs: Sequence[Model]) -> None:
        """Write the objects' entries, unless a later save is to do so."""
        if _is_held.get():
            return
        keys = [str(each.pk) for each in objs]
        self._added: dict[str, Any] = {
            "content_type_id": get_content_type_pk(model),
            "object_id__in": keys,
        }
        super().add_items(model, objs)

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)
            return
        # One means that it is not known yet.
        new = _with_titles(self.entries.filter(title_norm=1.0, **self._added))
        if new.exists():
            newest = _with_titles(self.entries).order_by("-pk")[:SAMPLE]
            average = newest.aggregate(Avg("title_length"))["title_length__avg"]
            new.update(title_norm=average / F("title_length"))


def _with_titles(entries: Any) -> Any:
    return entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
