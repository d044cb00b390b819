"""Models sources: what posts cite, each by its key."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.citations.keys import MAX_KEY, is_key
from blog.citations.records import Record, cleaned, in_order
from blog.citations.summary import byline_of, title_of, words_of, year_of
from blog.models.citations.source_use import SourceUse
from search.analysis.text import fold
from search.database.columns import fitted, shortened

MAX_TITLE = MAX_BYLINE = 255


class Source(models.Model):
    """What may be cited; `record` is one item of CSL-JSON, without its id, as `records` cleans it.

    What lists show and are searched by is kept beside it; `save` draws it from the record.
    """

    key = models.CharField(
        _("key"),
        max_length=MAX_KEY,
        unique=True,
        help_text=_("Posts cite the source by it: [@key]."),
    )
    record = models.JSONField(_("record"), default=dict)
    type = models.CharField(_("type"), max_length=40, editable=False)
    title = models.CharField(_("title"), max_length=MAX_TITLE, editable=False)
    byline = models.CharField(_("authors"), max_length=MAX_BYLINE, editable=False)
    year = models.IntegerField(_("year"), null=True, editable=False)
    words = models.TextField(editable=False)

    class Meta:
        ordering = ["key"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.key

    def save(self, *args, **kwargs):
        self.describe()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Clean the record; refuse a key that no citation names, or that looks like a label."""
        super().clean()
        self.record, _changes = cleaned(self.record if isinstance(self.record, dict) else {})
        if not is_key(self.key):
            message = _(
                "A key has letters, digits and “_”, and between them single signs of "
                "“:.#%-+?~/”. It does not begin like a label: “fig:”, “eq:”."
            )
            raise ValidationError({"key": message})

    @classmethod
    def of(cls, key: str, record: Record) -> Self:
        """Return the source of a cleaned record, not saved."""
        source = cls(key=key, record=record)
        source.describe()
        return source

    def describe(self) -> None:
        """Draw from the record what lists show."""
        self.type = self.record.get("type", "")
        self.title = shortened(title_of(self.record), MAX_TITLE)
        self.byline = fitted(byline_of(self.record), MAX_BYLINE)
        self.year = year_of(self.record)
        self.words = fold(f"{self.key} {words_of(self.record)}")

    @property
    def item(self) -> dict[str, Any]:
        """The record as an item of CSL-JSON, its id the key."""
        return {"id": self.key, **in_order(self.record)}


def items_cited_by(page_id: int) -> list[dict[str, Any]]:
    """Return the items of CSL-JSON that a page cites, as it was published last, in one query."""
    keys = SourceUse.objects.filter(page_id=page_id).values("key")
    return [source.item for source in Source.objects.filter(key__in=keys)]


def sources_for(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the items of CSL-JSON of those keys that there are sources for, in one query."""
    wanted = {key for key in keys if is_key(key)}
    rows = Source.objects.filter(key__in=wanted) if wanted else ()
    return {source.key: source.item for source in rows}
