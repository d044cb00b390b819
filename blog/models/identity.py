"""Models the site identity: the name, colour, pictures and links that stand on every page."""

from copy import copy
from typing import Self
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin, Site

from blog.bibliography.library import AUTHOR_DATE, NUMBERED
from blog.blocks.link import LinkBlock
from blog.blocks.stream_field import UnfrozenStreamField
from blog.colours.accent import adapted
from blog.colours.oklch import HEX
from blog.html.addresses import is_secure
from blog.pictures.social_image import SiteIcon, site_icon
from search.public.once_per_change import once_per_change


def is_contact(value: str) -> bool:
    """Tell whether a text is an address of e-mail or one of the web, over https."""
    try:
        URLValidator(schemes=["https"])(value) if is_secure(value) else validate_email(value)
    except ValidationError:
        return False
    return True


@register_setting(icon="site")
class SiteIdentity(PreviewableMixin, BaseSiteSetting):
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
    favicon = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("icon"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_(
            "Stands in tabs and bookmarks in place of the curve: a drawing (SVG), or a square "
            "picture of 512 pixels or more."
        ),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Of links and the curve, such as #1f6feb. Where it could not be read on light or on "
            "dark paper, it is made darker or lighter there; the preview shows both."
        ),
    )
    report_address = models.CharField(
        _("where to report mistakes"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "An address of e-mail, or one that starts with https://, in which {title} and {url} "
            "stand for the post's, such as https://example.org/issues/new?title={title}&body={url}."
        ),
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

    select_related = ["logo", "favicon"]

    class Meta:
        verbose_name = _("site identity")

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], _("Header")
        ),
        MultiFieldPanel([FieldPanel("accent"), FieldPanel("favicon")], _("Look")),
        MultiFieldPanel([FieldPanel("footer_links"), FieldPanel("social_links")], _("Footer")),
        FieldPanel("report_address"),
        FieldPanel("security_contact"),
        FieldPanel("citation_style"),
    ]

    def clean(self) -> None:
        """Check addresses and colour here: migrations would import a validator of their fields."""
        super().clean()
        errors = {}
        for name in ("security_contact", "report_address"):
            if (value := getattr(self, name)) and not is_contact(value):
                message = _("Name an address of e-mail, or one that starts with https://.")
                errors[name] = ValidationError(message, code="invalid")
        if self.accent and not HEX.fullmatch(self.accent):
            message = _("Name a colour by # and six digits from 0 to f, such as #1f6feb.")
            errors["accent"] = ValidationError(message, code="invalid")
        if errors:
            raise ValidationError(errors)
        self.accent = self.accent.lower()

    @classmethod
    def for_site(cls, site: Site | None) -> Self:
        """Return a site's identity, the caller's own; raise `DoesNotExist` for no site."""
        return super().for_site(None) if site is None else copy(_read_identity(site.pk))

    @classmethod
    def base_queryset(cls):
        return super().base_queryset().prefetch_related("logo__renditions", "favicon__renditions")

    @property
    def security_contact_uri(self) -> str:
        """The contact as an URI; empty for none."""
        return _contact_uri(self.security_contact)

    def report_uri(self, title: str, url: str) -> str:
        """Return where to report a mistake in what stands at an address; empty for nowhere."""
        if not is_secure(self.report_address):
            subject = gettext("Mistake in “%(title)s”") % {"title": title}
            query = f"?subject={quote(subject, safe='')}&body={quote(url, safe='')}"
            return self.report_address and _contact_uri(self.report_address) + query
        filled = self.report_address.replace("{title}", quote(title, safe=""))
        return filled.replace("{url}", quote(url, safe=""))

    @property
    def colour(self) -> str:
        """The accent colour as `#rrggbb`; empty for ours."""
        return self.accent if HEX.fullmatch(self.accent) else ""

    @property
    def icon(self) -> SiteIcon | None:
        """The site's own icon; None for the curve."""
        return site_icon(self.favicon) if self.favicon else None

    def get_preview_template(self, request, mode_name):
        return "blog/previews/identity.html"

    def get_preview_context(self, request, mode_name):
        """Return the context of a page with this identity, and of what became of its colour."""
        context = super().get_preview_context(request, mode_name)
        shades = adapted(self.colour) if self.colour else []
        return context | {"settings": {"blog": {"SiteIdentity": self}}, "shades": shades}


def _contact_uri(contact: str) -> str:
    is_mail = "@" in contact and not is_secure(contact)
    return f"mailto:{quote(contact, safe='@+')}" if is_mail else contact


@once_per_change
def _read_identity(site_id: int) -> SiteIdentity:
    return SiteIdentity.base_queryset().get_or_create(site_id=site_id)[0]
