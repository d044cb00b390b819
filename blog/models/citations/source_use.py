"""Models which pages cite which keys."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.citations.keys import MAX_KEY
from blog.models.querysets import EditableRowsQuerySet


class SourceUseQuerySet(EditableRowsQuerySet):
    """Which pages cite what."""

    def keep(self, page_id: int, keys: Collection[str]) -> None:
        """Keep the keys that a page cites now, in one query where they are the same."""
        of_page = self.filter(page_id=page_id)
        had = set(of_page.values_list("key", flat=True))
        if gone := had - set(keys):
            of_page.filter(key__in=gone).delete()
        new = [self.model(page_id=page_id, key=key) for key in keys if key not in had]
        if new:
            self.bulk_create(new, ignore_conflicts=True)

    def pages_citing(self, keys: Collection[str] | None = None) -> set[int]:
        """Return the ids of the pages that cite some keys, or any."""
        rows = self if keys is None else self.filter(key__in=keys)
        return set(rows.values_list("page_id", flat=True))


class SourceUse(models.Model):
    """That a page, as it was published last, cites a key; a source for it need not be there."""

    page = models.ForeignKey(
        "wagtailcore.Page", related_name="cited_keys", on_delete=models.CASCADE
    )
    key = models.CharField(max_length=MAX_KEY, db_index=True)

    objects = SourceUseQuerySet.as_manager()

    # Drawn from the page's body, and no use of anything by itself.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="key_once_a_page")]

    def __str__(self):
        return f"{self.page_id}: {self.key}"
