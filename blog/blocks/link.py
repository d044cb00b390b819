"""A link to a page or an address, for settings and snippets."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LinkStructValue(blocks.StructValue):
    """A link's address, wherever it points."""

    @property
    def url(self) -> str:
        """The chosen page's URL, else the typed address; empty when the page has none."""
        page = self.get("page")
        return (page.url or "") if page else self.get("address", "")


class LinkBlock(blocks.StructBlock):
    """A labelled link to a page of this site or to an address."""

    label = blocks.CharBlock(max_length=60)
    page = blocks.PageChooserBlock(required=False)
    address = blocks.URLBlock(required=False, help_text=_("Used when no page is chosen."))

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkStructValue
