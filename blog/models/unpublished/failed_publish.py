"""Models what the scheduler could not publish, and why."""

from django.db import models


class FailedPublish(models.Model):
    """A scheduled revision that could not go live; it is tried again at another time only."""

    revision = models.OneToOneField(
        "wagtailcore.Revision",
        primary_key=True,
        related_name="failed_publish",
        on_delete=models.CASCADE,
    )
    # When it was to go live: a new schedule is a new try.
    go_live_at = models.DateTimeField()
    reason = models.TextField()
    failed_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.revision_id}: {self.reason}"
