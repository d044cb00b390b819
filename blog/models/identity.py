"""Models the site identity: the name, tagline, logo and links that stand on every page."""

from copy import copy
from typing import Self
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from blog.bibliography.library import AUTHOR_DATE, NUMBERED
from blog.blocks.link import LinkBlock
from blog.blocks.stream_field import UnfrozenStreamField
from search.public.once_per_change import once_per_change


def is_secure(address: str) -> bool:
    """Tell whether an address is one of the web, over https."""
    return address.startswith("https://")


def is_contact(value: str) -> bool:
    """Tell whether a text is an address of e-mail or one of the web, over https."""
    try:
        URLValidator(schemes=["https"])(value) if is_secure(value) else validate_email(value)
    except ValidationError:
        return False
    return True


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """Who publishes the site, shown in its header, footer, feeds and metadata."""

    name = models.CharField(_("name"), max_length=80, default="Epoch")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("Stands in the header in place of the curve."),
    )
    security_contact = models.CharField(
        _("security contact"),
        max_length=200,
        blank=True,
        help_text=_(
            "An address of e-mail, or of a page that starts with https://, for whoever finds a "
            "flaw in this site. Published in /.well-known/security.txt."
        ),
    )
    footer_links = UnfrozenStreamField(
        [("link", LinkBlock())], verbose_name=_("footer links"), blank=True
    )
    social_links = UnfrozenStreamField(
        [("link", LinkBlock())], verbose_name=_("social links"), blank=True
    )

    citation_style = models.CharField(
        _("style of citations"),
        max_length=20,
        choices=[
            (AUTHOR_DATE, _("Author and year, after APA: (Guo et al., 2017)")),
            (NUMBERED, _("Numbers, after IEEE: [1]")),
        ],
        default=AUTHOR_DATE,
        db_default=AUTHOR_DATE,
        help_text=_("Of the sources that posts cite; each post lists them at its end."),
    )

    select_related = ["logo"]

    class Meta:
        verbose_name = _("site identity")

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], _("Header")
        ),
        MultiFieldPanel([FieldPanel("footer_links"), FieldPanel("social_links")], _("Footer")),
        FieldPanel("security_contact"),
        FieldPanel("citation_style"),
    ]

    def clean(self) -> None:
        """Check the contact here: migrations would import a validator of its field."""
        super().clean()
        if self.security_contact and not is_contact(self.security_contact):
            message = _("Name an address of e-mail, or one that starts with https://.")
            error = ValidationError(message, code="invalid")
            raise ValidationError({"security_contact": error})

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Return a site's identity, the caller's own; raise `DoesNotExist` for no site."""
        return super().for_site(None) if site is None else copy(_read_identity(site.pk))

    @classmethod
    def base_queryset(cls):
        return super().base_queryset().prefetch_related("logo__renditions")

    @property
    def security_contact_uri(self) -> str:
        """The contact as an URI; empty for none."""
        is_mail = "@" in self.security_contact and not is_secure(self.security_contact)
        return (
            f"mailto:{quote(self.security_contact, safe='@+')}"
            if is_mail
            else self.security_contact
        )


@once_per_change
def _read_identity(site_id: int) -> SiteIdentity:
    return SiteIdentity.base_queryset().get_or_create(site_id=site_id)[0]
