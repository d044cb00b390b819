"""Models the links that show a draft to people without a login."""

import uuid
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DraftLinkQuerySet(models.QuerySet):
    """Links, narrowed to those that open."""

    def open(self) -> Self:
        return self.filter(is_revoked=False, expires_at__gt=timezone.now())

    def signed(self, token: str) -> Self:
        """Return the link that a token names; none, without a query, for one not signed by us."""
        try:
            return self.filter(pk=uuid.UUID(_signer().unsign(token)))
        except (BadSignature, ValueError):
            return self.none()


class DraftLink(models.Model):
    """Shows the newest draft of one page to whoever has the link, until it ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", related_name="draft_links", on_delete=models.CASCADE
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="+", null=True, on_delete=models.SET_NULL
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    is_revoked = models.BooleanField(_("revoked"), default=False)

    objects = DraftLinkQuerySet.as_manager()

    # A link is no use of its page that anyone need be warned of.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("draft link")

    def __str__(self):
        return f"{self.page_id} until {self.expires_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.token])

    @property
    def token(self) -> str:
        """The id and its signature, as they stand in the address."""
        return _signer().sign(self.pk.hex)

    @property
    def is_open(self) -> bool:
        return not self.is_revoked and self.expires_at > timezone.now()


def _signer() -> Signer:
    return Signer(salt="blog.draft_link")
