"""Models which pages cite which keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.citations.keys import MAX_KEY
from blog.models.querysets import EditableRowsQuerySet


class SourceUse(models.Model):
    """That a page, as it was published last, cites a key; a source for it need not be there."""

    page = models.ForeignKey(
        "wagtailcore.Page", related_name="cited_keys", on_delete=models.CASCADE
    )
    key = models.CharField(max_length=MAX_KEY, db_index=True)

    objects = EditableRowsQuerySet.as_manager()

    # Drawn from the page's body, and no use of anything by itself.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="key_once_a_page")]

    def __str__(self):
        return f"{self.page_id}: {self.key}"
