"""Models the addresses of other programs that are told when pages change."""

from base64 import b64encode
from datetime import timedelta
from secrets import token_bytes
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from blog.models.webhooks.message import Event, WebhookMessage
from blog.outbound.public_address import ForbiddenAddressError, read_address

# Each event is written once for each.
MOST = 20
# How Standard Webhooks 1.0.0 writes a key: this, then the bytes in base 64.
SECRET_PREFIX = "whsec_"
SECRET_BYTES = 32
# How long what is sent is signed with the secret before too.
CHANGEOVER = timedelta(days=1)


def new_secret() -> str:
    return SECRET_PREFIX + b64encode(token_bytes(SECRET_BYTES)).decode()


class WebhookQuerySet(models.QuerySet):
    """Webhooks, narrowed to those that are told something."""

    def on(self) -> Self:
        return self.filter(is_on=True)

    def due(self) -> Self:
        """Those that a message waits for and that may be asked now, longest waiting first."""
        waiting = WebhookMessage.objects.waiting().filter(webhook=models.OuterRef("pk"))
        rows = self.on().filter(due_at__lte=timezone.now())
        return rows.filter(models.Exists(waiting)).order_by("due_at", "pk")


class Webhook(models.Model):
    """An address that is told, in order, what happens to public pages."""

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(
        _("address"),
        max_length=500,
        help_text=_("Of the program that is told, with https. It answers within 10 seconds."),
    )
    blog = models.ForeignKey(
        "blog.BlogIndexPage",
        verbose_name=_("blog"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Whose posts it is told of; without one, it is told of all pages."),
    )
    hears_published = models.BooleanField(_("published"), default=True)
    hears_changed = models.BooleanField(_("changed"), default=True)
    hears_unpublished = models.BooleanField(
        _("unpublished"),
        default=True,
        help_text=_("Made private, expired or deleted, too."),
    )
    hears_moved = models.BooleanField(_("moved to another address"), default=True)
    is_on = models.BooleanField(
        _("switched on"), default=True, help_text=_("What happens while it is off is not told.")
    )

    # Drawn by `save`: a migration imports nothing of ours.
    secret = models.CharField(max_length=100, editable=False)
    former_secret = models.CharField(max_length=100, blank=True, editable=False)
    secret_shown_at = models.DateTimeField(null=True, editable=False)

    # When the next message may leave; later where the last one failed.
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    answer = models.CharField(_("last answer"), max_length=200, blank=True, editable=False)
    answered_at = models.DateTimeField(_("last told"), null=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("url"),
        FieldPanel("blog"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("hears_published"), FieldPanel("hears_changed")]),
                FieldRowPanel([FieldPanel("hears_unpublished"), FieldPanel("hears_moved")]),
            ],
            heading=_("Told when a page is"),
        ),
        FieldPanel("is_on"),
    ]

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.secret = self.secret or new_secret()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse an address that would not be asked, and more webhooks than are looked after."""
        super().clean()
        try:
            address = read_address(self.url)
        except ForbiddenAddressError as error:
            raise ValidationError({"url": str(error)}) from error
        if address.scheme != "https" and not address.is_of_tests:
            raise ValidationError({"url": _("Only an address with https is told.")})
        if self._state.adding and type(self).objects.count() >= MOST:
            raise ValidationError(_("There are %(most)d webhooks, the most.") % {"most": MOST})

    @property
    def secrets(self) -> list[str]:
        """What messages are signed with: the secret, and for a day the one before."""
        is_new = self.secret_shown_at and self.secret_shown_at > timezone.now() - CHANGEOVER
        return [self.secret, *([self.former_secret] if self.former_secret and is_new else [])]

    @property
    def events(self) -> list[Event]:
        heard = {
            Event.PUBLISHED: self.hears_published,
            Event.CHANGED: self.hears_changed,
            Event.UNPUBLISHED: self.hears_unpublished,
            Event.MOVED: self.hears_moved,
        }
        return [event for event, is_heard in heard.items() if is_heard]

    @property
    def events_in_words(self) -> str:
        return get_text_list([str(event.label) for event in self.events], _("and"))

    @property
    def state(self) -> str:
        if not self.is_on:
            return _("Off")
        return _("Failing") if self.failing_since else _("On")

    def draw_secret(self) -> None:
        """Take a new secret, unless nobody has seen the present one."""
        if self.secret_shown_at:
            self.former_secret, self.secret = self.secret, new_secret()
        self.secret_shown_at = timezone.now()
        self.save(update_fields=["secret", "former_secret", "secret_shown_at"])

    def forgive(self) -> None:
        """Forget failures, so that what waits leaves at once."""
        self.failing_since, self.due_at = None, timezone.now()
