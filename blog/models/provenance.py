"""Gives a post its provenance: with what it was tested, and when it was last checked."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from blog.archive.staleness import months_later
from blog.blocks.provenance import ProvenanceBlock
from blog.blocks.stream_field import UnfrozenStreamField
from blog.rendering.search_entry import with_provenance
from search.index.protocol import Entry


class ProvenanceMixin(models.Model):
    """A page that says with what its text was tested, and when that still held."""

    # Null, since code from before this field writes rows too while it is replaced.
    provenance = UnfrozenStreamField(
        ProvenanceBlock(), verbose_name=_("tested with"), null=True, blank=True
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_(
            "When someone last saw that the text still holds. After the months that its blog"
            " sets, readers are told that it may be out of date."
        ),
    )

    provenance_search_fields = [index.SearchField("provenance")]

    class Meta:
        abstract = True

    @property
    def has_provenance(self) -> bool:
        """Whether readers are told anything of it."""
        return bool(self.provenance or self.checked_on)

    @cached_property
    def stale_after(self) -> int:
        """After how many months the text counts as out of date; 0 for never."""
        parent = self.get_parent() if self.pk and self.checked_on else None
        return getattr(parent.specific, "stale_after", 0) if parent else 0

    @property
    def stale_on(self) -> date | None:
        """The day from which on the text counts as out of date; None for never."""
        if not self.checked_on or not self.stale_after:
            return None
        return months_later(self.checked_on, self.stale_after)

    @property
    def is_stale(self) -> bool:
        """Whether the text was checked longer ago than its blog allows."""
        return self.stale_on is not None and self.stale_on <= timezone.localdate()

    def search_entry(self) -> Entry:
        """Return what search finds of the page; see `search.index.protocol.Searchable`."""
        return with_provenance(super().search_entry(), self)

    def clean(self):
        super().clean()
        # Here, since a migration would import a validator of the field.
        if self.checked_on and self.checked_on > timezone.localdate():
            message = _("Only a day that has come can be one on which the text was checked.")
            raise ValidationError({"checked_on": message})
