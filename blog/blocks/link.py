"""Defines a link to a page or an address, for settings and snippets."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from blog.html.sanitising import may_link
from search.public.once_per_change import once_per_change
from search.public.visibility import expiries_passed, public_pages


class LinkStructValue(blocks.StructValue):
    """A link's address, wherever it points."""

    @property
    def url(self) -> str:
        """The chosen page's URL, else the typed address; empty while the page is not public."""
        page = self.get("page")
        if page:
            return (page.url or "") if _is_public(page.pk, expiries_passed()) else ""
        address = self.get("address") or ""
        # The form takes web addresses alone; importers and an API may have stored others.
        return address if may_link(address) else ""


@once_per_change
def _is_public(page_id: int, expired: int) -> bool:
    return public_pages(Page.objects.filter(pk=page_id)).exists()


class LinkBlock(blocks.StructBlock):
    """A labelled link to a page of this site or to an address."""

    label = blocks.CharBlock(max_length=60)
    page = blocks.PageChooserBlock(required=False)
    address = blocks.URLBlock(required=False, help_text=_("Used when no page is chosen."))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        value = super().clean(value)
        if bool(value["page"]) == bool(value["address"]):
            message = _("Choose either a page or an address.")
            raise StructBlockValidationError(block_errors={"page": ValidationError(message)})
        return value

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkStructValue
