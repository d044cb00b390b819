"""Defines the block of a video that plays elsewhere, and asks nothing there before a click."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from blog.blocks.part import PartBlock
from blog.html.addresses import host_name, player_url, web_address
from blog.markdown.writing import emphasised, joined, linked


class EmbedStructValue(blocks.StructValue):
    """The link's address, and the player that may take the link's place."""

    @property
    def address(self) -> str:
        return web_address(self.get("url"))

    @property
    def host(self) -> str:
        return host_name(self.get("url"))

    @property
    def player(self) -> str:
        """The player's address; empty where there is only a link."""
        return player_url(self.get("url"))


class EmbedBlock(PartBlock, blocks.StructBlock):
    """A link that becomes a player when it is followed; until then nothing is asked of anyone."""

    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_("Videos on YouTube and Vimeo play here, anything else stays a link."),
    )
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    caption = blocks.CharBlock(max_length=500, required=False, label=_("Caption"))

    def to_markdown(self, value: EmbedStructValue) -> str:
        title = value.get("title") or value.address
        return joined(linked(title, value.address), emphasised(value.get("caption")))

    class Meta:
        icon = "media"
        label = _("Embed")
        description = _("A video that loads when it is clicked, and is a plain link until then.")
        template = "blog/blocks/embed_block.html"
        value_class = EmbedStructValue
        preview_value = {
            "url": "https://vimeo.com/76979871",
            "title": "A talk in 20 minutes",
            "caption": "Nothing is loaded before the click.",
        }
