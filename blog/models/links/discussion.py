"""Models where else a post is talked about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.html.addresses import is_secure


class DiscussionMixin(models.Model):
    """Gives a page the address at which readers discuss it."""

    discuss_url = models.URLField(
        _("discuss at"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Linked at the end: a thread elsewhere, at an address with https://."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse what is not one of the web, over https."""
        super().clean()
        if self.discuss_url and not is_secure(self.discuss_url):
            raise ValidationError({"discuss_url": _("Name an address that starts with https://.")})
