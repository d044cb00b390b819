"""Gives a post its dates of change, and what its readers are told of changes."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from blog.models.changes.published_version import STANDING, Change, ChangeKind, PublishedVersion
from blog.models.changes.route import ChangesRouteMixin

# Changes so soon after publication are part of it.
SETTLING_TIME = timedelta(days=1)
# `ChangesMixin.updated_at` in SQL, of posts that are public.
UPDATED_AT = Coalesce("text_changed_at", "last_published_at")
MAX_NOTE = 300
MOST_STANDING = 10


class ChangesMixin(ChangesRouteMixin, models.Model):
    """A page whose revisions carry a pending note, and whose row keeps what readers are told.

    Publishing takes the note out (`blog.change_notes.recording`).
    """

    # Database defaults, since code from before these fields writes rows too while it is replaced.
    change_kind = models.CharField(
        _("kind of change"),
        max_length=12,
        choices=ChangeKind.choices,
        blank=True,
        default="",
        db_default="",
    )
    change_note = models.TextField(
        _("change note"),
        max_length=MAX_NOTE,
        blank=True,
        default="",
        db_default="",
        help_text=_("What readers are told when this is published, as “Corrected a formula”."),
    )
    # None until a change is published: as last published.
    text_changed_at = models.DateTimeField(null=True, editable=False)
    shown_changes = models.JSONField(null=True, editable=False)

    exclude_fields_in_copy = ["change_kind", "change_note", "text_changed_at", "shown_changes"]

    class Meta:
        abstract = True

    @property
    def updated_at(self) -> datetime:
        """When the text last changed by more than a small edit, the first publication included."""
        return self.text_changed_at or self.last_published_at or self.display_date

    @property
    def changed_at(self) -> datetime | None:
        """When the text was last changed; None for what was touched up within a day."""
        published = max(filter(None, [self.display_date, self.first_published_at]))
        changed = self.text_changed_at or self.last_published_at
        return changed if changed and changed - published > SETTLING_TIME else None

    @property
    def changes(self) -> list[Change]:
        """The newest change that readers are told of, and all corrections; the newest first."""
        return [
            Change(each["kind"], timezone.localtime(parse_datetime(each["date"])), each["note"])
            for each in self.shown_changes or ()
        ]

    @property
    def standing_changes(self) -> list[Change]:
        """The corrections and retractions, which stand at the top."""
        return [each for each in self.changes if each.is_standing]

    @property
    def last_note(self) -> Change | None:
        """The newest change, where it does not stand at the top and says something."""
        newest = next(iter(self.changes), None)
        return newest if newest and newest.note and not newest.is_standing else None

    @property
    def is_retracted(self) -> bool:
        """Whether the text was taken back."""
        return any(each.kind == ChangeKind.RETRACTION for each in self.changes)

    def read_changes(self) -> None:
        """Take from the published versions what readers are told; saves nothing."""
        listed = list(PublishedVersion.objects.of(self).listed())
        standing = [each for each in listed if each.kind in STANDING][:MOST_STANDING]
        shown = [each for each in listed if each in standing or each is listed[0]]
        self.shown_changes = [
            {"kind": each.kind, "date": each.published_at.isoformat(), "note": each.note}
            for each in shown
        ] or None
        dates = [each.published_at for each in listed if each.is_substantial]
        self.text_changed_at = max(filter(None, [self.text_changed_at, *dates[:1]]), default=None)

    def save_changes(self) -> None:
        """Save what readers are told, and the pending note, and nothing else."""
        names = ("change_kind", "change_note", "text_changed_at", "shown_changes")
        values = {name: getattr(self, name) for name in names}
        type(self).objects.filter(pk=self.pk).update(**values)

    def copy_changes(self, source: Self) -> None:
        """Take over and save what readers are told of another page."""
        self.text_changed_at, self.shown_changes = source.text_changed_at, source.shown_changes
        self.save_changes()

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the page with a revision's content; what readers are told is the page's own."""
        page = super().with_content_json(content)
        page.text_changed_at, page.shown_changes = self.text_changed_at, self.shown_changes
        return page
