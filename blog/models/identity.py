"""Site identity: the name, tagline, logo and links that stand on every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from blog.blocks.link import LinkBlock


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
    footer_links = StreamField([("link", LinkBlock())], verbose_name=_("footer links"), blank=True)
    social_links = StreamField([("link", LinkBlock())], verbose_name=_("social links"), blank=True)

    select_related = ["logo"]

    class Meta:
        verbose_name = _("site identity")

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], _("Header")
        ),
        MultiFieldPanel([FieldPanel("footer_links"), FieldPanel("social_links")], _("Footer")),
    ]
