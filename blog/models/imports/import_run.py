"""Models an import that was begun in the admin: what it is given, how far it is, its report."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One archive on its way into a blog; its files lie below DATA_DIR until it is done.

    `trial` is the dry run's report, `report` that of the import; both as
    `blog.importing.reporting.report_json` writes them, and unfinished while the run is at work.
    """

    class State(models.TextChoices):
        UPLOADING = "uploading", _("being uploaded")
        TRYING = "trying", _("being read")
        TRIED = "tried", _("read, not imported yet")
        IMPORTING = "importing", _("being imported")
        DONE = "done", _("imported")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    ACTIVE = (State.TRYING, State.IMPORTING)
    TAKES_FILES = (State.UPLOADING, State.TRIED)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    index = models.ForeignKey(
        "blog.BlogIndexPage", related_name="import_runs", on_delete=models.CASCADE
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="import_runs", null=True, on_delete=models.SET_NULL
    )
    name = models.CharField(max_length=255)
    old_site = models.CharField(max_length=200, blank=True)
    is_fetching = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADING)
    is_publishing = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    trial = models.JSONField(null=True)
    report = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether a task is at work on it, or waits to be."""
        return self.state in self.ACTIVE

    @property
    def shown_report(self) -> dict | None:
        """The import's own report, else that of the dry run."""
        return self.report or self.trial
