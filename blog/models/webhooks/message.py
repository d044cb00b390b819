"""Models what a webhook is told, and what it answered."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What happened, by the name that messages give it."""

    PUBLISHED = "page.published", _("Published")
    CHANGED = "page.changed", _("Changed")
    UNPUBLISHED = "page.unpublished", _("Unpublished")
    MOVED = "page.moved", _("Moved")
    TEST = "webhook.test", _("Test")
    # So much happened that it was not written down: in place of what is missing here.
    SKIPPED = "webhook.skipped", _("Skipped")


class MessageState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("Taken")
    GIVEN_UP = "given up", _("Given up")


class WebhookMessageQuerySet(models.QuerySet):
    """Messages, narrowed to those that are still to be sent."""

    def waiting(self) -> Self:
        return self.filter(state=MessageState.WAITING)


class WebhookMessage(models.Model):
    """One event for one webhook; those of a webhook leave in the order of their keys.

    Title and address are what readers saw then. The page may be gone, so it is a number.
    """

    webhook = models.ForeignKey(
        "blog.Webhook",
        verbose_name=_("webhook"),
        related_name="messages",
        on_delete=models.CASCADE,
        db_index=False,
    )
    # What a receiver knows a second copy by. A UUID, since a migration imports nothing of ours.
    uuid = models.UUIDField(default=uuid4, unique=True)
    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    happened_at = models.DateTimeField(_("time"), default=timezone.now)
    page_id = models.PositiveBigIntegerField(null=True)
    title = models.CharField(max_length=255, blank=True)
    address = models.TextField(_("address of the page"), blank=True)
    former_address = models.TextField(blank=True)
    revision_id = models.PositiveBigIntegerField(null=True)

    state = models.CharField(
        _("state"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("last tried"), null=True)

    objects = WebhookMessageQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message of a webhook")
        verbose_name_plural = _("messages of webhooks")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["webhook", "state", "id"], name="webhook_messages")]

    def __str__(self):
        return f"{self.event}: {self.address}"

    @property
    def message_id(self) -> str:
        """The id that stands in what is sent, as Standard Webhooks 1.0.0 advises."""
        return f"msg_{self.uuid.hex}"
